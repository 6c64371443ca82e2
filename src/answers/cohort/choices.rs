//! Several choices in one cell: `a;b;` (Microsoft Forms), `a;b` (Google Forms' own download), `a, b` (Google Sheets) or one
//! a line. What parts choices may also stand inside one, and no service marks it; so a cell is read as the known options
//! that cover it whole. If more than one set of options does, nobody can say which was meant.

use std::collections::BTreeSet;

use crate::answers::plain_words::plain_answer;

/// What can part choices.
pub const SEPARATORS: [char; 4] = [',', ';', '\n', '|'];
/// Stretches between separators at most: forty options of five.
const MOST_PIECES: usize = 200;

/// Why a cell is no list of options.
#[derive(Debug, PartialEq, Eq)]
pub enum NoChoice {
    /// This piece is none, or begins none.
    Unknown(String),
    /// It can be read in two ways.
    Ambiguous,
    /// More pieces than all options have.
    TooLong,
}

/// A cell as pieces: the words between separators, and what follows each.
struct Pieces(Vec<(String, char)>);

impl Pieces {
    fn of(text: &str) -> Self {
        let mut pieces: Vec<(String, char)> = Vec::new();
        for part in text.split_inclusive(SEPARATORS) {
            let separator = part.chars().next_back().filter(|last| SEPARATORS.contains(last));
            let words = plain_answer(part.trim_end_matches(SEPARATORS));
            // Empty ones come from a separator at the end, or from two in a row.
            if !words.is_empty() {
                pieces.push((words, separator.unwrap_or('\n')));
            }
        }
        Self(pieces)
    }

    fn joined(&self, from: usize, to: usize) -> String {
        let mut text = String::new();
        for (place, (words, separator)) in self.0[from..to].iter().enumerate() {
            text.push_str(words);
            if from + place + 1 < to {
                text.push(*separator);
            }
        }
        text
    }
}

/// An option's words as [`cover`] looks them up.
#[must_use]
pub fn key(words: &str) -> String {
    let pieces = Pieces::of(words);
    pieces.joined(0, pieces.0.len())
}

/// The separators inside an option.
#[must_use]
pub fn separators(key: &str) -> usize {
    key.matches(SEPARATORS).count()
}

/// Reads a cell as a list of what `known` knows by its [`key`]; no key holds more than `most` separators.
///
/// # Errors
/// Why it is none.
pub fn cover<T: Copy + Ord>(
    text: &str,
    most: usize,
    known: impl Fn(&str) -> Option<T>,
) -> Result<Vec<T>, NoChoice> {
    let pieces = Pieces::of(text);
    if pieces.0.is_empty() {
        return Ok(Vec::new());
    }
    if pieces.0.len() > MOST_PIECES {
        return Err(NoChoice::TooLong);
    }
    // Microsoft Forms ends every choice with a semicolon, so there nothing else parts them.
    let styles: BTreeSet<char> = match text.trim_end().chars().next_back() {
        Some(';') => BTreeSet::from([';']),
        _ => pieces.0.iter().map(|(_, separator)| *separator).collect(),
    };
    let mut found = BTreeSet::new();
    let mut reached = 0;
    for style in styles {
        let ways = Ways::of(&pieces, style, most, &known);
        reached = reached.max(ways.reached());
        if !ways.collect(&mut found) {
            return Err(NoChoice::Ambiguous);
        }
    }
    match (found.pop_first(), found.is_empty()) {
        (Some(covered), true) => Ok(covered),
        (Some(_), false) => Err(NoChoice::Ambiguous),
        (None, _) => {
            Err(NoChoice::Unknown(pieces.0.get(reached).map_or(String::new(), |(words, _)| words.clone())))
        }
    }
}

/// What is known of a cell that is no list of what `known` knows, and the rest in its words: options beside what someone
/// wrote of their own. As much as can be is known.
pub fn known_part<T: Copy>(
    text: &str,
    most: usize,
    known: impl Fn(&str) -> Option<T>,
) -> (Vec<T>, Vec<String>) {
    let pieces = Pieces::of(text);
    let length = pieces.0.len();
    if length > MOST_PIECES {
        return (Vec::new(), Vec::new());
    }
    // For the pieces before each place: how many can be known, and where and as what the last stretch of them begins.
    let mut best: Vec<(usize, usize, Option<T>)> = vec![(0, 0, None)];
    for to in 1..=length {
        let mut here = (best[to - 1].0, to - 1, None);
        for (from, before) in best.iter().enumerate().skip(to.saturating_sub(most + 1)) {
            let count = before.0 + to - from;
            if count > here.0
                && let Some(what) = known(&pieces.joined(from, to))
            {
                here = (count, from, Some(what));
            }
        }
        best.push(here);
    }
    let (mut found, mut rest) = (Vec::new(), Vec::new());
    let (mut to, mut unknown_to) = (length, length);
    loop {
        let (from, what) = if to == 0 { (0, None) } else { (best[to].1, best[to].2) };
        if (to == 0 || what.is_some()) && to < unknown_to {
            rest.push(pieces.joined(to, unknown_to));
        }
        if to == 0 {
            break;
        }
        if let Some(what) = what {
            found.push(what);
            unknown_to = from;
        }
        to = from;
    }
    found.reverse();
    rest.reverse();
    (found, rest)
}

