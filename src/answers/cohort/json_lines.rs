//! JSON Lines as a cohort, one respondent a line: `{"home-visits": "agree", …}`, or the same under `answers`, with a `label`.

use std::collections::BTreeMap;
use std::io;
use std::sync::Arc;

use super::cell_memory::{CellReaders, Cells, Note};
use super::cell_reader::{Token, Unreadable};
use super::column_map::ColumnMap;
use super::columns::Columns;
use super::error::CohortError;
use super::headings::{Headings, Use};
use super::json_answer::read_value;
use super::layout::Layout;
use super::read_options::{Opening, ReadOptions};
use super::records::{Records, TOO_LONG};
use super::{Batch, Problem, Respondent, read_label, shown};
use crate::answers::every_key::Json;
use crate::answers::table::TextInput;
use crate::answers::table::lines::{Line, Lines};
use crate::answers::table::standard_input::Waits;
use crate::answers::{ANSWERED, Answer};
use crate::date::Date;
use crate::pack::QuestionId;

/// The key of what a respondent is called, unless another is named.
const LABEL: &str = "label";
/// The key of the answers, if they do not stand among other things.
const ANSWERS: &str = "answers";
/// Problems of one line that are told.
const MOST_PROBLEMS: usize = 100;

/// Lines of which the first was looked at.
pub(super) struct JsonLines {
    lines: Lines<TextInput>,
    row: u64,
    reader: Arc<LineReader>,
    waits: Waits,
}

/// Some of the lines.
#[derive(Debug)]
pub(super) struct Rows {
    pub(super) records: Records,
    reader: Arc<LineReader>,
}

/// How lines are read.
#[derive(Debug)]
struct LineReader {
    headings: Headings,
    map: Option<ColumnMap>,
    label: String,
    /// What each key of the first line was taken for.
    columns: Columns,
    cells: CellReaders,
}

impl JsonLines {
    /// Looks at the first line for its keys. It is read again with the others.
    pub(super) fn open(opening: Opening<'_>, input: TextInput, waits: Waits) -> Result<Self, CohortError> {
        let mut lines = Lines::new(input);
        let mut seen = Vec::new();
        loop {
            let mut line = Vec::new();
            let kind = lines.next(&mut line).map_err(|error| opening.unreadable(error))?;
            if kind == Line::End {
                break;
            }
            let blank = line.trim_ascii().is_empty();
            seen.push((kind, line));
            if !blank {
                break;
            }
        }
        let first = seen.last().map_or(&[][..], |(_, line)| line.trim_ascii());
        if first == b"{" {
            return Err(
                opening.unreadable("it is one JSON text over many lines; write one object on each line")
            );
        }
        let keys = keys(first);
        lines.put_back(seen);
        let label = opening.options.label.clone().unwrap_or_else(|| LABEL.to_owned());
        let options = ReadOptions { label: Some(label.clone()), ..opening.options.clone() };
        let layout = Layout::find(&opening.headings, &[keys], &options)?;
        let columns = layout.columns.with_hints(&opening.headings);
        let cells = opening.cells();
        let reader = LineReader { headings: opening.headings, map: options.columns, label, columns, cells };
        Ok(Self { lines, row: 0, reader: Arc::new(reader), waits })
    }

    pub(super) fn columns(&self) -> &Columns {
        &self.reader.columns
    }

    /// Whether the next line, the beginning of one, or the end can be read without waiting for it.
    pub(super) fn is_at_hand(&mut self) -> io::Result<bool> {
        let lines = &mut self.lines;
        self.waits.without(|| lines.look()).map(|found| found.is_some())
    }

    /// The next lines: as many as a stretch takes, or as are at hand, and one at least; none at the end.
    pub(super) fn next(&mut self) -> io::Result<Rows> {
        let mut records = Records::default();
        while !records.is_full() && (records.rows() == 0 || self.is_at_hand()?) {
            let start = records.bytes.len();
            let line = self.lines.next(&mut records.bytes)?;
            if line == Line::End {
                break;
            }
            self.row += 1;
            if line == Line::TooLong {
                let too_long =
                    |line: &[u8]| Problem::new(self.row, Problem::WHOLE_ROW, line, TOO_LONG.into());
                records.lose(start, too_long);
            } else if records.bytes[start..].trim_ascii().is_empty() {
                records.drop_from(start);
            } else {
                records.keep(self.row, start);
            }
        }
        Ok(Rows { records, reader: Arc::clone(&self.reader) })
    }
}

