//! What the default pack promises its readers, beyond what `pack check --strict` asks of any pack.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod command;

use std::collections::BTreeSet;

use calling::default_pack;
use calling::pack::figures::older_than;
use calling::pack::{Audience, Form, Profession, Scope};
use command::{all_of, calling, stdout_of};

#[test]
fn the_default_pack_passes_the_strict_check() {
    assert!(stdout_of(&["pack", "check", ".", "--strict"], "").contains("no mistakes"));
}

#[test]
fn every_level_of_three_or_more_in_a_group_has_its_own_sentence_and_no_two_share_one() {
    let pack = default_pack().pack;
    let mut sentences = 0;
    for id in pack.specialty_ids() {
        let (specialty, dossier) = (pack.specialty(id), pack.dossier(id));
        let mut seen = BTreeSet::new();
        for at in pack.dimension_ids() {
            let level = specialty.at(at).map_or(0.0, |known| known.level.value());
            let why = dossier.whys.get(&at);
            let place = format!("{} {}", specialty.slug, pack.dimension(at).id);
            assert!(pack.dimension(at).group().is_none() || level < 3.0 || why.is_some(), "{place}");
            if let Some(why) = why {
                assert!(seen.insert(why.say.clone()), "{place}: {}", why.say);
                sentences += 1;
            }
        }
    }
    assert!(sentences > 2_500, "{sentences}");
}

#[test]
fn where_no_page_was_found_for_an_end_of_a_scale_the_sentence_says_so() {
    let pack = default_pack().pack;
    for id in pack.specialty_ids() {
        let (specialty, dossier) = (pack.specialty(id), pack.dossier(id));
        for (at, why) in dossier.whys.iter().filter(|(_, why)| why.source.is_none()) {
            let level = specialty.at(*at).unwrap().level.value();
            let end = [1.0, 4.0, 5.0].iter().any(|end| (end - level).abs() < 0.5);
            assert!(
                !end || why.say.to_lowercase().contains("no page"),
                "{} {}: {}",
                specialty.slug,
                pack.dimension(*at).id,
                why.say
            );
        }
    }
}

#[test]
fn every_figure_that_is_not_of_today_says_of_when_it_is() {
    let pack = default_pack().pack;
    let silent: Vec<String> = older_than(&pack, 2022)
        .into_iter()
        .filter(|figure| !figure.says_so)
        .map(|figure| format!("{} ({}): {}", pack.specialty(figure.specialty).slug, figure.key, figure.say))
        .collect();
    assert_eq!(silent, Vec::<String>::new());
}

#[test]
fn every_term_is_asked_of_everyone_and_can_be_a_limit() {
    let pack = default_pack().pack;
    let marks = pack.questions().iter().find(|question| question.form == Form::Limits).unwrap();
    let terms: Vec<_> = pack.dimension_ids().filter(|id| pack.dimension(*id).term).collect();
    assert_eq!(terms.len(), 6);
    for term in terms {
        assert!(pack.question(pack.question_on(term).unwrap()).always);
        assert!(marks.options.iter().any(|option| option.limits == Some(term)));
    }
    assert!(pack.questions().len() <= 64);
}

/// Nobody is offered what one cannot come to from where they are.
#[test]
fn a_nurse_is_not_offered_a_pharmacists_post() {
    let pack = default_pack().pack;
    let shown = |scope: &str, slug: &str| {
        Scope::find(scope).unwrap().shows(pack.specialty(pack.find_specialty(slug).unwrap()))
    };
    assert!(shown("nurse", "hospice-nurse") && !shown("nurse", "palliative-care-pharmacist"));
    assert!(shown("registered", "palliative-care-pharmacist") && !shown("registered", "hospice-nurse"));
    assert!(shown("doctor", "palliative-medicine") && !shown("doctor", "hospice-nurse"));
    assert!(shown("pupil", "palliative-medicine") && shown("pupil", "hospice-nurse"));
    assert!(shown("student", "hospice-nurse") && !shown("student", "palliative-medicine"));
    for specialty in pack.specialties() {
        assert_eq!(
            specialty.needs_medical_degree,
            specialty.enter == [Profession::find("doctor").unwrap()],
            "{}",
            specialty.slug
        );
    }
    let listed = stdout_of(&["profiles", "list", "--scope", "nurse"], "");
    assert!(listed.contains("district-nurse") && !listed.contains("cardiology"));
}

#[test]
fn a_foundation_doctor_is_told_whom_to_ask() {
    let pack = default_pack().pack;
    for id in pack.specialty_ids() {
        for experience in &pack.dossier(id).see {
            assert!(!experience.ask.is_empty() && !experience.open_to.is_empty());
        }
    }
    let page = stdout_of(&["profiles", "show", "palliative-medicine"], "");
    assert!(page.contains("Go and see") && page.contains("Start here"), "{page}");
    let doctors = |id| {
        pack.dossier(id)
            .see
            .iter()
            .any(|one| one.open_to.contains(&Audience::find("foundation-doctor").unwrap()))
    };
    assert!(doctors(pack.find_specialty("palliative-medicine").unwrap()));
}

#[test]
fn what_was_retired_is_explained_and_the_rest_is_scored() {
    let answers = "[answers]\nlong-talks = \"agree\"\nno-nights = \"agree\"\nmeans = [\"bodily-care\", \"advice\"]\nscope = \"team\"\n";
    let shown = all_of(&["match", "-"], answers);
    assert!(shown.starts_with("exit: 0\n"), "{shown}");
    for said in
        ["`no-nights` is not asked any more", "`bodily-care` is no longer an answer", "`team` is no longer"]
    {
        assert!(shown.replace("\n  ", " ").contains(said), "{said} is missing in {shown}");
    }
    assert!(shown.contains("You answered 2 questions."), "{shown}");
    // The command line, lines of JSON and tables know it, too.
    calling(&["match", "--answer", "nights=shifts", "--answer", "teach=agree"]).assert().success();
    let folder = tempfile::tempdir().unwrap();
    let table = folder.path().join("a.csv");
    std::fs::write(&table, "home-visits,near-death,scope\nagree,agree,team\n").unwrap();
    let checked = all_of(&["workshop", table.to_str().unwrap(), "--check"], "");
    assert!(
        checked.to_lowercase().contains("not asked any more") && checked.contains("no answer any more"),
        "{checked}"
    );
}

/// Numbers stay with what had them: this is the list as it was when they were given.
#[test]
fn permanent_numbers_are_not_given_anew() {
    let pack = default_pack().pack;
    let number = |id: &str| pack.question(pack.find_question(id).unwrap()).number;
    assert_eq!((number("scope"), number("home-visits"), number("one-or-many")), (Some(1), Some(9), Some(48)));
    let gone = pack.find_retired("no-nights", None).unwrap();
    assert_eq!(gone.number, 54);
    let mut taken = BTreeSet::new();
    for question in pack.questions() {
        assert!(taken.insert(question.number.unwrap()), "{}", question.id);
    }
    for gone in pack.retired().iter().filter(|gone| gone.option.is_none()) {
        assert!(taken.insert(gone.number), "{}", gone.question);
    }
}

/// Sheets that real accounts were answered on, kept for development: every cell is one of today's answers.
#[test]
fn the_accounts_are_read_to_the_last_cell() {
    let shown = all_of(&["workshop", "benches/accounts.csv", "--label", "label", "--check"], "");
    assert!(shown.starts_with("exit: 0\n") && shown.contains("42 respondents"), "{shown}");
    // Only the truth is no question.
    assert!(shown.contains("1 column is not recognised, and not read: “truth”"), "{shown}");
}
