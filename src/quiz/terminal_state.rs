//! Leaving the terminal as it was found, on every way out.

use std::io;
use std::time::Duration;

/// Which of the terminal's two screens is drawn on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Canvas {
    /// The one that holds nothing else and goes away afterwards.
    Alternate,
    /// The one with the shell's lines, which stays.
    Main,
}

impl Canvas {
    /// Nothing is hidden: a visible cursor is what screen readers follow.
    fn enter(self) -> &'static str {
        match self {
            Canvas::Alternate => "\u{1b}[?1049h\u{1b}[2J\u{1b}[H",
            Canvas::Main => "",
        }
    }

    /// Shows the cursor and leaves the alternate screen.
    fn leave(self) -> &'static str {
        match self {
            Canvas::Alternate => "\u{1b}[?25h\u{1b}[?1049l",
            Canvas::Main => "\u{1b}[?25h",
        }
    }
}

#[cfg(unix)]
mod system {
    use std::io::{self, Write};
    use std::thread;
    use std::time::Duration;

    use rustix::event::{PollFd, PollFlags, Timespec, poll};
    use rustix::termios::{LocalModes, OptionalActions, Termios, tcgetattr, tcsetattr};
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
    use signal_hook::iterator::Signals;

    pub(super) struct State {
        canvas: super::Canvas,
        found: Termios,
        signals: signal_hook::iterator::Handle,
    }

    pub(super) fn enter(canvas: super::Canvas) -> io::Result<State> {
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
        thread::spawn(move || {
            if let Some(signal) = signals.forever().next() {
                restore(&at_signal, canvas);
                std::process::exit(128 + signal);
            }
        });
        Ok(State { canvas, found, signals: handle })
    }

    impl Drop for State {
        fn drop(&mut self) {
            self.signals.close();
            restore(&self.found, self.canvas);
        }
    }

    fn restore(found: &Termios, canvas: super::Canvas) {
        let _ = tcsetattr(rustix::stdio::stdin(), OptionalActions::Now, found);
        let mut err = io::stderr().lock();
        let _ = err.write_all(canvas.leave().as_bytes()).and_then(|()| err.flush());
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
    use std::io::{self, Write};
    use std::time::Duration;

    pub(super) struct State(super::Canvas);

    pub(super) fn enter(canvas: super::Canvas) -> io::Result<State> {
        Ok(State(canvas))
    }

    impl Drop for State {
        fn drop(&mut self) {
            let mut err = io::stderr().lock();
            let _ = err.write_all(self.0.leave().as_bytes()).and_then(|()| err.flush());
        }
    }

    /// Reading a key blocks there, and a resize is seen at the next key.
    pub(super) fn wait_for_key(_most: Duration) -> io::Result<bool> {
        Ok(true)
    }
}

/// The terminal during the quiz; dropping it puts everything back.
pub struct TerminalState(#[allow(dead_code, reason = "held for what dropping it does")] system::State);

impl TerminalState {
    /// Switches to a screen, without echo. SIGINT, SIGTERM and SIGHUP put everything back and end
    /// the program with 128 and the signal's number.
    ///
    /// # Errors
    /// If the terminal refuses.
    pub fn enter(canvas: Canvas) -> io::Result<Self> {
        use std::io::Write;
        let state = system::enter(canvas)?;
        let mut err = io::stderr().lock();
        err.write_all(canvas.enter().as_bytes())?;
        err.flush()?;
        drop(err);
        Ok(Self(state))
    }
}

/// Waits until a key can be read; false after `most`.
pub(super) fn wait_for_key(most: Duration) -> io::Result<bool> {
    system::wait_for_key(most)
}
