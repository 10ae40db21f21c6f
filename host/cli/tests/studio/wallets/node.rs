//! A node of a chain on the loopback that says what a test wants.

use craftstrat_signing::hex;
use craftstrat_signing::wallet::Wallets;
use craftstrat_signing::{Address, U256};
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

/// A node of Polygon, by its own account.
pub struct Node {
    address: SocketAddr,
    /// Micros of every coin that every wallet has.
    pub cash: Arc<AtomicU64>,
    /// Whether the factory makes other wallets.
    pub lies: Arc<AtomicBool>,
}

impl Node {
    pub fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let (cash, lies) = (Arc::new(AtomicU64::new(0)), Arc::new(AtomicBool::new(false)));
        let (held, lying) = (Arc::clone(&cash), Arc::clone(&lies));
        // Ends with the test's process.
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let said = Said { cash: held.load(Ordering::SeqCst), lies: lying.load(Ordering::SeqCst) };
                // Who goes away in the middle of a question has ended.
                let _ = stream.and_then(|stream| said.answer(stream));
            }
        });
        Self { address, cash, lies }
    }

    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }
}

struct Said {
    cash: u64,
    lies: bool,
}

impl Said {
    fn answer(&self, mut stream: TcpStream) -> std::io::Result<()> {
        let mut reader = BufReader::new(stream.try_clone()?);
        let mut length = 0;
        loop {
            let mut line = String::new();
            reader.read_line(&mut line)?;
            if line.trim().is_empty() {
                break;
            }
            let (name, value) = line.split_once(':').unwrap_or((&line, ""));
            if name.eq_ignore_ascii_case("content-length") {
                length = value.trim().parse().unwrap();
            }
        }
        let mut body = vec![0; length];
        reader.read_exact(&mut body)?;
        let asked: Vec<Value> = serde_json::from_slice(&body)?;
        let answers: Vec<Value> = asked.iter().map(|one| self.one(one)).collect();
        let body = json!(answers).to_string();
        write!(
            stream,
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
            body.len()
        )
    }

    fn one(&self, asked: &Value) -> Value {
        let result = match asked["method"].as_str().unwrap() {
            "eth_chainId" => json!("0x89"),
            "eth_blockNumber" => json!("0x10"),
            "eth_getBalance" => json!("0x0"),
            "eth_call" => {
                let call = &asked["params"][0];
                let data = call.get("data").or(call.get("input")).unwrap().as_str().unwrap();
                json!(format!("0x{}", hex::encode(self.call(&hex::decode(data).unwrap()))))
            }
            method => panic!("{method} is asked"),
        };
        json!({"jsonrpc": "2.0", "id": asked["id"], "result": result})
    }

    /// What a contract returns: of its functions those are known by their selectors that the tests need.
    fn call(&self, data: &[u8]) -> Vec<u8> {
        let word = |number: u64| U256::from(number).to_be_bytes_vec();
        match hex::encode(&data[..4]).as_str() {
            // balanceOf(address)
            "70a08231" => word(self.cash),
            // allowance(address,address), isApprovedForAll(address,address)
            "dd62ed3e" | "e985e9c5" => word(0),
            // balanceOfBatch(address[],uint256[]): two zeros
            "4e1273f4" => [word(32), word(2), word(0), word(0)].concat(),
            // The factory, asked for the wallet of the owner who ends the question.
            _ => {
                let owner = Address::from_slice(&data[data.len() - 20..]);
                let wallet = if self.lies { owner } else { Wallets::of(owner).deposit };
                wallet.into_word().to_vec()
            }
        }
    }
}
