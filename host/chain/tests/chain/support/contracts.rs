//! `contracts.sol`, compiled once by the Solidity compiler of the npm package `solc`.

use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::OnceLock;

const SOURCE: &str = include_str!("../contracts.sol");

/// Creation code by a contract's name, in hex without `0x`.
pub fn compiled(packages: &Path) -> &'static BTreeMap<String, String> {
    static COMPILED: OnceLock<BTreeMap<String, String>> = OnceLock::new();
    COMPILED.get_or_init(|| compile(packages))
}

fn compile(packages: &Path) -> BTreeMap<String, String> {
    let input = json!({
        "language": "Solidity",
        "sources": { "contracts.sol": { "content": SOURCE } },
        "settings": {
            "evmVersion": "cancun",
            "optimizer": { "enabled": true },
            "outputSelection": { "*": { "*": ["evm.bytecode.object"] } },
        },
    });
    let mut compiler = Command::new("node")
        .arg(packages.join("node_modules/solc/solc.js"))
        .arg("--standard-json")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("Node runs the compiler");
    compiler.stdin.take().unwrap().write_all(input.to_string().as_bytes()).unwrap();
    let output = compiler.wait_with_output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    // A remark about other solvers may come first.
    let output: Value =
        serde_json::from_str(&text[text.find('{').unwrap_or(0)..]).expect("the compiler's answer");
    let contracts = output["contracts"]["contracts.sol"].as_object();
    let contracts =
        contracts.unwrap_or_else(|| panic!("contracts.sol does not compile: {}", output["errors"]));
    let code = |contract: &Value| contract["evm"]["bytecode"]["object"].as_str().unwrap().to_owned();
    contracts.iter().map(|(name, contract)| (name.clone(), code(contract))).collect()
}
