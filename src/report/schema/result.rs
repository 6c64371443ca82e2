//! What `calling match --format json` prints.

use serde_json::{Map, Value, json};

use super::explained::{by_dimension, part, rather_than};
use super::limits::{against_limits, breach, limit};
use super::printed::{
    answer, answered, answers, array, chance, count, counts, file, fit, given, level, micronats, named,
    nullable, open, rank, results, scope, source, text, texts,
};
use super::properties;
use crate::result::Step;

/// The schema of results.
#[must_use]
pub fn result() -> Value {
    let fields = properties([
        ("file", file("The file that the answers came from; null where all were typed")),
        (
            "answered",
            nullable(
                json!({ "type": "string", "format": "date", "description": "The day on which the answers were given; null where it is not known" }),
            ),
        ),
        ("code", nullable(text("The answers as a code; null where the pack has no permanent numbers"))),
        ("scope", scope("Which specialties are shown")),
        ("counts", counts()),
        ("limits", array(limit(), "Answers that were marked as limits: they change no score and no order")),
        ("against_limits", nullable(against_limits())),
        ("answers", answers("The answers, by question, as a flags file takes them")),
        (
            "answers_in_words",
            array(answered("An answer"), "The same in words, in the order of the questions"),
        ),
        ("notes", array(note(), "What should be kept in mind")),
        ("headline", headline()),
        ("how_sure", nullable(how_sure())),
        ("pattern", array(leaning(), "What the answers have in common, before any name")),
        ("person_fit", person_fit()),
        (
            "shortlist",
            array(
                shortlisted(),
                "The smallest set whose chances of holding the best fit add up to the share asked for, and the rest of a tie that would be cut",
            ),
        ),
        ("shortlist_share", chance("What the chances of a shortlist are asked to add up to (--shortlist)")),
        ("shortlist_chance", chance("What those chances do add up to")),
        ("rather_than", nullable(rather_than())),
        ("what_would_change_it", nullable(runner_up())),
        ("go_and_see", array(go_and_see(), "What to go and see, three at most")),
        ("read_on", array(read_on(), "Where to read on about the first that keep every limit")),
        (
            "focus_near",
            json!({ "type": "boolean", "description": "Whether what the pack is about is near the top" }),
        ),
        ("focus_say", texts("Where that stands, in sentences")),
        ("tasters", array(taster(), "The questions not seen yet that would settle most, most first")),
        ("top", entries("The first specialties, explained")),
        ("asked_about", entries("Those that --why names")),
        ("least", entries("The least suited, if asked for")),
        ("focus", entries("Those that the pack is about, wherever they stand")),
        ("ranking", array(json!({ "$ref": "#/$defs/ranked" }), "All that are shown, best first")),
    ]);
    let mut schema = results("Results of calling match", open("One respondent's result", fields));
    schema["$defs"] = json!({
        "answer": answer(),
        "ranked": open("A specialty in the order", ranked()),
        "entry": entry(),
        "told": told(),
        "reason": reason()
    });
    schema
}

fn headline() -> Value {
    let named = properties([
        ("dimension", text("Its id")),
        ("name", text("Its name for people")),
        ("level", level("Where the answers stand")),
        ("answers", count("How many answers that rests on")),
        (
            "matters",
            json!({ "type": "boolean", "description": "Whether it was marked as mattering, or as a limit" }),
        ),
    ]);
    let fields = properties([
        ("say", text("In a sentence, of 25 words at most")),
        ("names", array(open("A wish", named), "What it names, in its order")),
        ("torn", nullable(text("Id of a dimension on which both ends are wanted, if it says so"))),
    ]);
    open("What is wanted, before any name", fields)
}

fn how_sure() -> Value {
    let steps: Vec<&str> = Step::ALL.map(Step::id).to_vec();
    let fields = properties([
        ("step", json!({ "enum": steps, "description": "How far the first is ahead" })),
        ("chance", chance("Chance of the first to be the best fit; of a tie, that one of it is")),
        ("roles", array(open("A specialty", named()), "Of whom it is said: the first, or all of a tie")),
        ("say", text("In a sentence")),
    ]);
    open("How sure the result is; null before anything was answered", fields)
}

fn go_and_see() -> Value {
    let mut fields = named();
    fields.extend(properties([
        ("say", text("What it is, and whom to ask, in words")),
        ("experience", text("What it is")),
        ("ask", text("Whom to ask")),
        ("open_to", texts("Ids of those whom it is open to")),
        ("open", json!({ "type": "boolean", "description": "Whether whoever answered is among them" })),
        ("shows", texts("Ids of the dimensions that one would see there")),
        ("settles", texts("Ids of the questions answered with not seen yet that it would help with")),
        ("source", nullable(source("What supports that it can be had; null for what is common knowledge"))),
    ]));
    open("An experience of what the work is like", fields)
}

