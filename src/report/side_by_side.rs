//! Two roles and a person, as text.

use super::opening::placed;
use super::sentences;
use super::style::Style;
use super::words::{breach, lower_first, resting_on, wrapped};
use crate::pack::Pack;
use crate::result::Report;
use crate::result::Wanting;
use crate::result::side_by_side::{Beside, SideBySide, ToldApart};

/// Dimensions that are told, at most: what tells two apart less is no help to anyone who chooses.
const TOLD: usize = 8;
/// Wishes named in the line on what is alike, at most.
const ALIKE: usize = 3;
const LETTERS: [&str; 2] = ["A", "B"];

/// The comparison: each with its place, then what the answers tell apart, then what is alike in one line.
#[must_use]
pub fn text(report: &Report<'_>, two: &SideBySide, style: Style) -> String {
    let pack = &report.content.pack;
    let mut out = String::new();
    for (letter, role) in LETTERS.into_iter().zip(&two.roles) {
        out.push_str(&beside(report, letter, role, style));
    }
    out.push_str(&format!("\n{}\n", style.bold("What your answers tell apart, most first")));
    for one in two.told_apart.iter().take(TOLD) {
        out.push_str(&told_apart(pack, one, style));
    }
    let alike: Vec<&str> = two
        .alike
        .iter()
        .filter_map(
            |wish| if let Wanting::Clause { say, .. } = &wish.what { Some(say.as_str()) } else { None },
        )
        .take(ALIKE)
        .collect();
    if !alike.is_empty() {
        let line = format!("Alike for you: {}.", alike.join("; "));
        out.push_str(&wrapped(&line, style.width, "\n", ""));
    }
    out
}

fn beside(report: &Report<'_>, letter: &str, role: &Beside, style: Style) -> String {
    let pack = &report.content.pack;
    let name = &pack.specialty(role.specialty).name;
    let mut out = style.bold(&wrapped(name, style.width, &format!("{letter}  "), "   "));
    let place = match &role.ranked {
        Some(ranked) => {
            format!("Comes {} of {} by your answers.", placed(report, ranked), report.ranking.len())
        }
        None => "Is not among those that your answers ask to see.".to_owned(),
    };
    let dossier = pack.dossier(role.specialty);
    let summary = sentences::in_a_sentence(&dossier.summary);
    out.push_str(&wrapped(&format!("{place} {summary}"), style.width, "   ", "   "));
    for one in &role.breaches {
        out.push_str(&wrapped(&breach(pack, one), style.width, "   ! ", "     "));
    }
    out
}

/// What is wanted and for whom it speaks, and what each says of itself on it.
fn told_apart(pack: &Pack, one: &ToldApart, style: Style) -> String {
    let letter = if one.by > 0 { LETTERS[0] } else { LETTERS[1] };
    let line = format!("For {letter}: {}.", lower_first(&sentences::wish(pack, &one.wish)));
    let mut out = wrapped(&line, style.width, "\n  ", "  ");
    for (letter, sentence) in LETTERS.into_iter().zip(&one.sentences) {
        if let Some(sentence) = sentence {
            let said = format!("{} [{}]", sentence.say, resting_on(sentence.source.as_ref()));
            out.push_str(&wrapped(&said, style.width, &format!("     {letter}  "), "        "));
        }
    }
    out
}
