//! From a [`Draft`] to a [`Pack`], or to every mistake in it.
//!
//! This is the only place where a `Pack` is made, so its rules hold for every pack there is: the embedded one
//! goes through here when the program is built, one given by `--pack` when it is loaded.

mod codes;
mod dimensions;
mod numbers;
mod profiles;
mod questions;
mod sources;
mod specialties;
mod strict;

use std::collections::BTreeMap;

use super::draft::Draft;
use super::{Dossiers, Pack, SpecialtyId};
use crate::diagnostic::Diagnostic;
use crate::toml_tree::{Mistakes, Placed};

/// Most dimensions, questions, options of one question, and specialties in a pack: far above any that a person
/// would answer or read, low enough that a hostile pack cannot exhaust memory.
const MOST_DIMENSIONS: usize = 200;
const MOST_QUESTIONS: usize = 300;
const MOST_OPTIONS: usize = 40;
const MOST_SPECIALTIES: usize = 1000;

/// Checks a draft. `hash` is the content hash of the files that it was read from.
///
/// # Errors
/// Every mistake found, in no particular order.
pub fn check(draft: &Draft, hash: String) -> Result<Pack, Vec<Diagnostic>> {
    let mistakes = Mistakes::default();
    let questionnaire = &draft.questionnaire;
    if draft.specialties.is_empty() {
        mistakes.note(
            Diagnostic::about_file("specialties", "the pack has no specialties")
                .help("add one TOML file for each specialty to the folder `specialties`"),
        );
    }
    if questionnaire.questions.is_empty() {
        mistakes.note(
            Diagnostic::at(&questionnaire.place, "the pack has no questions")
                .help("add a [[questions]] table"),
        );
    }
    let known = dimensions::check(questionnaire, &mistakes);
    let (sections, questions) = questions::check(questionnaire, &known, &mistakes);
    let retired = numbers::check(questionnaire, &mistakes);
    let code_layouts = codes::check(questionnaire, &mistakes);
    let slugs = specialties::slugs(&draft.specialties, &mistakes);
    let (specialties, dossiers) = specialties::check(&draft.specialties, &known, &slugs, &mistakes);
    let focus =
        questionnaire.focus.iter().filter_map(|slug| look_up(slug, &slugs, "specialty", &mistakes)).collect();

    let mistakes = mistakes.into_vec();
    if !mistakes.is_empty() {
        return Err(mistakes);
    }
    Ok(Pack {
        name: questionnaire.name.value.clone(),
        version: questionnaire.version.value.clone(),
        language: questionnaire.language.value.clone(),
        hash,
        focus,
        focus_name: questionnaire.focus_name.as_ref().map(|name| name.value.clone()),
        groups: known.groups,
        dimensions: known.dimensions,
        sections,
        questions,
        retired,
        code_layouts,
        specialties,
        dossiers: Dossiers::Read(dossiers),
    })
}

/// What is asked of a pack beyond being valid: what the default pack promises its readers.
///
/// A pack without it is as valid; see `calling pack check --strict`.
#[must_use]
pub fn shortcomings(pack: &Pack, draft: &Draft) -> Vec<Diagnostic> {
    let mistakes = Mistakes::default();
    strict::check(draft, &mistakes);
    codes::lacking(pack, &draft.questionnaire, &mistakes);
    mistakes.into_vec()
}

/// A year as written, or a noted mistake.
fn year(written: &Placed<f64>, mistakes: &Mistakes) -> Option<u16> {
    let whole = (1800..=2200u16).find(|whole| f64::from(*whole).total_cmp(&written.value).is_eq());
    if whole.is_none() {
        mistakes.note(Diagnostic::at(&written.place, "not a year").help("write four digits, as in 2023"));
    }
    whole
}

/// Specialties by slug.
type Slugs = BTreeMap<String, SpecialtyId>;

/// What a written id stands for; an unknown one is noted, with the nearest known one.
fn look_up<T: Copy>(
    written: &Placed<String>,
    known: &BTreeMap<String, T>,
    what: &str,
    mistakes: &Mistakes,
) -> Option<T> {
    let found = known.get(&written.value).copied();
    // An empty id stands in for a missing one, which was noted when the file was read.
    if found.is_none() && !written.value.is_empty() {
        mistakes.note(
            Diagnostic::at(&written.place, format!("unknown {what} `{}`", written.value))
                .suggest(&written.value, known.keys().map(String::as_str)),
        );
    }
    found
}

/// Notes an id that is badly formed, or that was given before.
fn check_new_id(
    id: &Placed<String>,
    seen: &mut BTreeMap<String, Placed<String>>,
    what: &str,
    mistakes: &Mistakes,
) {
    if id.value.is_empty() {
        return;
    }
    if !super::id::is_well_formed(&id.value) {
        mistakes.note(
            Diagnostic::at(&id.place, format!("`{}` cannot be the id of a {what}", id.value))
                .help("use lower-case letters, digits and single hyphens, starting with a letter"),
        );
    }
    match seen.get(&id.value) {
        None => {
            seen.insert(id.value.clone(), id.clone());
        }
        Some(first) => {
            let (line, _) = first.place.line_and_column();
            mistakes.note(
                Diagnostic::at(&id.place, format!("duplicate {what} `{}`", id.value))
                    .help(format!("the first is in {}, line {line}", first.place.source.name)),
            );
        }
    }
}

/// Notes a list that is longer than a pack may hold.
fn check_bound(
    length: usize,
    most: usize,
    what: &str,
    place: &crate::diagnostic::Place,
    mistakes: &Mistakes,
) {
    if length > most {
        mistakes.note(Diagnostic::at(place, format!("{length} {what}, but at most {most} are allowed")));
    }
}

/// A level as written, or a noted mistake.
fn level(written: &Placed<f64>, key: &str, mistakes: &Mistakes) -> Option<super::Level> {
    let level = super::Level::new(written.value);
    if level.is_none() {
        let message = if written.value.is_nan() {
            format!("the level of `{key}` must be a number from 1 to 5")
        } else {
            format!("level {} of `{key}` is outside 1 to 5", written.value)
        };
        mistakes.note(
            Diagnostic::at(&written.place, message)
                .help("1 is the low end of a dimension and 5 the high end"),
        );
    }
    level
}
