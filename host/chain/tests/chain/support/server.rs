//! A server on the loopback that says what it is told to, and writes down what it was asked.

use serde_json::Value;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

/// What it does with a request, told the body as JSON.
pub enum Reaction {
    /// An answer of this status.
    Says(u16, String),
    /// This body again and again, without end.
    Endless(&'static [u8]),
    /// Begins an answer and breaks off.
    BreaksOff,
    /// Nothing, ever.
    Silence,
}

/// One request: its first line and headers, in lower case, and its body.
pub type Seen = (String, String);

pub struct Server {
    pub url: String,
    seen: Arc<Mutex<Vec<Seen>>>,
}

impl Server {
    pub fn new(react: impl Fn(&Value) -> Reaction + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let seen: Arc<Mutex<Vec<Seen>>> = Arc::default();
        let (react, written) = (Arc::new(react), seen.clone());
        // The threads end with the program.
        std::thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                let (react, written) = (react.clone(), written.clone());
                std::thread::spawn(move || serve(stream, &*react, &written));
            }
        });
        Self { url, seen }
    }

    /// What was asked so far.
    pub fn seen(&self) -> Vec<Seen> {
        self.seen.lock().unwrap().clone()
    }
}

/// One connection, request after request, until somebody has enough.
fn serve(stream: TcpStream, react: &dyn Fn(&Value) -> Reaction, seen: &Mutex<Vec<Seen>>) -> Option<()> {
    let mut reader = BufReader::new(stream.try_clone().ok()?);
    let mut stream = stream;
    loop {
        let mut head = String::new();
        while !head.ends_with("\r\n\r\n") {
            if reader.read_line(&mut head).ok()? == 0 {
                return None;
            }
        }
        let head = head.to_ascii_lowercase();
        let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
        let mut body = vec![0; length.map_or(0, |length| length.parse().unwrap())];
        reader.read_exact(&mut body).ok()?;
        seen.lock().unwrap().push((head, String::from_utf8(body.clone()).unwrap()));
        match react(&serde_json::from_slice(&body).unwrap_or_default()) {
            Reaction::Says(status, text) => {
                let head = format!("HTTP/1.1 {status} -\r\ncontent-length: {}\r\n\r\n", text.len());
                stream.write_all((head + &text).as_bytes()).ok()?;
            }
            Reaction::Endless(piece) => {
                stream.write_all(b"HTTP/1.1 200 -\r\n\r\n").ok()?;
                while stream.write_all(piece).is_ok() {}
                return None;
            }
            Reaction::BreaksOff => {
                stream.write_all(b"HTTP/1.1 200 -\r\ncontent-length: 100\r\n\r\n[").ok()?;
                return None;
            }
            Reaction::Silence => {
                // Until the other side gives up.
                let _ = reader.read_line(&mut String::new());
                return None;
            }
        }
    }
}
