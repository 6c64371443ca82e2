//! Tables in markup, row by row: the page that some services call an Excel file, the content of an `OpenDocument`
//! spreadsheet, and Excel's XML of 2003. All are rows of cells between tags; only the names of the tags differ.
//!
//! Nothing is kept but the row that is being read: neither how often a cell says that it is repeated nor what a table
//! claims to be can take memory.

use std::collections::BTreeMap;
use std::io::{self, BufRead};

use memchr::memchr;

use super::part::Part;
use super::tags::{Quotes, as_text, attribute, local_name, number, shown_formula};
use super::{LARGEST_CELL, LARGEST_RECORD, MOST_COLUMNS};
use crate::answers::mended_words::without_markup;

/// Bytes of one tag at most.
const LARGEST_TAG: usize = 1 << 16;
/// Rows of one table at most, as many as a spreadsheet has.
const MOST_ROWS: u64 = 1 << 20;
/// Rows in which cells that reach down may reach down together.
const MOST_SPANS: usize = MOST_COLUMNS;

/// Reads tables out of markup.
pub struct MarkedUp<R> {
    input: R,
    /// Names of elements whose text is not shown, while one is open.
    unseen: Option<String>,
    /// Tables so far, and whether they stand in sheets that have names.
    tables: u64,
    in_sheet: bool,
    row: u64,
    /// How many rows the one that is open stands for.
    row_repeats: u64,
    cells: Vec<(usize, String)>,
    bytes: usize,
    column: usize,
    /// Columns that a cell above reaches down into, and into how many rows more.
    spans: BTreeMap<usize, u64>,
    cell: Option<Cell>,
}

/// A cell that is open.
#[derive(Default)]
struct Cell {
    text: Vec<u8>,
    /// What it is worth if no text is in it.
    value: Option<String>,
    across: usize,
    repeats: usize,
    down: u64,
    /// Whether it breaks lines only where tags do.
    flows: bool,
}

impl<R: BufRead> MarkedUp<R> {
    /// Reads what is left of `input`.
    pub fn new(input: R) -> Self {
        Self {
            input,
            unseen: None,
            tables: 0,
            in_sheet: false,
            row: 0,
            row_repeats: 1,
            cells: Vec::new(),
            bytes: 0,
            column: 0,
            spans: BTreeMap::new(),
            cell: None,
        }
    }

    /// Reads on to the end and hands over each sheet's name and each row that holds anything; `take` says whether more is
    /// wanted.
    ///
    /// # Errors
    /// What is wrong, in words.
    pub fn each_part(mut self, take: &mut dyn FnMut(Part) -> bool) -> Result<(), String> {
        loop {
            let mut text = Vec::new();
            let more = self.until(b'<', &mut text, LARGEST_CELL + 1).map_err(|error| error.to_string())?;
            self.add_text(&text);
            if !more {
                return Ok(());
            }
            let tag = self.tag().map_err(|error| error.to_string())?;
            let Some(tag) = tag else { continue };
            if !self.take_tag(&tag, take)? {
                return Ok(());
            }
        }
    }

    /// Takes bytes up to one, which is passed over, and keeps at most so many of them; whether that one was there.
    fn until(&mut self, end: u8, kept: &mut Vec<u8>, most: usize) -> io::Result<bool> {
        loop {
            let ready = match self.input.fill_buf() {
                Ok(ready) => ready,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            };
            if ready.is_empty() {
                return Ok(false);
            }
            let found = memchr(end, ready);
            let length = found.unwrap_or(ready.len());
            let room = most.saturating_sub(kept.len()).min(length);
            kept.extend_from_slice(&ready[..room]);
            let passed = length + usize::from(found.is_some());
            self.input.consume(passed);
            if found.is_some() {
                return Ok(true);
            }
        }
    }

    /// The next tag without its angle brackets; nothing for what is none.
    fn tag(&mut self) -> io::Result<Option<String>> {
        let mut tag = Vec::new();
        let mut quotes = Quotes::default();
        loop {
            let more = self.until(b'>', &mut tag, LARGEST_TAG)?;
            if tag.len() >= LARGEST_TAG {
                return Err(io::Error::other("a tag in it is longer than 64 KiB"));
            }
            let comment = tag.starts_with(b"!--");
            let ended = if comment { tag.len() >= 5 && tag.ends_with(b"--") } else { !quotes.are_open(&tag) };
            if !more || ended {
                let seen = more && !comment && !tag.starts_with(b"?");
                return Ok(seen.then(|| as_text(&tag)));
            }
            tag.push(b'>');
            if comment {
                // Only its end is looked for, however long it is.
                let keep = tag.len().saturating_sub(3).max(3);
                tag.drain(3..keep);
            }
        }
    }

    fn add_text(&mut self, text: &[u8]) {
        if self.unseen.is_some() {
            return;
        }
        let Some(cell) = &mut self.cell else { return };
        let room = (LARGEST_CELL + 1).saturating_sub(cell.text.len());
        for byte in text.iter().take(room) {
            let blank = cell.flows && byte.is_ascii_whitespace();
            if blank && cell.text.last().is_none_or(u8::is_ascii_whitespace) {
                continue;
            }
            cell.text.push(if blank { b' ' } else { *byte });
        }
    }

