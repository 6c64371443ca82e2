//! The threads that a cohort is worked on by, and whether there is memory for them.

use std::io;

use rayon::{ThreadPool, ThreadPoolBuilder};

use crate::cli::failure::Failure;

/// What a run needs at least where memory is limited, in megabytes of addresses.
const LEAST: u64 = 64;
/// A thread more asks for so much: what the system's allocator sets aside for it, though it uses little of that.
const FOR_EACH: u64 = 160;

/// As many threads as were asked for, or one for each processor, or fewer where memory is limited.
///
/// # Errors
/// If so little memory is allowed that not even one would come to its end.
pub(super) fn pool(asked_for: Option<u16>) -> Result<ThreadPool, Failure> {
    let failed = |error| Failure::System("threads", io::Error::other(error));
    let most = match memory_allowed() {
        Some(allowed) if allowed < LEAST => {
            return Err(Failure::TooLittleMemory { needed: LEAST, allowed });
        }
        Some(allowed) => usize::try_from((allowed - LEAST) / FOR_EACH).unwrap_or(usize::MAX),
        None => usize::MAX,
    };
    if most <= 1 {
        // No thread but this one, which has its memory already.
        return ThreadPoolBuilder::new().num_threads(1).use_current_thread().build().map_err(failed);
    }
    let processors = || std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let threads = asked_for.map_or_else(processors, usize::from).min(most);
    ThreadPoolBuilder::new().num_threads(threads).build().map_err(failed)
}

/// The limit on this program's memory, in megabytes, if there is one.
#[cfg(unix)]
fn memory_allowed() -> Option<u64> {
    let limit = rustix::process::getrlimit(rustix::process::Resource::As).current?;
    Some(limit / 1_000_000)
}

#[cfg(not(unix))]
fn memory_allowed() -> Option<u64> {
    None
}
