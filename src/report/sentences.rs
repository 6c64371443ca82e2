//! What a result says, sentence by sentence: one wording for every surface.

use super::words::{capital, count, listed, lower_first, ordinal, resting_on};
use crate::answers::{Answer, Answers};
use crate::matching::what_if::Change;
use crate::pack::{OptionId, Pack, Question, SpecialtyId};
use crate::result::{
    Entry, GoAndSee, HowSure, Openness, ReadOn, Report, RunnerUp, SetsApart, Step, Told, Wanting, Wish,
};

/// Changed answers that are spelt out, at most.
const CHANGES: usize = 3;
/// Roles of a tie that are named, at most.
const NAMED: usize = 3;
/// Words with which a clause says with whom, where or what for, and so cannot follow "You want" by themselves.
const PREPOSITIONS: [&str; 9] = ["with", "without", "in", "at", "on", "where", "away", "outside", "among"];

/// What a questionnaire and its result are not.
pub const NO_VERDICT: &str =
    "A place to start a conversation, not a verdict on you: posts differ, and so do the people in them.";

/// What the chances rest on, and what a result is not.
pub const PURPOSE: &str = "How sure it is was tested on simulated people, not on real ones: take it as an upper \
    bound. It is a place to start a conversation, not a verdict on you: posts differ, and so do the people in them.";

/// Above what to go and see.
pub const GO_AND_SEE: &str = "Go and see";
/// Above where to read on.
pub const READ_ON: &str = "Read on";
/// Above what would change a result.
pub const CHANGE: &str = "What would change it";
/// Above the set that is recommended.
pub const SHORTLIST: &str = "Your shortlist";
/// Above those that follow it.
pub const NEXT: &str = "Next in order";

/// How sure a result is.
#[must_use]
pub fn how_sure(pack: &Pack, sure: &HowSure) -> String {
    let held = out_of_100(sure.chance);
    let ahead = |how: &str, answers: &str| {
        let name = sure.roles.first().map_or("", |first| name(pack, *first));
        format!(
            "{name} is {how}: in simulations, where {answers}, the first role was the right one in {held}."
        )
    };
    match sure.step {
        Step::ClearlyAhead => ahead("clearly ahead", "answers pointed this clearly"),
        Step::Ahead => ahead("ahead", "answers pointed this clearly"),
        Step::NarrowlyAhead => ahead("narrowly ahead", "the lead was this narrow"),
        Step::Level => {
            let one = if sure.roles.len() == 2 { "one of the two" } else { "one of them" };
            format!(
                "{} are level: in simulations, where answers pointed this way, {one} was the right one in {held}.",
                some_of(pack, &sure.roles)
            )
        }
        Step::NoneStandsOut => format!(
            "No role stands out yet: in simulations, where answers were this open, the first role was the right one in {held}."
        ),
    }
}

/// A chance as a number of 100, never nothing and never certain.
#[must_use]
pub fn out_of_100(chance: f64) -> String {
    #[allow(clippy::cast_possible_truncation, reason = "from 0 to 100")]
    match libm::round(chance.clamp(0.0, 1.0) * 100.0) as i32 {
        ..10 => "fewer than 10 of 100".to_owned(),
        91.. => "more than 90 of 100".to_owned(),
        other => format!("about {other} of 100"),
    }
}

/// Tenths of a bar that shows how sure a result is; never none and never all.
#[must_use]
pub fn tenths(sure: &HowSure) -> usize {
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "from 1 to 9")]
    let tenths = libm::round(sure.chance * 10.0).clamp(1.0, 9.0) as usize;
    tenths
}

/// What someone wants, up to the full stop.
#[must_use]
pub fn wish(pack: &Pack, wish: &Wish) -> String {
    match wish.answers.len() {
        0 | 1 => wanted(pack, wish),
        number => format!("{} ({} of your answers)", wanted(pack, wish), in_words(number)),
    }
}

fn wanted(pack: &Pack, wish: &Wish) -> String {
    match &wish.what {
        Wanting::Clause { say, firm } => {
            let work = if needs_work(say) { "work " } else { "" };
            let want = match (wish.matters(), firm) {
                (true, _) => "Above all you want",
                (false, true) => "You want",
                (false, false) => "You would like",
            };
            format!("{want} {work}{say}")
        }
        Wanting::SaidNo => {
            let ask =
                wish.answers.iter().find(|given| given.chosen).map(|given| pack.question(given.question));
            format!("You said no to \u{201c}{}\u{201d}", ask.map(Question::short_ask).unwrap_or_default())
        }
        Wanting::LeftOut => {
            let left_out = wish.answers.first().map(|given| {
                pack.question(given.question).options[given.option.index()].say.trim_end_matches('.')
            });
            format!("You did not choose \u{201c}{}\u{201d}", left_out.unwrap_or_default())
        }
    }
}

