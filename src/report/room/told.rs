//! What is said of a room, sentence by sentence: one wording for the summary, the slides and the notes.

use crate::matching::room::disclosure::Shown;
use crate::matching::room::{Divided, Summary, Told};
use crate::pack::{Experience, Form, Pack, Question, QuestionId, SectionId, SpecialtyId};
use crate::report::words::{capital, listed};

/// Specialties on most shortlists among which there is something to go and see.
const NEAR: usize = 8;
/// Asked of a room that is divided where the pack has nothing better.
const TALK: &str = "What has each side seen at work that made them say so?";
/// Asked of what a room agrees on.
pub(super) const AGREED: &str = "Is it what you expected of this room? Whose work needs the opposite?";
/// Asked of what many have not seen.
pub(super) const UNSEEN: &str = "Who has seen it, and what was it like?";

/// `12 of 30`, `at least 25 of 30`.
pub(super) fn people(shown: Shown, summary: &Summary) -> String {
    match shown {
        Shown::Exactly(number) => format!("{number} of {}", summary.respondents),
        Shown::AtLeast(number) => format!("at least {number} of {}", summary.respondents),
        Shown::Hidden => "not shown".to_owned(),
    }
}

/// A number of people as a width of 400.
pub(super) fn width(number: u64, summary: &Summary) -> f64 {
    #[allow(clippy::cast_precision_loss, reason = "people, far below 2^53")]
    let share = number as f64 / summary.respondents as f64;
    libm::round(share * 400.0)
}

/// The words of a question, without what is said to the one who answers.
pub(super) fn ask(question: &Question) -> String {
    format!("\u{201c}{}\u{201d}", question.short_ask())
}

/// What those on one side said: `agree or strongly agree`, or the option in quotes.
pub(super) fn side(question: &Question, told: &Told, side: usize) -> String {
    let says = told.sides[side]
        .options
        .iter()
        .map(|option| question.options[option.index()].say.trim_end_matches('.'));
    match question.form {
        Form::Statement => {
            let says: Vec<String> = says.map(str::to_lowercase).collect();
            says.join(" or ")
        }
        Form::Choice | Form::Several { .. } | Form::Scope | Form::Limits => {
            let says: Vec<&str> = says.collect();
            format!("chose \u{201c}{}\u{201d}", says.join("\u{201d} or \u{201c}"))
        }
    }
}

fn told_of(summary: &Summary, question: QuestionId) -> Option<&Told> {
    summary.questions.iter().find(|told| told.question == question)
}

/// What either side said, with how many; the larger first.
pub(super) fn both_sides(pack: &Pack, summary: &Summary, divided: &Divided) -> [String; 2] {
    let question = pack.question(divided.question);
    divided.sides.map(|(place, number)| {
        let said = told_of(summary, divided.question).map(|told| side(question, told, place));
        format!("{} {}", people(Shown::Exactly(number), summary), said.unwrap_or_default())
    })
}

/// What a room agreed on, in a sentence.
pub(super) fn agreement(pack: &Pack, summary: &Summary, told: &Told, place: usize) -> String {
    let question = pack.question(told.question);
    let number = people(told.sides[place].people, summary);
    format!("{}: {number} {}.", ask(question), side(question, told, place))
}

/// What to ask a room that is divided on a question.
pub(super) fn follow_up(question: &Question) -> &str {
    question.talk.as_deref().unwrap_or(TALK)
}

/// A family as it is said: `palliative team`.
pub(super) fn family(id: &str) -> String {
    id.replace('-', " ")
}

/// Where the first places lie, in a sentence; nothing where no number may be told.
pub(super) fn leanings(summary: &Summary) -> Option<String> {
    let leanings = summary.leanings();
    let told: Vec<String> = leanings
        .iter()
        .enumerate()
        .map(|(place, one)| {
            let lean = if place == 0 { " lean" } else { "" };
            format!("{}{lean} to {}", people(one.people, summary), family(&one.id))
        })
        .collect();
    let told: Vec<&str> = told.iter().map(String::as_str).collect();
    (!told.is_empty()).then(|| format!("By what comes first for them, {}.", listed(&told)))
}

/// How many have a role on their shortlist that the pack is about; nothing where that may not be told.
pub(super) fn focus(pack: &Pack, summary: &Summary) -> Option<String> {
    let name = pack.focus_name().unwrap_or("what this questionnaire looks at most closely");
    (summary.focus != Shown::Hidden).then(|| {
        format!("{} have a role in {name} on their shortlist.", capital(&people(summary.focus, summary)))
    })
}

