//! Codes in a text that holds other things: a chat, a list, a cell.
//!
//! A code says itself how long it is, which questionnaire it is for, and whether it is intact; so it is found wherever it
//! begins, however its groups are parted and wherever a line was wrapped. What is not intact but looks like one (groups of
//! mixed letters and digits, or the beginning that all codes of this questionnaire share) is reported, not passed over.

use std::ops::Range;

use super::letters::{GROUP, Letters, MOST, Remainder, lengths, mark_of, value};
use super::{CodeError, CodeRead, marks, read_values};
use crate::pack::Pack;

/// Letters and marks between two groups of one code, at most: a line that was wrapped and quoted.
const WIDEST_GAP: usize = 8;
/// Groups that look like those of a code, from which on they are one that is damaged; one more if only blanks part them.
const GROUPS: usize = 3;

/// A code in a text, or what looks like one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Where it stands, in bytes.
    pub span: Range<usize>,
    /// What it says, or why it cannot be read.
    pub read: Result<CodeRead, CodeError>,
}

/// Everything in a text that is a code or looks like one, in order.
#[must_use]
pub fn find(pack: &Pack, text: &str) -> Vec<Found> {
    let marks = marks(pack);
    let words = words(text);
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let here = intact(pack, &marks, &words[at..]).or_else(|| damaged(&marks, &words[at..]));
        let Some((length, read)) = here else {
            at += 1;
            continue;
        };
        found.push(Found { span: words[at].span.start..words[at + length - 1].span.end, read });
        at += length;
    }
    found
}

/// Letters and digits in a row.
struct Word<'t> {
    text: &'t str,
    span: Range<usize>,
    /// How it follows the word before.
    joined: Joined,
}

/// How two words stand beside each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Joined {
    /// By hyphens or dashes.
    Hyphen,
    /// By blanks or a line end.
    Blank,
    /// By other marks that a message may put there.
    Marks,
    /// Not at all: too much is between them.
    Apart,
}

fn words(text: &str) -> Vec<Word<'_>> {
    let mut words: Vec<Word<'_>> = Vec::new();
    let mut end = 0;
    let mut rest = text.char_indices().peekable();
    while let Some((start, letter)) = rest.next() {
        if !letter.is_alphanumeric() {
            continue;
        }
        let mut stop = start + letter.len_utf8();
        while let Some((at, letter)) = rest.next_if(|(_, letter)| letter.is_alphanumeric()) {
            stop = at + letter.len_utf8();
        }
        let joined = if words.is_empty() { Joined::Apart } else { joined(&text[end..start]) };
        words.push(Word { text: &text[start..stop], span: start..stop, joined });
        end = stop;
    }
    words
}

fn joined(gap: &str) -> Joined {
    let is_hyphen =
        |mark: char| matches!(mark, '-' | '\u{ad}' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '_' | '.');
    if gap.chars().count() > WIDEST_GAP || gap.matches('\n').count() > 2 {
        Joined::Apart
    } else if gap.chars().all(|mark| is_hyphen(mark) || mark.is_whitespace()) {
        if gap.contains(is_hyphen) { Joined::Hyphen } else { Joined::Blank }
    } else {
        Joined::Marks
    }
}

