//! How much room text takes on paper: an estimate from the widths of letters in Arial and what has the same widths, with a
//! little to spare. What a browser makes of it can only be seen in a browser.

/// A millimetre, in the tenths of it that heights and widths are counted in.
pub(super) const MM: usize = 10;

/// Height of a line of body text: 10 pt, set 13 pt apart.
pub(super) const LINE: usize = 46;

/// The lines that a text takes in body type, broken at spaces, in a column so many tenths of a millimetre wide.
pub(super) fn lines(text: &str, width: usize) -> usize {
    lines_at(10.0, text, width)
}

/// The same in another size, in points.
pub(super) fn lines_at(points: f64, text: &str, width: usize) -> usize {
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a few thousand at most")]
    #[allow(clippy::cast_precision_loss, reason = "a few thousand at most")]
    // In hundredths of the type's size; a point is 25.4 / 72 mm.
    let room = (width as f64 / MM as f64 * 7200.0 / 25.4 / points) as usize;
    let (mut lines, mut used) = (1, 0);
    for word in text.split(' ') {
        let long: usize = word.chars().map(width_of).sum();
        let with_space = if used == 0 { long } else { used + width_of(' ') + long };
        if with_space <= room {
            used = with_space;
            continue;
        }
        // A word that no line holds is broken where it must be.
        lines += usize::from(used > 0) + long.saturating_sub(1) / room.max(1);
        used = long % room.max(1);
    }
    lines
}

/// Of a letter, in hundredths of the type's size: rounded up, and a full square for what Arial does not have.
fn width_of(letter: char) -> usize {
    match letter {
        ' ' | 'i' | 'j' | 'l' | 'I' | '.' | ',' | ':' | ';' | '!' | '|' | '\'' | '/' | 'f' | 't' => 30,
        'r' | '(' | ')' | '[' | ']' | '-' | '"' | '\u{2018}'..='\u{201d}' => 36,
        'm' | 'M' | 'w' => 86,
        'W' | '@' | '%' | '…' | '—' => 104,
        'A'..='Z' | '&' | '+' | '=' | '<' | '>' | '~' => 74,
        letter if letter < '\u{2000}' => 58,
        _ => 104,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_broken_at_spaces_and_a_word_only_where_it_must_be() {
        assert_eq!(lines("", 1000), 1);
        assert_eq!(lines("One short line.", 1000), 1);
        let sentence = "Quality of life, not cure, is the aim: the doctor looks after the whole person.";
        assert_eq!(lines(sentence, 1780), 1);
        assert_eq!(lines(sentence, 980), 2);
        assert!(lines(&"W".repeat(60), 520) >= 4);
        assert!(lines_at(20.0, sentence, 980) > lines(sentence, 980));
    }
}
