//! The laws of matching, whatever the model's form: see docs/method.md for the list.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::sync::LazyLock;

use calling::answers::{Answer, Answers, Importance};
use calling::matching::evidence::Evidence;
use calling::matching::explanation::{CarriedPart, Explainer, reasons};
use calling::matching::likelihood::{distance, log_likelihoods};
use calling::matching::limits::{Beyond, Limit, breaches, limits};
use calling::matching::model::Model;
use calling::matching::ranking::{Fit, rank};
use calling::matching::response_style::ResponseStyle;
use calling::matching::scoring::score;
use calling::pack::{Form, Kind, OptionId, Pack, QuestionId, Scope, Specialty, SpecialtyId};
use calling::result::{Apart, Report, Wanted, rather_than};
use calling::{Content, default_pack};
use proptest::prelude::*;

static CONTENT: LazyLock<Content> = LazyLock::new(default_pack);

/// Any sheet of answers to the default pack: chosen, weighted, don't mind, not seen yet, skipped.
fn any_answers() -> impl Strategy<Value = Answers> {
    let questions = CONTENT.pack.questions().len();
    prop::collection::vec((0..10u8, any::<u64>(), any::<bool>()), questions).prop_map(|draws| {
        let mut answers = Answers::default();
        for (place, (way, bits, matters)) in draws.into_iter().enumerate() {
            let id = QuestionId::new(place);
            match way {
                0 => answers.set(id, Answer::DontMind),
                1 => answers.set(id, Answer::NotSeenYet),
                2 => {}
                _ => answers.set(id, chosen(&CONTENT.pack, id, bits, matters)),
            }
        }
        answers
    })
}

fn chosen(pack: &Pack, id: QuestionId, bits: u64, matters: bool) -> Answer {
    let question = pack.question(id);
    let count = question.options.len();
    let options = if question.takes_several() {
        (0..count).filter(|place| bits >> place & 1 == 1).map(OptionId::new).collect()
    } else {
        vec![OptionId::new(usize::try_from(bits % count as u64).unwrap())]
    };
    Answer::Chose { options, importance: if matters { Importance::ALot } else { Importance::Usual } }
}

fn one(option: usize) -> Answer {
    Answer::Chose { options: vec![OptionId::new(option)], importance: Importance::Usual }
}

