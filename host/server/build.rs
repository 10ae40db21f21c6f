//! Puts the built page and the starter project's sources into the binary.
//!
//! `ui/dist` is what `cargo xtask ui` builds; without it the server says how to build it. Text and WebAssembly are
//! compressed here, once, as small as it gets.

use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

/// Below this many bytes compression gains nothing.
const SMALL: usize = 512;

/// What the starter project is made of: folders and files of the repository.
const STARTER: [&str; 9] = [
    "guest-sdk/Cargo.toml",
    "guest-sdk/src",
    "crates/model/Cargo.toml",
    "crates/model/src",
    "wit",
    "docs/AUTHORS.md",
    "LICENSE-APACHE",
    "LICENSE-MIT",
    "Cargo.toml",
];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let manifest = PathBuf::from(std::env::var("CARGO_MANIFEST_DIR")?);
    let out = PathBuf::from(std::env::var("OUT_DIR")?);
    let root = manifest.join("../..").canonicalize()?;
    println!("cargo::rerun-if-changed=build.rs");
    fs::write(out.join("page.rs"), page(&root.join("ui/dist"), &out)?)?;
    fs::write(out.join("starter.rs"), starter(&root)?)?;
    Ok(())
}

/// Every file below `folder`, sorted.
fn files(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    if folder.is_file() {
        return Ok(vec![folder.to_owned()]);
    }
    let mut all = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        // Trunk's staging folder and the like are no part of the page.
        if !entry.file_name().to_string_lossy().starts_with('.') {
            all.extend(files(&entry.path())?);
        }
    }
    all.sort();
    Ok(all)
}

fn page(dist: &Path, out: &Path) -> Result<String, Box<dyn std::error::Error>> {
    // Cargo runs this script again and again while a path it is to watch does not exist.
    fs::create_dir_all(dist)?;
    // From the package, not from the root of the disk: another checkout may share the target directory.
    println!("cargo::rerun-if-changed=../../ui/dist");
    let packed = out.join("packed");
    fs::create_dir_all(&packed)?;
    let mut text = "&[".to_owned();
    let mut found = Vec::new();
    for path in files(dist)? {
        found.push((path.strip_prefix(dist)?.to_string_lossy().replace('\\', "/"), path));
    }
    // The server looks names up by halving.
    found.sort();
    for (name, path) in found {
        let bytes = fs::read(&path)?;
        let mark = fingerprint(&bytes);
        let (mut gzip, mut brotli) = ("None".to_owned(), "None".to_owned());
        if bytes.len() >= SMALL && is_compressible(&name) {
            gzip = compressed(&packed.join(format!("{mark}.gz")), &bytes, gzipped)?;
            brotli = compressed(&packed.join(format!("{mark}.br")), &bytes, brotlied)?;
        }
        let (hashed, path) = (is_hashed(&name), path.display().to_string());
        writeln!(
            text,
            "Asset {{ path: {name:?}, hashed: {hashed}, mark: \"\\\"{mark}\\\"\", plain: include_bytes!({path:?}), \
             gzip: {gzip}, brotli: {brotli} }},"
        )?;
    }
    text.push(']');
    Ok(text)
}

fn is_compressible(name: &str) -> bool {
    let ending = name.rsplit('.').next().unwrap_or_default();
    matches!(ending, "html" | "js" | "mjs" | "css" | "wasm" | "json" | "svg" | "txt" | "webmanifest" | "ftl")
}

/// Whether the name, or that of a folder it is in, carries a hash of the content.
fn is_hashed(name: &str) -> bool {
    let is_hash = |part: &str| part.len() >= 12 && part.bytes().all(|b| b.is_ascii_hexdigit());
    name.split(['/', '-', '_', '.']).any(is_hash)
}

/// FNV-1a: tells two versions of a file apart; nobody attacks their own build.
fn fingerprint(bytes: &[u8]) -> String {
    let step = |hash: u64, byte: &u8| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
    format!("{:016x}", bytes.iter().fold(0xcbf2_9ce4_8422_2325, step))
}

type Compressor = fn(&[u8]) -> std::io::Result<Vec<u8>>;

/// The expression for a compressed file, made unless a build before this one did.
fn compressed(to: &Path, bytes: &[u8], compress: Compressor) -> std::io::Result<String> {
    if !to.exists() {
        let made = compress(bytes)?;
        let part = to.with_extension("part");
        fs::write(&part, made)?;
        fs::rename(&part, to)?;
    }
    Ok(format!("Some(include_bytes!({:?}))", to.display().to_string()))
}

fn gzipped(bytes: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut out = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    out.write_all(bytes)?;
    out.finish()
}

fn brotlied(bytes: &[u8]) -> std::io::Result<Vec<u8>> {
    let params = brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 22, ..Default::default() };
    let mut out = Vec::new();
    brotli::BrotliCompress(&mut &bytes[..], &mut out, &params)?;
    Ok(out)
}

fn starter(root: &Path) -> Result<String, Box<dyn std::error::Error>> {
    let mut text = "&[".to_owned();
    for part in STARTER {
        println!("cargo::rerun-if-changed=../../{part}");
        let part = root.join(part);
        for path in files(&part)? {
            let name = path.strip_prefix(root)?.to_string_lossy().replace('\\', "/");
            writeln!(text, "({name:?}, include_str!({:?})),", path.display().to_string())?;
        }
    }
    text.push(']');
    Ok(text)
}
