//! Headings of columns read as questions: by a question's id, or by its words as form services export them.

use std::collections::HashMap;

use crate::answers::plain_words::{plain, plain_heading};
use crate::nearest::nearest;
use crate::pack::{Pack, QuestionId};

/// Columns that form services add of themselves. What they hold is not read.
const SERVICE_COLUMNS: [&str; 18] = [
    // What `calling questions --format csv` puts first: read only if --label names it.
    "label",
    "timestamp",
    "id",
    "start time",
    "completion time",
    "submission time",
    "last modified time",
    "grade posted time",
    "email",
    "email address",
    "username",
    "name",
    "language",
    "score",
    "total score",
    "total points",
    "quiz feedback",
    "token",
];
/// Beginnings and ends of further ones: what a quiz adds to each question.
const SERVICE_BEGINNINGS: [&str; 2] = ["points - ", "feedback - "];
const SERVICE_ENDS: [&str; 2] = ["[score]", "[feedback]"];
/// Letters of a question's beginning that are enough for it, if what follows says only how to answer.
const ENOUGH_OF_A_QUESTION: usize = 15;
/// Letters of a heading that may be a mistyped id, at least.
const SHORTEST_MISTAKE: usize = 5;
/// Letters of a heading at most.
const LONGEST_HEADING: usize = 5_000;

/// What a column holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Use {
    /// Answers to a question.
    Question(QuestionId),
    /// What respondents are called.
    Label,
    /// Codes, where no column is a question.
    Code,
    /// A form service's own column, or one that was to be left out.
    SetAside,
    /// Answers to a question that is asked no more: what became of it.
    Retired(String),
    /// Nothing that is known; the nearest question's id, if one is near.
    Unknown(Option<String>),
}

/// Looks headings up.
#[derive(Debug, Clone)]
pub struct Headings {
    ids: HashMap<String, QuestionId>,
    /// Questions by their words; nothing where two have the same.
    words: HashMap<String, Option<QuestionId>>,
    /// What became of questions that are asked no more, by their ids.
    retired: HashMap<String, String>,
}

impl Headings {
    /// For the questions of a pack.
    #[must_use]
    pub fn new(pack: &Pack) -> Self {
        let mut ids = HashMap::new();
        let mut words: HashMap<String, Option<QuestionId>> = HashMap::new();
        for id in pack.question_ids() {
            let question = pack.question(id);
            ids.insert(question.id.clone(), id);
            let whole = plain_heading(&question.ask);
            // What is said about how to answer may be left out: "Choose as many as you like".
            let beginning = question.ask.split_inclusive('?').next().map(plain_heading);
            let beginning = beginning.filter(|start| *start != whole && start.len() >= ENOUGH_OF_A_QUESTION);
            for text in beginning.into_iter().chain([whole]) {
                words.entry(text).and_modify(|other| *other = None).or_insert(Some(id));
            }
        }
        let gone = pack.retired().iter().filter(|gone| gone.option.is_none());
        let retired = gone.map(|gone| (gone.question.clone(), gone.say.clone())).collect();
        Self { ids, words, retired }
    }

    /// The question whose id this is, letter by letter.
    #[must_use]
    pub fn id(&self, heading: &str) -> Option<QuestionId> {
        self.ids.get(heading).copied()
    }

    /// What a heading is.
    #[must_use]
    pub fn recognise(&self, heading: &str) -> Use {
        // The pack's authors may well call a question "name"; a service writes "Name".
        if let Some(question) = self.id(heading.trim()) {
            return Use::Question(question);
        }
        if let Some(say) = self.retired.get(heading.trim()) {
            return Use::Retired(say.clone());
        }
        if heading.len() > LONGEST_HEADING {
            return Use::Unknown(None);
        }
        let plain = plain_heading(heading);
        if is_service_column(&plain) {
            return Use::SetAside;
        }
        self.question(&plain).map_or(Use::Unknown(None), Use::Question)
    }

    fn question(&self, plain: &str) -> Option<QuestionId> {
        // "12. Would you …" and "Q12: …", as numbered lists are exported.
        let unnumbered = plain.trim_start_matches('q').trim_start_matches(|c: char| c.is_ascii_digit());
        let unnumbered = (unnumbered.len() < plain.len())
            .then(|| unnumbered.trim_start_matches(['.', ')', ':', ' ']).to_owned());
        // "Which of these? [Would you …]", as grids are; "Would you … (id)", as `calling questions` prints it.
        let in_grid = plain.rsplit_once('[').and_then(|(_, row)| row.strip_suffix(']')).map(plain_heading);
        let named = plain.rsplit_once('(').and_then(|(_, id)| id.strip_suffix(')'));
        // Microsoft Forms tells repeated titles apart by a digit glued to them.
        let unglued = plain_heading(plain.trim_end_matches(|c: char| c.is_ascii_digit()));
        let readings = [Some(plain.to_owned()), unnumbered, in_grid, Some(unglued)];
        readings
            .into_iter()
            .flatten()
            .find_map(|reading| {
                self.words.get(&reading).copied().flatten().or_else(|| self.loose_id(&reading))
            })
            .or_else(|| named.and_then(|id| self.id(id)))
    }

