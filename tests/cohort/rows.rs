//! A bad row or cell is named and costs nobody else anything; what is wrong with a whole table is one clear message.

use calling::answers::cohort::reader::ReadOptions;

use crate::input::{HEADING, error_of, labelled, lines, pack, problems, read, read_csv};

#[test]
fn a_cell_that_cannot_be_read_costs_only_itself() {
    let mut text = format!("{HEADING}ann,agree,wibble,hospice,x\nbob,2,").into_bytes();
    text.extend_from_slice(b"caf\xe9,1;4!,x\n");
    let found = read(&pack(), "a.csv", &text, &labelled("who")).unwrap();
    assert_eq!(
        lines(&found),
        ["2 ann places=hospice home-visits=agree", "3 bob places=hospice;theatre! home-visits=disagree"]
    );
    let problems = problems(&found);
    assert!(problems[0].starts_with("2|theatre-hours|wibble|no such option; known here: "), "{problems:?}");
    assert!(problems[1].starts_with("3|theatre-hours|caf\u{fffd}|not UTF-8"), "{problems:?}");
}

#[test]
fn a_row_whose_cells_have_shifted_is_left_out_and_named() {
    let found = read_csv(&format!(
        "{HEADING}ann,agree,agree,An emergency department, or out at the scene,x\nbob,hospice\ncy,agree,agree,,,,\n\
         Total: 3\ndan,agree\n"
    ));
    // What is missing at the end of a row that can be read was left out by the program that wrote it.
    assert_eq!(lines(&found), ["4 cy home-visits=agree theatre-hours=agree", "6 dan home-visits=agree"]);
    let problems = problems(&found);
    assert!(problems[0].starts_with("2|the whole row|ann|6 cells, where the heading has 5"), "{problems:?}");
    assert!(problems[1].starts_with("3|the whole row|bob|2 cells, where the heading has 5"), "{problems:?}");
    assert!(
        problems[2].starts_with("5|the whole row|Total: 3|1 cell, where the heading has 5"),
        "{problems:?}"
    );
}

#[test]
fn a_row_that_a_line_break_broke_in_two_is_no_ones() {
    // Both halves could be read, each as somebody.
    let heading = "when,name,home-visits,theatre-hours,nights\n";
    let broken = "9:00,ann\nsmith,agree,disagree,agree\n";
    let text = format!("{heading}{broken}9:01,bob,agree\n9:02,cy,1\n9:03,dan,1,2,\n");
    let found = read(&pack(), "a.csv", text.as_bytes(), &ReadOptions::default()).unwrap();
    assert_eq!(
        lines(&found),
        [
            "4  home-visits=agree",
            "5  home-visits=strongly-disagree",
            "6  home-visits=strongly-disagree theatre-hours=disagree"
        ]
    );
    assert_eq!(found.lost.iter().map(|lost| lost.row).collect::<Vec<_>>(), [2, 3]);
}

#[test]
fn a_quote_that_is_never_closed_is_named_and_the_rows_after_it_are_read() {
    for (name, rest) in [
        ("plain", "bob,agree,agree,hospice,x\ncy,1,2,,\n"),
        ("quoted", "\"bob\",\"agree\",\"agree\",\"hospice\",\"x\"\n\"cy\",\"1\",\"2\",\"\",\"\"\n"),
        ("some quoted", "bob,agree,agree,\"hospice\",\"x, y\"\ncy,1,2,\"\",\"\"\n"),
    ] {
        let found = read_csv(&format!("{HEADING}ann,agree,\"agree,hospice,x\n{rest}"));
        assert_eq!(
            lines(&found),
            [
                "3 bob places=hospice home-visits=agree theatre-hours=agree",
                "4 cy home-visits=strongly-disagree theatre-hours=disagree"
            ],
            "{name}"
        );
        let problems = problems(&found);
        assert_eq!(problems.len(), 1, "{name}");
        assert!(problems[0].starts_with("2|theatre-hours|agree,hospice,x|a quote is opened"), "{problems:?}");
    }
}

#[test]
fn line_breaks_and_carriage_returns_inside_cells_shift_nothing() {
    let found = read_csv(&format!(
        "{HEADING}ann,agree,,,\"one\r\n\r\ntwo\"\r\nbob,1,,,a\rb\r\n\r\n,,,,\r\ncy,2,,,\r\n"
    ));
    assert_eq!(
        lines(&found),
        ["2 ann home-visits=agree", "3 bob home-visits=strongly-disagree", "6 cy home-visits=disagree"]
    );
    assert!(problems(&found).is_empty());
}

#[test]
fn hostile_labels_are_text_and_endless_ones_are_not_read() {
    let long = "x".repeat(30_000);
    let found = read_csv(&format!("{HEADING}\"=cmd()\u{1b}[2J\u{202e}\",1,,,\n{long},2,,,\n\" \",3,,,\n"));
    assert_eq!(
        lines(&found),
        ["2 =cmd()[2J home-visits=strongly-disagree", "3  home-visits=disagree", "4  home-visits=in-between"]
    );
    assert!(problems(&found)[0].starts_with("3|who|xxxx"), "{:?}", problems(&found));
}

