//! What the pages say, in both languages.

mod common;

use common::{MARKET, details, order, reasons};
use craftstrat_api::studio::live::{EventDetail, EventKind, RunState, SourceStatus, Venue, Waiting};
use craftstrat_api::wire::OrderEnd;
use craftstrat_i18n::Lang;
use craftstrat_ui_kit::I18n;
use craftstrat_ui_live::model::log::KINDS;
use craftstrat_ui_live::words::{self, Sentence, denial, event, waiting};

fn english() -> I18n {
    I18n::new(Lang::En)
}

/// Whether `text` is a message and not the key of a missing one.
fn is_said(text: &str) -> bool {
    !text.is_empty() && !text.contains("live-") && !text.contains("results-") && !text.contains("{$")
}

#[test]
fn every_reason_for_not_trading_is_a_sentence_of_its_own() {
    for lang in Lang::ALL {
        let i18n = I18n::new(lang);
        let of = |reason: &Waiting| waiting::sentence(&i18n, RunState::Running, Some(reason)).text;
        let mut all: Vec<String> = reasons().iter().map(of).collect();
        all.extend(
            [RunState::Running, RunState::Stopping, RunState::Stopped]
                .map(|s| waiting::sentence(&i18n, s, None).text),
        );
        assert!(all.iter().all(|text| is_said(text)), "{all:?}");
        let count = all.len();
        all.sort();
        all.dedup();
        assert_eq!(all.len(), count, "two reasons read the same: {all:?}");
    }
}

#[test]
fn reasons_carry_their_numbers() {
    let say = |reason: &Waiting| waiting::sentence(&english(), RunState::Running, Some(reason));
    let warming = say(&Waiting::WarmingUp { rows: 12, needed: 60 });
    assert_eq!(warming, Sentence::of("Its indicators are warming up: 12 of 60 rows.".to_owned()));
    let denied = say(&reasons()[9]);
    assert!(
        denied.text.contains("as 2 were") && denied.text.ends_with("There is not enough cash."),
        "{denied:?}"
    );
    assert_eq!(denied.detail.as_deref(), Some("25 dollars, 3 are free"));
    let once = say(&Waiting::Denied { code: "spread".to_owned(), detail: String::new(), times: 1 });
    assert_eq!((once.text.contains("as 1 were"), once.detail), (false, None));
    assert!(say(&Waiting::NoTicks { market: MARKET.to_owned() }).text.contains(MARKET));
    let rows = waiting::sentence(
        &I18n::new(Lang::Fr),
        RunState::Running,
        Some(&Waiting::NoDecision { rows: 1_500 }),
    );
    assert!(rows.text.contains("1\u{202f}500"), "{rows:?}");
}

/// The codes of `craftstrat_engine::denial`, as they stand in its source: the page must not link the engine's gate.
fn codes() -> Vec<String> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../crates/engine/src/denial.rs");
    let source = std::fs::read_to_string(path).expect("the engine is in this checkout");
    let code = source.split("pub const fn code(&self)").nth(1).expect("the engine names its codes");
    let code = code.split("\n    }\n").next().unwrap_or_default();
    code.split('"').skip(1).step_by(2).map(str::to_owned).collect()
}

#[test]
fn every_refusal_of_the_engine_is_explained() {
    let codes = codes();
    assert!(codes.len() > 40, "{codes:?}");
    for lang in Lang::ALL {
        let i18n = I18n::new(lang);
        let unexplained: Vec<&String> =
            codes.iter().filter(|code| denial::meaning(&i18n, code) == **code).collect();
        assert!(unexplained.is_empty(), "{unexplained:?}");
    }
    let i18n = english();
    assert_eq!(denial::meaning(&i18n, "drawdown"), "The drawdown limit is reached.");
    let over_all = denial::meaning(&i18n, "portfolio_drawdown");
    assert_eq!(over_all, "The drawdown limit is reached. This limit counts all strategies together.");
    assert_eq!(denial::meaning(&i18n, "of_tomorrow"), "of_tomorrow");
}

