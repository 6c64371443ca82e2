//! The files of a pack: `questions.toml`, and each file in `specialties/`.

use serde_json::{Map, Value, json};

use super::{closed, document, id, known_id, list, made_from, number, properties, words};
use crate::pack::{Audience, DimensionId, Pack, Profession, Scope};

const LEVEL: &str = "From 1, the low end of the dimension, to 5, its high end";
const SOURCE: &str = "The id of one of the [[sources]], or general-knowledge";

/// The schema of `questions.toml`. It offers the ids that the pack has, and allows new ones, which belong in this file.
#[must_use]
pub fn questions(pack: &Pack) -> Value {
    let slugs = pack.specialties().iter().map(|specialty| specialty.slug.clone());
    let about = closed(
        properties([
            ("name", words("The pack's name for people")),
            ("version", words("The content's version, as its authors count")),
            ("language", words("Language tag of the texts, such as en-GB")),
            (
                "focus",
                list(
                    &known_id(slugs, "A slug"),
                    "Specialties that the pack is about; every result says where they stand",
                ),
            ),
            ("focus-name", words("What these are about, such as palliative care, for \"Where … stands\"")),
        ]),
        &["name", "version", "language"],
    );
    let agreement = closed(
        properties([(
            "options",
            list(&option(pack), "From the strongest disagreement to the strongest agreement"),
        )]),
        &["options"],
    );
    let fields = properties([
        ("pack", about),
        ("agreement", agreement),
        ("groups", list(&group(), "Dimensions that are rated together")),
        ("dimensions", list(&dimension(pack), "What people and specialties are both placed on")),
        ("sections", list(&section(), "Parts of the questionnaire")),
        ("questions", list(&question(pack), "In the order of asking")),
        (
            "retired",
            list(
                &retired(),
                "What was asked once: answers to it are explained, and its numbers are not used again",
            ),
        ),
        ("codes", list(&codes(), "What codes are built on, as calling pack check --codes prints it")),
    ]);
    document("questions.toml of a pack for calling", &made_from(pack), fields, &["pack", "questions"])
}

fn kind() -> Value {
    json!({
        "enum": ["preference", "tolerance"],
        "description": "preference: nearer is better in both directions; tolerance: only a shortfall counts"
    })
}

fn anchors() -> Value {
    json!({
        "type": "array",
        "items": { "type": "string" },
        "minItems": 5,
        "maxItems": 5,
        "description": "What can be seen at levels 1 to 5, so that two people who rate a specialty agree"
    })
}

fn group() -> Value {
    let fields = properties([
        ("id", id("The table's name in a profile")),
        ("name", words("Its name for people")),
        ("kind", kind()),
        ("anchors", anchors()),
    ]);
    closed(fields, &["id", "name", "kind", "anchors"])
}

fn dimension(pack: &Pack) -> Value {
    let groups = pack.groups().iter().map(|group| group.id.clone());
    let fields = properties([
        ("id", id("Its id in profiles and questions")),
        ("name", words("Its name for people")),
        ("group", known_id(groups, "The group that gives its kind and anchors")),
        ("kind", kind()),
        (
            "term",
            json!({ "type": "boolean", "description": "Whether it is one of the terms of work, on which limits are set" }),
        ),
        ("clauses", clauses(pack)),
        ("note", note()),
        ("low", words("What the low end means")),
        ("high", words("What the high end means")),
        ("anchors", anchors()),
    ]);
    let mut dimension = closed(fields, &["id", "name"]);
    dimension["if"] = json!({ "required": ["group"] });
    dimension["else"] = json!({ "required": ["kind", "low", "high", "anchors"] });
    dimension
}

fn clauses(pack: &Pack) -> Value {
    let dimensions = pack.dimensions().iter().map(|dimension| dimension.id.clone());
    closed(
        properties([
            ("low", words("What someone at the low end wants, after \"You want\"")),
            ("high", words("What someone at the high end wants; none where that end is only accepted")),
            (
                "joins",
                json!({
                    "type": "boolean",
                    "description": "Whether with whom and where can follow at once, as in \"long talks with children, in a hospice\""
                }),
            ),
            (
                "needs",
                known_id(
                    dimensions,
                    "A dimension on which a role must not stand at the low end for these words to be true of it",
                ),
            ),
        ]),
        &[],
    )
}

fn note() -> Value {
    let year = json!({ "type": "integer", "minimum": 1800, "maximum": 2200 });
    closed(
        properties([
            ("say", words("What is true of the whole dimension, said once")),
            ("id", id("An id for its source")),
            ("title", words("What it rests on, with the publisher")),
            ("url", json!({ "type": "string", "pattern": "^https?://", "description": "Its address" })),
            ("year", year),
        ]),
        &["say", "id", "title"],
    )
}

fn permanent_number() -> Value {
    json!({ "type": "integer", "minimum": 1, "maximum": 9999, "description": "Permanent; never used again" })
}

