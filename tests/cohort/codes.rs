//! Codes in chats, lists and columns, as people pass them on.

use calling::answers::Answers;
use calling::answers::code::code;
use calling::answers::cohort::reader::{CohortError, ReadOptions};
use calling::matching::trial::simulation::random_sheet;
use calling::pack::Pack;

use crate::input::{ReadFile, labelled, pack, read};

/// Six people and their codes.
fn people(pack: &Pack) -> Vec<(Answers, String)> {
    let sheets = (0..6).map(|number| random_sheet(pack, 11, number));
    sheets.map(|answers| (answers.clone(), code(pack, &answers).unwrap())).collect()
}

/// One letter of a code is another.
fn damaged(code: &str) -> String {
    let other = if &code[7..8] == "A" { "B" } else { "A" };
    format!("{}{other}{}", &code[..7], &code[8..])
}

fn rows(found: &ReadFile) -> Vec<(u64, Option<&str>, Answers)> {
    let all = found.respondents.iter();
    all.map(|one| (one.row, one.label.as_deref(), one.answers.clone())).collect()
}

fn lost(found: &ReadFile) -> Vec<(u64, &str)> {
    found.lost.iter().map(|problem| (problem.row, problem.reason.as_str())).collect()
}

#[test]
fn a_chat_as_it_is_exported() {
    let pack = pack();
    let six = people(&pack);
    let code = |place: usize| six[place].1.as_str();
    let (first, last) = code(2).split_at(12);
    let chat = format!(
        "[12:01, 30/11/2026] Lead: post your code, please; it looks like 12345-ABCDE. Ring 0151-794-3004 if lost\n\
         [12:03, 30/11/2026] Anna: my code is {} 👍\n\
         [12:04, 30/11/2026] \u{202a}+44 7700 900123\u{202c}: {}.\n\
         [12:05, 30/11/2026] Cara: {first}\n{last}\n\
         [12:06, 30/11/2026] Dan: oops {} sorry\n\
         [12:07, 30/11/2026] Eve: “{}”\n\
         [12:08, 30/11/2026] Ben: > {}\n> is that you, Anna?\n\
         [12:09, 30/11/2026] Finn: {}\n",
        code(0),
        code(1).to_lowercase(),
        damaged(code(3)),
        code(4).replace('-', "\u{2013}"),
        code(0),
        code(5).replace('-', ""),
    );
    let found = read(&pack, "chat.txt", chat.as_bytes(), &ReadOptions::default()).unwrap();
    let sheet = |place: usize| six[place].0.clone();
    let expected = [
        (2, None, sheet(0)),
        (3, None, sheet(1)),
        (4, None, sheet(2)),
        (7, None, sheet(4)),
        (10, None, sheet(5)),
    ];
    assert_eq!(rows(&found), expected);
    let [(6, wrong), (8, again)] = lost(&found)[..] else { panic!("{:?}", lost(&found)) };
    assert!(wrong.starts_with("a letter is wrong"), "{wrong}");
    assert_eq!(again, "the same code as in line 2; it counts once");
    // Other programs write UTF-16, and other line ends.
    let units: Vec<u8> =
        format!("\u{feff}{chat}").replace('\n', "\r\n").encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(rows(&read(&pack, "chat", &units, &ReadOptions::default()).unwrap()), rows(&found));
}

#[test]
fn a_list_of_codes_needs_no_heading() {
    let pack = pack();
    let six = people(&pack);
    let list: String = six.iter().map(|(_, code)| format!("\n{code}\n")).collect();
    let found = read(&pack, "codes.csv", list.as_bytes(), &ReadOptions::default()).unwrap();
    let expected: Vec<_> =
        (1..).zip(&six).map(|(place, (answers, _))| (2 * place, None, answers.clone())).collect();
    assert_eq!(rows(&found), expected);
    let refused = |options: &ReadOptions| read(&pack, "codes.csv", list.as_bytes(), options).unwrap_err();
    let delimiter = ReadOptions { delimiter: Some(b';'), ..ReadOptions::default() };
    assert!(matches!(refused(&delimiter), CohortError::NoTable { option: "--delimiter", .. }));
    assert!(matches!(refused(&labelled("Nick")), CohortError::NoTable { option: "--label", .. }));
}

