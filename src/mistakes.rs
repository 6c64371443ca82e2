//! Every mistake of a document, noted as it is found.

use std::cell::RefCell;

use crate::diagnostic::Diagnostic;
use crate::nearest::Known;

/// Mistakes up to which there is advice on each.
const MANY: usize = 100;

/// Collects mistakes while several readers are at work on one document.
#[derive(Debug, Default)]
pub struct Mistakes(RefCell<Vec<Diagnostic>>);

impl Mistakes {
    /// Notes one more.
    pub fn note(&self, mistake: Diagnostic) {
        self.0.borrow_mut().push(mistake);
    }

    /// Whether more was noted than anyone mends before looking again. What is found from then on needs no advice, which
    /// takes its time, and reading may as well end.
    #[must_use]
    pub fn are_many(&self) -> bool {
        self.0.borrow().len() > MANY
    }

    /// The mistake with `did you mean …?` or a list of the known words, while there are few.
    #[must_use]
    pub fn suggesting<'w>(
        &self,
        mistake: Diagnostic,
        wrong: &str,
        known: impl IntoIterator<Item = &'w str>,
    ) -> Diagnostic {
        if self.are_many() { mistake } else { mistake.suggest(wrong, known) }
    }

    /// The same for known ids that people have other words for.
    #[must_use]
    pub fn suggesting_named<'w>(
        &self,
        mistake: Diagnostic,
        wrong: &str,
        known: impl IntoIterator<Item = Known<'w>>,
    ) -> Diagnostic {
        if self.are_many() { mistake } else { mistake.suggest_named(wrong, known) }
    }

    /// The value, unless something was noted.
    ///
    /// # Errors
    /// Everything noted so far, in the order of noting.
    pub fn unless_any<T>(self, value: T) -> Result<T, Vec<Diagnostic>> {
        let noted = self.into_vec();
        if noted.is_empty() { Ok(value) } else { Err(noted) }
    }

    /// Everything noted so far, in the order of noting.
    #[must_use]
    pub fn into_vec(self) -> Vec<Diagnostic> {
        self.0.into_inner()
    }
}
