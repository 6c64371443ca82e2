//! The terminal while the quiz has it: keys one by one, signals, and how it was found, which it is again on every way out.

use std::cell::Cell;
use std::io::{self, Write};
use std::rc::Rc;

/// Takes a screen of its own and hides nothing: a visible cursor is what screen readers follow.
const ENTER: &str = "\u{1b}[?1049h\u{1b}[2J\u{1b}[H";
/// Leaves that screen.
const LEAVE: &str = "\u{1b}[?1049l";

#[cfg(not(unix))]
pub use other::TerminalState;
#[cfg(unix)]
pub use unix::TerminalState;

/// What waiting for a key came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Waited {
    /// A key.
    Key(console::Key),
    /// A key that nothing answers to.
    Unknown,
    /// Nothing came in time.
    Nothing,
    /// The program was stopped and goes on: the screen is no longer what was drawn.
    Resumed,
}

/// The screen of one's own, which holds nothing else.
#[derive(Debug, Clone, Default)]
struct Alternate(Rc<Cell<bool>>);

impl Alternate {
    fn enter(&self) -> io::Result<()> {
        self.0.set(true);
        write(ENTER)
    }

    /// Goes back to the shell's lines; to come back, it is entered again.
    fn leave(&self) {
        // A terminal that is not on that screen would move its cursor.
        if self.0.replace(false) {
            // Nothing can be done if the terminal is gone.
            let _ = write(LEAVE);
        }
    }
}

fn write(text: &str) -> io::Result<()> {
    let mut err = io::stderr().lock();
    err.write_all(text.as_bytes())?;
    err.flush()
}

#[cfg(unix)]
mod unix {
    use std::io;
    use std::time::Duration;

    use rustix::event::{PollFd, PollFlags, Timespec, poll};
    use rustix::process::{Signal, getpgrp, getsid, kill_current_process_group};
    use rustix::termios::{
        InputModes, LocalModes, OptionalActions, SpecialCodeIndex, Termios, tcgetattr, tcsetattr,
    };
    use signal_hook::consts::SIGTSTP;
    use signal_hook::low_level::emulate_default_handler;

    use super::super::key_bytes::{CTRL_Z, Decoded, decode, decode_the_last};
    use super::super::signals::Signals;
    use super::{Alternate, Waited};

    /// How long the rest of a key may take. An arrow that a slow link sends in two must not be taken for Esc, and Esc must
    /// not feel stuck.
    const REST: Duration = Duration::from_millis(350);

    /// The terminal during the quiz; dropping it puts everything back.
    pub struct TerminalState {
        found: Termios,
        quiet: Termios,
        signals: Signals,
        alternate: Alternate,
    }

    impl TerminalState {
        /// Turns echo off, takes keys one by one, and a screen of its own.
        ///
        /// # Errors
        /// If the terminal refuses.
        pub fn enter() -> io::Result<Self> {
            let found = tcgetattr(rustix::stdio::stdin())?;
            let mut quiet = found.clone();
            // Keys typed ahead must neither show nor wait for Enter, and Ctrl-C is a key like any other: it is
            // answered with where the answers are kept.
            quiet.local_modes -=
                LocalModes::ECHO | LocalModes::ICANON | LocalModes::ISIG | LocalModes::IEXTEN;
            quiet.input_modes -= InputModes::IXON;
            quiet.special_codes[SpecialCodeIndex::VMIN] = 1;
            quiet.special_codes[SpecialCodeIndex::VTIME] = 0;
            let state = Self { found, quiet, signals: Signals::take()?, alternate: Alternate::default() };
            set(&state.quiet)?;
            state.alternate.enter()?;
            Ok(state)
        }

        /// Gives the shell's lines back, for what is to stay on them.
        pub fn leave_screen(&self) {
            self.alternate.leave();
        }

        /// Waits for a key, for some time.
        pub(in super::super) fn wait(&self, most: Duration) -> io::Result<Waited> {
            if self.attend_to_signals()? {
                return Ok(Waited::Resumed);
            }
            let waited = read_key(most);
            // A terminal that is gone says so by a signal and by failing; the signal is the reason.
            if self.attend_to_signals()? {
                return Ok(Waited::Resumed);
            }
            match waited? {
                Waited::Key(key) if key == CTRL_Z => {
                    stop_the_job()?;
                    self.attend_to_signals()?;
                    Ok(Waited::Resumed)
                }
                other => Ok(other),
            }
        }

