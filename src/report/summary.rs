//! A room on one page: for the projector and for whoever leads the session. No figure stands for fewer than five.

use askama::Template;

use super::profile::family;
use crate::matching::cohort::{FEWEST, RoomStanding, Split, Summary};
use crate::pack::{Form, Pack};

/// Specialties listed.
const SPECIALTIES: usize = 15;
/// Options listed for a question that takes several.
const OPTIONS: usize = 6;
/// Dimensions named as dividing or uniting.
const NAMED: usize = 5;
/// Questions to talk over.
const TALKS: usize = 4;
/// Questions that people have not seen the matter of.
const UNSEEN: usize = 10;
/// Width of a bar in the drawing.
const WIDE: f64 = 300.0;

#[derive(Template)]
#[template(path = "summary.html", config = "src/report/askama.toml")]
struct Page<'a> {
    css: &'static str,
    language: &'a str,
    title: &'a str,
    people: usize,
    problems: usize,
    fewest: usize,
    standings: Vec<Standing<'a>>,
    specialties: Vec<Bar>,
    families: Vec<Bar>,
    divided: Vec<&'a str>,
    agreed: Vec<String>,
    chosen: Vec<Chosen<'a>>,
    talks: Vec<Talk<'a>>,
    unseen: Vec<Bar>,
    version: &'static str,
    pack_version: &'a str,
}

#[derive(Template)]
#[template(path = "summary_too_few.html", config = "src/report/askama.toml")]
struct TooFew<'a> {
    css: &'static str,
    language: &'a str,
    title: &'a str,
    fewest: usize,
}

struct Standing<'a> {
    name: &'a str,
    low: &'a str,
    high: &'a str,
    mean: String,
    words: &'static str,
    x: f64,
    from: f64,
    wide: f64,
}

struct Bar {
    name: String,
    count: usize,
    filled: f64,
}

struct Chosen<'a> {
    ask: &'a str,
    bars: Vec<Bar>,
}

struct Talk<'a> {
    ask: &'a str,
    lead: String,
    bars: Vec<SplitBar<'a>>,
}

struct SplitBar<'a> {
    say: &'a str,
    count: Option<usize>,
    filled: f64,
}

/// The page; of a room under five, a page that says why it is empty.
///
/// # Panics
/// Never: the template only writes into memory.
#[must_use]
#[allow(clippy::expect_used, reason = "the templates only write into memory")]
pub fn render(pack: &Pack, summary: Option<&Summary>) -> String {
    let css = include_str!("templates/summary.css");
    let (language, title) = (pack.language(), pack.name());
    let Some(summary) = summary else {
        return TooFew { css, language, title, fewest: FEWEST }.render().expect("writes into memory");
    };
    Page {
        css,
        language,
        title,
        people: summary.people,
        problems: summary.problems,
        fewest: FEWEST,
        standings: summary.standings.iter().map(|standing| drawn(pack, standing)).collect(),
        specialties: summary
            .shortlisted
            .iter()
            .take(SPECIALTIES)
            .map(|(id, count)| bar(pack.specialty(*id).name.clone(), *count, summary.people))
            .collect(),
        families: summary
            .families
            .iter()
            .map(|(id, count)| bar(family(id), *count, summary.people))
            .collect(),
        divided: most_apart(summary).iter().map(|one| pack.dimension(one.dimension).name.as_str()).collect(),
        agreed: united(pack, summary),
        chosen: chosen(pack, summary),
        talks: talks(pack, summary),
        unseen: summary
            .not_seen
            .iter()
            .take(UNSEEN)
            .map(|(id, count)| bar(pack.question(*id).ask.clone(), *count, summary.people))
            .collect(),
        version: env!("CARGO_PKG_VERSION"),
        pack_version: pack.version(),
    }
    .render()
    .expect("writes into memory")
}

