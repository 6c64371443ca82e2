//! The layouts that codes were made with.

use crate::diagnostic::Diagnostic;
use crate::pack::Pack;
use crate::pack::draft::Questionnaire;
use crate::pack::layout::{CodeLayout, Layout};
use crate::toml_tree::Mistakes;

/// What prints the entry that is missing.
const HELP: &str =
    "`calling pack check --codes` prints the [[codes]] to add; leave those before it as they are";

/// Reads the layouts that a pack keeps.
pub(super) fn check(questionnaire: &Questionnaire, mistakes: &Mistakes) -> Vec<CodeLayout> {
    let mut layouts = Vec::new();
    for draft in &questionnaire.codes {
        let lines: Vec<&str> = draft.layout.iter().map(|line| line.value.as_str()).collect();
        match Layout::read(&lines.join(" ")) {
            Ok(layout) => layouts.push(CodeLayout { version: draft.version.value.clone(), layout }),
            Err(piece) => {
                let line = draft.layout.iter().find(|line| line.value.contains(&piece));
                let place = line.map_or(&draft.place, |line| &line.place);
                mistakes.note(
                    Diagnostic::at(place, format!("`{piece}` is no part of a layout of codes"))
                        .help("write `layout` as `calling pack check --codes` prints it"),
                );
            }
        }
    }
    layouts
}

/// Notes that the last layout is not that of today: codes made now could not be read once the questions change.
pub(super) fn lacking(pack: &Pack, questionnaire: &Questionnaire, mistakes: &Mistakes) {
    let Some(today) = Layout::of(pack.questions()) else { return };
    let mistake = match (pack.code_layouts().last(), questionnaire.codes.last()) {
        (Some(last), _) if last.layout == today => return,
        (Some(_), Some(draft)) => Diagnostic::at(
            &draft.place,
            "the questions have changed since, and codes made now could not be read after the next change",
        ),
        _ => Diagnostic::at(
            &questionnaire.place,
            "the pack does not keep what its codes are built on, so that they could not be read after a change",
        ),
    };
    mistakes.note(mistake.help(HELP));
}
