//! The venue on real sockets: HTTP, WebSockets, the clock.

use crate::support::{START, Script, slot, usual};
use craftstrat_sim::server::{Options, Running, start};
use craftstrat_sim::source::Source;
use craftstrat_sim::{Settings, Venue};
use serde_json::Value;
use std::collections::VecDeque;
use std::io::{Read, Write};
use std::net::TcpStream;
use tokio::runtime::Runtime;

/// The usual slot, ten seconds before it begins, standing still.
fn serve(runtime: &Runtime) -> Running {
    let settings = Settings { start: START.plus_ms(-10_000), ..Settings::default() };
    let sources: Vec<Box<dyn Source>> = vec![Box::new(Script(VecDeque::from([slot(usual())]), 0))];
    let options = Options { port: 0, speed: 0.0 };
    runtime.block_on(start(Venue::new(settings, sources), options)).unwrap()
}

/// One request on a connection of its own: status and body.
fn ask(base: &str, method: &str, path: &str, body: &str) -> (u16, Value) {
    let host = base.strip_prefix("http://").unwrap();
    let mut stream = TcpStream::connect(host).unwrap();
    let request = format!(
        "{method} {path} HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\ncontent-type: application/json\r\n\
         content-length: {}\r\n\r\n{body}",
        body.len()
    );
    stream.write_all(request.as_bytes()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    let status = answer.split(' ').nth(1).unwrap().parse().unwrap();
    let (_, body) = answer.split_once("\r\n\r\n").unwrap();
    (status, serde_json::from_str(body).unwrap_or(Value::String(body.to_owned())))
}

#[test]
fn time_stands_still_until_it_is_told_otherwise() {
    let runtime = Runtime::new().unwrap();
    let running = serve(&runtime);
    let clob = &running.endpoints().clob;
    assert_eq!(ask(clob, "GET", "/time", "").1, (START.0 - 10_000) / 1_000);
    let (status, now) = ask(clob, "POST", "/_sim/step", r#"{"ms":15000}"#);
    assert_eq!((status, now["now"].as_i64()), (200, Some(START.0 + 5_000)));
    assert_eq!(ask(clob, "GET", "/time", "").1, (START.0 + 5_000) / 1_000);
    ask(clob, "POST", "/_sim/clock", r#"{"speed":1000}"#);
    while ask(clob, "GET", "/_sim/clock", "").1["now"].as_i64().unwrap() < START.0 + 400_000 {}
    let state = ask(clob, "GET", "/_sim/state", "").1;
    assert_ne!(state["markets"][0]["phase"], "open", "a slot of five minutes is over");
}

#[test]
fn every_host_answers_at_its_own_port() {
    let runtime = Runtime::new().unwrap();
    let running = serve(&runtime);
    let at = running.endpoints().clone();
    assert_eq!(ask(&at.clob, "GET", "/_sim/endpoints", "").1["gamma"], at.gamma.as_str());
    let events = ask(&at.gamma, "GET", "/events?series_slug=btc-up-or-down-5m&closed=false", "").1;
    assert_eq!(events[0]["slug"], format!("btc-updown-5m-{}", START.0 / 1_000));
    assert_eq!(ask(&at.data, "GET", "/activity", "").0, 400);
    assert_eq!(ask(&at.relayer, "GET", "/deployed", "").0, 400);
    let chain = ask(&at.relayer, "POST", "/rpc", r#"{"jsonrpc":"2.0","id":1,"method":"eth_chainId"}"#).1;
    assert_eq!(chain["result"], "0x89");
    assert_eq!(ask(&at.clob, "GET", "/nonsense", "").0, 404);
    let path = format!("/book?token_id={}", "9".repeat(70));
    assert_eq!(ask(&at.clob, "GET", &path, "").0, 404);
}

#[test]
fn a_socket_is_upgraded_and_answers() {
    let runtime = Runtime::new().unwrap();
    let running = serve(&runtime);
    let host = running.endpoints().clob.strip_prefix("http://").unwrap().to_owned();
    let mut stream = TcpStream::connect(&host).unwrap();
    let request = format!(
        "GET /ws/market HTTP/1.1\r\nhost: {host}\r\nconnection: Upgrade\r\nupgrade: websocket\r\n\
         sec-websocket-version: 13\r\nsec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
    );
    stream.write_all(request.as_bytes()).unwrap();
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        let mut byte = [0];
        stream.read_exact(&mut byte).unwrap();
        head.push(byte[0]);
    }
    assert!(head.starts_with(b"HTTP/1.1 101"), "{}", String::from_utf8_lossy(&head));
    // RFC 6455: a masked text frame of four bytes, with a mask of zeros; the answer is not masked.
    stream.write_all(&[0x81, 0x84, 0, 0, 0, 0, b'P', b'I', b'N', b'G']).unwrap();
    let mut frame = [0; 6];
    stream.read_exact(&mut frame).unwrap();
    assert_eq!(frame, [0x81, 4, b'P', b'O', b'N', b'G']);
}