#[allow(clippy::cast_precision_loss, reason = "counts of people")]
fn bar(name: String, count: usize, people: usize) -> Bar {
    Bar { name, count, filled: libm::round(WIDE * count as f64 / people.max(1) as f64) }
}

/// A mean on a line from 1 to 5, with as much to either side as people lie apart.
fn drawn<'a>(pack: &'a Pack, standing: &RoomStanding) -> Standing<'a> {
    let (low, high) = pack.ends(standing.dimension);
    let x = |level: f64| libm::round(10.0 + (level.clamp(1.0, 5.0) - 1.0) / 4.0 * 200.0);
    let (from, to) = (x(standing.mean - standing.apart), x(standing.mean + standing.apart));
    Standing {
        name: &pack.dimension(standing.dimension).name,
        low,
        high,
        mean: format!("{:.1}", standing.mean),
        words: if standing.apart >= 1.3 {
            "far apart"
        } else if standing.apart >= 0.8 {
            "some way apart"
        } else {
            "close together"
        },
        x: x(standing.mean),
        from,
        wide: to - from,
    }
}

fn most_apart(summary: &Summary) -> Vec<&RoomStanding> {
    let mut standings: Vec<&RoomStanding> = summary.standings.iter().collect();
    standings.sort_by(|a, b| b.apart.total_cmp(&a.apart).then(a.dimension.cmp(&b.dimension)));
    standings.into_iter().take(NAMED).collect()
}

/// Dimensions on which a room stands close together and off the middle, in words.
fn united(pack: &Pack, summary: &Summary) -> Vec<String> {
    let mut standings: Vec<&RoomStanding> =
        summary.standings.iter().filter(|one| (one.mean - 3.0).abs() >= 0.5).collect();
    standings.sort_by(|a, b| a.apart.total_cmp(&b.apart).then(a.dimension.cmp(&b.dimension)));
    let words = |one: &&RoomStanding| {
        let (low, high) = pack.ends(one.dimension);
        format!("{}: {}", pack.dimension(one.dimension).name, if one.mean < 3.0 { low } else { high })
    };
    standings.iter().take(NAMED).map(words).collect()
}

fn chosen<'a>(pack: &'a Pack, summary: &Summary) -> Vec<Chosen<'a>> {
    summary
        .chosen
        .iter()
        .map(|(id, options)| {
            let question = pack.question(*id);
            let bars = options.iter().take(OPTIONS);
            Chosen {
                ask: &question.ask,
                bars: bars
                    .map(|(option, count)| bar(question.options[*option].say.clone(), *count, summary.people))
                    .collect(),
            }
        })
        .collect()
}

/// What can be asked about a statement that divides a room.
const LEADS: [&str; 3] = [
    "What would a working day look like in which this is true? Who would thrive in it, and who would not?",
    "Those who agree: what have you seen that draws you? Those who do not: what puts you off?",
    "Which roles ask this of people every day? Is that what you thought of when you answered?",
];

/// The questions that divide a room most, each with something to ask about it.
fn talks<'a>(pack: &'a Pack, summary: &Summary) -> Vec<Talk<'a>> {
    summary
        .splits
        .iter()
        .take(TALKS)
        .enumerate()
        .map(|(place, split)| talk(pack, split, summary.people, place))
        .collect()
}

#[allow(clippy::cast_precision_loss, reason = "counts of people")]
fn talk<'a>(pack: &'a Pack, split: &Split, people: usize, place: usize) -> Talk<'a> {
    let question = pack.question(split.question);
    let lead = match question.form {
        Form::Statement => LEADS[place % LEADS.len()],
        _ => {
            "You chose differently. What does each answer give, and what does it cost? Which roles lie behind it?"
        }
    };
    let bars = question.options.iter().zip(&split.options).map(|(option, count)| SplitBar {
        say: &option.say,
        count: *count,
        filled: libm::round(WIDE * count.unwrap_or(0) as f64 / people.max(1) as f64),
    });
    Talk { ask: &question.ask, lead: lead.to_owned(), bars: bars.collect() }
}
