//! What may be told of a cohort, as one self-contained page for the projector and for whoever leads the session.

use askama::Template;

use crate::matching::room::disclosure::{FEWEST_PEOPLE, Shown};
use crate::matching::room::{Divided, Named, Problems, RoomLevel, Summary, Told};
use crate::pack::{Form, Pack, Question, QuestionId, SpecialtyId};
use crate::report::page::written;

/// Specialties, questions that divided, questions agreed on, and things not seen, that are listed at most.
const SPECIALTIES: usize = 15;
const DIVIDED: usize = 6;
const AGREED: usize = 6;
const UNSEEN: usize = 8;
/// Of those that divided, how many are put to the room.
const TALKED_OVER: usize = 3;

/// The promise, in short.
const RULE: &str = "No figure here stands for fewer than five people, and none can be had by subtraction. That is why \
    some figures are not shown, and why one that holds for nearly everyone is given as \u{201c}at least\u{201d}.";

/// Said where nothing can be counted.
const SMALL: &str = "With ten people or fewer, nearly every count would tell something about fewer than five of them, \
    so no counts are shown. Talk the hand-outs over instead, with whoever wants to.";

/// Said below the specialties, and where none is on enough shortlists.
const OTHERS: &str = "All others are on few shortlists, or left out so that no small number follows.";
const SPREAD: &str =
    "No single specialty is on enough shortlists for its number to be shown: the room is spread wide.";

#[derive(Template)]
#[template(path = "summary.html", config = "src/report/askama.toml")]
struct Page<'a> {
    css: &'static str,
    language: &'a str,
    title: &'a str,
    respondents: u64,
    problems: String,
    rule: &'static str,
    note: Option<&'static str>,
    questions: Vec<String>,
    specialties: Vec<SpecialtyRow<'a>>,
    /// Nothing if the cohort is too small for counts.
    focus: Option<String>,
    others: &'static str,
    divided: Vec<DividedRow>,
    agreed: Vec<String>,
    choices: Vec<ChoiceTable<'a>>,
    tasters: Vec<String>,
    ticks: Vec<f64>,
    dimensions: Vec<DimensionRow<'a>>,
    version: &'static str,
    pack_version: &'a str,
    pack_hash: &'a str,
}

struct SpecialtyRow<'a> {
    name: &'a str,
    listed: String,
    first: String,
    /// Of 400, as all widths below.
    filled: f64,
}

struct DividedRow {
    ask: String,
    one: String,
    other: String,
    one_wide: f64,
    other_from: f64,
    other_wide: f64,
}

struct ChoiceTable<'a> {
    ask: &'a str,
    rows: Vec<ChoiceRow<'a>>,
}

struct ChoiceRow<'a> {
    name: &'a str,
    people: String,
    filled: f64,
}

struct DimensionRow<'a> {
    name: &'a str,
    ends: String,
    words: String,
    middle: f64,
    /// Where the bar starts, and how wide it is.
    half: Option<(f64, f64)>,
}

/// The page.
///
/// # Panics
/// Never: the template only writes into memory.
#[must_use]
pub fn render(pack: &Pack, summary: &Summary) -> String {
    let divided = summary.divided(pack, DIVIDED);
    let specialties = shortlisted(summary);
    let counted = summary.respondents > 2 * FEWEST_PEOPLE;
    let page = Page {
        css: include_str!("../templates/summary.css"),
        language: pack.language(),
        title: pack.name(),
        respondents: summary.respondents,
        problems: problems(summary.problems),
        rule: RULE,
        note: (!counted).then_some(SMALL),
        questions: to_talk_over(pack, summary, &divided),
        focus: counted.then(|| focus(summary)),
        others: if specialties.is_empty() { SPREAD } else { OTHERS },
        specialties: specialties.iter().map(|one| specialty_row(pack, summary, one)).collect(),
        divided: divided.iter().map(|one| divided_row(pack, summary, one)).collect(),
        agreed: summary
            .agreed(pack, AGREED)
            .into_iter()
            .map(|(told, side)| agreement(pack, summary, told, side))
            .collect(),
        choices: summary.questions.iter().filter_map(|told| choice_table(pack, summary, told)).collect(),
        tasters: summary
            .not_seen_yet(UNSEEN)
            .into_iter()
            .map(|(question, people)| taster(pack, summary, question, people))
            .collect(),
        ticks: (1..=5).map(|level| x(f64::from(level))).collect(),
        dimensions: summary
            .dimensions
            .iter()
            .filter(|standing| tells(pack, standing))
            .map(|standing| dimension_row(pack, standing))
            .collect(),
        version: env!("CARGO_PKG_VERSION"),
        pack_version: pack.version(),
        pack_hash: pack.hash(),
    };
    written(&page)
}

