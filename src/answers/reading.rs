//! From what someone wrote to an [`Answer`], or to a mistake that names the nearest thing that would do.
//!
//! Written answers are the same in flags files and on the command line: an option's id, its number counted
//! from 1, or `dont-mind`, `not-seen-yet`, `skip`. A `!` at the end says that it matters a lot.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::plain_words::plain_id;
use super::{Answer, Answers, Importance};
use crate::diagnostic::{Diagnostic, Place, SourceText};
use crate::nearest::Known;
use crate::pack::{A_LOT, DONT_MIND, NOT_SEEN_YET, OptionId, Pack, Question, QuestionId, RESERVED, SKIP};
use crate::toml_tree::{Entry, Mistakes, Placed, Scalar, Table};

/// Reads the `[answers]` table of a flags file into `answers`; what cannot be read is noted.
pub fn read_table(pack: &Pack, table: &Table<'_>, answers: &mut Answers, mistakes: &Mistakes) {
    read_entries(pack, &table.open_entries(), answers, mistakes);
}

/// The same for the answers of one file, by the keys of their questions.
pub(super) fn read_entries(
    pack: &Pack,
    entries: &[(Placed<String>, Entry<'_>)],
    answers: &mut Answers,
    mistakes: &Mistakes,
) {
    let mut place = OnePlace { pack, answers, mistakes, before: BTreeMap::new() };
    for (key, entry) in entries {
        let Some(question) = place.question(key) else { continue };
        let asked = pack.question(question);
        let read = read_entry(asked, entry, mistakes, &mut set_aside(pack, question, place.answers));
        place.take(question, key, read);
    }
}

/// Reads the `question=value` pairs of a command line into `answers`; several options are parted by commas. `option` is
/// the name of the command-line option that they were given to.
pub fn read_pairs(pack: &Pack, option: &str, pairs: &[String], answers: &mut Answers, mistakes: &Mistakes) {
    let mut place = OnePlace { pack, answers, mistakes, before: BTreeMap::new() };
    for pair in pairs {
        place.read_pair(option, pair);
    }
}

/// Answers from one place, such as a file or a command line. What stands elsewhere can count before it; but of two answers
/// in the same place nobody can say which was meant.
struct OnePlace<'a> {
    pack: &'a Pack,
    answers: &'a mut Answers,
    mistakes: &'a Mistakes,
    /// What was read in this place so far.
    before: BTreeMap<QuestionId, Written>,
}

impl OnePlace<'_> {
    /// The question that a key names, unless it is asked no more or was never.
    fn question(&mut self, key: &Placed<String>) -> Option<QuestionId> {
        if self.pack.find_retired(&key.value, None).is_some() {
            self.answers.set_retired_aside(self.pack, &key.value, None);
            return None;
        }
        find_question(self.pack, key, self.mistakes)
    }

    fn read_pair(&mut self, option: &str, pair: &str) {
        let source = Arc::new(SourceText { name: option.to_owned(), text: pair.to_owned() });
        let place = |span| Place { source: Arc::clone(&source), span };
        let Some((key, value)) = pair.split_once('=') else {
            self.mistakes.note(
                Diagnostic::at(&place(0..pair.len()), "an answer is written as question=value")
                    .help(format!("for example: {option} home-visits=agree")),
            );
            return;
        };
        let key = Placed { value: key.trim().to_owned(), place: place(0..key.len()) };
        let Some(question) = self.question(&key) else { return };
        let mut words = Vec::new();
        let mut at = pair.len() - value.len();
        for part in value.split(',') {
            words.push(Placed { value: part.to_owned(), place: place(at..at + part.len()) });
            at += part.len() + 1;
        }
        let asked = self.pack.question(question);
        let read = {
            let mut retired = set_aside(self.pack, question, self.answers);
            read_words(asked, &words, Importance::Usual, self.mistakes, &mut retired)
        };
        self.take(question, &key, read);
    }

    /// Takes what was read for a question. Several options add up over one place; other answers must be one.
    fn take(&mut self, question: QuestionId, key: &Placed<String>, read: Option<Written>) {
        let Some(read) = read else { return };
        let asked = self.pack.question(question);
        let Some(before) = self.before.get(&question) else {
            match &read {
                Written::Answer(answer) => self.answers.set(question, answer.clone()),
                Written::Skip => self.answers.skip(question),
            }
            self.before.insert(question, read);
            return;
        };
        let both = match (before, &read) {
            (Written::Answer(before), Written::Answer(read)) if asked.takes_several() => before.and(read),
            _ => None,
        };
        if let Some(both) = both {
            self.answers.set(question, both.clone());
            self.before.insert(question, Written::Answer(both));
            return;
        }
        let (before, read) = (before.in_ids(asked), read.in_ids(asked));
        let message = format!("`{}` is answered twice, with `{before}` and with `{read}`", asked.id);
        self.mistakes.note(Diagnostic::at(&key.place, message).help("keep one of them"));
    }
}

