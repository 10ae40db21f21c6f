//! What a person's stream tells while others act.

use crate::installation::Person;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Shutdown, TcpStream};
use std::thread::JoinHandle;

/// A stream of somebody's, read along while others act.
pub(super) struct Overheard {
    stream: TcpStream,
    told: Option<JoinHandle<String>>,
}

impl Overheard {
    pub(super) fn open(person: &Person<'_>) -> Self {
        let address = &person.at.studio.address;
        let mut stream = TcpStream::connect(address).unwrap();
        let (cookie, from) = (person.cookie.as_deref().unwrap(), &person.address);
        let head = format!("Host: {address}\r\nCookie: {cookie}\r\nX-Forwarded-For: {from}\r\n\r\n");
        stream.write_all(format!("GET /api/v1/live/stream HTTP/1.1\r\n{head}").as_bytes()).unwrap();
        let mut reader = BufReader::new(stream.try_clone().unwrap());
        let mut line = String::new();
        reader.read_line(&mut line).unwrap();
        assert!(line.contains(" 200 "), "{line}");
        let told = std::thread::spawn(move || {
            let mut all = Vec::new();
            // It ends when the other half is shut down.
            let _ = reader.read_to_end(&mut all);
            String::from_utf8_lossy(&all).into_owned()
        });
        Self { stream, told: Some(told) }
    }

    /// Everything it told.
    pub(super) fn end(mut self) -> String {
        let _ = self.stream.shutdown(Shutdown::Both);
        self.told.take().unwrap().join().unwrap()
    }
}

impl Drop for Overheard {
    fn drop(&mut self) {
        let _ = self.stream.shutdown(Shutdown::Both);
    }
}
