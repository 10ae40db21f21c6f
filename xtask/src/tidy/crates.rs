//! Which crate may use which: dependencies point one way, and pure crates stay pure.

use anyhow::{Context, Result};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// A crate of the workspace and the crates of the workspace it may use outside tests.
const ALLOWED: &[(&str, &[&str])] = &[
    ("craftstrat-model", &[]),
    ("craftstrat-engine", &["craftstrat-model"]),
    ("craftstrat-api", &["craftstrat-engine", "craftstrat-model"]),
    ("craftstrat-abi", &["craftstrat-model"]),
    ("craftstrat-compiler", &["craftstrat-model"]),
    ("craftstrat-sdk", &["craftstrat-model"]),
    ("craftstrat-venue", &["craftstrat-model"]),
    ("craftstrat-accounts", &["craftstrat-model"]),
    ("craftstrat-data", &["craftstrat-model", "craftstrat-venue"]),
    ("craftstrat-feed", &["craftstrat-data", "craftstrat-model", "craftstrat-venue"]),
    ("craftstrat-runtime", &["craftstrat-abi", "craftstrat-engine", "craftstrat-model"]),
    ("craftstrat-live", &["craftstrat-engine", "craftstrat-model", "craftstrat-runtime"]),
    ("craftstrat-i18n", &[]),
    (
        "craftstrat-preview",
        &["craftstrat-abi", "craftstrat-api", "craftstrat-compiler", "craftstrat-engine", "craftstrat-model"],
    ),
    ("craftstrat-studio", &["craftstrat-api", "craftstrat-compiler", "craftstrat-i18n", "craftstrat-model"]),
    (
        "craftstrat-runs",
        &[
            "craftstrat-api",
            "craftstrat-compiler",
            "craftstrat-data",
            "craftstrat-engine",
            "craftstrat-model",
            "craftstrat-preview",
            "craftstrat-runtime",
        ],
    ),
    (
        "craftstrat-paper",
        &[
            "craftstrat-data",
            "craftstrat-feed",
            "craftstrat-live",
            "craftstrat-model",
            "craftstrat-runs",
            "craftstrat-runtime",
        ],
    ),
    ("craftstrat-signing", &["craftstrat-model", "craftstrat-venue"]),
    ("craftstrat-signer", &["craftstrat-model", "craftstrat-signing"]),
    ("craftstrat-chain", &["craftstrat-model", "craftstrat-signing"]),
    (
        "craftstrat-sim",
        &[
            "craftstrat-data",
            "craftstrat-engine",
            "craftstrat-model",
            "craftstrat-signing",
            "craftstrat-venue",
        ],
    ),
    ("craftstrat-storage", &["craftstrat-api", "craftstrat-model"]),
    ("craftstrat-storage-test", &[]),
    (
        "craftstrat-server",
        &[
            "craftstrat-accounts",
            "craftstrat-api",
            "craftstrat-chain",
            "craftstrat-compiler",
            "craftstrat-data",
            "craftstrat-engine",
            "craftstrat-feed",
            "craftstrat-live",
            "craftstrat-model",
            "craftstrat-paper",
            "craftstrat-preview",
            "craftstrat-runs",
            "craftstrat-runtime",
            "craftstrat-signer",
            "craftstrat-signing",
            "craftstrat-storage",
        ],
    ),
    (
        "craftstrat",
        &[
            "craftstrat-abi",
            "craftstrat-api",
            "craftstrat-compiler",
            "craftstrat-data",
            "craftstrat-engine",
            "craftstrat-feed",
            "craftstrat-live",
            "craftstrat-model",
            "craftstrat-runs",
            "craftstrat-runtime",
            "craftstrat-server",
            "craftstrat-signer",
            "craftstrat-signing",
            "craftstrat-sim",
        ],
    ),
    // The page. Only the worker runs strategies; only the editor and the graph view know documents.
    ("craftstrat-ui-kit", &["craftstrat-api", "craftstrat-i18n"]),
    ("craftstrat-ui-charts", &["craftstrat-api", "craftstrat-i18n", "craftstrat-ui-kit"]),
    (
        "craftstrat-ui-preview",
        &[
            "craftstrat-abi",
            "craftstrat-api",
            "craftstrat-compiler",
            "craftstrat-engine",
            "craftstrat-model",
            "craftstrat-preview",
        ],
    ),
    ("craftstrat-ui-preview-client", &["craftstrat-api", "craftstrat-preview"]),
    (
        "craftstrat-ui-graph",
        &[
            "craftstrat-api",
            "craftstrat-compiler",
            "craftstrat-i18n",
            "craftstrat-model",
            "craftstrat-studio",
            "craftstrat-ui-kit",
        ],
    ),
    (
        "craftstrat-ui-editor",
        &[
            "craftstrat-api",
            "craftstrat-compiler",
            "craftstrat-i18n",
            "craftstrat-model",
            "craftstrat-preview",
            "craftstrat-studio",
            "craftstrat-ui-charts",
            "craftstrat-ui-graph",
            "craftstrat-ui-kit",
            "craftstrat-ui-live",
            "craftstrat-ui-preview-client",
            "craftstrat-ui-results",
        ],
    ),
    ("craftstrat-ui-account", &["craftstrat-api", "craftstrat-i18n", "craftstrat-ui-kit"]),
    (
        "craftstrat-ui-wallets",
        &[
            "craftstrat-api",
            "craftstrat-i18n",
            "craftstrat-model",
            "craftstrat-ui-account",
            "craftstrat-ui-kit",
        ],
    ),
    (
        "craftstrat-ui-intake",
        &[
            "craftstrat-api",
            "craftstrat-i18n",
            "craftstrat-model",
            "craftstrat-ui-charts",
            "craftstrat-ui-kit",
        ],
    ),
    (
        "craftstrat-ui-results",
        &[
            "craftstrat-api",
            "craftstrat-i18n",
            "craftstrat-model",
            "craftstrat-ui-charts",
            "craftstrat-ui-kit",
        ],
    ),
    (
        "craftstrat-ui-live",
        &[
            "craftstrat-api",
            "craftstrat-i18n",
            "craftstrat-model",
            "craftstrat-ui-charts",
            "craftstrat-ui-kit",
            "craftstrat-ui-results",
        ],
    ),
    (
        "craftstrat-ui",
        &[
            "craftstrat-api",
            "craftstrat-i18n",
            "craftstrat-model",
            "craftstrat-studio",
            "craftstrat-ui-account",
            "craftstrat-ui-charts",
            "craftstrat-ui-editor",
            "craftstrat-ui-graph",
            "craftstrat-ui-intake",
            "craftstrat-ui-kit",
            "craftstrat-ui-live",
            "craftstrat-ui-results",
            "craftstrat-ui-wallets",
        ],
    ),
    ("xtask", &[]),
];

