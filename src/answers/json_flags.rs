//! A flags file written as JSON, or a result of `calling match --format json`, turned into the TOML that it stands for.
//!
//! Mistakes in it are then shown like those of any flags file, on the line that says the same in TOML.

use std::sync::Arc;

use serde_json::{Map, Value};

use crate::diagnostic::{Diagnostic, Place, SourceText};

/// Whether a text is JSON: no TOML file starts with a brace.
#[must_use]
pub fn is_json(text: &str) -> bool {
    text.trim_start_matches('\u{feff}').trim_start().starts_with('{')
}

/// The same flags file as TOML.
///
/// Of a result only its answers are kept, so that it can be scored again.
///
/// # Errors
/// Where it is not valid JSON, or holds what no flags file can hold.
pub fn as_toml(source: &Arc<SourceText>) -> Result<Arc<SourceText>, Diagnostic> {
    let json = source.text.trim_start_matches('\u{feff}');
    let value: Value = serde_json::from_str(json).map_err(|error| not_json(source, &error))?;
    let Value::Object(mut top) = value else {
        return Err(Diagnostic::about_file(&source.name, "not an object: a flags file is { … }"));
    };
    if top.contains_key("program") {
        top = Map::from_iter([("answers".to_owned(), answers_of_result(source, top)?)]);
    }
    drop_nulls(&mut top);
    // Answers by themselves, as a line of JSON gives them.
    if !top.contains_key("answers") && !top.is_empty() && top.values().all(can_answer) {
        top = Map::from_iter([("answers".to_owned(), Value::Object(top))]);
    }
    let text = toml::to_string_pretty(&top)
        .map_err(|error| Diagnostic::about_file(&source.name, format!("cannot be a flags file: {error}")))?;
    Ok(Arc::new(SourceText { name: format!("{} (as TOML)", source.name), text }))
}

fn not_json(source: &Arc<SourceText>, error: &serde_json::Error) -> Diagnostic {
    let offset: usize =
        source.text.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum();
    let mut at = (offset + error.column().saturating_sub(1)).min(source.text.len());
    while !source.text.is_char_boundary(at) {
        at -= 1;
    }
    let message = error.to_string();
    let message = message.split(" at line ").next().unwrap_or_default();
    Diagnostic::at(&Place { source: Arc::clone(source), span: at..at }, format!("not valid JSON: {message}"))
}

/// The answers of a result: those of the only one in its list, or its own as version 1 has them.
fn answers_of_result(source: &SourceText, mut result: Map<String, Value>) -> Result<Value, Diagnostic> {
    let refused = |what: &str| Err(Diagnostic::about_file(&source.name, what));
    let answers = match result.remove("results") {
        None => result.remove("answers"),
        Some(Value::Array(mut results)) if results.len() == 1 => {
            results.pop().and_then(|mut only| only.as_object_mut().and_then(|only| only.remove("answers")))
        }
        Some(_) => {
            return refused("holds the results of several files; score those files, or give one result");
        }
    };
    match answers {
        Some(answers @ Value::Object(_)) => Ok(answers),
        _ => refused("was made by this program, but holds nobody's answers"),
    }
}

/// Whether a value can be an answer: an option, several, or one with what it matters.
fn can_answer(value: &Value) -> bool {
    value.as_object().is_none_or(|parts| parts.contains_key("choose"))
}

/// TOML has no null; an answer that is null was not given.
fn drop_nulls(map: &mut Map<String, Value>) {
    map.retain(|_, value| !value.is_null());
    for value in map.values_mut() {
        if let Value::Object(inner) = value {
            drop_nulls(inner);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(text: &str) -> Arc<SourceText> {
        Arc::new(SourceText { name: "a.json".to_owned(), text: text.to_owned() })
    }

    #[test]
    fn answers_and_options_become_toml() {
        let toml =
            as_toml(&source(r#"{"top": 3, "answers": {"places": ["hospice"], "nights-later": null}}"#))
                .unwrap();
        assert_eq!(toml.text, "top = 3\n\n[answers]\nplaces = [\"hospice\"]\n");
    }

    #[test]
    fn answers_may_stand_by_themselves() {
        let toml = as_toml(&source(r#"{"teach": {"choose": "agree"}, "places": ["hospice"]}"#))
            .unwrap()
            .text
            .clone();
        assert!(toml.contains("[answers]\nplaces = [\"hospice\"]"), "{toml}");
        let other = as_toml(&source(r#"{"columns": {"a": "b"}}"#)).unwrap().text.clone();
        assert_eq!(other, "[columns]\na = \"b\"\n");
    }

    #[test]
    fn of_a_result_only_the_answers_are_kept() {
        let text = r#"{"schema": 1, "program": {}, "answers": {"a": "b"}, "ranking": []}"#;
        assert_eq!(as_toml(&source(text)).unwrap().text, "[answers]\na = \"b\"\n");
        let text = r#"{"schema": 2, "program": {}, "results": [{"file": null, "answers": {"a": "b"}}]}"#;
        assert_eq!(as_toml(&source(text)).unwrap().text, "[answers]\na = \"b\"\n");
        for other in [
            r#"{"program": {}, "results": [{"answers": {}}, {"answers": {}}]}"#,
            r#"{"program": {}, "questions": []}"#,
        ] {
            assert!(as_toml(&source(other)).is_err(), "{other}");
        }
    }

    #[test]
    fn what_is_not_json_is_shown_where_it_breaks() {
        let error = as_toml(&source("{\n  \"a\": ,\n}")).unwrap_err();
        assert!(error.message().contains("not valid JSON"), "{}", error.message());
    }
}
