//! What the default pack promises beyond being valid, and any pack can be held to: `calling pack check --strict`.
//!
//! A reason for each option, clauses, permanent numbers, terms with limits, something to go and see, and sources that
//! can be opened.

use std::collections::BTreeMap;

use super::profiles::WIDE;
use super::sources::GENERAL_KNOWLEDGE;
use crate::diagnostic::{Diagnostic, Place};
use crate::pack::draft::{
    Draft, DraftClaim, DraftDimension, DraftEntry, DraftKnown, DraftQuestion, DraftSpecialty, Questionnaire,
};
use crate::toml_tree::{Mistakes, Placed};

/// The level from which a dimension of a group needs a reason of its own.
const NEEDS_A_REASON: f64 = 3.0;
/// Levels that general knowledge does not carry under a usual spread.
const NEEDS_A_SOURCE: [f64; 3] = [1.0, 4.0, 5.0];
/// Sentences of a profile that may rest on general knowledge.
const MOST_UNSOURCED: usize = 4;

pub(super) fn check(draft: &Draft, mistakes: &Mistakes) {
    let questionnaire = &draft.questionnaire;
    terms(questionnaire, mistakes);
    for dimension in &questionnaire.dimensions {
        clauses(dimension, questionnaire, mistakes);
    }
    for question in &questionnaire.questions {
        numbers_and_option_clauses(question, questionnaire, mistakes);
    }
    neighbours(questionnaire, mistakes);
    for specialty in &draft.specialties {
        reasons(specialty, mistakes);
        what_to_do_next(specialty, mistakes);
        sources(specialty, mistakes);
    }
}

fn note(mistakes: &Mistakes, place: &Place, message: String, help: &str) {
    mistakes.note(Diagnostic::at(place, message).help(help));
}

fn terms(questionnaire: &Questionnaire, mistakes: &Mistakes) {
    if !questionnaire.dimensions.iter().any(|dimension| dimension.term) {
        let message = "the pack has no terms: what people leave jobs over is not asked".to_owned();
        note(mistakes, &questionnaire.place, message, "add a dimension with `term = true`, such as nights");
    } else if !questionnaire.questions.iter().any(|question| question.form.value == "limits") {
        let message = "nobody is asked which answers are limits".to_owned();
        note(
            mistakes,
            &questionnaire.place,
            message,
            "add a question of the form \"limits\" after the terms",
        );
    }
}

fn is_tolerance(dimension: &DraftDimension, questionnaire: &Questionnaire) -> bool {
    let own = dimension.kind.as_ref();
    let of_group = || {
        let group = dimension.group.as_ref()?;
        questionnaire.groups.iter().find(|other| other.id.value == group.value).map(|group| &group.kind)
    };
    own.or_else(of_group).is_some_and(|kind| kind.value == "tolerance")
}

fn clauses(dimension: &DraftDimension, questionnaire: &Questionnaire, mistakes: &Mistakes) {
    let id = &dimension.id;
    if dimension.clauses.low.is_none() {
        let message = format!("`{}` has no clause for its low end", id.value);
        note(
            mistakes,
            &id.place,
            message,
            "add `clauses = { low = \"…\" }`: what someone there wants, after \"You want\"",
        );
    }
    // What someone accepts is no wish, so the high end of a tolerance has none.
    match (&dimension.clauses.high, is_tolerance(dimension, questionnaire)) {
        (None, false) => {
            let message = format!("`{}` has no clause for its high end", id.value);
            note(
                mistakes,
                &id.place,
                message,
                "add `clauses = { high = \"…\" }`: what someone there wants, after \"You want\"",
            );
        }
        (Some(clause), true) => {
            let message = format!("`{}` tells what is accepted as a wish", id.value);
            note(mistakes, &clause.place, message, "leave the clause for the high end of a tolerance out");
        }
        _ => {}
    }
}

fn numbers_and_option_clauses(question: &DraftQuestion, questionnaire: &Questionnaire, mistakes: &Mistakes) {
    if question.number.is_none() {
        let message = format!("question `{}` has no permanent number", question.id.value);
        note(mistakes, &question.place, message, "add `number = …`, one that was never used");
    }
    let accepted = |id: &Placed<String>| {
        let known = questionnaire.dimensions.iter().find(|dimension| dimension.id.value == id.value);
        known.is_some_and(|dimension| is_tolerance(dimension, questionnaire))
    };
    for option in &question.options {
        if option.number.is_none() {
            let message =
                format!("option `{}` of `{}` has no permanent number", option.id.value, question.id.value);
            note(
                mistakes,
                &option.place,
                message,
                "add `number = …`, one that was never used in this question",
            );
        }
        let wish = option.places.iter().any(|(id, _)| !accepted(id));
        if wish && option.clause.is_none() {
            let message = format!("option `{}` of `{}` has no clause", option.id.value, question.id.value);
            note(
                mistakes,
                &option.place,
                message,
                "add `clause = \"…\"`: what someone who chooses it wants, after \"You want\"",
            );
        }
    }
}

