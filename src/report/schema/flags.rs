//! A flags file: options of `calling match`, and answers.

use serde_json::{Map, Value, json};

use super::{closed, document, made_from, properties};
use crate::pack::{A_LOT, Form, Pack, Question, RESERVED};

/// The schema of a flags file. `options` are those of the command that reads it: their long names and what each takes.
#[must_use]
pub fn flags(pack: &Pack, options: Map<String, Value>) -> Value {
    let mut answers: Map<String, Value> =
        pack.questions().iter().map(|question| (question.id.clone(), answers_to(question))).collect();
    let gone = pack.retired().iter().filter(|gone| gone.option.is_none());
    answers.extend(
        gone.map(|gone| (gone.question.clone(), json!({ "deprecated": true, "description": gone.say }))),
    );
    let mut fields = options;
    fields.insert("answers".to_owned(), closed(answers, &[]));
    let day = json!({ "type": "string", "format": "date", "description": "The day on which they were given: 2026-11-30" });
    fields.insert("answered".to_owned(), day);
    let mut schema = document("A flags file for calling match", &made_from(pack), fields, &["answers"]);
    // All statements take the same options.
    if let Some(statement) = pack.questions().iter().find(|question| question.form == Form::Statement) {
        schema["$defs"] = json!({ "statement": { "anyOf": all_answers(statement) } });
    }
    schema
}

fn answers_to(question: &Question) -> Value {
    match question.form {
        Form::Statement => json!({ "$ref": "#/$defs/statement", "description": question.ask }),
        Form::Scope | Form::Limits | Form::Choice | Form::Several { .. } => {
            json!({ "anyOf": all_answers(question), "description": question.ask })
        }
    }
}

/// Everything that can be written for a question.
fn all_answers(question: &Question) -> Vec<Value> {
    let option = json!({ "anyOf": options(question) });
    let chosen = if question.takes_several() {
        json!({ "anyOf": [option, { "type": "array", "items": option, "uniqueItems": true }] })
    } else {
        option
    };
    let weighted =
        closed(properties([("choose", chosen.clone()), ("matters", json!({ "const": A_LOT }))]), &["choose"]);
    let mut answers = vec![chosen, json!({ "enum": RESERVED })];
    if question.places() {
        let strong: Vec<String> = question.options.iter().map(|option| format!("{}!", option.id)).collect();
        answers.push(json!({ "enum": strong, "description": "It matters a lot" }));
        answers.push(weighted);
    }
    answers
}

/// An option by its id or by its number.
fn options(question: &Question) -> Vec<Value> {
    let ids = question.options.iter().map(|option| json!({ "const": option.id, "description": option.say }));
    let numbers = json!({ "type": "integer", "minimum": 1, "maximum": question.options.len() });
    ids.chain([numbers]).collect()
}
