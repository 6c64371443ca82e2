//! Where the headings of a table stand and what they say together: below titles, in one row or several, in the words of
//! questions or their options, and once more among the rows.
//!
//! Rows are looked at from the top until one holds a question. What follows belongs to the heading as long as no respondent
//! can have written it: more words of questions, the words of options under a question that has several columns, what a
//! service writes for programs, or one word under every question and nothing under the service's own columns.

use std::cell::RefCell;
use std::collections::HashMap;

use super::columns::{Column, Columns};
use super::error::CohortError;
use super::headings::{Beside, Headings, Seen, Use};
use super::read_options::ReadOptions;
use super::shown;
use crate::answers::mended_words::letters;
use crate::answers::plain_words::plain_heading;
use crate::answers::table::MOST_COLUMNS;
use crate::pack::QuestionId;

/// Rows in which the heading is looked for.
pub(super) const LOOKED_AT: usize = 25;
/// Rows that a heading takes at most.
const MOST_HEADING_ROWS: usize = 4;
/// How Qualtrics begins the cells of its third row.
const FOR_PROGRAMS: &str = "{\"ImportId\"";

/// What the beginning of a table says about the rest.
#[derive(Debug, Clone)]
pub(super) struct Layout {
    /// How many of the rows that were looked at come before the first respondent.
    pub(super) rows: usize,
    /// The rows of the heading, as texts.
    pub(super) heading: Vec<Vec<String>>,
    /// What the columns hold.
    pub(super) columns: Columns,
}

/// Rows that are looked at, with what each cell was seen to be.
struct Look<'l> {
    headings: &'l Headings,
    options: &'l ReadOptions,
    rows: &'l [Vec<String>],
    width: usize,
    /// What texts were seen to be: most are looked at more than once.
    seen: RefCell<HashMap<String, Seen>>,
}

impl Layout {
    /// Finds the heading in the first rows of a table.
    ///
    /// # Errors
    /// If there are too many columns.
    pub(super) fn find(
        headings: &Headings,
        rows: &[Vec<String>],
        options: &ReadOptions,
    ) -> Result<Self, CohortError> {
        let width = rows.iter().map(Vec::len).max().unwrap_or(0);
        let first_width = rows.first().map_or(0, Vec::len);
        if first_width > MOST_COLUMNS {
            return Err(CohortError::TooManyColumns(first_width));
        }
        let look = Look { headings, options, rows, width: width.min(MOST_COLUMNS), seen: RefCell::default() };
        let found = look.heading_rows();
        let (first, last) = found.unwrap_or((0, 0));
        let mut columns = look.columns(first, last);
        if found.is_none() {
            // What is no heading of answers asks nothing, though words of a question may stand in it.
            for column in columns.iter_mut().filter(|column| column.holds.asked().is_some()) {
                column.holds = Use::Unknown(None);
            }
        }
        let heading = rows.iter().take(last + 1).skip(first).cloned().collect();
        Ok(Self { rows: last + 1, heading, columns: Columns::of(columns) })
    }

    /// The same, if rows can be read by it. `name` is what the table is called in messages.
    ///
    /// # Errors
    /// If no column is a question, or one that was named is not there.
    pub(super) fn checked(
        self,
        headings: &Headings,
        options: &ReadOptions,
        name: &str,
    ) -> Result<Self, CohortError> {
        let columns = self.columns.checked(headings, options, name, &self.heading)?;
        Ok(Self { columns, ..self })
    }

    /// Whether it is another heading of the same kind of table, met among the rows of one, that begins with its first row.
    pub(super) fn replaces(&self, other: &Layout) -> bool {
        let (new, old) = (self.columns.questions(), other.columns.questions());
        let both = new.iter().filter(|question| old.contains(question)).count();
        self.rows == self.heading.len() && new.len() > 1 && 2 * both >= old.len()
    }

    /// Whether a row is one of the heading's, once more; and which.
    fn repeats(&self, cells: &[String]) -> Option<usize> {
        self.heading.iter().position(|heading| {
            let mut pairs = (0..heading.len().max(cells.len())).map(|place| {
                let text = |row: &[String]| plain_heading(row.get(place).map_or("", String::as_str));
                (text(heading), text(cells))
            });
            pairs.all(|(one, other)| one == other)
        })
    }