/// What someone answers who is exactly like a specialty: the option nearest to it, the places above the middle.
fn answers_of(pack: &Pack, specialty: &Specialty) -> Answers {
    let mut answers = Answers::default();
    for id in pack.question_ids() {
        let question = pack.question(id);
        let away = |option: &calling::pack::AnswerOption| -> f64 {
            option
                .places
                .iter()
                .map(|place| {
                    // Whoever belongs where nothing is known of a term accepts whatever is asked.
                    let level = specialty.at(place.dimension).map_or(5.0, |known| known.level.value());
                    (place.level.value() - level).powi(2)
                })
                .sum()
        };
        let answer = match question.form {
            Form::Scope | Form::Limits => continue,
            Form::Several { unchosen } => {
                let options = (0..question.options.len())
                    .filter(|place| {
                        question.options[*place].places.iter().all(|at| {
                            let level = specialty.at(at.dimension).unwrap().level.value();
                            (at.level.value() - level).abs() < (unchosen.value() - level).abs()
                        })
                    })
                    .map(OptionId::new)
                    .collect();
                Answer::Chose { options, importance: Importance::Usual }
            }
            Form::Statement | Form::Choice => {
                let nearest = (0..question.options.len())
                    .min_by(|a, b| away(&question.options[*a]).total_cmp(&away(&question.options[*b])))
                    .unwrap();
                one(nearest)
            }
        };
        answers.set(id, answer);
    }
    answers
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn law_1_explanations_add_up_exactly_to_the_score(answers in any_answers()) {
        let scores = score(&CONTENT.pack, &CONTENT.evidence, &answers);
        for id in CONTENT.pack.specialty_ids() {
            let sum: i64 = reasons(&scores, id).map(|reason| reason.evidence).sum();
            prop_assert_eq!(sum, scores.total(id));
        }
    }

    #[test]
    fn law_1_explanations_by_dimension_add_up_exactly_to_each_answer_and_to_the_score(answers in any_answers()) {
        let scores = score(&CONTENT.pack, &CONTENT.evidence, &answers);
        let explainer = Explainer::new(&CONTENT.pack, &CONTENT.evidence, &answers, &scores);
        for id in CONTENT.pack.specialty_ids() {
            let dimensions = explainer.by_dimension(id);
            prop_assert_eq!(dimensions.iter().map(|one| one.evidence).sum::<i64>(), scores.total(id));
            let mut by_answer = std::collections::BTreeMap::new();
            for one in &dimensions {
                prop_assert_eq!(one.parts.iter().map(|carried| carried.share).sum::<i64>(), one.evidence);
                for CarriedPart { part, share, .. } in &one.parts {
                    let option = &CONTENT.pack.question(part.question).options[part.option.index()];
                    prop_assert!(option.places.iter().any(|place| place.dimension == one.dimension));
                    *by_answer.entry((part.question, part.option)).or_insert(0) += share;
                }
            }
            for part in &scores.parts {
                let shared = by_answer.get(&(part.question, part.option)).copied().unwrap_or_default();
                prop_assert_eq!(shared, part.evidence[id.index()]);
            }
        }
    }

    /// What one is ahead of another on, less what the other is ahead of it on, is the difference of their scores.
    #[test]
    fn law_1_what_sets_two_apart_adds_up_to_the_difference(
        answers in any_answers(), one in 0..1000usize, other in 0..1000usize,
    ) {
        let pack = &CONTENT.pack;
        let scores = score(pack, &CONTENT.evidence, &answers);
        let explainer = Explainer::new(pack, &CONTENT.evidence, &answers, &scores);
        let id = |place: usize| pack.specialty_ids().nth(place % pack.specialties().len()).unwrap();
        let (one, other) = (id(one), id(other));
        let lead = |one, other| {
            let apart = rather_than(pack, &explainer, one, other, None);
            (apart.lead, apart.dimensions.iter().map(|ahead| ahead.by).sum::<i64>())
        };
        let ((forwards, ahead), (backwards, behind)) = (lead(one, other), lead(other, one));
        prop_assert_eq!(ahead - behind, scores.total(one) - scores.total(other));
        prop_assert_eq!((forwards, backwards), (ahead - behind, behind - ahead));
    }

    /// A reason tells of the dimension that carries most of it on its side.
    #[test]
    fn a_reason_tells_of_the_dimension_that_carries_most(answers in any_answers()) {
        let report = Report::new(&CONTENT, &answers, &Wanted { top: 10, ..Wanted::default() });
        for entry in &report.top {
            for reason in entry.speaks_for.iter().chain(&entry.speaks_against) {
                let side = reason.evidence.signum();
                let shares = entry.by_dimension.iter().flat_map(|one| {
                    let of_it = one.answers.iter().filter(|share| share.answer == reason.answer);
                    of_it.map(move |share| (side * share.share, one.dimension))
                });
                let most = shares.max_by_key(|(share, at)| (*share, std::cmp::Reverse(*at))).unwrap();
                prop_assert_eq!(Some(most.1), reason.dimension);
            }
        }
    }

    #[test]
    fn law_3_questions_that_fall_out_change_nothing(answers in any_answers()) {
        let mut bare = Answers::default();
        for (question, answer) in answers.iter().filter(|(_, answer)| matches!(answer, Answer::Chose { .. })) {
            bare.set(question, answer.clone());
        }
        let with = score(&CONTENT.pack, &CONTENT.evidence, &answers);
        let without = score(&CONTENT.pack, &CONTENT.evidence, &bare);
        prop_assert_eq!(with, without);
    }

    #[test]
    fn law_4_the_order_of_answering_changes_nothing(answers in any_answers()) {
        let mut backwards = Answers::default();
        let given: Vec<_> = answers.iter().collect();
        for (question, answer) in given.into_iter().rev() {
            let answer = match answer {
                Answer::Chose { options, importance } => {
                    Answer::Chose { options: options.iter().rev().copied().collect(), importance: *importance }
                }
                other => other.clone(),
            };
            backwards.set(question, answer);
        }
        prop_assert_eq!(
            score(&CONTENT.pack, &CONTENT.evidence, &answers),
            score(&CONTENT.pack, &CONTENT.evidence, &backwards)
        );
    }

    /// Moving an answer from one option to another, towards one specialty and not towards another, never lowers
    /// the first against the second.
    #[test]
    fn law_2_moving_towards_a_specialty_never_lowers_it(
        question in 0..1000usize, a in 0..1000usize, b in 0..1000usize, from in 0..5usize, to in 0..5usize, style in 0..9usize,
    ) {
        let pack = &CONTENT.pack;
        let statements: Vec<_> = pack.questions().iter().filter(|q| q.form == Form::Statement).collect();
        let question = statements[question % statements.len()];
        let specialties = pack.specialties();
        let (a, b) = (&specialties[a % specialties.len()], &specialties[b % specialties.len()]);
        let model = Model::default();
        let style = ResponseStyle { prior: 1.0, ..model.styles[style] };
        // Where the two options stand once the style is taken out; a reversed statement runs the other way.
        let away = |option: usize, specialty: &Specialty| {
            let place = question.options[option].places[0];
            let rising = question.options[0].places[0].level <= question.options[4].places[0].level;
            let level = place.level.value();
            let meant = if rising { style.meant(level) } else { 6.0 - style.meant(6.0 - level) };
            distance(pack.dimension(place.dimension).kind, meant, specialty.at(place.dimension).unwrap().level)
        };
        prop_assume!(away(to, a) <= away(from, a) && away(to, b) >= away(from, b));
        let for_a = log_likelihoods(pack, question, a, style, &model).unwrap();
        let for_b = log_likelihoods(pack, question, b, style, &model).unwrap();
        prop_assert!(for_a[to] - for_b[to] >= for_a[from] - for_b[from] - 1e-9);
    }

    /// Accepting more on one tolerance: no specialty fits fewer answers, and none that asks for no more than was
    /// accepted before loses against another such.
    #[test]
    fn law_7_accepting_more_never_lowers_a_fit(answers in any_answers(), pick in 0..1000usize) {
        let pack = &CONTENT.pack;
        let tolerances: Vec<QuestionId> = pack
            .question_ids()
            .filter(|id| pack.question(*id).dimensions().iter().any(|d| pack.dimension(*d).kind == Kind::Tolerance))
            .collect();
        let id = tolerances[pick % tolerances.len()];
        let mut options: Vec<usize> = (0..pack.question(id).options.len()).collect();
        options.sort_by(|x, y| {
            let level = |option: usize| pack.question(id).options[option].places[0].level.value();
            level(*x).total_cmp(&level(*y))
        });
        let with = |option: usize| {
            let mut answers = answers.clone();
            answers.set(id, one(option));
            answers
        };
        for pair in options.windows(2) {
            let (less, more) = (with(pair[0]), with(pair[1]));
            for specialty in pack.specialties() {
                prop_assert!(Fit::of(pack, &more, specialty).agree >= Fit::of(pack, &less, specialty).agree);
            }
            let question = pack.question(id);
            for specialty in pack.specialties() {
                for style in &Model::default().styles {
                    let logs = log_likelihoods(pack, question, specialty, *style, &Model::default());
                    prop_assert!(logs.is_none_or(|logs| logs[pair[1]] >= logs[pair[0]] - 1e-12));
                }
            }
        }
    }

    #[test]
    fn law_8_a_limit_changes_no_score_no_chance_and_no_order(answers in any_answers(), marks in any::<u64>()) {
        let pack = &CONTENT.pack;
        let question = pack.question_ids().find(|id| pack.question(*id).form == Form::Limits).unwrap();
        let mut with = answers.clone();
        with.set(question, chosen(pack, question, marks, false));
        let mut without = answers;
        without.skip(question);
        let wanted = Wanted { top: 3, ..Wanted::default() };
        let (one, other) = (Report::new(&CONTENT, &with, &wanted), Report::new(&CONTENT, &without, &wanted));
        prop_assert_eq!(&one.scores, &other.scores);
        prop_assert_eq!(&one.ranking, &other.ranking);
        prop_assert_eq!(&one.chances, &other.chances);
        prop_assert_eq!(one.shortlist, other.shortlist);
        prop_assert_eq!(one.counts, other.counts);
        // The first two that keep every limit are told apart, and what is shown, but not how it is ordered, may differ.
        let mut keeping = one.keeping();
        let first_two = keeping.next().zip(keeping.next()).filter(|_| one.counts.chosen > 0);
        prop_assert_eq!(one.rather_than.as_ref().map(|rather| (rather.specialty, rather.than)), first_two);
        prop_assert!(other.limits.is_empty() && other.against_limits.is_none());
        for (with, without) in one.top.iter().zip(&other.top) {
            prop_assert_eq!(with.ranked, without.ranked);
            prop_assert_eq!(&with.by_dimension, &without.by_dimension);
        }
    }

    /// Limits only split a result: those set apart and those that are not keep the order that they have without limits, and
    /// nothing is in both or in neither.
    #[test]
    fn law_8_what_is_set_apart_and_what_is_not_keep_their_order(answers in any_answers(), marks in any::<u64>(), top in 1..9usize) {
        let pack = &CONTENT.pack;
        let question = pack.question_ids().find(|id| pack.question(*id).form == Form::Limits).unwrap();
        let mut with = answers;
        with.set(question, chosen(pack, question, marks, false));
        let report = Report::new(&CONTENT, &with, &Wanted { top, ..Wanted::default() });
        let Some(held) = &report.against_limits else {
            prop_assert!(report.limits.is_empty() || report.counts.chosen == 0);
            return Ok(());
        };
        let goes = |id: SpecialtyId| breaches(pack, &report.limits, id).iter().map(|one| one.beyond).max();
        let near = &report.ranking[..report.shortlist.max(top).min(report.ranking.len())];
        let those = |wanted: Beyond| -> Vec<_> {
            near.iter().copied().filter(|ranked| goes(ranked.specialty) == Some(wanted)).collect()
        };
        let places = |apart: &[Apart]| apart.iter().map(|one| one.ranked).collect::<Vec<_>>();
        prop_assert_eq!(places(&held.breaks), those(Beyond::Breaks));
        prop_assert_eq!(places(&held.near_misses), those(Beyond::Nearly));
        let first = report.ranking.iter().copied().find(|ranked| goes(ranked.specialty) != Some(Beyond::Breaks));
        prop_assert_eq!(held.first_that_keeps, first);
        let shortlist = &report.ranking[..report.shortlist];
        prop_assert_eq!(
            held.whole_shortlist,
            report.shortlist > 0 && shortlist.iter().all(|one| goes(one.specialty) == Some(Beyond::Breaks))
        );
    }

    /// Taking the mark off the limit that is named frees exactly those that are named, and of no other single limit are the
    /// freed together more probable.
    #[test]
    fn the_limit_to_drop_frees_what_it_says_and_no_other_frees_more(answers in any_answers(), marks in any::<u64>()) {
        let pack = &CONTENT.pack;
        let question = pack.question_ids().find(|id| pack.question(*id).form == Form::Limits).unwrap();
        let mut with = answers;
        with.set(question, chosen(pack, question, marks, false));
        let report = Report::new(&CONTENT, &with, &Wanted { top: 3, ..Wanted::default() });
        let breaks = |limits: &[Limit], id| breaches(pack, limits, id).iter().any(|one| one.beyond == Beyond::Breaks);
        let freed_by = |term| {
            let left: Vec<Limit> = report.limits.iter().copied().filter(|limit| limit.term != term).collect();
            let freed = report.ranking.iter().zip(&report.chances).filter(|(ranked, _)| {
                breaks(&report.limits, ranked.specialty) && !breaks(&left, ranked.specialty)
            });
            freed.map(|(ranked, chances)| (ranked.specialty, chances.best)).unzip::<_, _, Vec<_>, Vec<_>>()
        };
        let all: Vec<f64> =
            report.limits.iter().map(|limit| freed_by(limit.term).1.iter().sum::<f64>()).collect();
        match report.against_limits.as_ref().and_then(|held| held.dropping.as_ref()) {
            Some(freeing) => {
                prop_assert_eq!(&freed_by(freeing.limit.term).0, &freeing.frees);
                prop_assert!(all.iter().all(|chance| *chance <= freeing.chance));
            }
            None => prop_assert!(report.limits.iter().all(|limit| freed_by(limit.term).0.is_empty())),
        }
    }

    /// A limit is broken by exactly those whose level less its spread lies above it, and never by one that is not known.
    #[test]
    fn a_limit_is_broken_by_those_that_surely_ask_for_more(option in 0..5usize, term in 0..6usize) {
        let pack = &CONTENT.pack;
        let marks = pack.question_ids().find(|id| pack.question(*id).form == Form::Limits).unwrap();
        let term = pack.question(marks).options[term].limits.unwrap();
        let asked = pack.question_on(term).unwrap();
        let mut answers = Answers::default();
        answers.set(asked, one(option));
        answers.set(marks, Answer::Chose {
            options: (0..6).map(OptionId::new).collect(),
            importance: Importance::Usual,
        });
        let limits = limits(pack, &answers);
        prop_assert_eq!(limits.len(), 1);
        let most = pack.question(asked).options[option].places[0].level.value();
        for id in pack.specialty_ids() {
            let found = breaches(pack, &limits, id).first().map(|breach| breach.beyond);
            let expected = pack.specialty(id).at(term).and_then(|known| {
                let (level, spread) = (known.level.value(), known.spread.value());
                if level - spread > most {
                    Some(Beyond::Breaks)
                } else {
                    (level > most).then_some(Beyond::Nearly)
                }
            });
            prop_assert_eq!(found, expected);
        }
    }

    #[test]
    fn scope_hides_and_changes_no_score(answers in any_answers()) {
        let scores = score(&CONTENT.pack, &CONTENT.evidence, &answers);
        let all = rank(&CONTENT.pack, &answers, &scores, Scope::EVERYTHING);
        for scope in Scope::every() {
            let shown = rank(&CONTENT.pack, &answers, &scores, scope);
            let expected: Vec<_> = all
                .iter()
                .filter(|ranked| scope.shows(CONTENT.pack.specialty(ranked.specialty)))
                .map(|ranked| (ranked.specialty, ranked.total))
                .collect();
            prop_assert_eq!(shown.iter().map(|r| (r.specialty, r.total)).collect::<Vec<_>>(), expected);
        }
    }
}