fn problems(problems: Problems) -> String {
    match problems {
        Problems::Nothing => "Every cell could be read.".to_owned(),
        Problems::OfTooFew => {
            "Some cells could not be read and are left out; problems.csv lists them.".to_owned()
        }
        Problems::Cells(cells) => {
            format!("{cells} cells could not be read and are left out; problems.csv lists them.")
        }
    }
}

/// `12 of 30`, `at least 25 of 30`.
fn people(shown: Shown, summary: &Summary) -> String {
    match shown {
        Shown::Exactly(number) => format!("{number} of {}", summary.respondents),
        Shown::AtLeast(number) => format!("at least {number} of {}", summary.respondents),
        Shown::Hidden => "not shown".to_owned(),
    }
}

/// A number of people as a width of 400.
fn width(number: u64, summary: &Summary) -> f64 {
    #[allow(clippy::cast_precision_loss, reason = "people, far below 2^53")]
    let share = number as f64 / summary.respondents as f64;
    libm::round(share * 400.0)
}

/// The specialties on most shortlists.
fn shortlisted(summary: &Summary) -> Vec<Named> {
    let shown = summary.specialties.iter().filter(|one| one.shortlisted != Shown::Hidden);
    let mut shown: Vec<Named> = shown.copied().collect();
    shown.sort_by_key(|one| (std::cmp::Reverse(one.shortlisted.number()), one.specialty));
    shown.truncate(SPECIALTIES);
    shown
}

fn specialty_row<'a>(pack: &'a Pack, summary: &Summary, named: &Named) -> SpecialtyRow<'a> {
    SpecialtyRow {
        name: &pack.specialty(named.specialty).name,
        listed: people(named.shortlisted, summary),
        first: people(named.first, summary),
        filled: width(named.shortlisted.number().unwrap_or(0), summary),
    }
}

/// How many have a specialty on their shortlist that people came to ask about.
fn focus(summary: &Summary) -> String {
    const ROLES: &str = "At least one of the roles that this is about is on the shortlist of";
    match summary.focus {
        Shown::Hidden => {
            "How many have at least one of the roles that this is about on their shortlist is not told: it \
                          would single out a few."
                .to_owned()
        }
        shown => format!("{ROLES} {}.", people(shown, summary)),
    }
}

/// The words of a question, without what is said to the one who answers.
fn ask(question: &Question) -> String {
    format!("\u{201c}{}\u{201d}", question.short_ask())
}

/// What those on one side said: `agree or strongly agree`, or the option in quotes.
fn side(question: &Question, told: &Told, side: usize) -> String {
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

/// What either side said, with how many.
fn both_sides(pack: &Pack, summary: &Summary, divided: &Divided) -> [String; 2] {
    let question = pack.question(divided.question);
    divided.sides.map(|(place, number)| {
        let said = told_of(summary, divided.question).map(|told| side(question, told, place));
        format!("{} {}", people(Shown::Exactly(number), summary), said.unwrap_or_default())
    })
}

fn divided_row(pack: &Pack, summary: &Summary, divided: &Divided) -> DividedRow {
    let [one, other] = both_sides(pack, summary, divided);
    let [one_wide, other_wide] = divided.sides.map(|(_, number)| width(number, summary));
    let ask = ask(pack.question(divided.question));
    DividedRow { ask, one, other, one_wide, other_from: 400.0 - other_wide, other_wide }
}

fn agreement(pack: &Pack, summary: &Summary, told: &Told, place: usize) -> String {
    let question = pack.question(told.question);
    let number = people(told.sides[place].people, summary);
    format!("{}: {number} {}", ask(question), side(question, told, place))
}

/// A question that takes several options, with those of which a number is shown, by most people first.
fn choice_table<'a>(pack: &'a Pack, summary: &Summary, told: &Told) -> Option<ChoiceTable<'a>> {
    let question = pack.question(told.question);
    let mut rows: Vec<(u64, ChoiceRow<'a>)> = told
        .sides
        .iter()
        .filter(|_| question.takes_several())
        .filter_map(|side| {
            let number = side.people.number()?;
            let option = &question.options[side.options.first()?.index()];
            let people = people(side.people, summary);
            Some((number, ChoiceRow { name: &option.say, people, filled: width(number, summary) }))
        })
        .collect();
    rows.sort_by_key(|(number, _)| std::cmp::Reverse(*number));
    let rows: Vec<ChoiceRow<'a>> = rows.into_iter().map(|(_, row)| row).collect();
    (!rows.is_empty()).then_some(ChoiceTable { ask: question.short_ask(), rows })
}

