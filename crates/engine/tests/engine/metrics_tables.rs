//! Metrics of hand-made runs against values computed by hand.

use crate::metrics_support::*;
use craftstrat_engine::metrics::{self, Metrics, drawdown, exposure, slot};
use craftstrat_engine::record::{EquityPoint, ExitReason, Liquidity, OrderEnd};
use craftstrat_model::{Outcome, Shares, TimeMs, Usdc, Winner, WinnerSource};

const UP: Option<Winner> = Some(Winner::Up);
const DOWN: Option<Winner> = Some(Winner::Down);

fn usdc(text: &str) -> Usdc {
    text.parse().unwrap()
}

/// Four trades without fees: +40 (100 UP at 0.60, won), -30 (50 DOWN at 0.60, lost), +5 (100 UP at 0.50, sold at 0.55),
/// -20 (100 UP at 0.50, stopped at 0.30).
fn four() -> Metrics {
    let deals = [
        deal(0, Outcome::Up, 60, 100),
        deal(1, Outcome::Down, 60, 50).at(300_000),
        deal(2, Outcome::Up, 50, 100).at(500_000).sold(600_000, 55, ExitReason::Strategy),
        deal(2, Outcome::Up, 50, 100).at(700_000).sold(800_000, 30, ExitReason::StopLoss),
    ];
    metrics::compute(&run(markets(&[UP, UP, DOWN, DOWN]), &deals))
}

#[test]
fn profit_and_loss_by_hand() {
    let m = four();
    assert_eq!(m.opening, usdc("1000"));
    assert_eq!(
        (m.total.gross, m.total.fees, m.total.net, m.net_best),
        (usdc("-5"), usdc("0"), usdc("-5"), usdc("-5"))
    );
    assert_eq!(m.closing, (usdc("995"), usdc("995")));
    assert_eq!(m.return_on_cash, Some(-0.005));
    assert_eq!((m.total.trades, m.total.wins, m.total.losses, m.total.unresolved), (4, 2, 2, 0));
    assert_eq!(m.total.win_rate(), Some(0.5));
    let t = &m.trades;
    assert_eq!((t.won, t.lost, t.profit_factor), (usdc("45"), usdc("50"), Some(0.9)));
    assert_eq!(
        (t.expectancy, t.average_win, t.average_loss),
        (Some(usdc("-1.25")), Some(usdc("22.5")), Some(usdc("25")))
    );
    assert_eq!(t.payoff_break_even, Some(25.0 / 47.5));
    assert_eq!((t.best, t.worst, t.longest_wins, t.longest_losses), (Some(0), Some(1), 1, 1));
    // Held 840 s, 600 s, 100 s and 100 s.
    assert_eq!((t.holding_mean_ms, t.holding_median_ms), (Some(410_000), Some(350_000)));
}

#[test]
fn returns_per_trade_and_per_slot() {
    let m = four();
    // Per trade 40/60, -30/30, 5/50, -20/50; per slot +0.04, -0.03, -0.015 and 0 where nothing traded.
    let expected = metrics::stats::ratios(&[40.0 / 60.0, -1.0, 0.1, -0.4]);
    assert_eq!(m.per_trade, expected);
    assert_eq!(m.per_slot, metrics::stats::ratios(&[0.04, -0.03, -0.015, 0.0]));
    assert_eq!(m.per_slot.observations, 4);
}

#[test]
fn groups_by_outcome_hour_phase_and_exit() {
    let m = four();
    let nets = |tallies: &[metrics::Tally]| tallies.iter().map(|t| t.net).collect::<Vec<_>>();
    assert_eq!(nets(&m.by_outcome), [usdc("25"), usdc("-30")]);
    assert_eq!(nets(&m.by_phase), [usdc("40"), usdc("-30"), usdc("5"), usdc("-20")]);
    assert_eq!(m.by_hour[9].net, usdc("-5"));
    assert_eq!(m.by_hour.iter().map(|t| t.trades).sum::<u64>(), m.by_hour[9].trades);
    assert_eq!(m.by_exit[&ExitReason::Settlement].net, usdc("10"));
    assert_eq!(m.by_exit[&ExitReason::StopLoss].net, usdc("-20"));
    assert_eq!(m.by_series["btc-updown-15m"].net, usdc("-5"));
}

