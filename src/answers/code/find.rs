//! Codes in a text that holds other things: a chat, a list, a cell.
//!
//! A code says itself how long it is, which questionnaire it is for, and whether it is intact; so it is found wherever it
//! begins, however its groups are parted and wherever a line was wrapped. What is not intact but looks like one (groups of
//! mixed letters and digits, or the beginning that all codes of this questionnaire share) is reported, not passed over.

use std::ops::Range;

use super::letters::{FEWEST, GROUP, MOST, lengths, mark_of, value};
use super::{CodeError, CodeRead, marks, read_values};
use crate::pack::Pack;

/// Letters and marks between two groups of one code, at most: a line that was wrapped and quoted.
const WIDEST_GAP: usize = 8;
/// Groups that look like those of a code, from which on they are one that is damaged.
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
    let is_hyphen = |mark: char| matches!(mark, '-' | '\u{ad}' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '_' | '.');
    if gap.chars().count() > WIDEST_GAP || gap.matches('\n').count() > 2 {
        Joined::Apart
    } else if gap.chars().all(|mark| is_hyphen(mark) || mark.is_whitespace()) {
        if gap.contains(is_hyphen) { Joined::Hyphen } else { Joined::Blank }
    } else {
        Joined::Marks
    }
}

/// An intact code at the beginning of some words: how many of them it takes, and what it says.
fn intact(
    pack: &Pack,
    marks: &[u8],
    words: &[Word<'_>],
) -> Option<(usize, Result<CodeRead, CodeError>)> {
    let mut values = Vec::new();
    let first = value(words.first()?.text.chars().next()?)?;
    for (place, word) in words.iter().enumerate() {
        if place > 0 && word.joined == Joined::Apart {
            break;
        }
        for letter in word.text.chars() {
            values.push(value(letter)?);
        }
        if values.len() > MOST {
            break;
        }
        if !lengths(first).any(|length| length == values.len()) {
            continue;
        }
        match read_values(pack, &values) {
            Ok(read) => return Some((place + 1, Ok(read))),
            // Of what is for others, only what cannot be chance is reported.
            Err(CodeError::OtherPack) if looks_parted(&words[..=place]) || marks.contains(&mark_of([values[0], values[1]])) => {
                return Some((place + 1, Err(CodeError::OtherPack)));
            }
            Err(_) => {}
        }
    }
    None
}

/// What looks like a code at the beginning of some words, and why it is none.
fn damaged(marks: &[u8], words: &[Word<'_>]) -> Option<(usize, Result<CodeRead, CodeError>)> {
    let first = words.first()?;
    let follows = |word: &&Word<'_>| matches!(word.joined, Joined::Hyphen | Joined::Blank) && is_group(word.text);
    let length = 1 + words[1..].iter().take_while(follows).count();
    // The last group may be shorter, and hold digits only.
    let last = words.get(length).filter(|word| {
        word.joined == Joined::Hyphen && word.text.len() < GROUP && word.text.chars().all(|letter| value(letter).is_some())
    });
    let all = length + usize::from(last.is_some());
    let letters: Vec<Option<u8>> = words[..all].iter().flat_map(|word| word.text.chars()).map(value).collect();
    let marked = match letters[..] {
        [Some(first), Some(second), ..] => letters.len() >= 2 * GROUP && marks.contains(&mark_of([first, second])),
        _ => false,
    };
    let is_one = (marked && (length > 1 || is_mixed(first.text))) || looks_parted(&words[..all]);
    if !is_one {
        return None;
    }
    let stray = words[..all].iter().flat_map(|word| word.text.chars()).find(|letter| value(*letter).is_none());
    let values: Vec<u8> = letters.into_iter().flatten().collect();
    let error = match stray {
        Some(letter) => CodeError::Stray(letter),
        None => super::Letters::read(&values).err().unwrap_or(CodeError::OtherPack),
    };
    Some((all, Err(error)))
}

/// Whether words stand as the groups of a code do, most of them of letters and digits mixed: no prose does.
fn looks_parted(words: &[Word<'_>]) -> bool {
    let letters: usize = words.iter().map(|word| word.text.chars().count()).sum();
    let mixed = words.iter().filter(|word| is_group(word.text) && is_mixed(word.text)).count();
    let groups = words.iter().filter(|word| is_group(word.text)).count();
    let hyphens = words[1..].iter().filter(|word| word.joined == Joined::Hyphen).count();
    letters >= FEWEST.max(GROUPS * (GROUP - 1))
        && groups >= GROUPS
        && groups + 1 >= words.len()
        && is_group(words[0].text)
        && mixed * 5 >= groups * 3
        && (hyphens * 2 >= words.len() || groups > GROUPS)
}

/// About as long as a group.
fn is_group(text: &str) -> bool {
    (GROUP - 1..=GROUP + 1).contains(&text.chars().count())
}

fn is_mixed(text: &str) -> bool {
    text.contains(|letter: char| letter.is_ascii_digit()) && text.contains(|letter: char| letter.is_alphabetic())
}