/// Notes an option that was retired, and says whether it was.
fn set_aside<'a>(
    pack: &'a Pack,
    question: QuestionId,
    answers: &'a mut Answers,
) -> impl FnMut(&str) -> bool + use<'a> {
    let id = &pack.question(question).id;
    move |option| {
        let gone = pack.find_retired(id, Some(option)).is_some();
        if gone {
            answers.set_retired_aside(pack, id, Some(option));
        }
        gone
    }
}

/// What was written for a question.
#[derive(Debug, Clone)]
pub(super) enum Written {
    Answer(Answer),
    Skip,
}

impl Written {
    fn in_ids(&self, question: &Question) -> String {
        match self {
            Written::Answer(answer) => as_cell(question, answer),
            Written::Skip => SKIP.to_owned(),
        }
    }
}

/// The question that a key names; a mistake is noted if there is none.
pub(super) fn find_question(pack: &Pack, key: &Placed<String>, mistakes: &Mistakes) -> Option<QuestionId> {
    let found = pack.find_question(&key.value).or_else(|| pack.find_question(&plain_id(&key.value)));
    if found.is_none() {
        let mistake = Diagnostic::at(&key.place, format!("unknown question `{}`", key.value));
        let known = pack.questions().iter().map(|question| Known { id: &question.id, name: &question.ask });
        let mistake = mistake.help("`calling questions` lists them");
        mistakes.note(mistakes.suggesting_named(mistake, &key.value, known));
    }
    found
}

/// Reads a value that stands for an answer to a question. What cannot be read is noted. Options of which `retired` says
/// that they are asked no more fall out; where nothing else was chosen, the question counts as skipped.
pub(super) fn read_entry(
    question: &Question,
    entry: &Entry<'_>,
    mistakes: &Mistakes,
    retired: &mut dyn FnMut(&str) -> bool,
) -> Option<Written> {
    match entry.scalar("an answer") {
        Scalar::Table(mut table) => {
            let importance = match table.text("matters") {
                Some(word) if word.value == A_LOT => Importance::ALot,
                Some(word) => {
                    mistakes.note(
                        Diagnostic::at(&word.place, format!("`matters` cannot be `{}`", word.value))
                            .help(format!("write matters = \"{A_LOT}\", or leave it out")),
                    );
                    Importance::Usual
                }
                None => Importance::Usual,
            };
            let chosen = table.entry("choose");
            if chosen.is_none() {
                mistakes.note(
                    Diagnostic::at(&table.place(), "the answer has no `choose`")
                        .help(format!("write {{ choose = \"…\", matters = \"{A_LOT}\" }}")),
                );
            }
            table.finish();
            read_words(question, &words(question, &chosen?, mistakes)?, importance, mistakes, retired)
        }
        _ => read_words(question, &words(question, entry, mistakes)?, Importance::Usual, mistakes, retired),
    }
}

/// The words of an answer: one for a text or number, any number for a list.
fn words(question: &Question, entry: &Entry<'_>, mistakes: &Mistakes) -> Option<Vec<Placed<String>>> {
    let entries = match entry.scalar("an answer") {
        Scalar::List(items) => items,
        other => return Some(vec![word(question, &other, entry.place(), mistakes)?]),
    };
    entries.iter().map(|item| word(question, &item.scalar("an answer"), item.place(), mistakes)).collect()
}

