//! What a plain table becomes in the shape of each service, and after each kind of damage, gives the answers of the plain
//! table.

use std::io::{Cursor, Write};

use calling::answers::cohort::reader::ReadOptions;
use calling::answers::{Answer, Answers, Importance};
use calling::pack::{OptionId, Pack, Question, QuestionId};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use zip::write::SimpleFileOptions;

use crate::input::{ReadFile, problems, read};
use crate::tables::{csv, words};

fn answers(found: &ReadFile) -> Vec<Answers> {
    found.respondents.iter().map(|respondent| respondent.answers.clone()).collect()
}

/// A plain table: what each person answered to some questions, and what a service adds.
#[derive(Debug, Clone)]
struct Table {
    questions: Vec<QuestionId>,
    people: Vec<Answers>,
}

impl Table {
    fn own(row: usize) -> [String; 2] {
        [format!("{}", 10_000 + row), format!("2026/03/01 10:{row:02}:00")]
    }

    fn ask<'p>(&self, pack: &'p Pack, place: usize) -> &'p Question {
        pack.question(self.questions[place])
    }

    /// As Google Forms has it.
    fn plain(&self, pack: &Pack) -> Vec<Vec<String>> {
        let headings = self.questions.iter().map(|id| pack.question(*id).ask.clone());
        let mut rows =
            vec![["ID".to_owned(), "Timestamp".to_owned()].into_iter().chain(headings).collect::<Vec<_>>()];
        for (row, answers) in self.people.iter().enumerate() {
            let cells = self.questions.iter().map(|id| words(pack.question(*id), answers.to(*id)).join(", "));
            rows.push(Self::own(row).into_iter().chain(cells).collect());
        }
        rows
    }

    /// With a column for each option of questions that take several: `heading` names it, `tick` says whether it is chosen.
    fn ticked(
        &self,
        pack: &Pack,
        heading: impl Fn(&Question, usize, &str) -> String,
        tick: impl Fn(bool, &str) -> String,
    ) -> Vec<Vec<String>> {
        let mut rows = vec![Vec::new(); self.people.len() + 1];
        rows[0].extend(["ID".to_owned(), "Timestamp".to_owned()]);
        for row in 0..self.people.len() {
            rows[row + 1].extend(Self::own(row));
        }
        for id in &self.questions {
            let question = pack.question(*id);
            if !question.takes_several() {
                rows[0].push(question.ask.clone());
                for (row, answers) in self.people.iter().enumerate() {
                    rows[row + 1].push(words(question, answers.to(*id)).concat());
                }
                continue;
            }
            for (place, option) in all_options(question).iter().enumerate() {
                rows[0].push(heading(question, place, option));
                for (row, answers) in self.people.iter().enumerate() {
                    let chosen = words(question, answers.to(*id)).contains(option);
                    rows[row + 1].push(tick(chosen, option));
                }
            }
        }
        rows
    }

    /// Two rows of headings, the lower with the options, as `SurveyMonkey` has it.
    fn below_each_other(&self, pack: &Pack, response: &str) -> Vec<Vec<String>> {
        let mut rows = self.ticked(
            pack,
            |_, _, option| option.to_owned(),
            |chosen, option| if chosen { option.to_owned() } else { String::new() },
        );
        let lower = rows[0].clone();
        let mut at = 2;
        let mut second = vec![String::new(); lower.len()];
        for id in &self.questions {
            let question = pack.question(*id);
            let columns = if question.takes_several() { all_options(question).len() } else { 1 };
            for place in at..at + columns {
                rows[0][place] = if place == at { question.ask.clone() } else { String::new() };
                second[place] = if columns > 1 { lower[place].clone() } else { response.to_owned() };
            }
            at += columns;
        }
        rows.insert(1, second);
        rows
    }

    /// Three rows of headings: codes, words, and what is for programs, as Qualtrics has it.
    fn three_rows(&self, pack: &Pack) -> Vec<Vec<String>> {
        let mut rows = self.ticked(
            pack,
            |question, _, option| format!("{} - Selected Choice - {option}", question.ask),
            |chosen, option| if chosen { option.to_owned() } else { String::new() },
        );
        let codes = (0..rows[0].len()).map(|place| match place {
            0 => "ResponseId".to_owned(),
            1 => "StartDate".to_owned(),
            _ => format!("Q{place}_1"),
        });
        let codes = codes.collect();
        let programs = (0..rows[0].len()).map(|place| format!("{{\"ImportId\":\"QID{place}\"}}")).collect();
        rows.insert(0, codes);
        rows.insert(2, programs);
        rows
    }
}

