//! Keeping answers as they are given, and saying truly what became of them.

use std::io;
use std::path::{Path, PathBuf};

use super::asking::Stopping;
use super::saved;
use super::slot::Slot;
use crate::date::Date;
use crate::output::file::OutputError;
use crate::pack::Pack;
use crate::sitting::Sitting;
use crate::sitting::record::Record;
use crate::sitting::written::SavedSitting;
use crate::visible;

/// Keeps one sitting in its slot.
pub struct Keeper<'s> {
    place: Place<'s>,
    /// The slot's file is this sitting's. Until it is, what stands there is put aside before the first answer is saved.
    holds: Holds,
    /// Why the last saving failed.
    failed: Option<String>,
    /// What is safe on the disk.
    kept: Option<(PathBuf, Record)>,
    /// The day of the result, and its answers.
    finished: Option<(Date, Record)>,
    /// The person saved answers or result under a name of theirs.
    saved_by_hand: Option<Record>,
}

#[derive(Debug, Clone, Copy)]
enum Place<'s> {
    In(&'s Slot),
    Nowhere,
    /// Lines from a script: nothing is to be kept.
    NotWanted,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Holds {
    ThisSitting,
    AnotherOrNone,
}

/// What becomes of the answers if the quiz ends now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fate {
    /// There is nothing to keep, or nothing was to be kept.
    Nothing,
    /// All are in this file.
    Kept(PathBuf),
    /// So many are in this file, and the rest is lost.
    KeptInPart(PathBuf, usize, String),
    /// They are lost.
    Lost(String),
}

impl<'s> Keeper<'s> {
    /// Keeps in this slot; an error that says nothing means that nothing is to be kept.
    #[must_use]
    pub fn new(slot: &'s Result<Slot, String>) -> Self {
        let (place, failed) = match slot {
            Ok(slot) => (Place::In(slot), None),
            Err(why) if why.is_empty() => (Place::NotWanted, None),
            Err(why) => (Place::Nowhere, Some(why.clone())),
        };
        Self { place, holds: Holds::AnotherOrNone, failed, kept: None, finished: None, saved_by_hand: None }
    }

    /// The sitting is the one that the slot holds. Where not all of that could be used, it is put aside all the same.
    pub fn resumes(&mut self, sitting: &SavedSitting) {
        let Place::In(slot) = self.place else { return };
        if sitting.misfits.is_empty() {
            self.holds = Holds::ThisSitting;
        }
        self.kept = Some((slot.file.clone(), sitting.record.clone()));
    }

    /// The sitting is one that was finished before, on that day.
    pub fn shows_again(&mut self, sitting: &SavedSitting) {
        let Place::In(slot) = self.place else { return };
        self.finished = sitting.finished.map(|day| (day, sitting.record.clone()));
        self.kept = Some((slot.finished.clone(), sitting.record.clone()));
    }

    /// What Esc does at a question.
    #[must_use]
    pub fn stopping(&self) -> Stopping {
        if self.failed.is_some() { Stopping::Loses } else { Stopping::Keeps }
    }

    /// Saves, and gives what is to be said about it: that it fails or works again, or where earlier answers went.
    pub fn keep(&mut self, pack: &Pack, sitting: &Sitting<'_>) -> Option<String> {
        let Place::In(slot) = self.place else { return None };
        let record = sitting.record();
        // Nothing is put aside for nothing.
        if record.answers.is_empty() && self.holds == Holds::AnotherOrNone {
            return None;
        }
        let aside = match self.make_room(slot) {
            Ok(aside) => aside,
            Err(why) => return self.fails(why),
        };
        match saved::save(&slot.file, pack, &record, None) {
            Ok(()) => {
                self.holds = Holds::ThisSitting;
                let news = self.works(&slot.file, record);
                aside
                    .map(|path| format!("Your earlier answers are kept in {}.", visible::path(&path)))
                    .or(news)
            }
            Err(error) => self.fails(reason(&error)),
        }
    }

    /// Saves what a result was made of, so that it can be seen again, and gives what is to be said if that fails.
    pub fn keep_finished(&mut self, pack: &Pack, sitting: &Sitting<'_>) -> Option<String> {
        let Place::In(slot) = self.place else { return None };
        let record = sitting.record();
        let known = self.finished.as_ref().is_some_and(|(_, known)| *known == record);
        if record.answers.is_empty() || known && self.failed.is_none() {
            return None;
        }
        let today = Date::today();
        if let Err(error) = saved::save(&slot.finished, pack, &record, Some(today)) {
            return self.fails(reason(&error));
        }
        self.finished = Some((today, record.clone()));
        if self.holds == Holds::ThisSitting && record.at.is_none() {
            saved::remove(&slot.file);
            self.holds = Holds::AnotherOrNone;
        }
        self.works(&slot.finished, record)
    }

    /// The person saved answers or result under a name of theirs.
    pub fn saved_by_hand(&mut self, sitting: &Sitting<'_>) {
        self.saved_by_hand = Some(sitting.record());
    }