/// People feel tested by two statements in a row about the same.
fn neighbours(questionnaire: &Questionnaire, mistakes: &Mistakes) {
    for pair in questionnaire.questions.windows(2) {
        let [first, second] = pair else { continue };
        let (Some(one), Some(other)) = (&first.dimension, &second.dimension) else { continue };
        if one.value == other.value {
            let message = format!(
                "`{}` asks about `{}` right after `{}`",
                second.id.value, other.value, first.id.value
            );
            note(mistakes, &second.place, message, "put a question about something else between the two");
        }
    }
}

/// Every reason of a profile, with the key of its dimension.
fn whys(specialty: &DraftSpecialty) -> Vec<(&str, &DraftClaim, f64, f64)> {
    let mut all = Vec::new();
    for level in &specialty.levels {
        match &level.entry {
            DraftEntry::One(DraftKnown { level: value, spread, why, .. }) => {
                all.push((level.key.value.as_str(), why, value.value, spread.value));
            }
            DraftEntry::Group(group) => {
                let own = group.members.iter().filter_map(|member| {
                    let spread = member.spread.as_ref().unwrap_or(&group.spread).value;
                    member
                        .why
                        .as_ref()
                        .map(|why| (member.key.value.as_str(), why, member.level.value, spread))
                });
                all.extend(own);
            }
            DraftEntry::NotKnown(_) => {}
        }
    }
    all
}

fn reasons(specialty: &DraftSpecialty, mistakes: &Mistakes) {
    for level in &specialty.levels {
        let DraftEntry::Group(group) = &level.entry else { continue };
        for member in &group.members {
            let level = member.level.value;
            if member.why.is_none() && level >= NEEDS_A_REASON {
                let message = format!("`{}` stands at {level} without a reason of its own", member.key.value);
                note(
                    mistakes,
                    &member.key.place,
                    message,
                    "write { level = …, why = \"…\", source = \"…\" }, about this one alone",
                );
            }
        }
    }
    let mut seen: BTreeMap<&str, &str> = BTreeMap::new();
    for (key, why, value, spread) in whys(specialty) {
        if let Some(other) = seen.insert(&why.say.value, key) {
            let message = format!("`{key}` has the same reason as `{other}`");
            note(mistakes, &why.say.place, message, "say of each what is true of it alone");
        }
        let ends = NEEDS_A_SOURCE.iter().any(|end| (end - value).abs() < 0.5);
        if ends && why.source.value == GENERAL_KNOWLEDGE && spread < WIDE {
            let message = format!("`{key}` stands at {value} on general knowledge");
            note(
                mistakes,
                &why.source.place,
                message,
                "name a source, or say that no page was found and give it a spread of 1 or more",
            );
        }
    }
}

fn what_to_do_next(specialty: &DraftSpecialty, mistakes: &Mistakes) {
    let slug = &specialty.slug;
    if specialty.enter.is_empty() {
        let message = format!("`{}` does not say from which professions one can come", slug.value);
        note(mistakes, &slug.place, message, "add `enter = [\"doctor\"]`, or others");
    }
    if specialty.see.is_empty() {
        let message = format!("`{}` names nothing to go and see", slug.value);
        note(mistakes, &slug.place, message, "add [[see]] with `say`, `ask`, `for`, `shows` and `source`");
    }
    for experience in specialty.see.iter().filter(|one| one.open_to.is_empty() || one.shows.is_empty()) {
        let message = "it is not said whom this is open to, and what it shows".to_owned();
        note(mistakes, &experience.claim.say.place, message, "add `for = [\"…\"]` and `shows = [\"…\"]`");
    }
    if specialty.start_here.is_none() {
        let message = format!("`{}` does not say where to read on", slug.value);
        note(mistakes, &slug.place, message, "add [start_here] with `say` and `source`");
    }
}

fn sources(specialty: &DraftSpecialty, mistakes: &Mistakes) {
    for source in specialty.sources.iter().filter(|source| source.url.is_none()) {
        let message = format!("source `{}` has no address", source.id.value);
        note(mistakes, &source.id.place, message, "add `url = \"https://…\"`");
    }
    let claims = specialty.claims();
    let unsourced = claims.iter().filter(|claim| claim.source.value == GENERAL_KNOWLEDGE).count();
    if unsourced > MOST_UNSOURCED {
        let message =
            format!("{unsourced} sentences of `{}` rest on general knowledge", specialty.slug.value);
        note(
            mistakes,
            &specialty.slug.place,
            message,
            "find a source for them, or leave them out: at most four may stand",
        );
    }
}
