//! What is read out as it happens: few things, so that they are heard.

use super::health::{Feed, feed};
use craftstrat_api::studio::live::{LiveOverview, RunState};

/// Something worth being read out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum News {
    /// A run stands elsewhere.
    State {
        /// Its name.
        name: String,
        /// Where it stands now.
        state: RunState,
    },
    /// A run has its first position, or another one.
    Entered {
        /// Its name.
        name: String,
    },
    /// A run holds nothing any more.
    Left {
        /// Its name.
        name: String,
    },
    /// Sources of the feed are not fresh any more.
    FeedTroubled,
    /// All of them are again.
    FeedCalm,
}

/// What of `after` somebody who knows `before` should hear. A run that is new to the reader is none: they started it.
pub fn news(before: &LiveOverview, after: &LiveOverview) -> Vec<News> {
    let mut list = Vec::new();
    for run in &after.runs {
        let Some(old) = before.runs.iter().find(|old| old.id == run.id) else { continue };
        let name = run.name.clone();
        if old.state != run.state {
            list.push(News::State { name: name.clone(), state: run.state });
        }
        if run.positions > old.positions {
            list.push(News::Entered { name });
        } else if run.positions == 0 && old.positions > 0 {
            list.push(News::Left { name });
        }
    }
    match (feed(&before.sources), feed(&after.sources)) {
        (Feed::Calm { .. }, Feed::Troubled { .. }) => list.push(News::FeedTroubled),
        (Feed::Troubled { .. }, Feed::Calm { .. }) => list.push(News::FeedCalm),
        _ => {}
    }
    list
}