/// An intact code at the beginning of some words: how many of them it takes, and what it says.
fn intact(pack: &Pack, marks: &[u8], words: &[Word<'_>]) -> Option<(usize, Result<CodeRead, CodeError>)> {
    let (mut values, mut remainder) = (Vec::new(), Remainder::default());
    let mut beginning = words.iter().flat_map(|word| word.text.chars()).map(value);
    let (first, second) = (beginning.next()??, beginning.next()??);
    // Few words of a text begin as codes do, or stand in groups.
    let ours = marks.contains(&mark_of([first, second]));
    let grouped = words.get(1).is_some_and(|word| word.joined == Joined::Hyphen && is_group(words[0].text));
    if !ours && !grouped {
        return None;
    }
    for (place, word) in words.iter().enumerate() {
        if place > 0 && word.joined == Joined::Apart {
            break;
        }
        for letter in word.text.chars() {
            // What no code holds ends it.
            let value = value(letter)?;
            values.push(value);
            remainder.add(value);
        }
        if values.len() > MOST {
            break;
        }
        if !remainder.is_empty() || !lengths(first).any(|length| length == values.len()) {
            continue;
        }
        match read_values(pack, &values) {
            Ok(read) => return Some((place + 1, Ok(read))),
            // Of what is for others, only what cannot be chance is reported.
            Err(CodeError::OtherPack) if ours || looks_parted(&words[..=place]) => {
                return Some((place + 1, Err(CodeError::OtherPack)));
            }
            Err(_) => {}
        }
    }
    None
}

/// What looks like a code at the beginning of some words: how many of them, and why it is none.
fn damaged(marks: &[u8], words: &[Word<'_>]) -> Option<(usize, Result<CodeRead, CodeError>)> {
    let first = words.first().filter(|word| is_mixed(word.text))?;
    let kind = words.get(1).map_or(Joined::Apart, |word| word.joined);
    let is_joined = |word: &Word<'_>| word.joined == kind && matches!(kind, Joined::Hyphen | Joined::Blank);
    let near = &words[1..words.len().min(MOST / GROUP)];
    let groups = 1 + near.iter().take_while(|word| is_joined(word) && is_group(word.text)).count();
    // The last group may be shorter.
    let is_last = |word: &Word<'_>| word.joined == Joined::Hyphen && word.text.chars().count() < GROUP - 1;
    let length = groups + usize::from(words.get(groups).is_some_and(is_last));
    // Groups in the middle of something longer are none of a code.
    let goes_on = words.get(length).is_some_and(|word| word.joined == Joined::Hyphen);
    let words = &words[..length];
    let letters = || words.iter().flat_map(|word| word.text.chars());
    let beginning: Vec<u8> = letters().take(2).filter_map(value).collect();
    let ours = matches!(beginning[..], [first, second] if marks.contains(&mark_of([first, second])));
    let ours = ours && letters().count() >= 2 * GROUP && (length > 1 || first.text.len() > 2 * GROUP);
    if !ours && (goes_on || first.joined == Joined::Hyphen || !looks_parted(words)) {
        return None;
    }
    let values: Vec<u8> = letters().filter_map(value).collect();
    let stray = letters().find(|letter| value(*letter).is_none()).map(CodeError::Stray);
    let error = stray.or_else(|| Letters::read(&values).err()).unwrap_or(CodeError::OtherPack);
    Some((length, Err(error)))
}

/// Whether words stand as the groups of a code do, most of them of letters and digits mixed: no prose does.
fn looks_parted(words: &[Word<'_>]) -> bool {
    let of = |holds: &dyn Fn(&str) -> bool| words.iter().filter(|word| holds(word.text)).count();
    let groups = of(&is_group);
    let whole = of(&|text| text.chars().count() == GROUP);
    let mixed = of(&|text| is_group(text) && is_mixed(text));
    let hyphens = words.iter().skip(1).filter(|word| word.joined == Joined::Hyphen).count();
    is_group(words[0].text)
        && groups + 1 >= words.len()
        && mixed * 5 >= groups * 3
        && whole * 2 > groups
        && groups >= if hyphens > 0 { GROUPS } else { GROUPS + 1 }
}

/// About as long as a group.
fn is_group(text: &str) -> bool {
    (GROUP - 1..=GROUP + 1).contains(&text.chars().count())
}

fn is_mixed(text: &str) -> bool {
    text.contains(|letter: char| letter.is_ascii_digit())
        && text.contains(|letter: char| letter.is_alphabetic())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answers::code::code;
    use crate::default_pack;
    use crate::matching::trial::simulation::random_sheet;

    /// A full sheet, and one of a single answer.
    fn codes(pack: &Pack) -> [String; 2] {
        let full = random_sheet(pack, 3, 4);
        let mut few = full.clone();
        few.keep(&[crate::pack::QuestionId::new(5)]);
        [full, few].map(|answers| code(pack, &answers).unwrap())
    }

    fn found(pack: &Pack, text: &str) -> Vec<Result<usize, CodeError>> {
        let found = find(pack, text);
        found.into_iter().map(|found| found.read.map(|read| read.answers.iter().count())).collect()
    }

    #[test]
    fn a_code_is_found_however_it_was_passed_on() {
        let pack = default_pack().pack;
        let [full, few] = codes(&pack);
        for (code, answers) in [(&full, 57), (&few, 1)] {
            for text in [
                code.clone(),
                code.to_lowercase(),
                code.replace('-', ""),
                code.replace('-', " "),
                code.replace('-', "\u{2013}"),
                code.replace('-', " - "),
                code.replacen('-', "-\r\n> ", 1),
                format!("[12:03, 30/11/2026] Anna: my code is {code}, thanks 2 you"),
                format!("\u{201c}{code}\u{201d}"),
                format!("*{}*", code.replace('0', "o").replace('1', "l")),
                format!("code:{code}."),
                format!("https://example.org/?c={code}&d=1"),
            ] {
                assert_eq!(found(&pack, &text), [Ok(answers)], "{text}");
            }
        }
        assert_eq!(found(&pack, &format!("{full} {few}\n{full}")), [Ok(57), Ok(1), Ok(57)]);
    }

    #[test]
    fn what_is_damaged_is_reported_as_one() {
        let pack = default_pack().pack;
        let [full, _] = codes(&pack);
        let middle = full.len() / 2 / 6 * 6 + 1;
        for (place, damaged) in [
            (0, full[1..].to_owned()),
            (3, format!("{}{}", &full[..3], &full[4..])),
            (middle, format!("{}{}", &full[..middle], &full[middle + 1..])),
            (full.len(), full[..full.len() - 1].to_owned()),
        ] {
            let text = format!("oops {damaged} sorry");
            let all = found(&pack, &text);
            assert!(matches!(all[..], [Err(CodeError::Length | CodeError::Check)]), "{place}: {all:?}");
        }
        let stray = full.replacen('-', "-\u{e9}", 1);
        assert_eq!(found(&pack, &stray), [Err(CodeError::Stray('\u{e9}'))]);
    }

    #[test]
    fn a_long_row_of_groups_takes_no_longer_for_being_long() {
        let pack = default_pack().pack;
        for groups in ["ABCDE-", "A1CDE-BCDEF-GHJKM-", "A1C2E-"] {
            let text = groups.repeat(120_000 / groups.len());
            let start = std::time::Instant::now();
            assert!(find(&pack, &text).iter().all(|found| found.read.is_err()));
            assert!(start.elapsed().as_secs() < 60, "{groups}: {:?}", start.elapsed());
        }
    }

    #[test]
    fn nothing_else_is_taken_for_a_code() {
        let pack = default_pack().pack;
        for text in [
            "",
            "There would never again be seven small words about those",
            "0151-794-3004, 2026-11-30T12:03:04, 10.1136/bmj.m3564, ISBN 978-0-19-882133-5",
            "550e8400-e29b-41d4-a716-446655440000",
            "4929 1234 5678 9012, GB29 NWBK 6016 1331 9268 19",
            "up-to-the-minute state-of-the-art work-life-balance",
            "WhatsApp Image 2026-11-30 at 12.03.04 (1).jpeg",
            "L1 5AB M60 9EA SW1A 1AA CB2 1TN",
            "--------- ....... ___ \u{1f600} \u{4f60}\u{597d}",
        ] {
            assert_eq!(found(&pack, text), [], "{text}");
        }
    }
}
