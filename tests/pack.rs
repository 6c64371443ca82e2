//! `--pack` and `calling pack check`: content of one's own.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod command;

use std::fs;
use std::path::{Path, PathBuf};

use calling::Content;
use command::{all_of, calling, stdout_of};
use tempfile::TempDir;

const SMALL: &str = "tests/fixtures/small-pack";

#[test]
fn the_default_pack_has_no_mistakes() {
    assert!(stdout_of(&["pack", "check", "."], "").contains("no mistakes"));
}

#[test]
fn every_mistake_in_a_pack_is_shown_with_its_place() {
    insta::assert_snapshot!(all_of(&["pack", "check", "tests/fixtures/broken-pack"], ""));
}

#[test]
fn a_broken_pack_keeps_any_command_from_running() {
    calling(&["--pack", "tests/fixtures/broken-pack", "questions"]).assert().code(4).stdout("");
}

/// A copy of the small pack that a test may spoil.
fn copy() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join(SMALL);
    fs::create_dir(folder.path().join("specialties")).unwrap();
    let mut files: Vec<PathBuf> =
        fs::read_dir(from.join("specialties")).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.push(from.join("questions.toml"));
    for file in files {
        fs::copy(&file, folder.path().join(file.strip_prefix(&from).unwrap())).unwrap();
    }
    folder
}

/// Replaces text in a file of a copy.
fn edit(folder: &TempDir, file: &str, from: &str, to: &str) {
    let path = folder.path().join(file);
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains(from), "{from} is not in {file}");
    fs::write(path, text.replace(from, to)).unwrap();
}

/// The mistakes of a copy after one edit, as messages.
fn mistakes(file: &str, from: &str, to: &str) -> String {
    let folder = copy();
    edit(&folder, file, from, to);
    let found = Content::load(folder.path()).unwrap_err();
    found.iter().map(|mistake| mistake.message().to_owned() + "\n").collect()
}

#[test]
fn each_rule_of_the_content_is_kept() {
    let talking = "specialties/talking.toml";
    let questions = "questions.toml";
    for (file, from, to, expected) in [
        (questions, "kind = \"tolerance\"", "kind = \"tolerant\"", "unknown kind of dimension `tolerant`"),
        (questions, "\"much\", \"all day\"]", "\"much\"]", "`contact` has 4 anchors instead of 5"),
        (questions, "id = \"nights\"", "id = \"contact\"", "duplicate dimension `contact`"),
        (questions, "id = \"nights\"", "id = \"Nights\"", "`Nights` cannot be the id of a dimension"),
        (questions, "id = \"alone\"", "id = \"with-people\"", "duplicate question `with-people`"),
        (questions, "section = \"all\"", "section = \"al\"", "unknown section `al`"),
        (questions, "unchosen = 1.5", "", "does not say where an option that is not chosen places"),
        (questions, "reverse = true", "reverse = 1", "`reverse` must be true or false, not an integer"),
        (questions, "places = { home = 4 }", "places = { home = 9 }", "level 9 of `home` is outside 1 to 5"),
        (questions, "places = { home = 4 }", "places = { home = nan }", "must be a number"),
        (
            questions,
            "places = { home = 4 }",
            "places = { nights = 4 }",
            "mixes a tolerance with something else",
        ),
        (questions, ", places = { nights = 3 }", "", "option `some` places on nothing"),
        (questions, "id = \"many\"", "id = \"dont-mind\"", "`dont-mind` answers any question by itself"),
        (questions, "focus = [\"talking\"]", "focus = [\"talkin\"]", "unknown specialty `talkin`"),
        (questions, "[pack]", "[pac]", "questions.toml has no `pack`"),
        (talking, "level = 5", "level = \"five\"", "`level` must be a number, not a string"),
        (talking, "spread = 0.5", "spread = 9", "spread 9 is outside 0.1 to 2"),
        (talking, "contact = {", "contract = {", "unknown dimension `contract`"),
        (talking, "[profile.places]", "[profile.placs]", "unknown dimension `placs`"),
        (talking, "levels = { home = 5 }", "level = 5", "`places` is a group of dimensions"),
        (talking, "levels = { home = 5 }", "levels = { hom = 5 }", "unknown dimension of this group `hom`"),
        (talking, "summary = ", "sumary = ", "a specialty has no `summary`"),
        (talking, "id = \"made-up\"", "id = \"other\"", "unknown source `made-up`"),
        (talking, "title = ", "url = \"www.example.org\"\ntitle = ", "not a web address"),
        (talking, "title = ", "year = 99\ntitle = ", "not a year"),
        (
            talking,
            "source = \"made-up\" }\nnights",
            "source = \"general-knowledge\" }\nnights",
            "on general knowledge alone",
        ),
        (
            talking,
            "[profile]",
            "nearby = [{ slug = \"talking\", differs = \"x\" }]\n[profile]",
            "cannot be near to itself",
        ),
        (talking, "It is made up.", "It is \\u001b[2J made up.", "holds the invisible character U+001B"),
        (talking, "slug = \"talking\"", "slug = \"walking\"", "does not match the file's name"),
        (talking, "nights = {", "nights = \"not known: ask\"\nnight = {", "`nights` is not one of the terms"),
        (talking, "summary = ", "enter = [\"nurs\"]\nsummary = ", "unknown profession `nurs`"),
        (
            talking,
            "[[sources]]",
            "[[see]]\nsay = \"x\"\nask = \"y\"\nsource = \"made-up\"\nfor = [\"all\"]\n[[sources]]",
            "unknown audience `all`",
        ),
        (talking, "levels = { home = 5 }", "levels = { home = 5 }\nhome = 4", "`home` has two levels"),
        (questions, "id = \"alone\"", "id = \"alone\"\nnumber = 1.5", "a permanent number is a whole number"),
        (
            questions,
            "kind = \"preference\"\nlow",
            "kind = \"preference\"\nterm = true\nlow",
            "`contact` is a term, but a preference",
        ),
        (
            questions,
            "[[sections]]",
            "[[retired]]\nquestion = \"alone\"\nnumber = 7\nsay = \"Gone.\"\n[[sections]]",
            "`alone` is retired, but still asked",
        ),
    ] {
        let found = mistakes(file, from, to);
        assert!(found.contains(expected), "after {from:?} -> {to:?}, {expected:?} is missing in:\n{found}");
    }
}

