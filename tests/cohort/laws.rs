//! Whatever bytes come, reading ends in words; and what is right is read the same whatever stands around it.

use calling::answers::cohort::reader::ReadOptions;
use proptest::prelude::*;

use crate::input::{HEADING, labelled, lines, pack, problems, read};

/// Rows that are right, each as its label says.
fn good_row(number: usize) -> (String, String) {
    let option = ["strongly-disagree", "disagree", "in-between", "agree", "strongly-agree"][number % 5];
    (
        format!("good{number},{},,\"hospice, homes\",\"a \"\"b\"\"\nc\"", number % 5 + 1),
        format!("good{number} places=hospice;homes home-visits={option}"),
    )
}

proptest! {
    #[test]
    fn no_bytes_whatever_make_it_fail_otherwise_than_in_words(
        bytes in prop::collection::vec(any::<u8>(), 0..400), name in "a\\.(csv|jsonl|xlsx|txt)"
    ) {
        let _ = read(&pack(), &name, &bytes, &ReadOptions::default());
        let after_heading = [HEADING.as_bytes(), &bytes].concat();
        let _ = read(&pack(), &name, &after_heading, &labelled("who"));
        let json = [b"{\"home-visits\": 1}\n", &bytes[..]].concat();
        let found = read(&pack(), &name, &json, &ReadOptions::default());
        if let Ok(found) = found {
            prop_assert!(lines(&found)[0].contains("home-visits=strongly-disagree"));
        }
    }

    #[test]
    fn rows_of_quotes_and_delimiters_never_make_it_fail(text in "[a1,;\"\t\r\n!]{0,200}") {
        let _ = read(&pack(), "a.csv", text.as_bytes(), &ReadOptions::default());
        let _ = read(&pack(), "a.csv", format!("{HEADING}{text}").as_bytes(), &ReadOptions::default());
    }

    #[test]
    fn a_good_row_is_read_the_same_whatever_stands_around_it(
        bad in prop::collection::vec("[ab1,;\t\u{e9}!=']{0,40}", 1..8)
    ) {
        let mut text = HEADING.to_owned();
        let mut expected = Vec::new();
        for (number, bad) in bad.iter().enumerate() {
            let (good, read) = good_row(number);
            text.push_str(&format!("{bad}\n{good}\n"));
            expected.push(read);
        }
        let found = read(&pack(), "a.csv", text.as_bytes(), &labelled("who"));
        let found = found.unwrap();
        // Rows are counted as a spreadsheet does: the bad ones are 2, 4, 6 …, and no piece of a good one is lost.
        prop_assert!(found.lost.iter().all(|lost| lost.row % 2 == 0), "{:?}", found.lost);
        let good: Vec<String> = lines(&found).into_iter().filter_map(|line| Some(line.split_once(" good")?.1.to_owned())).collect();
        prop_assert_eq!(good.iter().map(|line| format!("good{line}")).collect::<Vec<_>>(), expected);
        prop_assert!(found.respondents.iter().all(|one| one.label.as_deref().is_none_or(|label| !label.starts_with("good") || one.problems.is_empty())));
    }

    #[test]
    fn with_stray_quotes_a_good_row_is_read_right_or_a_row_before_it_is_named(
        bad in prop::collection::vec("[ab1,\"]{0,20}", 1..8)
    ) {
        let mut text = HEADING.to_owned();
        for (number, bad) in bad.iter().enumerate() {
            text.push_str(&format!("{bad}\n{}\n", good_row(number).0));
        }
        let Ok(found) = read(&pack(), "a.csv", text.as_bytes(), &labelled("who")) else { return Ok(()) };
        let lines = lines(&found);
        let named = !problems(&found).is_empty();
        let mut all_there = true;
        for number in 0..bad.len() {
            let (_, expected) = good_row(number);
            let there = lines.iter().any(|line| line.ends_with(&expected));
            prop_assert!(there || named, "{} is missing from {:?}", expected, lines);
            all_there &= there;
        }
        // Where every good row was read, none of the rows that were not is a piece of one.
        prop_assert!(!all_there || found.lost.iter().all(|lost| lost.row % 2 == 0), "{:?}", found.lost);
    }
}
