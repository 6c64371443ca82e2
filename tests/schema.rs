//! `calling pack schema`: what it prints holds for the real files and results, and says of a wrong one what is wrong.
//!
//! A small reader of the parts of JSON Schema that these schemas use stands in for a library of eighty crates.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod command;

use std::fs;
use std::path::Path;

use command::{all_of, stdout_of};
use serde_json::{Value, json};

fn schema(which: &str) -> Value {
    serde_json::from_str(&stdout_of(&["pack", "schema", which], "")).unwrap()
}

fn toml(path: &Path) -> Value {
    toml::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

fn files(folder: &str) -> Vec<std::path::PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    fs::read_dir(root.join(folder))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "toml"))
        .collect()
}

/// The first thing about `value` that `schema` does not allow. Patterns are left to `calling pack check`.
fn wrong(root: &Value, schema: &Value, value: &Value) -> Option<String> {
    if let Some(name) = schema["$ref"].as_str() {
        let target = root.pointer(name.strip_prefix('#').unwrap()).unwrap();
        if let Some(found) = wrong(root, target, value) {
            return Some(found);
        }
    }
    let all = |key: &str| schema[key].as_array().into_iter().flatten();
    all("allOf")
        .find_map(|one| wrong(root, one, value))
        .or_else(|| conditional(root, schema, value))
        .or_else(|| {
            let any = schema["anyOf"].as_array()?;
            any.iter()
                .all(|one| wrong(root, one, value).is_some())
                .then(|| format!("{value} is none of {schema}"))
        })
        .or_else(|| plain(schema, value))
        .or_else(|| object(root, schema, value))
        .or_else(|| {
            let items = schema.get("items")?;
            value.as_array()?.iter().find_map(|item| wrong(root, items, item))
        })
}

fn conditional(root: &Value, schema: &Value, value: &Value) -> Option<String> {
    let holds = wrong(root, schema.get("if")?, value).is_none();
    wrong(root, schema.get(if holds { "then" } else { "else" })?, value)
}

fn plain(schema: &Value, value: &Value) -> Option<String> {
    let types: Vec<&str> = match &schema["type"] {
        Value::String(one) => vec![one],
        several => several.as_array().into_iter().flatten().filter_map(Value::as_str).collect(),
    };
    let is = |kind: &&str| match *kind {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "null" => value.is_null(),
        other => panic!("unknown type {other}"),
    };
    let number = |key: &str| Some((value.as_f64()?, schema[key].as_f64()?));
    let length = value.as_array().map_or(0, Vec::len) as u64;
    let bad = !types.is_empty() && !types.iter().any(is)
        || schema.get("const").is_some_and(|only| only != value)
        || schema["enum"].as_array().is_some_and(|words| !words.contains(value))
        || number("minimum").is_some_and(|(value, least)| value < least)
        || number("maximum").is_some_and(|(value, most)| value > most)
        || value.is_array() && schema["minItems"].as_u64().is_some_and(|least| length < least)
        || value.is_array() && schema["maxItems"].as_u64().is_some_and(|most| length > most);
    bad.then(|| format!("{value} is not {schema}"))
}

fn object(root: &Value, schema: &Value, value: &Value) -> Option<String> {
    let fields = value.as_object()?;
    let required = schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str);
    if let Some(missing) = required.into_iter().find(|key| !fields.contains_key(*key)) {
        return Some(format!("no {missing}"));
    }
    fields.iter().find_map(|(key, field)| {
        match (schema["properties"].get(key), schema.get("additionalProperties")) {
            (Some(known), _) => wrong(root, known, field).map(|what| format!("{key}: {what}")),
            (None, Some(Value::Bool(false))) => Some(format!("unknown {key}")),
            (None, Some(other)) => wrong(root, other, field).map(|what| format!("{key}: {what}")),
            (None, None) => None,
        }
    })
}

fn check(schema: &Value, value: &Value) -> Result<(), String> {
    wrong(schema, schema, value).map_or(Ok(()), Err)
}

/// The same schema, but nothing may stand in an object that it does not name.
fn closed(schema: Value) -> Value {
    match schema {
        Value::Object(fields) => {
            let open = fields.contains_key("properties") && !fields.contains_key("additionalProperties");
            let mut fields: serde_json::Map<_, _> =
                fields.into_iter().map(|(key, value)| (key, closed(value))).collect();
            if open {
                fields.insert("additionalProperties".to_owned(), json!(false));
            }
            Value::Object(fields)
        }
        Value::Array(items) => items.into_iter().map(closed).collect(),
        other => other,
    }
}

#[test]
fn the_files_of_the_default_pack_keep_to_their_schemas() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    assert_eq!(check(&schema("--questions"), &toml(&root.join("questions.toml"))), Ok(()));
    let specialty = schema("--specialty");
    for file in files("specialties") {
        assert_eq!(check(&specialty, &toml(&file)), Ok(()), "{}", file.display());
    }
}

