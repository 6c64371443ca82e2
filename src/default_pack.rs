//! The pack that is built into the program, checked and compiled by the build script.

use crate::Content;
use crate::matching::evidence::Evidence;
use crate::pack::{Dossiers, Pack};

/// The table is compiled in as numbers, not as bytes, so that it is read in place on every machine.
#[allow(clippy::unreadable_literal, reason = "nobody reads it: the build script wrote it")]
static EVIDENCE: &[i32] = &include!(concat!(env!("OUT_DIR"), "/evidence.in"));
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
        evidence: evidence.with_values(EVIDENCE),
    }
}
