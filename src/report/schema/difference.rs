//! What `calling diff`, `calling match --what-if` and `--next` print for programs.

use serde_json::{Value, json};

use super::printed::{answer, array, file, named, nullable, open, rank, results, scope, text};
use super::properties;

/// The schema of differences.
#[must_use]
pub fn difference() -> Value {
    let place = || nullable(open("Its place; null where the scope hides it", rank()));
    let mut one = named();
    one.extend(properties([("before", place()), ("after", place())]));
    let an_answer = || nullable(json!({ "$ref": "#/$defs/answer" }));
    let changed = properties([
        ("question", text("Its id")),
        ("ask", text("Its words")),
        ("before", an_answer()),
        ("after", an_answer()),
        ("say_before", text("The earlier answer, in words")),
        ("say_after", text("The later answer, in words")),
    ]);
    let fields = properties([
        ("before", file("The file with the earlier answers")),
        (
            "after",
            file(
                "The file with the later ones; null where they are the earlier ones with those of --what-if",
            ),
        ),
        ("scope_before", scope("Which specialties were shown before")),
        ("scope_after", scope("Which are shown after")),
        (
            "answers",
            array(
                open("An answer that differs", changed),
                "Answers that differ; one that is null was skipped",
            ),
        ),
        ("order", array(open("A specialty, before and after", one), "The first few of either order")),
        (
            "beyond_noise",
            json!({
                "type": "boolean",
                "description": "Whether the difference shifts any of these against another by as much as a tie"
            }),
        ),
    ]);
    let mut schema =
        results("Answers compared by calling diff or --what-if", open("Two sets of answers", fields));
    schema["$defs"] = json!({ "answer": answer() });
    schema
}

/// The schema of the questions that would help most.
#[must_use]
pub fn next() -> Value {
    let question = properties([
        ("question", text("Its id")),
        ("ask", text("Its words")),
        (
            "expected_gain",
            json!({
                "type": "number",
                "minimum": 0,
                "description": "By how much its answer is expected to lower the uncertainty (the entropy of the chances), in nats"
            }),
        ),
    ]);
    let fields = properties([
        ("file", file("The file that the answers came from; null where all were typed")),
        ("settled", json!({ "type": "boolean", "description": "Whether the quiz would stop asking here" })),
        ("questions", array(open("A question", question), "The questions left, most telling first")),
    ]);
    results("What calling match --next would ask", open("One respondent's open questions", fields))
}
