//! What someone wants on one dimension, from the answers that say so.

use super::GivenAnswer;
use crate::answers::Importance;
use crate::pack::{DimensionId, Form, Kind, Pack, SpecialtyId};

/// Mean level from which the answers stand at the high end, and up to which they stand at the low one.
const HIGH: f64 = 3.5;
const LOW: f64 = 2.5;
/// Distance from the middle, in levels, from which someone *wants* it; nearer they *would like* it.
const FIRM: f64 = 1.5;
/// Distance, in levels, up to which what is not at an end counts as met.
const NEAR: f64 = 0.75;
/// Level in a group from which it is a regular part of the work.
const PART: f64 = 3.0;
/// Level up to which a specialty hardly has what a clause needs.
pub(super) const LACKING: f64 = 2.5;

/// A wish, or what was left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wish {
    /// What of working life it is about.
    pub dimension: DimensionId,
    /// What is wanted.
    pub what: Wanting,
    /// The answers that say so, in the order of the questions.
    pub answers: Vec<GivenAnswer>,
}

/// What the answers ask for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wanting {
    /// A clause of the pack: it can follow "You want", or says with whom, where, or what care is for.
    Clause {
        /// The pack's words.
        say: String,
        /// Whether it is wanted firmly.
        firm: bool,
    },
    /// One statement that was disagreed with: to say no to the one end is not yet to want the other.
    SaidNo,
    /// Options that were all left out of a question that takes several.
    LeftOut,
}

impl Wish {
    /// What these answers want on a dimension; nothing where they stand in its middle, or where the pack has no words for it.
    #[must_use]
    pub fn of(pack: &Pack, dimension: DimensionId, answers: &[GivenAnswer]) -> Option<Self> {
        let what = wanting(pack, dimension, answers)?;
        Some(Self { dimension, what, answers: answers.to_vec() })
    }

    /// Whether a reader would take it for a reason on the side that the evidence is on: the specialty stands where the wish is met,
    /// or missed, and the words are true of it.
    #[must_use]
    pub fn is_a_reason(&self, pack: &Pack, specialty: SpecialtyId, evidence: i64) -> bool {
        let of = pack.specialty(specialty);
        let needs = pack.dimension(self.dimension).clauses.needs.and_then(|needs| of.level(needs));
        let lacking = needs.is_some_and(|level| level <= LACKING);
        let shows = of.level(self.dimension).is_none_or(|level| {
            if evidence < 0 { self.is_missed_at(pack, level) } else { self.is_met_at(pack, level) }
        });
        !lacking && shows
    }

    /// Whether one of the answers behind it was marked as mattering a lot.
    #[must_use]
    pub fn matters(&self) -> bool {
        self.answers.iter().any(|given| given.chosen && given.importance == Importance::ALot)
    }

    /// Where the answers place someone on the dimension, from 1 to 5; nothing of what was left out.
    pub(super) fn level(&self, pack: &Pack) -> Option<f64> {
        mean(pack, self.dimension, &chosen(&self.answers))
    }

    /// Whether a specialty at this level can be said to meet it: a middle level does not meet a wish for an end, nor an end one for the
    /// middle. In a group the middle is a regular part of the work, and not to be somewhere is no reason for being elsewhere.
    fn is_met_at(&self, pack: &Pack, level: f64) -> bool {
        let dimension = pack.dimension(self.dimension);
        let Some(wanted) = self.level(pack) else { return true };
        match (dimension.kind, dimension.group()) {
            (Kind::Tolerance, _) => level - wanted <= NEAR,
            (Kind::Preference, Some(_)) => wanted >= HIGH && level >= PART,
            (Kind::Preference, None) if wanted >= HIGH => level >= HIGH,
            (Kind::Preference, None) if wanted <= LOW => level <= LOW,
            (Kind::Preference, None) => (level - wanted).abs() <= NEAR,
        }
    }

    /// Whether a specialty at this level can be said to miss it: a middle level does not miss a wish for an end either.
    fn is_missed_at(&self, pack: &Pack, level: f64) -> bool {
        let dimension = pack.dimension(self.dimension);
        match (dimension.kind, self.level(pack)) {
            (Kind::Preference, Some(wanted)) if dimension.group().is_none() && wanted >= HIGH => level <= LOW,
            (Kind::Preference, Some(wanted)) if dimension.group().is_none() && wanted <= LOW => level >= HIGH,
            _ => true,
        }
    }
}

fn chosen(answers: &[GivenAnswer]) -> Vec<GivenAnswer> {
    answers.iter().copied().filter(|given| given.chosen).collect()
}

fn wanting(pack: &Pack, dimension: DimensionId, answers: &[GivenAnswer]) -> Option<Wanting> {
    let chosen = chosen(answers);
    if chosen.is_empty() {
        return (!answers.is_empty()).then_some(Wanting::LeftOut);
    }
    let mean = mean(pack, dimension, &chosen)?;
    let about = pack.dimension(dimension);
    let at_an_end = match about.kind {
        _ if mean <= LOW => about.clauses.low.clone(),
        // What someone accepts is no wish, so a tolerance has words for its low end only.
        Kind::Preference if mean >= HIGH => about.clauses.high.clone(),
        Kind::Tolerance | Kind::Preference => None,
    };
    let firm = (mean - 3.0).abs() >= FIRM;
    let clause = |say| Wanting::Clause { say, firm };
    let [only] = chosen.as_slice() else { return at_an_end.map(clause) };
    match pack.question(only.question).form {
        Form::Statement if disagrees(pack, *only) => at_an_end.map(|_| Wanting::SaidNo),
        Form::Statement => at_an_end.map(clause),
        _ if !is_about(pack, *only, dimension) => None,
        _ => {
            let own = || own_clause(pack, dimension, *only);
            let say =
                if about.kind == Kind::Tolerance { own().or(at_an_end) } else { at_an_end.or_else(own) };
            say.map(clause)
        }
    }
}

