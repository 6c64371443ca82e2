//! TOML or JSON that a word processor, a keyboard or a chat changed, written as it was meant: quotation marks, spaces,
//! dashes and line ends as those of a plain text, without the fences it was pasted in. What stands in proper quotes, and
//! comments, stay as they are.

use super::json_flags::is_json;
use crate::visible::is_visible;

/// The text as it was probably meant. It has as many lines.
#[must_use]
pub fn straightened(text: &str) -> String {
    let rest = without_fences(text);
    let mut straightening = Straightening {
        json: is_json(&rest),
        rest: &rest,
        out: String::with_capacity(rest.len()),
        open: 0,
        patience: PATIENCE * rest.len(),
    };
    while straightening.patience > 0 && straightening.step() {}
    straightening.out + straightening.rest
}

/// How many times the text may be gone through for marks that close what others open. In what people write nearly all are
/// found at once.
const PATIENCE: usize = 8;

/// Marks that open or close a text, where a keyboard has `"`.
fn is_double(c: char) -> bool {
    matches!(c, '"' | '\u{201c}'..='\u{201f}' | '\u{ab}' | '\u{bb}' | '\u{2033}' | '\u{ff02}' | '\u{301d}'..='\u{301f}')
}

/// The same for `'`.
fn is_single(c: char) -> bool {
    matches!(
        c,
        '\'' | '`' | '\u{b4}' | '\u{2018}'..='\u{201b}' | '\u{2039}' | '\u{203a}' | '\u{2032}' | '\u{ff07}'
    )
}

/// Punctuation of full width, as keyboards for Chinese and Japanese write it.
fn narrow(c: char) -> char {
    match c {
        '\u{ff03}' => '#',
        '\u{ff0c}' | '\u{3001}' => ',',
        '\u{ff1a}' => ':',
        '\u{ff1b}' => ';',
        '\u{ff1d}' => '=',
        '\u{ff3b}' => '[',
        '\u{ff3d}' => ']',
        '\u{ff5b}' => '{',
        '\u{ff5d}' => '}',
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' | '\u{ff0d}' => '-',
        c => c,
    }
}

fn is_line_end(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

fn is_blank(c: char) -> bool {
    (c.is_whitespace() && !is_line_end(c)) || !(is_visible(c) || is_line_end(c))
}

/// The lines without those that a chat or a web page fences code with, which are left blank.
fn without_fences(text: &str) -> String {
    let is_fence = |line: &&str| line.trim_start().starts_with("```") || line.trim_start().starts_with("~~~");
    let mut filled = text.lines().filter(|line| !line.trim().is_empty());
    let (first, last) = (filled.next(), filled.next_back());
    let Some(first) = first.filter(is_fence) else { return text.to_owned() };
    let without = text.replacen(first, "", 1);
    match last.filter(is_fence).and_then(|last| without.rfind(last).map(|at| (at, last.len()))) {
        Some((at, length)) => without[..at].to_owned() + &without[at + length..],
        None => without,
    }
}

struct Straightening<'t> {
    json: bool,
    rest: &'t str,
    out: String,
    /// Bytes that may still be looked through in vain.
    patience: usize,
    /// Brackets that are open.
    open: usize,
}

impl Straightening<'_> {
    /// Goes on by a letter, or by a text in quotes; says whether there was anything.
    fn step(&mut self) -> bool {
        let Some(c) = self.rest.chars().next() else { return false };
        if let Some(length) = self.comment_or_proper(c) {
            self.out.push_str(&self.rest[..length]);
            self.rest = &self.rest[length..];
            return true;
        }
        self.rest = &self.rest[c.len_utf8()..];
        match narrow(c) {
            c if is_double(c) => self.quoted('"', is_double),
            c if is_single(c) => self.quoted('\'', is_single),
            '\r' if self.rest.starts_with('\n') => {}
            c if is_line_end(c) => self.out.push('\n'),
            ',' | ';' if self.ends_nothing() => {}
            c @ ('[' | '{') => {
                self.open += 1;
                self.out.push(c);
            }
            c @ (']' | '}') => {
                self.open = self.open.saturating_sub(1);
                self.out.push(c);
            }
            c if c.is_whitespace() => self.out.push(if c == '\t' { c } else { ' ' }),
            // What cannot be seen was copied along; a control character is a mistake to be named.
            c if !is_visible(c) && !c.is_control() => {}
            c => self.out.push(c),
        }
        true
    }

    /// Bytes of what starts here and is not to be touched: a comment, or a text in the quotes of a keyboard that are closed.
    fn comment_or_proper(&mut self, c: char) -> Option<usize> {
        let rest = self.rest;
        let quotes = match c {
            '#' => return Some(rest.find(is_line_end).unwrap_or(rest.len())),
            '"' if !self.json && rest.starts_with("\"\"\"") => "\"\"\"",
            '"' => "\"",
            // JSON knows one kind of quotes only, and takes no others for proper.
            '\'' if self.json => return None,
            '\'' if rest.starts_with("'''") => "'''",
            '\'' => "'",
            _ => return None,
        };
        closed(rest, quotes).map_err(|looked_at| self.lose_patience(looked_at)).ok()
    }

    fn lose_patience(&mut self, looked_at: usize) {
        self.patience = self.patience.saturating_sub(looked_at);
    }

    /// A text whose opening mark was passed, up to the mark of its kind that something follows which can follow a text.
    fn quoted(&mut self, unclosed: char, is_mark: fn(char) -> bool) {
        let line = &self.rest[..self.rest.find(is_line_end).unwrap_or(self.rest.len())];
        let closing =
            line.char_indices().find(|(at, c)| is_mark(*c) && ends_a_text(&line[at + c.len_utf8()..]));
        let Some((at, mark)) = closing else {
            self.lose_patience(line.len());
            self.out.push(unclosed);
            return;
        };
        self.out.push('"');
        let mut escaped = false;
        for c in line[..at].trim().chars() {
            if c == '"' && !escaped {
                self.out.push('\\');
            }
            escaped = c == '\\' && !escaped;
            self.out.push(c);
        }
        self.out.push('"');
        self.rest = &self.rest[at + mark.len_utf8()..];
    }

    /// Whether a comma parts nothing: it stands behind a value, as JSON has it and TOML does not, or before a closing
    /// bracket, which JSON does not allow.
    fn ends_nothing(&self) -> bool {
        let next = self.rest.trim_start_matches(is_blank).chars().next();
        let after_all = self.rest.trim_start_matches(|c| is_blank(c) || is_line_end(c)).chars().next();
        (self.open == 0 && next.is_none_or(|c| is_line_end(c) || c == '#'))
            || (self.json && after_all.is_some_and(|c| matches!(narrow(c), ']' | '}')))
    }
}