/// What strategies in `examples/rust` may use.
const EXAMPLE_ALLOWED: &[&str] = &["craftstrat-sdk"];

/// Crates that must run in a browser: nothing they use, however deep, may do I/O.
pub const PURE: &[&str] = &[
    "craftstrat-abi",
    "craftstrat-api",
    "craftstrat-compiler",
    "craftstrat-engine",
    "craftstrat-i18n",
    "craftstrat-model",
    "craftstrat-preview",
    "craftstrat-sdk",
    "craftstrat-studio",
    "craftstrat-venue",
];

/// Crates that do I/O, read clocks, draw random numbers or start threads.
const IMPURE: &[&str] = &[
    "async-std",
    "axum",
    "chrono",
    "crossbeam-channel",
    "fastrand",
    "getrandom",
    "hyper",
    "libc",
    "mio",
    "parquet",
    "rand",
    "rayon",
    "reqwest",
    "rustix",
    "smol",
    "socket2",
    "sqlx",
    "tempfile",
    "time",
    "tokio",
    "ureq",
    "wasmtime",
    "zip",
];

/// A package as `cargo metadata` describes it.
#[derive(Clone, Debug)]
pub struct Package {
    /// Name.
    pub name: String,
    /// Version.
    pub version: String,
    /// SPDX expression; empty when it has none.
    pub licence: String,
    /// Where it comes from; empty for a crate of the workspace.
    pub source: String,
    /// Folder relative to the workspace; empty for packages from elsewhere.
    pub folder: String,
}

/// Packages and what they use outside tests, by package id.
#[derive(Clone, Debug, Default)]
pub struct Graph {
    /// Every package.
    pub packages: BTreeMap<String, Package>,
    /// Ids of what a package uses outside tests; build dependencies and macros included.
    pub uses: BTreeMap<String, BTreeSet<String>>,
    /// Of those, what is linked into the program: no build dependencies.
    pub links: BTreeMap<String, BTreeSet<String>>,
}

