//! What the pages say: states, reasons and events as words and sentences of the reader's language.
//!
//! Numbers of a refusal, reasons of a fault and the like come from the server in English; they stand beside the sentence
//! and are marked as English.

pub mod denial;
pub mod event;
pub mod waiting;

use craftstrat_api::studio::live::{EventKind, FeedSource, RunState, SourceKind, SourceStatus, Venue};
use craftstrat_api::wire::Outcome;
use craftstrat_ui_kit::{I18n, IconName};
use yew::prelude::*;

/// A sentence, and what the server adds to it in English.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sentence {
    /// In the reader's language.
    pub text: String,
    /// In English.
    pub detail: Option<String>,
}

impl Sentence {
    /// A sentence without more.
    pub fn of(text: String) -> Self {
        Self { text, detail: None }
    }

    /// A sentence with what the server says; nothing is added by an empty text.
    #[must_use]
    pub fn with(text: String, detail: &str) -> Self {
        Self { text, detail: Some(detail.to_owned()).filter(|detail| !detail.is_empty()) }
    }

    /// As a part of the page.
    pub fn html(&self) -> Html {
        html! {
            <>
                { &self.text }
                if let Some(detail) = &self.detail {
                    { " " }<span class="break-words text-muted" lang="en">{ detail }</span>
                }
            </>
        }
    }
}

/// A word with its picture and its colour: none of them alone carries the meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sign {
    /// The key of the word.
    pub key: &'static str,
    /// The picture.
    pub icon: IconName,
    /// The class of the colour.
    pub class: &'static str,
}

/// Where a run stands.
pub const fn state(state: RunState) -> Sign {
    let (key, icon, class) = match state {
        RunState::Running => ("live-state-running", IconName::Play, "text-success"),
        RunState::Paused => ("live-state-paused", IconName::Pause, "text-warning"),
        RunState::Halted => ("live-state-halted", IconName::AlertTriangle, "text-warning"),
        RunState::Stopping => ("live-state-stopping", IconName::Clock, "text-muted"),
        RunState::Stopped => ("live-state-stopped", IconName::Stop, "text-muted"),
        RunState::Failed => ("live-state-failed", IconName::CircleX, "text-error"),
    };
    Sign { key, icon, class }
}

/// A state as tests find it.
pub const fn state_code(state: RunState) -> &'static str {
    match state {
        RunState::Running => "running",
        RunState::Paused => "paused",
        RunState::Halted => "halted",
        RunState::Stopping => "stopping",
        RunState::Stopped => "stopped",
        RunState::Failed => "failed",
    }
}

/// How a source is.
pub const fn status(status: SourceStatus) -> Sign {
    let (key, icon, class) = match status {
        SourceStatus::Down => ("live-source-down", IconName::CircleX, "text-error"),
        SourceStatus::Stale => ("live-source-stale", IconName::AlertTriangle, "text-warning"),
        SourceStatus::Fresh => ("live-source-fresh", IconName::CircleCheck, "text-success"),
    };
    Sign { key, icon, class }
}

/// What a source is: `Price btc chainlink`.
pub fn source(i18n: &I18n, source: &FeedSource) -> String {
    let kind = i18n.t(match source.kind {
        SourceKind::Connection => "live-source-connection",
        SourceKind::Price => "live-source-price",
        SourceKind::Book => "live-source-book",
        SourceKind::Terms => "live-source-terms",
    });
    format!("{kind} {}", source.name)
}

/// Where ticks come from.
pub const fn venue(venue: Venue) -> &'static str {
    match venue {
        Venue::Polymarket => "live-venue-polymarket",
        Venue::Simulated => "live-venue-simulated",
        Venue::None => "live-venue-none",
    }
}

/// A kind of events.
pub const fn kind(kind: EventKind) -> &'static str {
    match kind {
        EventKind::Run => "live-kind-run",
        EventKind::Order => "live-kind-order",
        EventKind::Fill => "live-kind-fill",
        EventKind::Trade => "live-kind-trade",
        EventKind::Denial => "live-kind-denial",
        EventKind::Settlement => "live-kind-settlement",
        EventKind::Fault => "live-kind-fault",
        EventKind::Version => "live-kind-version",
        EventKind::Feed => "live-kind-feed",
    }
}

/// Up or Down as the reader calls them.
pub fn outcome(i18n: &I18n, outcome: Outcome) -> String {
    i18n.t(match outcome {
        Outcome::Up => "results-word-up",
        Outcome::Down => "results-word-down",
    })
}

/// A sign as a part of the page.
pub fn sign(i18n: &I18n, sign: Sign) -> Html {
    html! {
        <span class={classes!("inline-flex", "items-center", "gap-1", "font-medium", "whitespace-nowrap", sign.class)}>
            <craftstrat_ui_kit::Icon name={sign.icon} class="size-4" />
            { i18n.t(sign.key) }
        </span>
    }
}
