//! Content and people's texts are words, whatever is in them: with markup in every text of a pack and in what people
//! typed, each page and print shows the same as without, and the markup as letters.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "../command/mod.rs"]
mod command;
mod pack;

use std::fs;
use std::io::Cursor;
use std::path::Path;

use calamine::{Reader, Xlsx, open_workbook_from_rs};
use command::stdout_of;
use pack::{ESCAPED, MARK, Marked, plain, with_mark};

const ANSWERS: &str = "[answers]\nwith-people = \"agree!\"\nalone = \"agree\"\naccept-nights = \"some\"\n\
    accept-weekends = \"not-seen-yet\"\nwhere = [\"laboratory\"]\nlimits = [\"nights\", \"weekends\"]\ncars = \"yes\"\n";
/// The same with an answer that breaks a limit, and one that is asked no more.
const OTHERS: &str = "[answers]\nwith-people = \"strongly-agree\"\nalone = \"strongly-disagree\"\n\
    accept-nights = \"none\"\naccept-weekends = \"none\"\nwhere = [\"home\"]\nlimits = [\"nights\"]\n";

/// What a command prints with the plain pack and with the marked one.
fn both(marked: &Marked, args: &[&str], stdin: &str) -> [String; 2] {
    let of = |pack: &str| stdout_of(&[args, &["--pack", pack]].concat(), stdin);
    [of(plain().to_str().unwrap()), of(marked.path())]
}

/// A text without the content's hash, whole or in short (6 digits in the code of a printed form), by which the two packs differ, too.
fn without_hash(text: &str) -> String {
    let parts = text.split_inclusive(|c: char| !c.is_ascii_hexdigit());
    let is_hash =
        |part: &str| [6, 8, 64].contains(&part.trim_end_matches(|c: char| !c.is_ascii_hexdigit()).len());
    parts.filter(|part| !is_hash(part)).collect()
}

/// In a page of HTML: nothing of the mark is markup, everything else is as it was, and each of these texts is there.
fn is_escaped(what: &str, [plain, page]: &[String; 2], shown: &[&str]) {
    // Also a part of it escaped is a part that is not.
    for raw in [MARK, "<b>&", "b>&\"", "&\"'", "b>&#38;\"", "&amp;amp;", "&#38;#"] {
        assert!(!page.contains(raw), "{what} shows {raw} as it is");
    }
    let with_marks_taken_out = page.replace(ESCAPED, "");
    assert_eq!(without_hash(&with_marks_taken_out), without_hash(plain), "{what}");
    for text in shown {
        assert!(plain.contains(text), "{what} without marks has no \u{201c}{text}\u{201d}");
        let text = with_mark(text).replace(MARK, ESCAPED);
        assert!(page.contains(&text), "{what} has no \u{201c}{text}\u{201d}");
    }
}

/// In text: everything is as it was, but for where lines break.
fn is_the_same_text(what: &str, [plain, text]: &[String; 2]) {
    assert!(text.contains(MARK), "{what} shows no marked text:\n{text}");
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert_eq!(without_hash(&words(&text.replace(MARK, ""))), without_hash(&words(plain)), "{what}");
}

#[test]
fn a_result_as_a_page() {
    let marked = Marked::new();
    assert!(marked.texts > 120, "only {} texts were marked", marked.texts);
    let args = ["match", "-", "--format", "html", "--top", "3", "--why", "talking", "--why", "visiting"];
    for answers in [ANSWERS, OTHERS] {
        let both = both(&marked, &args, answers);
        is_escaped("the result", &both, &["Everything a pack can say", "Talking", "Testing", "Visiting"]);
        is_escaped("the result", &both, &["Talking is made up. It stands here for its texts."]);
        is_escaped("the result", &both, &["The book of talking", "Contact", "alone", "with people"]);
    }
    let first = both(&marked, &args, ANSWERS);
    is_escaped(
        "the result",
        &first,
        &[
            "It is good to be with people",
            "In a kitchen",
            "Where would you work?",
            "Cars are asked about no longer.",
        ],
    );
}