fn retired() -> Value {
    let fields = properties([
        ("question", id("Its id; of an option, that of its question")),
        ("option", id("The option's id, if only that is gone")),
        ("number", permanent_number()),
        ("say", words("What became of it, for whoever answered it")),
    ]);
    closed(fields, &["question", "number", "say"])
}

fn codes() -> Value {
    let pieces = json!({ "type": "array", "items": { "type": "string" }, "description": "Numbers of questions and options" });
    closed(
        properties([("version", words("The version of the pack that had it first")), ("layout", pieces)]),
        &["version", "layout"],
    )
}

fn section() -> Value {
    let core = json!({ "type": "boolean", "description": "Whether it is touched among the first questions" });
    closed(
        properties([("id", id("Its id")), ("name", words("Its name for people")), ("core", core)]),
        &["id", "name"],
    )
}

fn dimension_ids(pack: &Pack) -> impl Iterator<Item = String> + '_ {
    pack.dimensions().iter().map(|dimension| dimension.id.clone())
}

fn question(pack: &Pack) -> Value {
    let sections = pack.sections().iter().map(|section| section.id.clone());
    let fields = properties([
        ("id", id("Its id in flags files and columns")),
        ("number", permanent_number()),
        (
            "always",
            json!({ "type": "boolean", "description": "Whether everyone is asked, however sure the result is" }),
        ),
        ("core", json!({ "type": "boolean", "description": "Whether every short form keeps it" })),
        ("section", known_id(sections, "The section that it stands in")),
        (
            "form",
            json!({
                "enum": ["scope", "statement", "choice", "several", "limits"],
                "description": "scope: what is shown; statement: agree or disagree; choice: one option; several: any number; limits: which answers to terms are limits"
            }),
        ),
        ("ask", words("The words shown")),
        ("talk", words("What to ask a room that is divided on it")),
        ("dimension", known_id(dimension_ids(pack), "What agreeing with a statement says something about")),
        ("reverse", json!({ "type": "boolean", "description": "Whether agreeing places at the low end" })),
        (
            "unchosen",
            number(1.0, 5.0, "Where an option of form several places a person who does not choose it"),
        ),
        ("options", list(&option(pack), "The answers, in the order shown; a statement has none of its own")),
    ]);
    let mut question = closed(fields, &["id", "section", "form", "ask"]);
    question["allOf"] = json!([
        needs(&["statement"], &["dimension"]),
        needs(&["several"], &["unchosen", "options"]),
        needs(&["choice", "scope", "limits"], &["options"]),
    ]);
    question
}

/// What a question of these forms cannot do without.
fn needs(forms: &[&str], keys: &[&str]) -> Value {
    json!({
        "if": { "properties": { "form": { "enum": forms } }, "required": ["form"] },
        "then": { "required": keys }
    })
}

fn option(pack: &Pack) -> Value {
    let levels: Map<String, Value> =
        pack.dimension_ids().map(|id| (pack.dimension(id).id.clone(), level(pack, id))).collect();
    let places = json!({
        "type": "object",
        "properties": levels,
        "additionalProperties": number(1.0, 5.0, LEVEL),
        "description": "Where choosing it places a person, by dimension"
    });
    let scope = json!({ "enum": Scope::every().map(Scope::id).collect::<Vec<_>>(), "description": "What it shows, for a question of form scope" });
    let fields = properties([
        ("id", id("Its id in flags files")),
        ("number", permanent_number()),
        ("say", words("The words shown")),
        ("clause", words("What someone who chooses it wants, after \"You want\"")),
        ("limits", known_id(dimension_ids(pack), "The term whose answer it marks as a limit")),
        ("scope", scope),
        ("places", places),
    ]);
    closed(fields, &["id", "say"])
}

/// A level on a dimension, with its anchors for whoever is rating.
fn level(pack: &Pack, id: DimensionId) -> Value {
    let anchors: Vec<String> =
        (1..).zip(pack.anchors(id)).map(|(level, anchor)| format!("{level}: {anchor}")).collect();
    number(1.0, 5.0, &format!("{}. {}", pack.dimension(id).name, anchors.join("; ")))
}

/// The schema of a file in `specialties/`.
#[must_use]
pub fn specialty(pack: &Pack) -> Value {
    let claims = |description: &str| list(&json!({ "$ref": "#/$defs/claim" }), description);
    let fields = properties([
        ("name", words("Its name for people")),
        ("slug", id("The file's name, without .toml")),
        ("kind", json!({ "enum": ["specialty", "subspecialty", "role"] })),
        ("family", words("The family that it belongs to, such as medicine")),
        ("needs_medical_degree", json!({ "type": "boolean", "description": "Whether one must be a doctor" })),
        (
            "enter",
            list(
                &json!({ "enum": Profession::every().map(|(id, _)| id).collect::<Vec<_>>() }),
                "From which professions one can come",
            ),
        ),
        ("summary", words("Two sentences that a first-year student understands")),
        ("nearby", list(&nearby(pack), "Specialties close by, and how they differ from this one")),
        ("week", json!({ "$ref": "#/$defs/claim", "description": "What a week looks like" })),
        ("road", claims("The road there: entry, years, exams")),
        ("likes", claims("What people like about it")),
        ("hard", claims("What people find hard")),
        ("profile", profile(pack)),
        ("see", list(&experience(pack), "What one can go and see")),
        ("start_here", json!({ "$ref": "#/$defs/claim", "description": "Where to read on first" })),
        ("facts", list(&fact(), "Facts that found no place elsewhere")),
        ("sources", list(&source(), "What the sentences rest on")),
    ]);
    let required =
        ["name", "slug", "kind", "family", "needs_medical_degree", "summary", "profile", "sources"];
    let mut schema = document("A specialty of a pack for calling", &made_from(pack), fields, &required);
    let claim = properties([("say", words("One sentence")), ("source", words(SOURCE))]);
    schema["$defs"] = json!({ "claim": closed(claim, &["say", "source"]) });
    schema
}

