//! From what someone wrote to an [`Answer`], or to a mistake that names the nearest thing that would do.
//!
//! Written answers are the same in flags files and on the command line: an option's id, its number counted
//! from 1, or `dont-mind`, `not-seen-yet`, `skip`. A `!` at the end says that it matters a lot.

use std::sync::Arc;

use super::{Answer, Answers, Importance};
use crate::diagnostic::{Diagnostic, Place, SourceText};
use crate::nearest::Known;
use crate::pack::{A_LOT, DONT_MIND, NOT_SEEN_YET, OptionId, Pack, Question, QuestionId, RESERVED, SKIP};
use crate::toml_tree::{Entry, Mistakes, Placed, Scalar, Table};

/// Reads the `[answers]` table of a flags file into `answers`; what cannot be read is noted.
pub fn read_table(pack: &Pack, table: &Table<'_>, answers: &mut Answers, mistakes: &Mistakes) {
    for (key, entry) in table.open_entries() {
        if pack.find_retired(&key.value, None).is_some() {
            answers.set_retired_aside(pack, &key.value, None);
            continue;
        }
        let Some(question) = find_question(pack, &key, mistakes) else { continue };
        let read =
            read_entry(pack.question(question), &entry, mistakes, &mut set_aside(pack, question, answers));
        take(question, read, answers);
    }
}

fn take(question: QuestionId, read: Option<Written>, answers: &mut Answers) {
    match read {
        Some(Written::Answer(answer)) => answers.set(question, answer),
        Some(Written::Skip) => answers.skip(question),
        None => {}
    }
}

/// Reads one `question=value` pair into `answers`; several options are parted by commas. `option` is the name of the
/// command-line option that it was given to.
pub fn read_pair(pack: &Pack, option: &str, pair: &str, answers: &mut Answers, mistakes: &Mistakes) {
    let source = Arc::new(SourceText { name: option.to_owned(), text: pair.to_owned() });
    let place = |span| Place { source: Arc::clone(&source), span };
    let Some((key, value)) = pair.split_once('=') else {
        mistakes.note(
            Diagnostic::at(&place(0..pair.len()), "an answer is written as question=value")
                .help(format!("for example: {option} home-visits=agree")),
        );
        return;
    };
    let key = Placed { value: key.trim().to_owned(), place: place(0..key.len()) };
    if pack.find_retired(&key.value, None).is_some() {
        answers.set_retired_aside(pack, &key.value, None);
        return;
    }
    let Some(question) = find_question(pack, &key, mistakes) else { return };
    let start = pair.len() - value.len();
    let mut words = Vec::new();
    let mut at = start;
    for part in value.split(',') {
        words.push(Placed { value: part.to_owned(), place: place(at..at + part.len()) });
        at += part.len() + 1;
    }
    let read = read_words(
        pack.question(question),
        &words,
        Importance::Usual,
        mistakes,
        &mut set_aside(pack, question, answers),
    );
    take(question, read, answers);
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
pub(super) enum Written {
    Answer(Answer),
    Skip,
}

/// The question that a key names; a mistake is noted if there is none.
pub(super) fn find_question(pack: &Pack, key: &Placed<String>, mistakes: &Mistakes) -> Option<QuestionId> {
    let found = pack.find_question(&key.value);
    if found.is_none() {
        let mistake = Diagnostic::at(&key.place, format!("unknown question `{}`", key.value));
        let known = pack.questions().iter().map(|question| Known { id: &question.id, name: &question.ask });
        let mistake = mistake.help("`calling questions` lists them").suggest_named(&key.value, known);
        mistakes.note(mistake);
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
            mistakes.note(
                Diagnostic::at(&place, format!("this cannot answer `{}`", question.id))
                    .suggest("", question.options.iter().map(|option| option.id.as_str())),
            );
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
    let by_id = question.options.iter().position(|option| option.id == text);
    let by_number =
        || text.parse::<usize>().ok().and_then(|n| n.checked_sub(1)).filter(|i| *i < question.options.len());
    let found = by_id.or_else(by_number).map(OptionId::new);
    if found.is_none() {
        let known = question.options.iter().map(|option| Known { id: &option.id, name: &option.say });
        mistakes.note(
            Diagnostic::at(place, format!("`{}` has no option `{text}`", question.id))
                .help("`calling questions` lists them")
                .suggest_named(text, known.chain(RESERVED.map(Known::by_id))),
        );
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

/// An answer in the words of its options.
#[must_use]
pub fn in_words(question: &Question, answer: &Answer) -> String {
    match answer {
        Answer::DontMind => "don't mind".to_owned(),
        Answer::NotSeenYet => "not seen yet".to_owned(),
        Answer::Chose { options, importance } => {
            let said: Vec<&str> =
                options.iter().map(|option| question.options[option.index()].say.as_str()).collect();
            let matters = if *importance == Importance::ALot { "; it matters a lot" } else { "" };
            format!("{}{matters}", said.join("; "))
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