#[test]
fn a_result_as_text_and_as_data() {
    let marked = Marked::new();
    let args = ["match", "-", "--top", "3", "--why", "visiting", "--least", "1"];
    for answers in [ANSWERS, OTHERS] {
        is_the_same_text("the result", &both(&marked, &args, answers));
        let what_if = ["match", "-", "--what-if", "where=laboratory,home"];
        is_the_same_text("the what-if", &both(&marked, &what_if, answers));
        is_the_same_text(
            "what to answer next",
            &both(&marked, &["match", "-", "--next", "2"], "[answers]\nalone = 4\n"),
        );
        let json = both(&marked, &[&args[..], &["--format", "json"]].concat(), answers);
        let [before, after] = json.map(|text| {
            let value: serde_json::Value = serde_json::from_str(&text).unwrap();
            serde_json::to_string(&value).unwrap()
        });
        let in_json = MARK.replace('"', "\\\"");
        assert!(after.contains(&in_json), "{after}");
        assert_eq!(without_hash(&after.replace(&in_json, "")), without_hash(&before));
    }
}

#[test]
fn two_results_beside_each_other() {
    let marked = Marked::new();
    let folder = tempfile::tempdir().unwrap();
    let files = ["a.toml", "b.toml"].map(|name| folder.path().join(name).to_str().unwrap().to_owned());
    fs::write(&files[0], ANSWERS).unwrap();
    fs::write(&files[1], OTHERS).unwrap();
    is_the_same_text("the difference", &both(&marked, &["diff", &files[0], &files[1]], ""));
}

#[test]
fn the_questionnaire_on_paper_and_as_text() {
    let marked = Marked::new();
    let sheet = both(&marked, &["questions", "--format", "sheet"], "");
    let texts = [
        "Everything a pack can say",
        "About you",
        "About work",
        "Strongly disagree",
        "It is good to be alone.",
        "How many nights? Say what you would accept.",
        "As many as come",
        "In a kitchen",
        "The weekends",
        "What shall be shown?",
        "Everyone",
    ];
    is_escaped("the sheet", &sheet, &texts);
    for format in ["text", "form"] {
        let both = both(&marked, &["questions", "--format", format], "");
        is_the_same_text(format, &both);
        for text in &texts[3..] {
            assert!(both[1].contains(&with_mark(text)), "{format} has no {text}");
        }
    }
    let flags = both(&marked, &["questions", "--format", "flags"], "");
    let comments = |text: &str| text.replace('#', " ").split_whitespace().collect::<Vec<_>>().join(" ");
    assert_eq!(comments(&flags[1].replace(MARK, "")), comments(&flags[0]));
    // A text never leaves its comment.
    assert!(flags[1].parse::<toml::Table>().is_ok());
}

#[test]
fn profiles_as_text() {
    let marked = Marked::new();
    for args in [
        &["profiles", "list"][..],
        &["profiles", "show", "talking"],
        &["profiles", "show", "visiting"],
        &["profiles", "compare", "talking", "testing", "visiting"],
        &["profiles", "search", "texts"],
    ] {
        is_the_same_text(&args.join(" "), &both(&marked, args, ""));
    }
    let page = &both(&marked, &["profiles", "show", "talking"], "")[1];
    let page = page.split_whitespace().collect::<Vec<_>>().join(" ");
    for text in [
        "A week of talking has seven days.",
        "The road to talking is short.",
        "People like talking for its name.",
        "The hard part of talking is to stop.",
        "The places of talking are on a map.",
        "The home of talking was visited.",
        "An open day of talking is held.",
        "Ask at the door of talking.",
        "Read about talking first.",
        "A fact about talking is that it is short.",
        "is not talking at all",
        "The book of talking",
        "Contact differs from post to post.",
        "A survey of contact",
    ] {
        assert!(page.contains(&with_mark(text)), "{text} is missing:\n{page}");
    }
}

/// A room of fourteen, with what each is called, and one cell and one row that cannot be read.
fn room(name: impl Fn(usize) -> String) -> String {
    let mut table = "who,scope,with-people,alone,accept-nights,accept-weekends,where,limits\n".to_owned();
    for number in 0..14 {
        let agree = ["strongly-agree", "agree", "disagree"][number % 3];
        let alone = ["disagree", "agree"][number % 2];
        let nights = ["not-seen-yet", "some"][number % 2];
        let place = ["home", "home;laboratory"][number / 7];
        let name = name(number).replace('"', "\"\"");
        table.push_str(&format!("\"{name}\",all,{agree},{alone},{nights},many,{place},nights\n"));
    }
    table
}