fn word(
    question: &Question,
    scalar: &Scalar<'_>,
    place: Place,
    mistakes: &Mistakes,
) -> Option<Placed<String>> {
    match scalar {
        Scalar::Text(text) => Some(Placed { value: (*text).to_owned(), place }),
        Scalar::Number(number) => Some(Placed { value: number.to_string(), place }),
        Scalar::List(_) | Scalar::Table(_) | Scalar::Switch(_) | Scalar::Other(_) => {
            let mistake = Diagnostic::at(&place, format!("this cannot answer `{}`", question.id));
            let known = question.options.iter().map(|option| option.id.as_str());
            mistakes.note(mistakes.suggesting(mistake, "", known));
            None
        }
    }
}

fn read_words(
    question: &Question,
    words: &[Placed<String>],
    importance: Importance,
    mistakes: &Mistakes,
    retired: &mut dyn FnMut(&str) -> bool,
) -> Option<Written> {
    let mut importance = importance;
    let mut options = Vec::new();
    let mut special = None;
    let mut gone = false;
    for word in words {
        let text = word.value.trim();
        let text = text.strip_suffix('!').map_or(text, |rest| {
            importance = Importance::ALot;
            rest.trim_end()
        });
        match text {
            DONT_MIND => special = Some(Written::Answer(Answer::DontMind)),
            NOT_SEEN_YET => special = Some(Written::Answer(Answer::NotSeenYet)),
            SKIP => special = Some(Written::Skip),
            _ if retired(text) => gone = true,
            _ => options.push(find_option(question, text, &word.place, mistakes)?),
        }
    }
    let too_many = (options.len() > 1 && !question.takes_several()) || (special.is_some() && words.len() > 1);
    if too_many {
        let message = if special.is_some() {
            format!("`{DONT_MIND}`, `{NOT_SEEN_YET}` and `{SKIP}` stand alone")
        } else {
            format!("`{}` takes one option, not {}", question.id, options.len())
        };
        mistakes.note(Diagnostic::at(&words[1].place, message).help("keep one of them"));
        return None;
    }
    if let Some(special) = special {
        return Some(special);
    }
    if options.is_empty() && (gone || !question.takes_several()) {
        // An empty list for a question that takes one option can only mean that nothing was chosen.
        return Some(Written::Skip);
    }
    Some(Written::Answer(Answer::Chose { options, importance }))
}

fn find_option(question: &Question, text: &str, place: &Place, mistakes: &Mistakes) -> Option<OptionId> {
    let is = |id: &str| question.options.iter().position(|option| option.id == id);
    let by_id = is(text).or_else(|| is(&plain_id(text)));
    let by_number =
        || text.parse::<usize>().ok().and_then(|n| n.checked_sub(1)).filter(|i| *i < question.options.len());
    let found = by_id.or_else(by_number).map(OptionId::new);
    if found.is_none() {
        let known = question.options.iter().map(|option| Known { id: &option.id, name: &option.say });
        let mistake = Diagnostic::at(place, format!("`{}` has no option `{text}`", question.id))
            .help("`calling questions` lists them");
        mistakes.note(mistakes.suggesting_named(mistake, text, known.chain(RESERVED.map(Known::by_id))));
    }
    found
}

/// An answer as it would be written in a flags file, without the name of its question.
#[must_use]
pub fn written(question: &Question, answer: &Answer) -> String {
    match answer {
        Answer::DontMind => format!("\"{DONT_MIND}\""),
        Answer::NotSeenYet => format!("\"{NOT_SEEN_YET}\""),
        Answer::Chose { options, importance } => {
            // Ids hold nothing that would need escaping between quotes.
            let ids: Vec<String> =
                options.iter().map(|option| format!("\"{}\"", question.options[option.index()].id)).collect();
            let chosen =
                if question.takes_several() { format!("[{}]", ids.join(", ")) } else { ids.concat() };
            match importance {
                Importance::Usual => chosen,
                Importance::ALot => format!("{{ choose = {chosen}, matters = \"{A_LOT}\" }}"),
            }
        }
    }
}

/// An answer as it can stand in a table's cell and be read again: ids, parted by semicolons.
#[must_use]
pub fn as_cell(question: &Question, answer: &Answer) -> String {
    match answer {
        Answer::DontMind => DONT_MIND.to_owned(),
        Answer::NotSeenYet => NOT_SEEN_YET.to_owned(),
        Answer::Chose { options, importance } => {
            let ids: Vec<&str> =
                options.iter().map(|option| question.options[option.index()].id.as_str()).collect();
            let matters = if *importance == Importance::ALot { "!" } else { "" };
            ids.join(";") + matters
        }
    }
}
