//! Two versions of one package cost build time and let types of the same name differ; each needs a reason.

use super::crates::Graph;
use std::collections::{BTreeMap, BTreeSet};

/// Packages that may be there in several versions, and why.
const ALLOWED: &[(&str, &str)] = &[
    ("base64", "lettre has moved to the next version, axum and sqlx have not"),
    ("block-buffer", RUST_CRYPTO),
    ("const-oid", RUST_CRYPTO),
    ("cpufeatures", RUST_CRYPTO),
    ("crypto-common", RUST_CRYPTO),
    ("digest", RUST_CRYPTO),
    ("getrandom", "ahash, which parquet uses, and elliptic-curve are behind tempfile"),
    ("hashbrown", "gimli, which Wasmtime uses, is behind wasmparser"),
    ("hmac", RUST_CRYPTO),
    ("http", "gloo-net, which Yew's gloo brings, is behind axum"),
    ("keccak", "alloy has moved to the next major version of sha3"),
    ("rand", "tungstenite has not moved to the version proptest and sqlx use"),
    ("rand_core", "elliptic-curve, which alloy uses, is behind tungstenite's rand"),
    ("sha1", "tungstenite has not moved to the next major version of digest"),
    ("sha2", RUST_CRYPTO),
    ("sha3", "alloy has moved to the next major version of sha3"),
    ("syn", "some derive macros have moved to the next major version, others have not"),
    ("thiserror", "gloo, which Yew uses, has not moved to the next major version"),
    ("thiserror-impl", "as thiserror"),
];

const RUST_CRYPTO: &str = "sqlx and scrypt have moved to the next major version of digest and what stands on it; zip, sha3 and k256 have not";

/// Packages in several versions that are not on the list, and entries of the list that are no longer needed.
pub fn check(graph: &Graph) -> Vec<String> {
    compare(graph, ALLOWED)
}

fn compare(graph: &Graph, allowed: &[(&str, &str)]) -> Vec<String> {
    let mut versions: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for package in graph.built().iter().filter_map(|id| graph.packages.get(id)) {
        versions.entry(&package.name).or_default().insert(&package.version);
    }
    versions.retain(|_, v| v.len() > 1);
    let mut problems = Vec::new();
    for (name, several) in &versions {
        if !allowed.iter().any(|(a, _)| a == name) {
            let several: Vec<&str> = several.iter().copied().collect();
            problems.push(format!("{name} is there as {}: `cargo tree -d -i {name}`", several.join(" and ")));
        }
    }
    for (name, _) in allowed.iter().filter(|(name, _)| !versions.contains_key(name)) {
        problems.push(format!("{name} is there once now: strike it from xtask/src/tidy/versions.rs"));
    }
    problems
}

#[cfg(test)]
mod tests {
    use super::super::crates::{Graph, Package};
    use super::compare;

    #[test]
    fn several_versions_need_a_reason_and_reasons_expire() {
        let mut graph = Graph::default();
        for version in ["1.0.0", "2.0.0"] {
            let text = |t: &str| t.to_owned();
            let (name, licence, source, folder) = (text("a"), text("MIT"), text(""), text(""));
            graph
                .packages
                .insert(text(version), Package { name, version: text(version), licence, source, folder });
        }
        assert_eq!(compare(&graph, &[]), ["a is there as 1.0.0 and 2.0.0: `cargo tree -d -i a`"]);
        assert_eq!(compare(&graph, &[("a", "why")]), [""; 0]);
        graph.packages.remove("2.0.0");
        assert_eq!(
            compare(&graph, &[("a", "why")]),
            ["a is there once now: strike it from xtask/src/tidy/versions.rs"]
        );
    }
}