    /// What becomes of the answers if the quiz ends now.
    #[must_use]
    pub fn fate(&self, sitting: &Sitting<'_>) -> Fate {
        let record = sitting.record();
        let by_hand = self.saved_by_hand.as_ref().is_some_and(|saved| saved.answers == record.answers);
        if matches!(self.place, Place::NotWanted) || record.answers.is_empty() {
            return Fate::Nothing;
        }
        let why = || self.failed.clone().unwrap_or_else(|| "they were not saved".to_owned());
        match &self.kept {
            Some((file, kept)) if kept.answers == record.answers => Fate::Kept(file.clone()),
            _ if by_hand => Fate::Nothing,
            Some((file, kept)) if !kept.answers.is_empty() => {
                Fate::KeptInPart(file.clone(), kept.answers.iter().count(), why())
            }
            Some(_) | None => Fate::Lost(why()),
        }
    }

    /// Puts away what stands in the slot's file, if that is not this sitting's.
    fn make_room(&self, slot: &Slot) -> Result<Option<PathBuf>, String> {
        if self.holds == Holds::ThisSitting || !slot.file.exists() {
            return Ok(None);
        }
        let failed = |error| format!("earlier answers cannot be put aside: {error}");
        slot.set_aside().map(Some).map_err(failed)
    }

    fn works(&mut self, file: &Path, record: Record) -> Option<String> {
        self.kept = Some((file.to_owned(), record));
        let failed_before = self.failed.take().is_some();
        failed_before.then(|| "Your answers are saved again.".to_owned())
    }

    /// Once is enough to say it.
    fn fails(&mut self, why: String) -> Option<String> {
        let said = self.failed.is_some();
        let news = format!("Your answers cannot be saved: {why}. The quiz goes on without.");
        self.failed = Some(why);
        (!said).then_some(news)
    }
}

/// Why a file is not written. The commonest reasons need no path, and least of all that of a file that is none yet.
fn reason(error: &OutputError) -> String {
    match error {
        OutputError::Failed(_, error) if error.kind() == io::ErrorKind::StorageFull => {
            "the disk is full".to_owned()
        }
        OutputError::Failed(_, error) if error.kind() == io::ErrorKind::QuotaExceeded => {
            "you have used up your share of the disk".to_owned()
        }
        other => visible::marked(&other.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answers::Answer;
    use crate::default_pack;
    use crate::sitting::{Reply, record::Order};

    /// A slot in a folder of its own; what is saved there fails if the folder is a file.
    fn slot(folder: &Path) -> Result<Slot, String> {
        Slot::take_in(folder, &default_pack().pack)
    }

    #[test]
    fn what_cannot_be_saved_is_lost_and_said_once() {
        let content = default_pack();
        let folder = tempfile::tempdir().unwrap();
        let slot = slot(folder.path());
        let mut keeper = Keeper::new(&slot);
        let mut sitting = Sitting::new(&content, Order::Adaptive);
        assert_eq!(keeper.fate(&sitting), Fate::Nothing);
        sitting.take(Reply::Answer(Answer::DontMind));
        assert_eq!(keeper.keep(&content.pack, &sitting), None);
        assert!(matches!(keeper.fate(&sitting), Fate::Kept(_)));
        let file = &slot.as_ref().unwrap().file;
        std::fs::remove_file(file).unwrap();
        std::fs::create_dir(file).unwrap();
        sitting.take(Reply::Answer(Answer::DontMind));
        assert!(keeper.keep(&content.pack, &sitting).unwrap().contains("cannot be saved"));
        assert_eq!(keeper.stopping(), Stopping::Loses);
        assert!(matches!(keeper.fate(&sitting), Fate::KeptInPart(_, 1, _)));
        assert_eq!(keeper.keep(&content.pack, &sitting), None, "once is enough");
        std::fs::remove_dir(file).unwrap();
        assert!(keeper.keep(&content.pack, &sitting).unwrap().contains("saved again"));
        assert_eq!(keeper.stopping(), Stopping::Keeps);
    }

    #[test]
    fn a_new_sitting_puts_the_one_before_aside_when_it_is_first_saved() {
        let content = default_pack();
        let folder = tempfile::tempdir().unwrap();
        let slot = slot(folder.path());
        let file = &slot.as_ref().unwrap().file;
        let mut sitting = Sitting::new(&content, Order::Adaptive);
        sitting.take(Reply::Answer(Answer::DontMind));
        Keeper::new(&slot).keep(&content.pack, &sitting);
        let mut keeper = Keeper::new(&slot);
        let untouched = Sitting::new(&content, Order::Adaptive);
        assert_eq!(keeper.keep(&content.pack, &untouched), None);
        assert!(file.exists(), "nothing is put aside for nothing");
        assert!(keeper.keep(&content.pack, &sitting).unwrap().contains("earlier-sitting-1.toml"));
        assert!(file.exists() && folder.path().join("earlier-sitting-1.toml").exists());
    }

    #[test]
    fn a_finished_sitting_takes_the_place_of_the_one_that_was_going_on() {
        let content = default_pack();
        let folder = tempfile::tempdir().unwrap();
        let slot = slot(folder.path());
        let mut keeper = Keeper::new(&slot);
        let mut sitting = Sitting::new(&content, Order::File);
        while sitting.current().is_some() {
            sitting.take(Reply::Answer(Answer::DontMind));
            keeper.keep(&content.pack, &sitting);
        }
        assert_eq!(keeper.keep_finished(&content.pack, &sitting), None);
        let slot = slot.as_ref().unwrap();
        assert!(!slot.file.exists());
        let again = slot.last_finished(&content.pack).unwrap();
        assert_eq!(again.record, sitting.record());
        assert_eq!(again.finished, Some(Date::today()));
    }
}
