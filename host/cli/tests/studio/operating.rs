//! Readiness, figures, logs and the webhook of a running server.

use crate::http::{Reply, send};
use crate::installation::{Installation, OPERATOR};
use crate::server::{Studio, craftstrat};
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpListener;
use std::process::{Command, Stdio};
use std::thread::{self, JoinHandle};

fn root(studio: &Studio, path: &str) -> Reply {
    send(&studio.address, "GET", path, &[], b"")
}

#[test]
fn a_server_says_that_it_is_well_and_what_it_counted() {
    let studio = Studio::with_slots(0);
    assert_eq!(root(&studio, "/health").text(), "ok");
    assert_eq!(root(&studio, "/ready").expect(200), json!({ "ready": true, "missing": [] }));
    studio.get("/jobs").expect(200);
    let figures = root(&studio, "/metrics");
    assert_eq!(figures.status, 200);
    assert!(figures.header("content-type").starts_with("application/openmetrics-text"));
    let text = figures.text();
    for line in [
        "craftstrat_http_requests_total{method=\"GET\",route=\"/api/v1/jobs\",status=\"200\"} 1",
        "craftstrat_ready 1.0",
        "craftstrat_build{version=\"0.1.0\",venue=\"none\"} 1.0",
        "# EOF",
    ] {
        assert!(text.lines().any(|l| l == line), "{line} in {text}");
    }
    let refused = send(&studio.address, "GET", "/metrics", &[("Host", "evil.example")], b"");
    assert_eq!(refused.status, 421, "figures are for this machine, as everything");
}

#[test]
fn there_are_no_alerts_at_first_and_seeing_them_is_harmless() {
    let studio = Studio::with_slots(0);
    assert_eq!(studio.get("/live/alerts").expect(200), json!({ "items": [], "next": null }));
    assert_eq!(studio.post("/live/alerts/seen", &json!({})).expect(204), Value::Null);
    studio.get("/live/alerts?cursor=nonsense!").refused(400, "bad_request");
}

/// What a receiver was sent: the head in small letters, and the body.
struct Post {
    head: String,
    body: String,
}

impl Post {
    fn header(&self, name: &str) -> &str {
        let found = self.head.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": "));
        found.unwrap_or_else(|| panic!("no {name} in {}", self.head))
    }
}

/// Answers one request with `status` and returns it.
fn receiver(status: &'static str) -> (String, JoinHandle<Post>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/hook", listener.local_addr().unwrap());
    let serving = thread::spawn(move || {
        let (stream, _) = listener.accept().unwrap();
        let (mut reader, mut length, mut line) = (BufReader::new(stream), 0, String::new());
        let mut head = String::new();
        while reader.read_line(&mut line).unwrap() > 2 {
            if let Some(bytes) = line.to_lowercase().strip_prefix("content-length:") {
                length = bytes.trim().parse().unwrap();
            }
            head.push_str(&line.to_lowercase());
            line.clear();
        }
        let mut body = vec![0; length];
        reader.read_exact(&mut body).unwrap();
        write!(reader.into_inner(), "HTTP/1.1 {status}\r\nContent-Length: 0\r\n\r\n").unwrap();
        Post { head, body: String::from_utf8(body).unwrap() }
    });
    (url, serving)
}

#[test]
fn a_webhook_is_set_tried_and_kept() {
    let studio = Studio::with_slots(0);
    let nothing = json!({ "url": null, "kinds": [], "delivered": 0, "failed": 0, "last_error": null });
    assert_eq!(studio.get("/live/webhook").expect(200), nothing);
    studio.post("/live/webhook/test", &json!({})).refused(422, "webhook_failed");

    let (url, serving) = receiver("204 No Content");
    let settings = json!({ "url": url, "kinds": ["resolution", "fault", "fault"] });
    let state = studio.json("PUT", "/live/webhook", &settings).expect(200);
    assert_eq!((&state["url"], &state["kinds"]), (&json!(url), &json!(["fault", "resolution"])));
    studio.post("/live/webhook/test", &json!({})).expect(204);
    let post = serving.join().unwrap();
    let alert: Value = serde_json::from_str(&post.body).unwrap();
    assert_eq!(alert["subject"], "test");
    // As a receiver looks at it: by the standard's own words (RFC 2104), not by the server's code.
    let secret = state["secret"].as_str().unwrap();
    assert!(secret.starts_with("csw_"), "{state}");
    let made = signature(secret, post.header("x-craftstrat-timestamp"), &post.body);
    assert_eq!(post.header("x-craftstrat-signature"), made);

    let (url, serving) = receiver("500 No");
    let again = studio.json("PUT", "/live/webhook", &json!({ "url": url })).expect(200);
    assert_ne!(again["secret"], json!(secret), "set again it is another");
    assert!(!studio.get("/live/webhook").expect(200).to_string().contains("csw_"), "it is shown once");
    let why = studio.post("/live/webhook/test", &json!({})).refused(422, "webhook_failed");
    assert!(why.contains("500"), "{why}");
    serving.join().unwrap();

    for (url, code) in [("http://10.0.0.7/hook", "bad_webhook"), ("ftp://127.0.0.1/", "bad_webhook")] {
        studio.json("PUT", "/live/webhook", &json!({ "url": url })).refused(422, code);
    }
    let studio = studio.restart();
    assert_eq!(studio.get("/live/webhook").expect(200)["url"], json!(url), "it is kept");
    let nowhere = studio.json("PUT", "/live/webhook", &json!({ "url": " " })).expect(200);
    assert_eq!(nowhere["secret"], Value::Null);
    assert_eq!(studio.get("/live/webhook").expect(200), nothing);
}