    /// A text of the heading that no other row is likely to hold, for finding rows that repeat it.
    pub(super) fn mark(&self) -> Option<&str> {
        let texts = self.heading.first()?.iter().filter(|text| !text.contains('"') && !text.is_empty());
        texts.max_by_key(|text| text.len()).map(String::as_str)
    }
}

/// A heading that stands among the rows once more: how often, and how much of it the last row left to come.
#[derive(Debug, Default)]
pub(super) struct Repeats {
    /// Times that it began again.
    times: usize,
    goes_on: usize,
}

/// What a row among the rows is.
pub(super) enum Again {
    /// No heading.
    No,
    /// The heading once more.
    Heading,
    /// Perhaps another heading, of which these are the cells: it holds the mark of the first.
    Perhaps(Vec<String>),
}

impl Repeats {
    /// What a row is; `marked` where it holds the heading's mark. Its cells are asked for only where it may be a heading.
    pub(super) fn row(
        &mut self,
        layout: &Layout,
        marked: bool,
        cells: impl FnOnce() -> Vec<String>,
    ) -> Again {
        let goes_on = std::mem::take(&mut self.goes_on);
        if !marked && goes_on == 0 {
            return Again::No;
        }
        let cells = cells();
        match layout.repeats(&cells) {
            Some(place) if place == goes_on || place == 0 => {
                self.goes_on = (place + 1) % layout.heading.len();
                self.times += usize::from(place == 0);
                Again::Heading
            }
            _ if marked => Again::Perhaps(cells),
            _ => Again::No,
        }
    }

    /// What is to be said of it, if it began again.
    pub(super) fn remark(&self) -> Option<String> {
        let times = match self.times {
            0 => return None,
            1 => "once".to_owned(),
            more => format!("{more} times"),
        };
        Some(format!("the heading stands there {times} more among the rows, and is no one's answers"))
    }

    /// Another sheet begins: a heading does not go on there.
    pub(super) fn break_off(&mut self) {
        self.goes_on = 0;
    }
}