#[test]
fn a_wrong_number_is_said_once() {
    let wrong = |from, to| mistakes("questions.toml", from, to).matches("a permanent number is").count();
    assert_eq!(wrong("id = \"alone\"", "id = \"alone\"\nnumber = 1.5"), 1);
    // The options of agreement belong to every statement.
    let agree = "{ id = \"agree\",";
    assert_eq!(wrong(agree, "{ id = \"agree\", number = 0,"), 1);
}

#[test]
fn two_profiles_that_are_the_same_cannot_be_told_apart() {
    let folder = copy();
    let talking = fs::read_to_string(folder.path().join("specialties/talking.toml")).unwrap();
    fs::write(
        folder.path().join("specialties/twin.toml"),
        talking.replace("slug = \"talking\"", "slug = \"twin\""),
    )
    .unwrap();
    let found = Content::load(folder.path()).unwrap_err();
    assert!(found[0].message().contains("the profile is the same as that of `talking`"));
}

#[test]
fn an_empty_pack_and_a_missing_one_are_explained() {
    let folder = tempfile::tempdir().unwrap();
    let missing = Content::load(folder.path()).unwrap_err();
    assert_eq!(missing.len(), 2);
    fs::create_dir(folder.path().join("specialties")).unwrap();
    fs::write(
        folder.path().join("questions.toml"),
        "[pack]\nname = \"x\"\nversion = \"1\"\nlanguage = \"en\"\n",
    )
    .unwrap();
    let found: Vec<String> = Content::load(folder.path())
        .unwrap_err()
        .iter()
        .map(|mistake| mistake.message().to_owned())
        .collect();
    assert_eq!(found, ["the pack has no specialties", "the pack has no questions"]);
}

