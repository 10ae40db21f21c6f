//! The little that every page knows of strategies on paper: whether the kill switch of all is on, and how many alerts nobody
//! has seen. The shell asks for it now and then; who learns it sooner tells it.

use craftstrat_api::studio::live::LiveOverview;
use serde::Deserialize;
use yew::prelude::*;

/// What every page knows; a part of the answer of `GET /live`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct Glance {
    /// Nothing enters anywhere.
    pub killed: bool,
    /// Alerts nobody has seen.
    pub unseen_alerts: u64,
}

impl From<&LiveOverview> for Glance {
    fn from(overview: &LiveOverview) -> Self {
        Self { killed: overview.killed, unseen_alerts: overview.unseen_alerts }
    }
}

/// What is known, and ways to know more.
#[derive(Clone, Debug, PartialEq)]
pub struct Watch {
    /// What is known; `None` before the first answer.
    pub glance: Option<Glance>,
    /// Tells what was learned elsewhere: by the stream of a live page, or as the answer to a change.
    pub tell: Callback<Glance>,
    /// Asks the server now.
    pub look: Callback<()>,
}

impl Default for Watch {
    fn default() -> Self {
        Self { glance: None, tell: Callback::noop(), look: Callback::noop() }
    }
}

/// The watch of this page; it knows nothing outside the shell.
#[hook]
pub fn use_watch() -> Watch {
    let nothing = use_memo((), |()| Watch::default());
    use_context::<Watch>().unwrap_or_else(|| (*nothing).clone())
}

/// Which answers still count: an answer that left before something newer was learned would turn time back.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Order {
    asked: u64,
    floor: u64,
}

impl Order {
    /// A question leaves; its number.
    pub fn ask(&mut self) -> u64 {
        self.asked += 1;
        self.asked
    }

    /// Something newer was learned: answers to questions that have left no longer count.
    pub fn learned(&mut self) {
        self.floor = self.asked;
    }

    /// Whether the answer to a question counts; no older one does afterwards.
    pub fn counts(&mut self, number: u64) -> bool {
        let counts = number > self.floor;
        self.floor = self.floor.max(number);
        counts
    }
}

/// How many alerts are new: none at first, when it is not known since when they are there.
pub fn fresh(before: Option<Glance>, now: Glance) -> u64 {
    before.map_or(0, |before| now.unseen_alerts.saturating_sub(before.unseen_alerts))
}

#[cfg(test)]
mod tests {
    use super::{Glance, Order, fresh};

    #[test]
    fn answers_that_were_overtaken_do_not_count() {
        let mut order = Order::default();
        let (first, second) = (order.ask(), order.ask());
        assert!(order.counts(second));
        assert!(!order.counts(first), "it left earlier and came later");
        let third = order.ask();
        order.learned();
        assert!(!order.counts(third), "a switch was turned meanwhile");
        let fourth = order.ask();
        assert!(order.counts(fourth));
    }

    #[test]
    fn alerts_are_new_when_there_are_more_than_before() {
        let with = |unseen_alerts| Glance { killed: false, unseen_alerts };
        assert_eq!(fresh(None, with(3)), 0);
        assert_eq!(fresh(Some(with(3)), with(5)), 2);
        assert_eq!(fresh(Some(with(3)), with(0)), 0);
    }

    #[test]
    fn of_the_answer_only_what_is_needed_is_read() {
        let text =
            r#"{"venue":"none","killed":true,"unseen_alerts":2,"runs":[{"whatever":1}],"trouble":null}"#;
        let glance: Result<Glance, _> = serde_json::from_str(text);
        assert_eq!(glance.ok(), Some(Glance { killed: true, unseen_alerts: 2 }));
    }
}
