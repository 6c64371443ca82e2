//! Whether a run may still be stopped, and what goes with it if it is: until its results have their names, a run that is
//! stopped leaves nothing; from then on it is not stopped any more.

use std::io;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::output::hidden_folder::HiddenFolder;

/// How far a run has come, shared by the thread that works and the one that may stop it.
#[derive(Debug, Clone, Default)]
pub struct Stopping(Arc<Mutex<Stage>>);

#[derive(Debug, Default)]
enum Stage {
    /// Nothing is written.
    #[default]
    Before,
    /// Results are written, in a hidden folder.
    Writing(#[allow(dead_code, reason = "held for what dropping it does")] HiddenFolder),
    /// Results have their names.
    Named,
    /// It was stopped, and nothing is written any more.
    Stopped,
}

impl Stopping {
    /// Stops the run and removes what it has written; whether it could still be stopped.
    #[must_use]
    pub fn stop(&self) -> bool {
        let mut stage = self.stage();
        let may_stop = !matches!(*stage, Stage::Named);
        if may_stop {
            *stage = Stage::Stopped;
        }
        may_stop
    }

    /// Does what is short and must not be stopped halfway, such as naming results; nothing if the run was stopped.
    pub fn unless_stopped<T, E>(&self, name: impl FnOnce() -> Result<T, E>) -> Option<Result<T, E>> {
        let mut stage = self.stage();
        if matches!(*stage, Stage::Stopped) {
            return None;
        }
        let named = name();
        if named.is_ok() {
            *stage = Stage::Named;
        }
        Some(named)
    }

    /// Says where results are written from now on.
    ///
    /// # Errors
    /// If the run was stopped.
    pub(crate) fn begin(&self, folder: HiddenFolder) -> io::Result<()> {
        let mut stage = self.stage();
        if matches!(*stage, Stage::Stopped) {
            return Err(io::ErrorKind::Interrupted.into());
        }
        *stage = Stage::Writing(folder);
        Ok(())
    }

    /// Removes what has not got its name.
    pub(crate) fn end(&self) {
        let mut stage = self.stage();
        if matches!(*stage, Stage::Writing(_)) {
            *stage = Stage::Before;
        }
    }

    fn stage(&self) -> MutexGuard<'_, Stage> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
