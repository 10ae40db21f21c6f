//! What people do with wallets, and with strategies on them.

use super::acts::Act;
use super::things::Kind;
use super::world::World;
use serde_json::{Value, json};

impl World<'_> {
    pub(super) fn make_wallet(&mut self, who: usize) {
        let name = self.next_name(who);
        let reply = self.post(who, "/wallets", &json!({"label": name, "kind": "paper"}));
        let most = if self.plans[who] == "starter" { 5 } else { 25 };
        if self.of(who, Kind::Wallet).count() >= most {
            reply.refused(403, "plan_wallets");
            return;
        }
        let made = reply.expect(201);
        self.keep(Kind::Wallet, who, &made["id"], &name);
    }

    pub(super) fn with_wallet(&mut self, who: usize, act: Act, nth: usize) {
        let Some(at) = self.pick(Kind::Wallet, nth) else { return };
        let (path, may, label) = (self.path(at), self.may(who, at), self.things[at].name.clone());
        if matches!(act, Act::RenameWallet) {
            let name = self.next_name(who);
            if self.met(self.send(who, "PATCH", &path, &json!({"label": name})), may, 200).is_some() {
                self.things[at].name = name;
            }
            return;
        }
        let confirmed = format!("{path}?confirm={}", label.replace(' ', "%20"));
        let reply = self.delete(who, &confirmed);
        if may && reply.status == 409 {
            reply.refused(409, "not_empty");
        } else if self.met(reply, may, 204).is_some() {
            self.things[at].is_there = false;
        }
    }

    /// A strategy on a wallet: both have to be one's own.
    pub(super) fn assign(&mut self, who: usize, nth: usize) {
        let (Some(wallet), Some(strategy)) =
            (self.pick(Kind::Wallet, nth), self.pick(Kind::Strategy, nth / 5))
        else {
            return;
        };
        let asked = json!({
            "strategy": self.things[strategy].id, "wallet": self.things[wallet].id,
            "markets": ["btc-updown-5m"], "max_position_usdc": "50", "cash_usdc": "10",
        });
        let reply = self.post(who, "/assignments", &asked);
        if !self.may(who, strategy) {
            reply.refused(404, "no_strategy");
        } else if !self.may(who, wallet) {
            reply.refused(404, "no_wallet");
        } else if reply.status == 409 {
            reply.refused(409, "assigned_already");
        } else {
            let made = reply.expect(201);
            self.keep(Kind::Assignment, who, &made["id"], "");
        }
    }

    /// What keeps one's own from being activated, changed or deleted is not asked here; another's is not there.
    pub(super) fn with_assignment(&mut self, who: usize, act: Act, nth: usize) {
        let Some(at) = self.pick(Kind::Assignment, nth) else { return };
        let path = self.path(at);
        let told = match act {
            Act::Activate => self.post(who, &format!("{path}/activate"), &Value::Null),
            Act::Deactivate => self.post(who, &format!("{path}/deactivate"), &Value::Null),
            Act::Unassign => self.delete(who, &path),
            _ => self.get(who, &format!("{path}/preflight")),
        };
        if self.things[at].owner != who {
            self.met(told, false, 200);
        } else if told.status == 200 {
            self.find_runs(who);
        }
    }

    /// Keeps the runs that activating began, and what deactivating ended.
    pub(super) fn find_runs(&mut self, who: usize) {
        let live = self.get(who, "/live").expect(200);
        for run in live["runs"].as_array().unwrap() {
            let is_over = run["state"] == "stopped";
            match self.things.iter_mut().find(|t| t.kind == Kind::Run && run["id"] == t.id.as_str()) {
                Some(known) => known.is_over = is_over,
                None => self.keep(Kind::Run, who, &run["id"], "").is_over = is_over,
            }
        }
    }

    /// Wallets are those one has; assignments are one's own, as long as they are there.
    pub(super) fn hold_wallets(&self, who: usize) {
        let wallets = self.get(who, "/wallets?limit=200").expect(200);
        assert_eq!(self.listed(&wallets["items"]), self.have(who, Kind::Wallet));
        assert_eq!(wallets["usage"]["used"], self.of(who, Kind::Wallet).count());
        let assignments = self.get(who, "/assignments?limit=200").expect(200);
        let (listed, have) = (self.listed(&assignments["items"]), self.have(who, Kind::Assignment));
        assert!(listed.is_subset(&have), "{listed:?} are not all of {have:?}");
    }
}
