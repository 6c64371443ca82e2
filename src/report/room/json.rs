//! A cohort's results as JSON Lines: one object for each respondent. Fields are only ever added.

use std::io::{self, Write};

use serde::Serialize;

use super::line::Line;
use crate::pack::{Pack, Scope, SpecialtyId};
use crate::report::json::{JsonCounts, JsonFit, JsonNamed, SCHEMA, millionths};
use crate::visible;

#[derive(Serialize)]
struct JsonLine<'a> {
    schema: u32,
    program_version: &'static str,
    pack_hash: &'a str,
    /// The input, where results of several may stand one after the other.
    file: Option<&'a str>,
    row: u64,
    label: Option<String>,
    scope: Scope,
    counts: JsonCounts,
    /// Cells that could not be read; they count as skipped.
    unreadable: usize,
    /// The best, with all that cannot be told apart from it.
    first: Vec<JsonNamed<'a>>,
    shortlist: Vec<JsonNamed<'a>>,
    shortlist_chance: Option<f64>,
    top: Vec<JsonPlaced<'a>>,
}

#[derive(Serialize)]
struct JsonPlaced<'a> {
    rank: usize,
    tied: bool,
    #[serde(flatten)]
    specialty: JsonNamed<'a>,
    fit: JsonFit,
    chance_best: f64,
}

/// Writes one respondent's line; `file` is the input, where there may be several.
///
/// # Errors
/// If `out` takes no more.
pub fn row(out: &mut impl Write, pack: &Pack, file: Option<&str>, line: &Line) -> io::Result<()> {
    let named = |id: &SpecialtyId| JsonNamed::of(pack, *id);
    let placing = &line.placing;
    let document = JsonLine {
        schema: SCHEMA,
        program_version: env!("CARGO_PKG_VERSION"),
        pack_hash: pack.hash(),
        file,
        row: line.row,
        label: line.label.as_deref().map(visible::line),
        scope: placing.scope,
        counts: placing.counts.into(),
        unreadable: line.unreadable,
        first: placing.first.iter().map(named).collect(),
        shortlist: placing.shortlist.iter().map(named).collect(),
        shortlist_chance: (!placing.shortlist.is_empty()).then(|| millionths(placing.shortlist_chance)),
        top: placing
            .top
            .iter()
            .map(|placed| JsonPlaced {
                rank: placed.rank,
                tied: placed.tied,
                specialty: named(&placed.specialty),
                fit: placed.fit.into(),
                chance_best: millionths(placed.chance),
            })
            .collect(),
    };
    serde_json::to_writer(&mut *out, &document)?;
    out.write_all(b"\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::default_pack;
    use crate::matching::placing::Placer;
    use crate::report::room::sample::cohort;

    #[test]
    fn every_line_is_one_object_that_says_the_same_as_the_placing() {
        let content = default_pack();
        let mut placer = Placer::new(&content.pack, &content.evidence);
        for respondent in cohort(&content.pack, 4) {
            let line = Line::of(&mut placer, &respondent, None);
            let mut bytes = Vec::new();
            row(&mut bytes, &content.pack, None, &line).unwrap();
            let text = String::from_utf8(bytes).unwrap();
            assert_eq!(text.matches('\n').count(), 1);
            assert!(!text.contains(['\u{1b}', '\u{202e}']));
            let object: serde_json::Value = serde_json::from_str(&text).unwrap();
            assert_eq!(object["row"], respondent.row);
            assert_eq!(object["counts"]["answered"], line.placing.counts.chosen);
            assert_eq!(object["top"].as_array().unwrap().len(), line.placing.top.len());
            assert_eq!(object["shortlist"].as_array().unwrap().len(), line.placing.shortlist.len());
        }
    }
}
