//! What `calling match --format json` prints; kept by hand beside [`crate::report::json`], and compared with real
//! results by the tests.
//!
//! Objects are open: fields may be added to a result, and a reader must let them be.

use serde_json::{Map, Value, json};

use super::{DIALECT, properties};
use crate::pack::Scope;
use crate::report::json::SCHEMA;

/// The schema of a result.
#[must_use]
pub fn result() -> Value {
    let mut schema = open(
        "A result of calling match. Fields may be added to it; none is taken away or changes its meaning.",
        properties([
            ("schema", json!({ "const": SCHEMA, "description": "Version of this layout" })),
            ("program", program()),
            ("pack", pack()),
            (
                "scope",
                json!({ "enum": Scope::every().map(Scope::id).collect::<Vec<_>>(), "description": "Which specialties are shown" }),
            ),
            ("counts", counts()),
            (
                "limits",
                array(limit(), "Answers that were marked as limits: they change no score and no order"),
            ),
            ("answers", answers("The answers, by question, as a flags file takes them")),
            ("notes", texts("What makes the result less sure")),
            ("pattern", array(standing(), "What the answers have in common, before any name")),
            ("person_fit", person_fit()),
            (
                "shortlist",
                texts(
                    "Slugs of the smallest set whose chances of holding the best fit add up to the share asked for, and the rest of a tie that would be cut",
                ),
            ),
            ("shortlist_share", chance("What the chances of a shortlist are asked to add up to")),
            ("shortlist_chance", chance("What those chances do add up to")),
            ("what_would_change_it", nullable(runner_up())),
            ("tasters", array(taster(), "What is worth a taster day, most first")),
            ("top", entries("The first specialties, explained")),
            ("asked_about", entries("Those that --why names")),
            ("least", entries("The least suited, if asked for")),
            ("focus", entries("Those that the pack is about, wherever they stand")),
            ("ranking", array(json!({ "$ref": "#/$defs/ranked" }), "All that are shown, best first")),
        ]),
    );
    schema["$schema"] = json!(DIALECT);
    schema["title"] = json!("A result of calling match");
    schema["$defs"] = json!({
        "answer": answer(),
        "ranked": open("A specialty in the order", ranked()),
        "entry": entry(),
        "reason": reason()
    });
    schema
}

/// An object in which all of these are always there, and others may come.
fn open(description: &str, fields: Map<String, Value>) -> Value {
    let required: Vec<String> = fields.keys().cloned().collect();
    let mut schema = json!({ "type": "object", "required": required, "description": description });
    schema["properties"] = Value::Object(fields);
    schema
}

fn array(items: Value, description: &str) -> Value {
    let mut schema = json!({ "type": "array", "description": description });
    schema["items"] = items;
    schema
}

fn nullable(schema: Value) -> Value {
    json!({ "anyOf": vec![schema, json!({ "type": "null" })] })
}

fn text(description: &str) -> Value {
    json!({ "type": "string", "description": description })
}

fn texts(description: &str) -> Value {
    array(json!({ "type": "string" }), description)
}

fn count(description: &str) -> Value {
    json!({ "type": "integer", "minimum": 0, "description": description })
}

fn person_fit() -> Value {
    let number = |description: &str| json!({ "type": "number", "description": description });
    open(
        "How well the answers as a whole fit the specialty that comes first, and so how firmly scores are read as chances",
        properties([
            (
                "z",
                number("Log-likelihood of the answers above what is expected of it, in standard deviations"),
            ),
            ("answered", chance("Share of the questions to which something was chosen")),
            ("temperature", number("What scores, in nats, are divided by before they are read as chances")),
        ]),
    )
}

fn chance(description: &str) -> Value {
    json!({ "type": "number", "minimum": 0, "maximum": 1, "description": description })
}

fn micronats(description: &str) -> Value {
    json!({ "type": "integer", "description": format!("{description}, in whole micronats") })
}

fn entries(description: &str) -> Value {
    array(json!({ "$ref": "#/$defs/entry" }), description)
}

fn program() -> Value {
    open("What made it", properties([("name", text("Its name")), ("version", text("Its version"))]))
}

