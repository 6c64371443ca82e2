//! A flags file: options of `calling match`, and answers.

use serde_json::{Map, Value, json};

use super::{closed, document, made_from, properties};
use crate::pack::{A_LOT, Form, Pack, Question, RESERVED};

/// The schema of a flags file. `options` are those of the command that reads it: their long names and what each takes.
#[must_use]
pub fn flags(pack: &Pack, options: Map<String, Value>) -> Value {
    let answers: Map<String, Value> =
        pack.questions().iter().map(|question| (question.id.clone(), answers_to(question))).collect();
    let mut fields = options;
    fields.insert("answers".to_owned(), closed(answers, &[]));
    document("A flags file for calling match", &made_from(pack), fields, &["answers"])
}

/// Everything that can be written for a question.
fn answers_to(question: &Question) -> Value {
    let option = json!({ "anyOf": options(question) });
    let chosen = if question.takes_several() {
        json!({ "anyOf": [option, { "type": "array", "items": option, "uniqueItems": true }] })
    } else {
        option
    };
    let weighted =
        closed(properties([("choose", chosen.clone()), ("matters", json!({ "const": A_LOT }))]), &["choose"]);
    let mut answers = vec![chosen, json!({ "enum": RESERVED })];
    if question.form != Form::Scope {
        let strong: Vec<String> = question.options.iter().map(|option| format!("{}!", option.id)).collect();
        answers.push(json!({ "enum": strong, "description": "It matters a lot" }));
        answers.push(weighted);
    }
    json!({ "anyOf": answers, "description": question.ask })
}

/// An option by its id or by its number.
fn options(question: &Question) -> Vec<Value> {
    let ids = question.options.iter().map(|option| json!({ "const": option.id, "description": option.say }));
    let numbers = json!({ "type": "integer", "minimum": 1, "maximum": question.options.len() });
    ids.chain([numbers]).collect()
}
