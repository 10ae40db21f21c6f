//! A client of a few lines: HTTP/1.1, one request a connection, bodies and events read as they come.

use serde_json::Value;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::time::Duration;

/// Longer than anything a test asks for takes.
const PATIENCE: Duration = Duration::from_secs(120);

/// An answer.
#[derive(Debug)]
pub struct Reply {
    pub status: u16,
    headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Reply {
    pub fn header(&self, name: &str) -> &str {
        self.headers.iter().find(|(n, _)| n == name).map_or("", |(_, v)| v)
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|e| panic!("{e}: {} {}", self.status, self.text()))
    }

    /// The JSON of an answer that must have this status.
    pub fn expect(self, status: u16) -> Value {
        assert_eq!(self.status, status, "{}", self.text());
        if self.body.is_empty() { Value::Null } else { self.json() }
    }

    /// The sentence of a refusal that must have this status and code.
    pub fn refused(self, status: u16, code: &str) -> String {
        assert_eq!(self.status, status, "{}", self.text());
        assert_eq!(self.header("content-type"), "application/problem+json");
        let problem = self.json();
        assert_eq!(problem["code"], code, "{problem}");
        assert_eq!(problem["status"], status);
        problem["detail"].as_str().unwrap().to_owned()
    }
}

/// Sends a request and returns what comes back, the body not yet read.
fn open(
    address: &str,
    method: &str,
    path: &str,
    headers: &[(&str, &str)],
    body: &[u8],
) -> (Reply, BufReader<TcpStream>) {
    let length = body.len().to_string();
    open_with(address, method, path, &[headers, &[("Content-Length", &length)]].concat(), body)
}

/// As [`open`], with every header given.
fn open_with(
    address: &str,
    method: &str,
    path: &str,
    headers: &[(&str, &str)],
    body: &[u8],
) -> (Reply, BufReader<TcpStream>) {
    let mut stream = TcpStream::connect(address).unwrap();
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    let mut head = format!("{method} {path} HTTP/1.1\r\nConnection: close\r\n");
    if !headers.iter().any(|(n, _)| n.eq_ignore_ascii_case("host")) {
        head += &format!("Host: {address}\r\n");
    }
    for (name, value) in headers {
        head += &format!("{name}: {value}\r\n");
    }
    head += "\r\n";
    stream.write_all(head.as_bytes()).unwrap();
    // A server that refuses a large body may close before it has read all of it.
    let _ = stream.write_all(body);
    let mut reader = BufReader::new(stream);
    let mut line = String::new();
    reader.read_line(&mut line).unwrap();
    let status = line.split(' ').nth(1).unwrap_or_else(|| panic!("no status: {line:?}")).parse().unwrap();
    let mut headers = Vec::new();
    loop {
        line.clear();
        reader.read_line(&mut line).unwrap();
        let Some((name, value)) = line.trim_end().split_once(':') else { break };
        headers.push((name.to_lowercase(), value.trim().to_owned()));
    }
    (Reply { status, headers, body: Vec::new() }, reader)
}

/// Sends a request and reads the whole answer.
pub fn send(address: &str, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Reply {
    whole(open(address, method, path, headers, body))
}

/// Sends a request without the `bytes` of the body it promises, and reads the whole answer.
pub fn promise(address: &str, method: &str, path: &str, bytes: u64) -> Reply {
    whole(open_with(address, method, path, &[("Content-Length", &bytes.to_string())], b""))
}

fn whole((mut reply, mut reader): (Reply, BufReader<TcpStream>)) -> Reply {
    if reply.header("transfer-encoding") == "chunked" {
        while let Some(chunk) = chunk(&mut reader) {
            reply.body.extend(chunk);
        }
    } else {
        reader.read_to_end(&mut reply.body).unwrap();
    }
    reply
}

fn chunk(reader: &mut impl BufRead) -> Option<Vec<u8>> {
    let mut line = String::new();
    reader.read_line(&mut line).unwrap();
    let size = usize::from_str_radix(line.trim(), 16).ok().filter(|n| *n > 0)?;
    let mut chunk = vec![0; size + 2];
    reader.read_exact(&mut chunk).unwrap();
    chunk.truncate(size);
    Some(chunk)
}

/// The events of a stream, until it ends.
pub struct Events {
    reader: BufReader<TcpStream>,
    seen: String,
}

impl Events {
    pub fn open(address: &str, path: &str) -> Self {
        let (reply, reader) = open(address, "GET", path, &[("Accept", "text/event-stream")], b"");
        assert_eq!(reply.status, 200);
        assert_eq!(reply.header("content-type"), "text/event-stream");
        Self { reader, seen: String::new() }
    }

    /// The next event with its name.
    pub fn named(&mut self) -> Option<(String, Value)> {
        loop {
            if let Some((event, rest)) = self.seen.split_once("\n\n") {
                let event = event.strip_prefix("event: ").and_then(|e| e.split_once("\ndata: "));
                let event = event.map(|(name, data)| (name.to_owned(), serde_json::from_str(data).unwrap()));
                self.seen = rest.to_owned();
                match event {
                    Some(event) => return Some(event),
                    None => continue,
                }
            }
            self.seen.push_str(std::str::from_utf8(&chunk(&mut self.reader)?).unwrap());
        }
    }
}

impl Iterator for Events {
    type Item = Value;

    fn next(&mut self) -> Option<Value> {
        loop {
            let (name, data) = self.named()?;
            if name == "job" {
                return Some(data);
            }
        }
    }
}
