//! What `calling match --format jsonl` prints, and `calling workshop` writes into results.jsonl.

use serde_json::{Value, json};

use super::printed::{array, chance, count, counts, file, fit, named, nullable, open, rank, scope, text};
use super::{DIALECT, properties};
use crate::report::json::SCHEMA;

/// The schema of one line of `--format jsonl`, and of `results.jsonl`.
#[must_use]
pub fn line() -> Value {
    let place = |description: &str| json!({ "type": "integer", "minimum": 1, "description": description });
    let mut placed = rank();
    placed.extend(named());
    placed.extend(properties([("fit", fit())]));
    let ids = |description: &str| array(open("A specialty", named()), description);
    let told = properties([
        ("schema", json!({ "const": SCHEMA, "description": "Version of this layout" })),
        ("program_version", text("Version of the program")),
        ("pack_hash", text("SHA-256 of the content's files")),
        ("file", file("The input, where there may be several")),
        ("row", place("Where the respondent stands in the input; in a table, the heading is row 1")),
        ("label", nullable(text("What the respondent is called"))),
        ("scope", scope("Which specialties are shown")),
        ("counts", counts()),
        ("unreadable", count("Cells that could not be read; they count as skipped")),
        ("first", ids("The best, with all that cannot be told apart from it")),
        ("shortlist", ids("The smallest set that reaches the chance asked for")),
        ("shortlist_chance", nullable(chance("The chance that it holds the best fit"))),
        ("top", array(open("A specialty in its place", placed), "The first few")),
    ]);
    let lost = properties([
        ("schema", json!({ "const": SCHEMA, "description": "Version of this layout" })),
        ("file", file("The input, where there may be several")),
        ("row", place("Where the line stands in the input")),
        ("unusable", text("Why nothing of it could be read")),
    ]);
    json!({
        "$schema": DIALECT,
        "title": "A line of calling match --format jsonl, or of results.jsonl",
        "anyOf": [open("A respondent's result", told), open("A line that could not be read", lost)]
    })
}
