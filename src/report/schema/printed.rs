//! What the schemas of printed JSON have in common. They are kept by hand beside [`crate::report::json`], and compared with
//! what is really printed by the tests.
//!
//! Objects are open: fields may be added to what is printed, and a reader must let them be.

use serde_json::{Map, Value, json};

use super::{DIALECT, properties};
use crate::pack::Scope;
use crate::report::json::SCHEMA;

/// The schema of a document with these fields beside what every document says of itself.
pub(super) fn document(title: &str, fields: Map<String, Value>) -> Value {
    let mut all = properties([
        ("schema", json!({ "const": SCHEMA, "description": "Version of this layout" })),
        ("program", program()),
        ("pack", pack()),
    ]);
    all.extend(fields);
    let mut schema =
        open(&format!("{title}. Fields may be added to it; none is taken away or changes its meaning."), all);
    schema["$schema"] = json!(DIALECT);
    schema["title"] = json!(title);
    schema
}

/// The same with a list of results, one for each file.
pub(super) fn results(title: &str, one: Value) -> Value {
    document(
        title,
        properties([("results", array(one, "One for each file, in the order in which they were named"))]),
    )
}

/// The name of a file that was read.
pub(super) fn file(description: &str) -> Value {
    nullable(text(description))
}

/// A specialty by its id, with its name.
pub(super) fn named() -> Map<String, Value> {
    properties([("slug", text("Its id")), ("name", text("Its name for people"))])
}

/// A page or paper that something rests on.
pub(super) fn source(description: &str) -> Value {
    open(
        description,
        properties([
            ("title", text("Its title")),
            ("url", nullable(text("Its address"))),
            ("year", nullable(json!({ "type": "integer", "description": "Its year, where it shows one" }))),
        ]),
    )
}

/// An object in which all of these are always there, and others may come.
pub(super) fn open(description: &str, fields: Map<String, Value>) -> Value {
    let required: Vec<String> = fields.keys().cloned().collect();
    let mut schema = json!({ "type": "object", "required": required, "description": description });
    schema["properties"] = Value::Object(fields);
    schema
}

pub(super) fn array(items: Value, description: &str) -> Value {
    let mut schema = json!({ "type": "array", "description": description });
    schema["items"] = items;
    schema
}

pub(super) fn nullable(schema: Value) -> Value {
    json!({ "anyOf": vec![schema, json!({ "type": "null" })] })
}

pub(super) fn text(description: &str) -> Value {
    json!({ "type": "string", "description": description })
}

pub(super) fn texts(description: &str) -> Value {
    array(json!({ "type": "string" }), description)
}

pub(super) fn count(description: &str) -> Value {
    json!({ "type": "integer", "minimum": 0, "description": description })
}

pub(super) fn chance(description: &str) -> Value {
    json!({ "type": "number", "minimum": 0, "maximum": 1, "description": description })
}

pub(super) fn micronats(description: &str) -> Value {
    json!({
        "type": "integer",
        "description": format!(
            "{description}, in whole micronats: millionths of a nat, the unit of natural logarithms. Only differences \
             between specialties mean anything; divided by person_fit.temperature, one nat is a factor of 2.72 in \
             the chance of being the best fit"
        )
    })
}

pub(super) fn program() -> Value {
    open("What made it", properties([("name", text("Its name")), ("version", text("Its version"))]))
}

pub(super) fn pack() -> Value {
    let fields = properties([
        ("name", text("Its name")),
        ("version", text("Its version, as its authors count")),
        (
            "hash",
            json!({ "type": "string", "pattern": "^[0-9a-f]{64}$", "description": "SHA-256 of its files" }),
        ),
    ]);
    open("The content that it rests on", fields)
}

pub(super) fn counts() -> Value {
    let fields = properties([
        ("answered", count("Options were chosen")),
        ("dont_mind", count("No preference")),
        ("not_seen_yet", count("Cannot know yet")),
        ("skipped", count("Not asked or not answered")),
    ]);
    open("How the questions were answered, the one on scope apart", fields)
}

pub(super) fn answer() -> Value {
    let chosen = json!([{ "type": "string" }, { "type": "array", "items": { "type": "string" } }]);
    let weighted = open(
        "An answer that matters a lot",
        properties([("choose", json!({ "anyOf": chosen })), ("matters", json!({ "const": "a-lot" }))]),
    );
    json!({ "anyOf": [chosen[0], chosen[1], weighted] })
}

/// A question and what was answered, in words.
pub(super) fn answered(description: &str) -> Value {
    let fields = properties([
        ("question", text("Its id")),
        ("ask", text("Its words")),
        ("answer", nullable(json!({ "$ref": "#/$defs/answer" }))),
        ("say", text("The answer, in words")),
    ]);
    open(description, fields)
}

/// One option of an answer, as a reason quotes it.
pub(super) fn given() -> Map<String, Value> {
    properties([
        ("question", text("Id of the question")),
        ("option", text("Id of the option")),
        ("chosen", json!({ "type": "boolean", "description": "Whether it was chosen, or left out" })),
        ("say", text("The answer, in words")),
    ])
}

/// Which specialties are shown.
pub(super) fn scope(description: &str) -> Value {
    json!({ "enum": Scope::every().map(Scope::id).collect::<Vec<_>>(), "description": description })
}

/// A place in an order.
pub(super) fn rank() -> Map<String, Value> {
    properties([
        (
            "rank",
            json!({ "type": "integer", "minimum": 1, "description": "Its place; the same for all of a tie" }),
        ),
        ("tied", json!({ "type": "boolean", "description": "Whether others have the same place" })),
        ("chance_best", nullable(chance("Chance of being the best fit among those shown"))),
    ])
}

pub(super) fn answers(description: &str) -> Value {
    json!({ "type": "object", "additionalProperties": { "$ref": "#/$defs/answer" }, "description": description })
}

pub(super) fn level(description: &str) -> Value {
    json!({ "type": "number", "minimum": 1, "maximum": 5, "description": description })
}

pub(super) fn fit() -> Value {
    let fields = properties([
        ("band", json!({ "enum": ["strong", "good", "partial", "weak", null] })),
        ("agree", count("Answers that agree with it")),
        ("of", count("Answers that count")),
    ]);
    open("How many answers agree with its usual post", fields)
}
