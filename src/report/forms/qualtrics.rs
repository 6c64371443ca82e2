//! Qualtrics: text in its advanced format. Marks are those that its help names and that others write
//! (`[[Question:MC:SingleAnswer:Vertical]]`, `[[ID:…]]`, `[[AdvancedChoices]]`, `[[Choice:1]]`).

use super::codes::Kept;
use super::text::html;
use super::{Kind, OnlineForm};

/// What acts in its texts, markup apart: marks in brackets, and `${…}`.
const ACTS: [char; 3] = ['[', ']', '$'];

const KEPT: Kept = Kept { service: "Qualtrics", in_words: "an id", most: usize::MAX, hyphen: "_" };

/// The file.
pub fn file(form: &OnlineForm) -> String {
    let mut out = "[[AdvancedFormat]]\n".to_owned();
    for (place, item) in form.items.iter().enumerate() {
        if let Some(section) = &item.section {
            // A block's name is for its maker alone, and no HTML.
            let name: String = section.chars().filter(|c| !ACTS.contains(c)).collect();
            out.push_str(&format!("\n[[Block:{name}]]\n"));
        }
        if place == 0 {
            out.push_str(&format!("\n[[Question:DB]]\n{}\n", html(form.about, &ACTS)));
        }
        let kind = match item.kind {
            Kind::One(_) => "MC:SingleAnswer:Vertical",
            Kind::Several(_) => "MC:MultipleAnswer:Vertical",
            Kind::Text => "TE:SingleLine",
        };
        out.push_str(&format!(
            "\n[[Question:{kind}]]\n[[ID:{}]]\n{}\n",
            KEPT.code(&item.id),
            html(&item.ask, &ACTS)
        ));
        if !item.choices().is_empty() {
            out.push_str("[[AdvancedChoices]]\n");
        }
        for (choice, number) in item.choices().iter().zip(1..) {
            let number: usize = number;
            out.push_str(&format!("[[Choice:{number}]]\n{}\n", html(&choice.say, &ACTS)));
        }
    }
    out
}

/// What to do with it.
pub fn steps() -> Vec<String> {
    [
        "Make a survey with a title of your choice, then Tools, Import/Export, Import survey, and choose the file.",
        "The format cannot say that a question may be left out; that is what Qualtrics does unless told otherwise. Under \
         Security choose \u{201c}Anonymize responses\u{201d} if you promised that.",
        "Export: Data & Analysis, Export Data, CSV or Excel, with \u{201c}Use choice text\u{201d}: numbers do not say what \
         \u{201c}Don't mind\u{201d} and \u{201c}Not seen yet\u{201d} are. Several answers in one column or split into columns: both \
         are read, and so are its three rows of headings.",
    ]
    .map(str::to_owned)
    .to_vec()
}
