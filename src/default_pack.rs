//! The pack that is built into the program, checked and compiled by the build script.

use crate::Content;
use crate::matching::evidence::Evidence;
use crate::pack::{Dossiers, Pack};

/// The table of evidence as the build script wrote it: numbers of four bytes, the lowest first.
const TABLE: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/evidence.bin"));
#[allow(long_running_const_eval, reason = "some hundred thousand numbers, so that starting up reads none")]
static EVIDENCE: [i32; TABLE.len() / 4] = numbers(TABLE);
static HEADING: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/heading.bin"));
static DOSSIERS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/dossiers.bin"));

/// The default pack with its table of evidence.
///
/// # Panics
/// Never: the bytes are written by this version's own build script.
#[must_use]
#[allow(clippy::expect_used, reason = "the bytes were written by this version's own build")]
pub fn default_pack() -> Content {
    let (pack, evidence, ends): (Pack, Evidence, Vec<u32>) =
        postcard::from_bytes(HEADING).expect("the embedded heading decodes");
    Content {
        pack: pack.with_dossiers(Dossiers::Embedded { bytes: DOSSIERS, ends }),
        evidence: evidence.with_values(&EVIDENCE),
    }
}

const fn numbers<const N: usize>(bytes: &[u8]) -> [i32; N] {
    let mut numbers = [0; N];
    let (chunks, _) = bytes.as_chunks::<4>();
    let mut at = 0;
    while at < N {
        numbers[at] = i32::from_le_bytes(chunks[at]);
        at += 1;
    }
    numbers
}