#[test]
fn the_examples_keep_to_the_schema_of_flags_files() {
    let flags = schema("--flags");
    for file in files("examples") {
        assert_eq!(check(&flags, &toml(&file)), Ok(()), "{}", file.display());
    }
    let all = json!({
        "format": "json", "top": 3, "least": 2,
        "answers": {
            "scope": 2, "home-visits": "agree!", "places": ["hospice", 3], "ages": "dont-mind", "body": [],
            "near-dying": { "choose": "agree", "matters": "a-lot" }, "teach": "skip", "limits": ["years"]
        }
    });
    assert_eq!(check(&flags, &all), Ok(()));
}

#[test]
fn results_have_every_field_of_their_schema_and_no_other() {
    let result = closed(schema("--result"));
    let some = [("", "team"), ("home-visits = \"agree!\"\nages = \"not-seen-yet\"\n", "all")];
    let texts = files("examples").into_iter().map(|file| (fs::read_to_string(file).unwrap(), "doctor"));
    let written = some.map(|(answers, scope)| (format!("[answers]\n{answers}"), scope));
    for (answers, scope) in texts.chain(written) {
        let args =
            ["match", "-", "--format", "json", "--least", "2", "--why", "cardiology", "--scope", scope];
        let printed: Value = serde_json::from_str(&stdout_of(&args, &answers)).unwrap();
        assert_eq!(check(&result, &printed), Ok(()), "{answers}");
    }
}

#[test]
fn everything_printed_for_programs_has_every_field_of_its_schema_and_no_other() {
    let (comfort, theatre) = ("examples/comfort-first.toml", "examples/theatre.toml");
    let json = ["--format", "json"];
    let printed: [(&str, &[&str]); 13] = [
        ("--result", &["match", comfort, theatre, "examples/chaplain.toml"]),
        ("--next", &["match", "--answer", "teach=agree", "--next", "3"]),
        ("--next", &["match", comfort, theatre, "--next", "3"]),
        ("--difference", &["match", comfort, "--what-if", "teach=disagree", "--what-if", "scope=nurse"]),
        ("--difference", &["diff", comfort, theatre]),
        ("--difference", &["diff", comfort, comfort]),
        ("--profiles", &["profiles", "list"]),
        ("--profiles", &["profiles", "search", "bereavement"]),
        ("--profiles", &["profiles", "show", "palliative-medicine"]),
        ("--profiles", &["profiles", "compare", "cardiology", "hospice-nurse"]),
        ("--questionnaire", &["questions"]),
        ("--evaluation", &["pack", "evaluate", "tests/fixtures/small-pack", "--per-specialty", "3"]),
        ("--respondents", &["pack", "evaluate", "--respondents", "benches/accounts.csv", "--truth", "truth"]),
    ];
    for (which, command) in printed {
        let text = stdout_of(&[command, &json].concat(), "");
        let document: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(check(&closed(schema(which)), &document), Ok(()), "{command:?}");
    }
    let line = closed(schema("--line"));
    let input = "{\"teach\": \"agree\"}\nno JSON\n{}\n";
    for object in
        all_of(&["match", "-", "--format", "jsonl"], input).lines().filter(|line| line.starts_with('{'))
    {
        assert_eq!(check(&line, &serde_json::from_str(object).unwrap()), Ok(()), "{object}");
    }
}

#[test]
fn what_is_wrong_is_found_by_the_schemas() {
    let flags = schema("--flags");
    for answers in [
        json!({ "scope": "doctr" }),
        json!({ "no-such-question": 1 }),
        json!({ "places": ["hospice", "moon"] }),
        json!({ "home-visits": 6 }),
        json!({ "home-visits": { "choose": "agree", "matters": "little" } }),
    ] {
        assert!(check(&flags, &json!({ "answers": answers })).is_err(), "{answers}");
    }
    assert!(check(&flags, &json!({ "answers": {}, "tops": 3 })).is_err());

    let specialty = schema("--specialty");
    let good = toml(&files("specialties")[0]);
    for (place, value) in [
        ("/profile/pace/level", json!(6)),
        ("/profile/settings/levels", json!({ "moon": 3 })),
        ("/kind", json!("speciality")),
        ("/sources", json!([{ "id": "one" }])),
    ] {
        let mut bad = good.clone();
        *bad.pointer_mut(place).unwrap() = value;
        assert!(check(&specialty, &bad).is_err(), "{place}");
    }
    let mut bad = good.clone();
    bad["profile"].as_object_mut().unwrap().remove("pace");
    assert!(check(&specialty, &bad).unwrap_err().contains("no pace"));
}

#[test]
fn a_schema_is_made_from_the_pack_that_is_named() {
    let small = "tests/fixtures/small-pack";
    let printed = stdout_of(&["pack", "schema", "--specialty", small], "");
    assert_eq!(printed, stdout_of(&["--pack", small, "pack", "schema", "--specialty"], ""));
    let specialty: Value = serde_json::from_str(&printed).unwrap();
    for file in files("tests/fixtures/small-pack/specialties") {
        assert_eq!(check(&specialty, &toml(&file)), Ok(()));
    }
    assert!(specialty["properties"]["profile"]["properties"]["contact"].is_object());
}

#[test]
fn exactly_one_schema_is_asked_for() {
    assert!(all_of(&["pack", "schema"], "").starts_with("exit: 2\n"));
    assert!(all_of(&["pack", "schema", "--flags", "--result"], "").starts_with("exit: 2\n"));
}