#[test]
fn turnover_exposure_and_drawdown_by_hand() {
    let m = four();
    // Bought 60 + 30 + 50 + 50, sold 55 + 30; payouts are not turnover.
    assert_eq!((m.turnover, m.turnover_ratio), (usdc("275"), Some(0.275)));
    let e = &m.exposure;
    assert_eq!((e.covered_ms, e.in_market_ms), (3_600_000, 1_640_000));
    assert_eq!(e.max, usdc("60"));
    // (60 x 840 + 30 x 600 + 50 x 100 + 50 x 100) s / 3,600 s.
    assert_eq!(e.average, usdc("21.777778"));
    let d = &m.drawdown;
    // 1000, 1040, 1010, 1015, 995.
    assert_eq!((d.depth, d.depth_ratio), (usdc("45"), Some(45.0 / 1040.0)));
    assert_eq!(d.recovered_at, None);
}

#[test]
fn fees_are_between_gross_and_net() {
    // 100 shares at 0.50 and 0.60 at a rate of 0.07: fees 1.75 and 1.68.
    let deals = [deal(0, Outcome::Up, 50, 100).fees().sold(90_000, 60, ExitReason::TakeProfit)];
    let m = metrics::compute(&run(markets(&[UP]), &deals));
    assert_eq!((m.total.gross, m.total.fees, m.total.net), (usdc("10"), usdc("3.43"), usdc("6.57")));
}

#[test]
fn unresolved_trades_are_a_range_and_in_no_statistic() {
    let deals = [deal(0, Outcome::Up, 60, 100), deal(1, Outcome::Up, 40, 100)];
    let m = metrics::compute(&run(markets(&[UP, None]), &deals));
    assert_eq!((m.total.net, m.net_best), (usdc("0"), usdc("100")));
    assert_eq!(m.closing, (usdc("1000"), usdc("1100")));
    assert_eq!((m.total.trades, m.total.unresolved, m.total.win_rate()), (2, 1, Some(1.0)));
    assert_eq!((m.trades.expectancy, m.trades.worst), (Some(usdc("40")), Some(0)));
    assert_eq!((m.per_trade.observations, m.per_slot.observations), (1, 1));
}

#[test]
fn nothing_happened() {
    let m = metrics::compute(&run(markets(&[UP, DOWN]), &[]));
    assert_eq!((m.total, m.return_on_cash), (metrics::Tally::default(), Some(0.0)));
    assert_eq!((m.total.win_rate(), m.trades.profit_factor, m.trades.expectancy), (None, None, None));
    assert_eq!(
        (m.execution.fill_ratio_orders, m.execution.maker_ratio, m.execution.slippage_ratio),
        (None, None, None)
    );
    assert_eq!((m.per_slot.observations, m.per_slot.mean, m.per_slot.sharpe), (2, Some(0.0), None));
    assert_eq!(m.drawdown.depth, Usdc::ZERO);
    let empty =
        metrics::compute(&craftstrat_engine::record::Run { equity: Vec::new(), ..run(Vec::new(), &[]) });
    assert_eq!(
        (empty.return_on_cash, empty.exposure.in_market_ratio, empty.drawdown.depth_ratio),
        (None, None, None)
    );
}

#[test]
fn streaks_end_at_even_trades() {
    let even = deal(2, Outcome::Up, 50, 10).sold(90_000, 50, ExitReason::Strategy);
    let lost = |market| deal(market, Outcome::Down, 50, 10);
    let deals = [lost(0), lost(1), even, lost(3), deal(4, Outcome::Up, 50, 10)];
    let m = metrics::compute(&run(markets(&[UP; 5]), &deals));
    assert_eq!((m.trades.longest_losses, m.trades.longest_wins), (2, 1));
    assert_eq!((m.total.wins, m.total.losses, m.total.trades), (1, 3, 5));
}

fn curve(points: &[(i64, i64)]) -> Vec<EquityPoint> {
    let point = |(at, equity): &(i64, i64)| EquityPoint {
        at: TimeMs(*at),
        equity: Usdc::from_micros(*equity),
        exposure: Usdc::ZERO,
    };
    points.iter().map(point).collect()
}

#[test]
fn drawdown_table() {
    let check = |points: &[(i64, i64)], depth: i64, ratio: f64, recovered: Option<i64>, longest: i64| {
        let d = drawdown::drawdown(&curve(points));
        assert_eq!(d.depth.micros(), depth, "{points:?}");
        assert_eq!(d.depth_ratio, Some(ratio), "{points:?}");
        assert_eq!(d.recovered_at.map(|t| t.0), recovered, "{points:?}");
        assert_eq!(d.longest_ms, longest, "{points:?}");
        d
    };
    check(&[(0, 100)], 0, 0.0, None, 0);
    check(&[(0, 100), (1, 120), (2, 130)], 0, 0.0, None, 0);
    // Down by 20 of 100 at 5, back at 100 at 9: 4 ms below.
    let d = check(&[(0, 100), (5, 80), (9, 100), (11, 110)], 20, 0.2, Some(9), 4);
    assert_eq!((d.peak_at, d.trough_at), (Some(TimeMs(0)), Some(TimeMs(5))));
    // Not recovered: counts to the last point. The deepest in dollars (30 of 200) is not the deepest in per cent.
    check(&[(0, 100), (1, 80), (2, 200), (3, 170), (9, 190)], 30, 0.2, None, 6);
    // The deeper fall comes second and is recovered; the first must not lend it its recovery.
    check(&[(0, 100), (1, 90), (2, 100), (3, 50), (4, 60)], 50, 0.5, None, 1);
    // Below zero the ratio exceeds one.
    check(&[(0, 100), (1, -50)], 150, 1.5, None, 0);
    assert_eq!(drawdown::drawdown(&curve(&[(0, 0), (1, -5)])).depth_ratio, None);
}

