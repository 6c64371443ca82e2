//! Google Forms: an Apps Script that builds the form in one run. Calls are those of
//! <https://developers.google.com/apps-script/reference/forms>.

use super::{Choice, Kind, OnlineForm};

/// What the calls below stand for.
const HEAD: &str =
    "  const one = (title, choices) => form.addMultipleChoiceItem().setTitle(title).setChoiceValues(choices);
  const several = (title, choices) => form.addCheckboxItem().setTitle(title).setChoiceValues(choices);
  const words = (title) => form.addTextItem().setTitle(title);
  const heading = (title) => form.addSectionHeaderItem().setTitle(title);
  const page = (title) => form.addPageBreakItem().setTitle(title);
";

/// The script.
pub fn file(form: &OnlineForm) -> String {
    let mut out = format!(
        "// Builds a Google Form. Paste all of this into a new project at script.google.com and run makeForm.\n\n\
         function makeForm() {{\n  const form = FormApp.create({}, false);\n  form.setDescription({});\n\
         \x20 form.setCollectEmail(false);\n{HEAD}\n",
        quoted(&form.title),
        quoted(form.about),
    );
    for (place, item) in form.items.iter().enumerate() {
        if let Some(section) = &item.section {
            // A page of its own would stand empty before the first section.
            let call = if place == 0 { "heading" } else { "page" };
            out.push_str(&format!("  {call}({});\n", quoted(section)));
        }
        let ask = quoted(&item.ask);
        out.push_str(&match &item.kind {
            Kind::One(choices) => format!("  one({ask}, {});\n", list(choices)),
            Kind::Several(choices) => format!("  several({ask}, {});\n", list(choices)),
            Kind::Text => format!("  words({ask});\n"),
        });
    }
    out.push_str(
        "\n  form.setPublished(true);\n  Logger.log('For people to answer: ' + form.getPublishedUrl());\n  \
         Logger.log('To change it and see answers: ' + form.getEditUrl());\n}\n",
    );
    out
}

/// What to do with it.
pub fn steps() -> Vec<String> {
    [
        "At script.google.com choose New project, replace what stands there by the whole file, and press Run. The first \
         time Google asks for leave to make forms for you.",
        "The log below the script shows two addresses: one for people to answer, one for you. The form is open at once.",
        "With an account of a school or an employer, look under Settings, Responses, that people from outside may answer, \
         and that no e-mail addresses are collected.",
        "Export: Responses, \u{201c}Download responses (.csv)\u{201d}, or a linked sheet saved as CSV or XLSX.",
    ]
    .map(str::to_owned)
    .to_vec()
}

fn list(choices: &[Choice]) -> String {
    let said: Vec<String> = choices.iter().map(|choice| quoted(&choice.say)).collect();
    format!("[{}]", said.join(", "))
}

/// A text as JavaScript's string, which JSON's is; `<` is written as a code, so that no page it is put into can end there.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '<' | '\u{2028}' | '\u{2029}' | '\u{0}'..='\u{1f}' => {
                out.push_str(&format!("\\u{:04x}", u32::from(c)));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
