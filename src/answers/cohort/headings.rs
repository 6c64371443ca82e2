//! Headings of columns read as questions, or as one option of a question: by ids, or by words as form services export them.

use std::collections::HashMap;

use super::asked::Asked;
use super::cell_reader::Token;
use super::service_columns::{is_own_label, is_service_column};
use crate::answers::mended_words::{letters, reread, without_markup};
use crate::answers::own_questions::{is_matters, readable};
use crate::answers::plain_words::{plain, plain_heading};
use crate::nearest::nearest;
use crate::pack::{Pack, QuestionId};

/// Letters of a question's beginning that are enough for it, if what follows says only how to answer.
pub(super) const ENOUGH_OF_A_QUESTION: usize = 15;
/// Letters that are enough where a service keeps no more of an id.
const ENOUGH_OF_AN_ID: usize = 18;
/// Letters of a heading that may be a mistyped id, at least.
const SHORTEST_MISTAKE: usize = 5;
/// Bytes of a heading at most, and of one in which a question's words are looked for among others.
const LONGEST_HEADING: usize = 5_000;
const LONGEST_LOOKED_INTO: usize = 600;
/// What a column holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Use {
    /// Answers to a question.
    Question(QuestionId),
    /// Some of the options of a question that takes several, each cell naming its own.
    Part(QuestionId),
    /// Whether one option of a question is chosen, or one way of not choosing.
    Option(QuestionId, Token),
    /// Something about a question that cannot be read, and why: what stands there is named, and never passed over.
    Unread(QuestionId, String),
    /// What respondents are called.
    Label,
    /// Codes, where no column is a question.
    Code,
    /// Which printed form the answers were typed from.
    Form,
    /// A form service's own column, or one that was to be left out.
    SetAside,
    /// Answers to a question that is asked no more: what became of it.
    Retired(String),
    /// Nothing that is known; the nearest question's id, if one is near.
    Unknown(Option<String>),
}

impl Use {
    /// The question that a column is about.
    #[must_use]
    pub fn asked(&self) -> Option<QuestionId> {
        match self {
            Use::Question(question)
            | Use::Part(question)
            | Use::Option(question, _)
            | Use::Unread(question, _) => Some(*question),
            Use::Label | Use::Form | Use::Code | Use::SetAside | Use::Retired(_) | Use::Unknown(_) => None,
        }
    }
}

/// What a heading was seen to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Seen {
    pub(super) holds: Use,
    /// What stands there besides.
    pub(super) beside: Beside,
    /// Whether a question's words stand there, which no respondent writes into a cell.
    pub(super) in_words: bool,
}

/// What stands in a heading besides a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Beside {
    /// Nothing that means anything.
    Nothing,
    /// Words before it.
    Before,
    /// Words behind it.
    Behind(String),
}

/// Looks headings up.
#[derive(Debug, Clone)]
pub struct Headings {
    ids: HashMap<String, QuestionId>,
    /// Questions by their words; nothing where two have the same.
    pub(super) words: HashMap<String, Option<QuestionId>>,
    /// The same by their letters, the longest first; ids by theirs.
    pub(super) by_letters: HashMap<String, Option<QuestionId>>,
    pub(super) longest_first: Vec<String>,
    pub(super) ids_by_letters: HashMap<String, QuestionId>,
    /// Questions by their permanent numbers.
    pub(super) numbers: HashMap<u16, QuestionId>,
    pub(super) asked: Vec<Asked>,
    /// How many of these are the pack\'s own.
    of_pack: usize,
    /// What became of questions that are asked no more, by their ids.
    retired: HashMap<String, String>,
}

impl Headings {
    /// For the questions of a pack.
    #[must_use]
    pub fn new(pack: &Pack) -> Self {
        let mut new = Self {
            ids: HashMap::new(),
            words: HashMap::new(),
            by_letters: HashMap::new(),
            longest_first: Vec::new(),
            ids_by_letters: HashMap::new(),
            numbers: HashMap::new(),
            asked: Vec::new(),
            of_pack: pack.questions().len(),
            retired: HashMap::new(),
        };
        for (id, question) in readable(pack) {
            let mut asked = Asked::new(&question);
            asked.places &= !is_matters(pack, id);
            new.asked.push(asked);
            new.ids.insert(question.id.clone(), id);
            new.ids_by_letters.insert(letters(&question.id), id);
            new.numbers.extend(question.number.map(|number| (number, id)));
            let whole = plain_heading(&question.ask);
            // What is said about how to answer may be left out: "Choose as many as you like".
            let beginning = question.ask.split_inclusive('?').next().map(plain_heading);
            let beginning = beginning.filter(|start| *start != whole && start.len() >= ENOUGH_OF_A_QUESTION);
            for text in beginning.into_iter().chain([whole]) {
                let by_letters = Some(letters(&text)).filter(|letters| letters.len() >= ENOUGH_OF_A_QUESTION);
                for (map, key) in [(&mut new.words, Some(text)), (&mut new.by_letters, by_letters)] {
                    let Some(key) = key else { continue };
                    map.entry(key)
                        .and_modify(|other| *other = other.filter(|other| *other == id))
                        .or_insert(Some(id));
                }
            }
        }
        new.longest_first = new.by_letters.keys().cloned().collect();
        new.longest_first.sort_unstable_by_key(|letters| (std::cmp::Reverse(letters.len()), letters.clone()));
        let gone = pack.retired().iter().filter(|gone| gone.option.is_none());
        new.retired = gone.map(|gone| (gone.question.clone(), gone.say.clone())).collect();
        new
    }

