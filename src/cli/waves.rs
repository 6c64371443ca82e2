//! Many respondents on many threads: a cohort is read and scored a few stretches at a time, in constant memory, and what
//! comes of it is taken in the order of the input, whatever the number of threads.

use std::sync::{Mutex, PoisonError};

use rayon::ThreadPool;
use rayon::prelude::*;

use super::failure::Failure;
use crate::Content;
use crate::answers::cohort::reader::{Batch, Cohort, Stretch};
use crate::matching::placing::Placer;

/// Stretches of a wave, for each thread.
const AT_A_TIME: usize = 8;

/// Does `work` on each stretch of the cohort, on all threads of the pool, and hands what came of each to `take`, in the
/// order of the input, as what was read of it was handed to `prepare` before. While one wave is worked on, what came of
/// the last is taken and the next is read.
///
/// # Errors
/// If the cohort cannot be read, or `take` fails, which ends it.
pub(super) fn in_waves<T: Send>(
    content: &'static Content,
    pool: &ThreadPool,
    cohort: &mut Cohort,
    mut prepare: impl FnMut(&mut Batch) + Send,
    work: impl Fn(&mut Placer<'static>, Batch) -> T + Sync,
    mut take: impl FnMut(&mut Cohort, T) -> Result<(), Failure> + Send,
) -> Result<(), Failure> {
    let placers = Placers { content, idle: Mutex::default() };
    let width = pool.current_num_threads() * AT_A_TIME;
    let mut wave = cohort.next_stretches(width)?;
    let mut done: Vec<T> = Vec::new();
    while !wave.is_empty() {
        let mut work_on = |stretches: Vec<Stretch>| -> Vec<T> {
            let read = stretches.into_par_iter().map(|stretch| stretch.read(&content.pack));
            let mut batches: Vec<Batch> = read.collect();
            batches.iter_mut().for_each(&mut prepare);
            batches.into_par_iter().map(|batch| placers.with(|placer| work(placer, batch))).collect()
        };
        let mut take_and_read = || {
            done.drain(..).try_for_each(|part| take(cohort, part))?;
            Ok::<_, Failure>(cohort.stretches_at_hand(width)?)
        };
        let (now_done, next) = pool.install(|| rayon::join(|| work_on(wave), &mut take_and_read));
        wave = next?;
        done = now_done;
        if wave.is_empty() {
            // Whoever sends more may be waiting for an answer to what was sent.
            done.drain(..).try_for_each(|part| take(cohort, part))?;
            wave = cohort.next_stretches(width)?;
        }
    }
    Ok(())
}

/// Placers of one pack that nobody uses just now. Making one takes as long as placing some dozens of respondents, and its
/// table of what is expected fills as it goes, so each is kept for the next stretch.
struct Placers {
    content: &'static Content,
    idle: Mutex<Vec<Placer<'static>>>,
}

impl Placers {
    /// Does something with a placer, an idle one if there is any.
    fn with<T>(&self, work: impl FnOnce(&mut Placer<'static>) -> T) -> T {
        let idle = || self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        let kept = idle().pop();
        let mut placer = kept.unwrap_or_else(|| Placer::new(&self.content.pack, &self.content.evidence));
        let done = work(&mut placer);
        idle().push(placer);
        done
    }
}
