//! Whether the cells and rows that a part of a workbook names are such that the reader of workbooks counts to them rightly.
//!
//! It counts letters and digits in 32 bits and does not look whether that is enough: of a damaged name it would make some
//! other cell, and someone's answer would be read where nobody wrote it.

use memchr::{memchr_iter, memrchr2};

use super::markup::Wrong;

/// Letters and digits that can be counted in 32 bits. No sheet has more than three and seven.
const MOST_LETTERS: usize = 6;
const MOST_DIGITS: usize = 9;

/// Looks at every attribute that names a cell, a row or a range: `r` and `ref`.
///
/// # Errors
/// If one names what no sheet has.
pub fn check(xml: &[u8]) -> Result<(), Wrong> {
    let all_counted =
        memchr_iter(b'=', xml).all(|at| !is_reference(&xml[..at]) || is_counted(&xml[at + 1..]));
    if all_counted { Ok(()) } else { Err(Wrong::Reference) }
}

/// Whether what ends here is the name of such an attribute, and not what someone wrote in a cell.
fn is_reference(before: &[u8]) -> bool {
    let name_at_end = before.trim_ascii_end();
    let tag = name_at_end.strip_suffix(b"ref").or_else(|| name_at_end.strip_suffix(b"r"));
    let Some(tag) = tag.filter(|tag| tag.last().is_some_and(u8::is_ascii_whitespace)) else { return false };
    memrchr2(b'<', b'>', tag).is_some_and(|at| tag[at] == b'<')
}

/// Whether each end of the range that begins here, in quotes, has few enough letters and digits.
fn is_counted(value: &[u8]) -> bool {
    let [quote @ (b'"' | b'\''), value @ ..] = value.trim_ascii_start() else { return true };
    let end = value.iter().position(|byte| byte == quote).unwrap_or(value.len());
    value[..end].split(|byte| *byte == b':').all(|cell| {
        let letters = cell.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
        let digits = cell[letters..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        letters <= MOST_LETTERS && digits <= MOST_DIGITS
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_rows_and_ranges_of_any_sheet_are_let_through() {
        for xml in [
            "<c r=\"A1\" t=\"s\"/><c r='XFD1048576'/><row r=\"7\"/><row r = \"1048576\">",
            "<dimension ref=\"A1:XFD1048576\"/><mergeCell ref='A1:B2'/>",
            "<c t=\"ABCDEFGH1\" number=\"12345678901\"/> 1 = 2, r= and ref=",
            "<t>they said r=\"ABCDEFGHIJ\" and ref='12345678901'</t>",
            "<a:off xr=\"ABCDEFGH1\"/><x r:id=\"rId12345678901\"/>",
        ] {
            assert_eq!(check(xml.as_bytes()), Ok(()), "{xml}");
        }
    }

    #[test]
    fn what_cannot_be_counted_is_refused() {
        for xml in [
            "<c r=\"orksheets/sheet2.xml\"/>",
            "<c\tr = 'AAAAAAA1'/>",
            "<row\nr=\"12345678901\">",
            "<dimension ref=\"A1:ABCDEFGH2\"/>",
            "<c r=\"AAAAAAA1",
        ] {
            assert_eq!(check(xml.as_bytes()), Err(Wrong::Reference), "{xml}");
        }
    }
}