fn pack() -> Value {
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

fn counts() -> Value {
    let fields = properties([
        ("answered", count("Options were chosen")),
        ("dont_mind", count("No preference")),
        ("not_seen_yet", count("Cannot know yet")),
        ("skipped", count("Not asked or not answered")),
    ]);
    open("How the questions were answered, the one on scope apart", fields)
}

fn answer() -> Value {
    let chosen = json!([{ "type": "string" }, { "type": "array", "items": { "type": "string" } }]);
    let weighted = open(
        "An answer that matters a lot",
        properties([("choose", json!({ "anyOf": chosen })), ("matters", json!({ "const": "a-lot" }))]),
    );
    json!({ "anyOf": [chosen[0], chosen[1], weighted] })
}

fn answers(description: &str) -> Value {
    json!({ "type": "object", "additionalProperties": { "$ref": "#/$defs/answer" }, "description": description })
}

fn standing() -> Value {
    let fields = properties([
        ("dimension", text("Its id")),
        (
            "level",
            json!({ "type": "number", "minimum": 1, "maximum": 5, "description": "Where the answers stand" }),
        ),
        ("answers", count("How many answers that rests on")),
    ]);
    open("A dimension on which the answers agree", fields)
}

fn runner_up() -> Value {
    let fields = properties([
        ("slug", text("The specialty that stands second")),
        ("held_off_by", texts("The answers that hold the first before it, in words")),
        (
            "would_come_first_with",
            answers("Answers with which it would come first; empty if no few would do"),
        ),
    ]);
    open("What holds the first place, and what would change it", fields)
}

fn taster() -> Value {
    let fields =
        properties([("question", text("Id of the question")), ("see", text("Slug of where to look"))]);
    open("A taster day and the question that it would settle", fields)
}

fn ranked() -> Map<String, Value> {
    properties([
        (
            "rank",
            json!({ "type": "integer", "minimum": 1, "description": "Its place; the same for all of a tie" }),
        ),
        ("tied", json!({ "type": "boolean", "description": "Whether others have the same place" })),
        ("slug", text("Its id")),
        ("name", text("Its name for people")),
        ("kind", json!({ "enum": ["specialty", "subspecialty", "role"] })),
        ("family", text("The family that it belongs to")),
        ("needs_medical_degree", json!({ "type": "boolean" })),
        ("evidence", micronats("Its score")),
        ("fit", fit()),
        ("chance_best", nullable(chance("Chance of being the best fit among those shown"))),
        ("chance_top_three", nullable(chance("Chance of being among the three nearest"))),
        ("limits", array(breach(), "The limits that it breaks or nearly breaks")),
    ])
}

fn limit_fields() -> Map<String, Value> {
    properties([
        ("term", text("Id of the dimension")),
        ("question", text("Id of the question whose answer is the limit")),
        ("option", text("Id of the option that was chosen there")),
        ("level", level("The most that is accepted")),
    ])
}

fn limit() -> Value {
    open("An answer that was marked as a limit", limit_fields())
}

fn breach() -> Value {
    let source = open(
        "What the sentence rests on",
        properties([
            ("title", text("Its title")),
            ("url", nullable(text("Its address"))),
            ("year", nullable(json!({ "type": "integer" }))),
        ]),
    );
    let figure = open(
        "The number that the sentence rests on",
        properties([("say", text("In words")), ("year", nullable(json!({ "type": "integer" })))]),
    );
    let mut fields = limit_fields();
    fields.extend(properties([
        (
            "beyond",
            json!({
                "enum": ["breaks", "nearly"],
                "description": "breaks: the level lies above the limit by more than the spread; nearly: only the level does"
            }),
        ),
        ("asks", level("Where its usual post stands")),
        ("spread", json!({ "type": "number", "description": "How far posts differ, in levels" })),
        ("why", text("Its own sentence on this term")),
        ("source", nullable(source)),
        ("figure", nullable(figure)),
    ]));
    open("A limit that it does not keep", fields)
}

fn level(description: &str) -> Value {
    json!({ "type": "number", "minimum": 1, "maximum": 5, "description": description })
}

fn fit() -> Value {
    let fields = properties([
        ("band", json!({ "enum": ["strong", "good", "partial", "weak", null] })),
        ("agree", count("Answers that agree with it")),
        ("of", count("Answers that count")),
    ]);
    open("How many answers agree with its usual post", fields)
}

fn entry() -> Value {
    let mut fields = ranked();
    let reasons = |description: &str| array(json!({ "$ref": "#/$defs/reason" }), description);
    fields.extend(properties([
        ("summary", text("What it is")),
        ("speaks_for", reasons("The answers that spoke for it most")),
        ("speaks_against", reasons("The answers that spoke against it most")),
        ("parts", array(part(), "What every answer added; the sum is its score")),
    ]));
    open("A specialty, explained", fields)
}

fn reason() -> Value {
    let fields = properties([
        ("answer", text("The answer, in words")),
        ("why", text("Why the specialty stands where it does; may be empty")),
        ("source", text("What that rests on; may be empty")),
        ("evidence", micronats("What the answer added")),
    ]);
    open("An answer that spoke for or against it", fields)
}

fn part() -> Value {
    let fields = properties([
        ("question", text("Its id")),
        ("option", text("Its id")),
        ("chosen", json!({ "type": "boolean", "description": "Whether it was chosen, or left out" })),
        ("evidence", micronats("What that added")),
    ]);
    open("What one option added", fields)
}
