//! "Did you mean …?": the known words that a mistyped one was meant to be.

use std::cmp::Reverse;

/// A known id, and what people call the thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Known<'a> {
    /// The id.
    pub id: &'a str,
    /// Its name, or other words for people; may be empty.
    pub name: &'a str,
}

impl<'a> Known<'a> {
    /// An id that needs no other words.
    #[must_use]
    pub fn by_id(id: &'a str) -> Self {
        Self { id, name: "" }
    }
}

/// Longer than this a word is nobody's typing slip, and comparing costs its length.
const LONGEST: usize = 80;
/// Fewest letters of a word that may stand for the whole.
const FEWEST_LETTERS: usize = 3;
/// How many known words are named at most.
const NAMED: usize = 5;

/// The known word nearest to a mistyped one, or nothing if all are too far off to be meant.
#[must_use]
pub fn nearest<'a>(wrong: &str, known: &[&'a str]) -> Option<&'a str> {
    let wrong = comparable(wrong)?;
    if let Some((_, word)) = slips(&wrong, known.iter().copied()).into_iter().min() {
        return Some(word);
    }
    // A word left unfinished, or with its ending dropped, is meant too if nothing else starts like it.
    let mut starting = known.iter().filter(|word| {
        wrong.len() >= FEWEST_LETTERS && (word.starts_with(&wrong) || wrong.starts_with(**word))
    });
    match (starting.next(), starting.next()) {
        (Some(word), None) => Some(word),
        _ => None,
    }
}

/// The known ids that may have been meant: one that differs by a slip of the keys or, failing that, all that hold most of
/// the words typed, in the id or in the name; whole words before beginnings, and ids before names.
#[must_use]
pub fn near<'a>(typed: &str, known: &[Known<'a>]) -> Vec<&'a str> {
    let Some(wrong) = comparable(typed) else { return Vec::new() };
    let slip = slips(&wrong, known.iter().map(|one| one.id)).into_iter().min();
    if let Some((_, id)) = slip {
        return vec![id];
    }
    let typed = telling(&wrong);
    let likenesses = known.iter().map(|one| (Likeness::of(&typed, *one), one.id));
    let mut found: Vec<(Likeness, &str)> =
        likenesses.filter(|(likeness, _)| 2 * likeness.words > typed.len()).collect();
    let best = found.iter().map(|(likeness, _)| *likeness).max();
    found.retain(|(likeness, _)| Some(*likeness) == best);
    // What begins with what was typed comes first, and of these what adds least to it.
    let begins = |id: &str| words(id).next().zip(typed.first()).map_or(0, |(id, typed)| alike(typed, id));
    found.sort_unstable_by_key(|(_, id)| (Reverse(begins(id)), id.len(), *id));
    found.into_iter().map(|(_, id)| id).collect()
}

/// `did you mean …?`, or nothing where nothing is near. Of many the first few are named, and the rest counted.
#[must_use]
pub fn did_you_mean(near: &[&str]) -> Option<String> {
    let quoted: Vec<String> = near.iter().take(NAMED).map(|id| format!("`{id}`")).collect();
    let (last, others) = quoted.split_last()?;
    let more = near.len() - quoted.len();
    Some(match (others.is_empty(), more) {
        (true, _) => format!("did you mean {last}?"),
        (false, 0) => format!("did you mean {} or {last}?", others.join(", ")),
        (false, more) => format!("did you mean {}, {last} or one of {more} more?", others.join(", ")),
    })
}

/// As ids are written, unless nobody would type so much.
fn comparable(typed: &str) -> Option<String> {
    (typed.len() <= LONGEST).then(|| typed.trim().to_lowercase().replace([' ', '_'], "-"))
}

/// Those that differ from what was typed by a few slips of the keys, with how many.
fn slips<'a>(wrong: &str, known: impl Iterator<Item = &'a str>) -> Vec<(usize, &'a str)> {
    let length = wrong.chars().count();
    let allowed = (length / 3).clamp(1, 3);
    known
        // Comparing letter by letter is slow, and what differs in length by more is further off.
        .filter(|word| word.chars().count().abs_diff(length) <= allowed)
        .map(|word| (strsim::damerau_levenshtein(wrong, word), word))
        .filter(|(slips, _)| *slips <= allowed)
        .collect()
}

