//! Starting and stopping the real binary, and what it refuses to everybody.

use crate::http::{Events, Reply, send};
use serde_json::Value;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, ExitStatus, Stdio};

const BASE: &str = "/api/v1";

/// A running server with a data folder of its own.
pub struct Studio {
    child: Child,
    /// What it goes on to say.
    more: BufReader<ChildStdout>,
    pub address: String,
    pub dir: tempfile::TempDir,
}

impl Drop for Studio {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The binary with a data folder.
pub fn craftstrat(data: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_craftstrat"));
    command.env_remove("CRAFTSTRAT_DATA_DIR").env_remove("DATABASE_URL");
    if let Some(url) = craftstrat_storage_test::wanted(data) {
        command.env("DATABASE_URL", url);
    }
    command.arg("--quiet").arg("--data-dir").arg(data).args(args);
    command
}

impl Studio {
    /// Over `slots` generated slots of `sim-updown-15m`.
    pub fn with_slots(slots: u32) -> Self {
        Self::start(Self::folder(slots))
    }

    /// A folder with `slots` generated slots of `sim-updown-15m`.
    pub fn folder(slots: u32) -> tempfile::TempDir {
        let dir = tempfile::tempdir().unwrap();
        let data = dir.path().join("data");
        if slots > 0 {
            let made =
                craftstrat(&data, &["data", "generate", "--slots", &slots.to_string()]).output().unwrap();
            assert!(made.status.success(), "{made:?}");
        }
        dir
    }

    fn start(dir: tempfile::TempDir) -> Self {
        Self::start_with(dir, |_| {})
    }

    /// With further options.
    pub fn start_with(dir: tempfile::TempDir, options: impl FnOnce(&mut Command)) -> Self {
        let mut command = craftstrat(&dir.path().join("data"), &["up", "--port", "0", "--venue", "none"]);
        options(&mut command);
        let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        let mut more = BufReader::new(child.stdout.take().unwrap());
        more.read_line(&mut line).unwrap();
        let url = line.split_whitespace().find_map(|word| word.strip_prefix("http://"));
        let address = url.unwrap_or_else(|| panic!("no address in {line:?}")).to_owned();
        Self { child, more, address, dir }
    }

    /// The process.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// The next line it says that has these words.
    pub fn said(&mut self, words: &str) -> String {
        let mut line = String::new();
        while !line.contains(words) {
            line.clear();
            assert!(self.more.read_line(&mut line).unwrap() > 0, "it never said `{words}`");
        }
        line
    }

    pub fn data(&self) -> PathBuf {
        self.dir.path().join("data")
    }

    /// Asks it to stop, waits until it has, and returns how it ended and its folder.
    pub fn stop(mut self) -> (ExitStatus, tempfile::TempDir) {
        let id = self.child.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &id]).status().unwrap().success());
        let status = self.child.wait().unwrap();
        let empty = tempfile::tempdir().unwrap();
        (status, std::mem::replace(&mut self.dir, empty))
    }

    /// Stops it and starts another over the same folder.
    pub fn restart(self) -> Self {
        let (status, dir) = self.stop();
        assert!(status.success(), "{status}");
        Self::start(dir)
    }

    /// As [`Studio::restart`], without a word of warning.
    pub fn crash(mut self) -> Self {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
        let empty = tempfile::tempdir().unwrap();
        let dir = std::mem::replace(&mut self.dir, empty);
        Self::start(dir)
    }

    pub fn get(&self, path: &str) -> Reply {
        send(&self.address, "GET", &format!("{BASE}{path}"), &[], b"")
    }

    pub fn delete(&self, path: &str) -> Reply {
        send(&self.address, "DELETE", &format!("{BASE}{path}"), &[], b"")
    }

    /// Sends JSON.
    pub fn json(&self, method: &str, path: &str, body: &Value) -> Reply {
        self.json_with(method, path, &[], body)
    }

    /// Sends JSON with further headers.
    pub fn json_with(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &Value) -> Reply {
        let headers = [&[("Content-Type", "application/json")], headers].concat();
        send(&self.address, method, &format!("{BASE}{path}"), &headers, body.to_string().as_bytes())
    }

    pub fn post(&self, path: &str, body: &Value) -> Reply {
        self.json("POST", path, body)
    }

    /// Sends bytes.
    pub fn upload(&self, path: &str, bytes: &[u8]) -> Reply {
        send(&self.address, "POST", &format!("{BASE}{path}"), &[], bytes)
    }

    /// Every event of a job, from now to its end.
    pub fn events(&self, job: &Value) -> Events {
        Events::open(&self.address, &format!("{BASE}/jobs/{}/events", job["id"].as_str().unwrap()))
    }

    /// The job when it has ended.
    pub fn finished(&self, job: &Value) -> Value {
        self.events(job).last().unwrap()
    }

    /// The result of a job that must succeed, read from `path`.
    pub fn result(&self, path: &str, job: &Value) -> Value {
        let ended = self.finished(job);
        assert_eq!(ended["state"], "done", "{ended}");
        self.get(&format!("{path}/{}", job["result"].as_str().unwrap())).expect(200)
    }
}

/// A document of the repository.
pub fn document(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/documents").join(name);
    std::fs::read_to_string(path).unwrap()
}

#[test]
fn a_taken_port_and_a_folder_in_use_are_said() {
    let studio = Studio::with_slots(0);
    let port = studio.address.rsplit_once(':').unwrap().1.to_owned();
    let elsewhere = tempfile::tempdir().unwrap();
    for (data, port, said) in [
        (elsewhere.path().to_owned(), port.as_str(), "is taken"),
        (studio.data(), "0", "another craftstrat works"),
    ] {
        let output = craftstrat(&data, &["up", "--port", port, "--venue", "none"]).output().unwrap();
        let text = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(1), "{text}");
        assert!(text.contains(said), "{text}");
    }
}

