//! The questionnaire as files that form services import. What a form asks is described once, here; each service has a file
//! that writes it, and says what it cannot carry.

mod apps_script;
mod codes;
mod limesurvey;
mod moodle;
mod qualtrics;
mod redcap;
mod text;
mod word;
mod xlsform;

use std::io;

use thiserror::Error;

use crate::answers::own_questions::{LABEL_ASK, LABEL_ID, matters};
use crate::pack::{
    AnswerOption, DONT_MIND, NOT_SEEN_YET, Pack, Question, QuestionId, SAY_DONT_MIND, SAY_NOT_SEEN_YET,
};
use crate::visible::tidy;

/// What people are told above the questions.
const ABOUT: &str = "Some questions about the work that you want. Answer for yourself, not for a job. Leave out what you \
    like; \u{201c}Don't mind\u{201d} and \u{201c}Not seen yet\u{201d} are good answers. It is a place to start a conversation, \
    not a test and not a verdict.";
/// Under what stands that is asked of everyone at the end.
const LAST_SECTION: &str = "Before you go";

/// A service that forms can be made for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Service {
    /// Google Forms, by a script that builds the form.
    AppsScript,
    /// Microsoft Forms, by a Word file for its quick import.
    Word,
    /// Moodle's Feedback activity.
    Moodle,
    /// `KoboToolbox`, ODK and others that read `XLSForm`.
    XlsForm,
    /// `REDCap`'s data dictionary.
    Redcap,
    /// `LimeSurvey`'s tab-separated text.
    LimeSurvey,
    /// Qualtrics' text in its advanced format.
    Qualtrics,
}

/// Why a form cannot be written.
#[derive(Debug, Error)]
pub enum FormError {
    /// The service keeps too little of the ids to tell two of them apart.
    #[error(
        "{service} keeps {kept}, and so cannot tell `{one}` and `{other}` apart; choose another format, or give one of them \
         another id"
    )]
    SameCode {
        /// The service.
        service: &'static str,
        /// What it keeps of an id, in words.
        kept: &'static str,
        /// One id.
        one: String,
        /// Another.
        other: String,
    },
    /// A file that is packed could not be put together.
    #[error("the form cannot be put together: {0}")]
    Failed(#[from] io::Error),
}

/// What a form asks, the same for every service.
#[derive(Debug)]
pub struct OnlineForm {
    title: String,
    about: &'static str,
    language: String,
    version: String,
    items: Vec<Item>,
}

/// One question of it.
#[derive(Debug)]
struct Item {
    id: String,
    /// The name of the section that begins with it, if one does.
    section: Option<String>,
    ask: String,
    kind: Kind,
}

/// How it is answered.
#[derive(Debug)]
enum Kind {
    /// By one of these.
    One(Vec<Choice>),
    /// By any number of these.
    Several(Vec<Choice>),
    /// In a few words of one's own.
    Text,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Choice {
    id: String,
    say: String,
}

impl OnlineForm {
    /// A form with these questions, which of the answers matter a lot, and what people want to be called. Without a title
    /// it has the pack's name.
    #[must_use]
    pub fn new(pack: &Pack, questions: &[QuestionId], title: Option<&str>) -> Self {
        let mut items: Vec<Item> = Vec::new();
        let mut last = None;
        for id in questions {
            let question = pack.question(*id);
            let begins = last.replace(question.section) != Some(question.section);
            let section = begins.then(|| tidy(&pack.section_of(*id).name));
            items.push(Item { section, ..item(question) });
        }
        let mut closing: Vec<Item> = matters(pack, questions).iter().map(closing_item).collect();
        closing.push(Item {
            id: LABEL_ID.to_owned(),
            section: None,
            ask: LABEL_ASK.to_owned(),
            kind: Kind::Text,
        });
        if let Some(first) = closing.first_mut() {
            first.section = Some(LAST_SECTION.to_owned());
        }
        items.extend(closing);
        Self {
            title: title.map_or_else(|| tidy(pack.name()), tidy),
            about: ABOUT,
            language: tidy(pack.language()),
            version: tidy(pack.version()),
            items,
        }
    }

