//! What is asked, and what each answer says about the person.

use serde::{Deserialize, Serialize};

use super::{DimensionId, Level, Scope, SectionId};

/// How *don't mind* is written in files and on the command line.
pub const DONT_MIND: &str = "dont-mind";
/// How *not seen yet* is written.
pub const NOT_SEEN_YET: &str = "not-seen-yet";
/// How *don't mind* is put to people, as an option of a form or on paper.
pub const SAY_DONT_MIND: &str = "Don't mind";
/// How *not seen yet* is put to people.
pub const SAY_NOT_SEEN_YET: &str = "Not seen yet";
/// How a question is skipped in so many words; leaving it out does the same.
pub const SKIP: &str = "skip";
/// How *matters a lot* is written.
pub const A_LOT: &str = "a-lot";
/// The words that no option may have as its id, since they answer any question.
pub const RESERVED: [&str; 3] = [DONT_MIND, NOT_SEEN_YET, SKIP];

/// A named part of the questionnaire.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Section {
    /// Id in the files.
    pub id: String,
    /// Name for people.
    pub name: String,
    /// Whether it is touched among the first questions, whatever the answers.
    pub core: bool,
}

/// How a question is answered.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Form {
    /// Which specialties to show; it places nobody.
    Scope,
    /// Which answers to terms are limits; it places nobody.
    Limits,
    /// By agreeing or disagreeing, which is where response style shows.
    Statement,
    /// By exactly one of the options.
    Choice,
    /// By any number of options.
    Several {
        /// Where an option that was not chosen places the respondent.
        unchosen: Level,
    },
}

/// Where an answer places the respondent on one dimension.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Placement {
    /// The dimension.
    pub dimension: DimensionId,
    /// The place on it.
    pub level: Level,
}

/// One option of a question.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct AnswerOption {
    /// Id in the files, unique within the question.
    pub id: String,
    /// Permanent number within the question, never used again; a pack may do without.
    pub number: Option<u16>,
    /// The words shown.
    pub say: String,
    /// What someone who chooses it wants, in words for a headline.
    pub clause: Option<String>,
    /// Where choosing it places the respondent; empty for a question that places nobody.
    pub places: Vec<Placement>,
    /// What it narrows the view to, for a scope question.
    pub scope: Option<Scope>,
    /// The term whose answer it marks as a limit, for a question about limits.
    pub limits: Option<DimensionId>,
}

/// One question of the questionnaire.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Question {
    /// Id in the files.
    pub id: String,
    /// Permanent number, never used again; a pack may do without.
    pub number: Option<u16>,
    /// Whether everyone is asked, however sure the result is.
    pub always: bool,
    /// Whether every short form keeps it.
    pub core: bool,
    /// The section that it stands in.
    pub section: SectionId,
    /// How it is answered.
    pub form: Form,
    /// The words shown.
    pub ask: String,
    /// What to ask a room that is divided on it.
    pub talk: Option<String>,
    /// The options, in the order shown. For a statement: from "strongly disagree" to "strongly agree".
    pub options: Vec<AnswerOption>,
}

impl Question {
    /// What is asked, without what only guides the one who answers ("choose all that draw you"): up to the question mark,
    /// or without the full stop.
    #[must_use]
    pub fn short_ask(&self) -> &str {
        self.ask.split_inclusive('?').next().unwrap_or_default().trim_end_matches('.')
    }

    /// The dimensions that it touches, each once, in the order of the pack.
    #[must_use]
    pub fn dimensions(&self) -> Vec<DimensionId> {
        let mut touched: Vec<DimensionId> =
            self.options.iter().flat_map(|option| &option.places).map(|place| place.dimension).collect();
        touched.sort_unstable();
        touched.dedup();
        touched
    }

    /// Whether later options stand higher than earlier ones; false for a reversed statement.
    #[must_use]
    pub fn rises(&self) -> bool {
        let end =
            |option: Option<&AnswerOption>| option.and_then(|o| o.places.first()).map(|place| place.level);
        end(self.options.first()) <= end(self.options.last())
    }

    /// Whether more than one option may be chosen.
    #[must_use]
    pub fn takes_several(&self) -> bool {
        matches!(self.form, Form::Several { .. } | Form::Limits)
    }

    /// Whether an answer places the respondent and so counts in the score.
    #[must_use]
    pub fn places(&self) -> bool {
        !matches!(self.form, Form::Scope | Form::Limits)
    }
}

/// A question that was asked once, or an option of one: answers to it are explained, not lost, and its number is not
/// used again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Retired {
    /// The question's id; for an option, that of the question it belonged to.
    pub question: String,
    /// The option's id, if only that is gone.
    pub option: Option<String>,
    /// Its permanent number.
    pub number: u16,
    /// What became of it, in a sentence or two for whoever answered it.
    pub say: String,
}

impl Retired {
    /// Whether it is this question, or this option of it.
    #[must_use]
    pub fn is(&self, question: &str, option: Option<&str>) -> bool {
        self.question == question && self.option.as_deref() == option
    }
}