#[test]
fn it_stops_cleanly_even_while_someone_watches() {
    let studio = Studio::with_slots(0);
    let health = studio.get("/health").expect(200);
    assert_eq!(health["markets"], 0);
    let (status, dir) = studio.stop();
    assert!(status.success(), "{status}");
    let left = std::fs::read_dir(dir.path().join("data"))
        .unwrap()
        .map(|e| e.unwrap().file_name())
        .collect::<Vec<_>>();
    assert!(!left.iter().any(|n| n.to_string_lossy().ends_with("-wal")), "the database is closed: {left:?}");
}

#[test]
fn foreign_hosts_and_origins_are_refused() {
    let studio = Studio::with_slots(0);
    let path = "/api/v1/health";
    let host = |host: &str| send(&studio.address, "GET", path, &[("Host", host)], b"");
    assert_eq!(host("localhost").status, 200);
    host("evil.example").refused(421, "host_refused");
    let body = br#"{"name":"x","document":"{}"}"#;
    let create = |headers: &[(&str, &str)]| {
        let headers = [&[("Content-Type", "application/json")], headers].concat();
        send(&studio.address, "POST", "/api/v1/strategies", &headers, body)
    };
    create(&[("Origin", "https://evil.example")]).refused(403, "origin_refused");
    create(&[("Sec-Fetch-Site", "cross-site")]).refused(403, "origin_refused");
    let own = format!("http://{}", studio.address);
    create(&[("Origin", &own)]).expect(201);
    let form = send(&studio.address, "POST", "/api/v1/strategies", &[("Content-Type", "text/plain")], body);
    form.refused(415, "not_json");
}

#[test]
fn every_error_is_a_problem() {
    let studio = Studio::with_slots(0);
    studio.get("/nowhere").refused(404, "not_found");
    send(&studio.address, "GET", "/api", &[], b"").refused(404, "not_found");
    studio.json("PUT", "/health", &Value::Null).refused(405, "method_not_allowed");
    studio.get("/strategies?limit=lots").refused(400, "bad_request");
    studio.get("/strategies?cursor=x").refused(400, "bad_request");
    studio.get("/strategies/%ff").refused(400, "bad_request");
    studio.upload("/strategies", b"{").refused(415, "not_json");
    let json = [("Content-Type", "application/json")];
    send(&studio.address, "POST", "/api/v1/strategies", &json, b"{").refused(400, "bad_request");
    let large = vec![b' '; 9 << 20];
    send(&studio.address, "POST", "/api/v1/strategies", &json, &large).refused(413, "too_large");
    for path in [
        "/strategies/x",
        "/backtests/x",
        "/sweeps/x",
        "/jobs/x",
        "/jobs/x/events",
        "/components/x",
        "/imports/x",
    ] {
        studio.get(path).refused(404, "not_found");
    }
    for path in
        ["/strategies/x", "/backtests/x", "/sweeps/x", "/jobs/x", "/markets/btc-updown-15m-1770138000"]
    {
        studio.delete(path).refused(404, "not_found");
    }
}

#[test]
fn the_api_describes_itself() {
    let studio = Studio::with_slots(0);
    let document = studio.get("/openapi.json").expect(200);
    assert_eq!(document["openapi"], "3.1.0");
    let paths = document["paths"].as_object().unwrap();
    for path in [
        "/strategies/{id}/document",
        "/jobs/{id}/events",
        "/ticks",
        "/series/{series}/{day}",
        "/imports",
        "/live/stream",
        "/live/runs/{id}/comparison",
    ] {
        assert!(paths.contains_key(&format!("{BASE}{path}")), "{path}");
    }
    let schemas = document["components"]["schemas"].as_object().unwrap();
    assert!(schemas.contains_key("Report") && schemas.contains_key("ApiProblem"));
    // The studio's strategy and the report's are two things.
    assert!(schemas["ReportStrategy"]["properties"]["hash"].is_object());
    let text = document.to_string();
    for reference in text.split("\"#/components/schemas/").skip(1) {
        let name = reference.split('"').next().unwrap();
        assert!(schemas.contains_key(name), "{name} is referred to and not there");
    }
    let ids: Vec<&str> =
        text.split("\"operationId\":\"").skip(1).map(|t| t.split('"').next().unwrap()).collect();
    assert!(ids.len() > 30);
    assert_eq!(ids.iter().collect::<std::collections::BTreeSet<_>>().len(), ids.len(), "{ids:?}");
    assert!(studio.get("/schema").expect(200)["title"].as_str().unwrap().contains("document"));
}

#[test]
fn it_listens_on_the_loopback_interface_only() {
    let studio = Studio::with_slots(0);
    let port: u16 = studio.address.rsplit_once(':').unwrap().1.parse().unwrap();
    assert!(studio.address.starts_with("127.0.0.1:"));
    let mut tables = String::new();
    for table in ["/proc/net/tcp", "/proc/net/tcp6"] {
        if let Ok(mut file) = std::fs::File::open(table) {
            file.read_to_string(&mut tables).unwrap();
        }
    }
    let listening: Vec<&str> = tables
        .lines()
        .filter(|l| l.split_whitespace().nth(3) == Some("0A"))
        .filter_map(|l| l.split_whitespace().nth(1))
        .filter(|local| local.ends_with(&format!(":{port:04X}")))
        .collect();
    assert_eq!(listening, [format!("0100007F:{port:04X}")]);
}
