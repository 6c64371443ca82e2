//! What may be told of a cohort, as one self-contained page for the projector and for whoever leads the session.

use askama::Template;

use super::told::{
    self, TalkedOver, Unseen, agreement, ask, both_sides, focus, leanings, limits, people, shortlisted,
    talked_over, unseen, width,
};
use crate::matching::room::disclosure::FEWEST_PEOPLE;
use crate::matching::room::{Divided, Family, Named, Problems, RoomLevel, Summary, Told};
use crate::pack::Pack;
use crate::report::page::written;
use crate::report::words::{capital, versions};

/// Specialties, questions that divided, questions agreed on, and sections not seen, that are listed at most.
const SPECIALTIES: usize = 15;
const DIVIDED: usize = 6;
const AGREED: usize = 6;
const UNSEEN: usize = 4;
/// Of those that divided, how many are put to the room.
const TALKED_OVER: usize = 3;
/// A room stands somewhere on a dimension if its middle is so far from the scale's, in levels; it is spread over it if its middle half
/// is so wide.
const TELLS: f64 = 1.0;
const WIDE: f64 = 2.0;

/// The promise, in short.
const RULE: &str = "No figure here stands for fewer than five people, and none can be had by subtraction. That is why \
    some figures are not shown, and why one that holds for nearly everyone is given as \u{201c}at least\u{201d}.";

/// Said where nothing can be counted.
const SMALL: &str = "With ten people or fewer, nearly every count would tell something about fewer than five of them, \
    so no counts are shown. Talk the hand-outs over instead, with whoever wants to.";

/// Said below the specialties.
const OTHERS: &str = "All others are on few shortlists, or left out so that no small number follows.";

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
    agreed: Vec<String>,
    agreed_prompt: &'static str,
    questions: Vec<Talked>,
    divided: Vec<DividedRow>,
    leanings: Option<String>,
    families: Vec<FamilyRow>,
    focus: Option<String>,
    specialties: Vec<SpecialtyRow<'a>>,
    others: &'static str,
    unseen: Vec<Unseen>,
    unseen_prompt: &'static str,
    limits: Vec<String>,
    moved: Vec<String>,
    choices: Vec<ChoiceTable<'a>>,
    ticks: Vec<f64>,
    dimensions: Vec<DimensionRow<'a>>,
    versions: String,
}

struct Talked {
    say: String,
    follow_up: String,
}

struct FamilyRow {
    name: String,
    people: String,
    filled: f64,
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
    let counted = summary.respondents > 2 * FEWEST_PEOPLE;
    let talked = talked_over(pack, summary, TALKED_OVER);
    let page = Page {
        css: include_str!("../templates/summary.css"),
        language: pack.language(),
        title: pack.name(),
        respondents: summary.respondents,
        problems: problems(summary.problems),
        rule: RULE,
        note: (!counted).then_some(SMALL),
        agreed: summary
            .agreed(pack, AGREED)
            .into_iter()
            .map(|(told, side)| agreement(pack, summary, told, side))
            .collect(),
        agreed_prompt: told::AGREED,
        divided: divided(pack, summary, &talked),
        questions: talked
            .into_iter()
            .map(|one| Talked {
                say: format!("{} {}, {}.", one.ask, one.sides[0], one.sides[1]),
                follow_up: one.follow_up,
            })
            .collect(),
        leanings: leanings(summary),
        families: summary.leanings().into_iter().map(|one| family_row(summary, one)).collect(),
        focus: focus(pack, summary),
        specialties: specialties(summary).iter().map(|one| specialty_row(pack, summary, one)).collect(),
        others: OTHERS,
        unseen: unseen(pack, summary, UNSEEN),
        unseen_prompt: told::UNSEEN,
        limits: limits(pack, summary),
        moved: told::moved(summary),
        choices: summary.questions.iter().filter_map(|told| choice_table(pack, summary, told)).collect(),
        ticks: (1..=5).map(|level| x(f64::from(level))).collect(),
        dimensions: summary
            .dimensions
            .iter()
            .filter(|standing| tells(pack, standing))
            .map(|standing| dimension_row(pack, standing))
            .collect(),
        versions: versions(pack),
    };
    written(&page)
}

/// What divided the room besides what is put to it.
fn divided(pack: &Pack, summary: &Summary, talked: &[TalkedOver]) -> Vec<DividedRow> {
    let rows = summary.divided(pack, usize::MAX).into_iter().map(|one| divided_row(pack, summary, &one));
    rows.filter(|row| talked.iter().all(|one| one.ask != row.ask)).take(DIVIDED).collect()
}

fn family_row(summary: &Summary, family: &Family) -> FamilyRow {
    FamilyRow {
        name: capital(&told::family(&family.id)),
        people: people(family.people, summary),
        filled: width(family.people.number().unwrap_or(0), summary),
    }
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

fn specialties(summary: &Summary) -> Vec<Named> {
    let named = |specialty| summary.specialties.iter().copied().find(|one| one.specialty == specialty);
    shortlisted(summary, SPECIALTIES).into_iter().filter_map(named).collect()
}

fn specialty_row<'a>(pack: &'a Pack, summary: &Summary, named: &Named) -> SpecialtyRow<'a> {
    SpecialtyRow {
        name: &pack.specialty(named.specialty).name,
        listed: people(named.shortlisted, summary),
        first: people(named.first, summary),
        filled: width(named.shortlisted.number().unwrap_or(0), summary),
    }
}

fn divided_row(pack: &Pack, summary: &Summary, divided: &Divided) -> DividedRow {
    let [one, other] = both_sides(pack, summary, divided);
    let [one_wide, other_wide] = divided.sides.map(|(_, number)| width(number, summary));
    let ask = ask(pack.question(divided.question));
    DividedRow { ask, one, other, one_wide, other_from: 400.0 - other_wide, other_wide }
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

/// Whether the room stands somewhere, or is spread wide. What was ticked of a list is told by how many ticked it.
fn tells(pack: &Pack, standing: &RoomLevel) -> bool {
    let wide = standing.half.is_some_and(|(from, to)| to - from >= WIDE);
    pack.dimension(standing.dimension).group().is_none() && (wide || (standing.middle - 3.0).abs() >= TELLS)
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