/// A form that asks for the code.
fn form(pack: &Pack) -> Vec<[String; 3]> {
    let six = people(pack);
    let code = |place: usize| six[place].1.clone();
    let row = |time: &str, nick: &str, cell: String| [time.to_owned(), nick.to_owned(), cell];
    vec![
        row("Timestamp", "Nick name", "Your code, please".to_owned()),
        row("30/11/2026 12:01", "anna", format!("It is {}.", code(0).to_lowercase())),
        row("30/11/2026 12:02", "ben", String::new()),
        row("30/11/2026 12:03", "cara", code(2)),
        row("30/11/2026 12:04", "dan", damaged(&code(3))),
        row("30/11/2026 12:05", "eve", "I lost it".to_owned()),
        row("30/11/2026 12:06", "finn", format!("{} {}", code(4), code(5))),
        row("30/11/2026 12:07", "gina", code(2)),
    ]
}

fn check_form(pack: &Pack, name: &str, bytes: &[u8]) {
    let six = people(pack);
    for (options, named) in [(ReadOptions::default(), false), (labelled("nick name"), true)] {
        let found = read(pack, name, bytes, &options).unwrap();
        let label = |label: &'static str| named.then_some(label);
        // Whoever answers a form twice is two rows of it, as ever.
        let expected = [
            (2, label("anna"), six[0].0.clone()),
            (4, label("cara"), six[2].0.clone()),
            (8, label("gina"), six[2].0.clone()),
        ];
        assert_eq!(rows(&found), expected, "{name}");
        let reasons = [
            (3, "no code in this row"),
            (5, "a letter is wrong, or two are swapped; copy the code again"),
            (6, "no code can be found in it"),
            (7, "more than one code; a row is one respondent"),
        ];
        assert_eq!(lost(&found), reasons, "{name}");
        assert_eq!(found.lost[1].column, "Your code, please");
    }
}

#[test]
fn a_column_of_codes_is_read_with_its_labels() {
    let pack = pack();
    let form = form(&pack);
    let text: String = form
        .iter()
        .map(|row| row.iter().map(|cell| format!("\"{cell}\"")).collect::<Vec<_>>().join(";") + "\n")
        .collect();
    check_form(&pack, "form.csv", text.as_bytes());
    let mut workbook = rust_xlsxwriter::Workbook::new();
    workbook.add_worksheet().write(0, 0, "About this file").unwrap();
    let sheet = workbook.add_worksheet();
    for (place, row) in (0..).zip(&form) {
        for (column, cell) in (0..).zip(row) {
            sheet.write_string(place, column, cell).unwrap();
        }
    }
    check_form(&pack, "form.xlsx", &workbook.save_to_buffer().unwrap());
}

#[test]
fn a_sheet_of_codes_needs_no_heading_either() {
    let pack = pack();
    let six = people(&pack);
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook.add_worksheet();
    for (place, (_, code)) in (1..).zip(&six) {
        sheet.write_string(place, 1, code).unwrap();
    }
    let bytes = workbook.save_to_buffer().unwrap();
    let found = read(&pack, "codes.xlsx", &bytes, &ReadOptions::default()).unwrap();
    let expected: Vec<_> = (2..).zip(&six).map(|(row, (answers, _))| (row, None, answers.clone())).collect();
    assert_eq!(rows(&found), expected);
}

#[test]
fn what_holds_neither_questions_nor_codes_is_said_to() {
    let pack = pack();
    for text in
        ["hello there\nall of you\n", "Nick;Code\nanna;\nben;I lost it\n", "[12:03, 30/11/2026] Anna: hi\n"]
    {
        let error = read(&pack, "a.txt", text.as_bytes(), &ReadOptions::default()).unwrap_err();
        assert!(matches!(error, CohortError::NoQuestion { .. }), "{error}");
    }
    let list = read(&pack, "a.json", b"[\n  {\"teach\": 1}]", &ReadOptions::default()).unwrap_err();
    assert!(list.to_string().contains("it starts with a list"), "{list}");
}