/// For each piece, the known stretches that end before it, as where they begin and what they are.
struct Ways<T>(Vec<Vec<(usize, T)>>);

impl<T: Copy + Ord> Ways<T> {
    /// Ways to cover the pieces if `style` is what parts them.
    fn of(pieces: &Pieces, style: char, most: usize, known: &impl Fn(&str) -> Option<T>) -> Self {
        let length = pieces.0.len();
        let mut ways: Vec<Vec<(usize, T)>> = (0..=length).map(|_| Vec::new()).collect();
        for from in 0..length {
            let starts = from == 0 || (pieces.0[from - 1].1 == style && !ways[from].is_empty());
            if !starts {
                continue;
            }
            let ends = ways.iter_mut().enumerate().skip(from + 1).take(most + 1);
            for (to, end) in ends {
                end.extend(known(&pieces.joined(from, to)).map(|what| (from, what)));
            }
        }
        Self(ways)
    }

    /// The first piece that no way gets past.
    fn reached(&self) -> usize {
        self.0.iter().rposition(|ends| !ends.is_empty()).unwrap_or(0)
    }

    /// Adds the sets of what covers all pieces, up to two of them: more do not matter. Gives up, and says so, on ways that
    /// are many though their sets are few; an honest list has one way.
    fn collect(&self, found: &mut BTreeSet<Vec<T>>) -> bool {
        let mut open = vec![(self.0.len() - 1, Vec::new())];
        let mut steps = 0;
        while let Some((end, covered)) = open.pop() {
            steps += 1;
            if steps > 10 * MOST_PIECES {
                return false;
            }
            if found.len() > 1 {
                break;
            }
            if end == 0 {
                let set: BTreeSet<T> = covered.iter().copied().collect();
                found.insert(set.into_iter().collect());
                continue;
            }
            for (from, what) in &self.0[end] {
                let mut covered: Vec<T> = covered.clone();
                covered.push(*what);
                open.push((*from, covered));
            }
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(options: &[&str], cell: &str) -> Result<Vec<usize>, NoChoice> {
        let keys: Vec<String> = options.iter().map(|option| key(option)).collect();
        let most = keys.iter().map(|key| separators(key)).max().unwrap();
        cover(cell, most, |text| keys.iter().position(|key| key == text))
    }

    const PLACES: [&str; 4] = ["A hospice", "A clinic, with appointments", "Homes; also hostels", "X, y, z"];

    #[test]
    fn options_that_hold_separators_are_found_whole() {
        for cell in [
            "A clinic, with appointments, A hospice, X, y, z",
            "A clinic, with appointments;A hospice;X, y, z;",
            "A clinic, with appointments;A hospice;X, y, z",
            "x, y, z\n a clinic,with appointments\nA hospice.",
        ] {
            assert_eq!(read(&PLACES, cell), Ok(vec![0, 1, 3]), "{cell}");
        }
        assert_eq!(read(&PLACES, "Homes; also hostels, A hospice"), Ok(vec![0, 2]));
        assert_eq!(read(&PLACES, "Homes; also hostels;A hospice;"), Ok(vec![0, 2]));
    }

    #[test]
    fn two_readings_are_none() {
        let options = ["A", "B", "A, B"];
        assert_eq!(read(&options, "A, B"), Err(NoChoice::Ambiguous));
        assert_eq!(read(&options, "A, B;"), Ok(vec![2]));
        assert_eq!(read(&options, "A;B;"), Ok(vec![0, 1]));
        assert_eq!(read(&options, "B, A"), Ok(vec![0, 1]));
    }

    #[test]
    fn what_is_unknown_is_named() {
        assert_eq!(read(&PLACES, "A hospice, a pub, X, y, z"), Err(NoChoice::Unknown("a pub".into())));
        assert_eq!(read(&PLACES, "A hospice;A hospice, a pub;"), Err(NoChoice::Unknown("a pub".into())));
    }

    #[test]
    fn what_is_known_is_told_from_what_someone_wrote_beside_it() {
        let keys: Vec<String> = PLACES.iter().map(|option| key(option)).collect();
        let known = |cell: &str| {
            let (found, rest) = known_part(cell, 2, |text| keys.iter().position(|key| key == text));
            format!("{found:?} {rest:?}")
        };
        assert_eq!(known("A hospice, a pub, or two, X, y, z, "), "[0, 3] [\"a pub,or two\"]");
        assert_eq!(known("Prison;A clinic, with appointments;On a ship"), "[1] [\"prison\", \"on a ship\"]");
        assert_eq!(known("a pub"), "[] [\"a pub\"]");
        assert_eq!(known(""), "[] []");
        assert_eq!(known(&"x, y, z, q,".repeat(1000)), "[] []");
    }

    #[test]
    fn endless_lists_end() {
        assert_eq!(read(&PLACES, &"x, y, z, ".repeat(60)), Ok(vec![3]));
        assert_eq!(read(&PLACES, &"x,".repeat(10_000)), Err(NoChoice::TooLong));
        // Every piece can be covered in two ways: 2^60 readings, all of which are the same two options or fewer.
        let cell = "a, a, ".repeat(60);
        assert_eq!(read(&["a", "a, a"], &cell), Err(NoChoice::Ambiguous));
    }
}
