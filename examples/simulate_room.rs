//! The simulated room in `examples/workshop/`, written anew: thirty people who do not exist answer the short form of twenty
//! questions, as Google Forms and Microsoft Forms would export it, and as codes in a chat.
//!
//! `cargo run --release --example simulate_room -- FOLDER` writes both files. The same content gives the same bytes. In
//! each two rows are bad on purpose.

use std::error::Error;
use std::fs;
use std::path::Path;

use calling::answers::code::code;
use calling::answers::{Answer, Answers};
use calling::matching::trial::short_form::most_telling;
use calling::matching::trial::simulation::{ResponseModel, respondent};
use calling::pack::{Form, Pack, QuestionId, SAY_DONT_MIND, SAY_NOT_SEEN_YET, SpecialtyId};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook};

const PEOPLE: usize = 30;
const QUESTIONS: usize = 20;
/// The form's own question for a name.
const NAME: &str = "A name or number of your choice";
const SEED: u64 = 20_261_118;
/// Who sits in the room, as options of the question on scope, in turn.
const SCOPES: [&str; 6] =
    ["medical-student", "medical-student", "nurse", "medical-student", "student", "undecided"];
/// What they are drawn to, and how many of them: a session on palliative care brings more of those who think of it.
const DRAWN_TO: [(&str, usize); 10] = [
    ("palliative-medicine", 8),
    ("hospice-nurse", 5),
    ("palliative-care-clinical-nurse-specialist", 3),
    ("gp-with-extended-role-palliative-care", 3),
    ("palliative-care-social-worker", 1),
    ("general-practice", 2),
    ("geriatric-medicine", 2),
    ("medical-oncology", 2),
    ("general-psychiatry", 1),
    ("general-surgery", 3),
];
/// What they call themselves where the form asks; two chose the same, and some nothing.
const NAMES: [&str; PEOPLE] = [
    "Amara", "Ben", "Chloe", "Dev", "Ella", "Farid", "", "Grace", "Hamza", "Isla", "Jonah", "17", "Kezia",
    "Leo", "Maya", "Sam", "Nia", "Omar", "Priya", "Quinn", "", "Rosa", "Sam", "Tariq", "Una", "Viktor",
    "Wren", "Yusuf", "Zoe", "4",
];
/// Questions that many cannot answer yet, and of how many one cannot.
const SELDOM_SEEN: [(&str, usize); 4] =
    [("in-a-hospice", 3), ("home-visits", 4), ("near-dying", 4), ("bad-news", 5)];
/// The person whose answer is no option, and the one whose quote is never closed or who gives two answers.
const BAD: [usize; 2] = [7, 20];

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::args().nth(1).ok_or("usage: simulate_room FOLDER")?;
    let content = calling::default_pack();
    let pack = &content.pack;
    let asked = most_telling(pack, &content.evidence, QUESTIONS);
    let room: Vec<Answers> = (0..PEOPLE).map(|number| person(pack, number)).collect();
    fs::write(Path::new(&folder).join("google-forms.csv"), google(pack, &asked, &room))?;
    fs::write(Path::new(&folder).join("codes.txt"), chat(pack, &asked, &room))?;
    microsoft(pack, &asked, &room, &Path::new(&folder).join("microsoft-forms.xlsx"))
}

fn person(pack: &Pack, number: usize) -> Answers {
    let drawn = DRAWN_TO.iter().flat_map(|(slug, people)| std::iter::repeat_n(*slug, *people));
    let slug = drawn.cycle().nth(number).unwrap_or_default();
    let place = pack.specialties().iter().position(|specialty| specialty.slug == slug);
    respondent(
        pack,
        SpecialtyId::new(place.unwrap_or_default()),
        &ResponseModel::REFERENCE,
        SEED,
        number as u64,
    )
    .0
}

/// One cell, with choices parted as the service parts them. Some have no preference, and some cannot know yet.
fn cell(pack: &Pack, id: QuestionId, number: usize, answers: &Answers, parting: &str) -> String {
    let question = pack.question(id);
    if question.form == Form::Scope {
        let wanted = SCOPES[number % SCOPES.len()];
        let option = question.options.iter().find(|option| option.id == wanted);
        return option.map(|option| option.say.clone()).unwrap_or_default();
    }
    let seldom = SELDOM_SEEN.iter().find(|(seldom, _)| *seldom == question.id);
    if seldom.is_some_and(|(_, one_in)| (number + id.index()).is_multiple_of(*one_in)) {
        return SAY_NOT_SEEN_YET.to_owned();
    }
    match (number * 31 + id.index() * 17) % 23 {
        0 => return SAY_DONT_MIND.to_owned(),
        1 => return SAY_NOT_SEEN_YET.to_owned(),
        _ => {}
    }
    let Some(Answer::Chose { options, .. }) = answers.to(id) else { return String::new() };
    let said: Vec<&str> =
        options.iter().map(|option| question.options[option.index()].say.as_str()).collect();
    said.join(parting)
}

