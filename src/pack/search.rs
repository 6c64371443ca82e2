//! Finding specialties by word.

use super::{Dossier, Pack, SpecialtyId};

/// A specialty that holds what was looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The specialty.
    pub specialty: SpecialtyId,
    /// The sentences that hold every word, in the order of its page; empty if the name says it all.
    pub sentences: Vec<String>,
}

/// Specialties whose name, summary, reasons or facts hold every one of the words, in any case. Those with the
/// words in their name come first, then those with most sentences.
#[must_use]
pub fn search(pack: &Pack, words: &str) -> Vec<Found> {
    let words: Vec<String> = words.split_whitespace().map(str::to_lowercase).collect();
    let holds = |text: &str| {
        let text = text.to_lowercase();
        words.iter().all(|word| text.contains(word))
    };
    let mut found: Vec<(bool, Found)> = Vec::new();
    for specialty in pack.specialty_ids() {
        let heading = pack.specialty(specialty);
        let in_name = holds(&format!("{} {}", heading.name, heading.slug));
        let dossier = pack.dossier(specialty);
        let sentences: Vec<String> =
            sentences(&dossier).into_iter().filter(|sentence| holds(sentence)).map(str::to_owned).collect();
        if in_name || !sentences.is_empty() {
            found.push((in_name, Found { specialty, sentences }));
        }
    }
    found.sort_by_key(|(in_name, found)| {
        (!in_name, std::cmp::Reverse(found.sentences.len()), found.specialty)
    });
    found.into_iter().map(|(_, found)| found).collect()
}

/// Every sentence about a specialty, each once.
fn sentences(dossier: &Dossier) -> Vec<&str> {
    let claims = dossier.week.iter().chain(&dossier.road).chain(&dossier.likes).chain(&dossier.hard);
    let mut all: Vec<&str> = vec![&dossier.summary];
    all.extend(claims.chain(dossier.facts.iter().map(|fact| &fact.claim)).map(|claim| claim.say.as_str()));
    for why in dossier.whys.values() {
        if !all.contains(&why.say.as_str()) {
            all.push(&why.say);
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::default_pack;

    #[test]
    fn names_come_first_and_every_word_counts() {
        let content = default_pack();
        let pack = &content.pack;
        let found = search(pack, "Palliative NURSE");
        let named = pack.specialty(found[0].specialty).name.to_lowercase();
        assert!(named.contains("palliative") && named.contains("nurse"), "{named}");
        assert!(search(pack, "palliative xyzzy").is_empty());
    }
}
