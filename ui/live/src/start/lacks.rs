//! What keeps a strategy from being started, and what would keep it from trading once it is.

use craftstrat_api::studio::live::{LiveOverview, SourceKind, SourceStatus, Venue};

/// The document behind a strategy, as far as starting it is concerned.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Draft {
    /// The server has what is shown.
    #[default]
    Saved,
    /// It is being saved.
    Saving,
    /// It cannot be saved now: the server is away, refuses, or somebody else saved.
    Stuck,
    /// It has this many errors.
    Errors(usize),
}

/// Something that is missing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lack {
    /// The document has errors.
    Errors(usize),
    /// It is not saved yet.
    Saving,
    /// It cannot be saved now.
    Stuck,
    /// Nothing can be started or traded: a sentence of the server's.
    Trouble(String),
    /// The kill switch of all is on.
    Killed,
    /// The server was started without a feed.
    NoVenue,
    /// No connection to the venue.
    Down,
    /// None of these series has been followed so far: their ticks come once the run is there.
    NotFollowed,
}

impl Lack {
    /// Whether nothing can be started before it is mended.
    pub const fn blocks(&self) -> bool {
        matches!(self, Self::Errors(_) | Self::Saving | Self::Stuck)
    }

    /// In message keys: `paper-lack-<code>`.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Errors(_) => "errors",
            Self::Saving => "saving",
            Self::Stuck => "stuck",
            Self::Trouble(_) => "trouble",
            Self::Killed => "killed",
            Self::NoVenue => "no-venue",
            Self::Down => "down",
            Self::NotFollowed => "not-followed",
        }
    }
}

/// What is missing, what blocks first. Without an overview only the document counts.
pub fn lacks(draft: Draft, overview: Option<&LiveOverview>, series: &[String]) -> Vec<Lack> {
    let mut list = Vec::new();
    match draft {
        Draft::Saved => {}
        Draft::Saving => list.push(Lack::Saving),
        Draft::Stuck => list.push(Lack::Stuck),
        Draft::Errors(count) => list.push(Lack::Errors(count)),
    }
    let Some(overview) = overview else { return list };
    if let Some(trouble) = &overview.trouble {
        list.push(Lack::Trouble(trouble.clone()));
    }
    if overview.killed {
        list.push(Lack::Killed);
    }
    let mut connections = overview.sources.iter().filter(|s| s.kind == SourceKind::Connection).peekable();
    if overview.venue == Venue::None {
        list.push(Lack::NoVenue);
    } else if connections.peek().is_some() && connections.all(|s| s.status == SourceStatus::Down) {
        list.push(Lack::Down);
    } else if !series.is_empty() && !series.iter().any(|s| overview.following.contains(s)) {
        list.push(Lack::NotFollowed);
    }
    list
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
pub(crate) mod tests {
    use super::{Draft, Lack, lacks};
    use craftstrat_api::studio::live::LiveOverview;
    use serde_json::{Value, json};

    pub(crate) fn overview(change: impl FnOnce(&mut Value)) -> LiveOverview {
        let mut value = json!({
            "venue": "simulated", "now_ms": 1_790_812_800_000_i64, "killed": false, "following": ["btc-updown-5m"],
            "sources": [{ "kind": "connection", "name": "market", "status": "fresh", "since_ms": 0 }],
            "runs": [], "money": { "opening_usdc": "0", "cash_usdc": "0", "equity_usdc": "0", "realised_usdc": "0",
                "unrealised_usdc": "0", "fees_usdc": "0", "exposure_usdc": "0" },
            "unseen_alerts": 0, "trouble": null,
        });
        change(&mut value);
        serde_json::from_value(value).unwrap()
    }

    fn series() -> Vec<String> {
        vec!["btc-updown-5m".to_owned()]
    }

    #[test]
    fn with_a_saved_document_and_a_feed_nothing_is_missing() {
        assert_eq!(lacks(Draft::Saved, Some(&overview(|_| ())), &series()), []);
        assert_eq!(lacks(Draft::Saved, None, &series()), []);
    }

    #[test]
    fn only_the_document_blocks() {
        for (draft, lack) in
            [(Draft::Errors(2), Lack::Errors(2)), (Draft::Saving, Lack::Saving), (Draft::Stuck, Lack::Stuck)]
        {
            let found = lacks(draft, Some(&overview(|o| o["killed"] = true.into())), &series());
            assert_eq!(found, [lack, Lack::Killed]);
            assert_eq!(found.iter().map(Lack::blocks).collect::<Vec<_>>(), [true, false]);
        }
    }

    #[test]
    fn a_feed_that_is_away_is_said() {
        let found = |change: fn(&mut Value)| lacks(Draft::Saved, Some(&overview(change)), &series());
        assert_eq!(found(|o| o["venue"] = "none".into()), [Lack::NoVenue]);
        assert_eq!(found(|o| o["sources"][0]["status"] = "down".into()), [Lack::Down]);
        assert_eq!(found(|o| o["sources"] = json!([])), []);
        assert_eq!(found(|o| o["following"] = json!([])), [Lack::NotFollowed]);
        assert_eq!(
            found(|o| o["trouble"] = "the disk is full".into()),
            [Lack::Trouble("the disk is full".to_owned())]
        );
        // One of two connections is enough to know that there is a way.
        let half = |o: &mut Value| {
            o["sources"] = json!([
                { "kind": "connection", "name": "market", "status": "down", "since_ms": 0 },
                { "kind": "connection", "name": "prices", "status": "stale", "since_ms": 0 },
            ]);
        };
        assert_eq!(found(half), []);
    }
}
