//! What people do with strategies, results and jobs.

use super::things::Kind;
use super::world::{OPERATOR, World};
use crate::results::swept;
use serde_json::{Value, json};

/// Something somebody does.
#[derive(Clone, Copy, Debug)]
pub(super) enum Act {
    Create,
    Save,
    Rename,
    Name,
    Versions,
    Read(Kind),
    Discard(Kind),
    Restore,
    Backtest,
    Sweep,
    Cancel,
    LongJob,
    MakeToken,
    Revoke,
    UseToken,
    SignIn,
    EndSession,
    EndOthers,
    StartRun,
    Pause,
    Stop,
    Remove,
    Shadow,
    Events,
    Alerts,
    Webhook,
    TakeAlong,
    History,
    Plan,
    Operate,
    MakeWallet,
    RenameWallet,
    DeleteWallet,
    Assign,
    Activate,
    Deactivate,
    Unassign,
    Preflight,
}

/// Every act with how often it is to be chosen.
const ALL: &[(usize, &[Act])] = &[
    (4, &[Act::Create]),
    (3, &[Act::Save, Act::Restore]),
    (
        2,
        &[
            Act::Name,
            Act::Read(Kind::Strategy),
            Act::Discard(Kind::Strategy),
            Act::Backtest,
            Act::MakeToken,
            Act::UseToken,
            Act::StartRun,
            Act::Stop,
            Act::Remove,
            Act::MakeWallet,
            Act::Assign,
            Act::Activate,
        ],
    ),
    (
        1,
        &[
            Act::RenameWallet,
            Act::DeleteWallet,
            Act::Deactivate,
            Act::Unassign,
            Act::Preflight,
            Act::Rename,
            Act::Versions,
            Act::Read(Kind::Backtest),
            Act::Read(Kind::Sweep),
            Act::Read(Kind::Job),
            Act::Read(Kind::Run),
            Act::Discard(Kind::Backtest),
            Act::Discard(Kind::Sweep),
            Act::Sweep,
            Act::Cancel,
            Act::LongJob,
            Act::Revoke,
            Act::SignIn,
            Act::EndSession,
            Act::EndOthers,
            Act::Pause,
            Act::Shadow,
            Act::Events,
            Act::Alerts,
            Act::Webhook,
            Act::TakeAlong,
            Act::History,
            Act::Plan,
            Act::Operate,
        ],
    ),
];

/// Every act, as often as it is to be chosen.
pub(super) fn all() -> Vec<Act> {
    ALL.iter().flat_map(|(times, acts)| acts.repeat(*times)).collect()
}

/// A form that can be swept, called by a name.
pub(super) fn document(name: &str) -> String {
    let mut document: Value = serde_json::from_str(&swept()).unwrap();
    document["name"] = json!(name);
    document.to_string()
}

