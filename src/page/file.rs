//! The page as one file.

use askama::Template;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use flate2::Compression;
use flate2::write::GzEncoder;
use sha2::{Digest, Sha256};
use std::io::Write;

use super::markup::filled;
use super::settings::Settings;
use crate::Content;

/// The engine as the build script made it, packed; empty where it could not.
static ENGINE: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/engine.gz"));

#[derive(Template)]
#[template(path = "page.html", config = "src/page/shell/askama.toml")]
struct Shell<'a> {
    language: &'a str,
    title: &'a str,
    pack_name: &'a str,
    pack_version: &'a str,
    pack_hash: &'a str,
    version: &'static str,
    css: &'static str,
    script: &'static str,
    script_hash: String,
    engine: String,
    content: String,
}

/// Whether this program was built with the page's engine.
#[must_use]
pub fn has_engine() -> bool {
    !ENGINE.is_empty()
}

/// The page with the content in it; nothing if this program was built without the page's engine.
#[must_use]
pub fn file(content: &Content, settings: &Settings) -> Option<String> {
    if !has_engine() {
        return None;
    }
    let pack = &content.pack;
    let script = include_str!("shell/page.js");
    Some(filled(&Shell {
        language: pack.language(),
        title: settings.title.as_deref().unwrap_or_else(|| pack.name()),
        pack_name: pack.name(),
        pack_version: pack.version(),
        pack_hash: pack.hash(),
        version: env!("CARGO_PKG_VERSION"),
        css: include_str!("shell/page.css"),
        script,
        script_hash: STANDARD.encode(Sha256::digest(script)),
        engine: STANDARD.encode(ENGINE),
        content: STANDARD.encode(gzip(&settings.packed(content))),
    }))
}

#[allow(clippy::expect_used, reason = "writing into memory cannot fail")]
fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packer = GzEncoder::new(Vec::new(), Compression::best());
    packer.write_all(bytes).expect("bytes are packed in memory");
    packer.finish().expect("bytes are packed in memory")
}