impl Rows {
    pub(super) fn read(mut self, note: &mut Note<'_>) -> Batch {
        let lost = std::mem::take(&mut self.records.lost);
        self.reader.cells.with(note, |cells| {
            Batch::of(lost, self.records.iter().map(|(row, line)| self.reader.read(row, line, cells)))
        })
    }
}

/// The keys of a line; none if it is not an object.
fn keys(line: &[u8]) -> Vec<String> {
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

impl LineReader {
    /// Reads a line.
    ///
    /// # Errors
    /// If it is not an object.
    fn read(&self, row: u64, line: &[u8], cells: &mut Cells<'_, '_>) -> Result<Respondent, Problem> {
        let lost = |reason: String| Problem::new(row, Problem::WHOLE_ROW, line, reason);
        let json: Json = serde_json::from_slice(line).map_err(|error| lost(not_json(&error)))?;
        let Json::Object(top) = json else {
            return Err(lost("not an object: a respondent is { … } on one line".to_owned()));
        };
        if top.iter().filter(|(key, _)| key == ANSWERS).count() > 1 {
            return Err(lost(format!("`{ANSWERS}` stands there twice; keep one")));
        }
        let within = top.iter().find(|(key, _)| key == ANSWERS);
        let answers = match within {
            Some((_, Json::Object(answers))) => answers,
            Some(_) => return Err(lost(format!("`{ANSWERS}` is not an object"))),
            None => &top,
        };
        let mut reading =
            LineReading { reader: self, cells, respondent: Respondent::new(row), seen: BTreeMap::new() };
        reading.label(&top);
        reading.day(&top);
        for (key, value) in answers {
            if within.is_some() || (*key != self.label && *key != ANSWERED) {
                reading.answer(key, value);
            }
        }
        Ok(reading.respondent)
    }

    /// What a key holds.
    fn holds(&self, key: &str) -> Use {
        let holds = match self.map.as_ref().and_then(|map| map.holds(key)) {
            Some(holds) => holds.clone(),
            None => self.headings.id(key).map_or_else(|| self.headings.recognise(key), Use::Question),
        };
        // An answer says there itself how much it matters.
        if holds.asked().is_some_and(|question| self.headings.is_own(question)) {
            Use::Unknown(None)
        } else {
            holds
        }
    }
}

fn not_json(error: &serde_json::Error) -> String {
    let at = error.column();
    if error.is_eof() {
        format!("not valid JSON: it ends too early, at character {at}")
    } else {
        format!("not valid JSON from character {at} on")
    }
}

/// A respondent while the line is read.
struct LineReading<'l, 'r, 'n> {
    reader: &'l LineReader,
    cells: &'l mut Cells<'r, 'n>,
    respondent: Respondent,
    /// What was written for each question so far.
    seen: BTreeMap<QuestionId, String>,
}

