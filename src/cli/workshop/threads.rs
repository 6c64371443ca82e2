//! The threads that a cohort is worked on by, and whether there is memory for them.

use std::io;

use rayon::{ThreadPool, ThreadPoolBuilder};

use crate::cli::failure::Failure;
use crate::cli::memory::{LEAST, allowed, more_threads};

/// As many threads as were asked for, or one for each processor, or fewer where memory is limited.
///
/// # Errors
/// If so little memory is allowed that not even one would come to its end.
pub(super) fn pool(asked_for: Option<u16>) -> Result<ThreadPool, Failure> {
    if let Some(allowed) = allowed().filter(|allowed| *allowed < LEAST) {
        return Err(Failure::TooLittleMemory { needed: LEAST, allowed });
    }
    let failed = |error| Failure::System("threads", io::Error::other(error));
    // One waits for signals, or for this.
    let most = more_threads().saturating_sub(1);
    if most == 0 {
        return ThreadPoolBuilder::new().num_threads(1).use_current_thread().build().map_err(failed);
    }
    let processors = || std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let threads = asked_for.map_or_else(processors, usize::from).min(most);
    ThreadPoolBuilder::new().num_threads(threads).build().map_err(failed)
}
