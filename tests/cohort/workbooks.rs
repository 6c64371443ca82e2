//! Workbooks as Microsoft Forms and people write them, and as nobody should.

use std::io::{Cursor, Write};

use calling::answers::cohort::reader::ReadOptions;
use calling::default_pack;
use calling::pack::Pack;
use zip::write::SimpleFileOptions;

use crate::forms::{asks, check, rows};
use crate::input::{labelled, read};
use crate::tables::Joined;

/// Headings as Microsoft Forms leaves them: no-break spaces, and digits that tell twins apart.
fn microsoft_headings(pack: &Pack) -> Vec<String> {
    let mut headings = asks(pack);
    headings[1].push_str("\u{a0}\u{a0}");
    headings[2] = headings[2].replacen(' ', "\u{a0}", 1);
    headings[3].push('2');
    headings[4] = headings[4].replace(' ', "\n");
    headings
}

const MICROSOFT: [&str; 6] = ["ID", "Start time", "Completion time", "Email", "Name", "Last modified time"];

#[test]
fn microsoft_forms_as_a_workbook() {
    let pack = &default_pack().pack;
    let rows = rows(pack, &MICROSOFT, microsoft_headings(pack), Joined::Microsoft);
    let mut workbook = rust_xlsxwriter::Workbook::new();
    workbook.add_worksheet().write(0, 0, "About this file").unwrap();
    let sheet = workbook.add_worksheet();
    for (place, row) in (0..).zip(&rows) {
        for (column, cell) in (0..).zip(row) {
            match cell.parse::<f64>() {
                Ok(number) => sheet.write(place, column, number).unwrap(),
                Err(_) if cell.is_empty() => sheet,
                Err(_) => sheet.write_string(place, column, cell).unwrap(),
            };
        }
    }
    check(pack, "microsoft.xlsx", &workbook.save_to_buffer().unwrap());
    check(pack, "named-otherwise.data", &workbook.save_to_buffer().unwrap());
}

/// As Microsoft Forms itself packs a download: every element with a prefix, a wrong dimension, empty text cells without a
/// value, marks before the XML, and an absolute path to the texts.
#[test]
fn microsoft_forms_own_download() {
    let pack = &default_pack().pack;
    let rows = rows(pack, &MICROSOFT, microsoft_headings(pack), Joined::Microsoft);
    let mut texts = String::new();
    let mut sheet = String::new();
    let mut count = 0;
    for (row, cells) in (1..).zip(&rows) {
        sheet.push_str(&format!("<x:row r=\"{row}\" hidden=\"0\">"));
        for (column, cell) in cells.iter().enumerate() {
            let at = format!("{}{row}", column_name(column));
            if cell.is_empty() {
                sheet.push_str(&format!("<x:c r=\"{at}\" s=\"0\" t=\"s\" />"));
                continue;
            }
            sheet.push_str(&format!("<x:c r=\"{at}\" t=\"s\"><x:v>{count}</x:v></x:c>"));
            texts.push_str(&format!("<x:si><x:t xml:space=\"preserve\">{}</x:t></x:si>", escaped(cell)));
            count += 1;
        }
        sheet.push_str("</x:row>");
    }
    check(pack, "raw.xlsx", &packed(&sheet, &texts));
}

