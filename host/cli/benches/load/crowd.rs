//! Many people who sign up, and then browse and save.

use crate::served::Served;
use futures::stream::{self, StreamExt};
use http_body_util::{BodyExt, Full};
use hyper::body::Bytes;
use hyper::{Method, Request, StatusCode, header};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// What each of them asks, in turn.
pub const KINDS: [&str; 6] =
    ["list strategies", "open one", "save it", "list backtests", "what runs on paper", "plan"];

/// Which of them saves.
const SAVE: usize = 2;

/// Sign-ups at once.
const AT_ONCE: usize = 4;

const PASSWORD: &str = "correct horse battery";
const DOCUMENT: &str = include_str!("../../../../examples/documents/price_to_beat.form.json");

/// How often somebody asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pace {
    /// Once a second.
    OnceASecond,
    /// Again as soon as the answer is there.
    AsFastAsTheyCan,
}

impl fmt::Display for Pace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::OnceASecond => "each once a second",
            Self::AsFastAsTheyCan => "as fast as they can",
        })
    }
}

/// What came of it.
#[derive(Debug, Default)]
pub struct Figures {
    /// By kind: from the request to the end of the answer.
    pub times: [Vec<Duration>; KINDS.len()],
    /// Requests that were not met as they should be.
    pub errors: Vec<String>,
    took: Duration,
}

impl Figures {
    /// Requests that were met, a second.
    pub fn per_second(&self) -> f64 {
        self.times.iter().map(Vec::len).sum::<usize>() as f64 / self.took.as_secs_f64()
    }
}

/// Somebody with a browser that is signed in, and a strategy.
pub struct Person {
    client: Client<HttpConnector, Full<Bytes>>,
    server: String,
    from: String,
    cookie: String,
    strategy: String,
}

/// An answer: status, `ETag`, `Set-Cookie`, body.
struct Answer(StatusCode, String, String, Bytes);

impl Answer {
    fn json(&self) -> Value {
        serde_json::from_slice(&self.3).unwrap_or_default()
    }
}

impl Person {
    fn new(server: &str, number: usize) -> Self {
        let client = Client::builder(TokioExecutor::new()).build_http();
        let from = format!("10.1.{}.{}", number >> 8, number & 0xff);
        Self { client, server: server.to_owned(), from, cookie: String::new(), strategy: String::new() }
    }

    async fn send(
        &self,
        method: Method,
        path: &str,
        based_on: Option<&str>,
        body: Option<Value>,
    ) -> Result<Answer, String> {
        let mut request = Request::builder()
            .method(method)
            .uri(format!("http://{}/api/v1{path}", self.server))
            .header("x-forwarded-for", &self.from)
            .header(header::ORIGIN, format!("http://{}", self.server))
            .header(header::COOKIE, &self.cookie);
        if let Some(tag) = based_on {
            request = request.header(header::IF_MATCH, tag);
        }
        if body.is_some() {
            request = request.header(header::CONTENT_TYPE, "application/json");
        }
        let body = body.map(|body| body.to_string()).unwrap_or_default();
        let request = request.body(Full::new(Bytes::from(body))).map_err(|e| e.to_string())?;
        let answer = self.client.request(request).await.map_err(|e| format!("{path}: {e}"))?;
        let (head, body) = answer.into_parts();
        let told = |name| head.headers.get(name).and_then(|v| v.to_str().ok()).unwrap_or_default().to_owned();
        let (tag, cookie) = (told(header::ETAG), told(header::SET_COOKIE));
        let body = body.collect().await.map_err(|e| format!("{path}: {e}"))?.to_bytes();
        Ok(Answer(head.status, tag, cookie, body))
    }

    /// An answer that has to have this status.
    async fn expect(&self, path: &str, body: Value, status: u16) -> Answer {
        let answer = self.send(Method::POST, path, None, Some(body)).await.unwrap();
        assert_eq!(answer.0, status, "{path}: {}", String::from_utf8_lossy(&answer.3));
        answer
    }

