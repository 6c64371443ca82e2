//! What a row of a table answers.

use std::borrow::Cow;
use std::sync::Arc;

use super::cell_memory::Cells;
use super::cell_reader::{Token, Unreadable};
use super::columns::Columns;
use super::form_code::{self, Wrong};
use super::headings::Use;
use super::tick::says_not_chosen;
use super::{Problem, Respondent, read_label, shown};
use crate::answers::own_questions::{id_of, is_matters, mark};
use crate::answers::{Answer, Answers, Importance};
use crate::pack::{Pack, QuestionId};

/// The row of a text as it was read.
#[derive(Debug)]
pub struct ReadRecord {
    /// Who it is, or why nobody can say.
    pub read: Result<Respondent, Problem>,
    /// How many cells it has.
    pub cells: usize,
    /// Its first cell.
    pub first: Vec<u8>,
}

impl Columns {
    /// Reads the row of a text, whose cells are written out up to the last that is not empty, or all. Where there are fewer,
    /// the rest is empty, provided that what is there can be read: otherwise nobody can say which are missing or have
    /// shifted.
    pub fn read_record<'r>(
        &self,
        pack: &Pack,
        row: u64,
        record: impl Iterator<Item = Cow<'r, [u8]>>,
        cells: &mut Cells<'_, '_>,
    ) -> ReadRecord {
        let wanted = self.all().len();
        let mut reading = RowReading::new(pack, self, row);
        let (mut count, mut beyond) = (0, 0);
        let mut first = Cow::Borrowed(&b""[..]);
        for cell in record {
            if count < wanted {
                reading.cell(count, &cell, cells);
            } else if !cell.trim_ascii().is_empty() {
                beyond = count + 1;
            }
            if count == 0 {
                first = cell;
            }
            count += 1;
        }
        let short = count < wanted;
        let answers_nothing = short && !reading.asked;
        let read = reading.finish(cells);
        let has_shifted = short
            && (answers_nothing || read.as_ref().is_ok_and(|respondent| !respondent.problems.is_empty()));
        let read = if beyond > 0 || has_shifted {
            Err(self.shifted(row, &first, beyond.max(count.min(wanted))))
        } else {
            read
        };
        ReadRecord { read, cells: count, first: if short { first.into_owned() } else { Vec::new() } }
    }

    /// Why a row is left out that has not as many cells as the heading.
    pub(super) fn shifted(&self, row: u64, first: &[u8], cells: usize) -> Problem {
        let reason = format!(
            "{}, where the heading has {}; put quotes around a cell that holds what parts cells, or a line break",
            if cells == 1 { "1 cell".to_owned() } else { format!("{cells} cells") },
            self.all().len()
        );
        Problem::new(row, Problem::WHOLE_ROW, first, reason)
    }

    /// Reads the row of a sheet, in which empty cells are not written.
    ///
    /// # Errors
    /// If it was typed from a form of another version.
    pub fn read_sparse(
        &self,
        pack: &Pack,
        row: u64,
        filled: &[(usize, String)],
        cells: &mut Cells<'_, '_>,
    ) -> Result<Respondent, Problem> {
        let mut reading = RowReading::new(pack, self, row);
        for (place, cell) in filled.iter().filter(|(place, _)| *place < self.all().len()) {
            reading.cell(*place, cell.as_bytes(), cells);
        }
        reading.finish(cells)
    }
}

/// A row while its cells are read.
struct RowReading<'c> {
    pack: &'c Pack,
    columns: &'c Columns,
    respondent: Respondent,
    /// Answers that stand in several columns.
    gathered: Vec<Gathered>,
    /// Which answers matter a lot, if that was asked.
    matters: Option<Arc<Answer>>,
    /// Whether a cell of a question was met, though it may be empty.
    asked: bool,
    lost: Option<Problem>,
}

/// What several columns say about one question.
struct Gathered {
    question: QuestionId,
    /// What a column says that holds the whole answer.
    whole: Option<Arc<Answer>>,
    /// Whether two such columns say different things.
    differs: bool,
    /// Options that are chosen each in a column of its own, and where the first of them is.
    chosen: Vec<Token>,
    place: usize,
    importance: Importance,
}

