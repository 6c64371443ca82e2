//! The bytes that a key sends, in every mode that terminals send them in.
//!
//! Arrows come as `ESC [ A` or, in application mode, as `ESC O A`; with modifiers between (`ESC [ 1 ; 5 A`), in lower case
//! from rxvt, behind one more ESC with Alt held. The keypad has digits of its own (`ESC O p`). See "Control
//! sequences of xterm" (<https://invisible-island.net/xterm/ctlseqs/ctlseqs.html>).

use console::Key;

/// Ctrl-Z, which is a key like any other while the terminal passes keys on as they are typed.
pub(super) const CTRL_Z: Key = Key::Char('\u{1a}');

/// What some bytes are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Decoded {
    /// A key, whole.
    Key(Key),
    /// A key that nothing here answers to, whole: it must not be taken for its letters.
    Unknown,
    /// The beginning of a key.
    More,
}

/// What the bytes read since the last key are.
pub(super) fn decode(bytes: &[u8]) -> Decoded {
    match bytes {
        [] | [0x1b] => Decoded::More,
        [0x1b, 0x1b, ..] => decode(&bytes[1..]),
        [0x1b, b'[', rest @ ..] | [0x9b, rest @ ..] => control_sequence(rest),
        [0x1b, b'O', rest @ ..] | [0x8f, rest @ ..] => single_shift(rest),
        // A letter with Alt held.
        [0x1b, rest @ ..] => match character(rest) {
            Decoded::More => Decoded::More,
            Decoded::Key(_) | Decoded::Unknown => Decoded::Unknown,
        },
        [_, ..] => character(bytes),
    }
}

/// What the bytes are if nothing follows them for a while.
pub(super) fn decode_the_last(bytes: &[u8]) -> Decoded {
    match bytes {
        [0x1b] | [0x1b, 0x1b] => Decoded::Key(Key::Escape),
        _ => Decoded::Unknown,
    }
}

fn character(bytes: &[u8]) -> Decoded {
    let key = match bytes[0] {
        0x03 => Key::CtrlC,
        b'\r' | b'\n' => Key::Enter,
        0x7f | 0x08 => Key::Backspace,
        b'\t' => Key::Tab,
        // Ctrl-A, Ctrl-E, Ctrl-P and Ctrl-N, as shells have them.
        0x01 => Key::Home,
        0x05 => Key::End,
        0x10 => Key::ArrowUp,
        0x0e => Key::ArrowDown,
        0x1a => CTRL_Z,
        0x00..0x20 => return Decoded::Unknown,
        first => {
            let length = match first {
                0xc0..0xe0 => 2,
                0xe0..0xf0 => 3,
                0xf0.. => 4,
                _ => 1,
            };
            if bytes.len() < length {
                return Decoded::More;
            }
            match std::str::from_utf8(bytes).ok().and_then(|text| text.chars().next()) {
                Some(typed) => Key::Char(typed),
                None => return Decoded::Unknown,
            }
        }
    };
    Decoded::Key(key)
}

/// After `ESC [`: parameters, then the byte that says which key.
fn control_sequence(rest: &[u8]) -> Decoded {
    // The function keys of the Linux console have a bracket more.
    if let [b'[', more @ ..] = rest {
        return if more.is_empty() { Decoded::More } else { Decoded::Unknown };
    }
    let Some(end) = rest.iter().position(|byte| !(0x20..0x40).contains(byte)) else { return Decoded::More };
    let number = rest[..end].split(|byte| *byte == b';').next().unwrap_or_default();
    match rest[end] {
        b'~' => tilde(number),
        last => moving(last),
    }
}

fn tilde(number: &[u8]) -> Decoded {
    Decoded::Key(match number {
        b"1" | b"7" => Key::Home,
        b"2" => Key::Insert,
        b"3" => Key::Del,
        b"4" | b"8" => Key::End,
        b"5" => Key::PageUp,
        b"6" => Key::PageDown,
        _ => return Decoded::Unknown,
    })
}

/// After `ESC O`: arrows in application mode, and the keypad.
fn single_shift(rest: &[u8]) -> Decoded {
    let Some(end) = rest.iter().position(|byte| !(0x30..0x40).contains(byte)) else { return Decoded::More };
    Decoded::Key(match rest[end] {
        b'M' => Key::Enter,
        digit @ b'p'..=b'y' => Key::Char(char::from(digit - b'p' + b'0')),
        last => return moving(last),
    })
}

fn moving(last: u8) -> Decoded {
    Decoded::Key(match last {
        b'A' | b'a' => Key::ArrowUp,
        b'B' | b'b' => Key::ArrowDown,
        b'C' | b'c' => Key::ArrowRight,
        b'D' | b'd' => Key::ArrowLeft,
        b'H' => Key::Home,
        b'F' => Key::End,
        b'Z' => Key::BackTab,
        _ => return Decoded::Unknown,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every beginning is waited on, and the whole is the key.
    fn assert_is(bytes: &[u8], key: &Decoded) {
        for end in 1..bytes.len() {
            assert_eq!(decode(&bytes[..end]), Decoded::More, "{bytes:x?} up to {end}");
        }
        assert_eq!(decode(bytes), *key, "{bytes:x?}");
    }

    #[test]
    fn arrows_are_arrows_in_every_mode() {
        for (letter, key) in
            [('A', Key::ArrowUp), ('B', Key::ArrowDown), ('C', Key::ArrowRight), ('D', Key::ArrowLeft)]
        {
            let small = letter.to_ascii_lowercase();
            for sent in [
                format!("\u{1b}[{letter}"),
                format!("\u{1b}O{letter}"),
                format!("\u{1b}[1;5{letter}"),
                format!("\u{1b}O5{letter}"),
                format!("\u{1b}[{small}"),
                format!("\u{1b}O{small}"),
                format!("\u{1b}\u{1b}[{letter}"),
            ] {
                assert_is(sent.as_bytes(), &Decoded::Key(key.clone()));
            }
        }
    }

    #[test]
    fn the_keypad_types_what_is_printed_on_it() {
        assert_is(b"\x1bOp", &Decoded::Key(Key::Char('0')));
        assert_is(b"\x1bOy", &Decoded::Key(Key::Char('9')));
        assert_is(b"\x1bOM", &Decoded::Key(Key::Enter));
        assert_is(b"\x1b[5~", &Decoded::Key(Key::PageUp));
    }

    #[test]
    fn a_key_that_is_not_known_is_taken_whole() {
        for sent in ["\u{1b}[15~", "\u{1b}[[A", "\u{1b}OP", "\u{1b}x", "\u{1b}[200~", "\u{1b}é"] {
            assert_is(sent.as_bytes(), &Decoded::Unknown);
        }
    }

    #[test]
    fn letters_of_any_script_are_themselves() {
        for typed in ['a', 'é', '語', '🙂'] {
            assert_is(typed.to_string().as_bytes(), &Decoded::Key(Key::Char(typed)));
        }
    }

    #[test]
    fn escape_is_a_key_once_nothing_follows() {
        assert_eq!(decode(b"\x1b"), Decoded::More);
        assert_eq!(decode_the_last(b"\x1b"), Decoded::Key(Key::Escape));
        assert_eq!(decode_the_last(b"\x1b["), Decoded::Unknown);
    }
}
