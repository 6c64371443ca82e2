//! Answers as JSON values: a text, a number, a list of them, or an object with `choose` and `matters`.

use serde_json::Value;

use super::cohort::{Problem, Respondent};
use super::form::CellReader;
use super::{Answer, Importance};
use crate::pack::{A_LOT, Pack};

/// Characters of a value that are shown.
const SHOWN: usize = 80;

/// Reads one answer into a respondent, as a problem if it cannot be read.
pub fn read(pack: &Pack, question: &str, value: &Value, respondent: &mut Respondent) {
    let problem = |reason: String| Problem {
        row: respondent.row,
        column: question.chars().take(SHOWN).collect(),
        cell: value.to_string().chars().take(SHOWN).collect(),
        reason,
    };
    let Some(id) = pack.find_question(question) else {
        let problem = problem("no such question; `calling questions` lists them".to_owned());
        respondent.problems.push(problem);
        return;
    };
    match answer(&mut CellReader::new(pack.question(id)), value) {
        Ok(Some(answer)) => respondent.answers.set(id, answer),
        Ok(None) => {}
        Err(reason) => {
            let problem = problem(reason);
            respondent.problems.push(problem);
        }
    }
}

fn answer(reader: &mut CellReader, value: &Value) -> Result<Option<Answer>, String> {
    let Value::Object(object) = value else { return reader.read(cell(value)?.as_bytes()) };
    let chosen = object.get("choose").ok_or("an answer that is an object needs `choose`")?;
    let read = reader.read(cell(chosen)?.as_bytes())?;
    Ok(match (read, object.get("matters").and_then(Value::as_str)) {
        (Some(Answer::Chose { options, .. }), Some(A_LOT)) => {
            Some(Answer::Chose { options, importance: Importance::ALot })
        }
        (read, _) => read,
    })
}

/// The value as it would stand in a table's cell.
fn cell(value: &Value) -> Result<String, String> {
    match value {
        Value::Null => Ok(String::new()),
        Value::String(text) => Ok(text.clone()),
        Value::Number(number) => Ok(number.to_string()),
        Value::Array(items) => {
            let cells: Result<Vec<String>, String> = items.iter().map(cell).collect();
            Ok(cells?.join(";"))
        }
        Value::Bool(_) | Value::Object(_) => Err("neither a text, a number nor a list".to_owned()),
    }
}
