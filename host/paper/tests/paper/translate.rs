//! What a desk is told, and in which order.

use craftstrat_feed::core::{MarketUpdate, Phase, Tick};
use craftstrat_feed::instants::Instants;
use craftstrat_live::{Input, OpenMarket};
use craftstrat_model::slug::market_of_slug;
use craftstrat_model::{Column, FeeSchedule, Row, TimeMs, Winner, WinnerSource};
use craftstrat_paper::{Translated, Translator};
use craftstrat_venue::gamma::Trading;
use std::sync::Arc;
use std::time::Instant;

const START: i64 = 1_795_269_600_000;
const SLUG: &str = "btc-updown-5m-1795269600";
const FEES: FeeSchedule = FeeSchedule { rate_micros: 70_000, exponent: 1 };

/// What is known of the market; `into` is ms into its slot.
fn update(phase: Phase, into: i64, change: impl FnOnce(&mut MarketUpdate)) -> Arc<MarketUpdate> {
    let mut update = MarketUpdate {
        market: market_of_slug(SLUG).unwrap(),
        tokens: ["1".to_owned(), "2".to_owned()],
        condition: "0xab".to_owned(),
        trading: Trading::default(),
        phase,
        at: TimeMs(START + into),
    };
    change(&mut update);
    Arc::new(update)
}

fn tick(market: &Arc<MarketUpdate>, into: i64, bid: i64) -> Tick {
    let mut row = Row::EMPTY;
    row.set(Column::BidUp, bid).unwrap();
    row.set_f64(Column::ChainlinkPrice, 60_000.25).unwrap();
    let at = TimeMs(START + into);
    Tick { market: Arc::clone(market), at, sample: into % 1_000 == 0, row, received_us: at.0 * 1_000 - 7 }
}

fn instants(to: i64, markets: &[&Arc<MarketUpdate>], ticks: &[Tick]) -> Instants {
    Instants {
        to: TimeMs(START + to),
        given: Instant::now(),
        markets: markets.iter().map(|m| Arc::clone(m)).collect(),
        ticks: ticks.to_vec(),
    }
}

fn fresh() -> Translator {
    Translator::new(&[], TimeMs(i64::MIN))
}

fn translate(translator: &mut Translator, instants: &Instants) -> Translated {
    translator.translate(instants, TimeMs(START), |_| true)
}

/// `market`, `price 1`, `row 1000`, `until 1000`, `Up`: times in ms into the slot.
fn words(translated: &Translated) -> Vec<String> {
    let into = |at: &TimeMs| at.0 - START;
    let one = |input: &Input| match input {
        Input::Market(market) => format!("market {}", market.slug),
        Input::PriceToBeat { value, at, .. } => format!("price {value} at {}", into(at)),
        Input::Tick { at, .. } => format!("row {}", into(at)),
        Input::Until { to, .. } => format!("until {}", into(to)),
        Input::Resolved { winner, .. } => format!("{winner:?}"),
        Input::Command(_) => "command".to_owned(),
    };
    translated.inputs.iter().map(one).collect()
}

#[test]
fn a_record_has_market_price_rows_end_and_decision_in_this_order() {
    let mut translator = fresh();
    let known = update(Phase::Known, -5_000, |m| m.market.fees = Some(FEES));
    let opened = update(Phase::Known, 1_400, |m| {
        (m.market.price_to_beat, m.market.price_to_beat_at) = (60_001.0, TimeMs(START + 1_400));
    });
    let decided = update(Phase::Resolved, 2_000, |m| m.market.winner = Some(Winner::Up));
    let all = instants(
        2_000,
        &[&known, &opened, &decided],
        &[tick(&known, 1_000, 500_000), tick(&opened, 1_500, 510_000)],
    );
    let expected =
        [&format!("market {SLUG}"), "price 60001 at 1400", "row 1000", "row 1500", "until 2000", "Some(Up)"];
    let translated = translate(&mut translator, &all);
    assert_eq!(words(&translated), expected);
    assert_eq!((translated.rows, translated.received_us), (2, vec![(START + 1_500) * 1_000 - 7]));
    // Told again it says nothing new.
    let again = instants(3_000, &[&known, &opened, &decided], &[]);
    assert_eq!(words(&translate(&mut translator, &again)), ["until 3000"]);
}

