//! Where a person is on a page: the screen, the sitting behind it, and what the browser keeps.

use super::settings::Settings;
use super::view::File;
use crate::Content;
use crate::answers::Answers;
use crate::date::Date;
use crate::pack::{Pack, QuestionId, SpecialtyId};
use crate::report::TOP;
use crate::result::{Report, Wanted};
use crate::sitting::Sitting;
use crate::sitting::marks::Marks;
use crate::sitting::record::Record;
use crate::sitting::roles::to_pick_from;
use crate::sitting::written::read;

/// Whether the browser keeps what it is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Storage {
    /// It does.
    Works,
    /// It does not: storage is switched off, full, or not there for this page.
    Refused,
}

/// What is shown. They lie on top of each other: closing one shows the one below.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Screen {
    Welcome,
    /// The question that the sitting is at.
    Question,
    Result,
    Help(QuestionId),
    /// What was answered, to be changed. Whether the questions were at an end when it was opened.
    Review {
        at_the_end: bool,
    },
    Changing(QuestionId),
    /// The questions of which one can be answered otherwise, for a try.
    WhatIf,
    Trying(QuestionId),
    /// What other answers would do.
    Tried(Answers),
    Profiles,
    Profile(SpecialtyId),
    /// Two are picked, one after the other.
    Compare(Option<SpecialtyId>),
    Comparison([SpecialtyId; 2]),
    /// What can be saved, and what was saved last.
    Save(Option<File>),
}

/// What an answer is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    Asking,
    Changing,
    TryingOut,
}

/// The quiz in a browser.
#[derive(Debug)]
pub struct Page<'c> {
    pub(super) content: &'c Content,
    pub(super) settings: Settings,
    pub(super) sitting: Sitting<'c>,
    pub(super) storage: Storage,
    /// What was kept of an earlier sitting does not fit any more, in words.
    pub(super) misfits: Option<String>,
    pub(super) keys: bool,
    pub(super) marks: Marks,
    pub(super) screens: Vec<Screen>,
    pub(super) said: String,
    pub(super) kept: Option<String>,
    /// What was forgotten just now, until something else is done.
    pub(super) forgotten: Option<Sitting<'c>>,
    pub(super) day: Option<Date>,
    pub(super) file: Option<File>,
}

impl<'c> Page<'c> {
    /// Opens the page with what the browser kept, if it can keep anything.
    #[must_use]
    pub fn open(content: &'c Content, settings: Settings, storage: Storage, kept: Option<String>) -> Self {
        let (record, misfits) = read_kept(&content.pack, kept.clone());
        Page {
            sitting: Sitting::resumed(content, settings.plan(), record),
            content,
            settings,
            storage,
            misfits,
            keys: true,
            marks: Marks::default(),
            screens: vec![Screen::Welcome],
            said: String::new(),
            kept,
            forgotten: None,
            day: None,
            file: None,
        }
    }

    /// The same, opened on that day: the engine has no clock.
    #[must_use]
    pub fn on(self, day: Date) -> Self {
        Page { day: Some(day), sitting: self.sitting.on(day), ..self }
    }

    /// What stands above everything.
    #[must_use]
    pub fn title(&self) -> &str {
        self.settings.title.as_deref().unwrap_or_else(|| self.content.pack.name())
    }

    /// The question that the page asks now, if it asks one to go on.
    #[must_use]
    pub fn current(&self) -> Option<QuestionId> {
        self.sitting.current().filter(|_| self.top() == Screen::Question)
    }

    /// The sitting behind it.
    #[must_use]
    pub fn sitting(&self) -> &Sitting<'c> {
        &self.sitting
    }

    pub(super) fn top(&self) -> Screen {
        self.screens.last().cloned().unwrap_or(Screen::Welcome)
    }

    /// The question on screen, and what its answer is for.
    pub(super) fn asked(&self) -> Option<(QuestionId, Purpose)> {
        match self.top() {
            Screen::Question => self.sitting.current().map(|question| (question, Purpose::Asking)),
            Screen::Changing(question) => Some((question, Purpose::Changing)),
            Screen::Trying(question) => Some((question, Purpose::TryingOut)),
            _ => None,
        }
    }

    /// The result of the answers so far, as `calling match` has it.
    #[must_use]
    pub fn result(&self) -> Report<'_> {
        let wanted = Wanted { top: TOP, scope: self.settings.scope, ..Wanted::default() };
        Report::new(self.content, self.sitting.answers(), &wanted)
    }

    /// The specialties that a list shows, those near the result first.
    pub(super) fn roles(&self, without: Option<SpecialtyId>) -> Vec<SpecialtyId> {
        let mut roles = to_pick_from(&self.result());
        roles.retain(|id| Some(*id) != without);
        roles
    }
}

/// Reads what the browser kept: what can be gone on with, and in words what of it does not fit any more.
fn read_kept(pack: &Pack, text: Option<String>) -> (Record, Option<String>) {
    let Some(text) = text else { return (Record::default(), None) };
    if let Some(sitting) = read(text, pack) {
        let misfits = sitting.what_does_not_fit(pack);
        return (sitting.record, misfits);
    }
    let misfits = "This browser keeps answers to other questions than these; they cannot be gone on with.";
    (Record::default(), Some(misfits.to_owned()))
}