    /// An id written with spaces or underscores.
    fn loose_id(&self, plain: &str) -> Option<QuestionId> {
        self.id(&plain.replace([' ', '_'], "-"))
    }

    /// The id nearest to a heading that was not recognised.
    #[must_use]
    pub fn nearest(&self, heading: &str) -> Option<String> {
        // "Who" is the beginning of an id and of much else.
        if heading.chars().count() < SHORTEST_MISTAKE {
            return None;
        }
        let mut ids: Vec<&str> = self.ids.keys().map(String::as_str).collect();
        ids.sort_unstable();
        nearest(&plain(heading), &ids).map(str::to_owned)
    }
}

fn is_service_column(plain: &str) -> bool {
    SERVICE_COLUMNS.contains(&plain)
        || SERVICE_BEGINNINGS.iter().any(|start| plain.starts_with(start))
        || SERVICE_ENDS.iter().any(|end| plain.ends_with(end))
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::*;
    use crate::default_pack;
    use crate::pack::load::load;

    #[test]
    fn every_question_is_recognised_by_its_id_and_its_words() {
        let pack = default_pack().pack;
        let headings = Headings::new(&pack);
        for id in pack.question_ids() {
            let question = pack.question(id);
            let beginning = question.ask.split_inclusive('?').next().unwrap();
            for heading in [
                question.id.clone(),
                question.id.replace('-', "_").to_uppercase(),
                question.ask.clone(),
                beginning.to_owned(),
                format!("  {}\u{a0}", question.ask.replace('\'', "\u{2019}").to_uppercase()),
                format!("{}. {}", id.index() + 1, question.ask),
                format!("Q{}: {}", id.index() + 1, question.ask),
                format!("{}2", question.ask),
                format!("{} ({})", question.ask, question.id),
                format!("How much do you agree?  [{}]", question.ask),
            ] {
                assert_eq!(headings.recognise(&heading), Use::Question(id), "{heading}");
            }
        }
    }

    #[test]
    fn the_services_own_columns_are_set_aside() {
        let headings = Headings::new(&default_pack().pack);
        for heading in [
            "label",
            "Timestamp",
            "ID",
            "Id",
            "Start time",
            "Email Address",
            "Name",
            "Username",
            "Points - Which of these fits you?",
            "Feedback - Which of these fits you?",
            "Which of these fits you?  [Score]",
            "Which of these fits you? [Feedback]",
        ] {
            assert_eq!(headings.recognise(heading), Use::SetAside, "{heading}");
        }
        for heading in ["Shoe size", "", "Name2", "12", "[", "Which of these fits you? [Commentaires]", "()"]
        {
            assert_eq!(headings.recognise(heading), Use::Unknown(None), "{heading}");
        }
        assert_eq!(headings.nearest("home visit").as_deref(), Some("home-visits"));
    }

    /// The small pack, with other words for some of its questions.
    fn asking(asks: [(&str, &str); 2]) -> Pack {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let fixture = root.join("tests/fixtures/small-pack");
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("specialties")).unwrap();
        for name in ["talking", "testing", "visiting"] {
            let name = format!("specialties/{name}.toml");
            fs::copy(fixture.join(&name), folder.path().join(&name)).unwrap();
        }
        let mut questions = fs::read_to_string(fixture.join("questions.toml")).unwrap();
        for (old, new) in asks {
            assert!(questions.contains(old), "{old}");
            questions = questions.replace(old, new);
        }
        fs::write(folder.path().join("questions.toml"), questions).unwrap();
        load(folder.path()).unwrap()
    }

    #[test]
    fn of_two_questions_that_begin_alike_the_beginning_says_neither() {
        let (nights, places) =
            ("What would you like best? Say how often.", "What would you like best? Say where.");
        for asks in [
            [("How many nights?", nights), ("Where?", places)],
            [("How many nights?", places), ("Where?", nights)],
        ] {
            let pack = asking(asks);
            let headings = Headings::new(&pack);
            let of = |id: &str| Use::Question(pack.find_question(id).unwrap());
            assert_eq!(headings.recognise("What would you like best?"), Use::Unknown(None));
            assert_eq!(headings.recognise("3. What would you like best?"), Use::Unknown(None));
            assert_eq!(headings.recognise(asks[0].1), of("accept-nights"));
            assert_eq!(headings.recognise(asks[1].1), of("where"));
            assert_eq!(headings.recognise("accept-nights"), of("accept-nights"));
        }
    }

    #[test]
    fn two_questions_in_the_same_words_are_told_apart_by_their_ids_alone() {
        let same = "What would you like best? Say so.";
        let pack = asking([("How many nights?", same), ("Where?", same)]);
        let headings = Headings::new(&pack);
        let of = |id: &str| Use::Question(pack.find_question(id).unwrap());
        for heading in [same, "What would you like best?"] {
            assert_eq!(headings.recognise(heading), Use::Unknown(None));
        }
        assert_eq!(headings.recognise(&format!("{same} (where)")), of("where"));
        assert_eq!(headings.recognise("Where"), of("where"));
    }
}