/// How long a text in these quotes is, if they are closed; otherwise how far that was looked for. Only three of them hold
/// line ends.
fn closed(text: &str, quotes: &str) -> Result<usize, usize> {
    let escapes = quotes.starts_with('"');
    let mut at = quotes.len();
    while let Some(c) = text[at..].chars().next() {
        if text[at..].starts_with(quotes) {
            return Ok(at + quotes.len());
        }
        if quotes.len() == 1 && is_line_end(c) {
            return Err(at);
        }
        at += c.len_utf8();
        if escapes && c == '\\' {
            at += text[at..].chars().next().map_or(0, char::len_utf8);
        }
    }
    Err(at)
}

/// Whether a text in quotes can end before this.
fn ends_a_text(following: &str) -> bool {
    let next = following.trim_start_matches(is_blank).chars().next();
    next.is_none_or(|c| matches!(narrow(c), ',' | ';' | ']' | '}' | '=' | ':' | '.' | '#'))
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAIN: &str = "[answers]\nteach = \"agree\"\n";

    #[test]
    fn what_word_processors_and_keyboards_write_becomes_plain() {
        for written in [
            "[answers]\nteach = \u{201c}agree\u{201d}\n",
            "[answers]\nteach = \u{201e}agree\u{201c}\n",
            "[answers]\nteach = \u{ab}\u{a0}agree\u{202f}\u{bb}\n",
            "[answers]\nteach = \u{bb}agree\u{ab}\n",
            "[answers]\nteach = \u{2018}agree\u{2019}\n",
            "[answers]\nteach = \"agree\u{201d}\n",
            "[answers]\nteach = \u{201c}agree\"\n",
            "[answers]\nteach\u{a0}=\u{2009}\"agree\"\n",
            "[answers]\nteach \u{ff1d} \u{ff02}agree\u{ff02}\n",
            "\u{ff3b}answers\u{ff3d}\nteach = \u{300c}agree\u{300d}\n"
                .replace(['\u{300c}', '\u{300d}'], "\"")
                .as_str(),
            "[answers]\n\u{feff}te\u{ad}ach\u{200b} = \"agree\"\n",
            "[answers]\rteach = \"agree\"\r",
            "[answers]\r\nteach = \u{201c}agree\u{201d}\r\n",
            "[answers],\nteach = \"agree\",\n",
            "[answers]\nteach = \"agree\";\n",
            PLAIN,
        ] {
            assert_eq!(straightened(written), PLAIN, "{written}");
        }
        assert_eq!(straightened("```toml\n[answers]\nteach = `agree`\n```\n").trim(), PLAIN.trim());
        assert_eq!(straightened("home\u{2013}visits = 1"), "home-visits = 1");
        assert_eq!(
            straightened("a = \u{2018}don\u{2019}t\u{2019} # \u{201c}x\u{201d}"),
            "a = \"don\u{2019}t\" # \u{201c}x\u{201d}"
        );
    }

    #[test]
    fn json_is_straightened_too() {
        let plain = "{\"a\": \"b\", \"c\": [\"d\"]}";
        for written in [
            "{\u{201c}a\u{201d}: \u{201c}b\u{201d}, \u{201c}c\u{201d}: [\u{201c}d\u{201d}]}",
            "{'a': 'b', 'c': ['d'],}",
            "{\"a\": \"b\", \"c\": [\"d\",]},",
        ] {
            assert_eq!(straightened(written), plain, "{written}");
        }
    }

    #[test]
    fn what_is_opened_without_end_takes_no_time() {
        for piece in ["\u{201c}a ", "\\\"", "\"\"\"a ", "'''", "`x", ",\n", "\n{,", "'\"\u{2018}", "\" \\"] {
            for start in ["", "{", "x = "] {
                let text = format!("{start}{}x", piece.repeat(50_000 / piece.len()));
                assert!(straightened(&text).len() <= 2 * text.len());
            }
        }
    }

    #[test]
    fn proper_quotes_and_comments_keep_all_that_stands_in_them() {
        for proper in [
            "a = \"\u{201c}b\u{201d} \\\" \u{a0}\u{2013}\" # \u{201c}\n",
            "a = '\u{201c}b\u{201d} \\'\n",
            "a = \"\"\"\n\u{201c}\u{a0},\n\"\"\"\n",
            "a = '''\n\u{2018}\u{200b}'''\n",
        ] {
            let mixed = format!("{proper}c = \u{201c}d\u{201d}\n");
            assert_eq!(straightened(&mixed), format!("{proper}c = \"d\"\n"));
        }
    }
}
