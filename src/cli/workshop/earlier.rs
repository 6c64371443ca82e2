//! What the same people answered before, found by the name that they gave both times.

use std::collections::{BTreeSet, HashMap};
use std::path::Path;

use crate::answers::Answers;
use crate::answers::cohort::Respondent;
use crate::answers::cohort::reader::{Cohort, ReadOptions};
use crate::cli::failure::Failure;
use crate::pack::Pack;

/// People of an earlier cohort that are kept in memory, at most.
const MOST: usize = 100_000;

/// The answers of an earlier cohort, by name.
pub(super) struct Earlier {
    people: HashMap<String, Answers>,
    /// Names that several gave: nobody knows whose answers are whose.
    given_twice: BTreeSet<String>,
}

impl Earlier {
    /// Reads all of a cohort.
    ///
    /// # Errors
    /// If it cannot be read, nobody in it has a name, or there are too many.
    pub(super) fn read(pack: &Pack, path: &Path, options: &ReadOptions) -> Result<Self, Failure> {
        let mut cohort = Cohort::open(pack, path, options)?;
        let mut earlier = Self { people: HashMap::new(), given_twice: BTreeSet::new() };
        while let Some(stretch) = cohort.next_stretch()? {
            for respondent in stretch.read(pack).respondents {
                earlier.add(respondent);
            }
            if earlier.people.len() > MOST {
                return Err(Failure::Usage(format!("--before holds more than {MOST} people with a name")));
            }
        }
        if earlier.people.is_empty() {
            return Err(Failure::Usage(format!(
                "nobody in {} can be found again: --before needs a column of names, each given once",
                path.display()
            )));
        }
        Ok(earlier)
    }

    /// Takes out the names that several give now, so that nobody is shown what another answered. `now` is read for its names only.
    ///
    /// # Errors
    /// If it cannot be read.
    pub(super) fn leave_out_twins(&mut self, pack: &Pack, now: &mut Cohort) -> Result<(), Failure> {
        let mut seen = BTreeSet::new();
        while let Some(stretch) = now.next_stretch()? {
            for name in stretch.read(pack).respondents.iter().filter_map(key) {
                if self.people.contains_key(&name) && !seen.insert(name.clone()) {
                    self.people.remove(&name);
                    self.given_twice.insert(name);
                }
            }
        }
        Ok(())
    }

    fn add(&mut self, respondent: Respondent) {
        let Some(name) = key(&respondent) else { return };
        if self.people.remove(&name).is_some() || self.given_twice.contains(&name) {
            self.given_twice.insert(name);
        } else {
            self.people.insert(name, respondent.answers);
        }
    }

    /// What someone answered before.
    pub(super) fn of(&self, respondent: &Respondent) -> Option<&Answers> {
        self.people.get(&key(respondent)?)
    }

    /// How many names several people had given.
    pub(super) fn given_twice(&self) -> usize {
        self.given_twice.len()
    }
}

/// A name as it is compared: people do not mind their capitals.
fn key(respondent: &Respondent) -> Option<String> {
    let name = respondent.label.as_deref()?.trim().to_lowercase();
    (!name.is_empty()).then_some(name)
}
