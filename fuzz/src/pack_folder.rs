//! Packs of any kind: mistakes with their places, or every page that a pack makes.

use std::fs;
use std::path::Path;

use calling::Content;
use calling::answers::cohort::Respondent;
use calling::answers::{Answer, Answers, Importance};
use calling::matching::placing::Placer;
use calling::matching::room::Summary;
use calling::matching::room::tally::Tally;
use calling::pack::{OptionId, Pack, QuestionId, SpecialtyId};
use calling::report::pack::blank_flags::blank;
use calling::report::pack::{comparison, form, profile, questionnaire, sheet};
use calling::report::room::{handout, summary};
use calling::report::text::Style;
use calling::result::{Report, Wanted};

use crate::{flags_file, page, scratch, show};

/// What parts `questions.toml` from a profile in one input.
const BETWEEN: &[u8] = b"\n%%%%\n";
/// People in a made-up room: more than ten, so that counts are shown.
const PEOPLE: u64 = 12;

/// One input: the questions, then one profile or several, in place of those of the fixture with the same slug.
pub fn try_out(bytes: &[u8]) {
    let folder = scratch();
    let specialties = folder.path().join("specialties");
    fs::create_dir(&specialties).expect("a folder can be made");
    let mut parts = split(bytes).into_iter();
    fs::write(folder.path().join("questions.toml"), parts.next().unwrap_or_default())
        .expect("a file is written");
    let fixture = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/fixtures/whole-pack/specialties");
    for name in ["talking.toml", "testing.toml", "visiting.toml"] {
        fs::copy(fixture.join(name), specialties.join(name)).expect("a file is copied");
    }
    for profile in parts {
        fs::write(specialties.join(file_name(profile)), profile).expect("a file is written");
    }
    match Content::load(folder.path()) {
        Err(mistakes) => show::mistakes(&mistakes),
        Ok(content) => every_page(&content),
    }
}

fn split(bytes: &[u8]) -> Vec<&[u8]> {
    let mut parts = Vec::new();
    let mut rest = bytes;
    while let Some(at) = rest.windows(BETWEEN.len()).position(|window| window == BETWEEN) {
        parts.push(&rest[..at]);
        rest = &rest[at + BETWEEN.len()..];
    }
    parts.push(rest);
    parts
}

/// A profile's file has the name of its slug.
fn file_name(profile: &[u8]) -> String {
    let text = String::from_utf8_lossy(profile);
    let slug =
        text.lines().find_map(|line| line.strip_prefix("slug = \"")?.strip_suffix('"')).unwrap_or("other");
    let letters: String = slug.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').take(60).collect();
    format!("{letters}x.toml").replace("x.toml", ".toml")
}

fn every_page(content: &Content) {
    let pack = &content.pack;
    let questions: Vec<QuestionId> = pack.question_ids().collect();
    let all: Vec<SpecialtyId> = pack.specialty_ids().collect();
    let style = Style::FOR_FILES;
    for id in &all {
        show::on_a_terminal(&profile::page(pack, *id, style));
    }
    show::on_a_terminal(&profile::list(pack, &all, style));
    show::on_a_terminal(&comparison::render(pack, &all[..all.len().min(3)], style));
    show::on_a_terminal(&questionnaire::text(pack, &questions, style));
    for id in &questions {
        show::on_a_terminal(&questionnaire::help(pack, *id, 40));
    }
    show::on_a_terminal(&form::text(pack, &questions));
    page::check(&sheet::render(pack, &questions));
    assert_eq!(questionnaire::csv_heading(pack, &questions).split(',').count(), questions.len() + 1);
    // A blank flags file is one that answers nothing, whatever the texts in its comments are.
    let blank = blank(pack, &questions);
    let answers = flags_file::read(content, blank.as_bytes())
        .unwrap_or_else(|mistakes| panic!("{mistakes:?}: {blank}"));
    assert!(answers.is_empty(), "{blank}");
    room(content);
}

/// A room of people who chose one option after the other.
fn room(content: &Content) {
    let pack = &content.pack;
    let mut tally = Tally::new(pack);
    let mut placer = Placer::new(pack, &content.evidence);
    let mut page = handout::head(pack);
    for number in 0..PEOPLE {
        let person = Respondent { answers: somebody(pack, number), ..Respondent::new(number + 1) };
        if number < 2 {
            flags_file::scored(content, &person.answers);
            let report = Report::new(content, &person.answers, &Wanted { top: 1, ..Wanted::default() });
            page.push_str(&handout::page(&person, &report, None));
        }
        tally.add(&person, &placer.place(&person.answers, None));
    }
    page::check(&(page + &handout::foot()));
    let summed = Summary::of(&tally, None).expect("there are enough people");
    page::check(&summary::render(pack, &summed));
}

fn somebody(pack: &Pack, number: u64) -> Answers {
    let mut answers = Answers::default();
    for (place, id) in (number..).zip(pack.question_ids()) {
        let options = pack.question(id).options.len() as u64;
        let option = OptionId::new(usize::try_from(place % options).unwrap_or_default());
        let importance = if place % 5 == 0 { Importance::ALot } else { Importance::Usual };
        match place % 7 {
            6 => answers.set(id, Answer::NotSeenYet),
            _ => answers.set(id, Answer::Chose { options: vec![option], importance }),
        }
    }
    answers
}