impl Graph {
    /// From the output of `cargo metadata`.
    ///
    /// # Errors
    /// When it does not have the documented shape.
    pub fn read(metadata: &Value) -> Result<Self> {
        let text = |v: &Value, key: &str| v[key].as_str().unwrap_or_default().to_owned();
        let root = text(metadata, "workspace_root");
        let mut graph = Self::default();
        for package in metadata["packages"].as_array().context("cargo metadata lists no packages")? {
            let manifest = text(package, "manifest_path");
            let inside = manifest.strip_prefix(&root).and_then(|m| m.strip_suffix("Cargo.toml"));
            let source = text(package, "source");
            let folder = inside.filter(|_| source.is_empty()).unwrap_or_default();
            let folder = folder.trim_matches(['/', '\\']).replace('\\', "/");
            let (name, version) = (text(package, "name"), text(package, "version"));
            let licence = text(package, "license");
            graph.packages.insert(text(package, "id"), Package { name, version, licence, source, folder });
        }
        for node in metadata["resolve"]["nodes"].as_array().context("cargo metadata resolved nothing")? {
            for dependency in node["deps"].as_array().into_iter().flatten() {
                let kinds = dependency["dep_kinds"].as_array().into_iter().flatten();
                let kinds: Vec<&str> = kinds.map(|k| k["kind"].as_str().unwrap_or("normal")).collect();
                let (from, to) = (text(node, "id"), text(dependency, "pkg"));
                if kinds.contains(&"normal") {
                    graph.links.entry(from.clone()).or_default().insert(to.clone());
                }
                if kinds.iter().any(|k| *k != "dev") {
                    graph.uses.entry(from).or_default().insert(to);
                }
            }
        }
        Ok(graph)
    }

    /// Forgets the packages that `cargo tree` does not list (`name v1.2.3`, then whatever else, a package a line).
    pub fn keep(&mut self, tree: &str) {
        let used: BTreeSet<(&str, &str)> = tree
            .lines()
            .filter_map(|line| {
                let mut words = line.split_whitespace();
                Some((words.next()?, words.next()?.strip_prefix('v')?))
            })
            .collect();
        self.packages
            .retain(|_, p| p.source.is_empty() || used.contains(&(p.name.as_str(), p.version.as_str())));
    }

    /// The crates of the workspace, with their ids.
    pub fn own(&self) -> impl Iterator<Item = (&String, &Package)> {
        self.packages.iter().filter(|(_, p)| p.source.is_empty())
    }

    /// Ids of everything that is built to make the workspace's programs; tests apart.
    pub fn built(&self) -> BTreeSet<String> {
        let mut built: BTreeSet<String> = self.own().map(|(id, _)| id.clone()).collect();
        let mut todo: Vec<String> = built.iter().cloned().collect();
        while let Some(next) = todo.pop() {
            for used in self.uses.get(&next).into_iter().flatten() {
                if built.insert(used.clone()) {
                    todo.push(used.clone());
                }
            }
        }
        built
    }

    /// Ids of everything linked into `id`, however deep.
    fn closure(&self, id: &str) -> BTreeSet<String> {
        let (mut seen, mut todo) = (BTreeSet::new(), vec![id.to_owned()]);
        while let Some(next) = todo.pop() {
            for used in self.links.get(&next).into_iter().flatten() {
                if seen.insert(used.clone()) {
                    todo.push(used.clone());
                }
            }
        }
        seen
    }
}

/// Violations of the dependency rules: who may use whom in `graph`, what pure crates link in `browser`, which has only
/// what is built for wasm32.
pub fn check(graph: &Graph, browser: &Graph) -> Vec<String> {
    let mut problems = Vec::new();
    for (id, package) in graph.own() {
        let allowed = ALLOWED.iter().find(|(name, _)| *name == package.name).map(|(_, allowed)| *allowed);
        let allowed = allowed.or_else(|| package.folder.starts_with("examples/").then_some(EXAMPLE_ALLOWED));
        let Some(allowed) = allowed else {
            problems.push(format!(
                "{}: not in the table of xtask/src/tidy/crates.rs: say what it may use",
                package.name
            ));
            continue;
        };
        for used in graph.uses.get(id).into_iter().flatten().filter_map(|id| graph.packages.get(id)) {
            if used.source.is_empty() && !allowed.contains(&used.name.as_str()) {
                problems.push(format!("{} must not use {}", package.name, used.name));
            }
        }
        if PURE.contains(&package.name.as_str()) {
            let deep = browser.closure(id);
            let names = deep.iter().filter_map(|id| browser.packages.get(id)).map(|p| p.name.as_str());
            for name in names.filter(|n| IMPURE.contains(n)) {
                problems.push(format!("{} is pure and must not link {name}", package.name));
            }
        }
    }
    problems
}

