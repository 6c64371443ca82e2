//! Respondents for the tests of every output.

use crate::answers::Answers;
use crate::answers::cohort::{Problem, Respondent};
use crate::matching::trial::simulation::{ResponseModel, respondent};
use crate::pack::{Pack, SpecialtyId};

/// Simulated respondents, the first with a hostile label and a problem, the last with no answer.
pub(super) fn cohort(pack: &Pack, number: u64) -> Vec<Respondent> {
    let one = |(place, each): (u64, usize)| {
        let specialty = SpecialtyId::new(7 * each % pack.specialties().len());
        let answers = match place + 1 {
            last if last == number => Answers::default(),
            _ => respondent(pack, specialty, &ResponseModel::REFERENCE, 3, place).0,
        };
        Respondent { row: place + 2, label: None, answers, problems: Vec::new() }
    };
    let mut cohort: Vec<Respondent> = (0..number).zip(0..).map(one).collect();
    cohort[0].label = Some("=cmd|' /C calc'!A0,\"<b>\u{202e}\u{1b}[2J".to_owned());
    cohort[0].problems = vec![Problem {
        row: 2,
        column: "+pace".to_owned(),
        cell: "@SUM(1)\n".to_owned(),
        reason: "no such option".to_owned(),
    }];
    cohort
}