#[test]
fn law_6_answering_exactly_as_a_specialty_puts_it_first_or_within_a_declared_tie() {
    let pack = &CONTENT.pack;
    for id in pack.specialty_ids() {
        let answers = answers_of(pack, pack.specialty(id));
        let scores = score(pack, &CONTENT.evidence, &answers);
        let ranking = rank(pack, &answers, &scores, Scope::EVERYTHING);
        let place = ranking.iter().find(|ranked| ranked.specialty == id).unwrap();
        let first = &pack.specialty(ranking[0].specialty).slug;
        assert_eq!(place.rank, 1, "{} comes after {first}", pack.specialty(id).slug);
    }
}

#[test]
fn what_is_not_known_of_a_specialty_says_nothing_for_or_against_it() {
    let pack = &CONTENT.pack;
    let mut checked = 0;
    for id in pack.question_ids() {
        let dimensions = pack.question(id).dimensions();
        for option in 0..pack.question(id).options.len() {
            let mut answers = Answers::default();
            answers.set(id, one(option));
            let scores = score(pack, &CONTENT.evidence, &answers);
            let unknown = |specialty: &SpecialtyId| {
                dimensions.iter().any(|at| pack.specialty(*specialty).at(*at).is_none())
            };
            for specialty in pack.specialty_ids().filter(unknown) {
                assert_eq!(
                    scores.total(specialty),
                    0,
                    "{} {}",
                    pack.question(id).id,
                    pack.specialty(specialty).slug
                );
                checked += 1;
            }
        }
    }
    assert!(checked > 0);
}

#[test]
fn accepting_everything_on_a_tolerance_says_nothing_for_or_against_anyone() {
    let pack = &CONTENT.pack;
    let mut checked = 0;
    for id in pack.question_ids() {
        let question = pack.question(id);
        let tolerance = question.dimensions().iter().any(|d| pack.dimension(*d).kind == Kind::Tolerance);
        if !tolerance || question.form != Form::Choice {
            continue;
        }
        let mut answers = Answers::default();
        answers.set(id, one(question.options.len() - 1));
        assert!(
            score(pack, &CONTENT.evidence, &answers).totals.iter().all(|total| *total == 0),
            "{}",
            question.id
        );
        checked += 1;
    }
    assert!(checked > 0);
}

#[test]
fn law_5_the_embedded_table_is_the_one_that_the_files_give() {
    let loaded = Content::load(std::path::Path::new(env!("CARGO_MANIFEST_DIR"))).unwrap();
    assert_eq!(loaded.pack.hash(), CONTENT.pack.hash());
    assert_eq!(loaded.evidence, CONTENT.evidence);
    assert_eq!(Evidence::of(&CONTENT.pack, &Model::default()), CONTENT.evidence);
}
