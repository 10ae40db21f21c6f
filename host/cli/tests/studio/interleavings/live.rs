//! What people do with strategies on paper.

use super::acts::Act;
use super::things::Kind;
use super::world::World;
use serde_json::{Value, json};

impl World<'_> {
    pub(super) fn start_run(&mut self, who: usize, reference: &Value, name: &str, may: bool) {
        let asked = json!({"strategy": reference, "name": name, "series": ["btc-updown-5m"]});
        let Some(run) = self.met(self.post(who, "/live/runs", &asked), may, 201) else { return };
        self.keep(Kind::Run, who, &run["id"], name);
    }

    pub(super) fn read_run(&mut self, who: usize, at: usize) {
        let thing = &self.things[at];
        // Its log stays when it is taken out of the list.
        let own = thing.owner == who;
        self.met(self.get(who, &format!("/live/events?run={}", thing.id)), own, 200);
        if !own {
            // Where it is one's own, it goes on for ever.
            self.met(self.get(who, &format!("/live/stream?run={}", thing.id)), false, 200);
            self.met(self.get(who, &format!("{}/comparison", self.path(at))), false, 200);
        }
    }

    pub(super) fn with_run(&mut self, who: usize, act: Act, nth: usize) {
        let Some(at) = self.pick(Kind::Run, nth) else { return };
        let (path, may, is_over) = (self.path(at), self.may(who, at), self.things[at].is_over);
        let reply = match act {
            Act::Pause => self.send(who, "PUT", &format!("{path}/kill"), &json!({"on": true})),
            Act::Stop => self.post(who, &format!("{path}/stop"), &Value::Null),
            _ => self.delete(who, &path),
        };
        match (act, may && is_over) {
            (Act::Remove, true) => {
                self.met(reply, may, 204);
                self.things[at].is_there = false;
            }
            (Act::Remove, false) if may => drop(reply.refused(409, "still_running")),
            (Act::Pause | Act::Stop, true) => drop(reply.refused(409, "run_over")),
            _ => {
                let told = self.met(reply, may, 200);
                self.things[at].is_over |= told.is_some_and(|run| run["state"] == "stopped");
                assert!(!may || self.things[at].is_over == matches!(act, Act::Stop), "it holds nothing");
            }
        }
    }

    /// One strategy beside a run of perhaps somebody else's.
    pub(super) fn shadow(&mut self, who: usize, nth: usize) {
        let (Some(run), Some(strategy)) = (self.pick(Kind::Run, nth), self.pick(Kind::Strategy, nth / 5))
        else {
            return;
        };
        let asked = json!({"strategy": {"strategy": {"id": self.things[strategy].id}}});
        let reply = self.post(who, &format!("{}/shadow", self.path(run)), &asked);
        let may = self.may(who, run);
        if may && self.things[run].is_over {
            reply.refused(409, "run_over");
        } else {
            self.met(reply, may && self.may(who, strategy), 200);
        }
    }

    /// What happened, which may be of a run that was taken out of the list.
    pub(super) fn events(&mut self, who: usize) {
        let told = self.get(who, "/live/events?limit=200").expect(200);
        let own: Vec<&str> = self.things.iter().filter(|t| t.owner == who).map(|t| t.id.as_str()).collect();
        for event in told["items"].as_array().unwrap() {
            let run = event["run_id"].as_str();
            assert!(run.is_none_or(|run| own.contains(&run)), "{event}");
        }
    }

    pub(super) fn alerts(&mut self, who: usize) {
        assert_eq!(self.get(who, "/live/alerts").expect(200)["items"], json!([]));
        self.post(who, "/live/alerts/seen", &json!({})).expect(204);
    }

    /// Sets where alerts are sent; everybody's address stays their own.
    pub(super) fn webhook(&mut self, who: usize) {
        let name = self.next_name(who).replace(' ', "-");
        let url = format!("https://hooks.example.org/{name}");
        self.send(who, "PUT", "/live/webhook", &json!({"url": url, "kinds": []})).expect(200);
        self.webhooks[who] = Some(url);
        for who in [0, 1] {
            let kept = self.get(who, "/live/webhook").expect(200);
            assert_eq!(kept["url"], json!(self.webhooks[who]));
        }
    }
}
