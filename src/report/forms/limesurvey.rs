//! `LimeSurvey`: a survey's structure as text parted by tabs, as `TSVImportSurvey` in `import_helper.php` reads it. Codes of
//! questions and of boxes are letters and digits, twenty at most; codes of answers five at most.

use super::codes::Kept;
use super::text::html;
use super::{Choice, FormError, Kind, OnlineForm};
use crate::pack::{DONT_MIND, NOT_SEEN_YET};

const HEADING: [&str; 9] =
    ["class", "type/scale", "name", "relevance", "text", "help", "language", "mandatory", "other"];
/// What acts in its texts, markup apart: expressions stand in braces.
const ACTS: [char; 2] = ['{', '}'];

const KEPT: Kept =
    Kept { service: "LimeSurvey", in_words: "20 letters and digits of an id", most: 20, hyphen: "" };

/// The file.
pub fn file(form: &OnlineForm) -> Result<String, FormError> {
    KEPT.check(form)?;
    // It knows languages, not countries.
    let language: String =
        form.language.chars().take_while(char::is_ascii_alphabetic).collect::<String>().to_lowercase();
    let mut rows = Rows { language, written: HEADING.join("\t") + "\n" };
    rows.add("S", "", "language", &rows.language.clone());
    // All questions of a section on one page.
    rows.add("S", "", "format", "G");
    rows.add("SL", "", "surveyls_title", &html(&form.title, &ACTS));
    rows.add("SL", "", "surveyls_welcometext", &html(form.about, &ACTS));
    let mut groups = 0;
    for item in &form.items {
        if let Some(section) = &item.section {
            groups += 1;
            rows.add("G", &groups.to_string(), &html(section, &ACTS), "");
        }
        let (code, ask) = (KEPT.code(&item.id), html(&item.ask, &ACTS));
        match &item.kind {
            Kind::One(choices) => {
                rows.add("Q", "L", &code, &ask);
                for (place, choice) in choices.iter().enumerate() {
                    rows.add("A", "0", &answer_code(place, choice), &html(&choice.say, &ACTS));
                }
            }
            Kind::Several(choices) => {
                rows.add("Q", "M", &code, &ask);
                for choice in choices {
                    rows.add("SQ", "0", &KEPT.code(&choice.id), &html(&choice.say, &ACTS));
                }
            }
            Kind::Text => rows.add("Q", "S", &code, &ask),
        }
    }
    Ok(rows.written)
}

/// What to do with it.
pub fn steps() -> Vec<String> {
    [
        "Create survey, Import, and upload the file (\u{201c}tab-separated values\u{201d}, .txt). Then Activate survey; choose \
         anonymous responses if you promised that.",
        "Codes are our ids without hyphens: `days-without-patients` is `dayswithoutpatients`. Exports are read by them, so leave \
         them as they are.",
        "Export: Responses, Export responses, as CSV or Excel. Headings as question codes or as full question texts, and \
         answers as codes or in full: all are read. Headings with both are not, where it is about which answers matter a lot.",
    ]
    .map(str::to_owned)
    .to_vec()
}

/// What cells hold where answers are exported by code: the option's place, or the letters that stand on the printed sheet.
fn answer_code(place: usize, choice: &Choice) -> String {
    match choice.id.as_str() {
        DONT_MIND => "d".to_owned(),
        NOT_SEEN_YET => "n".to_owned(),
        _ => (place + 1).to_string(),
    }
}

struct Rows {
    language: String,
    written: String,
}

impl Rows {
    fn add(&mut self, class: &str, kind: &str, name: &str, text: &str) {
        let is_asked = matches!(class, "Q" | "SQ");
        let relevance = if is_asked || class == "G" { "1" } else { "" };
        let no = if is_asked { "N" } else { "" };
        let language = if class == "S" { "" } else { &self.language };
        let row = [class, kind, name, relevance, text, "", language, no, no];
        self.written.push_str(&row.join("\t"));
        self.written.push('\n');
    }
}
