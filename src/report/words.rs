//! Sentences, plurals and line breaks: one wording for every format.

use textwrap::{Options, WordSplitter};

use crate::answers::{Answer, Answers, Counts, Importance};
use crate::matching::limits::Beyond;
use crate::matching::ranking::{Fit, FitBand};
use crate::pack::{Claim, Dossier, Form, Pack, Question, Scope, Source, SpecialtyKind};
use crate::result::limits::ShownBreach;
use crate::result::{Entry, GivenAnswer, Report, ShownDimension};

/// `1 answer`, `2 answers`.
#[must_use]
pub fn count(number: usize, one: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {one}{plural}")
}

/// `1st`, `2nd`, `3rd`, `11th` …
#[must_use]
pub fn ordinal(number: usize) -> String {
    let ending = match (number % 10, number % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{number}{ending}")
}

/// A fit band in words.
fn band(fit: Fit) -> &'static str {
    match fit.band() {
        Some(FitBand::Strong) => "strong fit",
        Some(FitBand::Good) => "good fit",
        Some(FitBand::Partial) => "partial fit",
        Some(FitBand::Weak) => "weak fit",
        None => "no answers yet",
    }
}

/// A fit in words and in numbers.
#[must_use]
pub fn fit(fit: Fit) -> String {
    if fit.of == 0 {
        return band(fit).to_owned();
    }
    format!("{}: {} of {} answers agree", band(fit), fit.agree, fit.of)
}

/// The same where space is short.
#[must_use]
pub fn fit_in_short(fit: Fit) -> String {
    match fit.of {
        0 => "no answers to count".to_owned(),
        of => format!("{} ({} of {of})", band(fit), fit.agree),
    }
}

/// What the fit bands mean, printed beside every result that uses them.
pub const BANDS: &str = "An answer agrees with a specialty if its usual post stands within one step, out of \
    five, of where the answer places you. Strong fit: at least four in five of your answers agree; good: two in \
    three; partial: half; weak: fewer. The order is decided by weighing every answer, not by this count.";

/// What a shortlist is.
pub const SHORTLISTS: &str = "The shortlist is the smallest set whose chances of holding the best fit add up to 80 in 100, \
    unless asked otherwise, or more, and it cuts no tie; `calling pack evaluate` shows how that was tested.";

/// What is said before the least suited.
pub const LEAST: &str =
    "Not a judgement on anyone's ability: these only differ most from what you said you want.";

/// What a scope shows.
#[must_use]
pub fn scope(scope: Scope) -> &'static str {
    scope.say()
}

