//! The page: that it asks, keeps and concludes as the terminal does, whatever is tapped; and the file that `calling page`
//! writes. Browsers use it in `.ci/page`.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;

use assert_cmd::Command;
use calling::answers::{Answer, Answers, Importance};
use calling::matching::trial::simulation::{ResponseModel, respondent};
use calling::pack::{QuestionId, SpecialtyId};
use calling::page::{Page, Settings, Storage, View, file};
use calling::report::{TOP, html};
use calling::result::{Report, Wanted};
use calling::sitting::record::Order;
use calling::sitting::{Reply, Sitting};
use calling::{Content, default_pack};
use proptest::prelude::*;

fn opened(content: &Content) -> Page<'_> {
    Page::open(content, Settings::default(), Storage::Works, None)
}

/// Answers the question on screen by tapping, and gives the last view.
fn tap(page: &mut Page<'_>, content: &Content, question: QuestionId, answer: Option<&Answer>) -> View {
    match answer {
        None => page.act("skip"),
        Some(Answer::DontMind) => page.act("dont-mind"),
        Some(Answer::NotSeenYet) => page.act("not-seen-yet"),
        Some(Answer::Chose { options, importance }) => {
            if *importance == Importance::ALot {
                page.act("matters");
            }
            let several = content.pack.question(question).takes_several();
            let mut taps: Vec<String> =
                options.iter().map(|option| format!("tap:{}", option.index())).collect();
            taps.extend(several.then(|| "next".to_owned()));
            taps.iter().fold(View::default(), |_, tap| page.act(tap))
        }
    }
}

/// What someone like this specialty answers; what marks nothing is left out, since nobody can tap that.
fn somebody(content: &Content, number: usize) -> Answers {
    let specialty = SpecialtyId::new(number % content.pack.specialties().len());
    let (mut answers, _) = respondent(&content.pack, specialty, &ResponseModel::REFERENCE, 11, number as u64);
    let nothing: Vec<QuestionId> = answers
        .iter()
        .filter(|(_, answer)| matches!(answer, Answer::Chose { options, .. } if options.is_empty()))
        .map(|(id, _)| id)
        .collect();
    for id in nothing {
        answers.skip(id);
    }
    answers
}

#[test]
fn a_hundred_sittings_ask_the_same_in_page_and_terminal_and_survive_a_reload_anywhere() {
    let content = default_pack();
    for number in 0..100 {
        let answers = somebody(&content, number);
        let mut sitting = Sitting::new(&content, Order::Adaptive);
        let mut page = opened(&content);
        let mut kept = page.act("start").keep;
        let mut asked = 0;
        while let Some(question) = sitting.current() {
            assert_eq!(page.current(), Some(question), "sitting {number}, question {asked}");
            let answer = answers.to(question);
            kept = tap(&mut page, &content, question, answer).keep.or(kept);
            sitting.take(answer.map_or(Reply::Skip, |answer| Reply::Answer(answer.clone())));
            asked += 1;
            if asked % 10 == number % 10 {
                page = Page::open(&content, Settings::default(), Storage::Works, kept.clone());
                page.act("start");
                assert_eq!(page.current(), sitting.current(), "after a reload");
            }
        }
        assert_eq!(page.current(), None);
        let shown = page.act("nothing").below.unwrap();
        let wanted = Wanted { top: TOP, ..Wanted::default() };
        assert_eq!(shown, html::render(&Report::new(&content, sitting.answers(), &wanted)));
    }
}

#[test]
fn what_is_put_into_a_page_comes_out_of_it() {
    let content = default_pack();
    let settings = Settings { title: Some("A title".to_owned()), ..Settings::default() };
    let bytes: &'static [u8] = settings.packed(&content).leak();
    let (read, unpacked) = Settings::unpacked(bytes).unwrap();
    assert_eq!(read, settings);
    assert_eq!(unpacked.evidence, content.evidence);
    let dossiers = |content: &Content| -> Vec<_> {
        content.pack.specialty_ids().map(|id| content.pack.dossier(id).into_owned()).collect()
    };
    assert_eq!(dossiers(&unpacked), dossiers(&content));
    assert!(Settings::unpacked(&bytes[..1000]).is_err());
}

#[test]
fn a_mark_is_kept_from_the_moment_it_is_made() {
    let content = default_pack();
    let mut page = opened(&content);
    page.act("start");
    while !content.pack.question(page.current().unwrap()).takes_several() {
        page.act("tap:0");
    }
    let question = page.current().unwrap();
    let kept = page.act("tap:1").keep.unwrap();
    let mut again = Page::open(&content, Settings::default(), Storage::Works, Some(kept));
    again.act("start");
    assert_eq!(again.current(), Some(question));
    assert!(again.sitting().answers().to(question).is_some());
}

#[test]
fn forgetting_forgets_at_once_and_can_be_taken_back_until_something_else_is_done() {
    let content = default_pack();
    let mut page = opened(&content);
    page.act("start");
    page.act("tap:0");
    page.act("tap:1");
    let view = page.act("forget");
    assert!(view.forget && view.keep.is_none(), "nothing is kept in the same breath");
    assert!(page.sitting().answers().is_empty());
    let back = page.act("bring-back");
    assert_eq!(page.sitting().answers().iter().count(), 2);
    assert!(!back.forget);
    page.act("start");
    page.act("forget");
    page.act("start");
    page.act("bring-back");
    assert!(page.sitting().answers().is_empty(), "too late");
}

#[test]
fn where_nothing_can_be_kept_that_is_said_and_nothing_is_given_to_keep() {
    let content = default_pack();
    let mut page = opened(&content);
    page.act("start");
    assert!(page.act("tap:0").keep.is_some());
    let view = page.act("cannot-keep");
    assert!(view.said.contains("cannot keep"), "{}", view.said);
    assert_eq!(page.act("tap:0").keep, None);
    let refused = Page::open(&content, Settings::default(), Storage::Refused, None).view();
    assert!(refused.screen.contains("keeps nothing"), "{}", refused.screen);
}

