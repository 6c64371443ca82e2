//! How much memory this program is allowed, where a shell limits it (`ulimit -v`).
//!
//! Each thread beside the first has the system's allocator set aside twice 64 megabytes of addresses before it uses any;
//! where that is refused, every small text takes a page of its own, until there are none. So where little is allowed, all
//! work is done by the first thread.

/// A thread more asks for so much, in megabytes.
const FOR_A_THREAD: u64 = 160;
/// What work on a cohort needs in any case, in megabytes.
pub(super) const LEAST: u64 = 64;

/// How many threads beside the first there is memory for.
pub(super) fn more_threads() -> usize {
    let allowed = allowed().map_or(u64::MAX, |allowed| allowed.saturating_sub(LEAST));
    usize::try_from(allowed / FOR_A_THREAD).unwrap_or(usize::MAX)
}

/// The limit in megabytes, if there is one.
#[cfg(unix)]
pub(super) fn allowed() -> Option<u64> {
    let limit = rustix::process::getrlimit(rustix::process::Resource::As).current?;
    Some(limit / 1_000_000)
}

/// The limit in megabytes, if there is one.
#[cfg(not(unix))]
pub(super) fn allowed() -> Option<u64> {
    None
}