fn column_name(mut column: usize) -> String {
    let mut name = String::new();
    loop {
        name.insert(0, char::from(b'A' + u8::try_from(column % 26).unwrap()));
        column /= 26;
        if column == 0 {
            return name;
        }
        column -= 1;
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

fn packed(sheet: &str, texts: &str) -> Vec<u8> {
    packed_as("<x:sheet name=\"Sheet1\" sheetId=\"1\" r:id=\"rId1\"/>", sheet, texts)
}

/// A workbook that says that these are its sheets: `rId1` is the one with these rows, `rId3` one with a chart.
fn packed_as(sheets: &str, sheet: &str, texts: &str) -> Vec<u8> {
    const SPREADSHEET: &str = "xmlns:x=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"";
    const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    const RELATIONS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
    let relation = |id: &str, kind: &str, target: &str| {
        format!("<Relationship Id=\"{id}\" Type=\"{OFFICE}/{kind}\" Target=\"{target}\"/>")
    };
    let relations =
        |all: String| format!("\u{feff}<Relationships xmlns=\"{RELATIONS}\">{all}</Relationships>");
    let parts = [
        ("_rels/.rels", relations(relation("rId1", "officeDocument", "xl/workbook.xml"))),
        (
            "xl/_rels/workbook.xml.rels",
            relations(
                relation("rId1", "worksheet", "worksheets/sheet1.xml")
                    + &relation("rId2", "sharedStrings", "/xl/sharedStrings.xml")
                    + &relation("rId3", "chartsheet", "chartsheets/sheet1.xml"),
            ),
        ),
        (
            "xl/workbook.xml",
            format!(
                "<x:workbook xmlns:r=\"{OFFICE}\" {SPREADSHEET}><x:sheets>{sheets}</x:sheets></x:workbook>"
            ),
        ),
        (
            "xl/worksheets/sheet1.xml",
            format!(
                "<x:worksheet {SPREADSHEET}><x:dimension ref=\"A1\"/><x:sheetData>{sheet}</x:sheetData></x:worksheet>"
            ),
        ),
        ("xl/sharedStrings.xml", format!("<x:sst {SPREADSHEET}>{texts}</x:sst>")),
        ("xl/chartsheets/sheet1.xml", format!("<x:chartsheet {SPREADSHEET}/>")),
    ];
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn sheet_of(pack: &Pack, sheet: &str, texts: &str) -> String {
    let found = read(pack, "a.xlsx", &packed(sheet, texts), &ReadOptions::default());
    match found {
        Ok(found) => format!("{} read", found.respondents.len()),
        Err(error) => error.to_string(),
    }
}

#[test]
fn a_hostile_workbook_costs_neither_memory_nor_a_crash() {
    let pack = &default_pack().pack;
    let id = &pack.questions()[0].id;
    let heading = format!("<x:row r=\"1\"><x:c r=\"A1\" t=\"str\"><x:v>{id}</x:v></x:c></x:row>");
    // A cell far to the right in each of many rows: as whole rows, gigabytes.
    let far: String = (2..20_000)
        .map(|row| format!("<x:row r=\"{row}\"><x:c r=\"NTP{row}\"><x:v>1</x:v></x:c></x:row>"))
        .collect();
    assert_eq!(sheet_of(pack, &(heading.clone() + &far), ""), "19998 read");
    let beyond = "<x:row r=\"2\"><x:c r=\"XFD2\"><x:v>1</x:v></x:c></x:row>";
    assert!(sheet_of(pack, &(heading.clone() + beyond), "").contains("more than 10000 columns"));
    let backwards = "<x:row r=\"9\"><x:c r=\"A9\"><x:v>1</x:v></x:c></x:row><x:row r=\"2\"><x:c r=\"A2\"><x:v>1</x:v></x:c></x:row>";
    assert!(sheet_of(pack, &(heading.clone() + backwards), "").contains("row 2 stands behind row 9"));
    let missing = "<x:row r=\"2\"><x:c r=\"A2\" t=\"s\"><x:v>99999</x:v></x:c></x:row>";
    assert!(!sheet_of(pack, &(heading.clone() + missing), "").is_empty());
    let cut_off = "<x:row r=\"2\"><x:c r=\"A2\"><x:v>1";
    assert!(sheet_of(pack, &(heading.clone() + cut_off), "").contains("cannot be read"));
    let long =
        format!("<x:row r=\"2\"><x:c r=\"A2\" t=\"str\"><x:v>{}</x:v></x:c></x:row>", "x".repeat(2 << 20));
    assert!(sheet_of(pack, &(heading.clone() + &long), "").contains("longer than a megabyte"));
    assert!(sheet_of(pack, "", "").contains("holds no respondents"));
    assert!(sheet_of(pack, &heading, "").contains("holds no respondents"));
}

#[test]
fn a_chart_on_a_sheet_of_its_own_is_passed_over_and_a_sheet_that_is_named_over_and_over_is_not_read_for_ever()
{
    let pack = &default_pack().pack;
    let sheet =
        |name: usize, id: &str| format!("<x:sheet name=\"S{name}\" sheetId=\"{name}\" r:id=\"{id}\"/>");
    let said = |sheets: &str, rows: &str| {
        let bytes = packed_as(sheets, rows, "");
        read(pack, "a.xlsx", &bytes, &ReadOptions::default())
            .map(|found| found.respondents.len())
            .map_err(|error| error.to_string())
    };
    let id = &pack.questions()[0].id;
    let one = format!(
        "<x:row r=\"1\"><x:c r=\"A1\" t=\"str\"><x:v>{id}</x:v></x:c></x:row>\
         <x:row r=\"2\"><x:c r=\"A2\"><x:v>1</x:v></x:c></x:row>"
    );
    assert_eq!(said(&(sheet(1, "rId3") + &sheet(2, "rId1")), &one), Ok(1));
    let named = |times: usize| (1..=times).map(|name| sheet(name, "rId1")).collect::<String>();
    assert!(said(&named(101), "").unwrap_err().contains("101 sheets, but at most 100 are read"));
    // Nothing but empty cells, that hardly deflate.
    let empty: String =
        (0..60_000_u64).map(|n| format!("<x:c s=\"{}\"/>", n.wrapping_mul(0x9e37_79b9_7f4a_7c15))).collect();
    let error = said(&named(100), &format!("<x:row r=\"1\">{empty}</x:row>")).unwrap_err();
    assert!(error.contains("over and over"), "{error}");
}

#[test]
fn what_a_person_sees_in_a_cell_is_what_is_read() {
    let pack = &default_pack().pack;
    let statement = pack.questions().iter().find(|question| question.options.len() == 5).unwrap();
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let date = rust_xlsxwriter::Format::new().set_num_format("m/d/yy\\ h:mm:ss");
    let sheet = workbook.add_worksheet();
    sheet.write(0, 0, &statement.id).unwrap();
    sheet.write(0, 1, "Who").unwrap();
    sheet.write(1, 0, 3.0).unwrap();
    sheet.write_with_format(1, 1, 45_985.379_363_425_92, &date).unwrap();
    sheet.write(2, 0, "3").unwrap();
    sheet.write(2, 1, 7).unwrap();
    sheet.write(3, 0, 2.5).unwrap();
    let found = read(pack, "a.xlsx", &workbook.save_to_buffer().unwrap(), &labelled("who")).unwrap();
    let [first, second, third] = &found.respondents[..] else { panic!("{found:?}") };
    assert_eq!(first.label.as_deref(), Some("2025-11-24 09:06:17"));
    assert_eq!(second.label.as_deref(), Some("7"));
    assert_eq!(first.answers, second.answers);
    assert_eq!((third.problems[0].cell.as_str(), third.problems[0].row), ("2.5", 4));
}
