//! Scores by dimension in what `calling match --format json` prints.

use serde_json::{Value, json};

use super::printed::{array, count, micronats, named, nullable, open, source, text};
use super::properties;

/// What one option added.
pub(super) fn part() -> Value {
    let fields = properties([
        ("question", text("Its id")),
        ("option", text("Its id")),
        ("chosen", json!({ "type": "boolean", "description": "Whether it was chosen, or left out" })),
        ("evidence", micronats("What that added")),
    ]);
    open("What one option added", fields)
}

/// What one dimension adds to a score.
pub(super) fn by_dimension() -> Value {
    let fields = properties([
        ("dimension", text("Its id")),
        ("name", text("Its name for people")),
        ("evidence", micronats("What it adds")),
        (
            "answers",
            array(
                part(),
                "The answers behind it, each with its share on this dimension; the sum is what it adds. An option that places \
                 on two dimensions is shared by Shapley's value, and the shares of one option add up to what it added",
            ),
        ),
        ("telling", count("How many of these answers are a reason on the side that the dimension is on")),
        ("why", text("Why the specialty stands where it does; empty where the pack has no sentence")),
        ("source", nullable(source("What that rests on; null for what is common knowledge"))),
    ]);
    open("What one dimension adds", fields)
}

/// On what the first is ahead of the second.
pub(super) fn rather_than() -> Value {
    let ahead = properties([
        ("dimension", text("Its id")),
        ("name", text("Its name for people")),
        ("by", micronats("By how much it is ahead")),
        ("why", text("The first's own sentence on it; empty where the pack has none")),
        ("source", nullable(source("What that rests on; null for what is common knowledge"))),
    ]);
    let mut fields = named();
    fields.extend(properties([
        ("than", text("Slug of the second")),
        ("than_name", text("Its name for people")),
        (
            "say",
            nullable(text("What sets the first apart, in a sentence that is not among its reasons; null where there is none")),
        ),
        ("lead", micronats("The difference of their scores: what it is ahead on, less what it is behind on")),
        ("dimensions", array(open("A dimension", ahead), "The dimensions on which it is ahead, most first")),
    ]));
    open(
        "On what the first is ahead of the second; null with fewer than two, or before anything was answered",
        fields,
    )
}