    /// Whether more is wanted.
    fn take_tag(&mut self, tag: &str, take: &mut dyn FnMut(Part) -> bool) -> Result<bool, String> {
        if let Some(text) = tag.strip_prefix("![CDATA[") {
            self.add_text(text.trim_end_matches(']').as_bytes());
            return Ok(true);
        }
        let closes = tag.starts_with('/');
        let alone = tag.ends_with('/');
        let name = local_name(tag);
        if let Some(unseen) = &self.unseen {
            if closes && *unseen == name {
                self.unseen = None;
            }
            return Ok(true);
        }
        match (name.as_str(), closes) {
            ("script" | "style" | "annotation" | "comment" | "tracked-changes", false) if !alone => {
                self.unseen = Some(name);
            }
            ("worksheet", _) => {
                self.in_sheet = !closes;
                if !closes {
                    return Ok(take(self.begin_table(attribute(tag, "name"))));
                }
            }
            ("table", false) if !self.in_sheet => return Ok(take(self.begin_table(attribute(tag, "name")))),
            ("tr" | "table-row" | "row", false) => {
                let more = self.end_row(take)?;
                self.begin_row(tag);
                if alone {
                    return Ok(more && self.end_row(take)?);
                }
                return Ok(more);
            }
            ("tr" | "table-row" | "row" | "table" | "tbody" | "thead", true) => return self.end_row(take),
            ("td" | "th" | "table-cell" | "covered-table-cell" | "cell", false) => {
                self.end_cell()?;
                self.begin_cell(tag, &name);
                if alone {
                    self.end_cell()?;
                }
            }
            ("td" | "th" | "table-cell" | "covered-table-cell" | "cell", true) => self.end_cell()?,
            ("br" | "line-break" | "li" | "div" | "p", false) => self.break_line(),
            ("s" | "tab", false) if tag.contains(':') => self.add_blank(),
            _ => {}
        }
        Ok(true)
    }

    fn begin_table(&mut self, name: Option<String>) -> Part {
        self.tables += 1;
        (self.row, self.row_repeats) = (0, 0);
        self.cells.clear();
        self.spans.clear();
        self.cell = None;
        Part::Sheet(name.unwrap_or_else(|| format!("table {}", self.tables)))
    }

    fn begin_row(&mut self, tag: &str) {
        self.row_repeats = number(tag, "number-rows-repeated").unwrap_or(1);
        // Excel's XML names the rows that follow a gap.
        if let Some(index) = number(tag, "index").filter(|index| *index > self.row) {
            self.row = index - 1;
        }
        self.column = 0;
    }

    /// Hands the row over that is open, as often as it says that it is there.
    fn end_row(&mut self, take: &mut dyn FnMut(Part) -> bool) -> Result<bool, String> {
        self.end_cell()?;
        self.bytes = 0;
        let repeats = std::mem::take(&mut self.row_repeats);
        if repeats == 0 {
            return Ok(true);
        }
        self.spans.retain(|_, rows| {
            *rows = rows.saturating_sub(1);
            *rows > 0
        });
        let cells = std::mem::take(&mut self.cells);
        let first = self.row + 1;
        self.row = self.row.saturating_add(repeats);
        if cells.is_empty() {
            return Ok(true);
        }
        if self.row > MOST_ROWS {
            return Err(format!("more than {MOST_ROWS} rows"));
        }
        for row in first..self.row {
            if !take(Part::Row((row, cells.clone()))) {
                return Ok(false);
            }
        }
        Ok(take(Part::Row((self.row, cells))))
    }

    fn begin_cell(&mut self, tag: &str, name: &str) {
        let usize_of =
            |name: &str| number(tag, name).map(|number| usize::try_from(number).unwrap_or(usize::MAX));
        if let Some(index) = usize_of("index") {
            self.column = index.saturating_sub(1).max(self.column);
        }
        while self.spans.contains_key(&self.column) {
            self.column += 1;
        }
        let across =
            usize_of("colspan").or_else(|| usize_of("mergeacross").map(|more| more.saturating_add(1)));
        let value = attribute(tag, "string-value")
            .or_else(|| attribute(tag, "value").filter(|_| tag.contains("office:value=")))
            .or_else(|| attribute(tag, "formula").map(|formula| shown_formula(&formula)));
        self.cell = Some(Cell {
            text: Vec::new(),
            value,
            across: across.unwrap_or(1).max(1),
            repeats: usize_of("number-columns-repeated").unwrap_or(1).max(1),
            down: number(tag, "rowspan").unwrap_or(1),
            flows: matches!(name, "td" | "th"),
        });
    }