#[cfg(test)]
mod tests {
    use super::Graph;
    use serde_json::{Value, json};

    fn check(graph: &Graph) -> Vec<String> {
        super::check(graph, graph)
    }

    /// Workspace crates and one foreign one, with edges `(from, to, kind)`.
    fn graph(edges: &[(&str, &str, Option<&str>)]) -> Graph {
        let mut names: Vec<&str> = edges.iter().flat_map(|(a, b, _)| [*a, *b]).collect();
        names.sort_unstable();
        names.dedup();
        let package = |name: &&str| {
            let foreign = !(name.starts_with("craftstrat") || name.starts_with("example"));
            let folder = if name.starts_with("example") { "examples/rust/" } else { "crates/" };
            json!({
                "id": name, "name": name, "version": "1.0.0", "license": "MIT",
                "source": if foreign { json!("registry") } else { Value::Null },
                "manifest_path": format!("/w/{folder}{name}/Cargo.toml"),
            })
        };
        let node = |name: &&str| {
            let deps = edges.iter().filter(|(from, ..)| from == name);
            let deps: Vec<Value> =
                deps.map(|(_, to, kind)| json!({ "pkg": to, "dep_kinds": [{ "kind": kind }] })).collect();
            json!({ "id": name, "deps": deps })
        };
        let metadata = json!({
            "workspace_root": "/w",
            "packages": names.iter().map(package).collect::<Vec<_>>(),
            "resolve": { "nodes": names.iter().map(node).collect::<Vec<_>>() },
        });
        Graph::read(&metadata).expect("well-formed")
    }

    #[test]
    fn dependencies_point_one_way() {
        let edges = [("craftstrat-model", "craftstrat-engine", None)];
        assert_eq!(check(&graph(&edges)), ["craftstrat-model must not use craftstrat-engine"]);
        let edges = [
            ("craftstrat-engine", "craftstrat-model", None),
            ("craftstrat-model", "craftstrat-engine", Some("dev")),
        ];
        assert_eq!(check(&graph(&edges)), [""; 0]);
        let edges = [("craftstrat-model", "craftstrat-engine", Some("build"))];
        assert_eq!(check(&graph(&edges)).len(), 1);
    }

    #[test]
    fn examples_use_the_sdk_only() {
        assert_eq!(check(&graph(&[("example-a", "craftstrat-sdk", None)])), [""; 0]);
        let edges = [("example-a", "craftstrat-data", None)];
        assert_eq!(check(&graph(&edges)), ["example-a must not use craftstrat-data"]);
    }

    #[test]
    fn what_nobody_asked_for_is_forgotten() {
        let edges = [("craftstrat-model", "used", None), ("used", "optional", None)];
        let mut graph = graph(&edges);
        graph.keep("craftstrat-model v1.0.0 (/w/crates)\nused v1.0.0 (*)\noptional v2.0.0\n");
        let names: Vec<&str> = graph.packages.values().map(|p| p.name.as_str()).collect();
        assert_eq!(names, ["craftstrat-model", "used"]);
    }

    #[test]
    fn a_new_crate_must_be_entered_in_the_table() {
        let problems = check(&graph(&[("craftstrat-new", "craftstrat-model", None)]));
        assert!(problems[0].starts_with("craftstrat-new: not in the table"), "{problems:?}");
    }

    #[test]
    fn pure_crates_link_no_io_however_deep() {
        let edges = [("craftstrat-model", "middle", None), ("middle", "tokio", None)];
        assert_eq!(check(&graph(&edges)), ["craftstrat-model is pure and must not link tokio"]);
        let edges = [("craftstrat-model", "middle", None), ("middle", "tokio", Some("build"))];
        assert_eq!(check(&graph(&edges)), [""; 0]);
    }
}