        /// Stops, ends or goes on as signals have asked since the last look; whether the program was stopped.
        ///
        /// # Errors
        /// [`io::ErrorKind::Interrupted`] with [`super::EndedBy`] if the program is to end.
        fn attend_to_signals(&self) -> io::Result<bool> {
            if let Some(ended) = self.signals.ending() {
                return Err(io::Error::new(io::ErrorKind::Interrupted, ended));
            }
            if self.signals.take_stop() {
                self.stop()?;
                return Ok(true);
            }
            // It was stopped by a signal that nobody can see coming, and the terminal is as the shell has left it.
            if self.signals.take_continued() {
                self.take_again()?;
                return Ok(true);
            }
            Ok(false)
        }

        fn stop(&self) -> io::Result<()> {
            if !can_go_on_later() {
                return Ok(());
            }
            self.alternate.leave();
            set(&self.found)?;
            // It returns when the program goes on.
            emulate_default_handler(SIGTSTP)?;
            self.signals.take_continued();
            self.take_again()
        }

        fn take_again(&self) -> io::Result<()> {
            set(&self.quiet)?;
            self.alternate.enter()
        }
    }

    impl Drop for TerminalState {
        fn drop(&mut self) {
            // Nothing is left to be done if the terminal itself is gone.
            let _ = set(&self.found);
            self.alternate.leave();
        }
    }

    fn read_key(most: Duration) -> io::Result<Waited> {
        let mut bytes = Vec::new();
        let mut most = most;
        loop {
            // One byte at a time: what was typed ahead of a prompt is left for it to read.
            match next_byte(most)? {
                Some(byte) => bytes.push(byte),
                None if bytes.is_empty() => return Ok(Waited::Nothing),
                None => return Ok(as_waited(decode_the_last(&bytes))),
            }
            match decode(&bytes) {
                Decoded::More => most = REST,
                whole => return Ok(as_waited(whole)),
            }
        }
    }

    /// The whole job is stopped, also what has started this program, as Ctrl-Z does elsewhere.
    fn stop_the_job() -> io::Result<()> {
        if can_go_on_later() {
            kill_current_process_group(Signal::TSTP)?;
        }
        Ok(())
    }

    fn set(modes: &Termios) -> io::Result<()> {
        Ok(tcsetattr(rustix::stdio::stdin(), OptionalActions::Now, modes)?)
    }

    /// Whether a shell is there that can let a stopped program go on. What a window or a remote login has started
    /// directly leads its session, and would stand still for ever.
    fn can_go_on_later() -> bool {
        getsid(None).is_ok_and(|session| session != getpgrp())
    }

    fn as_waited(decoded: Decoded) -> Waited {
        match decoded {
            Decoded::Key(key) => Waited::Key(key),
            Decoded::Unknown | Decoded::More => Waited::Unknown,
        }
    }

    /// The next byte; nothing after `most`, or if a signal came first.
    fn next_byte(most: Duration) -> io::Result<Option<u8>> {
        let stdin = rustix::stdio::stdin();
        let most = Timespec::try_from(most).map_err(io::Error::other)?;
        let mut watched = [PollFd::new(&stdin, PollFlags::IN)];
        match poll(&mut watched, Some(&most)) {
            Ok(0) | Err(rustix::io::Errno::INTR) => return Ok(None),
            Ok(_) => {}
            Err(error) => return Err(error.into()),
        }
        let mut byte = [0];
        match rustix::io::read(stdin, &mut byte) {
            Ok(0) => Err(io::ErrorKind::NotConnected.into()),
            Ok(_) => Ok(Some(byte[0])),
            Err(rustix::io::Errno::INTR) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }
}

#[cfg(not(unix))]
mod other {
    use std::io;
    use std::time::Duration;

    use console::{Key, Term};

    use super::{Alternate, Waited};

    /// The terminal during the quiz; dropping it puts everything back.
    pub struct TerminalState {
        alternate: Alternate,
    }

    impl TerminalState {
        /// Takes a screen of its own.
        ///
        /// # Errors
        /// If the terminal refuses.
        pub fn enter() -> io::Result<Self> {
            let state = Self { alternate: Alternate::default() };
            state.alternate.enter()?;
            Ok(state)
        }

        /// Gives the shell's lines back, for what is to stay on them.
        pub fn leave_screen(&self) {
            self.alternate.leave();
        }

        /// Waits for a key. Reading blocks there, and a resize is seen at the next key.
        pub(in super::super) fn wait(&self, _most: Duration) -> io::Result<Waited> {
            Ok(match Term::stderr().read_key_raw()? {
                Key::Unknown | Key::UnknownEscSeq(_) => Waited::Unknown,
                key => Waited::Key(key),
            })
        }
    }

    impl Drop for TerminalState {
        fn drop(&mut self) {
            self.alternate.leave();
        }
    }
}
