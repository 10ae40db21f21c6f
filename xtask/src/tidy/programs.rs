//! Every test is run, and nothing is compiled to look for tests where there are none.

use super::sources::Source;
use anyhow::{Context, Result};
use serde_json::Value;
use std::collections::BTreeSet;

/// Kinds of targets that are libraries.
const LIBRARIES: &[&str] = &["lib", "rlib", "cdylib", "proc-macro"];

/// A library or program and what Cargo does with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// The package's folder from the root, ending in `/`; empty for the root itself.
    pub folder: String,
    /// The target's first file from the root.
    pub entry: String,
    /// It is a library: its documentation can hold tests.
    pub is_library: bool,
    /// Its sources are compiled as tests.
    pub test: bool,
    /// Its documentation is run.
    pub doctest: bool,
}

/// Libraries and programs of the workspace, from the output of `cargo metadata`.
///
/// # Errors
/// When it does not have the documented shape.
pub fn targets(metadata: &Value) -> Result<Vec<Target>> {
    let root = metadata["workspace_root"].as_str().context("cargo metadata names no root")?;
    let inside = |path: &Value| {
        let path = path.as_str()?.strip_prefix(root)?.replace('\\', "/");
        Some(path.trim_start_matches('/').to_owned())
    };
    let mut found = Vec::new();
    for package in metadata["packages"].as_array().context("cargo metadata lists no packages")? {
        let Some(manifest) = inside(&package["manifest_path"]) else { continue };
        let folder = manifest.trim_end_matches("Cargo.toml").to_owned();
        for target in package["targets"].as_array().into_iter().flatten() {
            let is =
                |kind: &str| target["kind"].as_array().is_some_and(|kinds| kinds.iter().any(|k| k == kind));
            let is_library = LIBRARIES.iter().any(|kind| is(kind));
            let Some(entry) = inside(&target["src_path"]).filter(|_| is_library || is("bin")) else {
                continue;
            };
            let flag = |name: &str| target[name].as_bool().unwrap_or(true);
            let (test, doctest) = (flag("test"), is_library && flag("doctest"));
            found.push(Target { folder: folder.clone(), entry, is_library, test, doctest });
        }
    }
    Ok(found)
}

/// Violations: tests that are not run, and targets that are compiled for none.
pub fn check(targets: &[Target], files: &[Source]) -> Vec<String> {
    let mut problems: Vec<String> = targets.iter().flat_map(|target| flags(target, files)).collect();
    problems.extend(files.iter().filter_map(|main| undeclared(main, files)).flatten());
    problems
}

fn flags(target: &Target, files: &[Source]) -> Vec<String> {
    let src = format!("{}src/", target.folder);
    let bins = format!("{src}bin/");
    let of = |source: &&Source| match target.entry.starts_with(&bins) {
        true => source.path == target.entry,
        false => source.path.starts_with(&src) && !source.path.starts_with(&bins),
    };
    let own: Vec<&Source> = files.iter().filter(of).collect();
    let has_tests = own.iter().any(|source| source.text.contains("cfg(test)"));
    let has_examples = target.is_library && own.iter().any(|source| runs_examples(&source.text));
    let entry = &target.entry;
    let mut problems = Vec::new();
    let mut judge = |has: bool, runs: bool, what: &str, flag: &str| {
        if has && !runs {
            problems.push(format!(
                "{entry}: has {what} that are not run: remove `{flag} = false` from its manifest"
            ));
        } else if runs && !has {
            problems.push(format!(
                "{entry}: is compiled for {what} it has not: say `{flag} = false` in its manifest"
            ));
        }
    };
    judge(has_tests, target.test, "unit tests", "test");
    judge(has_examples, target.doctest, "examples in its documentation", "doctest");
    problems
}

