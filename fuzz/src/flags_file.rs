//! Flags files of any kind: answers, or mistakes with their places; and what is written of answers is read back.

use calling::Content;
use calling::answers::flags_file::{FlagsFile, write};
use calling::answers::flags_text::flags_text;
use calling::answers::{Answer, Answers};
use calling::diagnostic::Diagnostic;
use calling::matching::explanation::reasons;
use calling::matching::scoring::score;
use calling::pack::QuestionId;
use calling::report::text::{Detail, Style};
use calling::report::{html, json, text};
use calling::result::{Report, Wanted};
use calling::toml_tree::Mistakes;

use crate::{CONTENT, page, show};

/// One input.
pub fn try_out(bytes: &[u8]) {
    match read(&CONTENT, bytes) {
        Err(mistakes) => show::mistakes(&mistakes),
        Ok(answers) => {
            let written = write(&CONTENT.pack, &answers);
            assert_eq!(given(&read_again(written.as_bytes())), given(&answers), "{written}");
            scored(&CONTENT, &answers);
        }
    }
}

/// Reads a flags file.
pub fn read(content: &Content, bytes: &[u8]) -> Result<Answers, Vec<Diagnostic>> {
    let source = flags_text("fuzz.toml", bytes.to_vec()).map_err(|mistake| vec![mistake])?;
    let file = FlagsFile::parse(&source)?;
    let mistakes = Mistakes::default();
    let _ = file.options(&mistakes);
    let mut answers = Answers::default();
    file.read_answers(&content.pack, &mut answers, &mistakes);
    mistakes.unless_any(answers)
}

/// Reads what the program itself wrote.
fn read_again(bytes: &[u8]) -> Answers {
    read(&CONTENT, bytes).unwrap_or_else(|mistakes| panic!("cannot be read back: {mistakes:?}"))
}

/// The answers themselves; what was set aside is not written again.
fn given(answers: &Answers) -> Vec<(QuestionId, &Answer)> {
    answers.iter().collect()
}

/// A result of answers in every form: explanations add up, pages are closed, and the answers in it are read back.
pub fn scored(content: &Content, answers: &Answers) {
    let pack = &content.pack;
    let scores = score(pack, &content.evidence, answers);
    for id in pack.specialty_ids() {
        assert_eq!(reasons(&scores, id).map(|reason| reason.evidence).sum::<i64>(), scores.total(id));
    }
    let wanted =
        Wanted { top: 3, why: pack.specialty_ids().take(1).collect(), least: 1, ..Wanted::default() };
    let report = Report::new(content, answers, &wanted);
    assert!(report.chances.iter().all(|chances| (0.0..=1.0).contains(&chances.best)));
    assert!(report.shortlist <= report.ranking.len());
    show::on_a_terminal(&text::render(&report, Style::FOR_FILES, Detail::Long));
    page::check(&html::render(&report));
    let json = json::result::render(pack, &[(None, report)]);
    let value: serde_json::Value = serde_json::from_str(&json).expect("a result is JSON");
    assert!(value.is_object());
    let again = read(content, json.as_bytes()).unwrap_or_else(|mistakes| panic!("{mistakes:?}: {json}"));
    assert_eq!(given(&again), given(answers), "{json}");
}
