//! Exports as people have them: each kind of damage gives the answers of the plain table, or is named.

use std::io::Cursor;
use std::path::{Path, PathBuf};

use calling::answers::Answers;
use calling::answers::cohort::reader::ReadOptions;
use calling::pack::load::load;
use calling::pack::{Pack, QuestionId};

use crate::input::{ReadFile, problems, read, read_path};
use crate::shapes::{archive, workbook};

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name)
}

fn cases_pack() -> Pack {
    load(&fixture("cases-pack")).unwrap()
}

fn answers(found: &ReadFile) -> Vec<Answers> {
    found.respondents.iter().map(|respondent| respondent.answers.clone()).collect()
}

fn case(pack: &Pack, name: &str) -> ReadFile {
    read_path(pack, &fixture("exports").join(name), &ReadOptions::default()).unwrap()
}

#[test]
fn every_kind_of_damage_gives_the_answers_of_the_plain_table() {
    let pack = cases_pack();
    let plain = answers(&case(&pack, "00-plain.csv"));
    assert_eq!(plain.iter().map(|answers| answers.iter().count()).sum::<usize>(), 24);
    for name in [
        "01-surveymonkey.csv",
        "03-two-sheets.xlsx",
        "04-edited-form.csv",
        "05-repeated-heading.csv",
        "08-same-name.csv",
        "18-title-row.csv",
        "20a-form.csv.zip",
        "20b-libre.ods",
        "20c-html.xls",
    ] {
        let found = case(&pack, name);
        assert_eq!(problems(&found), [""; 0], "{name}");
        assert_eq!(answers(&found), plain, "{name}");
    }
    let named: Vec<_> =
        case(&pack, "08-same-name.csv").respondents.into_iter().map(|one| one.label).collect();
    let wanted = ["Sam", "7", "Ash", "Sam (row 5)", "Jo", "Kit"];
    assert_eq!(named, wanted.map(|name| Some(name.to_owned())));

    let other = case(&pack, "16-other.csv");
    assert_eq!(answers(&other), plain);
    let said = problems(&other);
    assert_eq!(said.len(), 2);
    assert!(said[0].contains("\u{201c}prison clinic\u{201d} is no option here"), "{said:?}");

    // What is not in the file is skipped, and nothing else.
    let trimmed = case(&pack, "09-trimmed-tail.csv");
    assert_eq!(problems(&trimmed), [""; 0]);
    let questions: Vec<QuestionId> = pack.question_ids().collect();
    let mut less = plain;
    less[2].skip(questions[4]);
    less[4].skip(questions[3]);
    less[4].skip(questions[4]);
    assert_eq!(answers(&trimmed), less);
}

fn csv_of(pack: &Pack, text: &str) -> ReadFile {
    read(pack, "a.csv", text.as_bytes(), &ReadOptions::default()).unwrap()
}

fn answered(pack: &Pack, found: &ReadFile) -> Vec<String> {
    let each = found.respondents.iter().map(|one| {
        let all = one.answers.iter().map(|(id, answer)| {
            let question = pack.question(id);
            format!("{}={}", question.id, calling::answers::reading::as_cell(question, answer))
        });
        all.collect::<Vec<_>>().join(" ")
    });
    each.collect()
}

#[test]
fn a_column_about_a_question_that_is_not_understood_is_named_for_whoever_wrote_in_it() {
    let pack = cases_pack();
    let ask = "Where would you like to spend a good part of your week? Choose all that draw you.";
    for heading in [
        format!("{ask} [Other]"),
        format!("{ask} - Other (please specify)"),
        format!("Why? {ask}"),
        format!("{ask} (comment)"),
        format!("{ask} [A hospice ship]"),
    ] {
        let found = csv_of(
            &pack,
            &format!("new-faces,\"{ask}\",\"{heading}\"\n4,A hospice,because\n2,A hospital ward,\n1,,0\n"),
        );
        let said = problems(&found);
        assert_eq!(answered(&pack, &found)[0], "new-faces=agree places=hospice", "{heading}");
        assert!(
            said.len() == 1 && said[0].starts_with("2|") && said[0].contains("|because|"),
            "{heading}: {said:?}"
        );
    }
    // A column that nothing else stands for is read whatever stands around the question.
    let found = csv_of(&pack, &format!("new-faces,\"Part 2: {ask}\"\n4,A hospice\n"));
    assert_eq!(answered(&pack, &found), ["new-faces=agree places=hospice"]);
}

#[test]
fn options_in_columns_without_headings_name_themselves() {
    let pack = cases_pack();
    let ask = "Where would you like to spend a good part of your week? Choose all that draw you.";
    let found = csv_of(
        &pack,
        &format!("new-faces,\"{ask}\",,\n4,A hospice,,A hospital ward\n2,,A laboratory,1 pub\n"),
    );
    assert_eq!(
        answered(&pack, &found),
        ["new-faces=agree places=hospice;ward", "new-faces=disagree places=laboratory"]
    );
    assert!(problems(&found)[0].contains("|1 pub|no such option"), "{:?}", problems(&found));
}

#[test]
fn a_whole_answer_and_its_options_one_by_one_must_say_the_same() {
    let pack = cases_pack();
    let found = csv_of(
        &pack,
        "places,places/hospice,places/ward,places/theatre\nhospice ward,1,1,0\n,0,1,0\nhospice,1,1,0\n,0,0,0\n",
    );
    assert_eq!(answered(&pack, &found), ["places=hospice;ward", "places=ward", "", ""]);
    assert!(problems(&found)[0].starts_with("4|places|"), "{:?}", problems(&found));
    let odd = csv_of(&pack, "places[hospice],places[ward],places[dont-mind]\nY,,Y\n,,Y\nmaybe,Y,\n");
    assert_eq!(answered(&pack, &odd), ["", "places=dont-mind", "places=ward"]);
    let said = problems(&odd);
    assert!(said[0].contains("stand alone") && said[1].contains("|maybe|"), "{said:?}");
}

