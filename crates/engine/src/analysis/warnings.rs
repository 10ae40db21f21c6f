//! What a reader must know before believing a report: each warning is a stable code and a sentence with the numbers.

use super::{Analysis, Variant};
use crate::metrics::{Metrics, slot::slot_of, sum};
use crate::record::{OrderEnd, Run};
use craftstrat_model::WinnerSource;
use std::collections::BTreeSet;

/// Below this many resolved trades, statistics say little.
pub const TRADES_FEW: u64 = 30;

/// Below this many different UTC days, a history is called short.
pub const DAYS_FEW: usize = 7;

/// How much a warning weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// The result may not mean what it seems to.
    Caution,
    /// Something was assumed, estimated or generated.
    Note,
}

/// One thing to know about a result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning {
    /// Stable, for programs.
    pub code: &'static str,
    /// How much it weighs.
    pub level: Level,
    /// A sentence for people.
    pub message: String,
}

/// What the caller knows beyond the run.
#[derive(Clone, Copy, Debug, Default)]
pub struct Context<'a> {
    /// Variants that were run.
    pub variants: &'a [Variant],
    /// Parameter combinations this run was chosen from; 0 or 1 when it was not chosen.
    pub trials: u64,
}

/// Every warning that applies, cautions first.
pub fn warnings(run: &Run, metrics: &Metrics, analysis: &Analysis, context: &Context) -> Vec<Warning> {
    let mut list = List(Vec::new());
    about_trades(&mut list, run, metrics, analysis);
    about_chance(&mut list, metrics, analysis);
    about_robustness(&mut list, metrics, context);
    about_settlement(&mut list, run, metrics);
    about_execution(&mut list, run, metrics);
    about_data(&mut list, run);
    list.0.sort_by_key(|w| w.level);
    list.0
}

struct List(Vec<Warning>);

impl List {
    fn caution(&mut self, when: bool, code: &'static str, message: impl FnOnce() -> String) {
        self.push(when, code, Level::Caution, message);
    }

    fn note(&mut self, when: bool, code: &'static str, message: impl FnOnce() -> String) {
        self.push(when, code, Level::Note, message);
    }

    fn push(&mut self, when: bool, code: &'static str, level: Level, message: impl FnOnce() -> String) {
        if when {
            self.0.push(Warning { code, level, message: message() });
        }
    }
}

fn about_trades(list: &mut List, run: &Run, metrics: &Metrics, analysis: &Analysis) {
    let resolved = metrics.total.resolved();
    list.caution(metrics.total.trades == 0, "no_trades", || {
        let denied: u64 = run.denials.values().sum();
        match (metrics.execution.orders, denied) {
            (0, 0) => "No order was made: the conditions never held on this data.".to_owned(),
            (0, _) => format!("No order was made: the risk gate refused all {denied}."),
            (orders, _) => format!("No fill: {} made, none filled.", count(orders, "order")),
        }
    });
    list.caution((1..TRADES_FEW).contains(&resolved), "few_trades", || {
        format!("Only {}: below {TRADES_FEW} the result is mostly chance.", count(resolved, "resolved trade"))
    });
    let Some(best) = analysis.concentration.filter(|_| metrics.total.net.is_positive()) else { return };
    let flips = !best.net_without.is_positive();
    let more_than_half = best.part.is_some_and(|p| p > 0.5);
    list.caution(flips || more_than_half, "one_slot", || {
        let without = format!("without it the net P&L is {} USDC", best.net_without);
        format!(
            "One slot makes the result: its best slot earned {} USDC of {}; {without}.",
            best.net, metrics.total.net
        )
    });
}

fn about_chance(list: &mut List, metrics: &Metrics, analysis: &Analysis) {
    let enough = metrics.total.resolved() >= 2;
    if let Some(mean) = analysis.mean_pnl.filter(|i| enough && i.low <= 0.0 && i.high >= 0.0) {
        list.caution(true, "mean_not_different_from_zero", || {
            format!(
                "The mean P&L per trade is {:.4} USDC, but its 95 % interval runs from {:.4} to {:.4}: zero is inside.",
                mean.mean, mean.low, mean.high
            )
        });
    }
    let held = &analysis.break_even.held;
    if let (Some((low, high)), Some(needed), None, true) =
        (held.interval, held.break_even, held.verdict(), held.trades >= 2)
    {
        list.caution(true, "win_rate_not_different_from_break_even", || {
            format!(
                "The prices paid need {} wins to break even; the win rate's 95 % interval, {} to {}, contains that.",
                percent(needed),
                percent(low),
                percent(high)
            )
        });
    }
    let baseline = &analysis.baseline;
    if let Some(chance) = baseline.at_least_as_good.filter(|p| *p > 0.05 && baseline.actual.is_positive()) {
        list.caution(true, "random_side_does_as_well", || {
            format!(
                "Buying a random side at the same moments does at least as well in {} of draws.",
                percent(chance)
            )
        });
    }
}