fn read_on() -> Value {
    let mut fields = named();
    fields.extend(properties([("say", text("What the page has")), ("source", source("The page"))]));
    open("A page to read first", fields)
}

fn told() -> Value {
    let fields = properties([
        ("dimension", text("Its id")),
        ("name", text("Its name for people")),
        ("wish", text("What the answers want, in words")),
        ("answers", array(open("An answer", given()), "The answers behind it")),
        ("why", text("The specialty's own sentence; empty where the pack has none")),
        ("source", nullable(source("What that rests on; null for what is common knowledge"))),
        ("evidence", micronats("What the dimension adds to the score")),
    ]);
    open("A reason by dimension", fields)
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

fn entries(description: &str) -> Value {
    array(json!({ "$ref": "#/$defs/entry" }), description)
}

fn note() -> Value {
    let about = open(
        "What it is about",
        properties([
            ("question", text("Id of the question")),
            ("option", nullable(text("Id of the option"))),
        ]),
    );
    let kinds =
        ["retired", "nothing-answered", "few-answers", "tie", "poor-fit", "all-alike", "contradiction"];
    let fields = properties([
        ("kind", json!({ "enum": kinds, "description": "What kind of thing it is; others may come" })),
        ("say", text("In words")),
        ("about", array(about, "The questions, or options of them, that it is about")),
    ]);
    open("Something that makes the result less sure, or that it does without", fields)
}

fn leaning() -> Value {
    let fields = properties([
        ("dimension", text("Its id")),
        ("name", text("Its name for people")),
        ("low", text("What level 1 means")),
        ("high", text("What level 5 means")),
        ("level", level("Where the answers stand")),
        ("answers", count("How many answers that rests on")),
    ]);
    open("A dimension on which the answers agree", fields)
}

fn shortlisted() -> Value {
    let mut fields = named();
    fields.extend(properties([("chance_best", chance("Chance of being the best fit among those shown"))]));
    open("A specialty of the shortlist", fields)
}

fn runner_up() -> Value {
    let mut fields = named();
    fields.extend(properties([
        ("say", text("What would put it first, in a sentence")),
        ("held_off_by", array(open("An answer", given()), "The answers that hold the first before it")),
        (
            "would_come_first_with",
            answers("Answers with which it would come first, as a flags file takes them; empty if no few would do"),
        ),
        ("changes", array(answered("An answer"), "The same in words")),
    ]));
    open(
        "The specialty that stands second: what holds the first before it, and what would change that",
        fields,
    )
}

fn taster() -> Value {
    let fields = properties([
        ("question", text("Id of the question")),
        ("ask", text("Its words")),
        ("see", text("Slug of where to look")),
        ("name", text("Its name for people")),
    ]);
    open("A taster day and the question that it would settle", fields)
}

fn ranked() -> Map<String, Value> {
    let mut fields = rank();
    fields.extend(named());
    fields.extend(properties([
        ("kind", json!({ "enum": ["specialty", "subspecialty", "role"] })),
        ("family", text("The family that it belongs to")),
        ("needs_medical_degree", json!({ "type": "boolean" })),
        ("evidence", micronats("Its score, which is the sum of its parts")),
        ("fit", fit()),
        ("chance_top_three", nullable(chance("Chance of being among the three nearest"))),
        ("limits", array(breach(), "The limits that it breaks or nearly breaks")),
    ]));
    fields
}

fn entry() -> Value {
    let mut fields = ranked();
    let told_reasons = |description: &str| array(json!({ "$ref": "#/$defs/told" }), description);
    let reasons = |description: &str| array(json!({ "$ref": "#/$defs/reason" }), description);
    fields.extend(properties([
        ("summary", text("What it is")),
        ("reasons_for", told_reasons("Reasons for it by dimension, strongest first; two are shown at first")),
        (
            "reasons_against",
            told_reasons("Reasons against it by dimension, strongest first; one is shown at first"),
        ),
        ("speaks_for", reasons("The answers that spoke for it most")),
        ("speaks_against", reasons("The answers that spoke against it most")),
        ("parts", array(part(), "What every answer added; the sum is its score")),
        (
            "by_dimension",
            array(
                by_dimension(),
                "The same by dimension, what speaks for it most first; the sum is its score, too",
            ),
        ),
    ]));
    open("A specialty, explained", fields)
}

fn reason() -> Value {
    let mut fields = given();
    fields.extend(properties([
        ("dimension", nullable(text("Id of what it is about"))),
        ("dimension_name", nullable(text("Its name for people"))),
        ("why", text("Why the specialty stands where it does; empty where the pack has no sentence")),
        ("source", nullable(source("What that rests on; null for what is common knowledge"))),
        ("evidence", micronats("What the answer added")),
    ]));
    open("An answer that spoke for or against it", fields)
}
