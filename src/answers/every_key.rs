//! A JSON value whose objects keep every key.
//!
//! `serde_json::Value` keeps the last of two keys that are the same and says nothing; here both are seen.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};

/// A value, with all keys of its objects in order.
#[derive(Debug, PartialEq)]
pub(super) enum Json {
    Null,
    Switch(bool),
    Number(String),
    Text(String),
    List(Vec<Json>),
    Object(Vec<(String, Json)>),
}

impl Json {
    /// The value as it would stand in a table's cell.
    pub(super) fn cell(&self) -> Result<String, String> {
        match self {
            Json::Null => Ok(String::new()),
            Json::Text(text) | Json::Number(text) => Ok(text.clone()),
            Json::Switch(_) | Json::List(_) | Json::Object(_) => {
                Err("neither a text nor a number".to_owned())
            }
        }
    }
}

impl fmt::Display for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Json::Null => write!(f, "null"),
            Json::Switch(on) => write!(f, "{on}"),
            Json::Number(text) | Json::Text(text) => write!(f, "{text}"),
            Json::List(items) => {
                let items: Vec<String> = items.iter().map(Json::to_string).collect();
                write!(f, "[{}]", items.join(", "))
            }
            Json::Object(keys) => {
                let keys: Vec<String> = keys.iter().map(|(key, value)| format!("{key}: {value}")).collect();
                write!(f, "{{{}}}", keys.join(", "))
            }
        }
    }
}

impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(JsonVisitor)
    }
}

struct JsonVisitor;

impl<'de> Visitor<'de> for JsonVisitor {
    type Value = Json;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Json, E> {
        Ok(Json::Null)
    }

    fn visit_bool<E>(self, on: bool) -> Result<Json, E> {
        Ok(Json::Switch(on))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Json, E> {
        Ok(Json::Number(number.to_string()))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Json, E> {
        Ok(Json::Number(number.to_string()))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Json, E> {
        Ok(Json::Number(number.to_string()))
    }

    fn visit_str<E>(self, text: &str) -> Result<Json, E> {
        Ok(Json::Text(text.to_owned()))
    }

    fn visit_string<E>(self, text: String) -> Result<Json, E> {
        Ok(Json::Text(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Json, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element()? {
            list.push(item);
        }
        Ok(Json::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut keys: A) -> Result<Json, A::Error> {
        let mut object = Vec::new();
        while let Some(entry) = keys.next_entry()? {
            object.push(entry);
        }
        Ok(Json::Object(object))
    }
}