#[test]
fn every_event_is_a_sentence() {
    for lang in Lang::ALL {
        let i18n = I18n::new(lang);
        let said: Vec<Sentence> = details().iter().map(|detail| event::sentence(&i18n, detail)).collect();
        for sentence in &said {
            assert!(is_said(&sentence.text), "{sentence:?}");
        }
        let mut texts: Vec<&str> = said.iter().map(|sentence| sentence.text.as_str()).collect();
        texts.sort_unstable();
        texts.dedup();
        assert_eq!(texts.len(), said.len(), "two events read the same");
    }
}

#[test]
fn events_carry_their_amounts() {
    let say = |wanted: fn(&EventDetail) -> bool| {
        let detail = details().into_iter().find(wanted).expect("one of each");
        event::sentence(&english(), &detail)
    };
    let bought = say(|detail| matches!(detail, EventDetail::Filled { .. })).text;
    assert_eq!(bought, "Bought 40.00 Up at 62¢ for 24.80\u{a0}USDC, fee 0.12\u{a0}USDC.");
    let closed = say(|detail| matches!(detail, EventDetail::Closed { .. })).text;
    assert_eq!(closed, "Trade in Down closed with +5.95\u{a0}USDC (Settlement).");
    let denied = say(|detail| matches!(detail, EventDetail::Denied { .. }));
    assert_eq!(denied.text, "“buy UP 5.00 USDC” was refused 20 times. Bid and ask are too far apart.");
    assert_eq!(denied.detail.as_deref(), Some("the spread is 0.05, the limit is 0.03"));
    let swapped = say(|detail| matches!(detail, EventDetail::Swapped { warm: true, .. })).text;
    assert_eq!(swapped, "Version 01234567 took over.");
    let differed = say(|detail| matches!(detail, EventDetail::Differed { .. })).text;
    assert!(differed.ends_with("buy UP 5.00 USDC instead of nothing."), "{differed}");
}

#[test]
fn orders_say_what_they_want_and_how_they_ended() {
    let i18n = english();
    let mut one = order(OrderEnd::Filled);
    assert_eq!(event::wanted(&i18n, &one), "buy Up, 25.00\u{a0}USDC, at most 62¢");
    assert_eq!(event::ended(&i18n, &one), "filled, 40.00 shares");
    one.amount_usdc = craftstrat_model::Usdc::ZERO;
    one.shares = craftstrat_model::Shares::from_micros(10_000_000);
    one.side = craftstrat_api::wire::Side::Sell;
    one.filled_shares = craftstrat_model::Shares::ZERO;
    one.end = OrderEnd::Killed;
    assert_eq!(event::wanted(&i18n, &one), "sell Up, 10.00 shares, at least 62¢");
    assert_eq!(event::ended(&i18n, &one), "killed");
}

#[test]
fn states_sources_venues_and_kinds_have_words() {
    for lang in Lang::ALL {
        let i18n = I18n::new(lang);
        let states = [
            RunState::Running,
            RunState::Paused,
            RunState::Halted,
            RunState::Stopping,
            RunState::Stopped,
            RunState::Failed,
        ];
        let statuses = [SourceStatus::Down, SourceStatus::Stale, SourceStatus::Fresh];
        let venues = [Venue::Polymarket, Venue::Simulated, Venue::None];
        let keys = states.map(|s| words::state(s).key).into_iter();
        let keys = keys.chain(statuses.map(|s| words::status(s).key)).chain(venues.map(words::venue));
        for key in keys.chain(KINDS.map(words::kind)) {
            assert!(i18n.catalogue().has(key), "{key}");
        }
        // Pictures differ too: no meaning is in the colour alone.
        let icons: std::collections::HashSet<_> = states.map(|s| words::state(s).icon).into_iter().collect();
        assert_eq!(icons.len(), states.len());
    }
    // A state as tests and styles find it is what the API says.
    let code = serde_json::to_value(RunState::Stopping).expect("a word");
    assert_eq!(code, words::state_code(RunState::Stopping));
    assert_eq!(KINDS.len(), 9);
    assert!(KINDS.contains(&EventKind::Feed));
}
