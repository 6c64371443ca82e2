//! Standard input that can be asked whether more of it is at hand, so that whoever waits for an answer before writing on
//! gets one.

use std::io::{self, Read, Stdin, stdin};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Standard input. While it must not wait, reading it gives [`io::ErrorKind::WouldBlock`] where nothing is at hand.
pub struct StandardInput {
    input: Stdin,
    waits: Waits,
}

/// Whether reading may wait. What is no standard input always may.
#[derive(Debug, Clone)]
pub struct Waits(Arc<AtomicBool>);

impl Default for Waits {
    fn default() -> Self {
        Self(Arc::new(AtomicBool::new(true)))
    }
}

impl Waits {
    /// Tries something without waiting.
    ///
    /// # Errors
    /// Those of the try, but for that it would have to wait: that gives nothing.
    pub fn without<T>(&self, attempt: impl FnOnce() -> io::Result<T>) -> io::Result<Option<T>> {
        self.0.store(false, Ordering::Relaxed);
        let found = attempt();
        self.0.store(true, Ordering::Relaxed);
        match found {
            Ok(found) => Ok(Some(found)),
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => Ok(None),
            Err(error) => Err(error),
        }
    }
}

impl StandardInput {
    /// The process's own; `waits` says whether it may be waited for.
    #[must_use]
    pub fn new(waits: &Waits) -> Self {
        Self { input: stdin(), waits: waits.clone() }
    }
}

impl Read for StandardInput {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if !self.waits.0.load(Ordering::Relaxed) && !is_at_hand(&self.input) {
            return Err(io::ErrorKind::WouldBlock.into());
        }
        self.input.read(buffer)
    }
}

/// Whether something can be read, or the end has come. What the standard library has buffered is not seen, so that this
/// may say no too often, and never yes where one would wait.
#[cfg(unix)]
fn is_at_hand(input: &Stdin) -> bool {
    use rustix::event::{PollFd, PollFlags, Timespec, poll};
    let mut asked = [PollFd::new(input, PollFlags::IN)];
    // Where it cannot be told, reading says what is wrong.
    poll(&mut asked, Some(&Timespec::default())).map_or(true, |ready| ready > 0)
}

/// Elsewhere it is not known, and stretches are filled as files' are.
#[cfg(not(unix))]
fn is_at_hand(_: &Stdin) -> bool {
    true
}
