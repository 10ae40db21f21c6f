//! Two servers never work in one database, also when the connection that kept one of them there is lost.

use crate::http::send;
use crate::server::craftstrat;
use craftstrat_storage_test::{Empty, number};
use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

/// Far beyond what anything here takes: a test that fails ends.
const PATIENCE: Duration = Duration::from_secs(60);

/// Programs that wait for the claim on this database.
const WAITING: &str =
    "SELECT COUNT(*) FROM pg_locks WHERE locktype = 'advisory' AND classid = 25458 AND objsubid = 1
    AND NOT granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())";

/// Ends the connection of whoever has it, and says how many there were.
const END: &str = "SELECT COUNT(pg_terminate_backend(pid)) FROM pg_locks
    WHERE locktype = 'advisory' AND classid = 25458 AND objsubid = 1 AND granted
    AND database = (SELECT oid FROM pg_database WHERE datname = current_database())";

struct Server(Child);

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

impl Server {
    fn start(data: &Path, database: &str) -> Self {
        let mut command = craftstrat(data, &["up", "--port", "0", "--venue", "none"]);
        command.env("DATABASE_URL", database);
        Self(command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap())
    }

    /// Where it is, once it serves.
    fn address(&mut self) -> String {
        let mut line = String::new();
        BufReader::new(self.0.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let url = line.split_whitespace().find_map(|word| word.strip_prefix("http://"));
        url.unwrap_or_else(|| panic!("no address in {line:?}")).to_owned()
    }
}

#[test]
fn a_server_that_lost_its_database_to_another_stops_and_says_so() {
    let Some(database) = Empty::postgres() else { return };
    let url = database.url();
    let (one, two) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let mut first = Server::start(one.path(), &url);
    let address = first.address();
    assert_eq!(send(&address, "GET", "/ready", &[], b"").status, 200);
    // It loses its connection while nobody else is there, and goes on.
    assert_eq!(number(&url, END), Some(1));
    let body = br#"{"name":"kept","document":"{}"}"#;
    let json = [("Content-Type", "application/json")];
    send(&address, "POST", "/api/v1/strategies", &json, body).expect(201);
    // It loses it while another stands in line.
    let mut second = Server::start(two.path(), &url);
    let began = Instant::now();
    while number(&url, WAITING) != Some(1) {
        assert!(began.elapsed() < PATIENCE, "the second does not stand in line");
    }
    assert_eq!(number(&url, END), Some(1));
    let status = first.0.wait().unwrap();
    let mut said = String::new();
    first.0.stderr.take().unwrap().read_to_string(&mut said).unwrap();
    assert_eq!(status.code(), Some(1), "{said}");
    assert!(said.contains("another craftstrat took the database") && said.contains("--database"), "{said}");
    assert!(!said.contains("postgres@"), "no user, no password: {said}");
    let address = second.address();
    let kept = send(&address, "GET", "/api/v1/strategies", &[], b"").expect(200);
    assert_eq!(kept["items"][0]["name"], "kept");
}
