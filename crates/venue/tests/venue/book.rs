//! Book building: a naive model on random messages, and a table of the rules.

use craftstrat_model::ticks::LEVELS;
use craftstrat_model::{Level, Outcome, Price, Shares, Side};
use craftstrat_venue::book::{Applied, LATE, MarketBook, NO_SNAPSHOT, PAIR_LAG_US, TokenBook};
use craftstrat_venue::message::{Body, Change, StatedBest, decode};
use proptest::prelude::*;
use std::collections::BTreeMap;

fn price(cents: i64) -> Price {
    Price::from_micros(cents * 10_000)
}

fn shares(n: i64) -> Shares {
    Shares::from_micros(n * 1_000_000)
}

fn snapshot(bids: &[(i64, i64)], asks: &[(i64, i64)]) -> Body {
    let side = |levels: &[(i64, i64)]| levels.iter().map(|(p, s)| (price(*p), shares(*s))).collect();
    Body::Book { bids: side(bids), asks: side(asks), tick_size: None }
}

fn change(side: Side, cents: i64, size: i64, best: [StatedBest; 2]) -> Body {
    Body::Changes { changes: vec![Change { side, price: price(cents), size: shares(size) }], best }
}

const UNSTATED: [StatedBest; 2] = [StatedBest::NotStated, StatedBest::NotStated];

/// The levels of a side, best first, as `price x size`.
fn side(book: &TokenBook, side: Side) -> String {
    let one = |depth| match book.level(side, depth) {
        Level::Known(p, s) => format!("{p}x{s}"),
        Level::Unsized(p) => format!("{p}x?"),
        Level::Empty => "-".to_owned(),
        Level::NotRecorded => "?".to_owned(),
    };
    (0..=book.depth(side)).map(one).collect::<Vec<_>>().join(" ")
}

#[test]
fn a_snapshot_is_sorted_whatever_its_order_and_replaces_everything() {
    let mut book = TokenBook::default();
    assert_eq!(side(&book, Side::Bid), "?");
    book.apply(&snapshot(&[(48, 1), (50, 2), (49, 3)], &[(53, 1), (51, 4), (52, 2)]), None);
    assert_eq!(side(&book, Side::Bid), "0.5x2 0.49x3 0.48x1 -");
    assert_eq!(side(&book, Side::Ask), "0.51x4 0.52x2 0.53x1 -");
    book.apply(&snapshot(&[], &[(99, 7)]), None);
    assert_eq!((side(&book, Side::Bid), side(&book, Side::Ask)), ("-".to_owned(), "0.99x7 -".to_owned()));
}

#[test]
fn changes_are_absolute_and_need_a_snapshot() {
    let mut book = TokenBook::default();
    let grow = change(Side::Bid, 50, 5, UNSTATED);
    assert_eq!(book.apply(&grow, None), Applied::Refused(NO_SNAPSHOT));
    book.apply(&snapshot(&[(50, 2)], &[(51, 4)]), None);
    assert_eq!(book.apply(&grow, None), Applied::Taken);
    assert_eq!(book.apply(&grow, None), Applied::Taken, "a repetition is harmless");
    assert_eq!(side(&book, Side::Bid), "0.5x5 -");
    book.apply(&change(Side::Ask, 51, 0, UNSTATED), None);
    book.apply(&change(Side::Ask, 60, 0, UNSTATED), None);
    assert_eq!(side(&book, Side::Ask), "-");
}

#[test]
fn messages_older_by_the_venue_s_clock_are_late() {
    let mut book = TokenBook::default();
    assert_eq!(book.apply(&snapshot(&[(50, 2)], &[]), Some(100)), Applied::Taken);
    assert_eq!(book.apply(&snapshot(&[(10, 2)], &[]), Some(99)), Applied::Refused(LATE));
    assert_eq!(book.apply(&change(Side::Bid, 51, 1, UNSTATED), Some(100)), Applied::Taken);
    assert_eq!(
        book.apply(&snapshot(&[(20, 2)], &[]), None),
        Applied::Taken,
        "no venue time: order of receipt counts"
    );
    assert_eq!(side(&book, Side::Bid), "0.2x2 -");
}

#[test]
fn stated_best_prices_repair_a_book_that_missed_a_message() {
    let mut book = TokenBook::default();
    book.apply(&snapshot(&[(50, 2), (49, 1)], &[(51, 4), (53, 1)]), None);
    // The 0.50 bids and the 0.51 asks are gone without having been told; an ask at 0.52 is new.
    let best = [StatedBest::At(price(49)), StatedBest::At(price(52))];
    assert_eq!(book.apply(&change(Side::Bid, 40, 9, best), None), Applied::Repaired);
    assert_eq!(side(&book, Side::Bid), "0.49x1 0.4x9 -");
    assert_eq!(side(&book, Side::Ask), "0.52x? 0.53x1 -");
    assert_eq!(book.apply(&Body::Best([StatedBest::Empty, StatedBest::NotStated]), None), Applied::Repaired);
    assert_eq!(side(&book, Side::Bid), "-");
    let agreed = [StatedBest::Empty, StatedBest::At(price(52))];
    assert_eq!(book.apply(&Body::Best(agreed), None), Applied::Taken);
}

#[test]
fn crossed_books_are_kept_and_recognised() {
    let mut market = MarketBook::default();
    market.apply(Outcome::Up, 0, &snapshot(&[(52, 2)], &[(51, 4)]), None);
    assert!(market.token(Outcome::Up).is_crossed());
    assert!(market.state().is_crossed());
    market.apply(Outcome::Up, 0, &snapshot(&[(50, 2)], &[(51, 4)]), None);
    assert!(!market.state().is_crossed());
}