/// The limits that were set, by most people first, with how many.
pub(super) fn limits(pack: &Pack, summary: &Summary) -> Vec<String> {
    let Some(told) = &summary.limits else { return Vec::new() };
    let question = pack.question(told.question);
    let mut limits: Vec<(u64, String)> = told
        .sides
        .iter()
        .filter_map(|side| {
            let option = &question.options[side.options.first()?.index()];
            Some((side.people.number()?, format!("{}: {}", option.say, people(side.people, summary))))
        })
        .collect();
    limits.sort_by_key(|(number, _)| std::cmp::Reverse(*number));
    limits.into_iter().map(|(_, line)| line).collect()
}

/// What was not seen yet, and where it can be seen.
pub(super) struct Unseen {
    pub(super) say: String,
    pub(super) go_and_see: Option<String>,
}

/// The experiences that many lack, by most people first.
pub(super) fn unseen(pack: &Pack, summary: &Summary, most: usize) -> Vec<Unseen> {
    let mut offered = Vec::new();
    let sections = summary.not_seen_yet(most).into_iter();
    sections
        .map(|(section, number)| {
            let experience = where_to_see(pack, summary, section, &offered);
            let go_and_see = experience.map(|experience| {
                offered.push(experience.claim.say.clone());
                format!("{} Whom to ask: {}", experience.claim.say, experience.ask)
            });
            let name = &pack.sections()[section.index()].name;
            let say = format!("{name}: {} have not seen all of it yet.", people(number, summary));
            Unseen { say, go_and_see }
        })
        .collect()
}

/// An experience that shows most of what a section asks about, of the specialties that the pack is about and of those on most
/// shortlists; none that was offered already.
fn where_to_see(
    pack: &Pack,
    summary: &Summary,
    section: SectionId,
    offered: &[String],
) -> Option<Experience> {
    let asked: Vec<_> = pack
        .questions()
        .iter()
        .filter(|question| question.section == section)
        .flat_map(Question::dimensions)
        .collect();
    let listed = shortlisted(summary, NEAR);
    let places = pack.focus().iter().copied().chain(listed);
    let offers = places.flat_map(|specialty| pack.dossier(specialty).see.clone());
    let shows = |one: &Experience| one.shows.iter().filter(|shown| asked.contains(shown)).count();
    offers
        .filter(|one| shows(one) > 0 && !offered.contains(&one.claim.say))
        .enumerate()
        .max_by_key(|(place, one)| (shows(one), std::cmp::Reverse(*place)))
        .map(|(_, one)| one)
}

/// The specialties on most shortlists of which a number may be told, by most people first.
pub(super) fn shortlisted(summary: &Summary, most: usize) -> Vec<SpecialtyId> {
    let mut shown: Vec<_> =
        summary.specialties.iter().filter(|one| one.shortlisted != Shown::Hidden).collect();
    shown.sort_by_key(|one| (std::cmp::Reverse(one.shortlisted.number()), one.specialty));
    shown.into_iter().take(most).map(|one| one.specialty).collect()
}

/// What became of those who answered before, in sentences; none where no number may be told.
pub(super) fn moved(summary: &Summary) -> Vec<String> {
    let Some(moved) = &summary.moved else { return Vec::new() };
    let mut lines = Vec::new();
    if moved.stayed != Shown::Hidden {
        lines.push(format!(
            "{} have the same first place as before.",
            capital(&people(moved.stayed, summary))
        ));
    }
    if moved.moved != Shown::Hidden {
        lines.push(format!("{} have another first place.", capital(&people(moved.moved, summary))));
    }
    lines.extend(moved.families.iter().map(|one| {
        let now = format!("{}: {}", capital(&family(&one.id)), people(one.after, summary));
        match one.before {
            Some(before) => format!("{now}, before {}.", people(before, summary)),
            None => format!("{now}, about as many as before."),
        }
    }));
    if lines.is_empty() {
        lines.push("Too few can be found in both for a number that singles nobody out.".to_owned());
    }
    lines
}

/// A question that the room is divided on, to talk over.
pub(super) struct TalkedOver {
    pub(super) ask: String,
    pub(super) sides: [String; 2],
    pub(super) numbers: [u64; 2],
    pub(super) follow_up: String,
}

/// Questions to talk over, about different things.
pub(super) fn talked_over(pack: &Pack, summary: &Summary, most: usize) -> Vec<TalkedOver> {
    let divided = summary.to_talk_over(pack, most);
    divided
        .iter()
        .map(|one| TalkedOver {
            ask: ask(pack.question(one.question)),
            sides: both_sides(pack, summary, one),
            numbers: one.sides.map(|(_, number)| number),
            follow_up: follow_up(pack.question(one.question)).to_owned(),
        })
        .collect()
}