#[test]
fn a_formula_without_its_result_is_named() {
    let pack = cases_pack();
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook.add_worksheet();
    for (column, heading) in [(0, "new-faces"), (1, "hospital-or-town"), (2, "fix-or-ease")] {
        sheet.write(0, column, heading).unwrap();
    }
    sheet.write_formula(1, 0, rust_xlsxwriter::Formula::new("=B1").set_result("lost")).unwrap();
    sheet.write_formula(1, 1, rust_xlsxwriter::Formula::new("=B9").set_result("town")).unwrap();
    sheet.write(1, 2, "eased").unwrap();
    let bytes = workbook.save_to_buffer().unwrap();
    // As programs write that do not calculate: the cell holds the formula alone.
    let mut made = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut files = Vec::new();
    for number in 0..made.len() {
        let mut part = made.by_index(number).unwrap();
        let name = part.name().unwrap().into_owned();
        let mut text = String::new();
        std::io::Read::read_to_string(&mut part, &mut text).unwrap();
        let text = text
            .replace("<c r=\"A2\" t=\"str\"><f>B1</f><v>lost</v></c>", "<c r=\"A2\"><f>B1</f><v></v></c>");
        files.push((name, text));
    }
    let parts: Vec<(&str, &[u8])> =
        files.iter().map(|(name, text)| (name.as_str(), text.as_bytes())).collect();
    let found = read(&pack, "a.xlsx", &archive(&parts), &ReadOptions::default()).unwrap();
    assert_eq!(answered(&pack, &found), ["hospital-or-town=town fix-or-ease=eased"]);
    let said = problems(&found);
    assert!(
        said.len() == 1 && said[0].starts_with("2|new-faces|=B1|a formula without its result"),
        "{said:?}"
    );
}

#[test]
fn texts_that_a_spreadsheet_spoilt_are_what_they_were() {
    let pack = cases_pack();
    let found = csv_of(
        &pack,
        "new-faces,places\n'4,\"[\"\"A hospice\"\", \"\"A hospital ward\"\"]\"\n=\"4\",1. A hospice\n4 - Agree,\u{201c}A hospice\u{201d}\n\
         \u{a0}Agree\u{a0},Patients? own homes\nd,n\ns,A hospital ward; a hospice!\n",
    );
    assert_eq!(problems(&found), [""; 0]);
    assert_eq!(
        answered(&pack, &found),
        [
            "new-faces=agree places=hospice;ward",
            "new-faces=agree places=hospice",
            "new-faces=agree places=hospice",
            "new-faces=agree places=homes",
            "new-faces=dont-mind places=not-seen-yet",
            "places=hospice;ward!",
        ]
    );
}

#[test]
fn what_is_no_table_is_named_for_what_it_is() {
    let pack = cases_pack();
    let error =
        |name: &str, bytes: &[u8]| read(&pack, name, bytes, &ReadOptions::default()).unwrap_err().to_string();
    let two = archive(&[("a.csv", b"places\n1\n"), ("b.csv", b"places\n1\n")]);
    assert!(error("a.zip", &two).contains("holds a.csv, b.csv, and not one table"));
    assert!(
        error("a.zip", &archive(&[("b.csv", &archive(&[("a.csv", b"places\n1\n")]))]))
            .contains("an archive in an archive")
    );
    assert!(error("a.docx", &archive(&[("word/document.xml", b"x")])).contains("no table"));
    assert!(error("a.html", b"<html><body>Sign in</body></html>").contains("holds no respondents"));
    assert!(error("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1").contains("old Excel file"));
    assert!(error("a.csv", b"%PDF-1.7\nplaces\n1\n").contains("PDF"));
    assert!(error("a.csv.gz", b"\x1f\x8b\x08\0").contains("gzip"));
    let sheets: [(&str, &[Vec<String>]); 2] = [
        ("One", &[vec!["new-faces".to_owned()], vec!["4".to_owned()]]),
        ("Two", &[vec!["hospital-or-town".to_owned()], vec!["town".to_owned()]]),
    ];
    assert!(error("a.xlsx", &workbook(&sheets)).contains("One and Two hold different questions"));
}

#[test]
fn the_code_of_a_printed_form_is_checked() {
    let pack = cases_pack();
    let code = calling::answers::cohort::form_code::form_code(&pack, Some(2));
    let text = format!(
        "label,form,new-faces,places\nann,{code},4,1\nbob,,4,1\ncy,blue,4,1\ndan,short2-0.9.0-abcdef,4,1\n"
    );
    let found = csv_of(&pack, &text);
    let labels: Vec<_> = found.respondents.iter().filter_map(|one| one.label.as_deref()).collect();
    assert_eq!(labels, ["ann", "bob", "cy"]);
    let said = problems(&found);
    assert!(said[0].starts_with("4|form|blue|no code of a form"), "{said:?}");
    assert!(
        said[1].starts_with("5|the whole row|short2-0.9.0-abcdef|typed from a sheet of another version"),
        "{said:?}"
    );
    let fewer = csv_of(&pack, &format!("label,form,new-faces\nann,{code},4\n"));
    assert!(problems(&fewer)[0].contains("the sheet has 2 questions"), "{:?}", problems(&fewer));
}