    /// The question whose id this is, letter by letter.
    #[must_use]
    pub fn id(&self, heading: &str) -> Option<QuestionId> {
        self.ids.get(heading).copied()
    }

    /// What a heading is.
    #[must_use]
    pub fn recognise(&self, heading: &str) -> Use {
        self.see(heading).holds
    }

    /// The option of a question that a text names by words, id or number.
    pub(super) fn option(&self, question: QuestionId, text: &str) -> Option<Token> {
        let text = without_markup(text);
        self.asked[question.index()].option(&reread(&text).unwrap_or_else(|| text.into_owned()))
    }

    /// Whether a cell may answer a question: what it says is an option, or a number.
    pub(super) fn may_answer(&self, question: QuestionId, text: &str) -> bool {
        self.asked[question.index()].may_be_answered(text)
    }

    /// Whether a question takes several options.
    pub(super) fn takes_several(&self, question: QuestionId) -> bool {
        self.asked[question.index()].takes_several
    }

    /// Whether it is a question of our own forms, which no pack has.
    pub(super) fn is_own(&self, question: QuestionId) -> bool {
        question.index() >= self.of_pack
    }

    /// Whether a question places people.
    pub(super) fn places(&self, question: QuestionId) -> bool {
        self.asked[question.index()].places
    }

    /// What a heading is, and how that is known.
    pub(super) fn see(&self, heading: &str) -> Seen {
        let seen = |holds: Use| Seen { holds, beside: Beside::Nothing, in_words: false };
        // The pack's authors may well call a question "name"; a service writes "Name".
        if let Some(question) = self.id(heading.trim()) {
            return seen(Use::Question(question));
        }
        if let Some(say) = self.retired.get(heading.trim()) {
            return seen(Use::Retired(say.clone()));
        }
        if heading.len() > LONGEST_HEADING {
            return seen(Use::Unknown(None));
        }
        let clean = without_markup(heading);
        let clean = reread(&clean).unwrap_or_else(|| clean.into_owned());
        let plain = plain_heading(&clean);
        if is_own_label(&plain) {
            return seen(Use::Label);
        }
        if is_service_column(&plain) {
            return seen(Use::SetAside);
        }
        if let Some(question) = self.whole(&plain) {
            return Seen {
                in_words: letters(&plain).len() >= ENOUGH_OF_A_QUESTION,
                ..seen(Use::Question(question))
            };
        }
        if plain.is_empty() || plain.len() > LONGEST_LOOKED_INTO {
            return seen(Use::Unknown(None));
        }
        if let Some((question, token)) = self.one_option(&plain) {
            return Seen {
                in_words: plain.len() > ENOUGH_OF_A_QUESTION,
                ..seen(Use::Option(question, token))
            };
        }
        if let Some(question) = self.at_the_end(&plain) {
            return Seen { in_words: true, ..seen(Use::Question(question)) };
        }
        self.among_words(&plain)
            .or_else(|| self.cut_off(&plain, &letters(&plain)))
            .unwrap_or_else(|| seen(Use::Unknown(None)))
    }

    /// A question that is the whole of a heading, but for a number before or behind it and its id.
    pub(super) fn whole(&self, plain: &str) -> Option<QuestionId> {
        // "12. Would you …" and "Q12: …", as numbered lists are exported.
        let unnumbered = plain.trim_start_matches('q').trim_start_matches(|c: char| c.is_ascii_digit());
        let unnumbered = (unnumbered.len() < plain.len())
            .then(|| unnumbered.trim_start_matches(['.', ')', ':', ' ']).to_owned());
        // Microsoft Forms tells repeated titles apart by a digit glued to them.
        let unglued = plain_heading(plain.trim_end_matches(|c: char| c.is_ascii_digit()));
        // Other programs put an underscore before it, which may also part an option from its question.
        let twin = plain.trim_end_matches(|c: char| c.is_ascii_digit()).strip_suffix('_');
        let twin = twin.and_then(|id| self.loose_id(id)).filter(|id| !self.asked[id.index()].takes_several);
        // "Would you … (id)", as `calling questions` prints it, and "(id) Would you …", as Moodle does.
        let behind = plain.rsplit_once('(').and_then(|(_, id)| id.strip_suffix(')'));
        let before = plain.strip_prefix('(').and_then(|rest| rest.split_once(')')).map(|(id, _)| id);
        let readings = [Some(plain.to_owned()), unnumbered, Some(unglued)];
        let read = readings.into_iter().flatten().find_map(|reading| self.words_or_id(&reading));
        read.or(twin)
            .or_else(|| [behind, before].into_iter().flatten().find_map(|id| self.loose_id(id)))
            .or_else(|| self.bare_id(plain))
    }