#[test]
fn files_that_are_too_large_or_not_text_are_refused() {
    let folder = copy();
    fs::write(folder.path().join("specialties/big.toml"), vec![b'#'; (1 << 20) + 1]).unwrap();
    fs::write(folder.path().join("specialties/bytes.toml"), b"name = \"\xff\"").unwrap();
    let found: Vec<String> = Content::load(folder.path())
        .unwrap_err()
        .iter()
        .map(|mistake| mistake.message().to_owned())
        .collect();
    assert!(found.iter().any(|message| message.contains("larger than")), "{found:?}");
    assert!(found.iter().any(|message| message.contains("not UTF-8")), "{found:?}");
}

#[test]
#[cfg(unix)]
fn pipes_and_links_out_of_a_pack_are_refused() {
    use std::os::unix::fs::symlink;
    let private = tempfile::tempdir().unwrap();
    fs::write(private.path().join("secret.toml"), "secret = of mine").unwrap();
    for kind in ["pipe", "link", "folder", "dangling"] {
        let pack = copy();
        let path = pack.path().join("specialties/odd.toml");
        match kind {
            "pipe" => {
                assert!(std::process::Command::new("mkfifo").arg(&path).status().unwrap().success());
            }
            "link" => symlink(private.path().join("secret.toml"), &path).unwrap(),
            "folder" => fs::create_dir(&path).unwrap(),
            _ => symlink(private.path().join("nowhere.toml"), &path).unwrap(),
        }
        let run = calling(&["pack", "check", pack.path().to_str().unwrap()])
            .timeout(std::time::Duration::from_secs(20))
            .output()
            .unwrap();
        let said = String::from_utf8(run.stderr).unwrap();
        assert_eq!(run.status.code(), Some(4), "{kind}: {said}");
        assert!(said.contains("odd.toml") && !said.contains("of mine"), "{kind}: {said}");
    }
    // A pack reached by a link is a pack.
    let pack = copy();
    let link = private.path().join("pack");
    symlink(pack.path(), &link).unwrap();
    assert!(stdout_of(&["pack", "check", link.to_str().unwrap()], "").contains("no mistakes"));
}

#[test]
fn an_evaluation_is_the_same_for_the_same_seed_and_beats_the_other_rules() {
    let run = |people, adaptive| {
        let args =
            ["pack", "evaluate", "--per-specialty", people, "--adaptive", adaptive, "--format", "json"];
        stdout_of(&args, "")
    };
    let json = run("4", "0");
    assert_eq!(json, run("4", "0"));
    let evaluation: serde_json::Value = serde_json::from_str(&json).unwrap();
    // Few people for each model: the margins under one of them are within chance, those over all are not.
    let models = evaluation["models"].as_array().unwrap();
    let first = |rule: usize| -> f64 {
        models.iter().map(|model| model["rules"][rule]["first"].as_f64().unwrap()).sum()
    };
    for (rule, rival) in models[0]["rules"].as_array().unwrap().iter().enumerate().skip(1) {
        assert!(first(0) > first(rule), "{}", rival["name"]);
    }
}

/// Law 4: the order of questions in the file and of options within one changes no score.
#[test]
fn the_order_of_questions_in_the_file_changes_no_score() {
    let folder = copy();
    let path = folder.path().join("questions.toml");
    let text = fs::read_to_string(&path).unwrap();
    let (head, questions) = text.split_once("[[questions]]").unwrap();
    let mut blocks: Vec<&str> = questions.split("[[questions]]").collect();
    blocks.reverse();
    let reversed =
        blocks.iter().fold(head.to_owned(), |all, block| format!("{all}[[questions]]\n{}\n", block.trim()));
    fs::write(&path, reversed).unwrap();

    let answers = "[answers]\nwith-people = \"agree\"\nalone = \"agree\"\nwhere = [\"home\"]\naccept-nights = \"some\"\n";
    let ranking = |pack: &str| {
        let json = stdout_of(&["--pack", pack, "match", "-", "--format", "json"], answers);
        serde_json::from_str::<serde_json::Value>(&json).unwrap()["ranking"].clone()
    };
    assert_eq!(ranking(SMALL), ranking(folder.path().to_str().unwrap()));
}

