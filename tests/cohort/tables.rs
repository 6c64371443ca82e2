//! Respondents as a form service would export them.

use calling::answers::{Answer, Answers, Importance};
use calling::pack::{OptionId, Pack, Question};

/// Somebody's answers to every question: each way of answering comes up in turn.
pub fn somebody(pack: &Pack, number: usize) -> Answers {
    let mut answers = Answers::default();
    for id in pack.question_ids() {
        let turn = number + id.index();
        let question = pack.question(id);
        match turn % 11 {
            0 => {}
            1 => answers.set(id, Answer::DontMind),
            2 => answers.set(id, Answer::NotSeenYet),
            _ => answers
                .set(id, Answer::Chose { options: options(question, turn), importance: Importance::Usual }),
        }
    }
    answers
}

fn options(question: &Question, turn: usize) -> Vec<OptionId> {
    let most = question.options.len();
    let count = if question.takes_several() { 1 + turn % most } else { 1 };
    (0..count).map(|more| OptionId::new((turn * 7 + more) % most)).collect()
}

/// The words of an answer, as a form shows them.
pub fn words(question: &Question, answer: Option<&Answer>) -> Vec<String> {
    match answer {
        None => Vec::new(),
        Some(Answer::DontMind) => vec!["Don't mind".to_owned()],
        Some(Answer::NotSeenYet) => vec!["Not seen yet".to_owned()],
        Some(Answer::Chose { options, .. }) => {
            options.iter().map(|option| question.options[option.index()].say.clone()).collect()
        }
    }
}

/// How a service writes several choices.
#[derive(Debug, Clone, Copy)]
pub enum Joined {
    /// `a;b;`
    Microsoft,
    /// `a;b`
    GoogleForms,
    /// `a, b`
    GoogleSheets,
}

/// A respondent's cells, by question.
pub fn cells(pack: &Pack, answers: &Answers, joined: Joined) -> Vec<String> {
    pack.question_ids()
        .map(|id| {
            let question = pack.question(id);
            let words = words(question, answers.to(id));
            match joined {
                _ if !question.takes_several() || words.is_empty() => words.concat(),
                Joined::Microsoft => words.join(";") + ";",
                Joined::GoogleForms => words.join(";"),
                Joined::GoogleSheets => words.join(", "),
            }
        })
        .collect()
}

/// Rows as CSV, quoted where they must be.
pub fn csv(rows: &[Vec<String>], delimiter: u8) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new().delimiter(delimiter).from_writer(Vec::new());
    for row in rows {
        writer.write_record(row).unwrap();
    }
    writer.into_inner().unwrap()
}
