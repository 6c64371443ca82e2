//! Signals as notes to look at between two keys, so that answers are kept and the terminal put back by the usual way out.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGTERM, SIGTSTP};
use signal_hook::flag::{register, register_conditional_default};

use super::ended_by::EndedBy;

/// What signals have asked for.
pub(super) struct Signals {
    hung_up: Arc<AtomicBool>,
    terminated: Arc<AtomicBool>,
    interrupted: Arc<AtomicBool>,
    stop: Arc<AtomicBool>,
    continued: Arc<AtomicBool>,
}

impl Signals {
    /// Takes note of signals from now on. One that asks for the end for the second time ends the program by itself, in
    /// case the first is not looked at.
    pub(super) fn take() -> io::Result<Self> {
        let signals = Self {
            hung_up: Arc::default(),
            terminated: Arc::default(),
            interrupted: Arc::default(),
            stop: Arc::default(),
            continued: Arc::default(),
        };
        for (signal, flag) in
            [(SIGHUP, &signals.hung_up), (SIGTERM, &signals.terminated), (SIGINT, &signals.interrupted)]
        {
            register_conditional_default(signal, Arc::clone(flag))?;
            register(signal, Arc::clone(flag))?;
        }
        register(SIGTSTP, Arc::clone(&signals.stop))?;
        register(SIGCONT, Arc::clone(&signals.continued))?;
        Ok(signals)
    }

    /// Which signal has asked for the end.
    pub(super) fn ending(&self) -> Option<EndedBy> {
        let asked = [(SIGHUP, &self.hung_up), (SIGTERM, &self.terminated), (SIGINT, &self.interrupted)];
        asked.into_iter().find(|(_, flag)| flag.load(Ordering::SeqCst)).map(|(signal, _)| EndedBy(signal))
    }

    /// Whether a stop was asked for since the last look.
    pub(super) fn take_stop(&self) -> bool {
        self.stop.swap(false, Ordering::SeqCst)
    }

    /// Whether the program was continued since the last look.
    pub(super) fn take_continued(&self) -> bool {
        self.continued.swap(false, Ordering::SeqCst)
    }
}
