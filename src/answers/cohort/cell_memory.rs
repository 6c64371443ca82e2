//! Readers of all questions' cells, and a memory of what they read: a column repeats a few texts over and over, so that
//! most cells cost one look-up.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::Arc;

use super::cell_reader::{CellReader, Read};
use super::column_map::ColumnMap;
use crate::answers::Answer;
use crate::pack::{Pack, QuestionId};

/// Distinct texts of a question that are remembered. A choice of ten options can be written in a thousand ways; texts
/// that cannot be read are not remembered, so that they cannot take the places of others.
const REMEMBERED: usize = 2_000;
/// Bytes of a text that is remembered.
const LONGEST_REMEMBERED: usize = 400;

/// Readers by question.
#[derive(Debug, Clone)]
pub struct Readers(Vec<CellReader>);

impl Readers {
    /// For all questions of a pack, and what a map says about their texts.
    #[must_use]
    pub fn new(pack: &Pack, map: Option<&ColumnMap>) -> Self {
        let told = |id: QuestionId| map.map_or(&[][..], |map| map.told(id));
        let reader = |id: QuestionId| {
            let question = pack.question(id);
            let gone = pack.retired().iter().filter(|gone| gone.question == question.id);
            CellReader::new(question, told(id)).with_retired(gone)
        };
        Self(pack.question_ids().map(reader).collect())
    }

    /// The reader of a question's cells.
    #[must_use]
    pub fn of(&self, question: QuestionId) -> &CellReader {
        &self.0[question.index()]
    }
}

/// What was read so far; each thread has its own. It changes no result.
#[derive(Debug, Default)]
pub struct CellMemory(Vec<Texts>);

/// What the texts of one question's column mean.
type Texts = HashMap<Box<[u8]>, Option<Arc<Answer>>, BuildHasherDefault<TextHasher>>;

impl CellMemory {
    /// Reads a cell, from memory if it can.
    ///
    /// # Errors
    /// Why it cannot be read.
    pub fn read(&mut self, readers: &Readers, question: QuestionId, cell: &[u8]) -> Read {
        if cell.is_empty() {
            return Ok(None);
        }
        if self.0.len() <= question.index() {
            self.0.resize_with(question.index() + 1, Texts::default);
        }
        let known = &mut self.0[question.index()];
        if let Some(answer) = known.get(cell) {
            return Ok(answer.clone());
        }
        let answer = readers.of(question).read(cell)?;
        if known.len() < REMEMBERED && cell.len() <= LONGEST_REMEMBERED {
            known.insert(cell.into(), answer.clone());
        }
        Ok(answer)
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
        let readers = Readers::new(&pack, None);
        let mut memory = CellMemory::default();
        for _ in 0..2 {
            for question in pack.question_ids() {
                for cell in ["1", "Agree", "A hospice, A laboratory", "nonsense", "", "don't mind", "2!"] {
                    let cell = cell.as_bytes();
                    assert_eq!(memory.read(&readers, question, cell), readers.of(question).read(cell));
                }
            }
        }
    }
}
