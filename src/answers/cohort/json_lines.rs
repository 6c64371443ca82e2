//! One respondent as a line of JSON: `{"home-visits": "agree", …}`, or the same under `answers`, with a `label`.
//!
//! An answer is a text, a number, a list of texts, or an object with `choose` and `matters`.

use std::sync::Arc;

use super::cell_memory::{CellMemory, Readers};
use super::cell_reader::Read;
use super::column_map::ColumnMap;
use super::columns::{Note, read_label};
use super::headings::{Headings, Use};
use super::{Problem, Respondent};
use crate::answers::every_key::Json;
use crate::answers::{Answer, Importance};
use crate::pack::{A_LOT, QuestionId};

/// The key of what a respondent is called, unless another is named.
const LABEL: &str = "label";
/// The key of the answers, if they do not stand among other things.
const ANSWERS: &str = "answers";
/// Problems of one line that are told.
const MOST_PROBLEMS: usize = 100;

/// How lines are read.
#[derive(Debug, Clone)]
pub struct LineReader {
    /// Recognises keys.
    pub headings: Headings,
    /// What a map says about them.
    pub map: Option<ColumnMap>,
    /// The key of the label.
    pub label: Option<String>,
}

impl LineReader {
    /// Reads a line.
    ///
    /// # Errors
    /// If it is not an object.
    pub fn read(
        &self,
        row: u64,
        line: &[u8],
        readers: &Readers,
        memory: &mut CellMemory,
        note: &mut Note<'_>,
    ) -> Result<Respondent, Problem> {
        let lost = |reason: String| Problem::new(row, Problem::WHOLE_ROW, line, reason);
        let json: Json = serde_json::from_slice(line).map_err(|error| lost(not_json(&error)))?;
        let Json::Object(top) = json else {
            return Err(lost("not an object: a respondent is { … } on one line".to_owned()));
        };
        let mut reading = Reading { reader: self, respondent: Respondent::new(row), seen: Vec::new() };
        reading.label(&top);
        if top.iter().filter(|(key, _)| key == ANSWERS).count() > 1 {
            return Err(lost(format!("`{ANSWERS}` stands there twice; keep one")));
        }
        let within = top.iter().find(|(key, _)| key == ANSWERS);
        let answers = match within {
            Some((_, Json::Object(answers))) => answers,
            Some(_) => return Err(lost(format!("`{ANSWERS}` is not an object"))),
            None => &top,
        };
        for (key, value) in answers {
            if within.is_none() && key == reading.label_key() {
                continue;
            }
            reading.answer(key, value, readers, memory, note);
        }
        Ok(reading.respondent)
    }

    /// What a key holds.
    #[must_use]
    pub fn holds(&self, key: &str) -> Use {
        match self.map.as_ref().and_then(|map| map.holds(key)) {
            Some(holds) => holds.clone(),
            None => self.headings.id(key).map_or_else(|| self.headings.recognise(key), Use::Question),
        }
    }

    /// The keys of a line; none if it is not an object.
    #[must_use]
    pub fn keys(&self, line: &[u8]) -> Vec<String> {
        let Ok(Json::Object(top)) = serde_json::from_slice(line) else { return Vec::new() };
        let mut keys = Vec::new();
        for (key, value) in top {
            match value {
                Json::Object(answers) if key == ANSWERS => {
                    keys.extend(answers.into_iter().map(|(key, _)| key));
                }
                _ => keys.push(key),
            }
        }
        keys
    }
}

fn not_json(error: &serde_json::Error) -> String {
    let text = error.to_string();
    let what = text.split(" at line ").next().unwrap_or_default();
    format!("not valid JSON: {what} (character {})", error.column())
}

/// A respondent while the line is read.
struct Reading<'r> {
    reader: &'r LineReader,
    respondent: Respondent,
    seen: Vec<QuestionId>,
}

impl Reading<'_> {
    fn label_key(&self) -> &str {
        self.reader.label.as_deref().unwrap_or(LABEL)
    }

    fn label(&mut self, top: &[(String, Json)]) {
        let Some((key, value)) = top.iter().find(|(key, _)| key == self.label_key()) else { return };
        match value.cell().and_then(|cell| read_label(cell.as_bytes())) {
            Ok(label) => self.respondent.label = label,
            Err(reason) => self.problem(key, value, reason),
        }
    }

    fn answer(
        &mut self,
        key: &str,
        value: &Json,
        readers: &Readers,
        memory: &mut CellMemory,
        note: &mut Note<'_>,
    ) {
        let question = match self.reader.holds(key) {
            Use::Question(question) => question,
            Use::SetAside | Use::Retired(_) | Use::Label => return,
            Use::Unknown(_) => {
                let near = self.reader.headings.nearest(key);
                let hint = near.map_or_else(
                    || "`calling questions` lists them".to_owned(),
                    |id| format!("did you mean `{id}`?"),
                );
                self.problem(key, value, format!("no such question; {hint}"));
                return;
            }
        };
        if self.seen.contains(&question) {
            self.respondent.answers.skip(question);
            self.problem(key, value, "the question is answered twice; keep one".to_owned());
            return;
        }
        self.seen.push(question);
        let read = read_value(value, readers, question, memory);
        note(question, key, value.to_string().as_bytes(), &read);
        match read {
            Ok(Some(answer)) => self.respondent.answers.set_shared(question, answer),
            Ok(None) => {}
            Err(reason) => self.problem(key, value, reason),
        }
    }

    fn problem(&mut self, key: &str, value: &Json, reason: String) {
        let Respondent { row, problems, .. } = &mut self.respondent;
        if problems.len() < MOST_PROBLEMS {
            problems.push(Problem::new(*row, key, value.to_string().as_bytes(), reason));
        }
    }
}

fn read_value(value: &Json, readers: &Readers, question: QuestionId, memory: &mut CellMemory) -> Read {
    match value {
        Json::List(items) => {
            let texts: Result<Vec<String>, String> = items.iter().map(Json::cell).collect();
            readers.of(question).read_list(&texts?)
        }
        Json::Object(keys) => {
            let read = read_value(chosen(keys)?, readers, question, memory)?;
            Ok(match (read.as_deref(), matters(keys)?) {
                (Some(Answer::Chose { options, .. }), Importance::ALot) => {
                    let options = options.clone();
                    Some(Arc::new(Answer::Chose { options, importance: Importance::ALot }))
                }
                _ => read,
            })
        }
        other => memory.read(readers, question, other.cell()?.as_bytes()),
    }
}

fn chosen(keys: &[(String, Json)]) -> Result<&Json, String> {
    let [(_, value)] = &keys.iter().filter(|(key, _)| key == "choose").collect::<Vec<_>>()[..] else {
        return Err(format!(
            "an answer that is an object is {{ choose = …, matters = \"{A_LOT}\" }}, each once"
        ));
    };
    match value {
        Json::Object(_) => Err("`choose` is neither a text, a number nor a list".to_owned()),
        value => Ok(value),
    }
}

fn matters(keys: &[(String, Json)]) -> Result<Importance, String> {
    let mut importance = Importance::Usual;
    for (key, value) in keys {
        match (key.as_str(), value) {
            ("choose", _) | ("matters", Json::Null) => {}
            ("matters", Json::Text(text)) if text == A_LOT => importance = Importance::ALot,
            ("matters", _) => return Err(format!("`matters` is \"{A_LOT}\" or left out")),
            _ => {
                return Err(format!("unknown key `{}`; `choose` and `matters` are known", super::shown(key)));
            }
        }
    }
    Ok(importance)
}
