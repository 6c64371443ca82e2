//! Placers for many threads: each is used by one at a time, and kept for the next stretch, since making one takes as long
//! as placing some dozens of respondents, and its tables of what is expected fill as it goes.

use std::sync::{Mutex, PoisonError};

use crate::Content;
use crate::matching::placing::Placer;

/// Placers of one pack that nobody uses just now.
pub(super) struct Placers {
    content: &'static Content,
    idle: Mutex<Vec<Placer<'static>>>,
}

impl Placers {
    pub(super) fn new(content: &'static Content) -> Self {
        Self { content, idle: Mutex::default() }
    }

    /// Does something with a placer, an idle one if there is any.
    pub(super) fn with<T>(&self, work: impl FnOnce(&mut Placer<'static>) -> T) -> T {
        let idle = || self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        let kept = idle().pop();
        let mut placer = kept.unwrap_or_else(|| Placer::new(&self.content.pack, &self.content.evidence));
        let done = work(&mut placer);
        idle().push(placer);
        done
    }
}