impl<'c> RowReading<'c> {
    fn new(pack: &'c Pack, columns: &'c Columns, row: u64) -> Self {
        let mut respondent = Respondent::new(row);
        respondent.answers = Answers::with_room(columns.questions().len());
        Self { pack, columns, respondent, gathered: Vec::new(), matters: None, asked: false, lost: None }
    }

    fn cell(&mut self, place: usize, cell: &[u8], cells: &mut Cells<'_, '_>) {
        let column = &self.columns.all()[place];
        match &column.holds {
            Use::Question(question) => {
                self.asked = true;
                let read = cells.read(*question, cell);
                cells.note(*question, &column.heading, cell, &read);
                let (answer, problem) = parted(read);
                if let Some(problem) = problem {
                    self.problem(place, cell, problem);
                }
                match answer {
                    Some(answer) if self.columns.is_alone(place) => self.set(*question, answer),
                    Some(answer) => self.whole(*question, place, cell, answer),
                    None => {}
                }
            }
            Use::Part(question) => {
                self.asked = true;
                let read = cells.read(*question, cell);
                self.part(*question, place, cell, read, cells);
            }
            Use::Option(question, token) => {
                self.asked = true;
                self.option(*question, *token, place, cell, cells);
            }
            Use::Unread(_, reason) => {
                if !says_not_chosen(cell) {
                    self.problem(place, cell, reason.clone());
                }
            }
            Use::Label if self.respondent.label.is_none() => match read_label(cell) {
                Ok(label) => self.respondent.label = label,
                Err(reason) => self.problem(place, cell, reason),
            },
            Use::Form => self.form(place, cell),
            Use::Label | Use::Code | Use::SetAside | Use::Retired(_) | Use::Unknown(_) => {}
        }
    }

    fn problem(&mut self, place: usize, cell: &[u8], reason: String) {
        let heading = &self.columns.all()[place].heading;
        self.respondent.problems.push(Problem::new(self.respondent.row, heading, cell, reason));
    }

    fn of(&mut self, question: QuestionId, place: usize) -> &mut Gathered {
        let at = self.gathered.iter().position(|gathered| gathered.question == question);
        let at = at.unwrap_or_else(|| {
            self.gathered.push(Gathered {
                question,
                whole: None,
                differs: false,
                chosen: Vec::new(),
                place,
                importance: Importance::Usual,
            });
            self.gathered.len() - 1
        });
        &mut self.gathered[at]
    }

    fn set(&mut self, question: QuestionId, answer: Arc<Answer>) {
        if is_matters(self.pack, question) {
            self.matters = Some(answer);
        } else {
            self.respondent.answers.set_shared(question, answer);
        }
    }

    /// Of two columns with the same question the one counts that is filled.
    fn whole(&mut self, question: QuestionId, place: usize, cell: &[u8], answer: Arc<Answer>) {
        let gathered = self.of(question, place);
        match &gathered.whole {
            None => gathered.whole = Some(answer),
            Some(other) if *other == answer => {}
            Some(_) => {
                gathered.differs = true;
                self.problem(place, cell, self.differently(question));
            }
        }
    }

    fn differently(&self, question: QuestionId) -> String {
        let others = self.columns.all().iter().filter(|column| {
            matches!(&column.holds, Use::Question(other) | Use::Option(other, _) | Use::Part(other) if *other == question)
        });
        let first = others.map(|column| column.heading.as_str()).next().unwrap_or("another column");
        format!(
            "answers `{}` otherwise than \u{201c}{}\u{201d}; keep one of them",
            id_of(self.pack, question),
            shown(first)
        )
    }