/// The words that tell one thing from another: short ones such as "and" only where there is nothing else.
fn telling(typed: &str) -> Vec<&str> {
    let of = |letters: usize| words(typed).filter(|word| word.len() >= letters).collect::<Vec<_>>();
    let long = of(FEWEST_LETTERS + 1);
    if long.is_empty() { of(FEWEST_LETTERS) } else { long }
}

/// How much of what was typed a known thing holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Likeness {
    /// How many of the words.
    words: usize,
    /// How nearly: the sum over the words, each from 1 to 6.
    nearly: usize,
}

impl Likeness {
    fn of(typed: &[&str], known: Known<'_>) -> Self {
        let name = known.name.to_lowercase();
        let each = typed.iter().map(|word| {
            // What stands in the id counts as much more as a whole word does than a slip.
            let in_id = words(known.id).map(|one| alike(word, one)).max().unwrap_or(0);
            let in_name = words(&name).map(|one| alike(word, one)).max().unwrap_or(0);
            if in_id > 0 { in_id + 3 } else { in_name }
        });
        let (mut words, mut nearly) = (0, 0);
        for alike in each.filter(|alike| *alike > 0) {
            words += 1;
            nearly += alike;
        }
        Self { words, nearly }
    }
}

/// How alike two words are: 3 the same, 2 one begins with the other, 1 a slip apart, 0 not at all.
fn alike(typed: &str, known: &str) -> usize {
    if typed == known {
        return 3;
    }
    if known.starts_with(typed) || (known.len() > FEWEST_LETTERS && typed.starts_with(known)) {
        return 2;
    }
    // Few people mistype the first letter, and comparing letter by letter is slow.
    let may_slip = typed.len() > FEWEST_LETTERS
        && typed.len().abs_diff(known.len()) <= 1
        && typed.chars().next() == known.chars().next();
    usize::from(may_slip && strsim::damerau_levenshtein(typed, known) == 1)
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROLES: [Known<'static>; 4] = [
        Known { id: "garden-care", name: "Care of gardens" },
        Known { id: "garden-design", name: "Designing gardens" },
        Known { id: "tree-surgery", name: "Trees and hedges" },
        Known { id: "ponds", name: "Ponds and streams" },
    ];

    #[test]
    fn a_near_word_is_suggested_and_a_far_one_is_not() {
        let known = ["hospice", "home", "ward"];
        assert_eq!(nearest("hospise", &known), Some("hospice"));
        assert_eq!(nearest("hosp", &known), Some("hospice"));
        assert_eq!(nearest("submarine", &known), None);
        assert_eq!(nearest(&"h".repeat(LONGEST + 1), &known), None);
    }

    #[test]
    fn a_slip_means_one_and_a_word_all_that_hold_it() {
        assert_eq!(near("gardencare", &ROLES), ["garden-care"]);
        assert_eq!(near("Garden", &ROLES), ["garden-care", "garden-design"]);
        assert_eq!(near("gardn", &ROLES), ["garden-care", "garden-design"]);
        assert_eq!(near("surgery", &ROLES), ["tree-surgery"]);
        assert_eq!(near("submarine", &ROLES), Vec::<&str>::new());
        assert_eq!(near("", &ROLES), Vec::<&str>::new());
    }

    #[test]
    fn names_count_where_ids_say_nothing_and_most_words_must_be_there() {
        assert_eq!(near("hedges", &ROLES), ["tree-surgery"]);
        assert_eq!(near("design of gardens", &ROLES), ["garden-design"]);
        assert_eq!(near("hills and hedges and", &ROLES), Vec::<&str>::new());
        assert_eq!(near("streams underground", &ROLES), Vec::<&str>::new());
    }

    #[test]
    fn many_are_named_in_part_and_counted() {
        assert_eq!(did_you_mean(&[]), None);
        assert_eq!(did_you_mean(&["a"]).as_deref(), Some("did you mean `a`?"));
        assert_eq!(did_you_mean(&["a", "b", "c"]).as_deref(), Some("did you mean `a`, `b` or `c`?"));
        let many = did_you_mean(&["a", "b", "c", "d", "e", "f", "g"]).unwrap();
        assert!(many.ends_with("`e` or one of 2 more?"), "{many}");
    }
}
