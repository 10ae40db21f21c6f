//! What the page brings from npm: what is served has the licences of [`super::licences`], fonts may have their own; tools
//! and tests may be used under a few more. Everything comes from the public registry, held to its hash.

use super::licences::is_allowed;
use serde_json::Value;

/// Licences of fonts that are served.
const FONTS: &[&str] = &["OFL-1.1"];

/// Licences of what runs at build or in tests and is never served.
const TOOLS: &[&str] = &["MPL-2.0", "CC-BY-4.0", "Python-2.0", "BlueOak-1.0.0"];

/// Where a lock file may say that packages come from.
const REGISTRY: &str = "https://registry.npmjs.org/";

/// Violations in a parsed `package-lock.json`.
pub fn check(lock: &Value) -> Vec<String> {
    let mut problems = Vec::new();
    for (path, package) in lock["packages"].as_object().into_iter().flatten() {
        let Some(name) = path.rsplit_once("node_modules/").map(|(_, name)| name) else { continue };
        let text = |key: &str| package[key].as_str().unwrap_or_default();
        let is_tool = package["dev"].as_bool().unwrap_or(false);
        let licence = text("license");
        let more = if is_tool { TOOLS } else { FONTS };
        if !is_allowed(licence) && !more.contains(&licence) {
            problems.push(format!("npm {name} has the licence `{licence}`, which is not on the list"));
        }
        if text("integrity").is_empty() {
            problems.push(format!("npm {name} has no hash in ui/package-lock.json"));
        }
        if !text("resolved").is_empty() && !text("resolved").starts_with(REGISTRY) {
            problems.push(format!("npm {name} comes from {}", text("resolved")));
        }
    }
    problems
}

#[cfg(test)]
mod tests {
    use super::check;
    use serde_json::{Value, json};

    fn problems(package: Value) -> Vec<String> {
        check(&json!({ "packages": { "": { "name": "page" }, "node_modules/@a/b": package } }))
    }

    #[test]
    fn what_is_served_is_permissive() {
        assert_eq!(problems(json!({ "license": "MIT", "integrity": "sha512-x" })), [""; 0]);
        assert_eq!(problems(json!({ "license": "OFL-1.1", "integrity": "sha512-x" })), [""; 0]);
        let refused = ["npm @a/b has the licence `MPL-2.0`, which is not on the list"];
        assert_eq!(problems(json!({ "license": "MPL-2.0", "integrity": "sha512-x" })), refused);
        assert_eq!(problems(json!({ "license": "MPL-2.0", "integrity": "sha512-x", "dev": true })), [""; 0]);
    }

    #[test]
    fn packages_are_held_to_their_hash_and_registry() {
        assert_eq!(problems(json!({ "license": "MIT" })), ["npm @a/b has no hash in ui/package-lock.json"]);
        let elsewhere =
            json!({ "license": "MIT", "integrity": "x", "resolved": "https://example.org/b.tgz" });
        assert_eq!(problems(elsewhere), ["npm @a/b comes from https://example.org/b.tgz"]);
    }
}