#[test]
fn exposure_counts_covered_time_once() {
    // Two markets over the same quarter of an hour and one a day later.
    let late = slot::slot_of(&market(96, UP));
    let first = slot::slot_of(&market(0, UP));
    let mut points = curve(&[(START, 0), (START + 450_000, 0), (START + 900_000, 0)]);
    points[1].exposure = cents(1_000);
    points[2].exposure = cents(500);
    let e = exposure::exposure(&points, &[first.clone(), first, late]);
    assert_eq!(e.covered_ms, 2 * SLOT);
    // Ten dollars for half a slot, nothing counted in the day between, five dollars through all of the late slot.
    assert_eq!(e.in_market_ms, 450_000 + SLOT);
    assert_eq!(e.average, cents(500));
    assert_eq!(e.max, cents(1_000));
}

#[test]
fn execution_by_hand() {
    let mut maker = deal(1, Outcome::Up, 50, 100);
    maker.liquidity = Liquidity::MakerEstimated;
    maker.mid = 0.505;
    let mut blind = deal(2, Outcome::Up, 50, 100).sold(90_000, 40, ExitReason::StopLoss);
    blind.mid = f64::NAN;
    let mut run = run(markets(&[UP; 3]), &[deal(0, Outcome::Up, 60, 100), maker, blind]);
    let e = metrics::compute(&run).execution;
    assert_eq!((e.orders, e.fills, e.without_mid), (4, 4, 2));
    assert_eq!((e.fill_ratio_orders, e.fill_ratio_shares), (Some(1.0), Some(1.0)));
    // Paid half a cent above mid on 100 shares, and half a cent below it.
    assert_eq!((e.slippage, e.slippage_ratio), (usdc("0"), Some(0.0)));
    // 50 of 60 + 50 + 50 + 40 dollars.
    assert_eq!((e.maker_ratio, e.estimated_ratio), (Some(0.25), Some(0.25)));
    // The first order wanted 90 dollars at most 0.60 and got 60 of them; the exit wanted 100 shares and got none.
    run.orders[0].amount = usdc("90");
    run.orders[0].end = OrderEnd::PartiallyFilled;
    run.orders[3].filled = Shares::ZERO;
    run.orders[3].end = OrderEnd::NoData;
    let e = metrics::compute(&run).execution;
    assert_eq!((e.fill_ratio_orders, e.fill_ratio_shares), (Some(0.75), Some(300.0 / 450.0)));
    assert_eq!(e.ends[&OrderEnd::NoData], 1);
}

#[test]
fn slippage_of_a_sale_is_what_it_got_below_mid() {
    let mut sold = deal(0, Outcome::Up, 50, 10).sold(90_000, 60, ExitReason::Strategy);
    sold.mid = 0.6000005;
    let e = metrics::compute(&run(markets(&[UP]), &[sold])).execution;
    // Bought 10 shares 0.1000005 below mid, sold them 0.0000005 below it: -1.000005 + 0.000005.
    assert_eq!(e.slippage, usdc("-1"));
}

#[test]
fn a_slug_that_names_no_slot_falls_back_to_its_rows() {
    let mut odd = market(0, UP);
    odd.symbol = "somebody-elses-market".to_owned();
    odd.winner_source = WinnerSource::Inferred;
    let slot = slot::slot_of(&odd);
    assert_eq!((slot.start, slot.end, slot.series.clone()), (odd.from, odd.to.plus_ms(1), None));
    assert_eq!(
        [slot.start.plus_ms(-5), slot.start, slot.end, slot.end.plus_ms(9)].map(|t| slot.phase(t)),
        [0, 0, 3, 3]
    );
    let m = metrics::compute(&run(vec![odd], &[deal(0, Outcome::Up, 60, 10)]));
    assert_eq!(m.by_series["other"].trades, 1);
}
