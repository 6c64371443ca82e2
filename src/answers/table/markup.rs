//! Whether the markup of a large part of a workbook is such that reading it takes little memory.
//!
//! The reader of workbooks keeps whatever stands between two tags, whatever belongs to one cell, and the name of every
//! element that is open; and it does not mind elements that are closed in another order than they were opened. So here each
//! of these has a bound, and elements must be closed in order: only then is it certain where a cell ends.

use memchr::{memchr, memmem};

/// Bytes of one cell or one text with its markup, at most.
const LARGEST_CELL_MARKUP: usize = 1 << 20;
/// Elements open at a time, at most.
const DEEPEST: usize = 64;

/// What is wrong with markup.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wrong {
    /// A cell is longer than a megabyte.
    LongCell,
    /// There are more tags than this.
    TooManyTags(u64),
    /// Elements are closed in another order than they were opened, or nested deeper than in any workbook.
    Nesting,
    /// Something that no spreadsheet program writes among cells: a comment, a declaration.
    Declaration,
    /// A cell or row is named that no sheet has.
    Reference,
}

/// Looks at markup that arrives piece by piece.
#[derive(Debug)]
pub struct Markup {
    most_tags: u64,
    /// Elements that are open around a cell.
    around_cell: usize,
    tags: u64,
    /// Bytes since the last cell ended.
    cell: usize,
    /// Names of the elements that are open, one behind the other, and where each begins.
    names: Vec<u8>,
    open: Vec<usize>,
}

impl Markup {
    /// A look at a part with so many tags at most, whose cells stand inside so many elements.
    #[must_use]
    pub fn new(most_tags: u64, around_cell: usize) -> Self {
        Self { most_tags, around_cell, tags: 0, cell: 0, names: Vec::new(), open: Vec::new() }
    }

    /// Looks at the next bytes and says how many are done with: the rest is the beginning of a tag, to be given again with
    /// what follows it.
    ///
    /// # Errors
    /// What is wrong.
    pub fn feed(&mut self, xml: &[u8]) -> Result<usize, Wrong> {
        let mut done = 0;
        while let Some(text) = memchr(b'<', &xml[done..]) {
            let start = done + text;
            let Some(length) = tag_length(&xml[start..])? else {
                self.add_to_cell(text)?;
                return self.fits(xml.len() - start).map(|()| start);
            };
            self.add_to_cell(text + length)?;
            self.take_tag(&xml[start + 1..start + length - 1])?;
            done = start + length;
        }
        self.add_to_cell(xml.len() - done)?;
        Ok(xml.len())
    }

    fn add_to_cell(&mut self, bytes: usize) -> Result<(), Wrong> {
        self.cell += bytes;
        self.fits(0)
    }

    fn fits(&self, more: usize) -> Result<(), Wrong> {
        if self.cell + more > LARGEST_CELL_MARKUP { Err(Wrong::LongCell) } else { Ok(()) }
    }

    /// A tag without its angle brackets.
    fn take_tag(&mut self, tag: &[u8]) -> Result<(), Wrong> {
        self.tags += 1;
        if self.tags > self.most_tags {
            return Err(Wrong::TooManyTags(self.most_tags));
        }
        match tag {
            [b'?', ..] | [.., b'/'] => {}
            [b'/', name @ ..] => {
                let start = self.open.pop().ok_or(Wrong::Nesting)?;
                if self.names[start..] != *name_of(name) {
                    return Err(Wrong::Nesting);
                }
                self.names.truncate(start);
            }
            _ => {
                if self.open.len() == DEEPEST {
                    return Err(Wrong::Nesting);
                }
                self.open.push(self.names.len());
                self.names.extend_from_slice(name_of(tag));
            }
        }
        if self.open.len() <= self.around_cell {
            self.cell = 0;
        }
        Ok(())
    }
}

fn name_of(tag: &[u8]) -> &[u8] {
    let end = tag.iter().position(|byte| matches!(byte, b' ' | b'\t' | b'\r' | b'\n'));
    &tag[..end.unwrap_or(tag.len())]
}

/// How long the tag is that the bytes begin with; nothing if they end before it does.
fn tag_length(xml: &[u8]) -> Result<Option<usize>, Wrong> {
    let end = match xml.get(1) {
        Some(b'!') => return Err(Wrong::Declaration),
        Some(b'/') => memchr(b'>', xml),
        Some(b'?') => memmem::find(&xml[2..], b"?>").map(|at| at + 3),
        _ => {
            let mut quote = None;
            xml.iter().position(|byte| {
                match (quote, byte) {
                    (None, b'"' | b'\'') => quote = Some(*byte),
                    (Some(open), _) if open == *byte => quote = None,
                    _ => {}
                }
                quote.is_none() && *byte == b'>'
            })
        }
    };
    Ok(end.map(|at| at + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is said of a sheet, whatever pieces it arrives in.
    fn said(cells: &str) -> Result<(), Wrong> {
        let xml = format!("<?xml version='1.0'?>\n<s><sheetData><row>{cells}</row></sheetData></s>");
        let of = |piece: usize| {
            let mut markup = Markup::new(1000, 3);
            let mut waiting = Vec::new();
            for piece in xml.as_bytes().chunks(piece) {
                waiting.extend_from_slice(piece);
                let done = markup.feed(&waiting)?;
                waiting.drain(..done);
            }
            Ok(())
        };
        let whole = of(xml.len());
        for piece in [5, 7, 1 << 16] {
            if xml.len() < 10_000 || piece > 100 {
                assert_eq!(of(piece), whole, "in pieces of {piece}");
            }
        }
        whole
    }

    #[test]
    fn what_spreadsheet_programs_write_is_let_through() {
        assert_eq!(said("<c r=\"A1\"><v>1</v></c><c/><c t='a>b\"'><is><t >1 > 0</t ></is></c>"), Ok(()));
        assert_eq!(said(&format!("<c><is><t>{}</t></is></c>", "x".repeat(50_000)).repeat(100)), Ok(()));
    }

    #[test]
    fn nothing_can_make_one_cell_long() {
        let megabyte = "x>".repeat(1 << 19);
        for cell in [
            format!("<c><v>{megabyte}"),
            format!("<c r=\"{megabyte}"),
            format!("<c><?x {megabyte}"),
            format!("<c><is>{}", format!("<r><t>{}</t></r>", "x".repeat(9000)).repeat(120)),
            format!("<c><is>{}", format!("<row/><t>{}</t><row/>", "x".repeat(9000)).repeat(120)),
        ] {
            assert_eq!(said(&cell), Err(Wrong::LongCell), "{}", &cell[..40]);
        }
        assert_eq!(said("<c><!-- > -->"), Err(Wrong::Declaration));
        assert_eq!(said("<c><is><t>x</t><![CDATA[<c>]]>"), Err(Wrong::Declaration));
    }

    #[test]
    fn elements_are_closed_in_order_and_not_nested_without_end() {
        assert_eq!(said("<c><is><t>x</x></x></c>"), Err(Wrong::Nesting));
        assert_eq!(said("</row></sheetData></s></s>"), Err(Wrong::Nesting));
        assert_eq!(said(&"<c>".repeat(100)), Err(Wrong::Nesting));
        assert_eq!(said(&"<c/>".repeat(1000)), Err(Wrong::TooManyTags(1000)));
    }
}
