//! An answer in JSON: a text, a number, a list of texts, or an object with `choose` and `matters`.

use std::sync::Arc;

use super::cell_memory::Cells;
use super::cell_reader::CellRead;
use super::shown;
use crate::answers::every_key::Json;
use crate::answers::{Answer, Importance};
use crate::pack::{A_LOT, QuestionId};

/// Reads the value that answers a question.
pub(super) fn read_value(value: &Json, question: QuestionId, cells: &mut Cells<'_, '_>) -> CellRead {
    match value {
        Json::List(items) => {
            let texts: Result<Vec<String>, String> = items.iter().map(Json::cell).collect();
            cells.read_list(question, &texts?)
        }
        Json::Object(keys) => {
            let read = read_value(chosen(keys)?, question, cells)?;
            Ok(match (read.as_deref(), matters(keys)?) {
                (Some(Answer::Chose { options, .. }), Importance::ALot) => {
                    let options = options.clone();
                    Some(Arc::new(Answer::Chose { options, importance: Importance::ALot }))
                }
                _ => read,
            })
        }
        other => cells.read(question, other.cell()?.as_bytes()),
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
                return Err(format!("unknown key `{}`; `choose` and `matters` are known", shown(key)));
            }
        }
    }
    Ok(importance)
}
