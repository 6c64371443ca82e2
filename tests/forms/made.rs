//! What a form that the program made asks, read from its file as the service would.

use std::io::{Cursor, Read};

use calamine::{Reader, Xlsx};
use serde_json::Value;

/// A question of a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// What the service calls it; its words where the service has no ids.
    pub code: String,
    pub ask: String,
    pub several: bool,
    /// What the service calls each option, and its words; none where words are typed.
    pub options: Vec<(String, String)>,
}

/// The questions of a form in a format.
pub fn read(format: &str, file: &[u8]) -> Vec<Asked> {
    let text = || std::str::from_utf8(file).unwrap();
    match format {
        "apps-script" => script(text()),
        "word" => word(file),
        "moodle" => moodle(text()),
        "xlsform" => xlsform(file),
        "redcap" => redcap(text()),
        "limesurvey" => limesurvey(text()),
        "qualtrics" => qualtrics(text()),
        other => panic!("{other}"),
    }
}

fn of_words(ask: &str, several: bool, options: impl Iterator<Item = String>) -> Asked {
    let options = options.map(|say| (say.clone(), say)).collect();
    Asked { code: ask.to_owned(), ask: ask.to_owned(), several, options }
}

/// The arguments of its calls are JSON.
fn script(text: &str) -> Vec<Asked> {
    let asked = text.lines().filter_map(|line| {
        let (call, rest) = line.trim().split_once('(')?;
        let args: Vec<Value> = serde_json::from_str(&format!("[{}]", rest.strip_suffix(");")?)).ok()?;
        let options = args.get(1).and_then(Value::as_array).cloned().unwrap_or_default();
        let options = options.into_iter().map(|say| say.as_str().unwrap().to_owned());
        ["one", "several", "words"]
            .contains(&call)
            .then(|| of_words(args[0].as_str().unwrap(), call == "several", options))
    });
    asked.collect()
}

fn word(file: &[u8]) -> Vec<Asked> {
    let mut archive = zip::ZipArchive::new(Cursor::new(file)).unwrap();
    let mut xml = String::new();
    archive.by_name("word/document.xml").unwrap().read_to_string(&mut xml).unwrap();
    let paragraphs = xml.split("<w:p>").skip(2).map(|paragraph| {
        assert_eq!(paragraph.matches("<w:t ").count(), 1, "{paragraph}");
        unescaped(paragraph.split_once("preserve\">").unwrap().1.split_once("</w:t>").unwrap().0)
    });
    let mut asked: Vec<Asked> = Vec::new();
    for line in paragraphs {
        let (code, words) = line.split_once(". ").unwrap();
        match code.parse::<usize>() {
            Ok(number) => {
                assert_eq!(number, asked.len() + 1);
                asked.push(of_words(words, false, std::iter::empty()));
            }
            Err(_) => asked.last_mut().unwrap().options.push((words.to_owned(), words.to_owned())),
        }
    }
    asked
}

/// The part of an element's text that is CDATA.
fn cdata<'x>(item: &'x str, name: &str) -> &'x str {
    let inner = item.split_once(&format!("<{name}><![CDATA[")).unwrap().1;
    inner.split_once("]]>").unwrap().0
}

fn moodle(text: &str) -> Vec<Asked> {
    let items = text.split("<ITEM ").skip(1);
    items
        .filter(|item| item.contains("TYPE=\"multichoice\"") || item.contains("TYPE=\"textfield\""))
        .map(|item| {
            let shown = cdata(item, "PRESENTATION");
            let (kind, options) = shown.split_once(">>>>>").unwrap_or(("t", ""));
            let options = options.split('|').filter(|say| !say.is_empty()).map(unescaped);
            let asked = of_words(&unescaped(cdata(item, "ITEMTEXT")), kind == "c", options);
            Asked { code: cdata(item, "ITEMLABEL").to_owned(), ..asked }
        })
        .collect()
}

fn xlsform(file: &[u8]) -> Vec<Asked> {
    let mut workbook: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(file)).unwrap();
    let mut rows = |sheet: &str| -> Vec<Vec<String>> {
        let range = workbook.worksheet_range(sheet).unwrap();
        range.rows().skip(1).map(|row| row.iter().map(ToString::to_string).collect()).collect()
    };
    let (survey, choices) = (rows("survey"), rows("choices"));
    let asked = survey.iter().map(|row| {
        let (kind, list) = row[0].split_once(' ').unwrap_or((&row[0], ""));
        let options = choices.iter().filter(|choice| choice[0] == list);
        Asked {
            code: row[1].clone(),
            ask: row[2].clone(),
            several: kind == "select_multiple",
            options: options.map(|choice| (choice[1].clone(), choice[2].clone())).collect(),
        }
    });
    asked.collect()
}

fn table(text: &str, delimiter: u8) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).from_reader(text.as_bytes());
    reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
}

fn redcap(text: &str) -> Vec<Asked> {
    let fields = table(text, b',').into_iter().skip(1);
    fields
        .map(|row| {
            assert_eq!(row.len(), 18);
            let options = row[5].split(" | ").filter(|choice| !choice.is_empty());
            let options = options.map(|choice| choice.split_once(", ").unwrap());
            Asked {
                code: row[0].clone(),
                ask: unescaped(&row[4]),
                several: row[3] == "checkbox",
                options: options.map(|(code, say)| (code.to_owned(), unescaped(say))).collect(),
            }
        })
        .collect()
}

fn limesurvey(text: &str) -> Vec<Asked> {
    let mut asked: Vec<Asked> = Vec::new();
    for row in table(text, b'\t') {
        let (code, words) = (row[2].clone(), unescaped(&row[4]));
        match row[0].as_str() {
            "Q" => asked.push(Asked { code, ask: words, several: row[1] == "M", options: Vec::new() }),
            "SQ" | "A" => asked.last_mut().unwrap().options.push((code, words)),
            _ => {}
        }
    }
    asked
}

fn qualtrics(text: &str) -> Vec<Asked> {
    let questions = text.split("\n[[Question:").skip(1).filter(|question| !question.starts_with("DB"));
    questions
        .map(|question| {
            let question = question.split("\n[[Block:").next().unwrap();
            let lines: Vec<&str> = question.lines().filter(|line| !line.is_empty()).collect();
            let tag = |line: &str, name: &str| {
                line.strip_prefix(&format!("[[{name}:"))
                    .and_then(|rest| rest.strip_suffix("]]"))
                    .map(str::to_owned)
            };
            let options =
                lines.windows(2).filter_map(|pair| Some((tag(pair[0], "Choice")?, unescaped(pair[1]))));
            Asked {
                code: tag(lines[1], "ID").unwrap(),
                ask: unescaped(lines[2]),
                several: lines[0].starts_with("MC:MultipleAnswer"),
                options: options.collect(),
            }
        })
        .collect()
}

/// Text without entities, as a browser shows it.
fn unescaped(text: &str) -> String {
    let mut out = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"");
    for c in ['[', ']', '|', '{', '}', '$'] {
        out = out.replace(&format!("&#{};", u32::from(c)), &c.to_string());
    }
    out.replace("&amp;", "&")
}
