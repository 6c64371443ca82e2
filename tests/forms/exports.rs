//! Answers to a form in the shapes in which services export them.

use calling::answers::{Answer, Answers, Importance};
use calling::pack::{Pack, QuestionId};

use crate::made::Asked;

/// Someone who answered.
pub struct Person {
    pub label: String,
    pub answers: Answers,
}

/// Places of the options that someone chose of a form's question at `place`, among its options.
fn chosen(
    pack: &Pack,
    questions: &[QuestionId],
    asked: &[Asked],
    place: usize,
    person: &Person,
) -> Vec<usize> {
    let options = asked[place].options.len();
    let Some(question) = questions.get(place) else {
        // Which matter a lot: the form's options are those questions that place people.
        let placing = questions.iter().filter(|id| pack.question(**id).places()).enumerate();
        let matters = |id: QuestionId| {
            matches!(person.answers.to(id), Some(Answer::Chose { importance: Importance::ALot, .. }))
        };
        return placing.filter(|(_, id)| matters(**id)).map(|(place, _)| place).collect();
    };
    match person.answers.to(*question) {
        None => Vec::new(),
        Some(Answer::DontMind) => vec![options - 2],
        Some(Answer::NotSeenYet) => vec![options - 1],
        Some(Answer::Chose { options, .. }) => options.iter().map(|option| option.index()).collect(),
    }
}

/// How a service writes the columns of questions.
pub struct Shape {
    /// The service's own columns before and behind.
    pub before: &'static [&'static str],
    pub behind: &'static [&'static str],
    /// The heading of a question's column.
    pub heading: fn(&Asked) -> String,
    /// What a cell says of an option: its code or words.
    pub cell: fn(&(String, String)) -> String,
    pub several: Several,
}

/// How a service writes several answers.
pub enum Several {
    /// In one cell.
    Joined(fn(&[String]) -> String),
    /// A column for each option, by its heading, with what stands for chosen and not chosen.
    Split(OptionHeading, Tick),
    /// Both.
    Both(fn(&[String]) -> String, OptionHeading, Tick),
}

/// The heading of an option's own column.
type OptionHeading = fn(&Asked, &(String, String)) -> String;
/// What stands there if the option is chosen, and if not.
type Tick = fn(&(String, String), bool) -> String;

/// The rows of an export, heading first.
pub fn rows(
    pack: &Pack,
    questions: &[QuestionId],
    asked: &[Asked],
    people: &[Person],
    shape: &Shape,
) -> Vec<Vec<String>> {
    let own = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
    let mut heading = own(shape.before);
    for one in asked {
        heading.extend(headings(one, shape));
    }
    heading.extend(own(shape.behind));
    let mut all = vec![heading];
    for person in people {
        let mut row: Vec<String> = shape.before.iter().map(|_| "11/24/2025 9:08:17".to_owned()).collect();
        for (place, one) in asked.iter().enumerate() {
            if one.options.is_empty() {
                row.push(person.label.clone());
                continue;
            }
            row.extend(cells(one, &chosen(pack, questions, asked, place, person), shape));
        }
        row.extend(shape.behind.iter().map(|_| "2".to_owned()));
        all.push(row);
    }
    all
}

fn headings(asked: &Asked, shape: &Shape) -> Vec<String> {
    let whole = (shape.heading)(asked);
    let split = |heading: OptionHeading| asked.options.iter().map(move |option| heading(asked, option));
    match shape.several {
        Several::Split(heading, _) if asked.several => split(heading).collect(),
        Several::Both(_, heading, _) if asked.several => {
            std::iter::once(whole).chain(split(heading)).collect()
        }
        _ => vec![whole],
    }
}

fn cells(asked: &Asked, chosen: &[usize], shape: &Shape) -> Vec<String> {
    let said: Vec<String> = chosen.iter().map(|place| (shape.cell)(&asked.options[*place])).collect();
    let ticks = |tick: Tick| {
        let options = asked.options.iter().enumerate();
        options.map(|(place, option)| tick(option, chosen.contains(&place))).collect::<Vec<_>>()
    };
    match shape.several {
        _ if !asked.several => vec![said.concat()],
        Several::Joined(join) => vec![join(&said)],
        Several::Split(_, tick) => ticks(tick),
        Several::Both(join, _, tick) => std::iter::once(join(&said)).chain(ticks(tick)).collect(),
    }
}