/// Whether a clause says with whom, where or what for, and so follows "work".
fn needs_work(clause: &str) -> bool {
    clause.split(' ').next().is_some_and(|word| PREPOSITIONS.contains(&word))
}

/// A reason: what someone wants, and what the specialty says of itself.
#[must_use]
pub fn reason(pack: &Pack, told: &Told) -> String {
    format!("{}. {}", wish(pack, &told.wish), told.sentence.say).trim_end().to_owned()
}

/// What that rests on; nothing where there is no sentence.
#[must_use]
pub fn rests_on(told: &Told) -> Option<String> {
    (!told.sentence.say.is_empty()).then(|| resting_on(told.sentence.source.as_ref()))
}

/// Why the first stands before the second.
#[must_use]
pub fn rather_than(report: &Report<'_>) -> Option<String> {
    let one = report.rather_than.as_ref()?;
    let level = report.how_sure.as_ref().is_some_and(|sure| sure.roles.contains(&one.than));
    let than = name(&report.content.pack, one.than);
    Some(match one.sets_apart.as_ref()? {
        SetsApart::Own(wish, sentence) => {
            let begin =
                if level { format!("What sets it apart from {than}") } else { format!("Rather than {than}") };
            format!("{begin}: {}. {}", lower_first(&wanted(&report.content.pack, wish)), sentence.say)
        }
        SetsApart::Differs(differs) => {
            let begin = if level { "Unlike" } else { "Rather than" };
            format!("{begin} {than}, which {}.", differs.trim_end_matches('.'))
        }
    })
}

/// What a specialty is, in one sentence.
#[must_use]
pub fn in_a_sentence(summary: &str) -> &str {
    let end = summary.find(". ").map_or(summary.len(), |dot| dot + 1);
    &summary[..end]
}

/// What to go and see, and whom to ask.
#[must_use]
pub fn go_and_see(pack: &Pack, one: &GoAndSee) -> String {
    let open_to: Vec<&str> = one.experience.open_to.iter().map(|audience| audience.say()).collect();
    let open_to = listed(&open_to);
    let open = match one.open {
        Openness::ToYou => String::new(),
        Openness::ToOthers => format!(" We found nothing open to you here yet; this is for {open_to}."),
        Openness::NotKnown => format!(" It is for {open_to}."),
    };
    let ask = lower_first(&one.experience.ask);
    format!("{} Whom to ask: {ask}{open}{}", one.experience.claim.say, settles(pack, one))
}

/// What it would show that was not seen yet: never in the words of the question, which asks for a wish.
fn settles(pack: &Pack, one: &GoAndSee) -> String {
    let Some(question) = one.settles.first() else { return String::new() };
    let asked = pack.question(*question).dimensions();
    let mut shown = one.experience.shows.iter().filter(|dimension| asked.contains(dimension));
    let clause = shown.find_map(|dimension| pack.dimension(*dimension).clauses.high.as_deref());
    match clause {
        Some(clause) if clause.starts_with("to ") => {
            format!(" You have not seen yet what it is like {clause}: this would show you.")
        }
        Some(clause) if needs_work(clause) => {
            format!(" You have not seen yet what work {clause} is like: this would show you.")
        }
        Some(clause) => format!(" You have not seen yet what {clause} are like: this would show you."),
        None => " It would help with something that you have not seen yet.".to_owned(),
    }
}

/// Where to read on, up to the address.
#[must_use]
pub fn read_on(pack: &Pack, one: &ReadOn) -> String {
    format!("{}: {}", name(pack, one.specialty), one.say)
}

/// What would put the runner-up first.
#[must_use]
pub fn change(report: &Report<'_>, second: &RunnerUp) -> String {
    let pack = &report.content.pack;
    let name = name(pack, second.specialty);
    if second.changes.is_empty() {
        return format!("Changing a few answers would not put {name} first.");
    }
    if second.changes.len() > CHANGES {
        let number = in_words(second.changes.len());
        return format!("It would take {number} other answers to put {name} first.");
    }
    let changes: Vec<String> =
        second.changes.iter().map(|change| changed(pack, report.answers, change)).collect();
    let changes: Vec<&str> = changes.iter().map(String::as_str).collect();
    format!("{name} would come first if you {}.", listed(&changes))
}

