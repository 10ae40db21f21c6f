//! An installation with accounts, and people in it.

use crate::http::{Reply, send};
use crate::server::Studio;
use serde_json::{Value, json};
use std::path::PathBuf;
use std::process::Command;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

/// Whoever has this address operates it.
pub const OPERATOR: &str = "operator@example.org";

/// Everybody's.
pub const PASSWORD: &str = "correct horse battery";

/// Longer than mail takes.
const PATIENCE: Duration = Duration::from_secs(60);

/// A running server with accounts, behind a proxy that the tests play.
pub struct Installation {
    pub studio: Studio,
    outbox: PathBuf,
    addresses: AtomicU32,
}

impl Installation {
    pub fn start() -> Self {
        Self::over(tempfile::tempdir().unwrap())
    }

    /// Over `slots` generated slots of `sim-updown-15m`.
    pub fn with_slots(slots: u32) -> Self {
        Self::over(Studio::folder(slots))
    }

    /// Over a folder that was used before.
    pub fn over(dir: tempfile::TempDir) -> Self {
        Self::with(dir, |_| {})
    }

    /// With further options.
    pub fn with(dir: tempfile::TempDir, options: impl FnOnce(&mut Command)) -> Self {
        let outbox = dir.path().join("outbox");
        let studio = Studio::start_with(dir, |command| {
            command.args(["--accounts", "--behind-proxy", "--mail-outbox"]).arg(&outbox);
            command.env("ADMIN_EMAIL", OPERATOR);
            options(command);
        });
        Self { studio, outbox, addresses: AtomicU32::new(1) }
    }

    /// Stops it and starts another over the same folder.
    pub fn restart(self) -> Self {
        let (status, dir) = self.studio.stop();
        assert!(status.success(), "{status}");
        Self::over(dir)
    }

    /// Somebody who is not signed in, from an address of their own.
    pub fn visitor(&self) -> Person<'_> {
        let n = self.addresses.fetch_add(1, Ordering::Relaxed);
        let address = format!("10.{}.{}.{}", n >> 16, (n >> 8) & 0xff, n & 0xff);
        Person { at: self, address, cookie: None, token: None }
    }

    /// Somebody who signed up, showed that mail arrives, and signed in.
    pub fn person(&self, email: &str) -> Person<'_> {
        let person = self.unverified(email);
        person.post("/signup/verify", &json!({"code": self.code(email, 1)})).expect(204);
        person
    }

    /// Somebody who signed up and signed in.
    pub fn unverified(&self, email: &str) -> Person<'_> {
        let mut person = self.visitor();
        let asked = json!({"email": email, "password": PASSWORD, "name": email});
        person.post("/signup", &asked).expect(202);
        person.sign_in(email, PASSWORD);
        person
    }

    /// Mail to an address, in the order in which it was sent, once there are as many.
    pub fn mail(&self, email: &str, count: usize) -> Vec<String> {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let mut files: Vec<PathBuf> = std::fs::read_dir(&self.outbox)
                .map(|all| all.map(|file| file.unwrap().path()).collect())
                .unwrap_or_default();
            files.retain(|file| file.extension().is_some_and(|e| e == "eml"));
            files.sort();
            let texts = files.iter().map(|file| std::fs::read_to_string(file).unwrap());
            let to = format!("To: {email}");
            let is_to = |text: &String| text.lines().any(|line| line.eq_ignore_ascii_case(&to));
            let found: Vec<String> = texts.filter(is_to).collect();
            if found.len() >= count {
                return found;
            }
            assert!(Instant::now() < deadline, "{} of {count} messages to {email}", found.len());
            std::thread::yield_now();
        }
    }

    /// The code in the last of so many messages to an address.
    pub fn code(&self, email: &str, count: usize) -> String {
        let mail = self.mail(email, count).pop().unwrap();
        let link = mail.lines().find_map(|line| line.trim().split_once('#'));
        link.unwrap_or_else(|| panic!("no link in {mail}")).1.to_owned()
    }
}

/// Somebody with a browser or a program.
pub struct Person<'a> {
    pub at: &'a Installation,
    pub address: String,
    /// What their browser keeps: `craftstrat=...`.
    pub cookie: Option<String>,
    /// What their program shows.
    pub token: Option<String>,
}

impl Person<'_> {
    /// Signs in; the browser keeps the cookie.
    pub fn sign_in(&mut self, email: &str, password: &str) -> Value {
        let reply = self.post("/login", &json!({"email": email, "password": password}));
        self.keep(&reply);
        reply.expect(200)
    }

    /// Keeps the cookie an answer sets.
    pub fn keep(&mut self, reply: &Reply) {
        let set = reply.header("set-cookie");
        self.cookie = set.split(';').next().filter(|pair| !pair.is_empty()).map(str::to_owned);
    }

    /// Shows the password again.
    pub fn confirm(&self) -> Value {
        self.post("/account/confirm", &json!({"password": PASSWORD})).expect(200)
    }

    pub fn get(&self, path: &str) -> Reply {
        self.send("GET", path, &[], b"")
    }

    pub fn delete(&self, path: &str) -> Reply {
        self.send("DELETE", path, &[], b"")
    }

    pub fn post(&self, path: &str, body: &Value) -> Reply {
        self.json("POST", path, body)
    }

    pub fn json(&self, method: &str, path: &str, body: &Value) -> Reply {
        self.send(method, path, &[("Content-Type", "application/json")], body.to_string().as_bytes())
    }

    /// As a page of this server sends it.
    pub fn send(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Reply {
        let address = &self.at.studio.address;
        let origin = format!("http://{address}");
        let bearer = self.token.as_ref().map(|token| format!("Bearer {token}"));
        let mut all = vec![("Origin", origin.as_str()), ("X-Forwarded-For", self.address.as_str())];
        all.extend(self.cookie.as_deref().map(|cookie| ("Cookie", cookie)));
        all.extend(bearer.as_deref().map(|bearer| ("Authorization", bearer)));
        all.extend_from_slice(headers);
        send(address, method, &format!("/api/v1{path}"), &all, body)
    }
}
