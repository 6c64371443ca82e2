//! Limits in what `calling match --format json` prints.

use serde_json::{Map, Value, json};

use super::printed::{array, chance, count, level, named, nullable, open, source, text};
use super::properties;

fn limit_fields() -> Map<String, Value> {
    properties([
        ("term", text("Id of the dimension")),
        ("name", text("Its name for people")),
        ("question", text("Id of the question whose answer is the limit")),
        ("option", text("Id of the option that was chosen there")),
        ("say", text("Its words")),
        ("level", level("The most that is accepted")),
    ])
}

pub(super) fn limit() -> Value {
    open("An answer that was marked as a limit", limit_fields())
}

pub(super) fn breach() -> Value {
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
        ("source", nullable(source("What the sentence rests on"))),
        ("figure", nullable(figure)),
    ]));
    open("A limit that it does not keep", fields)
}

/// The result held against the limits.
pub(super) fn against_limits() -> Value {
    let ranked = || json!({ "$ref": "#/$defs/ranked" });
    let mut dropping = limit_fields();
    dropping.extend(properties([
        ("frees", array(open("A specialty", named()), "What breaks this limit and no other, in order")),
        ("chance", chance("Their chances of being the best fit, added up")),
    ]));
    let term = open(
        "A term",
        properties([("term", text("Id of the dimension")), ("name", text("Its name for people"))]),
    );
    let mut not_known = named();
    not_known.extend(properties([("terms", array(term, "The terms on which nothing is known of it: ask"))]));
    let fields = properties([
        (
            "breaks",
            array(
                ranked(),
                "Fits, but breaks a limit: those of the shortlist or of top, whichever is longer, in order",
            ),
        ),
        ("moved", count("How many these are")),
        ("near_misses", array(ranked(), "Those of the same set that break none, but come near one")),
        (
            "whole_shortlist_breaks",
            json!({ "type": "boolean", "description": "Whether everything on the shortlist breaks a limit" }),
        ),
        ("first_that_keeps", nullable(ranked())),
        (
            "dropping",
            nullable(open("The one limit whose dropping would change most among all shown", dropping)),
        ),
        (
            "not_known",
            array(open("A specialty", not_known), "Of all shown, those that may or may not keep a limit"),
        ),
    ]);
    open(
        "The result held against the limits, which changed neither chances nor order; null without limits",
        fields,
    )
}