impl Look<'_> {
    fn cell(&self, row: usize, place: usize) -> &str {
        self.rows.get(row).and_then(|cells| cells.get(place)).map_or("", |cell| cell.trim())
    }

    fn see(&self, text: &str) -> Seen {
        if let Some(seen) = self.seen.borrow().get(text) {
            return seen.clone();
        }
        let seen = self.see_anew(text);
        self.seen.borrow_mut().insert(text.to_owned(), seen.clone());
        seen
    }

    fn see_anew(&self, text: &str) -> Seen {
        let seen = |holds| Seen { holds, beside: Beside::Nothing, in_words: false };
        let label = self.options.label.as_deref();
        if label.is_some_and(|label| plain_heading(label) == plain_heading(text)) {
            return seen(Use::Label);
        }
        let told = self.options.columns.as_ref().and_then(|map| map.holds(text));
        let found = told.map_or_else(|| self.headings.see(text), |holds| seen(holds.clone()));
        match found.holds {
            // Who names a column of labels does not want another one.
            Use::Label if label.is_some() => seen(Use::SetAside),
            _ => found,
        }
    }

    fn questions(&self, row: usize) -> Vec<(usize, QuestionId, bool)> {
        let cells = self.rows.get(row).into_iter().flatten().enumerate();
        let seen =
            cells.filter(|(_, text)| !text.trim().is_empty()).map(|(place, text)| (place, self.see(text)));
        seen.filter_map(|(place, seen)| Some((place, seen.holds.asked()?, seen.in_words))).collect()
    }

    /// The first and the last row of the heading; nothing if no row holds a question.
    fn heading_rows(&self) -> Option<(usize, usize)> {
        let lookable = self.rows.len().min(LOOKED_AT);
        let first = (0..lookable).find(|row| !self.questions(*row).is_empty())?;
        let until = (first + MOST_HEADING_ROWS - 1).min(lookable);
        let most = (first..until).map(|row| (self.questions(row).len(), std::cmp::Reverse(row))).max()?;
        let main = most.1.0;
        if self.is_list(main) {
            return None;
        }
        let mut last = main;
        while last + 1 < lookable && last + 1 - first < MOST_HEADING_ROWS && self.goes_on(main, last + 1) {
            last += 1;
        }
        Some((first, last))
    }

    /// Whether questions stand one below the other, as in a list of what was asked and not in a table of answers. In the
    /// first row of a table an id is its heading, though its answers may be the ids of other questions.
    fn is_list(&self, main: usize) -> bool {
        let only = |row: usize| {
            let found = self.questions(row);
            let (place, question, in_words) = *found.first()?;
            let alone = found.iter().all(|(_, other, _)| *other == question);
            (alone && (in_words || main > 0)).then_some((place, question))
        };
        let Some((place, question)) = only(main) else { return false };
        let mut others = (0..self.rows.len().min(LOOKED_AT)).filter(|row| *row != main).filter_map(only);
        others.any(|(at, other)| at == place && other != question)
    }

    /// Whether a row below the heading belongs to it.
    fn goes_on(&self, main: usize, row: usize) -> bool {
        let found: Vec<_> = self
            .questions(row)
            .into_iter()
            .filter(|(place, ..)| !self.names_questions(main, *place))
            .collect();
        let of_main = self.questions(main).len();
        let by_ids = found.len() > 1 && 2 * found.len() >= of_main;
        let for_programs = (0..self.width).any(|place| self.cell(row, place).starts_with(FOR_PROGRAMS));
        for_programs
            || by_ids
            || found.iter().any(|(_, _, in_words)| *in_words)
            || self.names_options(main, row)
            || self.is_no_answer(main, row)
    }

    /// Whether what stands below a heading may be the words of questions, as in answers to which of them matter a lot.
    fn names_questions(&self, main: usize, place: usize) -> bool {
        self.see(self.cell(main, place)).holds.asked().is_some_and(|question| self.headings.is_own(question))
    }

    /// Whether a row fills what a question leaves blank beside it in the heading, with the question's options.
    fn names_options(&self, main: usize, row: usize) -> bool {
        let mut place = 0;
        while place < self.width {
            let Use::Question(question) = self.see(self.cell(main, place)).holds else {
                place += 1;
                continue;
            };
            let run = self.blank_beside(main, place);
            let texts: Vec<String> = (place..run).map(|place| letters(self.cell(row, place))).collect();
            let options =
                (place..run).filter(|place| self.headings.option(question, self.cell(row, *place)).is_some());
            let mut distinct = texts.clone();
            distinct.sort_unstable();
            distinct.dedup();
            let filled = texts.iter().all(|text| !text.is_empty());
            if texts.len() > 1 && filled && distinct.len() == texts.len() && options.count() > 1 {
                return true;
            }
            place = run;
        }
        false
    }

    /// Where the columns end that a question's heading spans: those right of it without one of their own.
    fn blank_beside(&self, main: usize, place: usize) -> usize {
        (place + 1..self.width).find(|place| !self.cell(main, *place).is_empty()).unwrap_or(self.width)
    }

    /// Whether a row holds one and the same text under questions, which answers none of them, and nothing under the
    /// service's own columns, as nobody's row does.
    fn is_no_answer(&self, main: usize, row: usize) -> bool {
        let (mut asked, mut own) = (Vec::new(), 0);
        for place in (0..self.width).filter(|place| !self.cell(main, *place).is_empty()) {
            let text = self.cell(row, place);
            match self.see(self.cell(main, place)).holds {
                Use::Question(question) if !text.is_empty() => asked.push((question, letters(text))),
                Use::Question(_) | Use::Option(..) | Use::Unread(..) => {}
                _ if text.is_empty() => own += 1,
                _ => return false,
            }
        }
        let same = asked.windows(2).all(|pair| pair[0].1 == pair[1].1);
        own > 0
            && asked.len() > 1
            && same
            && !asked.iter().any(|(question, text)| self.headings.may_answer(*question, text))
    }

    /// What each column holds, by all rows of the heading.
    fn columns(&self, first: usize, last: usize) -> Vec<Column> {
        let width = (first..=last).filter_map(|row| self.rows.get(row)).map(Vec::len).max().unwrap_or(0);
        let mut columns: Vec<(Column, Beside)> = Vec::new();
        // The question whose heading reaches over blank ones, with its words.
        let mut spanning: Option<(QuestionId, &str)> = None;
        for place in 0..width.min(MOST_COLUMNS) {
            let top = self.cell(first, place);
            let below = (first + 1..=last).map(|row| self.cell(row, place));
            let below: Vec<&str> =
                below.filter(|text| !(text.is_empty() || text.starts_with(FOR_PROGRAMS))).collect();
            if !top.is_empty() {
                spanning = match self.see(top).holds {
                    Use::Question(question) => Some((question, top)),
                    _ => None,
                };
            }
            columns.push(self.column(top, &below, spanning));
        }
        self.settle(&as_parts(columns))
    }

    /// What a column holds, by the first row of the heading and those below it. The question that reaches over it from the
    /// left, or is its own, is `spanning`.
    fn column(&self, top: &str, below: &[&str], spanning: Option<(QuestionId, &str)>) -> (Column, Beside) {
        let texts = std::iter::once(top).chain(below.iter().copied()).filter(|text| !text.is_empty());
        let best = texts.map(|text| (text, self.see(text))).max_by_key(|(_, seen)| rank(&seen.holds));
        let words = spanning.map(|(_, words)| words).into_iter().chain(below.iter().copied());
        let joined = words.collect::<Vec<_>>().join(" / ");
        let told = self.options.columns.as_ref().and_then(|map| map.holds(&joined));
        let column = |heading: &str, holds| (Column { heading: shown(heading), holds }, Beside::Nothing);
        if let Some(told) = told.filter(|_| spanning.is_some() && !below.is_empty()) {
            return column(&joined, told.clone());
        }
        let named = spanning.and_then(|(question, _)| {
            let token = below.iter().find_map(|text| self.headings.option(question, text))?;
            Some(Use::Option(question, token))
        });
        match (named, spanning, best) {
            (Some(holds), ..) => column(&joined, holds),
            (None, Some((question, words)), None) if self.headings.takes_several(question) => {
                column(words, Use::Part(question))
            }
            (None, Some((question, _)), Some((text, seen)))
                if top.is_empty() && seen.holds.asked().is_none() =>
            {
                let reason = format!("\u{201c}{}\u{201d} is no option of its question", shown(text));
                column(&joined, Use::Unread(question, reason))
            }
            (None, _, Some((text, seen))) => {
                (Column { heading: shown(text), holds: seen.holds }, seen.beside)
            }
            (None, _, None) => column("", Use::Unknown(None)),
        }
    }

    /// Decides about headings that hold a question among other words: they stand for it if nothing else does.
    fn settle(&self, columns: &[(Column, Beside)]) -> Vec<Column> {
        let asked: Vec<_> =
            columns.iter().map(|(column, beside)| (column.holds.asked(), beside.clone())).collect();
        let alone = |question: QuestionId, beside: &Beside| {
            let mut others = asked.iter().filter(|(other, _)| *other == Some(question));
            match beside {
                Beside::Nothing => true,
                Beside::Before => !others.any(|(_, other)| *other == Beside::Nothing),
                Beside::Behind(_) => others.count() == 1,
            }
        };
        let settled = columns.iter().map(|(column, beside)| match (&column.holds, beside) {
            (Use::Question(question), beside) if !alone(*question, beside) || self.parts_an_option(*question, beside) => {
                let what = match beside {
                    Beside::Behind(behind) => format!(" (\u{201c}{}\u{201d})", shown(behind)),
                    _ => String::new(),
                };
                let reason = format!(
                    "its heading holds a question and something else{what}; --columns MAP.toml says what it is, or \"ignore\""
                );
                Column { holds: Use::Unread(*question, reason), ..column.clone() }
            }
            _ => column.clone(),
        });
        settled.collect()
    }

    /// Whether what stands behind a question with several options looks like one of them that is not known.
    fn parts_an_option(&self, question: QuestionId, beside: &Beside) -> bool {
        matches!(beside, Beside::Behind(_)) && self.headings.takes_several(question)
    }
}

/// A column whose question reaches over blank headings holds a part of the answer itself.
fn as_parts(mut columns: Vec<(Column, Beside)>) -> Vec<(Column, Beside)> {
    for place in 1..columns.len() {
        if let Use::Part(question) = columns[place].0.holds
            && columns[place - 1].0.holds == Use::Question(question)
        {
            columns[place - 1].0.holds = Use::Part(question);
        }
    }
    columns
}

/// How much one row of a heading says more than another about the same column.
fn rank(holds: &Use) -> u8 {
    match holds {
        Use::Option(..) => 6,
        Use::Question(_) | Use::Part(_) => 5,
        Use::Unread(..) => 4,
        Use::Label | Use::Form | Use::Code => 3,
        Use::Retired(_) => 2,
        Use::SetAside => 1,
        Use::Unknown(_) => 0,
    }
}