#[test]
fn asking_adaptively_is_tried_on_the_same_people_each_time() {
    let run = || {
        let args = [
            "--pack",
            SMALL,
            "pack",
            "evaluate",
            "--per-specialty",
            "9",
            "--adaptive",
            "9",
            "--format",
            "json",
        ];
        stdout_of(&args, "")
    };
    let json = run();
    assert_eq!(json, run());
    let evaluation: serde_json::Value = serde_json::from_str(&json).unwrap();
    for model in evaluation["models"].as_array().unwrap() {
        let tried = &model["adaptive"];
        assert_eq!(tried["respondents"], model["respondents"]);
        // The small pack has fewer questions than asking may stop at, so nothing can differ from the full form.
        assert_eq!(tried["same_first"], 1.0, "{model}");
        assert_eq!(tried["first"], tried["full_first"], "{model}");
    }
}

#[test]
fn a_new_pack_works_and_is_written_into_an_empty_folder_only() {
    let folder = tempfile::tempdir().unwrap();
    let pack = folder.path().join("mine");
    let pack = pack.to_str().unwrap();
    assert!(stdout_of(&["pack", "new", pack], "").contains("calling pack check"));
    assert!(stdout_of(&["pack", "check", pack], "").contains("no mistakes"));
    let answers = "[answers]\nwhere = [\"homes\"]\nday-with-people = \"agree\"\naccept-nights = \"none\"\n";
    let result = stdout_of(&["--pack", pack, "match", "-", "--format", "json"], answers);
    let result: serde_json::Value = serde_json::from_str(&result).unwrap();
    assert_eq!(result["results"][0]["ranking"][0]["slug"], "home-nurse");

    let before = fs::read(Path::new(pack).join("questions.toml")).unwrap();
    let again = all_of(&["pack", "new", pack], "");
    assert!(again.starts_with("exit: 1\n") && again.contains("holds files already"), "{again}");
    assert_eq!(fs::read(Path::new(pack).join("questions.toml")).unwrap(), before);
    // A file of that name is no folder.
    let file = Path::new(pack).join("questions.toml");
    calling(&["pack", "new", file.to_str().unwrap()]).assert().code(1);
}

/// Careless people are found less often, and the JSON says how they answered.
#[test]
fn other_people_than_the_usual_are_tried_as_given() {
    let evaluated = |careless: &str| -> serde_json::Value {
        let people = ["pack", "evaluate", "--format", "json", "--per-specialty", "2", "--adaptive", "0"];
        let response = ["--noise", "0", "--careless", careless];
        serde_json::from_str(&stdout_of(&[&people[..], &response].concat(), "")).unwrap()
    };
    let (careful, careless) = (evaluated("0"), evaluated("60"));
    let first = |found: &serde_json::Value| found["models"][0]["rules"][0]["first"].as_f64().unwrap();
    assert!(first(&careful) > first(&careless) + 0.2);
    assert_eq!(careless["models"].as_array().unwrap().len(), 1);
    assert_eq!(careless["models"][0]["response_model"]["careless"], 0.6);
}

#[test]
fn a_short_form_is_evaluated_on_its_own_questions() {
    let run = |extra: &[&str]| -> serde_json::Value {
        let args = ["pack", "evaluate", "--per-specialty", "2", "--format", "json"];
        serde_json::from_str(&stdout_of(&[&args[..], extra].concat(), "")).unwrap()
    };
    let short = run(&["--short", "8"]);
    assert_eq!(short["questions"].as_array().unwrap().len(), 8);
    let full = run(&["--adaptive", "0"]);
    let first = |found: &serde_json::Value| found["models"][0]["rules"][0]["first"].as_f64().unwrap();
    assert!(first(&short) < first(&full));
}

#[test]
fn a_new_pack_has_everything_that_the_strict_check_asks_for() {
    let folder = tempfile::tempdir().unwrap();
    let pack = folder.path().join("pack");
    let pack = pack.to_str().unwrap();
    calling(&["pack", "new", pack]).assert().success();
    assert!(stdout_of(&["pack", "check", pack, "--strict"], "").contains("no mistakes"));
    let answers =
        "[answers]\nwhere = [\"homes\"]\naccept-nights = \"none\"\nlimits = [\"nights\"]\nno-nights = 1\n";
    let shown = stdout_of(&["--pack", pack, "match", "-"], answers);
    assert!(shown.contains("Breaks your limit on") && shown.contains("is not asked any more"), "{shown}");
}

