//! Money on its way out: through the simulated venue's chain and relayer, with a signer whose addresses hold at once.

use super::{ANN, SOMEWHERE, made, with_second_factor};
use crate::http::send;
use crate::installation::Installation;
use crate::server::craftstrat;
use craftstrat_signing::network::POLYGON;
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::sync::{Arc, Mutex, mpsc};
use std::time::{Duration, Instant};

/// Longer than a withdrawal takes.
const PATIENCE: Duration = Duration::from_secs(90);

/// A process that ends with the test.
struct Process(Child);

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// A simulated venue, and where everything of it is.
fn simulator(data: &Path) -> (Process, Value) {
    let mut command = craftstrat(data, &["sim", "--port", "0", "--json", "--speed", "100"]);
    let mut child = command.args(["--series", "btc-updown-5m"]).stdout(Stdio::piped()).spawn().unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    (Process(child), serde_json::from_str(&line).unwrap())
}

/// A signer that lets money go to an address as soon as it is on the list.
fn signer(folder: &Path) -> (Process, PathBuf) {
    let (socket, file) = (folder.join("keys/signer.sock"), folder.join("master.key"));
    let mut command = craftstrat(folder, &["signer", "--create-master-key", "--memory-lock", "prefer"]);
    command.args(["--withdrawal-delay-hours", "0"]).arg("--master-key-file").arg(file);
    let process = Process(command.arg("--socket").arg(&socket).spawn().unwrap());
    let deadline = Instant::now() + PATIENCE;
    while UnixStream::connect(&socket).is_err() {
        assert!(Instant::now() < deadline, "the signer does not listen");
        std::thread::yield_now();
    }
    (process, socket)
}

/// Stands between the server and the relayer, keeps what is submitted, and loses the first answer to it where asked to.
fn between(relayer: &str, loses: bool) -> (String, Arc<Mutex<Vec<Vec<u8>>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let relayer = relayer.strip_prefix("http://").unwrap().to_owned();
    let submitted = Arc::new(Mutex::new(Vec::new()));
    let kept = Arc::clone(&submitted);
    // Ends with the test's process.
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            // Who goes away in the middle of a question has ended.
            let _ = stream.and_then(|stream| pass_on(stream, &relayer, loses, &kept));
        }
    });
    (url, submitted)
}

fn pass_on(
    mut stream: TcpStream,
    relayer: &str,
    loses: bool,
    submitted: &Mutex<Vec<Vec<u8>>>,
) -> std::io::Result<()> {
    let mut reader = BufReader::new(stream.try_clone()?);
    let (mut head, mut length) = (String::new(), 0);
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line)? == 0 || line == "\r\n" {
            break;
        }
        let lower = line.to_ascii_lowercase();
        if let Some(value) = lower.strip_prefix("content-length:") {
            length = value.trim().parse().unwrap();
        }
        if !lower.starts_with("connection:") {
            head.push_str(&line);
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body)?;
    let mut onward = TcpStream::connect(relayer)?;
    write!(onward, "{head}Connection: close\r\n\r\n")?;
    onward.write_all(&body)?;
    let mut answer = Vec::new();
    onward.read_to_end(&mut answer)?;
    if head.starts_with("POST /submit") {
        let mut submitted = submitted.lock().unwrap();
        submitted.push(body);
        if loses && submitted.len() == 1 {
            return Ok(());
        }
    }
    stream.write_all(&answer)
}

/// What became of a withdrawal of 12.5 of 10,000 dollars, what is left, and how often something was submitted.
fn withdrawn(loses: bool) -> (Value, Value, usize) {
    let elsewhere = tempfile::tempdir().unwrap();
    let (_venue, venue) = simulator(&elsewhere.path().join("venue"));
    let (_signer, socket) = signer(elsewhere.path());
    let relayer = venue["relayer"].as_str().unwrap();
    let (url, submitted) = between(relayer, loses);
    let at = Installation::with(tempfile::tempdir().unwrap(), |command| {
        command.arg("--signer").arg(&socket).args(["--relayer", &url]);
        command.args(["--chain-rpc", venue["rpc"].as_str().unwrap()]);
    });
    let ann = at.person(ANN);
    with_second_factor(&ann);
    let path = made(&ann, "savings", "deposit");
    ann.get(&format!("{path}/deposit")).expect(200);
    // The venue makes the wallet's contract, and this one puts money into it.
    let owner = ann.get(&path).expect(200)["key_address"].clone();
    let create = json!({"type": "WALLET-CREATE", "from": owner, "to": POLYGON.factories.deposit.to_string()});
    let direct = relayer.strip_prefix("http://").unwrap();
    let json = [("Content-Type", "application/json")];
    assert_eq!(send(direct, "POST", "/submit", &json, create.to_string().as_bytes()).status, 200);
    assert_eq!(ann.get(&format!("{path}/balances")).expect(200)["cash_usdc"], "10000");
    ann.post(&format!("{path}/allowed"), &json!({"address": SOMEWHERE})).expect(201);
    let out = format!("{path}/withdrawals");
    ann.post(&out, &json!({"to": SOMEWHERE, "amount_usdc": "12.5"})).expect(201);
    let deadline = Instant::now() + PATIENCE;
    // One may ask so often in a minute: a channel on which nothing comes keeps the time between two questions.
    let (_quiet, pause) = mpsc::channel::<()>();
    let ended = loop {
        let mut all = ann.get(&out).expect(200);
        let one = all["items"][0].take();
        if one["ended_at_ms"].is_i64() {
            break one;
        }
        assert!(Instant::now() < deadline, "{one}");
        let _ = pause.recv_timeout(Duration::from_millis(100));
    };
    let left = ann.get(&format!("{path}/balances")).expect(200)["cash_usdc"].clone();
    let count = submitted.lock().unwrap().len();
    (ended, left, count)
}

#[test]
fn a_withdrawal_is_sent_once_and_followed_to_its_end() {
    let (ended, left, submitted) = withdrawn(false);
    assert_eq!((&ended["state"], &ended["problem"]), (&json!("confirmed"), &Value::Null));
    assert!(ended["transaction"].as_str().unwrap().starts_with("0x"), "{ended}");
    assert_eq!((&left, submitted), (&json!("9987.5"), 1));
}

#[test]
fn a_withdrawal_whose_answer_is_lost_is_not_paid_twice() {
    let (ended, left, submitted) = withdrawn(true);
    assert_eq!(ended["state"], "failed");
    assert!(ended["problem"].as_str().unwrap().contains("look at the wallet"), "{ended}");
    assert_eq!((&left, submitted), (&json!("9987.5"), 1));
}
