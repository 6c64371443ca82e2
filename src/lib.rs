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
//! let ranking = rank(pack, &answers, &scores, Scope::EVERYTHING);
//! let best = pack.specialty(ranking[0].specialty);
//! println!("{} ({} nats)", best.name, ranking[0].total as f64 / 1e6);
//! ```

pub mod answers;
#[cfg(feature = "program")]
pub mod cli;
pub mod date;
pub mod diagnostic;
pub mod matching;
pub mod mistakes;
pub mod nearest;
#[cfg(feature = "program")]
pub mod output;
pub mod pack;
pub mod page;
#[cfg(feature = "program")]
pub mod quiz;
pub mod report;
pub mod result;
pub mod sitting;
#[cfg(feature = "program")]
pub mod terminal;
pub mod toml_tree;
pub mod visible;

mod content;

pub use content::Content;
#[cfg(feature = "program")]
pub use content::default_pack;