/// The options of a question as a form lists them.
fn all_options(question: &Question) -> Vec<String> {
    let own = question.options.iter().map(|option| option.say.clone());
    own.chain(["Don't mind".to_owned(), "Not seen yet".to_owned()]).collect()
}

fn id_of(question: &Question, place: usize) -> String {
    let own = question.options.get(place).map(|option| option.id.clone());
    own.unwrap_or_else(|| ["dont-mind", "not-seen-yet"][place - question.options.len()].to_owned())
}

/// An archive of these files.
pub fn archive(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('\'', "&#39;")
}

fn page(rows: &[Vec<String>]) -> Vec<u8> {
    let row = |row: &Vec<String>| {
        let cells = row.iter().map(|cell| format!("<td>{}</td>\n", escaped(cell)));
        format!("<tr>{}</tr>", cells.collect::<String>())
    };
    let rows: String = rows.iter().map(row).collect();
    format!("<html><head><style>td {{ }}</style></head><body><table>{rows}</table></body></html>")
        .into_bytes()
}

fn opendocument(sheets: &[(&str, &[Vec<String>])]) -> Vec<u8> {
    let cell = |cell: &String| match cell.as_str() {
        "" => "<table:table-cell/>".to_owned(),
        text => format!("<table:table-cell><text:p>{}</text:p></table:table-cell>", escaped(text)),
    };
    let row = |row: &Vec<String>| {
        format!("<table:table-row>{}</table:table-row>", row.iter().map(cell).collect::<String>())
    };
    let tables = sheets.iter().map(|(name, rows)| {
        format!(
            "<table:table table:name=\"{name}\">{}</table:table>",
            rows.iter().map(row).collect::<String>()
        )
    });
    let content = format!("<office:spreadsheet>{}</office:spreadsheet>", tables.collect::<String>());
    archive(&[
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        ("content.xml", content.as_bytes()),
    ])
}

/// A workbook with these sheets.
pub fn workbook(sheets: &[(&str, &[Vec<String>])]) -> Vec<u8> {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    for (name, rows) in sheets {
        let sheet = workbook.add_worksheet().set_name(*name).unwrap();
        for (place, row) in (0..).zip(*rows) {
            for (column, cell) in (0..).zip(row).filter(|(_, cell)| !cell.is_empty()) {
                sheet.write_string(place, column, cell).unwrap();
            }
        }
    }
    workbook.save_to_buffer().unwrap()
}

/// Without the empty cells at the end of each row.
fn trimmed(rows: &[Vec<String>]) -> Vec<u8> {
    let lines = rows.iter().map(|row| {
        let last = row.iter().rposition(|cell| !cell.is_empty()).map_or(0, |last| last + 1);
        String::from_utf8(csv(&[row[..last].to_vec()], b',')).unwrap()
    });
    lines.collect::<String>().into_bytes()
}

fn mojibake(bytes: &[u8]) -> Vec<u8> {
    let curly = String::from_utf8(bytes.to_vec()).unwrap().replace('\'', "\u{2019}");
    encoding_rs::WINDOWS_1252.decode_without_bom_handling(curly.as_bytes()).0.into_owned().into_bytes()
}

fn windows(bytes: &[u8]) -> Vec<u8> {
    let curly = String::from_utf8(bytes.to_vec()).unwrap().replace('\'', "\u{2019}");
    encoding_rs::WINDOWS_1252.encode(&curly).0.into_owned()
}

