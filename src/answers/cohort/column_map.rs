//! What a file given with `--columns` says about a table whose headings or cells do not speak for themselves:
//!
//! ```toml
//! "How do you feel about visits?" = "home-visits"    # a question's id
//! "Student number" = "label"
//! "Remarks" = "ignore"
//!
//! [answers.home-visits]                              # texts of its cells, and what they mean
//! "Sure, why not" = "agree"
//! "n/a" = "skip"
//! ```

use std::collections::BTreeMap;
use std::sync::Arc;

use super::headings::Use;
use crate::answers::Answer;
use crate::answers::json_flags::{is_json, read_table};
use crate::answers::plain_words::plain_heading;
use crate::answers::reading::{self, Written};
use crate::diagnostic::{Diagnostic, SourceText};
use crate::pack::{Pack, QuestionId};
use crate::toml_tree::{Entry, Mistakes, Placed, Scalar, Table, parse};

/// How a column of labels is marked.
const LABEL: &str = "label";
/// How a column that is to be left out is marked.
const IGNORE: &str = "ignore";
/// The table of texts and their meanings.
const ANSWERS: &str = "answers";

/// What a map says.
#[derive(Debug, Clone, Default)]
pub struct ColumnMap {
    /// Headings as compared, as written, and what they hold.
    columns: BTreeMap<String, (String, Use)>,
    answers: BTreeMap<QuestionId, Vec<(String, Option<Answer>)>>,
}

impl ColumnMap {
    /// Reads a map.
    ///
    /// # Errors
    /// Every mistake in it.
    pub fn parse(pack: &Pack, source: &Arc<SourceText>) -> Result<Self, Vec<Diagnostic>> {
        let mistakes = Mistakes::default();
        let document = if is_json(&source.text) {
            read_table(source)?
        } else {
            let Some(document) = parse(source, &mistakes) else { return Err(mistakes.into_vec()) };
            document
        };
        let top = Table::top(&document, source, &mistakes, "a column map");
        let mut map = Self::default();
        for (key, entry) in top.open_entries() {
            match entry.scalar("answers") {
                Scalar::Table(table) if key.value == ANSWERS => map.read_answers(pack, &table, &mistakes),
                Scalar::Text(holds) => map.read_column(pack, &key, holds, &entry, &mistakes),
                _ => mistakes.note(
                    Diagnostic::at(
                        &entry.place(),
                        format!("`{}` does not say what the column holds", key.value),
                    )
                    .help(format!("write a question's id, \"{LABEL}\" or \"{IGNORE}\"")),
                ),
            }
        }
        mistakes.unless_any(map)
    }

    fn read_column(
        &mut self,
        pack: &Pack,
        key: &Placed<String>,
        holds: &str,
        entry: &Entry<'_>,
        mistakes: &Mistakes,
    ) {
        let holds = match (holds, pack.find_question(holds)) {
            (LABEL, _) => Use::Label,
            (IGNORE, _) => Use::SetAside,
            (_, Some(question)) => Use::Question(question),
            (_, None) => {
                let known =
                    pack.questions().iter().map(|question| question.id.as_str()).chain([LABEL, IGNORE]);
                mistakes.note(
                    Diagnostic::at(&entry.place(), format!("unknown question `{holds}`"))
                        .help(format!("write a question's id, \"{LABEL}\" or \"{IGNORE}\""))
                        .suggest(holds, known),
                );
                return;
            }
        };
        if self.columns.insert(plain_heading(&key.value), (key.value.clone(), holds)).is_some() {
            mistakes.note(
                Diagnostic::at(&key.place, format!("the heading `{}` stands here twice", key.value))
                    .help("capitals, spaces and marks at the end do not tell headings apart"),
            );
        }
    }

    fn read_answers(&mut self, pack: &Pack, table: &Table<'_>, mistakes: &Mistakes) {
        for (key, entry) in table.open_entries() {
            let Some(question) = reading::find_question(pack, &key, mistakes) else { continue };
            let Scalar::Table(texts) = entry.scalar("texts") else {
                mistakes.note(
                    Diagnostic::at(&entry.place(), format!("`{}` needs a table of texts", key.value)).help(
                        format!(
                            "write [{ANSWERS}.{}], and under it \"text of a cell\" = \"option\"",
                            key.value
                        ),
                    ),
                );
                continue;
            };
            let meanings = texts.open_entries().into_iter().filter_map(|(text, value)| {
                let answer =
                    match reading::read_entry(pack.question(question), &value, mistakes, &mut |_| false)? {
                        Written::Answer(answer) => Some(answer),
                        Written::Skip => None,
                    };
                Some((text.value, answer))
            });
            self.answers.insert(question, meanings.collect());
        }
    }

    /// What a column holds, if the map says it.
    #[must_use]
    pub fn holds(&self, heading: &str) -> Option<&Use> {
        self.columns.get(&plain_heading(heading)).map(|(_, holds)| holds)
    }

    /// The headings that the map names, as written there.
    pub fn headings(&self) -> impl Iterator<Item = &str> {
        self.columns.values().map(|(heading, _)| heading.as_str())
    }

    /// What texts of a question's column mean.
    #[must_use]
    pub fn told(&self, question: QuestionId) -> &[(String, Option<Answer>)] {
        self.answers.get(&question).map_or(&[], Vec::as_slice)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::default_pack;

    fn parsed(text: &str) -> Result<ColumnMap, Vec<String>> {
        let source = Arc::new(SourceText { name: "map.toml".to_owned(), text: text.to_owned() });
        ColumnMap::parse(&default_pack().pack, &source)
            .map_err(|mistakes| mistakes.iter().map(|mistake| mistake.message().to_owned()).collect())
    }

    #[test]
    fn headings_and_texts_are_given_their_meaning() {
        let pack = default_pack().pack;
        let map = parsed(
            "\"Q 1?\" = \"places\"\nWho = \"label\"\nRemarks = \"ignore\"\n\
             [answers.places]\n\"all over\" = [\"hospice\", \"homes!\"]\n\"n/a\" = \"skip\"\n",
        )
        .unwrap();
        let places = pack.find_question("places").unwrap();
        assert_eq!(map.holds(" q\u{a0}1 "), Some(&Use::Question(places)));
        assert_eq!((map.holds("who"), map.holds("remarks")), (Some(&Use::Label), Some(&Use::SetAside)));
        assert_eq!(map.holds("other"), None);
        assert!(matches!(&map.told(places)[0].1, Some(Answer::Chose { options, .. }) if options.len() == 2));
        assert_eq!(map.told(places)[1], ("n/a".to_owned(), None));
    }

    #[test]
    fn every_mistake_is_named() {
        let mistakes = parsed(
            "a = \"plces\"\nb = 3\n\"A:\" = \"label\"\nA = \"ignore\"\n[answers]\nplaces = 1\nxyz = { }\n\
             [answers.home-visits]\n\"Sure\" = \"agre\"\n",
        )
        .unwrap_err();
        assert_eq!(
            mistakes,
            [
                "unknown question `plces`",
                "`b` does not say what the column holds",
                "the heading `A` stands here twice",
                "`places` needs a table of texts",
                "unknown question `xyz`",
                "`home-visits` has no option `agre`",
            ]
        );
        assert!(parsed("a = ").is_err());
    }
}
