//! JSON as it is written: keys and values of which it is known where they stand, and objects that keep every key.

use std::fmt;
use std::ops::Range;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

/// A key or value as it is written.
#[derive(Debug, Clone, Copy)]
pub(super) struct Raw<'s>(&'s RawValue);

impl<'s> Raw<'s> {
    /// A whole text, if it is valid.
    pub(super) fn whole(text: &'s str) -> Result<Self, serde_json::Error> {
        serde_json::from_str(text).map(Raw)
    }

    pub(super) fn written(self) -> &'s str {
        self.0.get()
    }

    /// Where it stands in the text that it was read from.
    pub(super) fn span_in(self, text: &str) -> Range<usize> {
        // What serde_json leaves as it is written lies in the text that it was given.
        let start = self.0.get().as_ptr().addr().saturating_sub(text.as_ptr().addr());
        start..start + self.0.get().len()
    }

    /// What a text says; nothing for what is none.
    pub(super) fn text(self) -> String {
        serde_json::from_str(self.0.get()).unwrap_or_default()
    }

    pub(super) fn is(self, text: &str) -> bool {
        self.text() == text
    }

    pub(super) fn items(self) -> Vec<Raw<'s>> {
        let items: Vec<&RawValue> = serde_json::from_str(self.0.get()).unwrap_or_default();
        items.into_iter().map(Raw).collect()
    }

    /// The keys and values of an object, every one; nothing for what is none.
    pub(super) fn entries(self) -> Option<Vec<(Raw<'s>, Raw<'s>)>> {
        serde_json::from_str::<Entries>(self.0.get()).ok().map(|entries| entries.0)
    }

    /// Whether a value can be an answer: an option, several, or one with what it matters.
    pub(super) fn can_answer(self) -> bool {
        self.entries().is_none_or(|parts| parts.iter().any(|(key, _)| key.is("choose")))
    }
}

struct Entries<'s>(Vec<(Raw<'s>, Raw<'s>)>);

impl<'de> Deserialize<'de> for Entries<'de> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_map(EntriesVisitor)
    }
}

struct EntriesVisitor;

impl<'de> Visitor<'de> for EntriesVisitor {
    type Value = Entries<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut keys: A) -> Result<Entries<'de>, A::Error> {
        let mut entries = Vec::new();
        while let Some((key, value)) = keys.next_entry()? {
            entries.push((Raw(key), Raw(value)));
        }
        Ok(Entries(entries))
    }
}
