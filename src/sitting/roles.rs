//! The roles to look at beside a result.

use crate::pack::SpecialtyId;
use crate::result::Report;

/// Specialties to pick from before all others.
const NEAR: usize = 12;

/// All specialties in the order of the result, the focus of the pack among the first, so that both are at hand.
#[must_use]
pub fn to_pick_from(report: &Report<'_>) -> Vec<SpecialtyId> {
    let pack = &report.content.pack;
    let ranked = report.ranking.iter().map(|ranked| ranked.specialty);
    let mut order: Vec<SpecialtyId> = ranked.clone().take(NEAR).collect();
    for id in pack.focus().iter().copied().chain(ranked).chain(pack.specialty_ids()) {
        if !order.contains(&id) {
            order.push(id);
        }
    }
    order
}
