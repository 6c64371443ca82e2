//! A row of results: what every format of a cohort's results says about one respondent, made once.

use crate::answers::cohort::Respondent;
use crate::matching::placing::{Placer, Placing, TOP};
use crate::matching::ranking::{Fit, FitBand};
use crate::pack::{Pack, Scope, SpecialtyId};

/// One respondent's row.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// Where the respondent stands in the input; see [`Respondent::row`].
    pub row: u64,
    /// What the respondent is called, as it was typed.
    pub label: Option<String>,
    /// How many cells could not be read.
    pub unreadable: usize,
    /// Where the answers put the specialties.
    pub placing: Placing,
}

impl Line {
    /// Scores one respondent; in the scope that the answers say, if none is given. Nothing is explained: that is for
    /// a whole report.
    #[must_use]
    pub fn of(placer: &mut Placer<'_>, respondent: &Respondent, scope: Option<Scope>) -> Line {
        Line {
            row: respondent.row,
            label: respondent.label.clone(),
            unreadable: respondent.problems.len(),
            placing: placer.place(&respondent.answers, scope),
        }
    }

    /// Hands each value to `put`, in the order of [`columns`].
    ///
    /// # Errors
    /// The first that `put` gives.
    pub fn each<E>(&self, pack: &Pack, mut put: impl FnMut(Value<'_>) -> Result<(), E>) -> Result<(), E> {
        let placing = &self.placing;
        put(Value::Count(self.row))?;
        put(self.label.as_deref().map_or(Value::Nothing, Value::Typed))?;
        let counts = placing.counts;
        for number in [counts.chosen, counts.dont_mind, counts.not_seen_yet, counts.skipped, self.unreadable]
        {
            put(Value::Count(number as u64))?;
        }
        put(Value::Word(placing.scope.id()))?;
        put(Value::Specialties(&placing.first))?;
        put(Value::Specialties(&placing.shortlist))?;
        put(if placing.shortlist.is_empty() { Value::Nothing } else { chance(placing.shortlist_chance) })?;
        for place in 0..TOP {
            let Some(placed) = placing.top.get(place) else {
                for _ in 0..4 {
                    put(Value::Nothing)?;
                }
                continue;
            };
            put(Value::Word(&pack.specialty(placed.specialty).slug))?;
            put(band_id(placed.fit).map_or(Value::Nothing, Value::Word))?;
            put(Value::Count(placed.fit.agree as u64))?;
            put(chance(placed.chance))?;
        }
        Ok(())
    }
}

/// A value of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Value<'a> {
    /// An empty cell.
    Nothing,
    /// A whole number.
    Count(u64),
    /// A chance in whole millionths.
    Millionths(u64),
    /// An id, which is harmless anywhere.
    Word(&'a str),
    /// What a user typed, which need not be.
    Typed(&'a str),
    /// Slugs, joined with [`BETWEEN`].
    Specialties(&'a [SpecialtyId]),
}

/// What stands between the slugs of a list.
pub const BETWEEN: &str = ";";

/// The columns of a row, each with what it holds.
#[must_use]
pub fn columns() -> Vec<(String, String)> {
    let mut columns: Vec<(String, String)> = [
        ("row", "Where the respondent stands in the input; in a table, the heading is row 1"),
        ("label", "What the respondent is called, if a column for that was named"),
        ("answered", "Questions for which an option was chosen; the scope question does not count here"),
        ("dont_mind", "Questions answered with \u{201c}don't mind\u{201d}: no preference"),
        ("not_seen_yet", "Questions answered with \u{201c}not seen yet\u{201d}"),
        ("skipped", "Questions not asked, not answered, or not readable"),
        ("unreadable", "Cells that could not be read and count as skipped; problems.csv lists them"),
        ("scope", "What is shown and counted: doctor, team or all"),
        ("first", "The specialty that fits best, with all that cannot be told apart from it; empty if nothing was answered"),
        ("shortlist", "The smallest set, no tie cut, that held the best fit 80 times of 100 or more in simulations, best first"),
        ("shortlist_chance", "The chance that the best fit is on the shortlist, from 0 to 1"),
    ]
    .map(|(name, meaning)| (name.to_owned(), meaning.to_owned()))
    .to_vec();
    for place in 1..=TOP {
        columns.extend([
            (format!("top_{place}"), format!("The specialty in place {place}; equal scores by slug")),
            (
                format!("top_{place}_fit"),
                "Its fit band: strong if at least four in five of the answers agree with it, good two in three, \
                 partial half, weak fewer"
                    .to_owned(),
            ),
            (format!("top_{place}_agree"), "How many of the chosen options agree with it".to_owned()),
            (
                format!("top_{place}_chance"),
                "The chance that it is the best fit among those shown, from 0 to 1; an upper bound".to_owned(),
            ),
        ]);
    }
    columns
}

fn band_id(fit: Fit) -> Option<&'static str> {
    fit.band().map(|band| match band {
        FitBand::Strong => "strong",
        FitBand::Good => "good",
        FitBand::Partial => "partial",
        FitBand::Weak => "weak",
    })
}

fn chance(chance: f64) -> Value<'static> {
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "from 0 to a million")]
    let millionths = libm::round(chance.clamp(0.0, 1.0) * 1e6) as u64;
    Value::Millionths(millionths)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::default_pack;
    use crate::matching::trial::simulation::{ResponseModel, random_sheet, respondent};
    use crate::report::room::sample::cohort;
    use crate::result::{Report, Wanted};

    #[test]
    fn a_row_has_a_value_for_each_column() {
        let content = default_pack();
        let mut placer = Placer::new(&content.pack, &content.evidence);
        for respondent in cohort(&content.pack, 6) {
            let mut values = 0;
            let line = Line::of(&mut placer, &respondent, None);
            let counted: Result<(), ()> = line.each(&content.pack, |_| {
                values += 1;
                Ok(())
            });
            counted.unwrap();
            assert_eq!(values, columns().len());
        }
    }

    #[test]
    fn a_placing_holds_the_numbers_of_the_whole_report() {
        let content = default_pack();
        let pack = &content.pack;
        let mut placer = Placer::new(pack, &content.evidence);
        for number in 0..40_usize {
            let model = &ResponseModel::ALL[number % ResponseModel::ALL.len()];
            let sheet = match number % 3 {
                0 => random_sheet(pack, 9, number as u64),
                1 => respondent(pack, SpecialtyId::new(2 * number), model, 9, 1).0,
                _ => respondent(pack, SpecialtyId::new(2 * number), &ResponseModel::REFERENCE, 9, 2).0,
            };
            let scope = Scope::every().nth(number % 8).unwrap_or_default();
            let wanted = Wanted { scope: Some(scope), top: TOP, ..Wanted::default() };
            let report = Report::new(&content, &sheet, &wanted);
            let placing = placer.place(&sheet, Some(scope));
            assert_eq!(placing.counts, report.counts);
            assert_eq!(placing.shortlist.len(), report.shortlist);
            assert!(placing.shortlist_chance.total_cmp(&report.shortlist_chance).is_eq());
            let leaders = report.ranking.iter().filter(|ranked| ranked.rank == 1);
            assert_eq!(placing.first, leaders.map(|ranked| ranked.specialty).collect::<Vec<_>>());
            for ((placed, ranked), chances) in placing.top.iter().zip(&report.ranking).zip(&report.chances) {
                assert_eq!(
                    (placed.specialty, placed.rank, placed.tied, placed.fit),
                    (ranked.specialty, ranked.rank, ranked.tied, ranked.fit)
                );
                assert!(placed.chance.total_cmp(&chances.best).is_eq());
            }
            assert_eq!(placing.top.len(), TOP);
        }
    }
}
