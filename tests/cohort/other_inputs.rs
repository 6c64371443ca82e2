//! JSON Lines, folders of flags files, column maps; looking before scoring; threads.

use std::fs;

use calling::answers::cohort::column_map::ColumnMap;
use calling::answers::cohort::headings::Use;
use calling::answers::cohort::reader::{Cohort, ReadOptions};
use calling::answers::cohort::texts_read::TextsRead;
use calling::answers::{Answer, Importance};
use calling::diagnostic::SourceText;
use calling::pack::OptionId;

use crate::input::{HEADING, error_of, labelled, lines, pack, problems, read, read_path};

#[test]
fn json_lines_are_read_one_by_one() {
    let text = r#"
{"label": "ann", "home-visits": "agree", "places": ["hospice", "theatre!"], "theatre-hours": null, "Timestamp": 3}
{"answers": {"home-visits": 1, "theatre-hours": {"choose": "don't mind"}, "places": []}, "label": 7, "anything": {"else": [1]}}
"home-visits
{"home-visits": "agree", "home-visits": "disagree", "theatre-hours": 2}
{"home-visits": {"choose": ["agree"], "matters": "a-lot"}, "home-vists": 1, "theatre-hours": true}
[1]
{"home-visits": {"choose": "agree", "matters": "a-bit"}, "theatre-hours": {"chose": 1}, "places": [["hospice"]]}
{"home-visits": 3
{"answers": [], "home-visits": 3}
{"I would like to spend two days or more of every week visiting patients at home.": "Strongly agree"}"#;
    let found = read(&pack(), "a.jsonl", text.as_bytes(), &ReadOptions::default()).unwrap();
    assert_eq!(
        lines(&found),
        [
            "2 ann places=hospice;theatre! home-visits=agree",
            "3 7 places= home-visits=strongly-disagree theatre-hours=dont-mind",
            "5  theatre-hours=disagree",
            "6  home-visits=agree!",
            "8  ",
            "11  home-visits=strongly-agree",
        ]
    );
    let problems = problems(&found);
    let starts = [
        "5|home-visits|disagree|the question is answered twice",
        "6|home-vists|1|no such question; did you mean `home-visits`?",
        "6|theatre-hours|true|neither a text nor a number",
        "8|home-visits|{choose: agree, matters: a-bit}|`matters` is",
        "8|theatre-hours|{chose: 1}|an answer that is an object is",
        "8|places|[[hospice]]|neither a text nor a number",
        "4|the whole row|\"home-visits|not valid JSON",
        "7|the whole row|[1]|not an object",
        "9|the whole row|{\"home-visits\": 3|not valid JSON",
        "10|the whole row|{\"answers\": [], \"home-visits\": 3}|`answers` is not an object",
    ];
    assert_eq!(problems.len(), starts.len(), "{problems:#?}");
    for (problem, start) in problems.iter().zip(starts) {
        assert!(problem.starts_with(start), "{problem}");
    }
    let same = read(&pack(), "a.jsonl", b"{\"label\":\"a\"}\n{\"label\":\"a\"}\n", &ReadOptions::default());
    assert_eq!(lines(&same.unwrap()), ["1 a ", "2 a (row 2) "]);
}

#[test]
fn json_lines_named_otherwise_and_of_megabytes_are_known_for_what_they_are() {
    let long = "x".repeat(3 << 20);
    let text =
        format!("\u{feff}{{\"home-visits\": 1}}\n{{\"home-visits\": \"{long}\"}}\n{{\"home-visits\": 2}}");
    let found = read(&pack(), "a.txt", text.as_bytes(), &ReadOptions::default()).unwrap();
    assert_eq!(lines(&found), ["1  home-visits=strongly-disagree", "3  home-visits=disagree"]);
    assert!(
        problems(&found)[0].contains("2|the whole row|{\"home-visits\": \"xxx"),
        "{:?}",
        problems(&found)
    );
    let deep = format!("{{\"home-visits\": {}1{}}}", "[".repeat(100_000), "]".repeat(100_000));
    let found = read(&pack(), "a.jsonl", deep.as_bytes(), &ReadOptions::default()).unwrap();
    assert!(problems(&found)[0].contains("not valid JSON"), "{:?}", problems(&found));
}

#[test]
fn a_folder_of_flags_files_is_read_in_the_order_of_names() {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in [
        ("b.toml", "top = 3\n[answers]\nhome-visits = \"agree\"\nthetre-hours = 1\n"),
        ("a.toml", "[answers]\nplaces = [\"hospice\"]\n"),
        ("c.json", "{\"answers\": {\"home-visits\": 2}}"),
        ("d.toml", "[answers\n"),
        (".e.toml", "[answers]\n"),
        ("notes.txt", "nothing"),
    ] {
        fs::write(folder.path().join(name), text).unwrap();
    }
    let found = read_path(&pack(), folder.path(), &ReadOptions::default()).unwrap();
    assert_eq!(lines(&found), ["1 a places=hospice", "2 b home-visits=agree", "3 c home-visits=disagree"]);
    let problems = problems(&found);
    assert_eq!(
        problems[0],
        "2|b.toml 4:1|thetre-hours|unknown question `thetre-hours`; did you mean `theatre-hours`?"
    );
    assert!(problems[1].starts_with("4|d.toml 1:"), "{problems:?}");
    fs::write(folder.path().join("c.toml"), "[answers]\n").unwrap();
    let twins = read_path(&pack(), folder.path(), &ReadOptions::default()).unwrap();
    let called: Vec<&str> = twins.respondents.iter().filter_map(|one| one.label.as_deref()).collect();
    assert_eq!(called, ["a", "b", "c.json", "c.toml"]);
    let empty = tempfile::tempdir().unwrap();
    let nobody = read_path(&pack(), empty.path(), &ReadOptions::default()).unwrap_err().to_string();
    assert!(nobody.contains("holds no respondents"), "{nobody}");
}

fn map(text: &str) -> ReadOptions {
    let source = SourceText { name: "map.toml".to_owned(), text: text.to_owned() };
    let map = ColumnMap::parse(&pack(), &source.into()).unwrap();
    ReadOptions { columns: Some(map), ..ReadOptions::default() }
}

#[test]
fn a_map_says_what_headings_and_cells_do_not() {
    let options = map("\"Visits?\" = \"home-visits\"\nWho = \"label\"\n\"theatre-hours\" = \"ignore\"\n\
         [answers.home-visits]\n\"Sure, why not\" = \"agree!\"\n\"n/a\" = \"skip\"\n");
    let text = "who,visits,theatre-hours\nann,\"sure,  why not.\",1\nbob,N/A,1\ncy,Agree,1\n";
    let found = read(&pack(), "a.csv", text.as_bytes(), &options).unwrap();
    assert_eq!(lines(&found), ["2 ann home-visits=agree!", "3 bob ", "4 cy home-visits=agree"]);
    let json = "{\"who\": \"ann\", \"Visits?\": \"n/a\", \"theatre-hours\": 9}\n";
    let found = read(&pack(), "a.jsonl", json.as_bytes(), &options).unwrap();
    assert!(problems(&found).is_empty(), "{:?}", problems(&found));
    let missing = error_of("a.csv", "who,visit,theatre-hours\n1,2,3\n", &options);
    assert!(missing.contains("there is no column \u{201c}Visits?\u{201d}"), "{missing}");
}

#[test]
fn what_texts_are_read_as_is_counted_by_text() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.csv");
    let junk: String = (0..80).map(|number| format!("p{number},,junk {number},,\n")).collect();
    fs::write(&path, format!("{HEADING}ann,agree,,,\nbob,Agree.,,,\ncy,agree,,,\n{junk}")).unwrap();
    let pack = pack();
    let mut cohort = Cohort::open(&pack, &path, &ReadOptions::default()).unwrap();
    assert_eq!(cohort.columns()[0].holds, Use::Unknown(None));
    let mut reading = TextsRead::default();
    while let Some(stretch) = cohort.next_stretch().unwrap() {
        let batch = stretch.read_noting(&pack, &mut |question, heading, cell, read| {
            reading.note(question, heading, cell, read);
        });
        assert_eq!(batch.respondents.len(), 83);
    }
    let columns: Vec<_> = reading.columns().collect();
    let visits = columns.iter().find(|(_, column)| column.heading == "home-visits").unwrap().1;
    let texts: Vec<_> = visits.read.all.iter().map(|text| (text.text.as_str(), text.count)).collect();
    assert_eq!((texts, visits.empty), (vec![("agree", 2), ("Agree.", 1)], 80));
    let agree = Answer::Chose { options: vec![OptionId::new(3)], importance: Importance::Usual };
    assert_eq!(visits.read.all[1].read.as_ref().unwrap().as_deref(), Some(&agree));
    let theatre = columns.iter().find(|(_, column)| column.heading == "theatre-hours").unwrap().1;
    assert_eq!((theatre.unread.all.len(), theatre.unread.others, theatre.empty), (50, 30, 3));
}