    /// Asks for one kind of thing; `tag` is what the strategy is at.
    async fn ask(&self, kind: usize, tag: &mut String) -> Result<(), String> {
        let strategy = format!("/strategies/{}", self.strategy);
        let document = format!("{strategy}/document");
        let path = ["/strategies", &strategy, &document, "/backtests", "/live", "/plan"][kind];
        let answer = if kind == SAVE {
            self.send(Method::PUT, path, Some(tag), Some(json!({ "document": DOCUMENT }))).await?
        } else {
            self.send(Method::GET, path, None, None).await?
        };
        if answer.0 != StatusCode::OK {
            return Err(format!("{path}: {} {}", answer.0, String::from_utf8_lossy(&answer.3)));
        }
        if kind == SAVE {
            *tag = answer.1;
        }
        Ok(())
    }

    async fn tag(&self) -> String {
        let path = format!("/strategies/{}", self.strategy);
        self.send(Method::GET, &path, None, None).await.unwrap().1
    }
}

/// Signs people up and in, from the mail that is sent to them, and gives each a strategy. Says how long each login took.
pub async fn gather(served: &Served, count: usize) -> (Vec<Arc<Person>>, Vec<Duration>) {
    let email = |number: usize| format!("person{number}@example.org");
    let signed_up = stream::iter(0..count).map(|number| async move {
        let mut person = Person::new(&served.address, number);
        let asked = json!({"email": email(number), "password": PASSWORD, "name": email(number)});
        person.expect("/signup", asked, 202).await;
        let from = Instant::now();
        let login = json!({"email": email(number), "password": PASSWORD});
        let answer = person.expect("/login", login, 200).await;
        person.cookie = answer.2.split(';').next().unwrap_or_default().to_owned();
        (person, from.elapsed())
    });
    let (people, logins): (Vec<Person>, Vec<Duration>) = signed_up.buffered(AT_ONCE).unzip().await;
    let codes = codes(&served.outbox, count).await;
    let mut ready = Vec::new();
    for (number, mut person) in people.into_iter().enumerate() {
        person.expect("/signup/verify", json!({ "code": codes[&email(number)] }), 204).await;
        let new = json!({"name": "Price to beat", "document": DOCUMENT});
        let made = person.expect("/strategies", new, 201).await;
        person.strategy = made.json()["id"].as_str().unwrap().to_owned();
        ready.push(Arc::new(person));
    }
    (ready, logins)
}

/// What the mail to everybody says, by address, once all of it is there.
async fn codes(outbox: &Path, count: usize) -> BTreeMap<String, String> {
    loop {
        let files = std::fs::read_dir(outbox).into_iter().flatten().flatten().map(|file| file.path());
        let mail = files.filter(|file| file.extension().is_some_and(|e| e == "eml"));
        let codes: BTreeMap<String, String> = mail
            .filter_map(|file| {
                let text = std::fs::read_to_string(file).ok()?;
                let to = text.lines().find_map(|line| line.strip_prefix("To: "))?.trim().to_lowercase();
                let (_, code) = text.lines().find_map(|line| line.trim().split_once('#'))?;
                Some((to, code.to_owned()))
            })
            .collect();
        if codes.len() >= count {
            return codes;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

/// Everybody asks at once, for so long.
pub async fn ask(crowd: &[Arc<Person>], pace: Pace, length: Duration) -> Figures {
    let begun = Instant::now();
    let asking = crowd.iter().enumerate().map(|(number, person)| {
        let person = Arc::clone(person);
        tokio::spawn(async move { one(&person, number, pace, begun, length).await })
    });
    let asking: Vec<_> = asking.collect();
    let mut all = Figures::default();
    for one in asking {
        let one = one.await.unwrap();
        for (all, times) in all.times.iter_mut().zip(one.times) {
            all.extend(times);
        }
        all.errors.extend(one.errors);
    }
    all.took = begun.elapsed();
    all
}

async fn one(person: &Person, number: usize, pace: Pace, begun: Instant, length: Duration) -> Figures {
    let mut figures = Figures::default();
    let mut tag = person.tag().await;
    // Nobody does the same at the same moment.
    let offset = Duration::from_millis((number * 7919 % 1000) as u64);
    let mut turn = number;
    let mut due = begun + offset;
    while begun.elapsed() < length {
        if pace == Pace::OnceASecond {
            tokio::time::sleep_until(due.into()).await;
            due += Duration::from_secs(1);
        }
        let kind = turn % KINDS.len();
        turn += 1;
        let from = Instant::now();
        match person.ask(kind, &mut tag).await {
            Ok(()) => figures.times[kind].push(from.elapsed()),
            Err(error) => figures.errors.push(error),
        }
    }
    figures
}