#[test]
fn what_is_tried_out_changes_no_answer_and_says_what_it_would_move() {
    let content = default_pack();
    let answers = somebody(&content, 3);
    let mut page = opened(&content);
    page.act("start");
    while let Some(question) = page.current() {
        tap(&mut page, &content, question, answers.to(question));
    }
    let before = page.sitting().answers().clone();
    page.act("what-if");
    page.act("pick:2");
    page.act("matters");
    let view = page.act("dont-mind");
    assert!(
        view.screen.contains("What that would do") && view.screen.contains("first three"),
        "{}",
        view.screen
    );
    assert_eq!(page.sitting().answers(), &before);
    assert!(view.keep.is_none());
    page.act("close");
    page.act("close");
    page.act("compare");
    page.act("pick:0");
    let view = page.act("pick:0");
    assert!(view.screen.contains("Where they differ"), "{}", view.screen);
}

#[test]
fn changing_an_answer_after_the_result_asks_on_where_that_opens_it_again() {
    let content = default_pack();
    let mut page = opened(&content);
    page.act("start");
    for number in 0.. {
        page.act("start-again");
        let answers = somebody(&content, number);
        while let Some(question) = page.current() {
            tap(&mut page, &content, question, answers.to(question));
        }
        if page.sitting().left() > 20 {
            break;
        }
    }
    let put = page.sitting().put().len();
    for place in 1..put {
        page.act("review");
        page.act(&format!("pick:{place}"));
        page.act("skip");
        let view = page.act("close");
        if page.current().is_some() {
            assert!(view.said.contains("open again"), "{}", view.said);
            return;
        }
        assert!(view.below.is_some(), "back at the result");
    }
    panic!("a result stayed settled without any answer");
}

#[test]
fn answers_to_other_questions_are_not_misread() {
    let content = default_pack();
    let kept = "pack-hash = \"0000\"\n\n# Answers to \"Something else\", version 1\n\n[answers]\nscope = \"nurse\"\n";
    for kept in [kept, "not = = toml", "\u{0}"] {
        let view = Page::open(&content, Settings::default(), Storage::Works, Some(kept.to_owned())).view();
        assert!(view.screen.contains("other questions") && view.screen.contains("Start"), "{}", view.screen);
    }
}

#[test]
fn a_short_page_asks_its_questions_and_offers_the_rest() {
    let content = default_pack();
    let short: Vec<QuestionId> = [0, 4, 9].map(QuestionId::new).to_vec();
    let settings = Settings { short, ..Settings::default() };
    let mut page = Page::open(&content, settings, Storage::Works, None);
    let first = page.act("start");
    assert!(first.screen.contains("question 1 of 3"), "{}", first.screen);
    for _ in 0..3 {
        page.act("dont-mind");
    }
    let result = page.act("nothing");
    assert!(result.below.is_some() && result.screen.contains("Answer the other 56 questions"));
    page.act("go-on");
    assert!(page.current().is_some());
}

const DEEDS: [&str; 36] = [
    "start",
    "start-again",
    "tap:0",
    "tap:1",
    "tap:4",
    "tap:99",
    "tap:",
    "tap:x",
    "next",
    "dont-mind",
    "not-seen-yet",
    "skip",
    "back",
    "matters",
    "help",
    "review",
    "first-three",
    "so-far",
    "finish",
    "go-on",
    "pick:0",
    "pick:3",
    "pick:999",
    "close",
    "what-if",
    "compare",
    "profiles",
    "profile:7",
    "profile:999",
    "save",
    "save-page",
    "save-answers",
    "forget",
    "bring-back",
    "keys",
    "\u{202e}",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    /// Every screen has a heading to go to, and what is kept can always be gone on with.
    #[test]
    fn whatever_is_tapped_there_is_a_way_on(deeds in proptest::collection::vec(0..DEEDS.len(), 1..60)) {
        let content = default_pack();
        let mut page = opened(&content);
        for deed in deeds {
            let view = page.act(DEEDS[deed]);
            prop_assert!(view.below.is_some() || view.screen.contains("<h1"), "{}", view.screen);
            prop_assert!(view.screen.contains("data-do="));
            if let Some(kept) = view.keep {
                let again = Page::open(&content, Settings::default(), Storage::Works, Some(kept));
                prop_assert_eq!(again.sitting().answers(), page.sitting().answers());
                prop_assert_eq!(again.sitting().current(), page.sitting().current());
            }
        }
    }
}

#[test]
fn without_its_engine_the_program_says_how_to_get_it_and_with_it_it_writes_one_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("quiz.html");
    let run = |more: &[&str]| {
        let mut command = Command::cargo_bin("calling").unwrap();
        command.arg("page").arg("--output").arg(&path).args(more).assert()
    };
    if !file::has_engine() {
        let said = String::from_utf8(run(&[]).code(1).get_output().stderr.clone()).unwrap();
        assert!(said.contains("rustup target add wasm32-unknown-unknown"), "{said}");
        assert!(!path.exists());
        return;
    }
    run(&["--title", "A <quiz> & more", "--short", "12"]).success();
    let page = fs::read_to_string(&path).unwrap();
    assert!(page.len() < 1_000_000, "{} bytes", page.len());
    assert!(page.contains("default-src 'none'") && page.contains("A &#60;quiz&#62; &#38; more"));
    let said = String::from_utf8(run(&[]).code(1).get_output().stderr.clone()).unwrap();
    assert!(said.contains("exists already"), "{said}");
    run(&["--force"]).success();
}
