//! Which figures rest on something old: a digit in a sentence, or a `figure`, whose source is of an earlier year or of
//! none.

use super::{Claim, Dossier, Figure, Pack, SpecialtyId};

/// A figure that rests on something older than asked for, or on a page without a year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OldFigure {
    /// Whose profile it stands in.
    pub specialty: SpecialtyId,
    /// Under which key of the file.
    pub key: String,
    /// The sentence.
    pub say: String,
    /// The year of what it rests on, if it has one.
    pub year: Option<u16>,
    /// Whether the sentence tells its reader: it names a year, or says that the page has none.
    pub says_so: bool,
}

/// Every figure older than `year`, by specialty and in the order of a profile.
#[must_use]
pub fn older_than(pack: &Pack, year: u16) -> Vec<OldFigure> {
    let mut found = Vec::new();
    for specialty in pack.specialty_ids() {
        let dossier = pack.dossier(specialty);
        for (key, claim, figure) in claims(pack, &dossier) {
            let source = dossier.source(claim).and_then(|source| source.year);
            let of = figure.map_or(source, |figure| figure.year.or(source));
            let counts = figure.is_some() || holds_a_number(&claim.say);
            if counts && of.is_none_or(|of| of < year) {
                let (say, says_so) = (claim.say.clone(), says_so(&claim.say, of));
                found.push(OldFigure { specialty, key, say, year: of, says_so });
            }
        }
    }
    found
}

/// Every sentence of a profile that names a source, with the key it stands under and the figure it rests on.
fn claims<'d>(pack: &Pack, dossier: &'d Dossier) -> Vec<(String, &'d Claim, Option<&'d Figure>)> {
    let whys = dossier
        .whys
        .iter()
        .map(|(id, why)| (format!("profile, {}", pack.dimension(*id).id), why, dossier.figures.get(id)));
    let lists = [("road", &dossier.road), ("likes", &dossier.likes), ("hard", &dossier.hard)];
    let listed =
        lists.into_iter().flat_map(|(key, all)| all.iter().map(move |claim| (key.to_owned(), claim, None)));
    let single = [("week", dossier.week.as_ref()), ("start_here", dossier.start_here.as_ref())];
    let single =
        single.into_iter().filter_map(|(key, claim)| claim.map(|claim| (key.to_owned(), claim, None)));
    let see = dossier.see.iter().map(|experience| ("see".to_owned(), &experience.claim, None));
    let facts = dossier.facts.iter().map(|fact| (format!("facts, {}", fact.topic), &fact.claim, None));
    single.chain(listed).chain(whys).chain(see).chain(facts).collect()
}

/// Whether a sentence holds a number; the name of a stage, such as ST4, is none.
fn holds_a_number(say: &str) -> bool {
    let before = std::iter::once(' ').chain(say.chars());
    before.zip(say.chars()).any(|(before, c)| c.is_ascii_digit() && !before.is_ascii_alphanumeric())
}

/// Whether a sentence names a year, or says that its page has none.
fn says_so(say: &str, year: Option<u16>) -> bool {
    let mut numbers =
        say.split(|c: char| !c.is_ascii_digit()).filter_map(|digits| digits.parse::<u16>().ok());
    numbers.any(|number| (1900..=2100).contains(&number))
        || (year.is_none() && say.contains("without a year"))
}

#[cfg(test)]
mod tests {
    use super::{holds_a_number, says_so};

    #[test]
    fn a_stage_is_no_number() {
        assert!(!holds_a_number("Entry is at ST4, after CT1 and CT2."));
        assert!(holds_a_number("Training takes 5 years from ST3."));
    }

    #[test]
    fn a_sentence_says_its_year_or_that_there_is_none() {
        assert!(says_so("In 2016 one in four worked part-time.", Some(2016)));
        assert!(says_so("Some 70% are on call at weekends (page without a year).", None));
        assert!(!says_so("Some 70% are on call at weekends (page without a year).", Some(2019)));
        assert!(!says_so("Training takes 5 years.", None));
    }
}