#[test]
fn threads_read_the_same_and_progress_reaches_the_end() {
    use rayon::prelude::*;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.csv");
    let rows: String = (0..20_000)
        .map(|number| match number % 97 {
            0 => "only one cell\n".to_owned(),
            1 => format!("x,{number},\"agree,,\n"),
            _ => format!("p{number},{},agree,\"hospice;homes\",\n", number % 6),
        })
        .collect();
    fs::write(&path, format!("{HEADING}{rows}")).unwrap();
    let pack = pack();
    let mut cohort = Cohort::open(&pack, &path, &labelled("who")).unwrap();
    let mut stretches = Vec::new();
    while let Some(stretch) = cohort.next_stretch().unwrap() {
        stretches.push(stretch);
    }
    assert!(stretches.len() > 10);
    let progress = cohort.progress();
    assert_eq!(Some(progress.done()), progress.of);
    let together: Vec<_> = stretches.into_par_iter().map(|stretch| stretch.read(&pack)).collect();
    let mut alone = Cohort::open(&pack, &path, &labelled("who")).unwrap();
    for batch in together {
        let stretch = alone.next_stretch().unwrap().unwrap();
        assert_eq!(batch, stretch.read(&pack));
    }
}

/// Rows of each stretch of a file.
fn stretches(name: &str, text: &str) -> Vec<usize> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    fs::write(&path, text).unwrap();
    let mut cohort = Cohort::open(&pack(), &path, &ReadOptions::default()).unwrap();
    let mut rows = Vec::new();
    while let Some(stretch) = cohort.next_stretch().unwrap() {
        rows.push(stretch.rows());
    }
    rows
}

