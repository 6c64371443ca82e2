//! What is said of a result that was held against limits: one wording for every format.

use super::words::{count, listed, lower_first, ordinal};
use crate::matching::limits::Beyond;
use crate::pack::{DimensionId, Pack, SpecialtyId};
use crate::result::limits::ShownBreach;
use crate::result::{AgainstLimits, Apart, Report};

/// Heading of the group that is set apart.
pub(super) const APART: &str = "Fits, but breaks a limit";

/// Heading of what follows the shortlist, where there are limits.
pub(super) const NEXT: &str = "Next that break no limit";

/// Specialties named in one sentence, or listed without reasons, at most.
const NAMED: usize = 3;

/// What must be known before anything else: that the first breaks a limit, and what comes first of the others; then which
/// limit changes most, if nothing on the shortlist keeps them.
pub(super) fn first_of_all(report: &Report<'_>) -> Vec<String> {
    let Some(held) = &report.against_limits else { return Vec::new() };
    [the_first_breaks(report, held), dropping(report, held)].into_iter().flatten().collect()
}

fn the_first_breaks(report: &Report<'_>, held: &AgainstLimits) -> Option<String> {
    let pack = &report.content.pack;
    let first = report.ranking.first()?;
    let apart = held.breaks.first().filter(|apart| apart.ranked.specialty == first.specialty)?;
    let terms = broken(&apart.breaches);
    let limits = if terms.len() == 1 { "limit" } else { "limits" };
    let it = if report.limits.len() == 1 { "it" } else { "all your limits" };
    let others = match &held.first_that_keeps {
        Some(keeps) => {
            let near = &report.ranking[..near_the_top(report)];
            let equal = if keeps.tied { "equal " } else { "" };
            let place = if near.iter().any(|one| one.specialty == keeps.specialty) {
                String::new()
            } else {
                format!(" ({equal}{} of {})", ordinal(keeps.rank), report.ranking.len())
            };
            let keep = if comes_near(report, keeps.specialty) { "keep or nearly keep" } else { "keep" };
            format!("of those that {keep} {it}, {} comes first{place}", name(pack, keeps.specialty))
        }
        None => format!("nothing that is shown keeps {it}"),
    };
    let best = if first.tied { "fits as well as any" } else { "fits best" };
    Some(format!(
        "By your answers {} {best}, but it breaks your {limits} on {}; {others}.",
        name(pack, first.specialty),
        terms_of(pack, &terms)
    ))
}

/// Whether one that breaks no limit comes near one.
fn comes_near(report: &Report<'_>, specialty: SpecialtyId) -> bool {
    let shown = report.top.iter().chain(&report.first_that_keeps);
    shown.filter(|entry| entry.ranked.specialty == specialty).any(|entry| !entry.breaches.is_empty())
}

/// Which limit, dropped, would change most. Of one limit that goes without saying.
fn dropping(report: &Report<'_>, held: &AgainstLimits) -> Option<String> {
    if !held.whole_shortlist || report.limits.len() < 2 {
        return None;
    }
    let pack = &report.content.pack;
    let on_the_shortlist = &held.breaks[..report.shortlist.min(held.breaks.len())];
    let several = |apart: &Apart| broken(&apart.breaches).len() > 1;
    let change = match &held.dropping {
        Some(freeing) if !on_the_shortlist.iter().all(several) => format!(
            "The one on {} changes most: without it, {} would break none.",
            terms_of(pack, &[freeing.limit.term]),
            some_of(pack, &freeing.frees)
        ),
        _ => "Each breaks more than one, so dropping a single limit would not be enough.".to_owned(),
    };
    Some(format!("Nothing on your shortlist keeps all your limits. {change}"))
}

/// That it is not known whether a specialty keeps a limit.
pub(super) fn not_known(pack: &Pack, terms: &[DimensionId]) -> Option<String> {
    let limits = if terms.len() == 1 { "limit" } else { "limits" };
    let said = || format!("Not known whether it keeps your {limits} on {}: ask.", terms_of(pack, terms));
    (!terms.is_empty()).then(said)
}

/// What stands under the heading of the group.
pub(super) fn about_apart(report: &Report<'_>, held: &AgainstLimits) -> String {
    let (moved, first) = (held.moved(), near_the_top(report));
    let these = match moved {
        _ if first == 1 => "The first stands".to_owned(),
        _ if moved == first => format!("All of the first {first} stand"),
        1 => format!("One of the first {first} stands"),
        _ => format!("{moved} of the first {first} stand"),
    };
    let theirs = if moved == 1 { "Its place and chance are" } else { "Their places and chances are" };
    format!("{these} here. {theirs} what they would be without limits.")
}

/// How many of the first are looked at: the shortlist, or as many as are explained.
fn near_the_top(report: &Report<'_>) -> usize {
    report.shortlist.max(report.top.len()).min(report.ranking.len())
}

/// Those set apart that have no reasons of their own, as many as are worth listing, and how many more there are.
pub(super) fn unexplained<'a>(report: &'a Report<'_>) -> (Vec<&'a Apart>, Option<String>) {
    let explained =
        |apart: &&Apart| report.top.iter().any(|entry| entry.ranked.specialty == apart.ranked.specialty);
    let mut those: Vec<&Apart> = report
        .against_limits
        .iter()
        .flat_map(|held| &held.breaks)
        .filter(|apart| !explained(apart))
        .collect();
    let more = those.len().saturating_sub(NAMED);
    those.truncate(NAMED);
    (those, (more > 0).then(|| format!("and {more} more of your shortlist.")))
}

fn broken(breaches: &[ShownBreach]) -> Vec<DimensionId> {
    let broken = breaches.iter().filter(|shown| shown.breach.beyond == Beyond::Breaks);
    broken.map(|shown| shown.breach.limit.term).collect()
}

fn name(pack: &Pack, specialty: SpecialtyId) -> &str {
    &pack.specialty(specialty).name
}

fn terms_of(pack: &Pack, terms: &[DimensionId]) -> String {
    let names: Vec<String> = terms.iter().map(|term| lower_first(&pack.dimension(*term).name)).collect();
    listed(&names.iter().map(String::as_str).collect::<Vec<_>>())
}

fn some_of(pack: &Pack, specialties: &[SpecialtyId]) -> String {
    let mut names: Vec<String> =
        specialties.iter().take(NAMED).map(|id| name(pack, *id).to_owned()).collect();
    if specialties.len() > NAMED {
        names.push(count(specialties.len() - NAMED, "other"));
    }
    listed(&names.iter().map(String::as_str).collect::<Vec<_>>())
}