impl World<'_> {
    /// One of them does something to the nth of all things it can be done to.
    pub(super) fn act(&mut self, who: usize, act: Act, nth: usize) {
        // The operator looks and tries; what they make themselves would outlast the case.
        let makes = matches!(act, Act::Create | Act::LongJob | Act::MakeToken | Act::SignIn | Act::Webhook)
            || matches!(act, Act::MakeWallet);
        let act = if who == OPERATOR && makes { Act::Operate } else { act };
        match act {
            Act::Create => self.create(who),
            Act::MakeToken => self.make_token(who),
            Act::SignIn => self.sign_in_again(who),
            Act::EndOthers => self.end_others(who),
            Act::LongJob => self.long_job(who),
            Act::Events => self.events(who),
            Act::Alerts => self.alerts(who),
            Act::Webhook => self.webhook(who),
            Act::TakeAlong => self.take_along(who),
            Act::History => self.history(who),
            Act::Plan => self.set_plan(who, nth % 2, ["starter", "pro", "enterprise"][nth / 2 % 3]),
            Act::Operate => self.operate(who),
            Act::Shadow => self.shadow(who, nth),
            Act::Save
            | Act::Rename
            | Act::Name
            | Act::Versions
            | Act::Backtest
            | Act::Sweep
            | Act::StartRun => {
                let Some(at) = self.pick(Kind::Strategy, nth) else { return };
                self.with_strategy(who, act, at, nth);
            }
            Act::Read(kind) | Act::Discard(kind) => {
                let Some(at) = self.pick(kind, nth) else { return };
                if matches!(act, Act::Read(_)) { self.read(who, at) } else { self.discard(who, at) }
            }
            Act::Restore => self.restore(who, nth),
            Act::Cancel => {
                let Some(at) = self.pick(Kind::Job, nth) else { return };
                let before = self.get(self.things[at].owner, &self.path(at)).expect(200);
                let ended = self.met(self.delete(who, &self.path(at)), self.may(who, at), 200);
                assert_eq!(ended.unwrap_or(before.clone()), before, "what has ended stays as it is");
            }
            Act::Revoke | Act::UseToken => self.with_token(who, act, nth),
            Act::EndSession => self.end_session(who, nth),
            Act::Pause | Act::Stop | Act::Remove => self.with_run(who, act, nth),
            Act::MakeWallet => self.make_wallet(who),
            Act::RenameWallet | Act::DeleteWallet => self.with_wallet(who, act, nth),
            Act::Assign => self.assign(who, nth),
            Act::Activate | Act::Deactivate | Act::Unassign | Act::Preflight => {
                self.with_assignment(who, act, nth);
            }
        }
    }

    /// How many strategies their plan still takes.
    fn has_room(&self, who: usize) -> bool {
        self.plans[who] != "starter" || self.of(who, Kind::Strategy).count() < 10
    }

    fn create(&mut self, who: usize) {
        let name = self.next_name(who);
        let text = document(&name);
        let reply = self.post(who, "/strategies", &json!({"name": name, "document": text}));
        if !self.has_room(who) {
            reply.refused(403, "plan_strategies");
            return;
        }
        let made = reply.expect(201);
        self.keep(Kind::Strategy, who, &made["id"], &name).text = text;
    }

    fn with_strategy(&mut self, who: usize, act: Act, at: usize, nth: usize) {
        let (path, may, name) = (self.path(at), self.may(who, at), self.next_name(who));
        let reference = json!({"strategy": {"id": self.things[at].id}});
        match act {
            Act::Save => self.save(who, at, (nth / 7).is_multiple_of(4)),
            Act::Rename => {
                let reply = self.send(who, "PATCH", &path, &json!({"name": name}));
                if self.met(reply, may, 200).is_some() {
                    self.things[at].name = name;
                }
            }
            Act::Name => {
                let reply = self.post(who, &format!("{path}/versions"), &json!({"name": name}));
                if let Some(made) = self.met(reply, may, 201) {
                    self.things[at].versions += 1;
                    assert_eq!(made["number"], self.things[at].versions);
                }
            }
            Act::Versions => {
                let all = self.met(self.get(who, &format!("{path}/versions")), may, 200);
                let count = self.things[at].versions;
                assert_eq!(all.map_or(count, |all| all.as_array().unwrap().len() as u64), count);
                self.met(self.get(who, &format!("{path}/versions/1")), may && count > 0, 200);
            }
            Act::Backtest => {
                let asked = json!({"strategy": reference, "no_variants": true});
                self.queue(who, Kind::Backtest, &asked, may);
            }
            Act::Sweep => {
                let axes = json!([{"name": "edge", "from": 0.5, "to": 0.6, "step": 0.1}]);
                self.queue(who, Kind::Sweep, &json!({"strategy": reference, "axes": axes}), may);
            }
            _ => self.start_run(who, &reference, &name, may),
        }
    }

    fn save(&mut self, who: usize, at: usize, is_late: bool) {
        let (may, name) = (self.may(who, at), self.next_name(who));
        let (path, revision) = (format!("{}/document", self.path(at)), self.things[at].revision);
        let text = document(&name);
        let tag = format!("\"{}\"", if is_late { revision - 1 } else { revision });
        let headers = [("Content-Type", "application/json"), ("If-Match", tag.as_str())];
        let body = json!({"document": text}).to_string();
        let reply = self.people[who].send("PUT", &path, &headers, body.as_bytes());
        let reply = self.searched(who, &path, reply);
        if may && is_late {
            assert_eq!(reply.header("etag"), format!("\"{revision}\""));
            reply.refused(412, "conflict");
        } else if self.met(reply, may, 200).is_some() {
            self.things[at].revision += 1;
            self.things[at].text = text;
        }
    }

    fn read(&mut self, who: usize, at: usize) {
        let (path, may) = (self.path(at), self.may(who, at));
        let found = self.met(self.get(who, &path), may, 200);
        match self.things[at].kind {
            Kind::Strategy => {
                let kept = &self.things[at];
                if let Some(found) = found {
                    let seen = (&found["name"], &found["revision"], &found["document"]);
                    assert_eq!(seen, (&json!(kept.name), &json!(kept.revision), &json!(kept.text)));
                }
                let reply = self.get(who, &format!("{path}/component"));
                if may {
                    assert!(reply.body.starts_with(b"\0asm"))
                } else {
                    drop(reply.refused(404, "not_found"))
                }
            }
            Kind::Backtest => {
                let market = "sim-updown-15m-1790812800";
                let asked = json!({"market": market, "at_ms": 1_790_812_860_000_i64});
                self.met(self.post(who, &format!("{path}/explain"), &asked), may, 200);
            }
            Kind::Job => {
                let told = self.get(who, &format!("{path}/events"));
                if may { assert_eq!(told.status, 200) } else { drop(told.refused(404, "not_found")) }
            }
            Kind::Run => self.read_run(who, at),
            _ => {}
        }
    }

    fn discard(&mut self, who: usize, at: usize) {
        let Some(gone) = self.met(self.delete(who, &self.path(at)), self.may(who, at), 200) else { return };
        self.things[at].is_there = false;
        // Where a strategy ran on a wallet, it was stopped.
        self.find_runs(who);
        self.keep(Kind::Trash, who, &gone["token"], "").of = at;
    }

    fn restore(&mut self, who: usize, nth: usize) {
        let Some(at) = self.pick(Kind::Trash, nth) else { return };
        let (may, of) = (self.may(who, at), self.things[at].of);
        let reply = self.post(who, &format!("{}/restore", self.path(at)), &json!({}));
        if may && self.things[of].kind == Kind::Strategy && !self.has_room(who) {
            reply.refused(403, "plan_strategies");
        } else if self.met(reply, may, 204).is_some() {
            self.things[at].is_there = false;
            self.things[of].is_there = true;
        }
    }
}