impl LineReading<'_, '_, '_> {
    fn label(&mut self, top: &[(String, Json)]) {
        let labels: Vec<_> = top.iter().filter(|(key, _)| *key == self.reader.label).collect();
        let [(key, value), more @ ..] = &labels[..] else { return };
        let label = match more.first() {
            None => value.cell().and_then(|cell| read_label(cell.as_bytes())),
            Some((_, other)) => Err(format!(
                "two labels, `{}` and `{}`; the respondent is known by the row",
                shown(&value.to_string()),
                shown(&other.to_string())
            )),
        };
        match label {
            Ok(label) => self.respondent.label = label,
            Err(reason) => self.problem(key, value, reason),
        }
    }

    /// The day of the answers, which stands where the label does.
    fn day(&mut self, top: &[(String, Json)]) {
        for (key, value) in top.iter().filter(|(key, value)| key == ANSWERED && *value != Json::Null) {
            let day = value.cell().ok().and_then(|cell| Date::read(&cell));
            match (day, self.respondent.answers.answered) {
                (Some(day), None) => self.respondent.answers.answered = Some(day),
                (Some(_), Some(_)) => {
                    self.problem(key, value, "the day stands there twice; keep one".to_owned());
                }
                (None, _) => self.problem(key, value, "no day; write it as in 2026-11-30".to_owned()),
            }
        }
    }

    fn answer(&mut self, key: &str, value: &Json) {
        match self.reader.holds(key) {
            Use::Question(question) | Use::Part(question) => self.answer_to(question, key, value),
            Use::Option(question, token) => self.option(question, token, key, value),
            Use::Unread(_, reason) => self.problem(key, value, reason),
            Use::SetAside | Use::Retired(_) | Use::Label | Use::Form | Use::Code => {}
            Use::Unknown(_) => self.unknown(key, value),
        }
    }

    fn answer_to(&mut self, question: QuestionId, key: &str, value: &Json) {
        let read = read_value(value, question, self.cells);
        self.cells.note(question, key, value.to_string().as_bytes(), &read);
        let first = self.seen.insert(question, value.to_string());
        match (read, first) {
            (Ok(None), None) => {}
            (Ok(Some(answer)), None) => self.respondent.answers.set_shared(question, answer),
            (Err(unreadable), first) => {
                if let Some(partly) = unreadable.partly.filter(|_| first.is_none()) {
                    self.respondent.answers.set_shared(question, partly);
                }
                self.problem(key, value, unreadable.reason);
            }
            (Ok(second), Some(first)) => self.again(question, (key, value), second.as_deref(), &first),
        }
    }

    /// A key that stands for one option alone.
    fn option(&mut self, question: QuestionId, token: Token, key: &str, value: &Json) {
        let ticked = value.cell().map_err(Unreadable::from);
        let ticked = ticked.and_then(|cell| self.cells.read_tick(question, token, cell.as_bytes()));
        let read = ticked.and_then(|importance| match importance {
            Some(importance) => self.cells.answer(question, &[token], importance),
            None => Ok(None),
        });
        self.cells.note(question, key, value.to_string().as_bytes(), &read);
        match read {
            Ok(None) => {}
            Ok(Some(answer)) => match self.seen.insert(question, value.to_string()) {
                None => self.respondent.answers.set_shared(question, answer),
                Some(first) => self.again(question, (key, value), Some(&answer), &first),
            },
            Err(unreadable) => self.problem(key, value, unreadable.reason),
        }
    }

    /// A question that was answered before: several options go together, and of two that do not nobody can say which was
    /// meant.
    fn again(&mut self, question: QuestionId, entry: (&str, &Json), second: Option<&Answer>, first: &str) {
        let before = self.respondent.answers.to(question);
        let both = before.zip(second).and_then(|(before, second)| before.and(second));
        if let Some(both) = both.filter(|_| self.cells.takes_several(question)) {
            self.respondent.answers.set(question, both);
            return;
        }
        self.respondent.answers.skip(question);
        let (key, value) = entry;
        let reason = format!(
            "the question is answered twice, `{}` and `{}`; keep one",
            shown(first),
            shown(&value.to_string())
        );
        self.problem(key, value, reason);
    }

    fn unknown(&mut self, key: &str, value: &Json) {
        // Looking for what was meant takes its time, which a line of a million unknown keys must not.
        if self.respondent.problems.len() >= MOST_PROBLEMS {
            return;
        }
        let near = self.reader.headings.nearest(key);
        let hint = near.map_or_else(
            || "`calling questions` lists them".to_owned(),
            |id| format!("did you mean `{id}`?"),
        );
        self.problem(key, value, format!("no such question; {hint}"));
    }

    fn problem(&mut self, key: &str, value: &Json, reason: String) {
        let Respondent { row, problems, .. } = &mut self.respondent;
        if problems.len() < MOST_PROBLEMS {
            problems.push(Problem::new(*row, key, value.to_string().as_bytes(), reason));
        }
    }
}