/// Whether documentation holds code that is compiled as a test.
fn runs_examples(text: &str) -> bool {
    let mut inside = false;
    for line in text.lines().map(str::trim) {
        let comment = line.strip_prefix("///").or_else(|| line.strip_prefix("//!"));
        let Some(fence) = comment.and_then(|c| c.trim().strip_prefix("```")) else { continue };
        if !inside && !matches!(fence, "text" | "toml" | "json" | "sh" | "ignore") {
            return true;
        }
        inside = !inside;
    }
    // Whole documents that are included bring examples of their own.
    text.contains("#[doc = include_str!")
}

/// Files beside a `tests/<name>/main.rs` that it does not declare: they would not be compiled.
fn undeclared(main: &Source, files: &[Source]) -> Option<Vec<String>> {
    let folder = main.path.strip_suffix("main.rs")?;
    if folder.trim_end_matches('/').rsplit('/').nth(1).is_none_or(|parent| parent != "tests") {
        return None;
    }
    let declared: BTreeSet<&str> =
        main.text.lines().filter_map(|line| line.trim().strip_prefix("mod ")?.strip_suffix(';')).collect();
    let beside = files.iter().filter_map(|source| {
        let name = source.path.strip_prefix(folder)?.strip_suffix(".rs")?;
        (name != "main" && !name.contains('/')).then_some((source, name))
    });
    let missing = beside.filter(|(_, name)| !declared.contains(name));
    Some(
        missing
            .map(|(source, name)| format!("{}: is not run: {} has no `mod {name};`", source.path, main.path))
            .collect(),
    )
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn source(path: &str, text: &str) -> Source {
        Source { path: path.to_owned(), text: text.to_owned() }
    }

    fn library(test: bool, doctest: bool) -> Target {
        let (folder, entry) = ("a/".to_owned(), "a/src/lib.rs".to_owned());
        Target { folder, entry, is_library: true, test, doctest }
    }

    #[test]
    fn flags_say_what_the_sources_hold() {
        let plain = [source("a/src/lib.rs", "//! A.\n//! ```text\n//! a\n//! ```")];
        let tested = [source("a/src/b.rs", "#[cfg(test)]\nmod tests {}")];
        let shown = [source("a/src/b.rs", "/// ```\n/// a();\n/// ```")];
        let included = [source("a/src/b.rs", "#[doc = include_str!(\"x.md\")]")];
        let elsewhere = [source("ab/src/b.rs", "#[cfg(test)]")];
        let table = [
            (&plain, false, false, 0),
            (&plain, true, false, 1),
            (&plain, true, true, 2),
            (&tested, true, false, 0),
            (&tested, false, false, 1),
            (&shown, false, true, 0),
            (&shown, false, false, 1),
            (&included, false, true, 0),
            (&elsewhere, false, false, 0),
        ];
        for (files, test, doctest, problems) in table {
            assert_eq!(check(&[library(test, doctest)], files).len(), problems, "{files:?} {test} {doctest}");
        }
    }

    #[test]
    fn a_test_file_nobody_declares_is_found() {
        let main = source("a/tests/a/main.rs", "//! All.\nmod one;\nmod common;\n");
        let files = |name: &str| [main.clone(), source(&format!("a/tests/a/{name}.rs"), "")];
        assert_eq!(check(&[], &files("one")), [""; 0]);
        assert_eq!(check(&[], &files("common/two")), [""; 0]);
        assert_eq!(check(&[], &files("two")).len(), 1);
    }

    #[test]
    fn targets_come_from_the_metadata() {
        let metadata = serde_json::json!({"workspace_root": "/w", "packages": [{
            "manifest_path": "/w/a/Cargo.toml",
            "targets": [
                {"kind": ["lib"], "src_path": "/w/a/src/lib.rs", "test": false, "doctest": true},
                {"kind": ["bench"], "src_path": "/w/a/benches/b.rs", "test": false, "doctest": false},
            ],
        }]});
        assert_eq!(targets(&metadata).unwrap(), [library(false, true)]);
    }
}
