//! What a cohort's results hold of each respondent: one line, whatever the format.

use crate::Content;
use crate::answers::Counts;
use crate::answers::cohort::Respondent;
use crate::matching::certainty::{SHORTLIST_SHARE, posterior, shortlist};
use crate::matching::ranking::{Ranked, first};
use crate::matching::totals::Scorer;
use crate::pack::{Scope, SpecialtyId};

/// First places that a line holds.
pub const PLACES: usize = 5;

/// One respondent's result in short.
#[derive(Debug, Clone)]
pub struct Line {
    /// The row in the input.
    pub row: u64,
    /// What the respondent is called.
    pub label: Option<String>,
    /// How the questions were answered.
    pub counts: Counts,
    /// Cells that could not be read.
    pub problems: usize,
    /// What was shown.
    pub scope: Scope,
    /// The shortlist, best first; empty if nothing was answered.
    pub shortlist: Vec<SpecialtyId>,
    /// The chance that the best fit is on it; from 0 to 1.
    pub shortlist_chance: f64,
    /// The first few places with their chances of being the best fit; none if nothing was answered.
    pub places: Vec<(Ranked, f64)>,
}

/// Makes lines, one after the other; each thread has its own.
pub struct LineMaker<'c> {
    content: &'c Content,
    scorer: Scorer<'c>,
    scope: Option<Scope>,
}

impl<'c> LineMaker<'c> {
    /// For a pack; `scope` instead of what respondents chose, if there is one.
    #[must_use]
    pub fn new(content: &'c Content, scope: Option<Scope>) -> Self {
        Self { content, scorer: Scorer::new(&content.pack, &content.evidence), scope }
    }

    /// Scores a respondent.
    pub fn line(&mut self, respondent: &Respondent) -> Line {
        let pack = &self.content.pack;
        let answers = &respondent.answers;
        let counts = answers.counts(pack);
        let scope = self.scope.unwrap_or_else(|| answers.scope(pack));
        let mut line = Line {
            row: respondent.row,
            label: respondent.label.clone(),
            counts,
            problems: respondent.problems.len(),
            scope,
            shortlist: Vec::new(),
            shortlist_chance: 0.0,
            places: Vec::new(),
        };
        if counts.chosen == 0 {
            return line;
        }
        let totals = self.scorer.totals(answers);
        let shown: Vec<SpecialtyId> =
            pack.specialty_ids().filter(|id| scope.shows(pack.specialty(*id))).collect();
        let chances = posterior(&shown.iter().map(|id| totals[id.index()]).collect::<Vec<_>>());
        let chance_of = |id: SpecialtyId| shown.binary_search(&id).map_or(0.0, |place| chances[place]);
        let listed = shortlist(&chances, SHORTLIST_SHARE);
        line.shortlist = listed.iter().map(|place| shown[place.index()]).collect();
        line.shortlist_chance = line.shortlist.iter().map(|id| chance_of(*id)).sum();
        line.places = first(pack, answers, totals, scope, PLACES)
            .into_iter()
            .map(|ranked| (ranked, chance_of(ranked.specialty)))
            .collect();
        line
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answers::Answers;
    use crate::default_pack;
    use crate::matching::simulation::{ResponseModel, respondent};
    use crate::report::{Report, Wanted};

    #[test]
    fn a_line_says_what_the_report_says() {
        let content = default_pack();
        let mut maker = LineMaker::new(&content, None);
        for number in 0..20 {
            let (answers, _) =
                respondent(&content.pack, SpecialtyId::new(4 * number), &ResponseModel::REFERENCE, 8, 0);
            let report = Report::new(&content, &answers, &Wanted::default());
            let person = Respondent { row: 2, label: None, answers: answers.clone(), problems: Vec::new() };
            let line = maker.line(&person);
            assert_eq!(line.shortlist.len(), report.shortlist);
            for (place, (ranked, chance)) in line.places.iter().enumerate() {
                assert_eq!(*ranked, report.ranking[place]);
                assert!((chance - report.chances[place].best).abs() < 1e-12);
            }
        }
    }

    #[test]
    fn whoever_answered_nothing_gets_no_places() {
        let content = default_pack();
        let nobody = Respondent { row: 2, label: None, answers: Answers::default(), problems: Vec::new() };
        let line = LineMaker::new(&content, None).line(&nobody);
        assert!(line.places.is_empty() && line.shortlist.is_empty());
    }
}
