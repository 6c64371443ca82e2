//! Commands that write files, stopped from outside: by Ctrl-C, a request to end, or a terminal that is closed.

use super::failure::Failure;
use crate::stopping::Stopping;

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