/// What `workshop` writes of a room, by file.
fn workshop(pack: &str, room: &str) -> Vec<(&'static str, Vec<u8>)> {
    let folder = tempfile::tempdir().unwrap();
    let (input, out) = (folder.path().join("room.csv"), folder.path().join("out"));
    fs::write(&input, room).unwrap();
    let paths = [&input, &out].map(|path| path.to_str().unwrap());
    let mut run =
        command::calling(&["workshop", paths[0], "--out", paths[1], "--label", "who", "--pack", pack]);
    let code = run.output().unwrap().status.code();
    assert!(matches!(code, Some(0 | 3)), "{code:?}");
    let files =
        ["handouts.html", "summary.html", "results.csv", "results.jsonl", "problems.csv", "results.xlsx"];
    files.map(|file| (file, fs::read(Path::new(&out).join(file)).unwrap())).to_vec()
}

fn text_of<'a>(files: &'a [(&str, Vec<u8>)], name: &str) -> &'a str {
    let (_, bytes) = files.iter().find(|(file, _)| *file == name).unwrap();
    std::str::from_utf8(bytes).unwrap()
}

#[test]
fn a_room_with_a_marked_pack() {
    let marked = Marked::new();
    let room = room(|number| format!("n{number}"));
    let [one, other] = [plain().to_str().unwrap(), marked.path()].map(|pack| workshop(pack, &room));
    let pages = |name| [&one, &other].map(|files| text_of(files, name).to_owned());
    is_escaped(
        "the hand-outs",
        &pages("handouts.html"),
        &[
            "Everything a pack can say",
            "Talking",
            "People in talking are counted.",
            "The home of talking was visited.",
            "The book of talking",
            "An open day of talking is held.",
            "Visiting",
        ],
    );
    is_escaped(
        "the summary",
        &pages("summary.html"),
        &[
            "Everything a pack can say",
            "Visiting",
            "It is good to be alone",
            "Where would you work?",
            "In a kitchen",
        ],
    );
    for name in ["results.csv", "problems.csv", "results.jsonl"] {
        // Slugs and ids, which hold no marks, say who and what; a name in words is quoted as CSV asks.
        let [before, after] = pages(name);
        let quoted = MARK.replace('"', "\"\"");
        let in_json = MARK.replace('"', "\\\"");
        let after = after.replace(&quoted, "").replace(&in_json, "").replace('"', "");
        assert_eq!(without_hash(&after), without_hash(&before.replace('"', "")), "{name}");
    }
}

#[test]
fn a_room_whose_people_are_called_marks() {
    let named = |number: usize| format!("n{MARK}{number}");
    let unread = "\"x\",all,\"<b>&\"\"'\",,,,,\n";
    let [one, other] = [room(|number| format!("n{number}")), room(named)]
        .map(|room| workshop(plain().to_str().unwrap(), &format!("{room}{unread}")));
    let pages = |name| [&one, &other].map(|files| text_of(files, name).to_owned());
    is_escaped("the hand-outs", &pages("handouts.html"), &["n0", "n13"]);
    let [before, after] = pages("summary.html");
    assert_eq!(before, after, "a summary names nobody");
    let csv = |files: &[(&str, Vec<u8>)], name| csv_rows(text_of(files, name));
    let tables = [
        [csv(&one, "results.csv"), csv(&other, "results.csv")],
        [csv(&one, "problems.csv"), csv(&other, "problems.csv")],
        [&one, &other].map(|files| sheets(&files[5].1)),
    ];
    for (table, [before, after]) in tables.iter().enumerate() {
        assert_eq!(before.len(), after.len());
        for (one, other) in before.iter().flatten().zip(after.iter().flatten()) {
            let person = (0..14).find(|number| *one == format!("n{number}"));
            assert_eq!(*other, person.map_or_else(|| one.clone(), named), "table {table}");
        }
        assert!(after.iter().flatten().any(|cell| cell.contains(MARK)), "table {table}");
    }
}

fn csv_rows(text: &str) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
    let cells = |record: csv::StringRecord| record.iter().map(str::to_owned).collect();
    reader.records().map(|record| cells(record.unwrap())).collect()
}

/// The rows of all sheets of a workbook, as another program reads them.
fn sheets(workbook: &[u8]) -> Vec<Vec<String>> {
    let mut workbook: Xlsx<_> = open_workbook_from_rs(Cursor::new(workbook)).unwrap();
    let sheets = workbook.worksheets();
    let rows = sheets.iter().flat_map(|(_, sheet)| sheet.rows());
    rows.map(|row| row.iter().map(ToString::to_string).collect()).collect()
}
