//! `REDCap`: the data dictionary, a CSV file with eighteen columns in this order. Names of fields and codes of options hold
//! letters, digits and underscores; more than 26 letters of a name are cut off on export to some programs, so none has more.

use super::codes::Kept;
use super::text::html;
use super::{FormError, Kind, OnlineForm};
use crate::report::inert;

const HEADING: &str = "Variable / Field Name,Form Name,Section Header,Field Type,Field Label,\"Choices, Calculations, OR \
    Slider Labels\",Field Note,Text Validation Type OR Show Slider Number,Text Validation Min,Text Validation Max,\
    Identifier?,Branching Logic (Show field only if...),Required Field?,Custom Alignment,Question Number (surveys only),\
    Matrix Group Name,Matrix Ranking?,Field Annotation";
const COLUMNS: usize = 18;
/// The form that all fields belong to.
const FORM: &str = "questionnaire";

const KEPT: Kept = Kept {
    service: "REDCap",
    in_words: "26 letters, digits and underscores of an id",
    most: 26,
    hyphen: "_",
};

/// The file.
pub fn file(form: &OnlineForm) -> Result<String, FormError> {
    KEPT.check(form)?;
    let mut out = format!("{HEADING}\n");
    out.push_str(&row(["record_id", "", "text", "Record ID", ""]));
    for (place, item) in form.items.iter().enumerate() {
        let section = match &item.section {
            // What people are told stands above all else.
            Some(section) if place == 0 => format!("{}<br><br>{}", text(form.about), text(section)),
            Some(section) => text(section),
            None => String::new(),
        };
        let kind = match item.kind {
            Kind::One(_) => "radio",
            Kind::Several(_) => "checkbox",
            Kind::Text => "text",
        };
        let choices = item.choices().iter();
        let choices: Vec<String> =
            choices.map(|choice| format!("{}, {}", KEPT.code(&choice.id), text(&choice.say))).collect();
        out.push_str(&row([&KEPT.code(&item.id), &section, kind, &text(&item.ask), &choices.join(" | ")]));
    }
    Ok(out)
}

/// What to do with it.
pub fn steps() -> Vec<String> {
    [
        "Make a project, then Designer, Data Dictionary, upload the file. In a project that has fields already it replaces \
         them all.",
        "Enable the form \u{201c}questionnaire\u{201d} as a survey, and give people its public link.",
        "Export: Data Exports, All data, CSV / Microsoft Excel, raw data or labels; both are read.",
    ]
    .map(str::to_owned)
    .to_vec()
}

/// A text for a label: markup and `[field]`, which `REDCap` would replace, are letters, and `|` does not part options.
fn text(text: &str) -> String {
    html(text, &['[', '|'])
}

/// The row of a field: its name, section, type, label and choices, and empty cells for the rest.
fn row([name, section, kind, label, choices]: [&str; 5]) -> String {
    let mut cells = vec![name, FORM, section, kind, label, choices];
    cells.resize(COLUMNS, "");
    let cells: Vec<String> = cells.into_iter().map(cell).collect();
    cells.join(",") + "\n"
}

fn cell(text: &str) -> String {
    if text.is_empty() { String::new() } else { inert::quoted(text) }
}