/// `sha256=` and HMAC-SHA256 over time and body.
fn signature(secret: &str, timestamp: &str, body: &str) -> String {
    let program = "import hmac, sys\nprint('sha256=' + hmac.new(sys.argv[1].encode(), \
                   (sys.argv[2] + '.' + sys.argv[3]).encode(), 'sha256').hexdigest())";
    let output = Command::new("python3").args(["-c", program, secret, timestamp, body]).output().unwrap();
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout).unwrap().trim().to_owned()
}

#[test]
fn a_strangers_webhook_reaches_nothing_behind_the_firewall() {
    let at = Installation::start();
    let (ann, operator) = (at.person("ann@example.org"), at.person(OPERATOR));
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    for url in [
        format!("http://127.0.0.1:{port}/"),
        format!("https://127.0.0.1:{port}/"),
        format!("https://[::1]:{port}/"),
        "https://10.0.0.7/".to_owned(),
        "https://169.254.169.254/latest/meta-data/".to_owned(),
        "https://[::ffff:192.168.1.1]/".to_owned(),
        "https://chat.example:22/".to_owned(),
    ] {
        let why = ann.json("PUT", "/live/webhook", &json!({ "url": url })).refused(422, "private_webhook");
        assert!(why.contains("https://") && why.contains("operator"), "{why}");
    }
    // A name is looked up when it is connected to.
    let url = format!("https://localhost:{port}/");
    ann.json("PUT", "/live/webhook", &json!({ "url": url })).expect(200);
    ann.post("/live/webhook/test", &json!({})).refused(422, "private_webhook");
    listener.set_nonblocking(true).unwrap();
    let nobody = listener.accept().unwrap_err();
    assert_eq!(nobody.kind(), std::io::ErrorKind::WouldBlock, "nobody came");
    // Whoever runs the machine knows what is there.
    let (url, serving) = receiver("200 OK");
    operator.json("PUT", "/live/webhook", &json!({ "url": url })).expect(200);
    operator.post("/live/webhook/test", &json!({})).expect(204);
    assert!(serving.join().unwrap().body.contains("test"));
}

#[test]
fn a_log_in_json_has_the_id_of_every_request() {
    let dir = tempfile::tempdir().unwrap();
    let mut command = craftstrat(&dir.path().join("data"), &["up", "--port", "0", "--venue", "none"]);
    command.env("RUST_LOG", "craftstrat_server=info").env("CRAFTSTRAT_LOG_FORMAT", "json");
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut said = BufReader::new(child.stdout.take().unwrap());
    let mut line = String::new();
    said.read_line(&mut line).unwrap();
    let address = line.split_whitespace().find_map(|word| word.strip_prefix("http://")).unwrap().to_owned();
    let answer = send(&address, "GET", "/health", &[("X-Request-Id", "mine")], b"");
    let id = answer.header("x-request-id").to_owned();
    assert!(id.len() == 32 && id != "mine", "{id}");
    assert!(Command::new("kill").args(["-TERM", &child.id().to_string()]).status().unwrap().success());
    let log = child.wait_with_output().unwrap();
    assert!(log.status.success(), "{log:?}");
    let text = String::from_utf8(log.stderr).unwrap();
    let lines: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let of = lines.iter().find(|line| line["spans"][0]["request_id"] == json!(id));
    let of = of.unwrap_or_else(|| panic!("no line of {id} in {text}"));
    assert_eq!(
        (&of["message"], &of["status"], &of["spans"][0]["route"]),
        (&json!("answered"), &json!(200), &json!("/health"))
    );
}