/// A pack without terms, clauses, `[[see]]` or reasons of its own is valid; the strict check says what it lacks, and where.
#[test]
fn what_a_pack_lacks_is_said_by_the_strict_check_alone() {
    calling(&["pack", "check", SMALL]).assert().success();
    let shown = all_of(&["pack", "check", SMALL, "--strict"], "");
    assert!(shown.starts_with("exit: 4\n"), "{shown}");
    for lack in [
        "the pack has no terms",
        "`contact` has no clause for its high end",
        "question `with-people` has no permanent number",
        "option `home` of `where` has no clause",
        "`home` stands at 5 without a reason of its own",
        "`talking` names nothing to go and see",
        "source `made-up` has no address",
        "talking.toml:",
    ] {
        assert!(shown.contains(lack), "{lack} is missing in {shown}");
    }
}

#[test]
fn old_figures_are_listed_and_those_that_do_not_say_so_come_first() {
    let folder = tempfile::tempdir().unwrap();
    let pack = folder.path().join("pack");
    calling(&["pack", "new", pack.to_str().unwrap()]).assert().success();
    let file = pack.join("specialties/home-nurse.toml");
    let text = fs::read_to_string(&file).unwrap();
    let text = text
        .replace("Visits fill most of the day.", "In 2019 visits filled 6 hours of the day.")
        .replace("A degree in nursing comes first.", "A degree of 3 years comes first.");
    fs::write(&file, text).unwrap();
    let listed = |year: &str| stdout_of(&["pack", "check", pack.to_str().unwrap(), "--older-than", year], "");
    assert!(listed("2025").contains("0 figures rest"), "{}", listed("2025"));
    let old = listed("2026");
    assert!(
        old.contains("2 figures rest on something older than 2026 or without a year; 1 of them"),
        "{old}"
    );
    assert!(old.find("not said").unwrap() < old.find("In 2019").unwrap(), "{old}");
    assert!(all_of(&["pack", "check", "--older-than", "99"], "").starts_with("exit: 2\n"));
}

/// Packs in the format that came before terms, clauses and reasons of their own go on being read.
#[test]
fn packs_of_the_first_format_are_still_read() {
    for pack in ["cases-pack", "forms-pack", "small-pack"] {
        let checked = stdout_of(&["pack", "check", &format!("tests/fixtures/{pack}")], "");
        assert!(checked.contains("no mistakes"), "{checked}");
    }
}

#[test]
#[cfg(unix)]
fn what_cannot_be_read_is_said_once_and_echoes_nothing() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    use std::os::unix::fs::symlink;
    let messages = |pack: &TempDir| -> Vec<String> {
        let found = Content::load(pack.path()).unwrap_err();
        found.iter().map(|mistake| mistake.message().to_owned()).collect()
    };
    let pack = copy();
    fs::write(pack.path().join("specialties").join(OsStr::from_bytes(b"odd\xff.toml")), "").unwrap();
    assert_eq!(messages(&pack), ["the file's name is not UTF-8 text"]);

    let (pack, elsewhere) = (copy(), copy());
    fs::remove_dir_all(pack.path().join("specialties")).unwrap();
    symlink(elsewhere.path().join("specialties"), pack.path().join("specialties")).unwrap();
    assert_eq!(messages(&pack), ["a link that leads out of the pack; put what it leads to there"]);

    let pack = copy();
    fs::remove_file(pack.path().join("questions.toml")).unwrap();
    symlink("/dev/zero", pack.path().join("questions.toml")).unwrap();
    assert_eq!(messages(&pack), ["a link that leads out of the pack; put what it leads to there"]);
}

#[test]
fn eight_thousand_wrong_questions_are_said_in_short() {
    let pack = copy();
    let question =
        |number: usize| format!("[[questions]]\nid = \"q{number}\"\nnumbr = 1\nsection = \"al\"\n");
    let many: String = (0..8000).map(question).collect();
    fs::write(pack.path().join("questions.toml"), format!("{many}\n[pack]\nname = \"x\"\n")).unwrap();
    let shown = all_of(&["pack", "check", pack.path().to_str().unwrap()], "");
    assert!(shown.contains("\u{2026} and ") && shown.len() < 30_000, "{} characters", shown.len());
}