/// A line of the taster programme: what is not seen, and where it can be.
fn taster(pack: &Pack, summary: &Summary, question: QuestionId, unseen: Shown) -> String {
    let asked = pack.question(question);
    let unseen = people(unseen, summary);
    let place = where_to_see(pack, summary, asked);
    let place = place.map(|id| format!(". Worth a day with: {}", pack.specialty(id).name));
    format!("{}: {unseen} cannot say yet{}", ask(asked), place.unwrap_or_default())
}

/// The specialty, among those on most shortlists or else those that the pack is about, that stands highest on what is
/// asked.
fn where_to_see(pack: &Pack, summary: &Summary, question: &Question) -> Option<SpecialtyId> {
    let dimension = *question.dimensions().first()?;
    let listed: Vec<SpecialtyId> = shortlisted(summary).iter().map(|one| one.specialty).collect();
    let places = if listed.is_empty() { pack.focus() } else { &listed };
    let level = |id: SpecialtyId| pack.specialty(id).level(dimension).unwrap_or_default();
    places.iter().rev().copied().max_by(|a, b| level(*a).total_cmp(&level(*b)))
}

/// Questions for the room, made from what divided it, what it agreed on and what it has not seen.
fn to_talk_over(pack: &Pack, summary: &Summary, divided: &[Divided]) -> Vec<String> {
    let prompts = [
        "What would a good week look like to each side?",
        "What has each side seen at work that made them say so?",
        "Which specialties does it rule out for each side, and is that so?",
    ];
    let mut questions: Vec<String> = divided
        .iter()
        .take(TALKED_OVER)
        .zip(prompts)
        .map(|(one, prompt)| {
            let [larger, smaller] = both_sides(pack, summary, one);
            format!("{}: {larger}, {smaller}. {prompt}", ask(pack.question(one.question)))
        })
        .collect();
    questions.extend(summary.agreed(pack, 1).into_iter().map(|(told, side)| {
        let agreed = agreement(pack, summary, told, side);
        format!("{agreed}. Is it what you expected of this room, and whose work needs the opposite?")
    }));
    questions.extend(summary.not_seen_yet(1).into_iter().map(|(question, unseen)| {
        let unseen = people(unseen, summary);
        format!(
            "{}: {unseen} cannot say yet. Who has seen it, and what was it like?",
            ask(pack.question(question))
        )
    }));
    questions
}

/// Of the dimensions of a group, only those where a part of the room stands above the lower half tell anything.
fn tells(pack: &Pack, standing: &RoomLevel) -> bool {
    let highest = standing.half.map_or(standing.middle, |(_, to)| to);
    pack.dimension(standing.dimension).group().is_none() || highest >= 3.0
}

fn dimension_row<'a>(pack: &'a Pack, standing: &RoomLevel) -> DimensionRow<'a> {
    let dimension = pack.dimension(standing.dimension);
    let (low, high) = pack.ends(standing.dimension);
    let group = dimension.group().map(|group| pack.groups()[group].name.as_str());
    let half = standing.half.map(|(from, to)| {
        if from < to {
            format!("; the middle half from {from} to {to}")
        } else {
            "; the middle half, too".to_owned()
        }
    });
    DimensionRow {
        name: &dimension.name,
        ends: group.map_or_else(|| format!("{low} … {high}"), str::to_owned),
        words: format!("Middle {} of 5{}", standing.middle, half.unwrap_or_default()),
        middle: x(standing.middle),
        half: standing.half.map(|(from, to)| (x(from) - 7.0, x(to) - x(from) + 14.0)),
    }
}

/// Where a level lies on a scale of 440 units.
fn x(level: f64) -> f64 {
    20.0 + (level - 1.0) * 100.0
}
