//! A Cargo project for authors of strategies, as a ZIP archive that builds anywhere: the guest SDK, the model and the
//! world are in it, as they are in this build.

use crate::problem::{Answer, Refusal};
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

/// Sources of the repository, by path.
static SOURCES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/starter.rs"));

/// The folder everything is in.
const FOLDER: &str = "my-strategy";

/// The project's own files.
const OWN: [(&str, &str); 5] = [
    // The versions this build was made and tested with; Cargo strikes what the project does not use.
    ("Cargo.lock", include_str!("../../../Cargo.lock")),
    ("Cargo.toml", include_str!("starter/Cargo.toml.in")),
    ("README.md", include_str!("starter/README.md")),
    ("rust-toolchain.toml", include_str!("../../../rust-toolchain.toml")),
    ("src/lib.rs", include_str!("starter/lib.rs.in")),
];

/// The archive. The same bytes every time.
pub(crate) fn archive() -> Answer<Vec<u8>> {
    build().map_err(Refusal::internal)
}

fn build() -> zip::result::ZipResult<Vec<u8>> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    for (path, text) in OWN {
        zip.start_file(format!("{FOLDER}/{path}"), options)?;
        zip.write_all(text.as_bytes())?;
    }
    for (path, text) in SOURCES {
        zip.start_file(format!("{FOLDER}/vendor/{path}"), options)?;
        if *path == "Cargo.toml" {
            zip.write_all(workspace(text).as_bytes())?;
        } else {
            zip.write_all(manifest(path, text).as_bytes())?;
        }
    }
    Ok(zip.finish()?.into_inner())
}

/// The vendored crates' workspace: the repository's, with these two crates as members.
fn workspace(text: &str) -> String {
    let rest = text.find("[workspace.package]").map_or("", |at| &text[at..]);
    let end = rest.find("[profile.").unwrap_or(rest.len());
    // Paths to crates that are not here would be looked for only when they are used; nothing uses them.
    format!("[workspace]\nresolver = \"3\"\nmembers = [\"crates/model\", \"guest-sdk\"]\n\n{}", &rest[..end])
}

/// A crate's manifest without what only its tests need.
fn manifest(path: &str, text: &str) -> String {
    if !path.ends_with("Cargo.toml") {
        return text.to_owned();
    }
    let end = text.find("[dev-dependencies]").unwrap_or(text.len());
    text[..end].to_owned()
}