/// `one`, `one and two`, `one, two and three`.
#[must_use]
pub fn listed(words: &[&str]) -> String {
    match words {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// Specialty, sub-specialty or role, in words.
#[must_use]
pub fn kind(kind: SpecialtyKind) -> &'static str {
    match kind {
        SpecialtyKind::Specialty => "specialty",
        SpecialtyKind::Subspecialty => "sub-specialty",
        SpecialtyKind::Role => "role",
    }
}

/// How many questions were answered, and how. Of those without an answer nobody knows whether they were asked.
#[must_use]
pub fn counts(counts: Counts) -> String {
    let ways = [(counts.dont_mind, "don\u{2019}t mind"), (counts.not_seen_yet, "not seen yet")];
    let ways: Vec<String> = ways
        .iter()
        .filter(|(number, _)| *number > 0)
        .map(|(number, what)| format!("\u{201c}{what}\u{201d} to {number}"))
        .collect();
    let answered = format!("You answered {}", count(counts.chosen, "question"));
    if ways.is_empty() {
        return answered;
    }
    format!("{answered}, and said {}", listed(&ways.iter().map(String::as_str).collect::<Vec<_>>()))
}

/// On which day a result's answers were given, if that is known.
#[must_use]
pub fn answered_on(answers: &Answers) -> Option<String> {
    answers.answered.map(|day| format!("Answered on {day}."))
}

/// How many questions were answered, as far as is known how many were asked.
#[must_use]
pub fn how_many_answered(report: &Report<'_>) -> String {
    match report.asked {
        Some(asked) => asked_and_answered(report.answers, asked),
        None => counts(report.counts),
    }
}

/// How many of the questions that were asked were answered, and how.
#[must_use]
pub fn asked_and_answered(answers: &Answers, asked: usize) -> String {
    let number = answers.iter().count();
    let of = |wanted: &Answer| answers.iter().filter(|(_, answer)| *answer == wanted).count();
    let mut text = match asked.checked_sub(number) {
        None | Some(0) if number == 1 => "You answered the one question that you were asked".to_owned(),
        None | Some(0) => format!("You answered all {number} questions that you were asked"),
        Some(open) => {
            format!(
                "You answered {number} of the {} that you were asked; {open} left open",
                count(asked, "question")
            )
        }
    };
    let ways = [(of(&Answer::DontMind), "don't mind"), (of(&Answer::NotSeenYet), "not seen yet")];
    let ways: Vec<String> = ways
        .iter()
        .filter(|(number, _)| *number > 0)
        .map(|(number, what)| format!("{number} {what}"))
        .collect();
    if !ways.is_empty() {
        text.push_str(&format!(" ({})", ways.join(", ")));
    }
    text
}

/// The respondent's own answer, as it is quoted in a reason. An option that was not chosen was left out.
#[must_use]
pub fn given(pack: &Pack, answer: GivenAnswer) -> String {
    let question = pack.question(answer.question);
    let ask = question.short_ask();
    let say = question.options[answer.option.index()].say.trim_end_matches('.');
    let said = match (question.form, answer.chosen) {
        (Form::Statement, _) => format!("You said \u{201c}{ask}\u{201d}: {}", lower_first(say)),
        (_, true) => format!("You chose \u{201c}{say}\u{201d} ({ask})"),
        (_, false) => format!("You did not choose \u{201c}{say}\u{201d} ({ask})"),
    };
    match answer.importance {
        // The mark belongs to what was chosen, not to what was left out.
        Importance::ALot if answer.chosen => format!("{said}; it matters a lot to you"),
        Importance::Usual | Importance::ALot => said,
    }
}

/// Letters of a hash that tell packs apart at a glance.
const SHORT_HASH: usize = 8;

/// Dimensions named on each side, at most.
const DIMENSIONS: usize = 6;

/// What speaks for a specialty and what against it, by what it is about, with how many answers say so.
#[must_use]
pub fn by_dimension(pack: &Pack, all: &[ShownDimension]) -> Vec<String> {
    let told = |one: &&ShownDimension| one.telling() > 0;
    let about = |one: &ShownDimension| {
        let name = lower_first(&pack.dimension(one.dimension).name);
        format!("{name} ({})", count(one.telling(), "answer"))
    };
    let for_it = all.iter().filter(told).filter(|one| one.evidence > 0);
    let against = all.iter().rev().filter(told).filter(|one| one.evidence < 0);
    let sides: [(&str, Vec<String>); 2] = [
        ("For it, most first", for_it.take(DIMENSIONS).map(about).collect()),
        ("Against it, most first", against.take(DIMENSIONS).map(about).collect()),
    ];
    let said = sides.into_iter().filter(|(_, about)| !about.is_empty());
    said.map(|(side, about)| format!("{side}: {}.", about.join(", "))).collect()
}

/// A limit that is not kept, in a line: which, and the specialty's own sentence with what it rests on.
#[must_use]
pub fn breach(pack: &Pack, shown: &ShownBreach) -> String {
    let source = shown.source.as_ref().map(|source| format!(" [{}]", titled(source)));
    format!("{}{}", breach_alone(pack, shown), source.unwrap_or_default())
}

/// The same without the source.
#[must_use]
pub fn breach_alone(pack: &Pack, shown: &ShownBreach) -> String {
    let term = lower_first(&pack.dimension(shown.breach.limit.term).name);
    let how = match shown.breach.beyond {
        Beyond::Breaks => format!("Breaks your limit on {term}."),
        Beyond::Nearly => {
            format!("Comes near your limit on {term}: some posts keep it, the usual one does not.")
        }
    };
    format!("{how} {}", shown.why)
}

/// How many answers agree with a specialty, and how many answers are behind each side.
#[must_use]
pub fn agreement(report: &Report<'_>, entry: &Entry) -> String {
    let lines = by_dimension(&report.content.pack, &entry.by_dimension);
    format!("{}. {}", fit(entry.ranked.fit), lines.join(" ")).trim_end().to_owned()
}

/// Which program and which content a result is of, so that it can be worked out again.
#[must_use]
pub fn versions(pack: &Pack) -> String {
    let hash: String = pack.hash().chars().take(SHORT_HASH).collect();
    format!("calling {}, content {} ({hash}).", env!("CARGO_PKG_VERSION"), pack.version())
}

/// Which answers hold the first before the second, up to the list of them.
#[must_use]
pub fn held_off(leader: &str, rival: &str) -> String {
    format!("{leader} stands before {rival} above all because of:")
}

/// An answer as a person would say it.
#[must_use]
pub fn answered(question: &Question, answer: Option<&Answer>) -> String {
    match answer {
        None => "no answer".to_owned(),
        Some(Answer::DontMind) => "don\u{2019}t mind".to_owned(),
        Some(Answer::NotSeenYet) => "not seen yet".to_owned(),
        Some(Answer::Chose { options, importance }) => {
            let said =
                options.iter().map(|option| question.options[option.index()].say.trim_end_matches('.'));
            let said = said.map(|said| format!("\u{201c}{said}\u{201d}")).collect::<Vec<_>>().join(", ");
            let said = if said.is_empty() { "none of them".to_owned() } else { said };
            match importance {
                Importance::Usual => said,
                Importance::ALot => format!("{said}, matters a lot"),
            }
        }
    }
}

/// A claim's source in brackets: title, and year where one is known.
#[must_use]
pub fn source(dossier: &Dossier, claim: &Claim) -> String {
    resting_on(dossier.source(claim))
}

/// The same of a source at hand.
#[must_use]
pub fn resting_on(source: Option<&Source>) -> String {
    source.map_or_else(|| "general knowledge".to_owned(), titled)
}

/// A source's title, and its year where one is known that the title does not name.
#[must_use]
pub fn titled(source: &Source) -> String {
    match source.year {
        Some(year) if !source.title.contains(&year.to_string()) => format!("{}, {year}", source.title),
        _ => source.title.clone(),
    }
}

/// A text that begins a sentence.
#[must_use]
pub fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// A text that goes on in the middle of a sentence.
#[must_use]
pub fn lower_first(text: &str) -> String {
    if begins_with_capitals(text) {
        return text.to_owned();
    }
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}

/// Whether the first word has its capitals wherever it stands, as in "GP surgery", "X-ray", "A&E" and "I".
fn begins_with_capitals(text: &str) -> bool {
    let word = text.split([' ', '\u{a0}', ',']).next().unwrap_or_default();
    let mut rest = word.chars().skip(1);
    word == "I" || word.starts_with("I'") || word.starts_with("I\u{2019}") || {
        // A single letter with a mark or a digit behind it is a name; otherwise any other capital is.
        let second = rest.clone().next();
        let marked = second.is_some_and(|second| "-&/".contains(second) || second.is_ascii_digit());
        marked || rest.any(char::is_uppercase)
    }
}

/// Text broken into lines of at most `width` columns, the first line started with `first` and others with `rest`.
#[must_use]
pub fn wrapped(text: &str, width: usize, first: &str, rest: &str) -> String {
    // Slugs and ids hold hyphens and are there to be copied, so lines break at spaces only.
    let options = Options::new(width)
        .initial_indent(first)
        .subsequent_indent(rest)
        .word_splitter(WordSplitter::NoHyphenation);
    let mut lines = textwrap::fill(text, options);
    lines.push('\n');
    lines
}

/// Text as comment lines for a TOML file.
#[must_use]
pub fn wrapped_comment(text: &str, start: &str) -> String {
    wrapped(text, 96, start, &format!("{start}  "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn abbreviations_keep_their_capitals_in_the_middle_of_a_sentence() {
        for kept in ["GP surgery", "X-ray", "A&E", "I like it", "I'd rather", "B12 levels", "MRI, CT", "NHS"]
        {
            assert_eq!(lower_first(kept), kept);
        }
        for (text, lowered) in
            [("A hospital ward", "a hospital ward"), ("Cancer", "cancer"), ("Disagree", "disagree"), ("", "")]
        {
            assert_eq!(lower_first(text), lowered);
        }
    }

    #[test]
    fn ordinals_and_plurals_read_well() {
        let ordinals: Vec<String> = [1, 2, 3, 4, 11, 12, 13, 21, 112].map(ordinal).to_vec();
        assert_eq!(ordinals, ["1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "112th"]);
        assert_eq!(count(1, "answer"), "1 answer");
        assert_eq!(count(2, "answer"), "2 answers");
    }
}
