//! Two or three specialties side by side, the greatest differences first.

use super::profile::bar;
use crate::pack::{DimensionId, Pack, SpecialtyId};
use crate::report::text::Style;
use crate::report::words::wrapped;

/// The comparison: where they differ, with reasons, then where they are alike.
#[must_use]
pub fn render(pack: &Pack, compared: &[SpecialtyId], style: Style) -> String {
    let mut out = String::new();
    for (place, id) in compared.iter().enumerate() {
        let specialty = pack.specialty(*id);
        let line = format!("{}  {}", letter(place), specialty.name);
        out.push_str(&style.bold(&wrapped(&line, style.width, "", "   ")));
        out.push_str(&wrapped(&pack.dossier(*id).summary, style.width, "   ", "   "));
    }
    let (differ, alike) = apart(pack, compared);
    out.push_str(&format!("\n{}\n", style.bold("Where they differ, the greatest differences first")));
    for dimension in differ {
        out.push_str(&difference(pack, compared, dimension, style));
    }
    let names: Vec<&str> = alike.iter().map(|dimension| pack.dimension(*dimension).name.as_str()).collect();
    if !names.is_empty() {
        out.push_str(&format!("\n{}\n", style.bold("Where they are alike")));
        out.push_str(&wrapped(&format!("{}.", names.join("; ")), style.width, "  ", "  "));
    }
    out
}

/// The dimensions on which specialties differ by a level or more, the greatest differences first, and all others.
#[must_use]
pub fn apart(pack: &Pack, compared: &[SpecialtyId]) -> (Vec<DimensionId>, Vec<DimensionId>) {
    let gap = |dimension: DimensionId| {
        let levels = compared.iter().filter_map(|id| pack.specialty(*id).level(dimension));
        let (low, high) =
            levels.fold((f64::MAX, f64::MIN), |(low, high), level| (low.min(level), high.max(level)));
        high - low
    };
    let mut dimensions: Vec<DimensionId> = pack.dimension_ids().collect();
    dimensions.sort_by(|a, b| gap(*b).total_cmp(&gap(*a)).then(a.cmp(b)));
    dimensions.into_iter().partition(|dimension| gap(*dimension) >= 1.0)
}

/// A dimension with its ends, or its group.
#[must_use]
pub fn heading(pack: &Pack, dimension: DimensionId) -> String {
    let about = pack.dimension(dimension);
    let (low, high) = pack.ends(dimension);
    about.group().map_or_else(
        || format!("{}: {low} … {high}", about.name),
        |group| format!("{}: {}", pack.groups()[group].name, about.name),
    )
}

/// One dimension: each one's bar and its reason.
fn difference(pack: &Pack, compared: &[SpecialtyId], dimension: DimensionId, style: Style) -> String {
    let mut out = wrapped(&heading(pack, dimension), style.width, "  ", "    ");
    for (place, id) in compared.iter().enumerate() {
        let bar = bar(pack.specialty(*id).at(dimension));
        let dossier = pack.dossier(*id);
        let why = dossier.whys.get(&dimension).map(|why| why.say.as_str()).unwrap_or_default();
        let line = format!("{} {bar}  {why}", letter(place));
        out.push_str(&wrapped(line.trim_end(), style.width, "    ", "             "));
    }
    out
}

fn letter(place: usize) -> char {
    ['A', 'B', 'C'][place.min(2)]
}
