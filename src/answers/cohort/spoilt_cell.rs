//! What a cell may have been before something changed it: a wrong encoding, a form's markup, a spreadsheet that keeps texts
//! from being numbers or makes dates of them, a service that numbers its options or writes lists as programs do.

use crate::answers::mended_words::{reread, without_markup};

/// What is said of a formula whose result was not saved.
pub const FORMULA: &str =
    "a formula without its result; open the file in a spreadsheet program, let it calculate, and save it";

/// Months as spreadsheets shorten them, in the languages that write them otherwise than the others.
const MONTHS: [&[&str]; 12] = [
    &["jan", "janv", "ene", "gen", "ion"],
    &["feb", "f\u{e9}vr", "fev"],
    &["mar", "m\u{e4}r", "mars", "mrt"],
    &["apr", "avr", "abr"],
    &["may", "mai", "maj", "mei", "mag"],
    &["jun", "juin", "giu"],
    &["jul", "juil", "lug"],
    &["aug", "ao\u{fb}t", "ago"],
    &["sep", "sept", "set"],
    &["oct", "okt", "out", "ott"],
    &["nov"],
    &["dec", "dez", "d\u{e9}c", "dic"],
];

/// What a text may have been, the least changed first.
pub fn meant(text: &str) -> impl Iterator<Item = String> {
    let text = without_markup(text).into_owned();
    let text = reread(&text).unwrap_or(text);
    let bare = without_wrapping(&text);
    let bare = (bare != text).then_some(bare);
    std::iter::once(text).chain(bare)
}

/// A text without what a spreadsheet puts around it so that it stays a text, without a program's brackets, and without the
/// quotes and bullets around each of its pieces.
fn without_wrapping(text: &str) -> String {
    let text = text.trim();
    let text = text.strip_prefix('=').unwrap_or(text);
    let text = text.strip_prefix('[').and_then(|text| text.strip_suffix(']')).unwrap_or(text);
    let quote = |c: char| matches!(c, '"' | '\'' | '\u{2018}'..='\u{201f}' | '\u{ab}' | '\u{bb}');
    let bullet = |c: char| {
        matches!(
            c,
            '\u{2022}' | '\u{b7}' | '\u{25cf}' | '\u{25aa}' | '\u{2713}' | '\u{2714}' | '\u{2611}' | '*'
        )
    };
    let piece = |piece: &str| {
        let ended = piece.trim_end();
        let separator = ended.chars().next_back().filter(|c| super::choices::SEPARATORS.contains(c));
        let words = separator.map_or(ended, |c| &ended[..ended.len() - c.len_utf8()]);
        let words = words.trim_start_matches(|c: char| bullet(c) || c.is_whitespace()).trim();
        let words = words.trim_start_matches(quote).trim_end_matches(quote);
        let line_break = piece[ended.len()..].contains('\n').then_some('\n');
        let mut words = words.to_owned();
        words.extend(separator.or(line_break));
        words
    };
    text.split_inclusive(super::choices::SEPARATORS).map(piece).collect()
}

/// The words behind the number or letter that a service puts before an option (`3 - Agree`, `b) Agree`), or before a number
/// behind them (`Agree (4)`); nothing if there is none.
pub fn without_code(text: &str) -> Option<&str> {
    let text = text.trim();
    if let Some((words, number)) = text.strip_suffix(')').and_then(|text| text.rsplit_once('('))
        && !number.is_empty()
        && number.bytes().all(|byte| byte.is_ascii_digit())
    {
        return Some(words.trim());
    }
    let text = text.trim_start_matches(['(', '[']);
    let end = text.find(|c: char| !c.is_ascii_alphanumeric())?;
    let (code, rest) = text.split_at(end);
    let is_code = code.len() == 1
        || (!code.is_empty() && code.len() <= 3 && code.bytes().all(|byte| byte.is_ascii_digit()));
    let words = rest.trim_start();
    let words = words.strip_prefix(['.', ')', ']', ':', '=', '-', '\u{2013}', '\u{2014}'])?;
    // 2.5 is a number, and neither the second nor the fifth option.
    (is_code && words.contains(char::is_alphabetic)).then(|| words.trim())
}

/// The two numbers that a spreadsheet took for the day and month, or the month and year, of a date.
pub fn numbers_of_a_date(text: &str) -> Option<(u32, u32)> {
    let date = text.split(['T', ' ']).next().filter(|date| date.contains(['-', '/'])).unwrap_or(text).trim();
    let parts: Vec<&str> = date.split(['-', '/', '.', ' ']).filter(|part| !part.is_empty()).collect();
    let number = |text: &str| text.parse::<u32>().ok().filter(|number| (1..=99).contains(number));
    let is_year = |text: &str| text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit());
    match parts[..] {
        [a, b] => match (month(a), month(b)) {
            (None, Some(month)) => Some((number(a)?, month)),
            (Some(month), None) => Some((month, number(b)?)),
            _ => None,
        },
        // 2026-05-03, and 03/05/2026.
        [year, a, b] | [a, b, year] if is_year(year) => {
            Some((month(a).or_else(|| number(a))?, month(b).or_else(|| number(b))?))
        }
        _ => None,
    }
}

fn month(text: &str) -> Option<u32> {
    let text = text.trim_end_matches('.').to_lowercase();
    let place = MONTHS.iter().position(|names| names.contains(&text.as_str()))?;
    u32::try_from(place + 1).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_spreadsheet_or_a_program_puts_around_a_text_is_taken_off() {
        for (cell, bare) in [
            ("'3", "3"),
            ("=\"3\"", "3"),
            ("[\"A\", \"B\"]", "A,B"),
            ("\u{2022} A\n\u{2022} B", "A\nB"),
            ("\u{201c}A\u{201d}; 'B'", "A;B"),
        ] {
            assert_eq!(meant(cell).last().as_deref(), Some(bare), "{cell}");
        }
    }

    #[test]
    fn codes_before_and_behind_words_are_told_from_words() {
        for cell in ["3 - Agree", "b) Agree", "(c) Agree", "12. Agree", "Agree (4)", "4 = Agree", "[2] Agree"]
        {
            assert_eq!(without_code(cell), Some("Agree"), "{cell}");
        }
        for cell in ["Agree", "A hospice", "On a ship", "3", "", "in - out", "2.5", "1:3", "2 - 3"] {
            assert_eq!(without_code(cell), None, "{cell}");
        }
    }

    #[test]
    fn dates_are_told_whatever_their_order() {
        for date in [
            "3-May",
            "03-May",
            "May-03",
            "5-Mar",
            "2026-05-03",
            "2026-03-05 00:00:00",
            "03/05/2026",
            "5. M\u{e4}r",
            "2026-05-03T00:00:00",
        ] {
            let (a, b) = numbers_of_a_date(date).unwrap_or_default();
            assert_eq!((a.min(b), a.max(b)), (3, 5), "{date}");
        }
        assert_eq!(numbers_of_a_date("Oct-50"), Some((10, 50)));
        for other in ["3", "3-5", "Agree", "May", "2026", "", "a-b-c", "1/2/3"] {
            assert_eq!(numbers_of_a_date(other), None, "{other}");
        }
    }
}
