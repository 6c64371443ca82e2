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
}

/// The table is compiled in as numbers, not as bytes, so that it is read in place on every machine.
#[allow(clippy::unreadable_literal, reason = "nobody reads it: the build script wrote it")]
static EVIDENCE: &[i32] = &include!(concat!(env!("OUT_DIR"), "/evidence.in"));
/// The pack without its long texts.
static HEADING: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/heading.bin"));
/// The long texts, one record after the other.
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