fn about_robustness(list: &mut List, metrics: &Metrics, context: &Context) {
    for variant in context.variants {
        let turned = metrics.total.net.is_positive() && !variant.metrics.total.net.is_positive();
        let code = match variant.kind {
            super::VariantKind::OneTickWorse => "lost_at_one_tick_worse",
            super::VariantKind::DoubleLatency => "lost_at_double_latency",
        };
        list.caution(turned, code, || {
            format!("With {} the profit becomes {} USDC.", variant.kind.title(), variant.metrics.total.net)
        });
    }
    list.caution(context.trials > 1, "multiple_testing", || {
        format!(
            "This is the best of {} parameter combinations tried on the same data: expect less on new data.",
            context.trials
        )
    });
}

fn about_settlement(list: &mut List, run: &Run, metrics: &Metrics) {
    let unresolved = run.markets.iter().filter(|m| m.winner.is_none()).count();
    let open = metrics.total.unresolved;
    list.caution(open > 0, "unresolved_trades", || {
        format!(
            "{} in slots whose winner is not known: net P&L is between {} and {} USDC.",
            count(open, "trade"),
            metrics.total.net,
            metrics.net_best
        )
    });
    list.note(unresolved > 0, "unresolved_slots", || {
        format!("The winner of {} is not known.", of(unresolved as u64, run.markets.len(), "slot"))
    });
    let inferred = run.markets.iter().filter(|m| m.winner_source == WinnerSource::Inferred).count();
    list.note(inferred > 0, "inferred_winners", || {
        let slots = of(inferred as u64, run.markets.len(), "slot");
        format!("The winner of {slots} was read from the last seconds of the book, not from market metadata.")
    });
    let fees = run.markets.iter().filter(|m| m.fees_assumed).count();
    list.note(fees > 0, "assumed_fees", || {
        let slots = of(fees as u64, run.markets.len(), "slot");
        format!("Fees of {slots} were taken from the dated fee table, not from the market itself.")
    });
}

fn about_execution(list: &mut List, run: &Run, metrics: &Metrics) {
    let execution = &metrics.execution;
    if let Some(part) = execution.estimated_ratio.filter(|p| *p > 0.0) {
        let message = || {
            let part = percent(part);
            format!(
                "{part} of the dollars filled are maker fills estimated from quotes: no trades are recorded."
            )
        };
        if part > 0.1 {
            list.caution(true, "estimated_fills", message);
        } else {
            list.note(true, "estimated_fills", message);
        }
    }
    let no_data = execution.ends.get(&OrderEnd::NoData).copied().unwrap_or(0);
    list.caution(no_data > 0 && no_data * 20 >= execution.orders, "no_data_kills", || {
        let orders = of(no_data, run.orders.len(), "order");
        format!("Gaps in the recording killed {orders} where they were due.")
    });
    list.caution(!run.faults.is_empty(), "faults", || {
        format!(
            "The strategy failed and was parked in {}.",
            of(run.faults.len() as u64, run.markets.len(), "market")
        )
    });
    let denied: u64 = run.denials.values().sum();
    list.note(denied > 0, "denials", || format!("The risk gate refused {}.", count(denied, "order")));
    let moved = metrics.closing.0.micros().saturating_sub(metrics.opening.micros());
    let booked = sum(run.trades.iter().map(|t| t.pnl));
    list.caution(moved != booked.micros(), "ledger_mismatch", || {
        let moved = craftstrat_model::Usdc::from_micros(moved);
        format!("The account changed by {moved} USDC but the trades add up to {booked}: this is a defect, report it.")
    });
}

fn about_data(list: &mut List, run: &Run) {
    let generated = run.markets.iter().filter(|m| m.generated).count();
    list.caution(generated > 0, "generated_data", || {
        let slots = of(generated as u64, run.markets.len(), "slot");
        format!("Generated data: {slots} come from the generator. They show how a strategy works, not what it earns.")
    });
    let slots: Vec<_> = run.markets.iter().map(slot_of).collect();
    let days: BTreeSet<i64> = slots.iter().map(|s| s.start.day()).collect();
    list.caution((1..DAYS_FEW).contains(&days.len()), "short_history", || {
        let days = count(days.len() as u64, "day");
        format!("The history is short: {} from {days} (UTC).", count(run.markets.len() as u64, "slot"))
    });
    let definitions: BTreeSet<_> =
        slots.iter().filter_map(|s| Some((s.duration?, s.definition? as u8))).collect();
    let durations: BTreeSet<_> = definitions.iter().map(|(duration, _)| *duration).collect();
    list.caution(definitions.len() > durations.len(), "mixed_price_definitions", || {
        "Slots of one length settle on different price definitions (spot before, a time-weighted average after the \
         venue's change of August 2026): they are not one comparable history."
            .to_owned()
    });
}

fn count(n: u64, what: &str) -> String {
    format!("{n} {what}{}", if n == 1 { "" } else { "s" })
}

fn of(n: u64, total: usize, what: &str) -> String {
    if n == total as u64 && n > 1 {
        format!("all {n} {what}s")
    } else {
        format!("{n} of {}", count(total as u64, what))
    }
}

fn percent(part: f64) -> String {
    format!("{:.1} %", part * 100.0)
}