    /// An id without its hyphens, as codes of `LimeSurvey` are, or the beginning of one alone.
    fn bare_id(&self, plain: &str) -> Option<QuestionId> {
        if !plain.chars().all(|c| c.is_ascii_alphanumeric() || c == '_') {
            return None;
        }
        let bare = letters(plain);
        if let Some(question) = self.ids_by_letters.get(&bare) {
            return Some(*question);
        }
        let enough = bare.len() >= ENOUGH_OF_AN_ID;
        let mut begun = self.ids_by_letters.iter().filter(|(id, _)| enough && id.starts_with(&bare));
        let (_, question) = begun.next()?;
        begun.next().is_none().then_some(*question)
    }

    fn words_or_id(&self, plain: &str) -> Option<QuestionId> {
        self.words.get(plain).copied().flatten().or_else(|| self.loose_id(plain))
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

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::*;
    use crate::default_pack;
    use crate::pack::OptionId;
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
            "Zeitstempel",
            "Heure de d\u{e9}but",
            "Points\u{a0}\u{2013} Which of these fits you?",
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
        for heading in ["Shoe size", "", "Name2", "12", "[", "()"] {
            assert_eq!(headings.recognise(heading), Use::Unknown(None), "{heading}");
        }
        assert_eq!(headings.nearest("home visit").as_deref(), Some("home-visits"));
        for heading in ["label", "A name or number of your choice", " A name or number of your choice: "] {
            assert_eq!(headings.recognise(heading), Use::Label, "{heading}");
        }
    }

    #[test]
    fn every_option_is_recognised_behind_its_question() {
        let pack = default_pack().pack;
        let headings = Headings::new(&pack);
        for id in pack.question_ids() {
            let question = pack.question(id);
            for (place, option) in question.options.iter().enumerate() {
                for heading in [
                    format!("{} [{}]", question.ask, option.say),
                    format!("{} - {}", question.ask, option.say),
                    format!("{} - Selected Choice - {}", question.ask, option.say),
                    format!("{}[{}]", question.id, option.id),
                    format!(
                        "{}___{}",
                        question.id.replace('-', "_"),
                        option.number.map_or(place + 1, usize::from)
                    ),
                    format!("group/{}/{}", question.id, option.id),
                    format!("{} (choice={})", question.ask, option.say),
                ] {
                    let wanted = Use::Option(id, Token::Option(OptionId::new(place)));
                    assert_eq!(headings.recognise(&heading), wanted, "{heading}");
                }
            }
        }
    }

    #[test]
    fn what_is_left_of_a_heading_is_enough_if_it_is_one_questions() {
        let pack = default_pack().pack;
        let headings = Headings::new(&pack);
        let places = pack.find_question("places").unwrap();
        let ask = &pack.question(places).ask;
        for heading in
            [format!("{}...", &ask[..30]), ask[..40].to_owned(), format!("Q7: {}\u{2026}", &ask[..25])]
        {
            assert_eq!(headings.recognise(&heading), Use::Question(places), "{heading}");
        }
        assert_eq!(headings.recognise(&ask[..10]), Use::Unknown(None));
        let seen = headings.see(&format!("Why? {ask}"));
        assert_eq!((seen.holds, seen.beside), (Use::Question(places), Beside::Before));
        let seen = headings.see(&format!("{ask} (comment)"));
        assert_eq!(seen.holds, Use::Question(places));
        assert!(matches!(seen.beside, Beside::Behind(_)));
        let other = &pack.questions()[9].ask;
        assert!(matches!(headings.recognise(&format!("{ask} {other}")), Use::Unread(..)));
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
            for heading in ["What would you like best?", "3. What would you like best?"] {
                assert!(matches!(headings.recognise(heading), Use::Unread(..)), "{heading}");
            }
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
            assert!(matches!(headings.recognise(heading), Use::Unread(..)), "{heading}");
        }
        assert_eq!(headings.recognise(&format!("{same} (where)")), of("where"));
        assert_eq!(headings.recognise("Where"), of("where"));
    }
}
