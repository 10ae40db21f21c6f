//! The recorded sets beside the checkout: what their description says of them is what comes out.

use crate::support::{run, shared};
use craftstrat_data::SlotRows;
use craftstrat_data::import::prices::PriceFile;
use craftstrat_data::import::{Options, book_csv, polymarket_ws, prices, snapshot_log};
use craftstrat_model::{Column, TimeMs, Winner, WinnerSource};

fn samples(slot: &SlotRows) -> usize {
    (0..slot.len()).filter(|i| slot.is_sample(*i)).count()
}

#[test]
fn cronos_twelve_one_token_slots_whose_token_is_proved() {
    let Some(path) = shared("orderbooks/cronos_btc5m_2026-04-16/market_data") else { return };
    let (slots, report) = run(polymarket_ws::import, &[path], &Options::default()).unwrap();
    assert_eq!((report.files, report.records, slots.len()), (164, 47_295, 12));
    assert!(report.rejects.is_empty(), "{:?}", report.rejects);
    assert!(report.notes.iter().any(|n| n.contains("proved")));
    for (i, slot) in slots.iter().enumerate() {
        assert_eq!(slot.market.start.0 / 1_000, 1_776_323_400 + 300 * i as i64, "consecutive");
        assert!(slot.market.one_token && samples(slot) >= 275, "{}: {}", slot.market.slug, samples(slot));
        // Three slots also hold part of the second token, whose own book is shown while it speaks.
        let both = [8, 9, 11].contains(&i);
        for row in (0..slot.len()).map(|i| slot.row(i)).filter(|_| !both) {
            let [bid, ask] = [Column::BidUp, Column::AskDown].map(|c| row.micros(c));
            assert_eq!(bid, ask.map(|a| 1_000_000 - a), "complements of one book");
            assert_eq!(row.micros(Column::BidSizeUp), row.micros(Column::AskSizeDown));
        }
        // The result is readable from the final book, and the recorded token is Down.
        let last = slot.row(slot.len() - 1);
        let bids = [Column::BidUp, Column::BidDown].map(|c| last.micros(c).unwrap_or(0));
        assert!(bids.into_iter().any(|b| b >= 970_000), "{}: {bids:?}", slot.market.slug);
    }
    let down = slots.iter().filter(|s| s.row(s.len() - 1).micros(Column::BidDown) >= Some(970_000)).count();
    assert_eq!(down, 10);
}

#[test]
fn kaustubh_one_whole_slot_with_prices_strike_and_resolution() {
    let Some(path) = shared("orderbooks/kaustubh_btc5m_2026-04-25/orderbook.log") else { return };
    let (slots, report) = run(snapshot_log::import, &[path], &Options::default()).unwrap();
    assert!(report.rejects.is_empty(), "{:?}", report.rejects);
    let slot = &slots[0];
    assert_eq!((slots.len(), samples(slot)), (1, 300), "no gap");
    let market = &slot.market;
    assert_eq!((market.winner, market.winner_source), (Some(Winner::Up), WinnerSource::Metadata));
    assert_eq!((market.price_to_beat, market.end_price), (77_643.367_52, 77_644.65));
    assert_eq!(market.price_to_beat_at, TimeMs(1_777_108_215_389));
    for row in (0..slot.len()).map(|i| slot.row(i)) {
        assert!(row.double(Column::ChainlinkPrice).is_some());
        assert_eq!(row.double(Column::ChainlinkPrice), row.double(Column::SettlementPrice));
    }
}

#[test]
fn pmbacktest_five_slots_without_a_winner() {
    let Some(path) = shared("orderbooks/pmbacktest_btc15m_2026-04-01/btc_orderbook.csv") else { return };
    let options = Options { mapping: book_csv::Mapping::preset("pmbacktest"), ..Options::default() };
    let (slots, report) = run(book_csv::import, &[path], &options).unwrap();
    assert_eq!((report.records, slots.len()), (13_749, 5));
    assert!(report.rejects.is_empty(), "{:?}", report.rejects);
    assert!(slots.iter().all(|s| s.market.winner.is_none()));
    // Two whole slots but for gaps; one that starts 436 s late, one that ends at 621 s, one at 192 s.
    let seconds: Vec<usize> = slots.iter().map(samples).collect();
    assert!(seconds[2] > 700 && seconds[3] > 800, "{seconds:?}");
    assert!(seconds[0] < 464 && seconds[1] < 620 && seconds[4] < 183, "{seconds:?}");
    assert!(slots[0].times()[0] >= slots[0].market.start.0 + 436_000);
}

#[test]
fn chainlink_day_strikes_and_winners_agree_with_metadata() {
    let Some(folder) = shared("spot/chainlink_1hz") else { return };
    let options =
        Options { markets: vec![folder.join("BTC-5m-markets-2026-06-08.jsonl.gz")], ..Options::default() };
    let paths = [folder.join("BTCUSD-prices-2026-06-08.csv.gz")];
    let (slots, report) = run(prices::import, &paths, &options).unwrap();
    assert_eq!(report.records, 84_558 + 292);
    let agreement = "284 of 284 prices to beat and 286 of 286 winners";
    assert!(report.notes.iter().any(|n| n.contains(agreement)), "{:?}", report.notes);
    assert_eq!(
        (slots.len(), report.rejects["slot without a price"]),
        (289, 3),
        "one ends before, two begin after"
    );
    assert!(slots.iter().all(|s| s.market.winner_source == WinnerSource::Metadata));
    // Strikes that metadata lacks come from the value in force; all but the first slots' are known within seconds.
    assert!(slots.iter().filter(|s| s.market.price_to_beat.is_nan()).count() <= 2);
    let late = slots.iter().filter(|s| s.market.price_to_beat_at.since(s.market.start) > 10_000).count();
    assert!(late <= 4, "{late}");
    // The four gaps over 10 s are gaps in the rows.
    let gaps: usize =
        slots.iter().map(|s| s.times().windows(2).filter(|w| w[1] - w[0] > 10_000).count()).sum();
    assert!(gaps >= 4, "{gaps}");
}

#[test]
fn binance_eleven_minutes_over_midnight() {
    let Some(folder) = shared("spot/hftbacktest_binance") else { return };
    let files =
        ["spot_btcusdt_20240808.gz", "spot_btcusdt_20240809.gz"].map(|f| PriceFile::from(folder.join(f)));
    let options = Options { prices: files.to_vec(), ..Options::default() };
    let (slots, report) = run(prices::import, &[], &options).unwrap();
    assert_eq!((report.records, slots.len()), (41_249 + 58_325, 2));
    assert!(report.rejects.is_empty(), "{:?}", report.rejects);
    let rows: usize = slots.iter().map(SlotRows::len).sum();
    assert!((640..=662).contains(&rows), "{rows}");
}
