//! What to do next: experiences to go and see, and where to read on.

use super::Report;
use crate::pack::{Experience, QuestionId, Source, SpecialtyId};

/// Experiences suggested, at most.
const EXPERIENCES: usize = 3;
/// Specialties among the first whose experiences may settle what was not seen yet.
const NEAR: usize = 5;
/// How far down the order something open is looked for, where nothing among the first is.
const FURTHER: usize = 20;
/// Specialties among the first to see, or to read about, whatever was seen.
const FIRST: usize = 3;

/// Something that shows what the work is like.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GoAndSee {
    /// Of which specialty.
    pub specialty: SpecialtyId,
    /// What it is, and whom to ask.
    pub experience: Experience,
    /// What supports that it can be had.
    pub source: Option<Source>,
    /// The questions answered with "not seen yet" that it would help with.
    pub settles: Vec<QuestionId>,
    /// Whether it is open to whoever answered.
    pub open: Openness,
}

/// Whether something is open to whoever answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Openness {
    /// It is.
    ToYou,
    /// Nothing near the top is, and this stands in for it.
    ToOthers,
    /// It is not known who answered.
    NotKnown,
}

/// A page to read first about a specialty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadOn {
    /// Which specialty.
    pub specialty: SpecialtyId,
    /// What the page has.
    pub say: String,
    /// The page.
    pub source: Source,
}

/// What to go and see: something of the first specialty, then what would settle what was not seen yet, then something of the
/// next ones.
///
/// `unseen` are the questions answered with "not seen yet", what would settle most first.
pub(super) fn go_and_see(report: &Report<'_>, unseen: &[QuestionId]) -> Vec<GoAndSee> {
    let further: Vec<SpecialtyId> = report.keeping().take(FURTHER).collect();
    let near = &further[..NEAR.min(further.len())];
    let is_open = |one: &GoAndSee| one.open != Openness::ToOthers;
    let all = offers(report, near, unseen);
    let mut choice =
        Choice { offers: all.iter().filter(|one| is_open(one)).cloned().collect(), picked: Vec::new() };
    choice.pick(|one| Some(&one.specialty) == near.first());
    for question in unseen {
        if !choice.picked.iter().any(|one| one.settles.contains(question)) {
            choice.pick(|one| one.settles.contains(question));
        }
    }
    for next in near.iter().take(FIRST).skip(1) {
        choice.pick(|one| one.specialty == *next);
    }
    if choice.picked.is_empty() {
        choice.offers = offers(report, &further, unseen);
        choice.pick(is_open);
    }
    if choice.picked.is_empty() {
        choice.offers = all;
        choice.pick(|_| true);
    }
    choice.picked
}

/// Where to read on about the first specialties.
pub(super) fn read_on(report: &Report<'_>) -> Vec<ReadOn> {
    let pack = &report.content.pack;
    let page = |specialty| {
        let dossier = pack.dossier(specialty);
        let claim = dossier.start_here.clone()?;
        let source = dossier.source(&claim)?.clone();
        Some(ReadOn { specialty, say: claim.say, source })
    };
    report.keeping().take(FIRST).filter_map(page).collect()
}

/// What some specialties have to be seen, in their order.
fn offers(report: &Report<'_>, specialties: &[SpecialtyId], unseen: &[QuestionId]) -> Vec<GoAndSee> {
    let pack = &report.content.pack;
    let audiences = report.scope.audiences();
    let openness = |experience: &Experience| match audiences.as_slice() {
        [] => Openness::NotKnown,
        _ if experience.open_to.iter().any(|one| audiences.contains(one)) => Openness::ToYou,
        _ => Openness::ToOthers,
    };
    let settles = |experience: &Experience| -> Vec<QuestionId> {
        let shown = |question: &&QuestionId| {
            let asked = pack.question(**question).dimensions();
            experience.shows.iter().any(|dimension| asked.contains(dimension))
        };
        unseen.iter().filter(shown).copied().collect()
    };
    let mut offers = Vec::new();
    for specialty in specialties {
        let dossier = pack.dossier(*specialty);
        for experience in &dossier.see {
            offers.push(GoAndSee {
                specialty: *specialty,
                source: dossier.source(&experience.claim).cloned(),
                settles: settles(experience),
                experience: experience.clone(),
                open: openness(experience),
            });
        }
    }
    offers
}

/// What is on offer, and what was picked of it.
struct Choice {
    offers: Vec<GoAndSee>,
    picked: Vec<GoAndSee>,
}

impl Choice {
    /// Picks, of the offers that are wanted and say something new, the one that settles most; of equals the
    /// first.
    fn pick(&mut self, wanted: impl Fn(&GoAndSee) -> bool) {
        if self.picked.len() == EXPERIENCES {
            return;
        }
        let same = |a: &GoAndSee, b: &GoAndSee| a.experience.claim.say == b.experience.claim.say;
        let new = |one: &&GoAndSee| !self.picked.iter().any(|other| same(other, one));
        let offers =
            self.offers.iter().enumerate().filter(|(_, one)| wanted(one)).filter(|(_, one)| new(one));
        let best = offers.max_by_key(|(place, one)| (one.settles.len(), std::cmp::Reverse(*place)));
        if let Some((_, best)) = best {
            let best = best.clone();
            self.picked.push(best);
        }
    }
}
