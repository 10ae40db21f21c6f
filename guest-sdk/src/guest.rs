//! The WebAssembly side: the world's exports, over one [`Runner`]. Exists on `wasm32` only; authors meet it through
//! [`export!`](crate::export!).

use crate::{Nodes, Parameters, Runner, Strategy};
use bindings::exports::craftstrat::strategy::strategy as world;
use craftstrat_model::{AccountView, Decision, Muted, OrderType, Outcome, Signal, SizeMode};

/// Generated from the world in `wit/`.
#[allow(missing_docs, clippy::all, unsafe_op_in_unsafe_fn)]
pub mod bindings {
    wit_bindgen::generate!({
        path: "../wit",
        world: "strategy-world",
        pub_export_macro: true,
        default_bindings_module: "craftstrat_sdk::guest::bindings",
    });
}

/// Where the one instance of a component lives. Implemented by [`export!`](crate::export!).
pub trait Instance {
    /// What it runs.
    type Strategy: Strategy;

    /// Calls `use_it` with the instance.
    fn with<R>(use_it: impl FnOnce(&mut Runner<Self::Strategy>) -> R) -> R;
}

/// The host broke the contract: stop with a trap, which parks the instance, rather than trade on wrong data. The
/// sentences are for native runs; carrying them here would only make components larger.
fn rely<T>(result: Result<T, crate::Misuse>) -> T {
    result.unwrap_or_else(|_| core::arch::wasm32::unreachable())
}

impl<I: Instance> world::Guest for I {
    fn describe() -> world::Description {
        describe::<I::Strategy>()
    }

    fn configure(values: Vec<f64>) {
        rely(I::with(|runner| runner.configure(&values)));
    }

    fn reset() {
        I::with(Runner::reset);
    }

    fn begin_slot(start_ms: f64, end_ms: f64, continues: bool) {
        I::with(|runner| runner.begin_slot(start_ms, end_ms, continues));
    }

    fn load(rows: u32, columns: Vec<f64>) {
        rely(I::with(|runner| runner.load(rows, columns)));
    }

    fn next(from: u32, until: u32, account: world::Account, muted: world::Actions) -> Option<world::Fired> {
        I::with(|runner| {
            let muted = Muted::from_bits(u32::from(muted.bits()));
            let row = rely(runner.next(from, until, &view(&account), muted))?;
            Some(world::Fired { row, decisions: runner.decisions().iter().map(decision).collect() })
        })
    }

    fn explain(row: u32, account: world::Account) -> Vec<f64> {
        rely(I::with(|runner| runner.explain(row, &view(&account))))
    }

    fn save() -> Vec<u8> {
        rely(I::with(|runner| runner.save()))
    }

    fn restore(state: Vec<u8>) -> Result<(), String> {
        I::with(|runner| runner.restore(&state)).map_err(|e| e.to_string())
    }
}

fn describe<S: Strategy>() -> world::Description {
    let parameters = S::Parameters::SPECS.iter().map(|p| world::Parameter {
        name: p.name.to_owned(),
        default: p.default,
        min: p.min,
        max: p.max,
        step: p.step,
    });
    let flag = |set: bool, flag: world::AccountValues| if set { flag } else { world::AccountValues::empty() };
    world::Description {
        name: S::NAME.to_owned(),
        version: S::VERSION.to_owned(),
        columns: Runner::<S>::column_names().map(str::to_owned).collect(),
        reads: flag(S::READS.position, world::AccountValues::POSITION)
            | flag(S::READS.orders, world::AccountValues::ORDERS)
            | flag(S::READS.trades, world::AccountValues::TRADES)
            | flag(S::READS.cash, world::AccountValues::CASH)
            | flag(S::READS.equity, world::AccountValues::EQUITY),
        parameters: parameters.collect(),
        warm_up_rows: S::WARM_UP_ROWS,
        nodes: S::Nodes::NAMES.iter().map(|&n| n.to_owned()).collect(),
        carries_state: S::CARRIES_STATE,
        risk: world::Risk {
            stop_loss_pct: S::RISK.stop_loss_pct,
            take_profit_pct: S::RISK.take_profit_pct,
            max_position_usdc: S::RISK.max_position_usdc,
            max_trades_per_slot: S::RISK.max_trades_per_slot,
            cool_down_s: S::RISK.cool_down_s,
            max_open_entries: S::RISK.max_open_entries,
        },
    }
}

fn view(account: &world::Account) -> AccountView {
    AccountView {
        shares: [account.shares_up, account.shares_down],
        average_cost: [account.average_cost_up, account.average_cost_down],
        opened_at_ms: [account.opened_at_up, account.opened_at_down],
        open_orders: account.open_orders,
        trades: account.trades,
        cash: account.cash,
        equity: account.equity,
    }
}

fn decision(decision: &Decision) -> world::Decision {
    world::Decision {
        signal: match decision.signal {
            Signal::Buy => world::Signal::Buy,
            Signal::Sell => world::Signal::Sell,
            Signal::Close => world::Signal::Close,
            Signal::Cancel => world::Signal::Cancel,
        },
        outcome: match decision.outcome {
            Outcome::Up => world::Outcome::Up,
            Outcome::Down => world::Outcome::Down,
        },
        size_mode: match decision.size_mode {
            SizeMode::Usdc => world::SizeMode::Usdc,
            SizeMode::Shares => world::SizeMode::Shares,
            SizeMode::EquityFraction => world::SizeMode::EquityFraction,
            SizeMode::KellyProbability => world::SizeMode::KellyProbability,
        },
        order_type: match decision.order_type {
            OrderType::Market => world::OrderType::Market,
            OrderType::Limit => world::OrderType::Limit,
            OrderType::StopLoss => world::OrderType::StopLoss,
            OrderType::TakeProfit => world::OrderType::TakeProfit,
        },
        size: decision.size,
        kelly_fraction: decision.kelly_fraction,
        price: decision.price,
        node: decision.node,
    }
}