#[test]
fn a_market_waits_for_its_fees_until_its_slot_begins() {
    let bare = update(Phase::Known, -5_000, |_| ());
    let mut translator = fresh();
    assert_eq!(words(&translate(&mut translator, &instants(-5_000, &[&bare], &[]))), ["until -5000"]);
    let told = translate(&mut translator, &instants(10, &[], &[]));
    assert_eq!(words(&told), [&format!("market {SLUG}"), "until 10"]);

    let mut translator = fresh();
    translate(&mut translator, &instants(-5_000, &[&bare], &[]));
    let with_fees = update(Phase::Known, -4_500, |m| m.market.fees = Some(FEES));
    let told = translate(&mut translator, &instants(-4_500, &[&with_fees], &[]));
    let Some(Input::Market(market)) = told.inputs.first() else { panic!("{:?}", words(&told)) };
    assert_eq!(market.fees, Some(FEES));
}

#[test]
fn rows_keep_every_value_and_those_nobody_trades_stay_out() {
    let known = update(Phase::Known, 0, |m| m.market.fees = Some(FEES));
    let all = instants(1_000, &[&known], &[tick(&known, 1_000, 510_001)]);
    let told = translate(&mut fresh(), &all);
    let Some(Input::Tick { row, .. }) = told.inputs.get(1) else { panic!("{:?}", words(&told)) };
    let values: Vec<_> = row.values().collect();
    let expected = [(Column::Sample, 1.0), (Column::BidUp, 0.510_001), (Column::ChainlinkPrice, 60_000.25)];
    assert_eq!(values, expected);
    let told = fresh().translate(&all, TimeMs(START), |_| false);
    assert_eq!(words(&told), [&format!("market {SLUG}"), "until 1000"]);
    assert_eq!((told.rows, told.received_us.len()), (0, 0));
}

#[test]
fn an_instant_in_which_nothing_happened_is_told_once_a_second() {
    let mut translator = fresh();
    let quiet = |to: i64| instants(to, &[], &[]);
    let told: Vec<usize> = [100, 200, 999, 1_000, 1_001, 2_500, 2_600]
        .map(|to| translate(&mut translator, &quiet(to)).inputs.len())
        .to_vec();
    assert_eq!(told, [1, 0, 0, 1, 0, 1, 0]);
}

#[test]
fn what_nobody_will_ever_decide_is_told_as_undecided() {
    let mut translator = fresh();
    let known = update(Phase::Known, 0, |_| ());
    translate(&mut translator, &instants(0, &[&known], &[]));
    let given_up = update(Phase::Unresolved, 4_000_000, |_| ());
    let told = translate(&mut translator, &instants(4_000_000, &[&given_up], &[]));
    assert_eq!(words(&told), ["until 4000000", "None"]);
    let unknown = |input: &Input| matches!(input, Input::Resolved { source: WinnerSource::Unresolved, .. });
    assert!(told.inputs.iter().any(unknown));
}

#[test]
fn what_the_desk_follows_is_not_announced_again_and_what_is_over_never() {
    let market = market_of_slug(SLUG).unwrap();
    let open = OpenMarket {
        slug: market.slug.clone(),
        series: market.series.clone(),
        start: market.start,
        end: market.end,
        resolved: None,
    };
    let decided = update(Phase::Resolved, 400_000, |m| {
        (m.market.winner, m.market.price_to_beat) = (Some(Winner::Down), 60_000.0);
        m.market.price_to_beat_at = TimeMs(START + 400_000);
    });
    let all = instants(400_000, &[&decided], &[]);
    let mut translator = Translator::new(&[open], TimeMs(START));
    let told = translate(&mut translator, &all);
    assert_eq!(words(&told), ["price 60000 at 400000", "until 400000", "Some(Down)"]);
    assert_eq!(words(&translate(&mut fresh(), &all)), ["until 400000"]);
}

/// Its update was shed before the pump came to it.
#[test]
fn a_row_of_a_market_nobody_spoke_of_brings_the_market() {
    let known = update(Phase::Known, 0, |_| ());
    let told = translate(&mut fresh(), &instants(1_000, &[], &[tick(&known, 1_000, 500_000)]));
    assert_eq!(words(&told), [&format!("market {SLUG}"), "row 1000", "until 1000"]);
}
