//! The sheets of a file that can hold several, whatever its kind, handed over some rows at a time while a thread of its own
//! reads on.

use std::fs::File;
use std::io::BufRead;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Mutex, PoisonError};
use std::thread;

use super::TextInput;
use super::archive::opendocument_content;
use super::marked_up::MarkedUp;
use super::part::{Part, guarded};
use super::workbook::Workbook;

/// Rows that are handed over together, and bytes after which they are whatever their number.
const BATCH_ROWS: usize = 1024;
const BATCH_BYTES: usize = 1 << 20;

/// The parts of a file as they are read.
pub struct Sheets {
    messages: Mutex<Receiver<Message>>,
    several: bool,
}

enum Message {
    Parts(Vec<Part>),
    Failed(String),
    End,
}

impl Sheets {
    /// Of an XLSX workbook.
    ///
    /// # Errors
    /// What is wrong with it, in words.
    pub fn of_workbook(file: File) -> Result<Self, String> {
        let workbook = Workbook::open(file)?;
        let several = workbook.has_several_sheets();
        Ok(Self { several, ..Self::reading(move |take| workbook.each_part(take)) })
    }

    /// Of an `OpenDocument` spreadsheet.
    ///
    /// # Errors
    /// What is wrong with it, in words.
    pub fn of_opendocument(file: &File) -> Result<Self, String> {
        let content = opendocument_content(file)?;
        Ok(Self::reading(move |take| MarkedUp::new(content).each_part(take)))
    }

    /// Of a text with tables between tags.
    #[must_use]
    pub fn of_marked_up(text: TextInput) -> Self {
        Self::reading(move |take| MarkedUp::new(text).each_part(take))
    }

    /// Whether there may be more sheets than one.
    #[must_use]
    pub fn are_several(&self) -> bool {
        self.several
    }

    fn reading(
        read: impl FnOnce(&mut dyn FnMut(Part) -> bool) -> Result<(), String> + Send + 'static,
    ) -> Self {
        let (sender, receiver) = sync_channel(2);
        thread::spawn(move || {
            let mut sending = Sending { sender, parts: Vec::new(), bytes: 0 };
            let read = guarded(|| read(&mut |part| sending.take(part)));
            sending.send();
            // Whoever does not listen any more needs no last word.
            let _ = sending.sender.send(match read {
                Ok(()) => Message::End,
                Err(error) => Message::Failed(error),
            });
        });
        Self { messages: Mutex::new(receiver), several: true }
    }

    /// The next parts; none at the end.
    ///
    /// # Errors
    /// What is wrong with the file, in words.
    pub fn next_parts(&mut self) -> Result<Vec<Part>, String> {
        match self.messages.get_mut().unwrap_or_else(PoisonError::into_inner).recv() {
            Ok(Message::Parts(parts)) => Ok(parts),
            Ok(Message::Failed(error)) => Err(error),
            // The last word was heard already.
            Ok(Message::End) | Err(_) => Ok(Vec::new()),
        }
    }
}

/// Parts that wait to be handed over.
struct Sending {
    sender: SyncSender<Message>,
    parts: Vec<Part>,
    bytes: usize,
}

impl Sending {
    /// Whether more is wanted.
    fn take(&mut self, part: Part) -> bool {
        if let Part::Row((_, cells)) = &part {
            self.bytes += cells.iter().map(|(_, text)| text.len()).sum::<usize>();
        }
        self.parts.push(part);
        let full = self.parts.len() >= BATCH_ROWS || self.bytes >= BATCH_BYTES;
        !full || self.send()
    }

    /// Whether someone listens.
    fn send(&mut self) -> bool {
        self.bytes = 0;
        let parts = std::mem::take(&mut self.parts);
        parts.is_empty() || self.sender.send(Message::Parts(parts)).is_ok()
    }
}

/// Whether a text is markup with tables in it, by its beginning: a page, or XML.
///
/// # Errors
/// If the beginning cannot be read.
pub fn is_marked_up(text: &mut TextInput) -> std::io::Result<bool> {
    let start = text.fill_buf()?;
    let start = start.trim_ascii_start();
    Ok(start.first() == Some(&b'<')
        && start.get(1).is_some_and(|byte| b"!?".contains(byte) || byte.is_ascii_alphabetic()))
}
