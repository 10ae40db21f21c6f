//! Every package comes from crates.io under a licence that lets anybody use the result.

use super::crates::Graph;

const ALLOWED: &[&str] = &[
    "0BSD",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "ISC",
    "MIT",
    "MIT-0",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
];

/// How `cargo metadata` ends the source of a package of the public registry.
const REGISTRY: &str = "/crates.io-index";

/// Violations of the licence and source rules.
pub fn check(graph: &Graph) -> Vec<String> {
    let mut problems = Vec::new();
    for package in graph.packages.values() {
        let name = format!("{} {}", package.name, package.version);
        if !package.source.is_empty() && !package.source.ends_with(REGISTRY) {
            problems.push(format!("{name} comes from {}, not from crates.io", package.source));
        }
        if !is_allowed(&package.licence) {
            problems.push(format!("{name} has the licence `{}`, which is not on the list", package.licence));
        }
    }
    problems
}

/// Whether an SPDX expression (`OR`, `AND`, `WITH`, parentheses; `/` is an old `OR`) can be fulfilled by the list.
pub fn is_allowed(expression: &str) -> bool {
    let spaced = expression.replace('(', " ( ").replace(')', " ) ").replace('/', " OR ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut at = 0;
    any_of(&words, &mut at) && at == words.len()
}

fn any_of(words: &[&str], at: &mut usize) -> bool {
    let mut fulfilled = all_of(words, at);
    while words.get(*at) == Some(&"OR") {
        *at += 1;
        fulfilled |= all_of(words, at);
    }
    fulfilled
}

fn all_of(words: &[&str], at: &mut usize) -> bool {
    let mut fulfilled = one(words, at);
    while words.get(*at) == Some(&"AND") {
        *at += 1;
        fulfilled &= one(words, at);
    }
    fulfilled
}

fn one(words: &[&str], at: &mut usize) -> bool {
    let Some(word) = words.get(*at) else { return false };
    *at += 1;
    if *word == "(" {
        let fulfilled = any_of(words, at);
        let closed = words.get(*at) == Some(&")");
        *at += 1;
        return fulfilled && closed;
    }
    if words.get(*at) == Some(&"WITH") {
        let exception = words.get(*at + 1).copied().unwrap_or_default();
        *at += 2;
        return ALLOWED.contains(&format!("{word} WITH {exception}").as_str()) || ALLOWED.contains(word);
    }
    ALLOWED.contains(word)
}

#[cfg(test)]
mod tests {
    use super::super::crates::{Graph, Package};
    use super::{check, is_allowed};

    #[test]
    fn expressions_are_read_as_spdx_has_them() {
        let allowed = [
            "MIT",
            "MIT OR Apache-2.0",
            "MIT/Apache-2.0",
            "GPL-3.0 OR MIT",
            "(MIT OR Apache-2.0) AND Unicode-3.0",
            "Apache-2.0 WITH LLVM-exception OR GPL-2.0",
            "MIT OR (GPL-3.0 AND BSD-3-Clause)",
        ];
        let refused =
            ["", "GPL-3.0", "MIT AND GPL-3.0", "(MIT OR Apache-2.0) AND GPL-3.0", "(MIT", "MIT MIT"];
        for expression in allowed {
            assert!(is_allowed(expression), "{expression}");
        }
        for expression in refused {
            assert!(!is_allowed(expression), "{expression}");
        }
    }

    #[test]
    fn packages_come_from_the_public_registry() {
        let package = |source: &str, licence: &str| Package {
            name: "a".to_owned(),
            version: "1.0.0".to_owned(),
            licence: licence.to_owned(),
            source: source.to_owned(),
            folder: String::new(),
        };
        let mut graph = Graph::default();
        graph.packages.insert("own".to_owned(), package("", "MIT"));
        graph
            .packages
            .insert("public".to_owned(), package("registry+https://example/crates.io-index", "MIT"));
        assert_eq!(check(&graph), [""; 0]);
        graph.packages.insert("git".to_owned(), package("git+https://example/a", "MIT"));
        graph.packages.insert("copyleft".to_owned(), package("", "AGPL-3.0"));
        assert_eq!(
            check(&graph),
            [
                "a 1.0.0 has the licence `AGPL-3.0`, which is not on the list",
                "a 1.0.0 comes from git+https://example/a, not from crates.io",
            ]
        );
    }
}