#[test]
fn a_stretch_holds_a_bounded_number_of_rows_and_bytes_whatever_is_in_them() {
    let table = |row: &str, number: usize| format!("{HEADING}{}", row.repeat(number));
    let lines = |row: &str, number: usize| format!("{{\"home-visits\": 1}}\n{}", row.repeat(number));
    let long = "x".repeat(100_000);
    for (name, short, lost, wide) in [
        ("a.csv", table("a,1,,,\n", 1000), table("a,1,\"x\n", 1000), table(&format!("a,1,,,{long}\n"), 40)),
        (
            "a.jsonl",
            lines("{\"home-visits\": 2}\n", 999),
            lines("[\n", 999),
            lines(&format!("{{\"remarks\": \"{long}\"}}\n"), 40),
        ),
    ] {
        for text in [short, lost] {
            let rows = stretches(name, &text);
            assert_eq!(rows.iter().sum::<usize>(), 1000, "{name}");
            assert_eq!(rows.len(), 4, "{name}: {rows:?}");
            assert!(rows.iter().all(|rows| *rows <= 256), "{name}: {rows:?}");
        }
        let rows = stretches(name, &wide);
        assert!(rows.len() >= 4 && rows.iter().all(|rows| *rows <= 12), "{name}: {rows:?}");
    }
}

#[test]
fn the_keys_of_json_lines_are_columns_also_those_inside_answers() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.jsonl");
    let line = "{\"label\": \"ann\", \"answers\": {\"home-visits\": 1, \"home visit\": 2}, \"shoe\": 3}\n";
    fs::write(&path, line).unwrap();
    let cohort = Cohort::open(&pack(), &path, &ReadOptions::default()).unwrap();
    let headings: Vec<&str> = cohort.columns().iter().map(|column| column.heading.as_str()).collect();
    assert_eq!(headings, ["label", "home-visits", "home visit", "shoe"]);
    let holds: Vec<&Use> = cohort.columns().iter().map(|column| &column.holds).collect();
    assert_eq!(*holds[1], Use::Question(pack().find_question("home-visits").unwrap()));
    assert_eq!(*holds[3], Use::Unknown(None));
}