fn table() -> impl Strategy<Value = Table> {
    let pack = calling::default_pack().pack;
    let all: Vec<QuestionId> = pack.question_ids().filter(|id| pack.question(*id).places()).collect();
    let one = prop::collection::vec((any::<u16>(), any::<u16>()), all.len());
    let people = prop::collection::vec(one, 1..6);
    let questions = prop::collection::vec(any::<prop::sample::Index>(), 3..8);
    (questions, people).prop_map(move |(questions, people)| {
        let mut questions: Vec<QuestionId> = questions.into_iter().map(|index| *index.get(&all)).collect();
        questions.sort_unstable();
        questions.dedup();
        let person = |draws: Vec<(u16, u16)>| {
            let mut answers = Answers::default();
            for (place, id) in questions.iter().enumerate() {
                let question = pack.question(*id);
                let (kind, draw) = draws[place];
                let most = question.options.len();
                match kind % 8 {
                    0 => {}
                    1 => answers.set(*id, Answer::DontMind),
                    2 => answers.set(*id, Answer::NotSeenYet),
                    _ => {
                        let chosen: Vec<OptionId> = if question.takes_several() {
                            (0..most)
                                .filter(|place| draw >> (place % 16) & 1 == 1)
                                .map(OptionId::new)
                                .collect()
                        } else {
                            vec![OptionId::new(usize::from(draw) % most)]
                        };
                        if !chosen.is_empty() {
                            answers
                                .set(*id, Answer::Chose { options: chosen, importance: Importance::Usual });
                        }
                    }
                }
            }
            answers
        };
        let people = people.into_iter().map(person).collect();
        Table { questions, people }
    })
}

