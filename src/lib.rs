//! Find the medical or palliative-care role that fits someone: content, matching and reports.
//!
//! A [`pack::Pack`] holds the questionnaire and the specialties, checked. Its table of
//! [`matching::evidence::Evidence`] says what each answer adds to or takes from each specialty. Answers are
//! scored by look-ups, ranked, and explained from the same numbers:
//!
//! ```
//! use calling::answers::{Answer, Answers, Importance};
//! use calling::matching::{ranking::rank, scoring::score};
//! use calling::pack::Scope;
//!
//! let content = calling::default_pack();
//! let pack = &content.pack;
//!
//! let mut answers = Answers::default();
//! let question = pack.questions().iter().position(|q| !q.options[0].places.is_empty()).unwrap();
//! let options = vec![calling::pack::OptionId::new(0)];
//! answers.set(calling::pack::QuestionId::new(question), Answer::Chose { options, importance: Importance::Usual });
//!
//! let scores = score(pack, &content.evidence, &answers);
//! let ranking = rank(pack, &answers, &scores, Scope::All);
//! let best = pack.specialty(ranking[0].specialty);
//! println!("{} ({} nats)", best.name, ranking[0].total as f64 / 1e6);
//! ```

pub mod answers;
pub mod cli;
pub mod diagnostic;
pub mod matching;
pub mod nearest;
pub mod output_file;
pub mod output_folder;
pub mod pack;
pub mod quiz;
pub mod report;
pub mod terminal;
pub mod toml_tree;
pub mod visible;

mod default_pack;

use std::path::Path;

pub use default_pack::default_pack;

use diagnostic::Diagnostic;
use matching::evidence::Evidence;
use matching::model::Model;
use pack::Pack;

/// A pack together with its table of evidence: all that matching needs.
#[derive(Debug, Clone)]
pub struct Content {
    /// The checked content.
    pub pack: Pack,
    /// What each answer says about each specialty.
    pub evidence: Evidence,
}

impl Content {
    /// Loads the pack in a folder and computes its evidence.
    ///
    /// # Errors
    /// Every mistake in the pack's files.
    pub fn load(folder: &Path) -> Result<Content, Vec<Diagnostic>> {
        let pack = pack::load::load(folder)?;
        let evidence = Evidence::of(&pack, &Model::default());
        Ok(Content { pack, evidence })
    }
}