    fn part(
        &mut self,
        question: QuestionId,
        place: usize,
        cell: &[u8],
        read: Result<Option<Arc<Answer>>, Unreadable>,
        cells: &mut Cells<'_, '_>,
    ) {
        let heading = &self.columns.all()[place].heading;
        if !cell.is_empty() {
            cells.note(question, heading, cell, &read);
        }
        let (answer, problem) = parted(read);
        if let Some(problem) = problem {
            self.problem(place, cell, problem);
        }
        let Some(answer) = answer else { return };
        let gathered = self.of(question, place);
        match &*answer {
            Answer::Chose { options, importance } => {
                gathered.chosen.extend(options.iter().copied().map(Token::Option));
                if *importance == Importance::ALot {
                    gathered.importance = *importance;
                }
            }
            Answer::DontMind => gathered.chosen.push(Token::DontMind),
            Answer::NotSeenYet => gathered.chosen.push(Token::NotSeenYet),
        }
    }

    fn option(
        &mut self,
        question: QuestionId,
        token: Token,
        place: usize,
        cell: &[u8],
        cells: &mut Cells<'_, '_>,
    ) {
        let importance = match cells.read_tick(question, token, cell) {
            Ok(Some(importance)) => importance,
            Ok(None) => return,
            Err(unreadable) => {
                let read = Err(unreadable.clone());
                cells.note(question, &self.columns.all()[place].heading, cell, &read);
                self.problem(place, cell, unreadable.reason);
                return;
            }
        };
        let read = cells.answer(question, &[token], importance);
        cells.note(question, &self.columns.all()[place].heading, cell, &read);
        let gathered = self.of(question, place);
        gathered.chosen.push(token);
        if importance == Importance::ALot {
            gathered.importance = importance;
        }
    }

    fn form(&mut self, place: usize, cell: &[u8]) {
        let typed = String::from_utf8_lossy(&cell[..cell.len().min(100)]);
        if typed.trim().is_empty() {
            return;
        }
        let reason = match form_code::check(self.pack, self.columns.placing_questions(), &typed) {
            Ok(()) => return,
            Err(Wrong::NoCode) => {
                format!(
                    "no code of a form; it stands at the foot of the sheet, as in {}",
                    form_code::form_code(self.pack, Some(20))
                )
            }
            Err(Wrong::MoreQuestions(count)) => {
                format!(
                    "the sheet has {count} questions, the table columns for {} of them",
                    self.columns.placing_questions()
                )
            }
            Err(Wrong::OtherVersion) => {
                let reason = format!(
                    "typed from a sheet of another version, where numbers may stand for something else; this is {} ({})",
                    self.pack.version(),
                    form_code::form_code(self.pack, None)
                );
                self.lost = Some(Problem::new(self.respondent.row, Problem::WHOLE_ROW, cell, reason));
                return;
            }
        };
        self.problem(place, cell, reason);
    }

    /// Puts together what stands in several columns.
    fn finish(mut self, cells: &mut Cells<'_, '_>) -> Result<Respondent, Problem> {
        for mut gathered in std::mem::take(&mut self.gathered) {
            let question = gathered.question;
            gathered.chosen.sort_unstable();
            gathered.chosen.dedup();
            let chosen = match cells.answer(question, &gathered.chosen, gathered.importance) {
                Ok(_) if gathered.chosen.is_empty() => None,
                Ok(chosen) => chosen,
                Err(unreadable) => {
                    self.problem(gathered.place, b"", unreadable.reason);
                    continue;
                }
            };
            match (gathered.whole, chosen) {
                _ if gathered.differs => {}
                (Some(whole), Some(chosen)) if whole != chosen => {
                    self.problem(gathered.place, b"", self.differently(question));
                }
                (Some(answer), _) | (None, Some(answer)) => self.set(question, answer),
                (None, None) => {}
            }
        }
        if let Some(chosen) = &self.matters {
            mark(self.pack, &mut self.respondent.answers, chosen);
        }
        match self.lost {
            Some(problem) => Err(problem),
            None => Ok(self.respondent),
        }
    }
}

/// What could be read, and what could not.
fn parted(read: Result<Option<Arc<Answer>>, Unreadable>) -> (Option<Arc<Answer>>, Option<String>) {
    match read {
        Ok(answer) => (answer, None),
        Err(Unreadable { reason, partly }) => (partly, Some(reason)),
    }
}
