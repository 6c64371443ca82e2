//! `XLSForm`, as `KoboToolbox`, ODK and others read it: a workbook with the sheets `survey`, `choices` and `settings`
//! (<https://xlsform.org/en/>).

use std::env;

use super::{Choice, FormError, Kind, OnlineForm};
use crate::report::room::sheet::{Sheet, write_workbook};

/// The file.
pub fn file(form: &OnlineForm) -> Result<Vec<u8>, FormError> {
    let mut survey =
        begin("xl/worksheets/sheet1.xml", &[("type", 30), ("name", 24), ("label", 80), ("hint", 30)])?;
    let mut lists = begin("xl/worksheets/sheet2.xml", &[("list_name", 24), ("name", 24), ("label", 80)])?;
    let mut settings =
        begin("xl/worksheets/sheet3.xml", &[("form_title", 50), ("form_id", 24), ("version", 12)])?;
    let mut known: Vec<(&str, &[Choice])> = Vec::new();
    for item in &form.items {
        let kind = match &item.kind {
            Kind::One(choices) => format!("select_one {}", list(&mut known, &item.id, choices, &mut lists)?),
            Kind::Several(choices) => {
                format!("select_multiple {}", list(&mut known, &item.id, choices, &mut lists)?)
            }
            Kind::Text => "text".to_owned(),
        };
        // A group would put its name before the heading of each of its columns.
        let hint = item.section.as_deref().unwrap_or_default();
        add(&mut survey, &[&kind, &item.id, &label(&item.ask), &label(hint)])?;
    }
    add(&mut settings, &[&form.title, "calling", &form.version])?;
    let mut out = Vec::new();
    write_workbook(vec![("survey", survey), ("choices", lists), ("settings", settings)], &mut out)?;
    Ok(out)
}

/// What to do with it.
pub fn steps() -> Vec<String> {
    [
        "KoboToolbox: New, Upload an XLSForm, then Deploy. ODK Central: New form, upload, Publish. People answer by the link \
         for web forms.",
        "The names of the sections stand as hints. It carries no introduction: tell people what it is, who will see the \
         answers, and when they are deleted.",
        "Export: Data, Downloads, as XLSX or CSV, with labels or \u{201c}XML values and headers\u{201d}; several answers in one \
         column, in a column each, or both.",
    ]
    .map(str::to_owned)
    .to_vec()
}

fn begin(name: &'static str, columns: &[(&str, u16)]) -> Result<Sheet, FormError> {
    let columns: Vec<(String, u16)> =
        columns.iter().map(|(name, width)| ((*name).to_owned(), *width)).collect();
    Ok(Sheet::begin(&env::temp_dir(), name, &columns)?)
}

fn add(sheet: &mut Sheet, cells: &[&str]) -> Result<(), FormError> {
    sheet.begin_row();
    for (column, cell) in cells.iter().enumerate() {
        sheet.text(column, cell);
    }
    Ok(sheet.end_row()?)
}

/// The name of a list with these options, which is written unless another question has the same.
fn list<'f>(
    known: &mut Vec<(&'f str, &'f [Choice])>,
    id: &'f str,
    choices: &'f [Choice],
    sheet: &mut Sheet,
) -> Result<&'f str, FormError> {
    if let Some((name, _)) = known.iter().find(|(_, other)| *other == choices) {
        return Ok(name);
    }
    known.push((id, choices));
    for choice in choices {
        add(sheet, &[id, &choice.id, &label(&choice.say)])?;
    }
    Ok(id)
}

/// A text in which nothing is a reference: `${question}` would be replaced by an answer, and cannot be escaped.
fn label(text: &str) -> String {
    text.replace("${", "$ {")
}