    fn end_cell(&mut self) -> Result<(), String> {
        let Some(cell) = self.cell.take() else { return Ok(()) };
        let text = without_markup(as_text(&cell.text).trim()).into_owned();
        let text = if text.is_empty() { cell.value.unwrap_or_default() } else { text };
        let start = self.column;
        self.column = start.saturating_add(cell.across.saturating_mul(cell.repeats));
        if cell.down > 1 {
            let columns = (start..self.column).take(MOST_SPANS);
            // The row itself is counted down, too.
            self.spans.extend(columns.map(|column| (column, cell.down)));
        }
        if text.is_empty() {
            return Ok(());
        }
        if start.saturating_add(cell.repeats) > MOST_COLUMNS {
            return Err(format!("more than {MOST_COLUMNS} columns"));
        }
        self.bytes += text.len() * cell.repeats;
        if self.bytes > LARGEST_RECORD {
            return Err(format!("row {} is longer than a megabyte", self.row + 1));
        }
        self.cells.extend((start..start + cell.repeats).map(|column| (column, text.clone())));
        Ok(())
    }

    /// A line ends where a tag ends it, but none begins a cell.
    fn break_line(&mut self) {
        if let Some(cell) = &mut self.cell
            && !cell.text.trim_ascii().is_empty()
        {
            cell.text.push(b'\n');
        }
    }

    fn add_blank(&mut self) {
        if let Some(cell) = &mut self.cell {
            cell.text.push(b' ');
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str) -> Result<Vec<String>, String> {
        let mut found = Vec::new();
        MarkedUp::new(text.as_bytes()).each_part(&mut |part| {
            found.push(match part {
                Part::Sheet(name) => name,
                Part::Row((row, cells)) => format!("{row} {cells:?}"),
            });
            found.len() < 20
        })?;
        Ok(found)
    }

    #[test]
    fn a_page_is_read_as_a_table() {
        let page = "<html><head><style>td { content: '<td>' }</style><!-- <table> > --></head><TABLE border=1>\
            <tr><td colspan=2>A &amp;\n b</td><th rowspan='2'>c</th></tr>\
            <tr><td>1<br>2<td title=\"a>b\">3\n<tr><td></td><td>caf\u{e9}</td><td/></tr></table>";
        assert_eq!(
            parts(page).unwrap(),
            [
                "table 1",
                "1 [(0, \"A & b\"), (2, \"c\")]",
                "2 [(0, \"1\\n2\"), (1, \"3\")]",
                "3 [(1, \"caf\u{e9}\")]"
            ]
        );
    }

    #[test]
    fn an_opendocument_spreadsheet_is_read_as_tables() {
        let content = "<?xml version='1.0'?><office:spreadsheet><table:table table:name=\"Form &amp; co\">\
            <table:table-row table:number-rows-repeated=\"2\"><table:table-cell/></table:table-row>\
            <table:table-row><table:table-cell><text:p>a<text:s/>b</text:p><text:p>c</text:p>\
            <office:annotation><text:p>no</text:p></office:annotation></table:table-cell>\
            <table:table-cell table:number-columns-repeated=\"2\"><text:p>x</text:p></table:table-cell>\
            <table:table-cell table:formula=\"of:=[.A1]\"/>\
            <table:table-cell table:number-columns-repeated=\"1000000000000\"/></table:table-row>\
            <table:table-row table:number-rows-repeated=\"1000000\"><table:table-cell/></table:table-row>\
            </table:table><table:table table:name='B'/></office:spreadsheet>";
        assert_eq!(
            parts(content).unwrap(),
            ["Form & co", "3 [(0, \"a b\\nc\"), (1, \"x\"), (2, \"x\"), (3, \"=[.A1]\")]", "B"]
        );
    }

    #[test]
    fn excels_xml_is_read_as_sheets() {
        let xml = "<Workbook><Worksheet ss:Name='One'><Table><Row ss:Index='3'><Cell><Data ss:Type='String'>a</Data></Cell>\
            <Cell ss:Index='4'><Data>b</Data></Cell></Row></Table></Worksheet></Workbook>";
        assert_eq!(parts(xml).unwrap(), ["One", "3 [(0, \"a\"), (3, \"b\")]"]);
    }

    #[test]
    fn claims_take_no_memory() {
        let repeated = |what: &str, inside: &str| {
            format!(
                "<table><table-row {what}=\"99999999999999\"><table-cell>{inside}</table-cell></table-row></table>"
            )
        };
        assert!(parts(&repeated("number-rows-repeated", "x")).unwrap_err().contains("rows"));
        assert_eq!(parts(&repeated("number-rows-repeated", "")).unwrap(), ["table 1"]);
        let wide = "<table><tr><table-cell number-columns-repeated='99999999999'>x</table-cell></tr></table>";
        assert!(parts(wide).unwrap_err().contains("columns"));
        assert!(parts(&format!("<table><tr><td a='{}'>", "x".repeat(1 << 17))).unwrap_err().contains("tag"));
        let long = format!("<table><tr><td>{}</td></tr>", "x".repeat(1 << 20));
        assert_eq!(parts(&long).unwrap().len(), 2);
        for odd in
            ["<", "<a", "</", "<td", "<tr><td>", "<!--", "<![CDATA[", "a>b", "<table><tr></table></tr></td>"]
        {
            assert!(parts(odd).is_ok(), "{odd}");
        }
    }
}