#[test]
fn one_token_shows_the_other_outcome_as_its_complement() {
    let mut market = MarketBook::default();
    assert_eq!(market.state().level(Outcome::Up, Side::Bid, 0), Level::NotRecorded);
    market.apply(Outcome::Down, 0, &snapshot(&[(30, 2), (29, 1)], &[]), None);
    let state = market.state();
    assert!(market.is_complemented());
    assert_eq!(state.level(Outcome::Down, Side::Bid, 0), Level::Known(price(30), shares(2)));
    assert_eq!(state.level(Outcome::Up, Side::Ask, 0), Level::Known(price(70), shares(2)));
    assert_eq!(state.level(Outcome::Up, Side::Ask, 1), Level::Known(price(71), shares(1)));
    assert_eq!(state.level(Outcome::Up, Side::Ask, 2), Level::Empty);
    assert_eq!(state.level(Outcome::Up, Side::Bid, 0), Level::Empty);
}

#[test]
fn two_tokens_show_their_own_books_until_one_falls_silent() {
    let mut market = MarketBook::default();
    market.apply(Outcome::Up, 0, &snapshot(&[(40, 1)], &[(42, 1)]), None);
    market.apply(Outcome::Down, PAIR_LAG_US, &snapshot(&[(57, 2)], &[(61, 2)]), None);
    let state = market.state();
    assert!(!market.is_complemented());
    assert_eq!(state.best(Outcome::Up, Side::Bid), Some(price(40)));
    assert_eq!(state.best(Outcome::Down, Side::Ask), Some(price(61)));
    market.apply(Outcome::Down, PAIR_LAG_US + 1, &snapshot(&[(57, 2)], &[(61, 2)]), None);
    let state = market.state();
    assert!(market.is_complemented());
    assert_eq!(state.best(Outcome::Up, Side::Bid), Some(price(39)));
}

#[test]
fn tick_size_changes_are_part_of_the_state() {
    let mut market = MarketBook::default();
    assert_eq!(market.state().tick_size, None);
    market.apply(Outcome::Down, 0, &Body::TickSize(Price::from_micros(1_000)), None);
    assert_eq!(market.state().tick_size, Some(Price::from_micros(1_000)));
    assert_eq!(market.state().level(Outcome::Down, Side::Bid, 0), Level::NotRecorded, "a step is no book");
}

#[derive(Clone, Debug)]
enum Step {
    Snapshot(Vec<(i64, i64)>, Vec<(i64, i64)>),
    Changes(Vec<(bool, i64, i64)>),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let levels = || prop::collection::vec((1_i64..100, 0_i64..5), 0..12);
    let step = prop_oneof![
        1 => (levels(), levels()).prop_map(|(b, a)| Step::Snapshot(b, a)),
        4 => prop::collection::vec((any::<bool>(), 1_i64..100, 0_i64..5), 1..6).prop_map(Step::Changes),
    ];
    prop::collection::vec(step, 1..40)
}

/// The frame the venue would have sent, in a shuffled order of levels.
fn frame(step: &Step) -> String {
    let level = |(p, s): &(i64, i64)| format!(r#"{{"size":"{s}","price":"0.{p:02}"}}"#);
    match step {
        Step::Snapshot(bids, asks) => format!(
            r#"{{"event_type":"book","asset_id":"1","bids":[{}],"asks":[{}]}}"#,
            bids.iter().map(level).collect::<Vec<_>>().join(","),
            asks.iter().map(level).collect::<Vec<_>>().join(",")
        ),
        Step::Changes(changes) => {
            let one = |(bid, p, s): &(bool, i64, i64)| {
                let side = if *bid { "BUY" } else { "SELL" };
                format!(r#"{{"asset_id":"1","price":"0.{p:02}","size":"{s}","side":"{side}"}}"#)
            };
            let all = changes.iter().map(one).collect::<Vec<_>>().join(",");
            format!(r#"{{"event_type":"price_change","price_changes":[{all}]}}"#)
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    /// Frames through decoder and book against two maps from price to size.
    #[test]
    fn any_messages_give_the_naive_book(steps in steps()) {
        let mut book = TokenBook::default();
        let mut model: Option<[BTreeMap<i64, i64>; 2]> = None;
        for step in &steps {
            for message in decode(frame(step).as_bytes()).messages {
                book.apply(&message.body, None);
            }
            match step {
                Step::Snapshot(bids, asks) => {
                    // Of two levels at one price the later one counts; a size of zero is not sent by the venue.
                    let half = |levels: &[(i64, i64)]| levels.iter().copied().filter(|(_, s)| *s > 0).collect();
                    model = Some([half(bids), half(asks)]);
                }
                Step::Changes(changes) => for (bid, p, s) in changes {
                    if let Some(model) = &mut model {
                        let half = &mut model[usize::from(!bid)];
                        if *s > 0 { half.insert(*p, *s); } else { half.remove(p); }
                    }
                }
            }
            for (i, side) in [Side::Bid, Side::Ask].into_iter().enumerate() {
                let expected: Vec<Level> = match &model {
                    None => vec![Level::NotRecorded; LEVELS],
                    Some(model) => {
                        let known = |(p, s): (&i64, &i64)| Level::Known(price(*p), shares(*s));
                        let mut all: Vec<Level> = model[i].iter().map(known).collect();
                        if side == Side::Bid { all.reverse(); }
                        all.resize(all.len().max(LEVELS) + 1, Level::Empty);
                        all
                    }
                };
                let got: Vec<Level> = (0..expected.len()).map(|d| book.level(side, d)).collect();
                prop_assert_eq!(got, expected);
            }
        }
    }
}