/// A change of one answer, to go on after "if you".
fn changed(pack: &Pack, answers: &Answers, change: &Change) -> String {
    let question = pack.question(change.question);
    let ask = question.short_ask();
    let options = |answer: Option<&Answer>| -> Vec<OptionId> {
        match answer {
            Some(Answer::Chose { options, .. }) => options.clone(),
            Some(Answer::DontMind | Answer::NotSeenYet) | None => Vec::new(),
        }
    };
    let (old, new) = (options(answers.to(change.question)), options(Some(&change.answer)));
    let say = |options: Vec<&OptionId>| {
        let said = options.iter().map(|option| question.options[option.index()].say.trim_end_matches('.'));
        let said: Vec<String> = said.map(|said| format!("\u{201c}{said}\u{201d}")).collect();
        listed(&said.iter().map(String::as_str).collect::<Vec<_>>())
    };
    if question.takes_several() {
        let added: Vec<&OptionId> = new.iter().filter(|option| !old.contains(option)).collect();
        let removed: Vec<&OptionId> = old.iter().filter(|option| !new.contains(option)).collect();
        let (verb, options) = if added.is_empty() { ("left out", removed) } else { ("also chose", added) };
        return format!("{verb} {} (\u{201c}{ask}\u{201d})", say(options));
    }
    format!("answered {} to \u{201c}{ask}\u{201d}", say(new.iter().collect()))
}

/// Above where the pack's focus stands.
#[must_use]
pub fn focus_heading(pack: &Pack) -> String {
    format!("Where {} stands for you", focus_name(pack))
}

fn focus_name(pack: &Pack) -> &str {
    pack.focus_name().unwrap_or("what this questionnaire looks at most closely")
}

/// Where the specialties stand that the pack is about: the near ones by place, and the best of the others; far from it one
/// plain line. Nothing before anything was answered.
#[must_use]
pub fn focus(report: &Report<'_>) -> Vec<String> {
    let pack = &report.content.pack;
    let of = report.ranking.len();
    let stands = |entry: &Entry| {
        let (place, tied) = report.place(&entry.ranked);
        let equal = if tied { "equal " } else { "" };
        format!("{equal}{}", ordinal(place))
    };
    let Some(best) = report.focus.first().filter(|_| report.counts.chosen > 0) else { return Vec::new() };
    if !report.focus_is_near() {
        let looks = pack.focus_name().map_or_else(
            || "What this questionnaire looks at most closely".to_owned(),
            |name| format!("{}, which this questionnaire looks at most closely,", capital(name)),
        );
        let name = name(pack, best.ranked.specialty);
        return vec![format!(
            "{looks} is further from your answers: the nearest role, {name}, comes {} of {of}.",
            stands(best)
        )];
    }
    let near = report.shortlist.max(crate::result::LISTED);
    let (near, far): (Vec<&Entry>, Vec<&Entry>) =
        report.focus.iter().partition(|entry| entry.ranked.rank <= near);
    let placed = |entries: &[&Entry]| {
        let said: Vec<String> = entries
            .iter()
            .map(|entry| format!("{} ({})", name(pack, entry.ranked.specialty), stands(entry)))
            .collect();
        listed(&said.iter().map(String::as_str).collect::<Vec<_>>())
    };
    let mut lines = vec![format!("Near the top of the {of} shown: {}.", placed(&near))];
    if !far.is_empty() {
        lines.push(format!("Further down: {}.", placed(&far)));
    }
    lines
}

fn name(pack: &Pack, specialty: SpecialtyId) -> &str {
    &pack.specialty(specialty).name
}

fn some_of(pack: &Pack, roles: &[SpecialtyId]) -> String {
    let most = if roles.len() > NAMED { NAMED - 1 } else { roles.len() };
    let mut names: Vec<String> = roles.iter().take(most).map(|role| name(pack, *role).to_owned()).collect();
    if roles.len() > most {
        names.push(count(roles.len() - most, "other"));
    }
    listed(&names.iter().map(String::as_str).collect::<Vec<_>>())
}

/// Small numbers in words.
fn in_words(number: usize) -> String {
    const WORDS: [&str; 11] =
        ["none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
    WORDS.get(number).map_or_else(|| number.to_string(), |word| (*word).to_owned())
}
