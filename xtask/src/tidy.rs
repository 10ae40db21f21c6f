//! Rules the compiler does not know: which crate may use which, what a licence may say, how a source file looks.

mod crates;
mod licences;
mod npm;
mod programs;
mod sources;
mod versions;

use crate::place::Place;
use crate::process::{command_line, output, say};
use crate::wasm;
use anyhow::{Context, Result, bail};
use serde_json::Value;

/// Checks every rule and prints every violation.
///
/// # Errors
/// When there is a violation, or `cargo metadata` or a file cannot be read.
pub fn run(place: &Place) -> Result<()> {
    let everything = graph(place, None, "normal,build,dev")?;
    let host = wasm::host(place).context("rustc does not say its host")?;
    let (native, browser) =
        (graph(place, Some(&host), "normal,build")?, graph(place, Some(wasm::TARGET), "normal,build")?);
    let files = sources::read(&place.root)?;

    let mut problems = crates::check(&everything, &browser);
    problems.extend(licences::check(&everything));
    problems.extend(versions::check(&native));
    let lock = place.root.join("ui/package-lock.json");
    let lock = std::fs::read_to_string(&lock).with_context(|| format!("cannot read {}", lock.display()))?;
    problems.extend(npm::check(&serde_json::from_str(&lock).context("ui/package-lock.json is no JSON")?));
    problems.extend(files.iter().flat_map(sources::check));
    problems.extend(programs::check(&targets(place)?, &files));
    for problem in &problems {
        println!("{problem}");
    }
    if !problems.is_empty() {
        bail!("tidy: {} problems", problems.len());
    }
    say(&format!(
        "tidy: {} packages and {} source files are in order",
        everything.packages.len(),
        files.len()
    ));
    Ok(())
}

/// Libraries and programs of the workspace.
fn targets(place: &Place) -> Result<Vec<programs::Target>> {
    let mut cargo = place.cargo();
    cargo.args(["metadata", "--format-version", "1", "--no-deps"]);
    let text = output(&mut cargo).with_context(|| format!("`{}` failed", command_line(&cargo)))?;
    programs::targets(&serde_json::from_str(&text).context("cargo metadata printed no JSON")?)
}

/// Packages and what they use, on every platform or on one, by edges of these kinds.
fn graph(place: &Place, platform: Option<&str>, edges: &str) -> Result<crates::Graph> {
    let mut cargo = place.cargo();
    cargo.args(["metadata", "--format-version", "1"]);
    if let Some(platform) = platform {
        cargo.args(["--filter-platform", platform]);
    }
    let text = output(&mut cargo).with_context(|| format!("`{}` failed", command_line(&cargo)))?;
    let metadata: Value = serde_json::from_str(&text).context("cargo metadata printed no JSON")?;
    let mut graph = crates::Graph::read(&metadata)?;
    // The metadata also has what optional features of packages would bring, were they asked for.
    let mut cargo = place.cargo();
    cargo.args(["tree", "--workspace", "--prefix", "none", "--format", "{p}", "--edges", edges]);
    cargo.args(["--target", platform.unwrap_or("all")]);
    let tree = output(&mut cargo).with_context(|| format!("`{}` failed", command_line(&cargo)))?;
    graph.keep(&tree);
    Ok(graph)
}
