//! A cohort's results and problems as CSV: a heading, then a row at a time, so that memory stays flat.

use std::io::{self, Write};

use super::line::{BETWEEN, Line, Value, columns};
use crate::answers::cohort::Problem;
use crate::pack::Pack;
use crate::report::inert;

/// Writes the heading of `results.csv`.
///
/// # Errors
/// If `out` takes no more.
pub fn head(out: &mut impl Write) -> io::Result<()> {
    let names: Vec<String> = columns().into_iter().map(|(name, _)| name).collect();
    writeln!(out, "{}", names.join(","))
}

/// Writes one respondent's row of `results.csv`.
///
/// # Errors
/// If `out` takes no more.
pub fn row(out: &mut impl Write, pack: &Pack, line: &Line) -> io::Result<()> {
    let mut between: &[u8] = b"";
    line.each(pack, |value| {
        out.write_all(between)?;
        between = b",";
        match value {
            Value::Nothing => Ok(()),
            Value::Count(number) => write!(out, "{number}"),
            Value::Millionths(millionths) => out.write_all(decimal(millionths).as_bytes()),
            Value::Word(word) => out.write_all(word.as_bytes()),
            Value::Typed(text) => write_quoted(out, text),
            Value::Specialties(list) => {
                for (place, specialty) in list.iter().enumerate() {
                    if place > 0 {
                        out.write_all(BETWEEN.as_bytes())?;
                    }
                    out.write_all(pack.specialty(*specialty).slug.as_bytes())?;
                }
                Ok(())
            }
        }
    })?;
    out.write_all(b"\n")
}

/// Writes the heading of `problems.csv`.
///
/// # Errors
/// If `out` takes no more.
pub fn problems_head(out: &mut impl Write) -> io::Result<()> {
    out.write_all(b"row,column,cell,reason\n")
}

/// Writes one unusable cell to `problems.csv`.
///
/// # Errors
/// If `out` takes no more.
pub fn problem(out: &mut impl Write, problem: &Problem) -> io::Result<()> {
    write!(out, "{}", problem.row)?;
    for text in [&problem.column, &problem.cell, &problem.reason] {
        out.write_all(b",")?;
        write_quoted(out, text)?;
    }
    out.write_all(b"\n")
}

/// What someone typed, always in quotes.
fn write_quoted(out: &mut impl Write, text: &str) -> io::Result<()> {
    out.write_all(inert::quoted(text).as_bytes())
}

/// Millionths as the shortest decimal number.
fn decimal(millionths: u64) -> String {
    let (whole, rest) = (millionths / 1_000_000, millionths % 1_000_000);
    if rest == 0 {
        return whole.to_string();
    }
    format!("{whole}.{rest:06}").trim_end_matches('0').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::default_pack;
    use crate::matching::placing::Placer;
    use crate::report::room::sample::cohort;

    #[test]
    fn every_row_is_read_back_with_as_many_cells_as_the_heading() {
        let content = default_pack();
        let mut placer = Placer::new(&content.pack, &content.evidence);
        let mut bytes = Vec::new();
        head(&mut bytes).unwrap();
        for respondent in cohort(&content.pack, 6) {
            row(&mut bytes, &content.pack, &Line::of(&mut placer, &respondent, None)).unwrap();
        }
        let mut reader = csv::Reader::from_reader(bytes.as_slice());
        let rows: Vec<csv::StringRecord> = reader.records().collect::<Result<_, _>>().unwrap();
        assert_eq!(rows.len(), 6);
        assert_eq!(&rows[0][1], "'=cmd|' /C calc'!A0,\"<b>[2J");
        let last: Vec<&str> = rows[5].iter().skip(6).collect();
        assert_eq!(last[..5], ["0", "all", "", "", ""], "who answered nothing has no first");
    }

    #[test]
    fn problems_are_text() {
        let content = default_pack();
        let mut bytes = Vec::new();
        problems_head(&mut bytes).unwrap();
        problem(&mut bytes, &cohort(&content.pack, 2)[0].problems[0]).unwrap();
        assert_eq!(
            String::from_utf8(bytes).unwrap(),
            "row,column,cell,reason\n2,\"'+pace\",\"'@SUM(1) \",\"no such option\"\n"
        );
    }

    #[test]
    fn millionths_are_the_shortest_decimal() {
        let decimals = [0, 1, 500_000, 999_999, 1_000_000].map(decimal);
        assert_eq!(decimals, ["0", "0.000001", "0.5", "0.999999", "1"]);
    }
}
