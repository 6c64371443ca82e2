//! A pack with its table of evidence: the one that is built into the program, or one from a folder.

use std::path::Path;

use crate::diagnostic::Diagnostic;
use crate::matching::evidence::Evidence;
use crate::matching::model::Model;
use crate::pack::load::load;
use crate::pack::{Dossiers, Pack};

/// A pack together with its table of evidence: all that matching needs.
#[derive(Debug, Clone)]
pub struct Content {
    /// The checked content.
    pub pack: Pack,
    /// What each answer says about each specialty.
    pub evidence: Evidence,
}

impl Content {
    /// Loads the pack in a folder and computes its evidence.
    ///
    /// # Errors
    /// Every mistake in the pack's files.
    pub fn load(folder: &Path) -> Result<Content, Vec<Diagnostic>> {
        let pack = load(folder)?;
        let evidence = Evidence::of(&pack, &Model::default());
        Ok(Content { pack, evidence })
    }

    /// The pack as bytes, for a program that has no files to read. The evidence is computed again: that takes less time than
    /// unpacking it.
    ///
    /// # Panics
    /// Never: a pack is written into memory.
    #[must_use]
    #[allow(clippy::expect_used, reason = "writing into memory cannot fail")]
    pub fn packed(&self) -> Vec<u8> {
        let (dossiers, ends) = self.pack.packed_dossiers();
        postcard::to_stdvec(&(&self.pack, ends, dossiers)).expect("a pack is written into memory")
    }

    /// What [`Content::packed`] gave, by the same version of this library.
    ///
    /// # Errors
    /// If it is anything else.
    pub fn unpacked(bytes: &'static [u8]) -> Result<Content, postcard::Error> {
        let (pack, ends, dossiers): (Pack, Vec<u32>, &'static [u8]) = postcard::from_bytes(bytes)?;
        let pack = pack.with_dossiers(Dossiers::Embedded { bytes: dossiers, ends });
        let evidence = Evidence::of(&pack, &Model::default());
        Ok(Content { pack, evidence })
    }
}

#[cfg(feature = "program")]
/// The table is compiled in as numbers, not as bytes, so that it is read in place on every machine.
#[allow(clippy::unreadable_literal, reason = "nobody reads it: the build script wrote it")]
static EVIDENCE: &[i32] = &include!(concat!(env!("OUT_DIR"), "/evidence.in"));
#[cfg(feature = "program")]
/// The pack without its long texts.
static HEADING: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/heading.bin"));
#[cfg(feature = "program")]
/// The long texts, one record after the other.
static DOSSIERS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/dossiers.bin"));

#[cfg(feature = "program")]
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
        evidence: evidence.with_values(EVIDENCE.into()),
    }
}