/// Every shape of a table, by name.
#[allow(clippy::too_many_lines, reason = "a list of shapes")]
fn shapes(pack: &Pack, table: &Table) -> Vec<(String, Vec<u8>)> {
    let plain = table.plain(pack);
    let width = plain[0].len();
    let mut all: Vec<(String, Vec<u8>)> = Vec::new();
    let mut add = |name: &str, bytes: Vec<u8>| all.push((name.to_owned(), bytes));
    add("plain.csv", csv(&plain, b','));
    let mut titled = vec![
        vec!["Careers evening".to_owned()],
        vec![String::new()],
        vec!["Exported".to_owned(), "today".to_owned()],
    ];
    titled.extend(plain.clone());
    add("titles.xlsx", workbook(&[("Form", &titled)]));
    for row in &mut titled {
        row.resize(width, String::new());
    }
    add("titles.csv", csv(&titled, b','));
    let half = plain.len().div_ceil(2);
    let again: Vec<_> = plain[..half].iter().chain(&plain[..1]).chain(&plain[half..]).cloned().collect();
    add("again.csv", csv(&again, b';'));
    add("again.xlsx", workbook(&[("Form", &again)]));
    let turned = |row: &Vec<String>| row.iter().rev().cloned().collect::<Vec<_>>();
    let other_order: Vec<_> = plain[..half]
        .iter()
        .cloned()
        .chain([&plain[0]].into_iter().chain(&plain[half..]).map(turned))
        .collect();
    add("other-order.csv", csv(&other_order, b','));
    add("other-order.xlsx", workbook(&[("Form", &other_order)]));
    for (name, decorate) in [
        ("numbers", (|place, ask, _| format!("{place}. {ask}")) as fn(usize, &str, &str) -> String),
        ("letters", |place, ask, _| format!("Q{place}a) {ask}")),
        ("codes", |_, ask, id| format!("({id}) {ask}")),
        ("codes-behind", |_, ask, id| format!("{ask} [{id}]")),
        ("html", |_, ask, _| format!("<p><strong>{}</strong>&nbsp;</p>", escaped(ask))),
        ("quotes", |_, ask, _| format!("\u{201c}{ask}\u{201d}")),
        ("grid", |_, ask, _| format!("How much do you agree? [{ask}]")),
        ("required", |_, ask, _| format!("{ask} * (required)")),
        ("underscores", |_, _, id| id.replace('-', "_")),
        ("group", |_, _, id| format!("group_a1/{id}")),
        ("twins", |_, ask, _| format!("{ask}2")),
        ("no-letters-but-letters", |_, ask, _| ask.replace('\'', "?")),
    ] {
        let mut rows = plain.clone();
        for (place, id) in table.questions.iter().enumerate() {
            let question = pack.question(*id);
            rows[0][place + 2] = decorate(place + 1, &question.ask, &question.id);
        }
        add(&format!("{name}.csv"), csv(&rows, b','));
    }
    for (name, heading) in [
        (
            "[option]",
            (|question: &Question, _, option: &str| format!("{} [{option}]", question.ask))
                as fn(&Question, usize, &str) -> String,
        ),
        ("id[option]", |question, place, _| format!("{}[{}]", question.id, id_of(question, place))),
        ("id/option", |question, place, _| format!("{}/{}", question.id, id_of(question, place))),
        ("group/id/option", |question, place, _| {
            format!("g/{}/{}", question.id.replace('-', "_"), id_of(question, place).replace('-', "_"))
        }),
        ("words/words", |question, _, option| format!("{}/{option}", question.ask)),
        ("___option", |question, place, _| {
            format!("{}___{}", question.id.replace('-', "_"), id_of(question, place).replace('-', "_"))
        }),
        ("___number", |question, place, _| match question.options.get(place) {
            Some(option) => format!(
                "{}___{}",
                question.id.replace('-', "_"),
                option.number.map_or(place + 1, usize::from)
            ),
            None => format!("{}___{}", question.id, id_of(question, place)),
        }),
        ("choice=", |question, _, option| format!("{} (choice={option})", question.ask)),
        ("dash", |question, _, option| format!("{} - {option}", question.ask)),
        ("beginning", |question, _, option| {
            format!("{} [{option}]", question.ask.split_inclusive('?').next().unwrap_or(&question.ask))
        }),
    ] {
        for (marks, yes, no) in [
            ("10", "1", "0"),
            ("y", "Y", ""),
            ("yes", "Yes", "No"),
            ("true", "TRUE", "FALSE"),
            ("x", "x", ""),
            ("checked", "Checked", "Unchecked"),
        ] {
            let rows = table.ticked(pack, heading, |chosen, _| if chosen { yes } else { no }.to_owned());
            add(&format!("{name} {marks}.csv").replace('/', " "), csv(&rows, b','));
        }
        let rows = table.ticked(
            pack,
            heading,
            |chosen, option| if chosen { option.to_owned() } else { String::new() },
        );
        add(&format!("{name} words.csv").replace('/', " "), csv(&rows, b','));
    }
    for response in ["Response", "Antwort", "R\u{e9}ponse"] {
        let rows = table.below_each_other(pack, response);
        if rows[1].iter().filter(|text| *text == response).count() > 1
            || rows[1].iter().any(|text| text == "Don't mind")
        {
            add(&format!("two-rows {response}.csv"), csv(&rows, b','));
            add(&format!("two-rows {response}.xlsx"), workbook(&[("Sheet", &rows)]));
        }
    }
    add("three-rows.csv", csv(&table.three_rows(pack), b','));
    let mut two_columns = plain.clone();
    for (number, row) in two_columns.iter_mut().enumerate() {
        let moved = if number == 0 {
            row[2].clone()
        } else if number % 2 == 0 {
            std::mem::take(&mut row[2])
        } else {
            String::new()
        };
        row.push(moved);
    }
    add("two-columns.csv", csv(&two_columns, b','));
    let cover = vec![vec!["About this form".to_owned()], vec!["Made by".to_owned(), "us".to_owned()]];
    let list: Vec<Vec<String>> =
        plain[0].iter().skip(2).map(|ask| vec!["Q".to_owned(), ask.clone()]).collect();
    let second: Vec<_> = plain[..1].iter().chain(&plain[half..]).cloned().collect();
    add(
        "sheets.xlsx",
        workbook(&[("About", &cover), ("List", &list), ("Morning", &plain[..half]), ("Afternoon", &second)]),
    );
    add(
        "sheets.ods",
        opendocument(&[
            ("About", &cover),
            ("List", &list),
            ("Morning", &plain[..half]),
            ("Afternoon", &second),
        ]),
    );
    add("copy.xlsx", workbook(&[("Form", &plain), ("Copy", &second)]));
    add("trimmed.csv", trimmed(&plain));
    add("page.xls", page(&plain));
    add("page-two-rows.xls", page(&titled));
    add(
        "form.csv.zip",
        archive(&[("Careers/", b""), ("Careers/evening.csv", &csv(&plain, b',')), ("__MACOSX/x", b"")]),
    );
    add("form.zip", archive(&[("evening.xlsx", &workbook(&[("Form", &plain)]))]));
    add("mojibake.csv", mojibake(&csv(&plain, b',')));
    add("windows.csv", windows(&csv(&plain, b',')));
    let mut apart = plain.clone();
    for row in &mut apart[1..] {
        for (place, cell) in row.iter_mut().enumerate().skip(2) {
            let question = table.ask(pack, place - 2);
            if question.takes_several() {
                for say in all_options(question) {
                    *cell = cell.replace(&format!("{say}, "), &format!("\u{2022} {say}\n"));
                }
            } else if !cell.is_empty() {
                *cell = format!("'{cell}");
            }
        }
    }
    add("line-breaks.csv", csv(&apart, b','));
    let mut ids = plain;
    for (row, answers) in ids[1..].iter_mut().zip(&table.people) {
        for (place, id) in table.questions.iter().enumerate() {
            let question = pack.question(*id);
            let said = words(question, answers.to(*id));
            let options = all_options(question);
            let all = said
                .iter()
                .map(|say| id_of(question, options.iter().position(|option| option == say).unwrap()));
            row[place + 2] = all.collect::<Vec<_>>().join(" ");
        }
    }
    add("ids-with-spaces.csv", csv(&ids, b','));
    all
}

