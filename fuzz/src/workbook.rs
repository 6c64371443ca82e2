//! Workbooks of any kind: as they come, or with one part of a good one replaced.

use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::cohort::{read, written};

/// The parts of a good workbook with two people, by name.
const PARTS: [(&str, &str); 5] = [
    ("_rels/.rels", include_str!("../base/root-relations.xml")),
    ("xl/_rels/workbook.xml.rels", include_str!("../base/relations.xml")),
    ("xl/workbook.xml", include_str!("../base/workbook.xml")),
    ("xl/worksheets/sheet1.xml", include_str!("../base/sheet.xml")),
    ("xl/sharedStrings.xml", include_str!("../base/texts.xml")),
];

/// One input: `0`, then a workbook; or the number of a part, then what stands in its place.
pub fn try_out(bytes: &[u8]) {
    let Some((first, rest)) = bytes.split_first() else { return };
    let place = usize::from(first.wrapping_sub(b'0')) % (PARTS.len() + 1);
    let file = if place == 0 { rest.to_vec() } else { packed(place - 1, rest) };
    if let Some(room) = read("fuzz.xlsx", &file) {
        let mut rows: Vec<u64> =
            room.people.iter().map(|one| one.row).chain(room.lost.iter().map(|one| one.row)).collect();
        rows.sort_unstable();
        assert!(rows.windows(2).all(|pair| pair[0] < pair[1]), "a row is counted twice: {rows:?}");
        written(&room);
    }
}

fn packed(replaced: usize, with: &[u8]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (place, (name, text)) in PARTS.iter().enumerate() {
        zip.start_file(*name, SimpleFileOptions::default()).expect("memory takes it");
        let bytes = if place == replaced { with } else { text.as_bytes() };
        zip.write_all(bytes).expect("memory takes it");
    }
    zip.finish().expect("memory takes it").into_inner()
}