/// Whether a statement was disagreed with: agreement stands at the high end, or at the low one where it is reversed.
fn disagrees(pack: &Pack, given: GivenAnswer) -> bool {
    let options = &pack.question(given.question).options;
    given.option.index() < options.len() / 2
}

/// Whether an option by itself says something on a dimension. One that places on several says what was taken, not what was passed
/// over: who would take over a difficult conversation did not say that they want no procedures.
fn is_about(pack: &Pack, given: GivenAnswer, dimension: DimensionId) -> bool {
    let places = &pack.question(given.question).options[given.option.index()].places;
    places.len() == 1
        || places.iter().any(|place| place.dimension == dimension && place.level.value() >= HIGH)
}

/// The words of an option that is about nothing else.
fn own_clause(pack: &Pack, dimension: DimensionId, given: GivenAnswer) -> Option<String> {
    let option = &pack.question(given.question).options[given.option.index()];
    let only = matches!(option.places.as_slice(), [place] if place.dimension == dimension);
    if only { option.clause.clone() } else { None }
}

/// Where the answers place someone on a dimension, by how much they matter.
fn mean(pack: &Pack, dimension: DimensionId, chosen: &[GivenAnswer]) -> Option<f64> {
    let (mut sum, mut weights) = (0.0, 0.0);
    for given in chosen {
        let places = &pack.question(given.question).options[given.option.index()].places;
        if let Some(place) = places.iter().find(|place| place.dimension == dimension) {
            #[allow(clippy::cast_precision_loss, reason = "1 or 2")]
            let weight = given.importance.factor() as f64;
            sum += weight * place.level.value();
            weights += weight;
        }
    }
    (weights > 0.0).then(|| sum / weights)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pack::{OptionId, QuestionId};

    fn given(pack: &Pack, question: &str, option: &str) -> GivenAnswer {
        let place = pack.questions().iter().position(|one| one.id == question).unwrap();
        let options = &pack.questions()[place].options;
        let option = options.iter().position(|one| one.id == option).unwrap();
        GivenAnswer {
            question: QuestionId::new(place),
            option: OptionId::new(option),
            chosen: true,
            importance: Importance::Usual,
        }
    }

    /// What some answers want on a dimension, as a reason for (1) or against (-1) a specialty.
    fn what(specialty: &str, dimension: &str, answers: &[(&str, &str)], evidence: i64) -> Option<Wanting> {
        let pack = &crate::default_pack().pack;
        let of = pack.specialty_ids().find(|id| pack.specialty(*id).slug == specialty).unwrap();
        let at = pack.dimension_ids().find(|id| pack.dimension(*id).id == dimension).unwrap();
        let answers: Vec<GivenAnswer> =
            answers.iter().map(|(question, option)| given(pack, question, option)).collect();
        let wish = Wish::of(pack, at, &answers).filter(|wish| wish.is_a_reason(pack, of, evidence));
        wish.map(|wish| wish.what)
    }

    fn says(wanting: Option<Wanting>) -> Option<String> {
        match wanting? {
            Wanting::Clause { say, .. } => Some(say),
            Wanting::SaidNo | Wanting::LeftOut => None,
        }
    }

    #[test]
    fn to_say_no_once_is_not_to_want_the_other_end() {
        let once = [("planned-days", "disagree")];
        assert_eq!(what("emergency-medicine", "pace", &once, 1), Some(Wanting::SaidNo));
        let twice = [("planned-days", "disagree"), ("minutes-matter", "agree")];
        assert!(says(what("emergency-medicine", "pace", &twice, 1)).is_some());
    }

    #[test]
    fn an_option_on_several_dimensions_says_what_was_taken() {
        let talk = [("colleague-asks", "conversation")];
        assert!(says(what("palliative-medicine", "communication", &talk, 1)).is_some());
        assert_eq!(what("general-psychiatry", "procedures", &talk, 1), None);
    }

    #[test]
    fn a_middle_level_neither_meets_nor_misses_a_wish_for_an_end() {
        let hands = [("work-with-hands", "strongly-agree")];
        assert_eq!(what("acute-internal-medicine", "procedures", &hands, 1), None);
        assert_eq!(what("acute-internal-medicine", "procedures", &hands, -1), None);
        assert!(what("general-surgery", "procedures", &hands, 1).is_some());
        assert!(what("general-psychiatry", "procedures", &hands, -1).is_some());
    }

    #[test]
    fn words_that_would_not_be_true_of_a_specialty_are_not_said() {
        let cure = [("cure-work", "strongly-agree")];
        assert_eq!(what("histopathology", "comfort", &cure, 1), None, "it meets no patients");
        assert!(what("general-surgery", "comfort", &cure, 1).is_some());
    }

    #[test]
    fn not_to_be_somewhere_is_no_reason_for_being_elsewhere() {
        let never = [("in-a-hospice", "strongly-disagree"), ("know-inside-out", "hospital")];
        assert_eq!(what("dermatology", "hospice", &never, 1), None);
        assert!(what("hospice-nurse", "hospice", &never, -1).is_some());
    }
}
