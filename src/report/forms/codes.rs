//! Ids as codes, for services that keep only some of their letters. What is left still tells ids apart, or no form is made.

use std::collections::HashMap;

use super::{FormError, OnlineForm};

/// What a service keeps of an id.
pub struct Kept {
    /// The service, for people.
    pub service: &'static str,
    /// The same in words.
    pub in_words: &'static str,
    /// Letters at most.
    pub most: usize,
    /// What becomes of a hyphen.
    pub hyphen: &'static str,
}

impl Kept {
    /// The code of an id.
    pub fn code(&self, id: &str) -> String {
        let code = id.replace('-', self.hyphen);
        code.chars().take(self.most).collect()
    }

    /// Sees that no two questions, nor two options of one, have the same code.
    pub fn check(&self, form: &OnlineForm) -> Result<(), FormError> {
        self.distinct(form.items.iter().map(|item| item.id.as_str()))?;
        form.items
            .iter()
            .try_for_each(|item| self.distinct(item.choices().iter().map(|choice| choice.id.as_str())))
    }

    fn distinct<'i>(&self, ids: impl Iterator<Item = &'i str>) -> Result<(), FormError> {
        let mut seen: HashMap<String, &str> = HashMap::new();
        for id in ids {
            if let Some(one) = seen.insert(self.code(id), id) {
                let (one, other) = (one.to_owned(), id.to_owned());
                return Err(FormError::SameCode { service: self.service, kept: self.in_words, one, other });
            }
        }
        Ok(())
    }
}
