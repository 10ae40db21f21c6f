//! How a source file looks: its head, its length, and what must not be in it.

use super::crates::PURE;
use anyhow::{Context, Result};
use std::path::Path;

const LINES_MAX: usize = 600;

/// Folders that hold no sources of ours.
const SKIPPED: &[&str] = &["target", "node_modules", "dist", "corpus", "artifacts"];

/// Folders of the crates in [`PURE`]; their `src` does no I/O.
const PURE_FOLDERS: &[&str] = &[
    "crates/abi/src/",
    "crates/api/src/",
    "compiler/src/",
    "crates/engine/src/",
    "ui/i18n/src/",
    "crates/model/src/",
    "crates/preview/src/",
    "guest-sdk/src/",
    "crates/studio/src/",
    "crates/venue/src/",
];
const _: () = assert!(PURE.len() == PURE_FOLDERS.len());

/// What a pure crate's sources must not name.
const IMPURE: &[&str] = &[
    "std::fs",
    "std::net",
    "std::process",
    "std::env",
    "std::thread::",
    "thread::spawn",
    "Instant::now",
    "SystemTime",
    "println!",
    "eprintln!",
];

/// Endings of names that are amounts of money or shares.
const MONEY: &[&str] = &[
    "price", "cash", "fee", "fees", "amount", "notional", "pnl", "equity", "cost", "proceeds", "payout",
    "balance", "usdc",
];

/// Beginnings of names that only end like money: ratios and logarithms.
const RATIOS: &[&str] = &["return_on_", "log_", "ln_"];

/// Where numbers named like money are `f64` on purpose, and why.
const FLOAT_MONEY: &[(&str, &str)] = &[
    ("crates/model/src/", "tick columns and what strategies see and say"),
    ("compiler/src/", "documents and programs compute in f64"),
    ("guest-sdk/", "strategies compute in f64"),
    ("examples/", "strategies compute in f64"),
    ("crates/api/src/explain.rs", "what a strategy saw, as it saw it"),
    ("crates/api/src/inspect.rs", "what a strategy declares, as it declares it"),
    ("crates/studio/src/", "documents hold f64"),
    ("ui/", "numbers on their way to and from the screen"),
    ("host/data/src/import/snapshot_log.rs", "prices of the underlying"),
];

/// A source file.
#[derive(Clone, Debug)]
pub struct Source {
    /// Path from the root, with `/`.
    pub path: String,
    /// Its text.
    pub text: String,
}

impl Source {
    fn is_rust(&self) -> bool {
        self.path.ends_with(".rs")
    }
}

/// Every Rust and JavaScript file of the checkout.
///
/// # Errors
/// When a folder or file cannot be read.
pub fn read(root: &Path) -> Result<Vec<Source>> {
    let mut files = Vec::new();
    walk(root, root, &mut files)?;
    files.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(files)
}

fn walk(root: &Path, folder: &Path, files: &mut Vec<Source>) -> Result<()> {
    for entry in std::fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if path.is_dir() {
            if !name.starts_with('.') && !SKIPPED.contains(&name.as_str()) {
                walk(root, &path, files)?;
            }
        } else if [".rs", ".js", ".mjs"].iter().any(|ending| name.ends_with(ending)) {
            let text =
                std::fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
            let path = path.strip_prefix(root)?.to_string_lossy().replace('\\', "/");
            files.push(Source { path, text });
        }
    }
    Ok(())
}

/// Violations in one file.
pub fn check(source: &Source) -> Vec<String> {
    let rules: [fn(&Source) -> Vec<String>; 6] = [head, length, banned, float_money, pure, machine_paths];
    rules.iter().flat_map(|rule| rule(source)).collect()
}

/// Lines of code with their number, comments left out.
fn code(source: &Source) -> impl Iterator<Item = (usize, &str)> {
    let lines = source.text.lines().enumerate().map(|(index, line)| (index + 1, line.trim()));
    lines.map(|(number, line)| (number, line.split("//").next().unwrap_or(line)))
}

fn at(source: &Source, line: usize, sentence: &str) -> String {
    format!("{}:{line}: {sentence}", source.path)
}

/// Each file opens by saying what it is.
fn head(source: &Source) -> Vec<String> {
    let head = if source.is_rust() { "//!" } else { "//" };
    let opens = source.text.starts_with(head);
    if opens { Vec::new() } else { vec![at(source, 1, &format!("opens without a `{head}` head"))] }
}

fn length(source: &Source) -> Vec<String> {
    let lines = source.text.lines().count();
    if lines <= LINES_MAX {
        return Vec::new();
    }
    vec![at(source, lines, &format!("has {lines} lines, more than {LINES_MAX}"))]
}

/// No unfinished work and no debugging output.
fn banned(source: &Source) -> Vec<String> {
    let words = ["todo", "unimplemented", "dbg"];
    let mut problems = Vec::new();
    for (number, line) in code(source) {
        for word in words.iter().filter(|w| line.contains(&format!("{w}!("))) {
            problems.push(at(source, number, &format!("`{word}!` is unfinished work or debugging")));
        }
    }
    problems
}