    /// The numbers, counted from 1, of questions that take several answers.
    fn several(&self) -> Vec<usize> {
        let items = self.items.iter().zip(1..);
        items.filter(|(item, _)| matches!(item.kind, Kind::Several(_))).map(|(_, number)| number).collect()
    }
}

impl Item {
    fn choices(&self) -> &[Choice] {
        match &self.kind {
            Kind::One(choices) | Kind::Several(choices) => choices,
            Kind::Text => &[],
        }
    }
}

fn item(question: &Question) -> Item {
    let mut item = closing_item(question);
    if question.places() {
        let own = [(DONT_MIND, SAY_DONT_MIND), (NOT_SEEN_YET, SAY_NOT_SEEN_YET)];
        let own = own.map(|(id, say)| Choice { id: id.to_owned(), say: say.to_owned() });
        match &mut item.kind {
            Kind::One(choices) | Kind::Several(choices) => choices.extend(own),
            Kind::Text => {}
        }
    }
    item
}

/// A question without ways of not choosing.
fn closing_item(question: &Question) -> Item {
    let choices = choices(&question.options);
    let kind = if question.takes_several() { Kind::Several(choices) } else { Kind::One(choices) };
    Item { id: question.id.clone(), section: None, ask: tidy(&question.ask), kind }
}

/// Options by their words; where two have the same, services would take one for the other, so their ids stand behind them.
fn choices(options: &[AnswerOption]) -> Vec<Choice> {
    let said: Vec<String> = options.iter().map(|option| tidy(&option.say)).collect();
    let alone = |say: &String| {
        said.iter().filter(|other| *other == say).count() == 1
            && ![SAY_DONT_MIND, SAY_NOT_SEEN_YET].contains(&say.as_str())
    };
    let choice = |(option, say): (&AnswerOption, &String)| Choice {
        id: option.id.clone(),
        say: if alone(say) { say.clone() } else { format!("{say} ({})", option.id) },
    };
    options.iter().zip(&said).map(choice).collect()
}

impl Service {
    /// The file to import.
    ///
    /// # Errors
    /// If the service cannot tell two ids apart, or a packed file could not be put together.
    pub fn file(self, form: &OnlineForm) -> Result<Vec<u8>, FormError> {
        match self {
            Service::AppsScript => Ok(apps_script::file(form).into_bytes()),
            Service::Word => word::file(form),
            Service::Moodle => Ok(moodle::file(form).into_bytes()),
            Service::XlsForm => xlsform::file(form),
            Service::Redcap => redcap::file(form).map(String::into_bytes),
            Service::LimeSurvey => limesurvey::file(form).map(String::into_bytes),
            Service::Qualtrics => Ok(qualtrics::file(form).into_bytes()),
        }
    }

    /// Whether the file is no text.
    #[must_use]
    pub fn is_packed(self) -> bool {
        matches!(self, Service::Word | Service::XlsForm)
    }

    /// What to do with the file, what to switch on by hand, and how to export the answers.
    #[must_use]
    pub fn steps(self, form: &OnlineForm) -> Vec<String> {
        let mut steps = match self {
            Service::AppsScript => apps_script::steps(),
            Service::Word => word::steps(form),
            Service::Moodle => moodle::steps(),
            Service::XlsForm => xlsform::steps(),
            Service::Redcap => redcap::steps(),
            Service::LimeSurvey => limesurvey::steps(),
            Service::Qualtrics => qualtrics::steps(),
        };
        steps.push(
            "Keep the words of questions and options as they are, and make nothing required. Answer it two or three times \
             yourself, export, and look at `calling workshop EXPORT --check`."
                .to_owned(),
        );
        steps
    }

    /// What the file is called in an example.
    #[must_use]
    pub fn file_name(self) -> &'static str {
        match self {
            Service::AppsScript => "form.js",
            Service::Word => "form.docx",
            Service::Moodle => "form.xml",
            Service::XlsForm => "form.xlsx",
            Service::Redcap => "form.csv",
            Service::LimeSurvey | Service::Qualtrics => "form.txt",
        }
    }
}
