//! What `calling profiles --format json` and `calling questions --format json` print.

use serde_json::{Value, json};

use super::printed::{array, document, level, named, nullable, open, scope, source, text, texts};
use super::properties;
use crate::pack::{Audience, Profession};

/// The schema of profiles. What was asked for decides which of the optional parts one has.
#[must_use]
pub fn profiles() -> Value {
    let mut always = named();
    always.extend(properties([
        ("kind", json!({ "enum": ["specialty", "subspecialty", "role"] })),
        ("family", text("The family that it belongs to")),
        ("needs_medical_degree", json!({ "type": "boolean" })),
        (
            "enter",
            array(
                json!({ "enum": Profession::every().map(|(id, _)| id).collect::<Vec<_>>() }),
                "From where one can come; empty if the profile does not say",
            ),
        ),
    ]));
    let claims = |description: &str| array(claim(), description);
    let optional = properties([
        ("found", texts("Sentences that hold what was searched for (profiles search)")),
        ("summary", text("What it is; this and what follows stands in profiles show and compare")),
        ("week", claims("What a week looks like")),
        ("road", claims("The road there")),
        ("likes", claims("What people like about it")),
        ("hard", claims("What people find hard")),
        ("stands", array(stands(), "Where it stands on each dimension")),
        ("see", array(experience(), "What one can go and see")),
        ("start_here", nullable(claim())),
        ("facts", array(fact(), "Facts that found no place above")),
        ("nearby", array(nearby(), "Specialties close by")),
    ]);
    let mut one = open("A specialty or role", always);
    if let Some(fields) = one["properties"].as_object_mut() {
        fields.extend(optional);
    }
    document(
        "Profiles printed by calling profiles",
        properties([("profiles", array(one, "In the order shown"))]),
    )
}

fn claim_fields() -> serde_json::Map<String, Value> {
    properties([
        ("say", text("The sentence")),
        ("source", nullable(source("What it rests on; null for what is common knowledge"))),
    ])
}

fn claim() -> Value {
    open("A sentence and what it rests on", claim_fields())
}

fn fact() -> Value {
    let mut fields = claim_fields();
    fields.extend(properties([("topic", text("What it is about"))]));
    open("A fact", fields)
}

fn stands() -> Value {
    let fields = properties([
        ("dimension", text("Its id")),
        ("name", text("Its name for people")),
        ("low", text("What level 1 means")),
        ("high", text("What level 5 means")),
        ("level", nullable(level("Where its usual post stands; null where nothing was found"))),
        ("spread", nullable(json!({ "type": "number", "description": "How far posts differ, in levels" }))),
        ("why", nullable(claim())),
        ("figure", nullable(text("The number that this rests on, in words"))),
        ("figure_year", nullable(json!({ "type": "integer", "description": "The year that it is of" }))),
    ]);
    open("Where it stands on one dimension", fields)
}

fn experience() -> Value {
    let mut fields = claim_fields();
    fields.extend(properties([
        ("ask", text("Whom to ask")),
        (
            "open_to",
            array(
                json!({ "enum": Audience::every().map(|(id, _)| id).collect::<Vec<_>>() }),
                "Whom it is open to",
            ),
        ),
        ("shows", texts("Ids of the dimensions that one would see there")),
    ]));
    open("Something to go and see", fields)
}

fn nearby() -> Value {
    let mut fields = named();
    fields.extend(properties([("differs", text("What the other does differently"))]));
    open("A specialty close by", fields)
}

/// The schema of the questionnaire.
#[must_use]
pub fn questionnaire() -> Value {
    document(
        "The questionnaire printed by calling questions",
        properties([
            ("questions", array(question(), "In the order in which they are asked")),
            ("dimensions", array(dimension(), "What the options place people on")),
        ]),
    )
}

fn number() -> Value {
    nullable(json!({ "type": "integer", "minimum": 0, "description": "Permanent number, never used again" }))
}

fn question() -> Value {
    let flag = |description: &str| json!({ "type": "boolean", "description": description });
    let fields = properties([
        ("id", text("Its id, as a flags file names it")),
        ("number", number()),
        ("section", text("Id of its section")),
        ("section_name", text("The section's name for people")),
        (
            "form",
            json!({
                "enum": ["scope", "limits", "statement", "choice", "several"],
                "description": "scope and limits place nobody; a statement and a choice take one option, several any number"
            }),
        ),
        (
            "unchosen",
            nullable(level("Where an option that was not chosen places people, if several may be chosen")),
        ),
        ("always", flag("Whether everyone is asked, however sure the result is")),
        ("core", flag("Whether every short form keeps it")),
        ("ask", text("Its words")),
        ("options", array(option(), "In the order shown")),
    ]);
    open("A question", fields)
}

fn option() -> Value {
    let placement = properties([("dimension", text("Its id")), ("level", level("Where on it"))]);
    let fields = properties([
        ("id", text("Its id, as a flags file names it")),
        ("number", number()),
        ("say", text("Its words")),
        ("scope", nullable(scope("What it narrows the view to"))),
        ("limits", nullable(text("Id of the term whose answer it marks as a limit"))),
        ("places", array(open("A place", placement), "Where choosing it places people")),
    ]);
    open("An option", fields)
}

fn dimension() -> Value {
    let fields = properties([
        ("id", text("Its id")),
        ("name", text("Its name for people")),
        (
            "kind",
            json!({
                "enum": ["preference", "tolerance"],
                "description": "preference: nearer is better both ways; tolerance: only asking for more than is accepted counts"
            }),
        ),
        ("group", nullable(text("Id of its group"))),
        ("low", text("What level 1 means")),
        ("high", text("What level 5 means")),
        ("anchors", texts("What each level looks like, from 1 to 5")),
    ]);
    open("An axis of working life", fields)
}
