//! What people have worked out, and what others try to stop.

use super::acts::document;
use super::things::Kind;
use super::world::World;
use serde_json::{Value, json};

/// More combinations than any test waits for.
fn endless() -> Value {
    json!([
        {"name": "edge", "from": 0, "to": 1, "step": 0.001},
        {"name": "stake", "from": 1, "to": 90, "step": 1}
    ])
}

impl World<'_> {
    /// Asks for a backtest or a sweep and waits for it.
    pub(super) fn queue(&mut self, who: usize, kind: Kind, asked: &Value, may: bool) {
        let Some(job) = self.met(self.post(who, kind.path(), asked), may, 202) else { return };
        let ended = self.ended(who, &job);
        assert_eq!(ended["state"], "done", "{ended}");
        self.keep(Kind::Job, who, &job["id"], "");
        self.keep(kind, who, &job["result"], "");
    }

    /// A job as its last event tells it.
    fn ended(&self, who: usize, job: &Value) -> Value {
        let told = self.get(who, &format!("/jobs/{}/events", job["id"].as_str().unwrap())).text();
        let last = told.lines().filter_map(|line| line.strip_prefix("data: ")).next_back();
        serde_json::from_str(last.unwrap_or_else(|| panic!("no event in {told}"))).unwrap()
    }

    /// A job that others try to stop while it waits or runs.
    pub(super) fn long_job(&mut self, who: usize) {
        let text = document(&self.next_name(who));
        let asked = json!({"strategy": {"document": text}, "axes": endless()});
        let job = self.post(who, "/sweeps", &asked).expect(202);
        self.keep(Kind::Job, who, &job["id"], "");
        let at = self.things.len() - 1;
        let path = self.path(at);
        for other in (0..3).filter(|other| *other != who) {
            self.met(self.get(other, &path), false, 200);
            self.met(self.delete(other, &path), false, 200);
        }
        let state = self.get(who, &path).expect(200)["state"].clone();
        assert!(state == "queued" || state == "running", "somebody else stopped it: {state}");
        self.delete(who, &path).expect(200);
        assert_eq!(self.ended(who, &job)["state"], "cancelled");
    }
}