/// What is wrong with the shapes of a table, each by its name.
fn wrong(pack: &Pack, table: &Table) -> Vec<String> {
    let wrong = shapes(pack, table).into_iter().filter_map(|(name, bytes)| {
        let why = match read(pack, &name, &bytes, &ReadOptions::default()) {
            Err(error) => error.to_string(),
            Ok(found) if !problems(&found).is_empty() => problems(&found)[0].clone(),
            Ok(found) if answers(&found) != table.people => "other answers".to_owned(),
            Ok(_) => return None,
        };
        let text: String = String::from_utf8_lossy(&bytes).chars().take(2000).collect();
        Some(format!("{name}: {why}\n{text}\n"))
    });
    wrong.collect()
}

#[test]
fn every_shape_of_a_table_gives_the_same_answers() {
    let pack = calling::default_pack().pack;
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    for _ in 0..2 {
        let table = table().new_tree(&mut runner).unwrap().current();
        let wrong = wrong(&pack, &table);
        assert!(wrong.is_empty(), "{} shapes are read otherwise\n{}", wrong.len(), wrong.join("\n"));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, max_shrink_iters: 30, ..ProptestConfig::default() })]

    #[test]
    fn any_table_gives_the_same_answers_in_any_shape(table in table(), chosen in any::<prop::sample::Index>()) {
        let pack = calling::default_pack().pack;
        let (name, bytes) = chosen.get(&shapes(&pack, &table)).clone();
        let found = read(&pack, &name, &bytes, &ReadOptions::default());
        let found = found.map_err(|error| TestCaseError::fail(format!("{name}: {error}")))?;
        prop_assert_eq!(problems(&found), [""; 0], "{}", name);
        prop_assert_eq!(answers(&found), table.people, "{}", name);
    }
}
