//! Leaving the terminal as it was found, on every way out.

use std::io::{self, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// Enters the alternate screen and hides nothing: a visible cursor is what screen readers follow.
const ENTER: &str = "\u{1b}[?1049h\u{1b}[2J\u{1b}[H";
/// Leaves the alternate screen.
const LEAVE: &str = "\u{1b}[?1049l";
/// dialoguer hides the cursor while it asks (its issue 77).
const SHOW_CURSOR: &str = "\u{1b}[?25h";

#[cfg(unix)]
mod system {
    use std::io;
    use std::sync::Arc;
    use std::sync::atomic::AtomicBool;
    use std::thread;
    use std::time::Duration;

    use rustix::event::{PollFd, PollFlags, Timespec, poll};
    use rustix::termios::{LocalModes, OptionalActions, Termios, tcgetattr, tcsetattr};
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
    use signal_hook::iterator::Signals;

    pub(super) struct State {
        found: Termios,
        signals: signal_hook::iterator::Handle,
    }

    pub(super) fn enter(alternate: &Arc<AtomicBool>) -> io::Result<State> {
        let stdin = rustix::stdio::stdin();
        let found = tcgetattr(stdin)?;
        let mut quiet = found.clone();
        // Keys typed ahead must neither show nor wait for Enter, and Ctrl-C is a key like any other: it is
        // answered with where the answers are kept.
        quiet.local_modes -= LocalModes::ECHO | LocalModes::ICANON | LocalModes::ISIG;
        tcsetattr(stdin, OptionalActions::Now, &quiet)?;
        let mut signals = Signals::new([SIGINT, SIGTERM, SIGHUP])?;
        let handle = signals.handle();
        let at_signal = found.clone();
        let alternate = Arc::clone(alternate);
        thread::spawn(move || {
            if let Some(signal) = signals.forever().next() {
                restore(&at_signal);
                super::leave(&alternate);
                std::process::exit(128 + signal);
            }
        });
        Ok(State { found, signals: handle })
    }

    impl Drop for State {
        fn drop(&mut self) {
            self.signals.close();
            restore(&self.found);
        }
    }

    fn restore(found: &Termios) {
        let _ = tcsetattr(rustix::stdio::stdin(), OptionalActions::Now, found);
    }

    pub(super) fn wait_for_key(most: Duration) -> io::Result<bool> {
        let stdin = rustix::stdio::stdin();
        let mut watched = [PollFd::new(&stdin, PollFlags::IN)];
        let most = Timespec::try_from(most).map_err(io::Error::other)?;
        match poll(&mut watched, Some(&most)) {
            Ok(ready) => Ok(ready > 0),
            Err(rustix::io::Errno::INTR) => Ok(false),
            Err(error) => Err(error.into()),
        }
    }
}

#[cfg(not(unix))]
mod system {
    use std::io;
    use std::sync::Arc;
    use std::sync::atomic::AtomicBool;
    use std::time::Duration;

    pub(super) struct State;

    pub(super) fn enter(_alternate: &Arc<AtomicBool>) -> io::Result<State> {
        Ok(State)
    }

    /// Reading a key blocks there, and a resize is seen at the next key.
    pub(super) fn wait_for_key(_most: Duration) -> io::Result<bool> {
        Ok(true)
    }
}

/// The terminal during the quiz; dropping it puts everything back.
pub struct TerminalState {
    #[allow(dead_code, reason = "held for what dropping it does")]
    system: system::State,
    alternate: Arc<AtomicBool>,
}

/// The alternate screen, which holds nothing else; dropping it goes back to the shell's lines.
pub struct AlternateScreen(Arc<AtomicBool>);

impl TerminalState {
    /// Turns echo off and takes keys one by one. SIGINT, SIGTERM and SIGHUP put everything back and end the program with
    /// 128 and the signal's number.
    ///
    /// # Errors
    /// If the terminal refuses.
    pub fn enter() -> io::Result<Self> {
        let alternate = Arc::new(AtomicBool::new(false));
        Ok(Self { system: system::enter(&alternate)?, alternate })
    }

    /// Switches to the alternate screen.
    ///
    /// # Errors
    /// If the terminal refuses.
    pub fn alternate_screen(&self) -> io::Result<AlternateScreen> {
        write(ENTER)?;
        self.alternate.store(true, Ordering::SeqCst);
        Ok(AlternateScreen(Arc::clone(&self.alternate)))
    }
}

impl Drop for AlternateScreen {
    fn drop(&mut self) {
        leave(&self.0);
    }
}

impl Drop for TerminalState {
    fn drop(&mut self) {
        leave(&self.alternate);
    }
}

/// Leaves the alternate screen if it is on. A terminal that is not on it would move its cursor.
fn leave(alternate: &AtomicBool) {
    let on = alternate.swap(false, Ordering::SeqCst);
    // Nothing is left to be done if the terminal itself is gone.
    let _ = write(SHOW_CURSOR).and_then(|()| if on { write(LEAVE) } else { Ok(()) });
}

fn write(text: &str) -> io::Result<()> {
    let mut err = io::stderr().lock();
    err.write_all(text.as_bytes())?;
    err.flush()
}

/// Waits until a key can be read; false after `most`.
pub(super) fn wait_for_key(most: Duration) -> io::Result<bool> {
    system::wait_for_key(most)
}
