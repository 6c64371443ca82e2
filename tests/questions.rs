//! `calling questions`: for a spreadsheet, for paper, for an online form, and in short.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod command;

use std::path::Path;

use command::{all_of, calling, stdout_of};

const SMALL: &str = "tests/fixtures/small-pack";

fn questions(args: &[&str]) -> String {
    stdout_of(&[&["questions"], args].concat(), "")
}

#[test]
fn the_heading_of_a_table_names_every_question() {
    let heading = stdout_of(&["--pack", SMALL, "questions", "--format", "csv"], "");
    assert_eq!(heading, "label,form,scope,with-people,alone,accept-nights,where\n");
    let columns = questions(&["--format", "csv"]).split(',').count();
    assert_eq!(columns, 2 + calling::default_pack().pack.questions().len());
}

#[test]
fn a_form_has_every_question_and_option_word_for_word_on_a_line_of_its_own() {
    let form = questions(&["--format", "form"]);
    let lines: Vec<&str> = form.lines().collect();
    for question in calling::default_pack().pack.questions() {
        let at = lines.iter().position(|line| *line == question.ask).unwrap();
        let kind = if question.takes_several() { "several answers" } else { "one answer" };
        assert!(lines[at - 1].ends_with(kind), "{}", question.id);
        for (option, line) in question.options.iter().zip(&lines[at + 1..]) {
            assert_eq!(option.say, *line);
        }
    }
    // The scope is asked of everyone; nobody has "not seen" what they are.
    assert_eq!(lines.iter().filter(|line| **line == "Not seen yet").count(), 57);
    assert_eq!(lines.iter().filter(|line| **line == "Don't mind").count(), 57);
}

#[test]
fn a_form_of_the_small_pack() {
    insta::assert_snapshot!(all_of(&["--pack", SMALL, "questions", "--format", "form"], ""));
}

#[test]
fn a_sheet_of_the_small_pack() {
    let sheet = stdout_of(&["--pack", SMALL, "questions", "--format", "sheet"], "");
    // How it looks is for eyes to judge.
    insta::assert_snapshot!(&sheet[sheet.find("<header>").unwrap()..]);
}

#[test]
fn a_sheet_has_a_box_and_a_code_for_every_option_and_needs_nothing_else() {
    let sheet = questions(&["--format", "sheet"]);
    let pack = calling::default_pack().pack;
    let options: usize = pack.questions().iter().map(|question| question.options.len()).sum();
    let questions = pack.questions().len();
    assert_eq!(sheet.matches("class=\"code\"").count(), options);
    assert_eq!(
        sheet.matches("class=\"box").count(),
        options + 2 * (questions - 2),
        "scope and limits take neither"
    );
    for wrong in ["http", "<script", "src=", "url(", "@import"] {
        assert!(!sheet.contains(wrong), "{wrong}");
    }
}

#[test]
fn markup_in_a_pack_is_text_on_the_sheet() {
    let folder = tempfile::tempdir().unwrap();
    let pack = folder.path().join("pack");
    calling(&["pack", "new", pack.to_str().unwrap()]).assert().success();
    let file = pack.join("questions.toml");
    let text = std::fs::read_to_string(&file).unwrap();
    let text = text
        .replace("A laboratory\"", "<img src=x onerror=alert(1)>\"")
        .replace("My pack", "</style><script>");
    std::fs::write(&file, text).unwrap();
    let sheet = stdout_of(&["--pack", pack.to_str().unwrap(), "questions", "--format", "sheet"], "");
    assert!(!sheet.contains("<img") && !sheet.contains("<script"), "{sheet}");
}

#[test]
fn a_short_form_is_the_same_every_time_and_asks_for_the_scope_besides() {
    let heading = questions(&["--format", "csv", "--short", "12"]);
    assert!(heading.starts_with("label,form,scope,"));
    assert_eq!(heading.split(',').count(), 15);
    assert_eq!(heading, questions(&["--format", "csv", "--short", "12"]));
}

#[test]
fn every_format_honours_a_short_form() {
    let print = |format| stdout_of(&["--pack", SMALL, "questions", "--short", "2", "--format", format], "");
    let heading = print("csv");
    let ids: Vec<&str> = heading.trim().split(',').skip(2).collect();
    assert_eq!(ids.len(), 3);
    let (text, flags, form, sheet) = (print("text"), print("flags"), print("form"), print("sheet"));
    for question in calling::Content::load(Path::new(SMALL)).unwrap().pack.questions() {
        let asked = ids.contains(&question.id.as_str());
        assert_eq!(text.contains(&format!("({})", question.id)), asked, "{}", question.id);
        assert_eq!(flags.contains(&format!("\n# {} = ", question.id)), asked, "{}", question.id);
        assert_eq!(form.contains(&question.ask), asked, "{}", question.id);
        assert_eq!(sheet.contains(&question.ask), asked, "{}", question.id);
    }
    assert!(text.contains("  3. ") && !text.contains("  4. "), "numbered as they stand here");
    assert!(sheet.contains("calling questions --format csv --short 2"));
}

#[test]
fn a_short_form_outside_the_content_is_a_usage_error() {
    for count in ["0", "7", "58", "99999999"] {
        let shown = all_of(&["questions", "--short", count], "");
        assert!(shown.starts_with("exit: 2\n") && shown.contains("outside 8 to 57"), "{shown}");
    }
    assert!(all_of(&["pack", "evaluate", "--short", "1"], "").starts_with("exit: 2\n"));
}

#[test]
fn a_filled_flags_file_of_a_short_form_can_be_scored() {
    let flags = stdout_of(&["--pack", SMALL, "questions", "--format", "flags", "--short", "2"], "");
    let filled: String =
        flags.lines().map(|line| line.replace("# scope = \"\"", "scope = \"team\"") + "\n").collect();
    assert!(stdout_of(&["--pack", SMALL, "match", "-"], &filled).contains("Nothing was answered"));
}
