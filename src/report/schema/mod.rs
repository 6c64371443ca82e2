//! JSON Schemas (2020-12) of the files that the program reads and of the results that it prints, so that editors
//! complete and check what people write, and scripts can check what they read.
//!
//! Those of the files are made from a pack: they know its dimensions, questions and options. A schema finds what an
//! editor can show while someone types; `calling pack check` and `calling match` have the last word.

mod content;
mod difference;
mod evaluation;
mod explained;
mod flags;
mod limits;
mod line;
mod pack_files;
mod printed;
mod result;

pub use content::{profiles, questionnaire};
pub use difference::{difference, next};
pub use evaluation::{evaluation, sheets_tried};
pub use flags::flags;
pub use line::line;
pub use pack_files::{questions, specialty};
pub use result::result;

use serde_json::{Map, Value, json};

use super::json::pretty;
use crate::pack::Pack;

/// The dialect of all of them.
const DIALECT: &str = "https://json-schema.org/draft/2020-12/schema";

/// A schema as indented JSON, ending in a line break.
#[must_use]
pub fn text(schema: &Value) -> String {
    pretty(schema)
}

/// A closed object at the top of a schema; `required` are the keys that it cannot do without.
fn document(title: &str, description: &str, properties: Map<String, Value>, required: &[&str]) -> Value {
    let mut schema = closed(properties, required);
    schema["$schema"] = json!(DIALECT);
    schema["title"] = json!(title);
    schema["description"] = json!(description);
    schema
}

/// An object that holds these properties and no other.
fn closed(properties: Map<String, Value>, required: &[&str]) -> Value {
    let mut schema = json!({ "type": "object", "required": required, "additionalProperties": false });
    schema["properties"] = Value::Object(properties);
    schema
}

/// Properties from pairs.
fn properties<const N: usize>(pairs: [(&str, Value); N]) -> Map<String, Value> {
    pairs.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()
}

fn words(description: &str) -> Value {
    json!({ "type": "string", "minLength": 1, "description": description })
}

fn list(items: &Value, description: &str) -> Value {
    json!({ "type": "array", "items": items, "description": description })
}

/// An id or slug that need not exist yet.
fn id(description: &str) -> Value {
    json!({ "type": "string", "pattern": "^[a-z][a-z0-9]*(-[a-z0-9]+)*$", "maxLength": 80, "description": description })
}

/// An id, with those that exist offered; another may be on its way.
fn known_id(known: impl Iterator<Item = String>, description: &str) -> Value {
    let known: Vec<String> = known.collect();
    if known.is_empty() {
        return id(description);
    }
    json!({ "anyOf": [{ "enum": known }, id("One that is not there yet")], "description": description })
}

fn number(from: f64, to: f64, description: &str) -> Value {
    json!({ "type": "number", "minimum": from, "maximum": to, "description": description })
}

/// What the schemas of one pack say of themselves.
fn made_from(pack: &Pack) -> String {
    format!(
        "Made from \"{}\", version {}; make it again when its dimensions or questions change.",
        pack.name(),
        pack.version()
    )
}
