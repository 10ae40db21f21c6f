//! One anvil for one test, on a port of its own; it ends with the test.

use craftstrat_signing::{Address, B256};
use serde_json::{Value, json};
use std::env::consts::{ARCH, OS};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

/// Names a folder whose `node_modules` has the npm packages `@foundry-rs/anvil` and `solc`.
pub const PACKAGES: &str = "CRAFTSTRAT_EVM";
/// The chain's id.
pub const CHAIN: u64 = 31_337;
/// Enough for whatever tests send; said, so that what fails is mined and not refused.
const GAS: &str = "0x5b8d80";

pub struct Node {
    child: Child,
    pub url: String,
}

impl Drop for Node {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The folder of [`PACKAGES`]; `None`, and said so, without it.
pub fn packages() -> Option<PathBuf> {
    let folder = std::env::var_os(PACKAGES).map(PathBuf::from);
    if folder.is_none() {
        eprintln!("SKIPPED: no folder with anvil and solc from npm ({PACKAGES})");
    }
    folder
}

/// One `POST` of JSON past what is tested.
pub fn post(url: &str, path: &str, body: &Value) -> Value {
    let host = url.strip_prefix("http://").unwrap();
    let body = body.to_string();
    let mut stream = TcpStream::connect(host).unwrap();
    let head = format!(
        "POST {path} HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\ncontent-type: application/json\r\n\
         content-length: {}\r\n\r\n",
        body.len()
    );
    stream.write_all((head + &body).as_bytes()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    serde_json::from_str(answer.split_once("\r\n\r\n").unwrap().1).unwrap()
}

impl Node {
    pub fn start(packages: &Path) -> Self {
        let system = if OS == "macos" { "darwin" } else { OS };
        let machine = if ARCH == "x86_64" { "amd64" } else { "arm64" };
        let program = packages.join(format!("node_modules/@foundry-rs/anvil-{system}-{machine}/bin/anvil"));
        let mut child = Command::new(program)
            .args(["--host", "127.0.0.1", "--port", "0", "--accounts", "1", "--no-mining"])
            .args(["--chain-id", &CHAIN.to_string()])
            .stdout(Stdio::piped())
            .stdin(Stdio::null())
            .spawn()
            .expect("anvil starts");
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
        let address = lines.find_map(|line| line.strip_prefix("Listening on ").map(str::to_owned));
        // It writes down every request and would wait for somebody to read that.
        std::thread::spawn(move || lines.for_each(drop));
        Self { child, url: format!("http://{}", address.expect("anvil listens")) }
    }

    /// A question past the port that is tested.
    pub fn ask(&self, method: &str, params: Value) -> Value {
        let body = json!({ "jsonrpc": "2.0", "id": 1, "method": method, "params": params });
        let mut answer = post(&self.url, "/", &body);
        assert!(answer.get("error").is_none(), "{method}: {answer}");
        answer["result"].take()
    }

    /// Sends a transaction of the node's own account and mines it; its hash. `None` makes a contract.
    pub fn send(&self, to: Option<Address>, data: &[u8]) -> B256 {
        let transaction = self.hand_over(to, data);
        // Blocks are made when they are asked for: left alone, the node would make one some time after its answer.
        self.mine();
        transaction
    }

    /// Makes the next block.
    pub fn mine(&self) {
        self.ask("evm_mine", json!([]));
    }

    /// The same without a block.
    pub fn hand_over(&self, to: Option<Address>, data: &[u8]) -> B256 {
        let from = &self.ask("eth_accounts", json!([]))[0];
        let data = craftstrat_signing::hex::encode_prefixed(data);
        let mut transaction = json!({ "from": from, "data": data, "gas": GAS });
        if let Some(to) = to {
            transaction["to"] = json!(to);
        }
        self.ask("eth_sendTransaction", json!([transaction])).as_str().unwrap().parse().unwrap()
    }

    /// Makes a contract and gives its address.
    pub fn deploy(&self, code: &str, arguments: &[u8]) -> Address {
        let mut code = craftstrat_signing::hex::decode(code).unwrap();
        code.extend_from_slice(arguments);
        let receipt = self.ask("eth_getTransactionReceipt", json!([self.send(None, &code)]));
        assert_eq!(receipt["status"], "0x1", "{receipt}");
        receipt["contractAddress"].as_str().unwrap().parse().unwrap()
    }
}
