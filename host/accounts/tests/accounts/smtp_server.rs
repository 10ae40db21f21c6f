//! A mail server for one conversation on the loopback: enough of RFC 5321 to be talked to.

use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::thread::JoinHandle;

/// What it does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Behaviour {
    Takes,
    RefusesLogin,
    RefusesRecipient,
    IsBusy,
    HangsUp,
}

/// A server that serves its first connection.
pub struct SmtpServer {
    pub address: SocketAddr,
    thread: JoinHandle<Vec<String>>,
}

impl SmtpServer {
    /// Listens on a free port.
    pub fn start(behaviour: Behaviour) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = listener.local_addr().expect("an address");
        let thread = std::thread::spawn(move || {
            let (stream, _) = listener.accept().expect("a connection");
            let mut heard = Vec::new();
            // A client that hangs up in the middle has said what it has said.
            let _ = converse(&stream, behaviour, &mut heard);
            heard
        });
        Self { address, thread }
    }

    /// Every line the client said, once it is done.
    pub fn heard(self) -> Vec<String> {
        self.thread.join().expect("served")
    }
}

fn converse(mut stream: &TcpStream, behaviour: Behaviour, heard: &mut Vec<String>) -> std::io::Result<()> {
    stream.write_all(b"220 loopback ESMTP\r\n")?;
    let mut reader = BufReader::new(stream);
    let mut in_message = false;
    let mut bytes = Vec::new();
    loop {
        bytes.clear();
        if reader.read_until(b'\n', &mut bytes)? == 0 {
            return Ok(());
        }
        let line = String::from_utf8_lossy(&bytes).trim_end().to_owned();
        heard.push(line.clone());
        if in_message && line != "." {
            continue;
        }
        let verb = line.split([' ', ':']).next().unwrap_or_default();
        let answer = match (verb, behaviour) {
            (".", _) => "250 taken",
            ("EHLO", _) => "250-loopback\r\n250-AUTH PLAIN LOGIN\r\n250 8BITMIME",
            ("AUTH", Behaviour::RefusesLogin) => "535 5.7.8 no: hunter2",
            ("AUTH", _) => "235 welcome",
            ("MAIL", Behaviour::IsBusy) => "451 4.3.0 later",
            ("MAIL", Behaviour::HangsUp) => return Ok(()),
            ("RCPT", Behaviour::RefusesRecipient) => "550 5.1.1 no such user",
            ("MAIL" | "RCPT" | "RSET", _) => "250 ok",
            ("DATA", _) => "354 go on",
            ("QUIT", _) => "221 bye",
            _ => "500 what",
        };
        in_message = verb == "DATA";
        stream.write_all(answer.as_bytes())?;
        stream.write_all(b"\r\n")?;
    }
}
