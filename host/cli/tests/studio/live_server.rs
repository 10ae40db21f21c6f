//! A server in this process with a desk, a simulated venue beside it, and what their stream tells.

use crate::http::{Events, Reply, send};
use crate::server::craftstrat;
use craftstrat_server::{Config, Location, Server, Venue};
use serde_json::Value;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Stdio};
use std::sync::mpsc::channel;
use std::thread::JoinHandle;
use std::time::{Duration, Instant};
use tokio::sync::oneshot;

const BASE: &str = "/api/v1";

/// Longer than anything that is waited for takes.
const PATIENCE: Duration = Duration::from_secs(180);

/// A server at work.
pub struct Desk {
    pub address: String,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Drop for Desk {
    fn drop(&mut self) {
        // Whoever waits for it has failed before.
        drop(self.stop.take());
        let _ = self.thread.take().map(JoinHandle::join);
    }
}

impl Desk {
    /// Over a data folder.
    pub fn start(data: &Path, venue: Venue) -> Self {
        let database = craftstrat_storage_test::wanted(data).map(|url| Location::parse(&url).unwrap());
        let config = Config { venue, database, ..Config::new(data.to_owned(), 0) };
        let ((ready, is_ready), (stop, stopped)) = (channel(), oneshot::channel::<()>());
        let thread = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
            runtime.unwrap().block_on(async {
                let server = Server::bind(&config).await.unwrap();
                ready.send(server.url()).unwrap();
                let stopped = async {
                    let _ = stopped.await;
                };
                server.run(stopped).await.unwrap();
            });
        });
        let url = is_ready.recv().unwrap();
        let address = url.strip_prefix("http://").unwrap().to_owned();
        Self { address, stop: Some(stop), thread: Some(thread) }
    }

    /// Stops it and waits until it has.
    pub fn stop(mut self) {
        drop(self.stop.take());
        self.thread.take().unwrap().join().unwrap();
    }

    fn ask(&self, method: &str, path: &str, body: Option<&Value>) -> Reply {
        let body = body.map(ToString::to_string).unwrap_or_default();
        let headers = if body.is_empty() { &[][..] } else { &[("Content-Type", "application/json")][..] };
        send(&self.address, method, &format!("{BASE}{path}"), headers, body.as_bytes())
    }

    pub fn get(&self, path: &str) -> Reply {
        self.ask("GET", path, None)
    }

    pub fn delete(&self, path: &str) -> Reply {
        self.ask("DELETE", path, None)
    }

    pub fn post(&self, path: &str, body: &Value) -> Reply {
        self.ask("POST", path, Some(body))
    }

    pub fn put(&self, path: &str, body: &Value) -> Reply {
        self.ask("PUT", path, Some(body))
    }

    /// What is told from now on.
    pub fn stream(&self, query: &str) -> Stream {
        Stream(Events::open(&self.address, &format!("{BASE}/live/stream{query}")))
    }
}

/// A stream of `/live/stream`.
pub struct Stream(Events);

impl Stream {
    /// The next of this name that is as wanted.
    pub fn until(&mut self, name: &str, wanted: impl Fn(&Value) -> bool) -> Value {
        let from = Instant::now();
        loop {
            assert!(from.elapsed() < PATIENCE, "never told: {name}");
            let (told, data) = self.0.named().unwrap_or_else(|| panic!("ended before: {name}"));
            if told == name && wanted(&data) {
                return data;
            }
        }
    }

    /// The next event of a run in which this happened.
    pub fn event(&mut self, run: &Value, what: &str) -> Value {
        self.until("event", |e| e["run_id"] == run["id"] && e["detail"]["what"] == what)
    }

    /// The rest, to its end.
    pub fn rest(mut self) -> usize {
        std::iter::from_fn(|| self.0.named()).count()
    }
}

/// `craftstrat sim` with one series of 5 minutes.
pub struct Simulator {
    child: Child,
    address: String,
}

impl Drop for Simulator {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Simulator {
    /// So many times as fast as time.
    pub fn start(data: &Path, speed: u32) -> Self {
        let speed = speed.to_string();
        let mut command = craftstrat(data, &["sim", "--port", "0", "--json", "--series", "btc-updown-5m"]);
        command.args(["--from", "2026-11-02T00:00:00Z", "--speed", &speed]).stdout(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let endpoints: Value = serde_json::from_str(&line).unwrap_or_else(|e| panic!("{e}: {line}"));
        Self { child, address: endpoints["clob"].as_str().unwrap().to_owned() }
    }

    pub fn venue(&self) -> Venue {
        Venue::Simulated(self.address.clone())
    }
}
