//! What everybody has, and what everybody is told.

use super::acts::Act;
use super::overheard::Overheard;
use super::things::{Kind, Thing};
use crate::http::Reply;
use crate::installation::{Installation, OPERATOR as OPERATORS_ADDRESS, PASSWORD, Person};
use serde_json::{Value, json};
use std::cell::Cell;
use std::collections::BTreeSet;

/// Begins what people make: only theirs may ever be told to them.
const CONTENT: &str = "qzx7w";

/// Begins what people are called and where mail reaches them: the operator alone is told of others.
const NAME: &str = "wvy3k";

/// Which of the three operates the installation.
pub(super) const OPERATOR: usize = 2;

/// Two people and the operator, from the moment at which the two sign up.
pub(super) struct World<'a> {
    pub at: &'a Installation,
    pub people: [Person<'a>; 3],
    /// Their own ids.
    pub ids: [String; 3],
    pub plans: [&'static str; 3],
    pub webhooks: [Option<String>; 3],
    pub things: Vec<Thing>,
    case: u32,
    made: u32,
    streams: Vec<(usize, Overheard)>,
    done: Cell<u32>,
    refused: Cell<u32>,
}

impl<'a> World<'a> {
    /// `cookie` is the operator's.
    pub(super) fn begin(at: &'a Installation, cookie: &str, case: u32) -> Self {
        let [ann, ben] = ["a", "b"].map(|letter| at.person(&format!("{NAME}{case}{letter}@example.org")));
        let mut operator = at.visitor();
        operator.cookie = Some(cookie.to_owned());
        let people = [ann, ben, operator];
        let ids = [0, 1, 2].map(|who: usize| {
            let session = people[who].get("/session").expect(200);
            session["person"]["id"].as_str().unwrap().to_owned()
        });
        let mut world = Self {
            at,
            people,
            ids,
            plans: ["free", "free", "free"],
            webhooks: [None, None, None],
            things: Vec::new(),
            case,
            made: 0,
            streams: Vec::new(),
            done: Cell::new(0),
            refused: Cell::new(0),
        };
        for who in [0, 1] {
            world.people[who].confirm();
            world.set_plan(OPERATOR, who, "pro");
            world.find_session(who);
            let stream = Overheard::open(&world.people[who]);
            world.streams.push((who, stream));
            // Something to act on from the beginning.
            for act in [Act::Create, Act::Create, Act::MakeToken, Act::MakeWallet, Act::SignIn] {
                world.act(who, act, 0);
            }
        }
        world
    }

    /// What everything that somebody makes is called.
    pub(super) fn content(&self, who: usize) -> String {
        format!("{CONTENT}{}{}", self.case, ["a", "b", "o"][who])
    }

    /// What somebody is called, and how their address begins.
    pub(super) fn name_of(&self, who: usize) -> String {
        if who == OPERATOR {
            return OPERATORS_ADDRESS.to_owned();
        }
        format!("{NAME}{}{}", self.case, ["a", "b"][who])
    }

    /// Signs somebody in at another place.
    pub(super) fn sign_in(&self, who: usize) -> Person<'a> {
        let mut elsewhere = self.at.visitor();
        elsewhere.sign_in(&format!("{}@example.org", self.name_of(who)), PASSWORD);
        elsewhere
    }

    /// A name of somebody's next thing.
    pub(super) fn next_name(&mut self, who: usize) -> String {
        self.made += 1;
        format!("{} {}", self.content(who), self.made)
    }

    /// Keeps a thing and returns its number.
    pub(super) fn keep(&mut self, kind: Kind, owner: usize, id: &Value, name: &str) -> &mut Thing {
        let id = id.as_str().unwrap_or_else(|| panic!("{kind:?} without an id: {id}")).to_owned();
        let name = name.to_owned();
        let text = String::new();
        let thing = Thing {
            kind,
            owner,
            id,
            name,
            is_there: true,
            text,
            revision: 1,
            versions: 0,
            is_over: false,
            of: 0,
        };
        self.things.push(thing);
        self.things.last_mut().unwrap()
    }

    /// The nth of all things of a kind, whoever has it.
    pub(super) fn pick(&self, kind: Kind, nth: usize) -> Option<usize> {
        let all: Vec<usize> = (0..self.things.len()).filter(|at| self.things[*at].kind == kind).collect();
        (!all.is_empty()).then(|| all[nth % all.len()])
    }

    /// Whether it is theirs and there: nobody else may know of it.
    pub(super) fn may(&self, who: usize, at: usize) -> bool {
        self.things[at].owner == who && self.things[at].is_there
    }

    /// Where a thing is.
    pub(super) fn path(&self, at: usize) -> String {
        format!("{}/{}", self.things[at].kind.path(), self.things[at].id)
    }

    /// What somebody has of a kind.
    pub(super) fn of(&self, who: usize, kind: Kind) -> impl Iterator<Item = &Thing> {
        self.things.iter().filter(move |t| t.kind == kind && t.owner == who && t.is_there)
    }

    /// The answer where it had to be met; `None` where it had to be refused as if nothing were there.
    pub(super) fn met(&self, reply: Reply, may: bool, status: u16) -> Option<Value> {
        if may {
            self.done.set(self.done.get() + 1);
            return Some(reply.expect(status));
        }
        self.refused.set(self.refused.get() + 1);
        let detail = reply.refused(404, "not_found");
        assert!(detail.starts_with("There is no such ") || detail.contains("brought back"), "{detail}");
        None
    }

    pub(super) fn get(&self, who: usize, path: &str) -> Reply {
        self.searched(who, path, self.people[who].get(path))
    }

    pub(super) fn delete(&self, who: usize, path: &str) -> Reply {
        self.searched(who, path, self.people[who].delete(path))
    }

    pub(super) fn send(&self, who: usize, method: &str, path: &str, body: &Value) -> Reply {
        self.searched(who, path, self.people[who].json(method, path, body))
    }

    pub(super) fn post(&self, who: usize, path: &str, body: &Value) -> Reply {
        self.send(who, "POST", path, body)
    }

    /// An answer to one of them, in which nothing is another's.
    pub(super) fn searched(&self, who: usize, path: &str, reply: Reply) -> Reply {
        assert!(reply.status < 500, "{path}: {} {}", reply.status, reply.text());
        assert_ne!(reply.status, 429, "{path}: the test asks too often");
        let operates = who == OPERATOR && path.starts_with("/operator/");
        self.search(who, operates, path, &reply.text());
        reply
    }

    fn search(&self, who: usize, operates: bool, path: &str, text: &str) {
        let found = |what: &str| panic!("{path} told {} {what} of another: {text}", self.name_of(who));
        if text.replace(&self.content(who), "").contains(CONTENT) {
            found("something");
        }
        if operates {
            return;
        }
        if text.replace(&self.name_of(who), "").contains(NAME) {
            found("the name");
        }
        let others = (0..3).filter(|other| *other != who).map(|other| &self.ids[other]);
        let theirs = self.things.iter().filter(|t| t.owner != who).map(|t| &t.id);
        if let Some(id) = others.chain(theirs).find(|id| text.contains(id.as_str())) {
            found(id);
        }
    }

    /// What somebody's lists say is what they have.
    pub(super) fn hold(&self, who: usize) {
        for kind in [Kind::Strategy, Kind::Backtest, Kind::Sweep, Kind::Job, Kind::Token, Kind::Session] {
            let listed = self.get(who, &format!("{}?limit=200", kind.path())).expect(200);
            if kind == Kind::Session && who == OPERATOR {
                continue;
            }
            assert_eq!(self.listed(&listed["items"]), self.have(who, kind), "{kind:?}");
            if kind == Kind::Strategy {
                self.compare(who, &listed);
            }
        }
        self.hold_wallets(who);
        let live = self.get(who, "/live").expect(200);
        assert_eq!(self.listed(&live["runs"]), self.have(who, Kind::Run));
        let plan = self.get(who, "/plan").expect(200);
        assert_eq!(plan["strategies"]["used"], self.of(who, Kind::Strategy).count());
        if who != OPERATOR {
            assert_eq!(plan["plan"], self.plans[who]);
        }
    }

    fn compare(&self, who: usize, listed: &Value) {
        for kept in self.of(who, Kind::Strategy) {
            let items = listed["items"].as_array().unwrap();
            let item = items.iter().find(|item| item["id"] == kept.id.as_str()).unwrap();
            let seen = (&item["name"], &item["revision"], &item["versions"]);
            assert_eq!(seen, (&json!(kept.name), &json!(kept.revision), &json!(kept.versions)));
        }
    }

    /// The ids of a list.
    pub(super) fn listed(&self, items: &Value) -> BTreeSet<String> {
        let items = items.as_array().unwrap_or_else(|| panic!("no list: {items}"));
        items.iter().map(|item| item["id"].as_str().unwrap().to_owned()).collect()
    }

    /// The ids of what somebody has.
    pub(super) fn have(&self, who: usize, kind: Kind) -> BTreeSet<String> {
        self.of(who, kind).map(|t| t.id.clone()).collect()
    }

    /// Everybody asks for everything once more, and what was told meanwhile is searched. How much was done, and refused.
    pub(super) fn end(mut self) -> (u32, u32) {
        self.hold(OPERATOR);
        for at in 0..self.things.len() {
            let thing = &self.things[at];
            if matches!(thing.kind, Kind::Trash | Kind::Token | Kind::Session) {
                continue;
            }
            for who in (0..3).filter(|who| thing.kind != Kind::Assignment || thing.owner != *who) {
                self.met(self.get(who, &self.path(at)), self.may(who, at), 200);
            }
        }
        for (who, stream) in std::mem::take(&mut self.streams) {
            self.search(who, false, "/live/stream", &stream.end());
        }
        (self.done.get(), self.refused.get())
    }
}
