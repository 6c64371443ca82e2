//! Commands that write files, stopped from outside: by Ctrl-C, a request to end, or a terminal that is closed.

use super::failure::Failure;
#[cfg(unix)]
use super::memory::more_threads;
use crate::output::stopping::Stopping;

/// Does a command's work in a thread of its own, and leaves it when a signal says so, even if it waits for input. What it
/// has written is removed then; once results have their names, it is not left any more.
#[cfg(unix)]
pub(super) fn until_stopped(
    work: impl FnOnce(&Stopping) -> Result<(), Failure> + Send + 'static,
) -> Result<(), Failure> {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
    use signal_hook::iterator::Signals;

    let mut signals =
        Signals::new([SIGINT, SIGTERM, SIGHUP]).map_err(|error| Failure::System("signals", error))?;
    let stopping = Stopping::default();
    if more_threads() == 0 {
        let waiting = stopping.clone();
        std::thread::spawn(move || end_by_signal(signals, &waiting));
        return work(&stopping);
    }
    let (at_end, working) = (NoMoreSignals(signals.handle()), stopping.clone());
    let worker = std::thread::Builder::new()
        .spawn(move || {
            let _ends_the_wait_when_dropped = at_end;
            work(&working)
        })
        .map_err(|error| Failure::System("threads", error))?;
    for signal in signals.forever() {
        if stopping.stop() {
            clear_progress();
            return Err(Failure::Stopped(signal));
        }
    }
    worker.join().unwrap_or(Err(Failure::Unfinished))
}

/// The same the other way round, for little memory: the first thread works, and this one ends the program, as the signal
/// would have done by itself; a shell shows the same exit code.
#[cfg(unix)]
fn end_by_signal(mut signals: signal_hook::iterator::Signals, stopping: &Stopping) {
    for signal in signals.forever() {
        if stopping.stop() {
            clear_progress();
            let _ = signal_hook::low_level::emulate_default_handler(signal);
        }
    }
}

/// Ends the wait for signals, also if work ends by a fault of the program's own.
#[cfg(unix)]
struct NoMoreSignals(signal_hook::iterator::Handle);

#[cfg(unix)]
impl Drop for NoMoreSignals {
    fn drop(&mut self) {
        self.0.close();
    }
}

/// Takes a progress bar off the line that it was drawn on.
#[cfg(unix)]
fn clear_progress() {
    if crate::terminal::can_draw_progress() {
        crate::terminal::write_error("\r\u{1b}[2K");
    }
}

/// Does a command's work. What a run leaves behind that is stopped is removed at the next start.
#[cfg(not(unix))]
pub(super) fn until_stopped(
    work: impl FnOnce(&Stopping) -> Result<(), Failure> + Send + 'static,
) -> Result<(), Failure> {
    work(&Stopping::default())
}