/// Money is integers: no field of `f64` is named like money.
fn float_money(source: &Source) -> Vec<String> {
    if FLOAT_MONEY.iter().any(|(place, _)| source.path.starts_with(place)) {
        return Vec::new();
    }
    let mut problems = Vec::new();
    for (number, line) in code(source) {
        let field = line.strip_prefix("pub ").unwrap_or(line);
        let Some((name, kind)) = field.split_once(": ") else { continue };
        let is_name = !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
        let is_float = matches!(kind.trim_end_matches(','), "f64" | "f32" | "Option<f64>" | "Vec<f64>");
        let is_ratio = RATIOS.iter().any(|r| name.starts_with(r));
        let is_money = !is_ratio && name.rsplit('_').next().is_some_and(|last| MONEY.contains(&last));
        if is_name && is_float && is_money && kind.ends_with(',') {
            problems.push(at(source, number, &format!("`{name}` is money and must not be a float")));
        }
    }
    problems
}

/// The engine's order of events shows, so it iterates over nothing unordered; pure crates reach nothing outside.
fn pure(source: &Source) -> Vec<String> {
    let mut words = Vec::new();
    if PURE_FOLDERS.iter().any(|f| source.path.starts_with(f)) {
        words.extend_from_slice(IMPURE);
    }
    if source.path.starts_with("crates/engine/src/") {
        words.extend(["HashMap", "HashSet"]);
    }
    let mut problems = Vec::new();
    for (number, line) in code(source) {
        for word in words.iter().filter(|w| line.contains(**w)) {
            problems.push(at(source, number, &format!("`{word}` does not belong in a pure crate")));
        }
    }
    problems
}

/// Nothing depends on where one machine keeps its files.
fn machine_paths(source: &Source) -> Vec<String> {
    let folders = ["home", "root", "work", "Users"].map(|f| format!("\"/{f}/"));
    let mut problems = Vec::new();
    for (number, line) in code(source) {
        if folders.iter().any(|f| line.contains(f.as_str())) {
            problems.push(at(source, number, "names a folder of one machine"));
        }
    }
    problems
}

#[cfg(test)]
mod tests {
    use super::{Source, check};

    fn problems(path: &str, lines: &str) -> Vec<String> {
        check(&Source { path: path.to_owned(), text: format!("//! Head.\n{lines}") })
    }

    #[test]
    fn a_file_opens_with_a_head() {
        let source = Source { path: "a.rs".to_owned(), text: "fn a() {}\n".to_owned() };
        assert_eq!(check(&source), ["a.rs:1: opens without a `//!` head"]);
        assert_eq!(problems("a.rs", "fn a() {}\n"), [""; 0]);
        let source = Source { path: "a.mjs".to_owned(), text: "export const a = 1;\n".to_owned() };
        assert_eq!(check(&source), ["a.mjs:1: opens without a `//` head"]);
    }

    #[test]
    fn a_file_is_not_too_long() {
        assert_eq!(problems("a.rs", &"\n".repeat(599)), [""; 0]);
        assert_eq!(problems("a.rs", &"\n".repeat(600)), ["a.rs:601: has 601 lines, more than 600"]);
    }

    #[test]
    fn nothing_is_unfinished() {
        for word in ["todo", "unimplemented", "dbg"] {
            let problem = format!("a.rs:2: `{word}!` is unfinished work or debugging");
            assert_eq!(problems("a.rs", &format!("    {word}!();")), [problem]);
            assert_eq!(problems("a.rs", &format!("// never {word}!()")), [""; 0]);
        }
    }

    #[test]
    fn money_is_no_float() {
        let problem = ["crates/engine/src/a.rs:2: `entry_price` is money and must not be a float"];
        for field in ["    pub entry_price: f64,", "entry_price: f64,", "entry_price: Option<f64>,"] {
            assert_eq!(problems("crates/engine/src/a.rs", field), problem);
        }
        for field in [
            "    pub entry_price: Price,",
            "price_count: f64,",
            "return_on_cash: f64,",
            "let price: f64 = 1.0;",
            "// price: f64,",
        ] {
            assert_eq!(problems("crates/engine/src/a.rs", field), [""; 0]);
        }
        assert_eq!(problems("guest-sdk/src/a.rs", "    pub entry_price: f64,"), [""; 0]);
    }

    #[test]
    fn pure_crates_reach_nothing() {
        let lines = "use std::fs::File;";
        let problem = ["crates/model/src/a.rs:2: `std::fs` does not belong in a pure crate"];
        assert_eq!(problems("crates/model/src/a.rs", lines), problem);
        assert_eq!(problems("crates/model/tests/a.rs", lines), [""; 0]);
        assert_eq!(problems("host/data/src/a.rs", lines), [""; 0]);
    }

    #[test]
    fn the_engine_iterates_in_order() {
        let lines = "use std::collections::HashMap;";
        let problem = ["crates/engine/src/a.rs:2: `HashMap` does not belong in a pure crate"];
        assert_eq!(problems("crates/engine/src/a.rs", lines), problem);
        assert_eq!(problems("crates/model/src/a.rs", lines), [""; 0]);
    }

    #[test]
    fn no_machine_is_named() {
        let line = format!("let a = \"/{}/me/data\";", "home");
        assert_eq!(problems("a.rs", &line), ["a.rs:2: names a folder of one machine"]);
    }
}
