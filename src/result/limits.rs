//! Limits that a specialty does not keep, with its own sentence on the term.

use crate::matching::limits::{Breach, Limit, breaches};
use crate::pack::{Figure, Pack, Source, SpecialtyId};

/// A limit that a specialty does not keep, ready to be shown.
#[derive(Debug, Clone)]
pub struct ShownBreach {
    /// What is not kept, and by how much.
    pub breach: Breach,
    /// What the specialty asks of people on this term.
    pub why: String,
    /// What supports that.
    pub source: Option<Source>,
    /// The number that it rests on.
    pub figure: Option<Figure>,
}

/// What a specialty asks beyond the limits, each with its sentence.
#[must_use]
pub fn shown(pack: &Pack, limits: &[Limit], specialty: SpecialtyId) -> Vec<ShownBreach> {
    let breaches = breaches(pack, limits, specialty);
    if breaches.is_empty() {
        return Vec::new();
    }
    let dossier = pack.dossier(specialty);
    let show = |breach: Breach| {
        let why = dossier.whys.get(&breach.limit.term);
        ShownBreach {
            breach,
            why: why.map(|why| why.say.clone()).unwrap_or_default(),
            source: why.and_then(|why| dossier.source(why)).cloned(),
            figure: dossier.figures.get(&breach.limit.term).cloned(),
        }
    };
    breaches.into_iter().map(show).collect()
}
