//! Reading the cells of all questions, with a memory of what was read: a column repeats a few texts over and over, so that
//! most cells cost one look-up.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use super::cell_reader::{CellRead, CellReader, Token, Unreadable};
use super::column_map::ColumnMap;
use crate::answers::own_questions::readable;
use crate::answers::{Answer, Importance};
use crate::pack::{Pack, QuestionId};

/// Distinct texts of a question that are remembered. A choice of ten options can be written in a thousand ways; texts
/// that cannot be read are not remembered, so that they cannot take the places of others.
const REMEMBERED: usize = 2_000;
/// Bytes of a text that is remembered.
const LONGEST_REMEMBERED: usize = 400;

/// Told of each cell of a question: its column's heading, what stands in it, and what that was read as.
pub type Note<'n> = dyn FnMut(QuestionId, &str, &[u8], &CellRead) + 'n;

/// Reads cells of all questions, on any number of threads at once.
#[derive(Debug)]
pub struct CellReaders {
    by_question: Vec<CellReader>,
    /// Memories that no thread is using. They change no result, so it does not matter who gets which.
    idle: Mutex<Vec<Vec<Texts>>>,
    /// Whether a cell was read that is not UTF-8.
    decoded: AtomicBool,
}

/// One thread's reading of cells.
pub struct Cells<'r, 'n> {
    by_question: &'r [CellReader],
    /// What was read so far, by question.
    memory: Vec<Texts>,
    note: &'r mut Note<'n>,
    decoded: &'r AtomicBool,
}

/// What the texts of one question's column mean.
type Texts = HashMap<Box<[u8]>, Option<Arc<Answer>>, BuildHasherDefault<TextHasher>>;

impl CellReaders {
    /// For all questions of a pack, and what a map says about their texts.
    #[must_use]
    pub fn new(pack: &Pack, map: Option<&ColumnMap>) -> Self {
        let told = |id: QuestionId| map.map_or(&[][..], |map| map.told(id));
        let by_question = readable(pack).map(|(id, question)| {
            let gone = pack.retired().iter().filter(|gone| gone.question == question.id);
            CellReader::new(&question, told(id)).with_retired(gone)
        });
        let by_question = by_question.collect();
        Self { by_question, idle: Mutex::default(), decoded: AtomicBool::new(false) }
    }

    /// Whether a cell was read that is not UTF-8.
    #[must_use]
    pub fn has_decoded(&self) -> bool {
        self.decoded.load(Ordering::Relaxed)
    }

    /// Reads some cells, of each of which `note` is told.
    pub fn with<T>(&self, note: &mut Note<'_>, work: impl FnOnce(&mut Cells<'_, '_>) -> T) -> T {
        let idle = || self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        let memory = idle().pop().unwrap_or_default();
        let mut cells = Cells { by_question: &self.by_question, memory, note, decoded: &self.decoded };
        let done = work(&mut cells);
        idle().push(cells.memory);
        done
    }
}

impl Cells<'_, '_> {
    /// Reads a cell, from memory if it can.
    ///
    /// # Errors
    /// Why it cannot be read.
    pub fn read(&mut self, question: QuestionId, cell: &[u8]) -> CellRead {
        if cell.is_empty() {
            return Ok(None);
        }
        if self.memory.len() <= question.index() {
            self.memory.resize_with(question.index() + 1, Texts::default);
        }
        let known = &mut self.memory[question.index()];
        if let Some(answer) = known.get(cell) {
            return Ok(answer.clone());
        }
        let answer = self.by_question[question.index()].read(cell)?;
        if std::str::from_utf8(cell).is_err() {
            self.decoded.store(true, Ordering::Relaxed);
        }
        if known.len() < REMEMBERED && cell.len() <= LONGEST_REMEMBERED {
            known.insert(cell.into(), answer.clone());
        }
        Ok(answer)
    }

    /// Reads a list of texts, each of which is one choice.
    ///
    /// # Errors
    /// Why it cannot be read.
    pub fn read_list(&self, question: QuestionId, texts: &[String]) -> CellRead {
        self.by_question[question.index()].read_list(texts)
    }

    /// Whether a cell says that the option is chosen that its column stands for, and how much it matters.
    ///
    /// # Errors
    /// Why it cannot be read.
    pub fn read_tick(
        &self,
        question: QuestionId,
        token: Token,
        cell: &[u8],
    ) -> Result<Option<Importance>, Unreadable> {
        self.by_question[question.index()].read_tick(token, cell)
    }

    /// What options in columns of their own answer together.
    ///
    /// # Errors
    /// If they do not go together.
    pub fn answer(&self, question: QuestionId, chosen: &[Token], importance: Importance) -> CellRead {
        self.by_question[question.index()].answer(chosen, importance)
    }

    /// Whether the question takes several options.
    #[must_use]
    pub fn takes_several(&self, question: QuestionId) -> bool {
        self.by_question[question.index()].takes_several()
    }

    /// Tells of a cell and what it was read as.
    pub fn note(&mut self, question: QuestionId, heading: &str, cell: &[u8], read: &CellRead) {
        (self.note)(question, heading, cell, read);
    }
}

/// A hash that costs little for short texts. Whoever writes texts to collide gains nothing: there are few to collide with.
#[derive(Debug, Default)]
pub struct TextHasher(u64);

impl TextHasher {
    fn add(&mut self, word: u64) {
        // The multiplier of FxHash, as in the Rust compiler.
        self.0 = (self.0.rotate_left(5) ^ word).wrapping_mul(0x51_7c_c1_b7_27_22_0a_95);
    }
}

impl Hasher for TextHasher {
    #[inline]
    fn write(&mut self, bytes: &[u8]) {
        // The last word may hold bytes of the one before: no text needs to be filled up.
        match (bytes.last_chunk::<8>(), bytes.first_chunk::<4>(), bytes.last_chunk::<4>()) {
            (Some(last), ..) => {
                for word in bytes[..bytes.len() - 1].as_chunks::<8>().0 {
                    self.add(u64::from_le_bytes(*word));
                }
                self.add(u64::from_le_bytes(*last));
            }
            (None, Some(first), Some(last)) => {
                let (first, last) = (u32::from_le_bytes(*first), u32::from_le_bytes(*last));
                self.add((u64::from(first) << 32) | u64::from(last));
            }
            _ => self.add(bytes.iter().fold(0, |word, byte| (word << 8) | u64::from(*byte))),
        }
    }

    #[inline]
    fn write_usize(&mut self, number: usize) {
        self.add(number as u64);
    }

    #[inline]
    fn finish(&self) -> u64 {
        // The table looks at the highest bits; those of a product depend on all of the word.
        self.0.rotate_left(20)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::default_pack;

    #[test]
    fn memory_changes_nothing() {
        let pack = default_pack().pack;
        let readers = CellReaders::new(&pack, None);
        readers.with(&mut |_, _, _, _| {}, |cells| {
            for question in pack.question_ids().chain(pack.question_ids()) {
                for cell in ["1", "Agree", "A hospice, A laboratory", "nonsense", "", "don't mind", "2!"] {
                    let cell = cell.as_bytes();
                    let read = readers.by_question[question.index()].read(cell);
                    assert_eq!(cells.read(question, cell), read);
                }
            }
        });
    }
}
