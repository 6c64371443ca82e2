//! The pack that is built into the program, checked and compiled by the build script.

use bytemuck::try_cast_slice;

use crate::Content;
use crate::matching::evidence::Evidence;
use crate::pack::{Dossiers, Pack};

/// Bytes that can be read in place as numbers of four bytes.
#[repr(align(4))]
struct Aligned<T: ?Sized>(T);

static EVIDENCE: &Aligned<[u8]> = &Aligned(*include_bytes!(concat!(env!("OUT_DIR"), "/evidence.bin")));
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
    let values: &'static [i32] = try_cast_slice(&EVIDENCE.0).expect("the table is aligned and whole");
    Content {
        pack: pack.with_dossiers(Dossiers::Embedded { bytes: DOSSIERS, ends }),
        evidence: evidence.with_values(values),
    }
}
