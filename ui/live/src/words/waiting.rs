//! Why a run has not traded, in a sentence.

use super::{Sentence, denial};
use craftstrat_api::studio::live::{RunState, Waiting};
use craftstrat_ui_kit::I18n;

/// Why a run in `state` has not traded, or does not now; of one that nothing keeps, that.
pub fn sentence(i18n: &I18n, state: RunState, waiting: Option<&Waiting>) -> Sentence {
    match waiting {
        Some(waiting) => of(i18n, waiting),
        None => Sentence::of(i18n.t(match state {
            RunState::Stopping => "live-wait-stopping",
            RunState::Stopped => "live-wait-stopped",
            _ => "live-wait-nothing",
        })),
    }
}

fn of(i18n: &I18n, waiting: &Waiting) -> Sentence {
    let plain = |key: &str| Sentence::of(i18n.t(key));
    match waiting {
        Waiting::Failed { reason } => Sentence::with(i18n.t("live-wait-failed"), reason),
        Waiting::Killed { all: true } => plain("live-wait-killed-all"),
        Waiting::Killed { all: false } => plain("live-wait-killed"),
        Waiting::NoFeed => plain("live-wait-no-feed"),
        Waiting::NoSlot => plain("live-wait-no-slot"),
        Waiting::NoTicks { market } => {
            Sentence::of(i18n.tf("live-wait-no-ticks", &[("market", market.as_str().into())]))
        }
        Waiting::WarmingUp { rows, needed } => Sentence::of(
            i18n.tf("live-wait-warming-up", &[("rows", (*rows).into()), ("needed", (*needed).into())]),
        ),
        Waiting::Limit { code, detail } => {
            let meaning = denial::meaning(i18n, code);
            Sentence::with(i18n.tf("live-wait-limit", &[("meaning", meaning.into())]), detail)
        }
        Waiting::Parked { market } => {
            Sentence::of(i18n.tf("live-wait-parked", &[("market", market.as_str().into())]))
        }
        Waiting::Denied { code, detail, times } => {
            let variables = [("meaning", denial::meaning(i18n, code).into()), ("times", (*times).into())];
            Sentence::with(i18n.tf("live-wait-denied", &variables), detail)
        }
        Waiting::Resting { orders } => {
            Sentence::of(i18n.tf("live-wait-resting", &[("orders", (*orders).into())]))
        }
        Waiting::NoDecision { rows } => {
            Sentence::of(i18n.tf("live-wait-no-decision", &[("rows", (*rows).into())]))
        }
    }
}
