//! What respondents are called: each otherwise, though two people may have one name.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};

use super::Batch;

/// The labels of a cohort so far.
///
/// Of each label 64 bits are kept, so memory grows by some bytes a row where there are labels.
#[derive(Debug, Default)]
pub struct Labels {
    taken: HashSet<u64>,
    /// How many were changed, and the first that was, as it is now.
    changed: Option<(usize, String)>,
}

impl Labels {
    /// Gives those of a batch whose label is taken one of their own: the same, and their row. Batches are given in the
    /// order of the input.
    pub fn tell_apart(&mut self, batch: &mut Batch) {
        for respondent in &mut batch.respondents {
            let Some(label) = &mut respondent.label else { continue };
            if self.take(label) {
                continue;
            }
            while !self.take(label) {
                *label = format!("{label} (row {})", respondent.row);
            }
            let (count, _) = self.changed.get_or_insert_with(|| (0, label.clone()));
            *count += 1;
        }
    }

    /// How many respondents are called otherwise than the input says, and how the first of them is; nothing if none is.
    #[must_use]
    pub fn changed(&self) -> Option<(usize, &str)> {
        self.changed.as_ref().map(|(count, first)| (*count, first.as_str()))
    }

    /// Whether the label was free.
    fn take(&mut self, label: &str) -> bool {
        let mut hasher = DefaultHasher::new();
        label.hash(&mut hasher);
        self.taken.insert(hasher.finish())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answers::cohort::Respondent;

    #[test]
    fn two_people_of_one_name_are_told_apart_by_their_rows() {
        let named =
            |(row, label): (u64, &str)| Respondent { label: Some(label.to_owned()), ..Respondent::new(row) };
        let rows = [(2, "anna"), (3, "ben"), (4, "anna (row 5)"), (5, "anna"), (6, "anna")];
        let mut labels = Labels::default();
        let mut told = Vec::new();
        for part in rows.chunks(2) {
            let mut batch =
                Batch { respondents: part.iter().copied().map(named).collect(), lost: Vec::new() };
            labels.tell_apart(&mut batch);
            told.extend(batch.respondents.into_iter().filter_map(|one| one.label));
        }
        assert_eq!(told, ["anna", "ben", "anna (row 5)", "anna (row 5) (row 5)", "anna (row 6)"]);
        assert_eq!(labels.changed(), Some((2, "anna (row 5) (row 5)")));
    }
}
