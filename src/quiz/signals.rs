//! Signals as notes to look at between two keys, so that answers are kept and the terminal put back by the usual way out.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGTERM, SIGTSTP};
use signal_hook::flag::{register, register_conditional_default, register_usize};

use super::terminal_state::EndedBy;

/// What signals have asked for.
pub(super) struct Signals {
    /// The number of the last signal that asked for the end; nought if none has.
    ended_by: Arc<AtomicUsize>,
    ended: Arc<AtomicBool>,
    stop: Arc<AtomicBool>,
    continued: Arc<AtomicBool>,
}

impl Signals {
    /// Takes note of signals from now on. The second one that asks for the end ends the program by itself, in case the
    /// first is not looked at.
    pub(super) fn take() -> io::Result<Self> {
        let signals = Self {
            ended_by: Arc::default(),
            ended: Arc::default(),
            stop: Arc::default(),
            continued: Arc::default(),
        };
        for signal in [SIGINT, SIGTERM, SIGHUP] {
            register_conditional_default(signal, Arc::clone(&signals.ended))?;
            register(signal, Arc::clone(&signals.ended))?;
            register_usize(
                signal,
                Arc::clone(&signals.ended_by),
                usize::try_from(signal).unwrap_or_default(),
            )?;
        }
        register(SIGTSTP, Arc::clone(&signals.stop))?;
        register(SIGCONT, Arc::clone(&signals.continued))?;
        Ok(signals)
    }

    /// Which signal has asked for the end.
    pub(super) fn ending(&self) -> Option<EndedBy> {
        let number = i32::try_from(self.ended_by.load(Ordering::SeqCst)).unwrap_or_default();
        (number != 0).then_some(EndedBy(number))
    }

    /// Whether a stop was asked for since the last look.
    pub(super) fn take_stop(&self) -> bool {
        self.stop.swap(false, Ordering::SeqCst)
    }

    /// Whether the program was continued since the last look.
    pub(super) fn take_continued(&self) -> bool {
        self.continued.swap(false, Ordering::SeqCst)
    }

    /// Forgets an interrupt that was raised because a stop or a continuation woke a library's prompt; whether there was one.
    pub(super) fn forget_interrupt_by_stop(&self) -> bool {
        let woken = self.stop.load(Ordering::SeqCst) || self.continued.load(Ordering::SeqCst);
        let interrupted = self.ending() == Some(EndedBy(SIGINT));
        if woken && interrupted {
            self.ended.store(false, Ordering::SeqCst);
            self.ended_by.store(0, Ordering::SeqCst);
        }
        woken && interrupted
    }
}
