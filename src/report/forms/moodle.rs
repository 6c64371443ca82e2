//! Moodle: questions for a Feedback activity, as XML. Names of elements and the marks inside them are those of
//! `mod/feedback` (`import.php`, `item/multichoice/lib.php`, `tests/fixtures/testexport.xml`).

use super::text::html;
use super::{Choice, Kind, OnlineForm};

/// Parts options in Moodle's own text of a question.
const BETWEEN: char = '|';

/// The file.
pub fn file(form: &OnlineForm) -> String {
    let mut items = Items::default();
    items.add("label", "", "", &html(form.about, &[BETWEEN]));
    for (place, item) in form.items.iter().enumerate() {
        if let Some(section) = &item.section {
            if place > 0 {
                items.add("pagebreak", "", "", "");
            }
            items.add("label", "", "", &format!("<h3>{}</h3>", html(section, &[BETWEEN])));
        }
        let ask = html(&item.ask, &[BETWEEN]);
        match &item.kind {
            Kind::One(choices) => items.add("multichoice", &item.id, &ask, &options('r', choices)),
            Kind::Several(choices) => items.add("multichoice", &item.id, &ask, &options('c', choices)),
            Kind::Text => items.add("textfield", &item.id, &ask, "30|200"),
        }
    }
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" ?>\n<FEEDBACK VERSION=\"200701\" COMMENT=\"XML-Importfile for \
         mod/feedback\">\n<ITEMS>\n{}</ITEMS>\n</FEEDBACK>\n",
        items.written
    )
}

/// What to do with it.
pub fn steps() -> Vec<String> {
    [
        "In the course add an activity \u{201c}Feedback\u{201d} with a title of your choice; under Question and submission \
         settings record user names or not, as you told people.",
        "Open it, choose Templates (in older versions under the gear), Import questions, and upload the file.",
        "Export: Responses, and download the table as CSV, Excel or OpenDocument. The activity's other export, of the \
         analysis, holds only counts.",
    ]
    .map(str::to_owned)
    .to_vec()
}

fn options(kind: char, choices: &[Choice]) -> String {
    let said: Vec<String> = choices.iter().map(|choice| html(&choice.say, &[BETWEEN])).collect();
    format!("{kind}>>>>>{}", said.join("|"))
}

#[derive(Default)]
struct Items {
    written: String,
    count: usize,
}

impl Items {
    /// An item with all seven parts, without which Moodle reads none. What is given is HTML, in which nothing ends CDATA but
    /// the marks of [`options`], which do not.
    fn add(&mut self, kind: &str, id: &str, ask: &str, presentation: &str) {
        self.count += 1;
        self.written.push_str(&format!("<ITEM TYPE=\"{kind}\" REQUIRED=\"0\">"));
        let number = self.count.to_string();
        for (name, text) in [
            ("ITEMID", number.as_str()),
            ("ITEMTEXT", ask),
            ("ITEMLABEL", id),
            ("PRESENTATION", presentation),
            ("OPTIONS", ""),
            ("DEPENDITEM", "0"),
            ("DEPENDVALUE", ""),
        ] {
            self.written.push_str(&format!("<{name}><![CDATA[{text}]]></{name}>"));
        }
        self.written.push_str("</ITEM>\n");
    }
}
