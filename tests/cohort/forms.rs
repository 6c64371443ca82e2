//! What form services export is read as it was meant, whatever the service, the file and its encoding.

use calling::answers::Answers;
use calling::answers::cohort::reader::ReadOptions;
use calling::default_pack;
use calling::pack::Pack;

use crate::input::{labelled, read};
use crate::tables::{Joined, cells, csv, somebody};

const PEOPLE: usize = 8;
const LABEL: &str = "A name or number of your choice";
const NAMES: [&str; PEOPLE] =
    ["Robin", "Sam", "7", "A\u{11f}\u{e7}a", "Jean-Fran\u{e7}ois", "=1+1", "x, y", "\"q\""];

fn people(pack: &Pack) -> Vec<Answers> {
    (0..PEOPLE).map(|number| somebody(pack, number)).collect()
}

/// The questions' words.
pub fn asks(pack: &Pack) -> Vec<String> {
    pack.questions().iter().map(|question| question.ask.clone()).collect()
}

/// A heading with a service's own columns and the label, and a row for each person.
pub fn rows(pack: &Pack, own: &[&str], headings: Vec<String>, joined: Joined) -> Vec<Vec<String>> {
    let mut all =
        vec![own.iter().map(|&own| own.to_owned()).chain([LABEL.to_owned()]).chain(headings).collect()];
    for (answers, name) in people(pack).iter().zip(NAMES) {
        let own = own.iter().map(|_| "11/24/2025 9:08:17".to_owned());
        all.push(own.chain([name.to_owned()]).chain(cells(pack, answers, joined)).collect());
    }
    all
}

/// Checks that a file is read as it was meant.
pub fn check(pack: &Pack, name: &str, bytes: &[u8]) {
    let found = read(pack, name, bytes, &labelled(LABEL)).unwrap_or_else(|error| panic!("{name}: {error}"));
    assert!(found.lost.is_empty(), "{name}: {:?}", found.lost);
    assert_eq!(found.respondents.len(), PEOPLE, "{name}");
    for (number, (respondent, answers)) in found.respondents.iter().zip(people(pack)).enumerate() {
        assert_eq!(respondent.problems, [], "{name}");
        assert_eq!(respondent.label.as_deref(), Some(NAMES[number]), "{name}");
        assert_eq!(respondent.row, number as u64 + 2, "{name}");
        assert_eq!(respondent.answers, answers, "{name}, row {}", respondent.row);
    }
    let unasked = read(pack, name, bytes, &ReadOptions::default()).unwrap();
    let labels: Vec<_> = unasked.respondents.iter().map(|respondent| respondent.label.as_deref()).collect();
    assert_eq!(labels, NAMES.map(Some), "{name}: the form asked for a name of one's choice");
    assert!(
        unasked.respondents.iter().zip(people(pack)).all(|(one, answers)| one.answers == answers),
        "{name}"
    );
}

#[test]
fn a_services_own_names_are_not_read_unasked() {
    let pack = &default_pack().pack;
    let mut rows = rows(pack, &["Email Address", "Name"], asks(pack), Joined::GoogleSheets);
    rows[0][2] = "Your full name".to_owned();
    let found = read(pack, "a.csv", &csv(&rows, b','), &ReadOptions::default()).unwrap();
    assert!(found.respondents.iter().all(|respondent| respondent.label.is_none()));
    let asked = read(pack, "a.csv", &csv(&rows, b','), &labelled("your full name")).unwrap();
    assert!(asked.respondents.iter().all(|respondent| respondent.label.is_some()));
}

fn utf16(text: &[u8], unit: fn(u16) -> [u8; 2]) -> Vec<u8> {
    let text = format!("\u{feff}{}", std::str::from_utf8(text).unwrap());
    text.encode_utf16().flat_map(unit).collect()
}

#[test]
fn google_sheets_and_what_excel_makes_of_it() {
    let pack = &default_pack().pack;
    let mut headings = asks(pack);
    headings[2].push(' ');
    let rows = rows(pack, &["Timestamp", "Email Address"], headings, Joined::GoogleSheets);
    let commas = csv(&rows, b',');
    check(pack, "sheets.csv", &commas);
    let crlf = String::from_utf8(commas.clone()).unwrap().replace('\n', "\r\n");
    check(pack, "crlf.csv", crlf.trim_end().as_bytes());
    check(pack, "cr.csv", crlf.replace("\r\n", "\r").as_bytes());
    check(pack, "bom.csv", &[b"\xef\xbb\xbf", &commas[..]].concat());
    check(pack, "semicolon.csv", &csv(&rows, b';'));
    check(pack, "excel.csv", &[b"sep=;\r\n", &csv(&rows, b';')[..]].concat());
    let tabs = csv(&rows, b'\t');
    check(pack, "tabs.tsv", &tabs);
    check(pack, "utf16le.txt", &utf16(&tabs, u16::to_le_bytes));
    check(pack, "utf16be.txt", &utf16(&commas, u16::to_be_bytes));
}

#[test]
fn google_forms_own_download() {
    let pack = &default_pack().pack;
    let rows = rows(pack, &["Timestamp", "Username", "Total score"], asks(pack), Joined::GoogleForms);
    let mut writer = csv::WriterBuilder::new().quote_style(csv::QuoteStyle::Always).from_writer(Vec::new());
    for row in &rows {
        writer.write_record(row).unwrap();
    }
    check(pack, "forms.csv", writer.into_inner().unwrap().trim_ascii_end());
}