fn experience(pack: &Pack) -> Value {
    let fields = properties([
        ("say", words("An experience that can be had, in one sentence")),
        ("ask", words("Whom to ask")),
        (
            "for",
            list(
                &json!({ "enum": Audience::every().map(|(id, _)| id).collect::<Vec<_>>() }),
                "Whom it is open to",
            ),
        ),
        ("shows", list(&known_id(dimension_ids(pack), "A dimension"), "What one would see there")),
        ("source", words(SOURCE)),
    ]);
    closed(fields, &["say", "ask", "source"])
}

fn nearby(pack: &Pack) -> Value {
    let slugs = pack.specialties().iter().map(|specialty| specialty.slug.clone());
    let fields = properties([
        ("slug", known_id(slugs, "The other specialty")),
        ("differs", words("What the other does differently")),
    ]);
    closed(fields, &["slug", "differs"])
}

fn fact() -> Value {
    let fields = properties([
        ("topic", words("What it is about")),
        ("say", words("One sentence")),
        ("source", words(SOURCE)),
    ]);
    closed(fields, &["topic", "say", "source"])
}

fn source() -> Value {
    let fields = properties([
        ("id", id("Its id in this file")),
        ("title", words("Title, with the publisher")),
        ("url", json!({ "type": "string", "pattern": "^https?://", "description": "Its address" })),
        ("year", json!({ "type": "integer", "minimum": 1800, "maximum": 2200 })),
    ]);
    closed(fields, &["id", "title"])
}

/// An entry for every dimension that stands alone, and for every group.
fn profile(pack: &Pack) -> Value {
    let mut fields = Map::new();
    for id in pack.dimension_ids().filter(|id| pack.dimension(*id).group().is_none()) {
        let mut entry = single(pack, id);
        if pack.dimension(id).term {
            entry = json!({ "anyOf": [entry, { "const": "not known: ask" }] });
        }
        fields.insert(pack.dimension(id).id.clone(), entry);
    }
    for (place, group) in pack.groups().iter().enumerate() {
        fields.insert(group.id.clone(), group_entry(pack, place));
    }
    let keys: Vec<String> = fields.keys().cloned().collect();
    json!({
        "type": "object",
        "properties": fields,
        "required": keys,
        "additionalProperties": false,
        "description": "Where it stands on every dimension, and why"
    })
}

fn spread() -> Value {
    number(0.1, 2.0, "How far posts differ: a standard deviation, in levels")
}

fn single(pack: &Pack, id: DimensionId) -> Value {
    let fields = properties([
        ("level", level(pack, id)),
        ("spread", spread()),
        ("figure", words("The number that the sentence rests on, in words")),
        (
            "year",
            json!({ "type": "integer", "minimum": 1800, "maximum": 2200, "description": "The year of that number" }),
        ),
        ("why", words("One sentence")),
        ("source", words(SOURCE)),
    ]);
    closed(fields, &["level", "spread", "why", "source"])
}

/// A spread for all; each dimension with a reason of its own, or under `levels` without one.
fn group_entry(pack: &Pack, group: usize) -> Value {
    let own: Vec<DimensionId> =
        pack.dimension_ids().filter(|id| pack.dimension(*id).group() == Some(group)).collect();
    let levels: Map<String, Value> =
        own.iter().map(|id| (pack.dimension(*id).id.clone(), level(pack, *id))).collect();
    let mut levels = closed(levels, &[]);
    levels["description"] = json!(format!("{}; what is left out stands at 1", pack.groups()[group].name));
    let mut fields = properties([
        ("levels", levels),
        ("spread", spread()),
        ("why", words("One sentence for those that have none of their own")),
        ("source", words(SOURCE)),
    ]);
    for id in own {
        let member = properties([
            ("level", level(pack, id)),
            ("spread", number(0.1, 2.0, "How far posts differ, where it is not the group's")),
            ("why", words("One sentence, about this one alone")),
            ("source", words(SOURCE)),
        ]);
        fields.insert(pack.dimension(id).id.clone(), closed(member, &["level"]));
    }
    closed(fields, &["spread"])
}