/// As the linked sheet of Google Forms is downloaded.
fn google(pack: &Pack, asked: &[QuestionId], room: &[Answers]) -> String {
    let quoted = |text: &str| {
        if text.contains([',', '"', '\n']) {
            format!("\"{}\"", text.replace('"', "\"\""))
        } else {
            text.to_owned()
        }
    };
    let mut lines = vec![heading(pack, asked, "Timestamp", &quoted)];
    for (number, answers) in room.iter().enumerate() {
        let seconds = 37 * number;
        let time = format!("11/18/2026 14:{:02}:{:02}", 5 + seconds / 60, seconds % 60);
        let mut cells: Vec<String> =
            asked.iter().map(|id| quoted(&cell(pack, *id, number, answers, ", "))).collect();
        if number == BAD[0] {
            "Sort of".clone_into(&mut cells[1]);
        }
        if number == BAD[1] {
            cells = asked.iter().map(|id| cell(pack, *id, number, answers, ", ")).collect();
            cells[0].insert(0, '"');
        }
        lines.push(format!("{time},{},{}", cells.join(","), NAMES[number]));
    }
    lines.join("\n") + "\n"
}

fn heading(pack: &Pack, asked: &[QuestionId], first: &str, quoted: &dyn Fn(&str) -> String) -> String {
    let asks = asked.iter().map(|id| quoted(&pack.question(*id).ask));
    std::iter::once(first.to_owned()).chain(asks).chain([NAME.to_owned()]).collect::<Vec<_>>().join(",")
}

/// A chat's export, in which twelve of them pasted their code among other things.
fn chat(pack: &Pack, asked: &[QuestionId], room: &[Answers]) -> String {
    let mut lines = vec!["[14:03, 18/11/2026] Lead: when you have your code, paste it here".to_owned()];
    for (number, answers) in room.iter().enumerate().take(12) {
        let mut answers = answers.clone();
        answers.keep(asked);
        let name = if NAMES[number].is_empty() { "Someone" } else { NAMES[number] };
        let minute = 10 + number / 3;
        if let Some(code) = code(pack, &answers) {
            lines.push(format!("[14:{minute}, 18/11/2026] {name}: {code}"));
        }
        if number == 4 {
            lines.push(format!("[14:{minute}, 18/11/2026] Ben: mine says hospice, didn't expect that"));
        }
    }
    lines.join("\n") + "\n"
}

/// As Microsoft Forms exports a workbook.
fn microsoft(pack: &Pack, asked: &[QuestionId], room: &[Answers], path: &Path) -> Result<(), Box<dyn Error>> {
    let mut workbook = Workbook::new();
    let made = ExcelDateTime::parse_from_str("2026-11-18T14:30:00")?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&made));
    let sheet = workbook.add_worksheet();
    let own = ["ID", "Start time", "Completion time", "Email", "Name"].map(str::to_owned);
    let asks = asked.iter().map(|id| pack.question(*id).ask.clone());
    for (column, text) in own.into_iter().chain(asks).chain([NAME.to_owned()]).enumerate() {
        sheet.write_string(0, u16::try_from(column)?, text)?;
    }
    let statement = asked.iter().position(|id| pack.question(*id).form == Form::Statement);
    for (number, answers) in room.iter().enumerate() {
        let row = u32::try_from(number + 1)?;
        sheet.write_number(row, 0, f64::from(row))?;
        for (column, text) in (1..).zip(["11/18/26 14:05:00", "11/18/26 14:12:00", "anonymous", ""]) {
            sheet.write_string(row, column, text)?;
        }
        for (place, id) in asked.iter().enumerate() {
            let column = u16::try_from(5 + place)?;
            let several = pack.question(*id).takes_several();
            let mut text = cell(pack, *id, number, answers, ";");
            if several && !text.is_empty() {
                text.push(';');
            }
            if number == BAD[0] - 1 && place == 1 {
                "Sort of".clone_into(&mut text);
            }
            if number == BAD[1] - 1 && Some(place) == statement {
                "Strongly agree;Strongly disagree;".clone_into(&mut text);
            }
            sheet.write_string(row, column, text)?;
        }
        sheet.write_string(row, u16::try_from(5 + asked.len())?, NAMES[number])?;
    }
    workbook.save(path)?;
    Ok(())
}
