//! What people do with their accounts, and the operator with everybody's.

use super::acts::Act;
use super::things::Kind;
use super::world::{OPERATOR, World};
use serde_json::{Value, json};

impl World<'_> {
    pub(super) fn make_token(&mut self, who: usize) {
        let name = self.next_name(who);
        let asked = json!({"name": name, "scopes": ["read"], "days": 1});
        let made = self.post(who, "/tokens", &asked).expect(201);
        self.keep(Kind::Token, who, &made["id"], &name).text = made["token"].as_str().unwrap().to_owned();
    }

    pub(super) fn with_token(&mut self, who: usize, act: Act, nth: usize) {
        let Some(at) = self.pick(Kind::Token, nth) else { return };
        if matches!(act, Act::Revoke) {
            let may = self.may(who, at);
            self.met(self.delete(who, &self.path(at)), may, 204);
            self.things[at].is_there &= !may;
            return;
        }
        // Whoever has it is its owner, as far as it goes.
        let (token, owner) = (&self.things[at], self.things[at].owner);
        let mut program = self.at.visitor();
        program.token = Some(token.text.clone());
        let seen = self.searched(owner, "/strategies", program.get("/strategies?limit=200"));
        if !token.is_there {
            seen.refused(401, "bad_token");
            return;
        }
        assert_eq!(self.listed(&seen.expect(200)["items"]), self.have(owner, Kind::Strategy));
        let path = "/strategies";
        let made = program.post(path, &json!({"name": "more", "document": "{}"}));
        self.searched(owner, path, made).refused(403, "scope_missing");
        if let Some(strategy) = self.pick(Kind::Strategy, nth / 3) {
            let path = self.path(strategy);
            self.met(self.searched(owner, &path, program.get(&path)), self.may(owner, strategy), 200);
        }
    }

    /// Keeps the session that is listed and not known yet.
    pub(super) fn find_session(&mut self, who: usize) {
        let listed = self.people[who].get("/sessions").expect(200);
        let known = self.have(who, Kind::Session);
        let new = listed["items"].as_array().unwrap().iter();
        let new: Vec<&Value> = new.filter(|s| !known.contains(s["id"].as_str().unwrap())).collect();
        assert_eq!(new.len(), 1, "{listed}");
        self.keep(Kind::Session, who, &new[0]["id"], "");
    }

    pub(super) fn sign_in_again(&mut self, who: usize) {
        let cookie = self.sign_in(who).cookie.unwrap();
        self.find_session(who);
        self.things.last_mut().unwrap().text = cookie;
    }

    pub(super) fn end_session(&mut self, who: usize, nth: usize) {
        let Some(at) = self.pick(Kind::Session, nth) else { return };
        let (may, cookie) = (self.may(who, at), self.things[at].text.clone());
        // The session they act in has no cookie here: it has to go on.
        if may && cookie.is_empty() {
            return;
        }
        self.met(self.delete(who, &self.path(at)), may, 204);
        self.things[at].is_there &= !may;
        if !cookie.is_empty() {
            let mut elsewhere = self.at.visitor();
            elsewhere.cookie = Some(cookie);
            let reply = elsewhere.get("/strategies");
            assert_eq!(reply.status, if self.things[at].is_there { 200 } else { 401 });
        }
    }

    pub(super) fn end_others(&mut self, who: usize) {
        self.delete(who, "/sessions").expect(204);
        let sessions = self.things.iter_mut().filter(|t| t.kind == Kind::Session && t.owner == who);
        sessions.for_each(|session| session.is_there &= session.text.is_empty());
    }

    /// Everything of one's own, and nothing else.
    pub(super) fn take_along(&mut self, who: usize) {
        let all = self.get(who, "/account/export").expect(200);
        let strategies: Vec<Value> =
            all["strategies"].as_array().unwrap().iter().map(|kept| kept["strategy"].clone()).collect();
        assert_eq!(self.listed(&json!(strategies)), self.have(who, Kind::Strategy));
        for (name, kind) in [("backtests", Kind::Backtest), ("sweeps", Kind::Sweep), ("runs", Kind::Run)] {
            assert_eq!(self.listed(&all[name]), self.have(who, kind), "{name}");
        }
        assert_eq!(all["tokens"].as_array().unwrap().len(), self.of(who, Kind::Token).count());
    }

    pub(super) fn history(&mut self, who: usize) {
        let told = self.get(who, "/account/audit?limit=200").expect(200);
        for entry in told["items"].as_array().unwrap() {
            assert_eq!(entry["person"], self.ids[who].as_str(), "{entry}");
        }
    }

    /// The operator sets a plan; nobody else does.
    pub(super) fn set_plan(&mut self, who: usize, of: usize, plan: &'static str) {
        let path = format!("/operator/users/{}", self.ids[of]);
        let reply = self.send(who, "PATCH", &path, &json!({"plan": plan}));
        if who == OPERATOR {
            reply.expect(204);
            self.plans[of] = plan;
            // A smaller plan may have ended some.
            self.find_runs(of);
        } else {
            reply.refused(403, "operator_only");
        }
    }

    /// The operator's pages count what everybody has, and show nothing of what it is.
    pub(super) fn operate(&mut self, who: usize) {
        let names = ["users", "jobs", "parked", "audit", "system"];
        let told = names.map(|name| self.get(who, &format!("/operator/{name}")));
        if who != OPERATOR {
            told.into_iter().for_each(|reply| drop(reply.refused(403, "operator_only")));
            return;
        }
        told.into_iter().for_each(|reply| drop(reply.expect(200)));
        for of in [0, 1] {
            let users = self.get(who, &format!("/operator/users?q={}", self.name_of(of))).expect(200);
            let items = users["items"].as_array().unwrap();
            assert_eq!(items.len(), 1, "{users}");
            assert_eq!(items[0]["strategies"], self.of(of, Kind::Strategy).count());
        }
    }
}
