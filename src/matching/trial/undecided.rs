//! People whose answers point nowhere: whether the quiz lets them go in time, and says what is open.

use rayon::prelude::*;

use super::adaptive::Asked;
use super::aimless::{contradicting_sheet, sheet_on_the_fence};
use super::share;
use super::simulation::random_sheet;
use crate::answers::Answers;
use crate::matching::evidence::Evidence;
use crate::matching::next_question::OFFERED_AFTER;
use crate::matching::scoring::score;
use crate::matching::still_open::{Open, what_is_open};
use crate::pack::{Pack, Scope};

/// Why someone's answers point nowhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Undecided {
    /// In the middle of everything.
    OnTheFence,
    /// Once for and once against the same.
    Contradicting,
    /// Any answer.
    AtRandom,
}

impl Undecided {
    /// All kinds.
    pub const ALL: [Undecided; 3] = [Self::OnTheFence, Self::Contradicting, Self::AtRandom];

    /// Name for reports.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Undecided::OnTheFence => "on the fence",
            Undecided::Contradicting => "contradicting",
            Undecided::AtRandom => "at random",
        }
    }

    /// What such a person answers to everything.
    #[must_use]
    pub fn sheet(self, pack: &Pack, seed: u64, number: u64) -> Answers {
        match self {
            Undecided::OnTheFence => sheet_on_the_fence(pack, seed, number),
            Undecided::Contradicting => contradicting_sheet(pack, seed, number),
            Undecided::AtRandom => random_sheet(pack, seed, number),
        }
    }
}

/// What came of asking people of one kind until they could have a result; shares from 0 to 1.
#[derive(Debug, Clone, PartialEq)]
pub struct UndecidedResult {
    /// The kind.
    pub name: &'static str,
    /// People tried.
    pub respondents: usize,
    /// Questions after which the last of them had a result, or the offer of one.
    pub most_questions: usize,
    /// Share whose result was settled by then.
    pub settled: f64,
    /// Share who were offered a result that was not settled, and told what is open; the others were asked everything.
    pub offered: f64,
    /// Specialties that half of those were told are open, at most.
    pub median_open: usize,
}

/// Where one person got a result.
struct Let {
    questions: usize,
    open: Open,
}

/// Asks so many people of a kind.
#[must_use]
pub fn try_undecided(
    pack: &Pack,
    evidence: &Evidence,
    kind: Undecided,
    people: u64,
    seed: u64,
    done: &(dyn Fn() + Sync),
) -> UndecidedResult {
    let let_go: Vec<Let> = (0..people)
        .into_par_iter()
        .map(|number| {
            let one = ask_until_let_go(pack, evidence, &kind.sheet(pack, seed, number));
            done();
            one
        })
        .collect();
    let settled = let_go.iter().filter(|one| one.open == Open::Nothing).count();
    // Where a pack has so few questions that all were put before, nothing is offered.
    let asked_all = |one: &Let| one.questions >= pack.questions().len();
    let offered: Vec<&Let> =
        let_go.iter().filter(|one| one.open != Open::Nothing && !asked_all(one)).collect();
    let mut open: Vec<usize> = offered.iter().filter_map(|one| one.open.specialties()).collect();
    open.sort_unstable();
    UndecidedResult {
        name: kind.name(),
        respondents: let_go.len(),
        most_questions: let_go.iter().map(|one| one.questions).max().unwrap_or(0),
        settled: share(settled, let_go.len()),
        offered: share(offered.len(), let_go.len()),
        median_open: open.get(open.len() / 2).copied().unwrap_or(0),
    }
}

/// Puts questions until the result is settled or offered, as the quiz does.
fn ask_until_let_go(pack: &Pack, evidence: &Evidence, everything: &Answers) -> Let {
    let mut asked = Asked::default();
    loop {
        let scores = score(pack, evidence, &asked.answers);
        let open = what_is_open(pack, &scores, Scope::EVERYTHING, &asked.answers, &asked.put);
        let questions = asked.put.len();
        if open == Open::Nothing || questions >= OFFERED_AFTER || !asked.put_next(pack, evidence, everything)
        {
            return Let { questions, open };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::default_pack;

    /// What the quiz promises: whoever's answers point nowhere may have a result after 32 questions at most, and hears
    /// which specialties are open.
    #[test]
    fn whoever_is_undecided_is_let_go_in_time_and_told_what_is_open() {
        let content = default_pack();
        for kind in Undecided::ALL {
            for number in 0..3 {
                let everything = kind.sheet(&content.pack, 5, number);
                let one = ask_until_let_go(&content.pack, &content.evidence, &everything);
                assert!(one.questions <= 32, "{}: {}", kind.name(), one.questions);
                assert!(one.open.specialties() != Some(0), "{}: {:?}", kind.name(), one.open);
            }
        }
    }
}
