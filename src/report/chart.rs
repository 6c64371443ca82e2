//! The respondent beside the first specialties, drawn as a scale for each dimension.

use crate::matching::pattern::{Leaning, leanings};
use crate::pack::{Kind, Pack, SpecialtyId};
use crate::result::Report;

/// Dimensions that are drawn at once, and in print, at most: those on which the answers lean most.
const FOREMOST: usize = 8;

/// One dimension of the chart.
pub(super) struct Row<'a> {
    pub(super) name: &'a str,
    /// What it is one of, such as places of work.
    pub(super) group: Option<&'a str>,
    pub(super) low: &'a str,
    pub(super) high: &'a str,
    /// The same as the drawing, for whoever does not see it.
    pub(super) words: String,
    pub(super) you: f64,
    /// Whether it is about how much of something is accepted, rather than wished for.
    pub(super) accepted: bool,
    pub(super) marks: Vec<Mark>,
    /// Whether it is among those on which the answers lean most.
    pub(super) foremost: bool,
}

/// A specialty's letter on a scale.
pub(super) struct Mark {
    pub(super) letter: char,
    pub(super) x: f64,
    pub(super) y: f64,
}

/// A letter for each specialty that is drawn.
pub(super) fn letters(compared: &[SpecialtyId]) -> impl Iterator<Item = (char, SpecialtyId)> + '_ {
    ['A', 'B', 'C'].into_iter().zip(compared.iter().copied())
}

/// Where the five levels lie.
pub(super) fn ticks() -> Vec<f64> {
    (1..=5).map(|level| x(f64::from(level))).collect()
}

/// Every dimension that the answers touch; those of a group only if someone stands above its lower half there, since the
/// rest says nothing. None before anything was answered.
pub(super) fn rows<'a>(report: &'a Report<'_>, compared: &[SpecialtyId]) -> Vec<Row<'a>> {
    if compared.is_empty() {
        return Vec::new();
    }
    let pack = &report.content.pack;
    let shown: Vec<Leaning> = leanings(pack, report.answers)
        .into_iter()
        .filter(|standing| {
            let theirs = compared.iter().filter_map(|id| pack.specialty(*id).level(standing.dimension));
            let grouped = pack.dimension(standing.dimension).group().is_some();
            !grouped || theirs.fold(standing.level, f64::max) >= 3.0
        })
        .collect();
    let foremost = foremost(pack, &shown);
    let rows = shown.into_iter().zip(foremost);
    rows.map(|(standing, foremost)| Row { foremost, ..row(report, compared, standing) }).collect()
}

/// Which of them the answers lean to most; of equals the earlier. To accept much of what is not wished for is no leaning.
fn foremost(pack: &Pack, shown: &[Leaning]) -> Vec<bool> {
    let leans = |standing: &Leaning| match pack.dimension(standing.dimension).kind {
        Kind::Preference => (standing.level - 3.0).abs(),
        Kind::Tolerance => (3.0 - standing.level).max(0.0),
    };
    let mut order: Vec<usize> = (0..shown.len()).collect();
    order.sort_by(|a, b| leans(&shown[*b]).total_cmp(&leans(&shown[*a])));
    let mut foremost = vec![false; shown.len()];
    order.into_iter().take(FOREMOST).for_each(|place| foremost[place] = true);
    foremost
}

fn row<'a>(report: &'a Report<'_>, compared: &[SpecialtyId], standing: Leaning) -> Row<'a> {
    let pack = &report.content.pack;
    let dimension = pack.dimension(standing.dimension);
    let (low, high) = pack.ends(standing.dimension);
    let group = dimension.group().map(|group| pack.groups()[group].name.as_str());
    let levels: Vec<(char, f64)> = letters(compared)
        .filter_map(|(letter, id)| Some((letter, pack.specialty(id).level(standing.dimension)?)))
        .collect();
    let theirs: Vec<String> = levels.iter().map(|(letter, level)| format!("{letter} {level:.0}")).collect();
    let accepted = dimension.kind == Kind::Tolerance;
    let you = if accepted { "You accept up to" } else { "You" };
    Row {
        name: &dimension.name,
        group,
        low,
        high,
        words: format!("{you} {:.1} of 5; {}", standing.level, theirs.join("; ")),
        you: x(standing.level),
        accepted,
        marks: marks(&levels),
        foremost: false,
    }
}

/// Letters above the scale; those at one level stand side by side.
fn marks(levels: &[(char, f64)]) -> Vec<Mark> {
    levels
        .iter()
        .enumerate()
        .map(|(place, (letter, level))| {
            let alike = |(_, other): &&(char, f64)| other.total_cmp(level).is_eq();
            let before = levels[..place].iter().filter(alike).count();
            let all = levels.iter().filter(alike).count();
            #[allow(clippy::cast_precision_loss, reason = "three letters at most")]
            let shift = 11.0 * (before as f64 - (all - 1) as f64 / 2.0);
            Mark { letter: *letter, x: x(*level) + shift, y: 12.0 }
        })
        .collect()
}

/// Where a level lies on a scale of 220 units.
fn x(level: f64) -> f64 {
    libm::round((20.0 + (level - 1.0) * 45.0) * 10.0) / 10.0
}
