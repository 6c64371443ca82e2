//! Tables of any kind: no row is lost in silence, and results, problems, hand-outs and the summary can all be read back.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use calling::answers::cohort::labels::Labels;
use calling::answers::cohort::reader::{Cohort, ReadOptions};
use calling::answers::cohort::{Problem, Respondent};
use calling::matching::placing::Placer;
use calling::matching::room::Summary;
use calling::matching::room::tally::Tally;
use calling::report::room::line::{Line, columns};
use calling::report::room::{csv as csv_rows, handout, json, summary};
use calling::result::{Report, Wanted};

use crate::{CONTENT, page, scratch, show};

const ENDINGS: [&str; 5] = ["csv", "tsv", "jsonl", "json", "txt"];
/// People who get a page: one after the other is laid out in the same way.
const PAGES: usize = 3;
/// A summary tells nothing of fewer.
const FEWEST: usize = 5;

/// What was read of an input.
pub struct Room {
    pub people: Vec<Respondent>,
    pub lost: Vec<Problem>,
}

/// One input: a digit for the file's ending, then the file.
pub fn try_out(bytes: &[u8]) {
    let Some((first, file)) = bytes.split_first() else { return };
    let ending = ENDINGS[usize::from(first.wrapping_sub(b'0')) % ENDINGS.len()];
    if let Some(room) = read(&format!("fuzz.{ending}"), file) {
        each_row_is_accounted_for(file, &room);
        written(&room);
    }
}

/// Reads a file as `workshop` does, with and without labels; nothing if it is refused, in words that can be shown.
pub fn read(name: &str, file: &[u8]) -> Option<Room> {
    let folder = scratch();
    let path = folder.path().join(name);
    fs::write(&path, file).expect("a file is written");
    let labelled = ReadOptions { label: Some("who".to_owned()), ..ReadOptions::default() };
    // A table without that column is refused with labels and read without.
    read_with(&path, &labelled).or_else(|| read_with(&path, &ReadOptions::default()))
}

fn read_with(path: &Path, options: &ReadOptions) -> Option<Room> {
    let refused = |error: calling::answers::cohort::reader::CohortError| {
        let words = error.to_string();
        assert!(!words.trim().is_empty());
        show::on_a_terminal(&calling::visible::marked(&words));
    };
    let mut cohort = Cohort::open(&CONTENT.pack, path, options).map_err(refused).ok()?;
    let mut room = Room { people: Vec::new(), lost: Vec::new() };
    let mut labels = Labels::default();
    while let Some(stretch) = cohort.next_stretch().map_err(refused).ok()? {
        let mut batch = stretch.read(&CONTENT.pack);
        labels.tell_apart(&mut batch);
        room.people.extend(batch.respondents);
        room.lost.extend(batch.lost);
    }
    assert!(!room.people.is_empty() || !room.lost.is_empty(), "a room with nobody in it is refused");
    Some(room)
}

/// Every row stands among the people or among the lost, and in one of them only.
fn each_row_is_accounted_for(file: &[u8], room: &Room) {
    let rows: Vec<u64> =
        room.people.iter().map(|one| one.row).chain(room.lost.iter().map(|one| one.row)).collect();
    let all: BTreeSet<u64> = rows.iter().copied().collect();
    assert_eq!(all.len(), rows.len(), "a row is counted twice: {rows:?}");
    // Without quotes a row is a line. Of other encodings and line ends the rows are not counted here.
    let Ok(text) = std::str::from_utf8(file) else { return };
    if text.contains(['"', '\r', '\0', '\u{feff}']) || text.trim_start().starts_with("sep=") {
        return;
    }
    let lines =
        text.split('\n').zip(1..).filter(|(line, _)| line.contains(|c: char| c.is_ascii_alphanumeric()));
    for (line, number) in lines.skip(1) {
        assert!(all.contains(&number), "row {number} is lost in silence: {line:?}");
    }
}

/// Results, problems and pages of a room.
pub fn written(room: &Room) {
    let (pack, evidence) = (&CONTENT.pack, &CONTENT.evidence);
    let mut placer = Placer::new(pack, evidence);
    let mut tally = Tally::new(pack);
    let (mut results, mut lines, mut problems) = (Vec::new(), Vec::new(), Vec::new());
    csv_rows::head(&mut results).expect("memory takes it");
    csv_rows::problems_head(&mut problems).expect("memory takes it");
    for one in &room.people {
        let line = Line::of(&mut placer, one, None);
        csv_rows::row(&mut results, pack, &line).expect("memory takes it");
        json::row(&mut lines, pack, None, &line).expect("memory takes it");
        tally.add(one, &line.placing);
    }
    let unread: Vec<&Problem> = room.people.iter().flat_map(|one| &one.problems).chain(&room.lost).collect();
    for problem in &unread {
        csv_rows::problem(&mut problems, problem).expect("memory takes it");
    }
    assert_eq!(cells(&results, columns().len()), room.people.len());
    assert_eq!(cells(&problems, 4), unread.len());
    let lines = String::from_utf8(lines).expect("JSON is text");
    assert_eq!(lines.lines().count(), room.people.len());
    for line in lines.lines() {
        let value: serde_json::Value = serde_json::from_str(line).expect("a line is JSON");
        if let Some(label) = value["label"].as_str() {
            show::on_a_line(label);
        }
    }
    pages(room, &tally);
}

/// Rows of a table under its heading, each of so many cells that nothing runs.
fn cells(table: &[u8], columns: usize) -> usize {
    let mut reader = csv::Reader::from_reader(table);
    let rows: Vec<csv::StringRecord> = reader.records().map(|row| row.expect("a row is read back")).collect();
    for row in &rows {
        assert_eq!(row.len(), columns);
        row.iter().for_each(show::in_a_cell);
    }
    rows.len()
}

fn pages(room: &Room, tally: &Tally<'_>) {
    let pack = &CONTENT.pack;
    let mut page = handout::head(pack);
    for one in room.people.iter().take(PAGES) {
        let report = Report::new(&CONTENT, &one.answers, &Wanted { top: 1, ..Wanted::default() });
        page.push_str(&handout::page(one, &report, None));
    }
    page::check(&(page + &handout::foot()));
    match Summary::of(tally, None) {
        Ok(summed) => page::check(&summary::render(pack, &summed)),
        Err(_) => assert!(room.people.len() < FEWEST, "a summary is refused"),
    }
}