#[test]
fn what_is_wrong_with_a_whole_table_is_one_clear_message() {
    let none = ReadOptions::default();
    let empty = ["", "\n\n", "\u{feff}", HEADING, "home-visits\n\n  \n"];
    for text in empty {
        assert!(error_of("a.csv", text, &none).contains("holds no respondents"), "{text:?}");
    }
    let unknown = error_of("a.csv", "Colour,home-visit\n1,2\n", &none);
    for part in [
        "no column of ",
        "\u{201c}Colour\u{201d}",
        "did you mean `home-visits` for \u{201c}home-visit\u{201d}?",
        "--columns",
    ] {
        assert!(unknown.contains(part), "{unknown}");
    }
    assert!(error_of("a.csv", HEADING, &labelled("Nickname")).contains("no column \u{201c}Nickname\u{201d}"));
    let quote = error_of("a.csv", "home-visits,\"x\n1,2\n", &none);
    assert!(quote.contains("heading is longer than a megabyte, or opens a quote"), "{quote}");
    let wide = error_of("a.csv", &format!("home-visits{}\n1\n", ",".repeat(20_000)), &none);
    assert!(wide.contains("20001 columns, but at most 10000"), "{wide}");
    assert!(
        error_of(
            "a.json",
            "{
\"answers\": {}
}
{
}",
            &none
        )
        .contains("one object on each line")
    );
    assert!(error_of("a.jsonl", "[{}]", &none).contains("one JSON object on each line"));
}

#[test]
fn delimiters_are_decided_by_the_heading_alone_and_never_guessed() {
    let options = ReadOptions::default();
    assert!(error_of("a.csv", "home-visits,x;theatre-hours\n1,2;3\n", &options).contains("comma, semicolon"));
    let told = ReadOptions { delimiter: Some(b';'), ..ReadOptions::default() };
    let found = read(&pack(), "a.csv", b"home-visits,x;theatre-hours\n1,2;3\n", &told).unwrap();
    assert_eq!(lines(&found), ["2  theatre-hours=in-between"]);
    // One column is the same by every delimiter.
    assert_eq!(lines(&read(&pack(), "a.csv", b"home-visits\n1\n", &options).unwrap()).len(), 1);
}

#[test]
fn of_two_columns_with_one_question_the_filled_one_counts_and_two_answers_are_named() {
    let text = "home-visits,x,Home Visits\n1,2,\n,2,3\n4,2,agree\n1,2,5\nno,2,5\n";
    let found = read(&pack(), "a.csv", text.as_bytes(), &ReadOptions::default()).unwrap();
    assert_eq!(
        lines(&found),
        [
            "2  home-visits=strongly-disagree",
            "3  home-visits=in-between",
            "4  home-visits=agree",
            "5  ",
            "6  home-visits=strongly-agree"
        ]
    );
    let problems = problems(&found);
    assert!(
        problems[0]
            .starts_with("5|Home Visits|5|answers `home-visits` otherwise than \u{201c}home-visits\u{201d}"),
        "{problems:?}"
    );
    assert!(problems[1].starts_with("6|home-visits|no|no such option"), "{problems:?}");
    assert_eq!(problems.len(), 2);
    let labels = read(&pack(), "a.csv", b"who,home-visits,Who\na,1,b\n,1,b\n", &labelled("who")).unwrap();
    assert_eq!(lines(&labels), ["2 a home-visits=strongly-disagree", "3 b home-visits=strongly-disagree"]);
}

#[test]
fn a_heading_in_another_encoding_is_decoded_and_utf_16_without_a_mark_named() {
    let found = read(&pack(), "a.csv", b"caf\xe9,home-visits\nann,1\n", &labelled("caf\u{e9}")).unwrap();
    assert_eq!(lines(&found), ["2 ann home-visits=strongly-disagree"]);
    let error = read(&pack(), "a.csv", b"h\0o\0m\0e\0", &ReadOptions::default()).unwrap_err().to_string();
    assert!(error.contains("UTF-16 without a mark"), "{error}");
}

#[test]
fn broken_utf_16_costs_one_cell() {
    let text = format!("\u{feff}{HEADING}ann,1,?,,\nbob,2,3,,\n");
    let units = text.encode_utf16().map(|unit| if unit == u16::from(b'?') { 0xd800 } else { unit });
    let bytes: Vec<u8> = units.flat_map(u16::to_le_bytes).collect();
    let found = read(&pack(), "a.csv", &bytes, &labelled("who")).unwrap();
    assert_eq!(lines(&found)[1], "3 bob home-visits=disagree theatre-hours=in-between");
    assert!(problems(&found)[0].contains("2|theatre-hours|\u{fffd}|not UTF-8"), "{:?}", problems(&found));
}
