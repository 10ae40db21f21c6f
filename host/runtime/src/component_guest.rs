//! A component in Wasmtime, called through the component model.

use crate::guest::{Guest, Metered};
use craftstrat_abi::contract::{self, Asked, RawDescription};
use craftstrat_model as model;
use craftstrat_model::strategy::STATE_BYTES_MAX;
use craftstrat_model::{AccountView, Decision, Description, Fault, Market, Muted, Strategy};
use std::sync::Arc;

// Generated items carry the WIT file's own documentation.
#[allow(missing_docs)]
mod bindings {
    wasmtime::component::bindgen!({ path: "../../wit", world: "strategy-world" });
}

use bindings::exports::craftstrat::strategy::strategy as wit;
pub(crate) use bindings::{StrategyWorld, StrategyWorldPre};

/// An instantiated component.
pub(crate) struct ComponentGuest {
    metered: Metered,
    world: StrategyWorld,
    description: Arc<Description>,
}

/// Runs one export with the fuel of a call on `$rows` rows.
macro_rules! call {
    ($self:ident, $function:ident, $name:literal, $rows:expr $(, $argument:expr)*) => {{
        $self.metered.begin($rows);
        let result = $self
            .world
            .craftstrat_strategy_strategy()
            .$function(&mut $self.metered.store $(, $argument)*);
        $self.metered.end($name, result)
    }};
}

impl ComponentGuest {
    pub fn instantiate(
        metered: Metered,
        pre: &StrategyWorldPre<Guest>,
        description: Arc<Description>,
    ) -> Result<Self, Fault> {
        let (metered, world) = start(metered, pre)?;
        Ok(Self { metered, world, description })
    }

    /// Instantiates once to ask what it declares.
    pub fn describe(metered: Metered, pre: &StrategyWorldPre<Guest>) -> Result<Description, Fault> {
        let (mut metered, world) = start(metered, pre)?;
        metered.begin(0);
        let raw = world.craftstrat_strategy_strategy().call_describe(&mut metered.store);
        contract::description(raw_description(metered.end("describe", raw)?))
    }
}

fn start(mut metered: Metered, pre: &StrategyWorldPre<Guest>) -> Result<(Metered, StrategyWorld), Fault> {
    metered.begin(0);
    let world = pre.instantiate(&mut metered.store);
    let world = metered.end("instantiate", world)?;
    Ok((metered, world))
}

impl Strategy for ComponentGuest {
    fn description(&self) -> &Description {
        &self.description
    }

    fn configure(&mut self, values: &[f64]) -> Result<(), Fault> {
        call!(self, call_configure, "configure", 0, values)
    }

    fn reset(&mut self) -> Result<(), Fault> {
        call!(self, call_reset, "reset", 0)
    }

    fn begin_slot(&mut self, market: &Market, continues: bool) -> Result<(), Fault> {
        let (start, end) = (market.start.0 as f64, market.end.0 as f64);
        call!(self, call_begin_slot, "begin-slot", 0, start, end, continues)
    }

    fn load(&mut self, rows: u32, columns: &[f64]) -> Result<(), Fault> {
        call!(self, call_load, "load", rows, rows, columns)
    }

    fn next(
        &mut self,
        from: u32,
        until: u32,
        account: &AccountView,
        muted: Muted,
        decisions: &mut Vec<Decision>,
    ) -> Result<Option<u32>, Fault> {
        decisions.clear();
        let rows = until.saturating_sub(from);
        let fired = call!(self, call_next, "next", rows, from, until, lower(account), lower_muted(muted))?;
        let Some(fired) = fired else { return Ok(None) };
        decisions
            .extend(fired.decisions.iter().take(model::decision::DECISIONS_PER_ROW_MAX + 1).map(decision));
        contract::fired(&Asked { description: &self.description, from, until, muted }, fired.row, decisions)?;
        Ok(Some(fired.row))
    }

    fn explain(&mut self, row: u32, account: &AccountView) -> Result<Vec<f64>, Fault> {
        let values = call!(self, call_explain, "explain", 1, row, lower(account))?;
        contract::explained(&self.description, &values)?;
        Ok(values)
    }

    fn save(&mut self) -> Result<Vec<u8>, Fault> {
        let state = call!(self, call_save, "save", 0)?;
        if state.len() > STATE_BYTES_MAX {
            let detail = format!("{} bytes of state; {STATE_BYTES_MAX} are allowed", state.len());
            return Err(Fault::Contract { call: "save", detail });
        }
        Ok(state)
    }

    fn restore(&mut self, state: &[u8]) -> Result<Result<(), String>, Fault> {
        let result = call!(self, call_restore, "restore", 0, state)?;
        Ok(result.map_err(|message| contract::message(&message)))
    }

    fn fuel_used(&self) -> u64 {
        self.metered.fuel_used()
    }
}

fn lower(account: &AccountView) -> wit::Account {
    wit::Account {
        shares_up: account.shares[0],
        shares_down: account.shares[1],
        average_cost_up: account.average_cost[0],
        average_cost_down: account.average_cost[1],
        opened_at_up: account.opened_at_ms[0],
        opened_at_down: account.opened_at_ms[1],
        open_orders: account.open_orders,
        trades: account.trades,
        cash: account.cash,
        equity: account.equity,
    }
}

/// The flags in the world's order; a test holds both equal.
const ACTIONS: [wit::Actions; 8] = [
    wit::Actions::BUY_UP,
    wit::Actions::BUY_DOWN,
    wit::Actions::SELL_UP,
    wit::Actions::SELL_DOWN,
    wit::Actions::CLOSE_UP,
    wit::Actions::CLOSE_DOWN,
    wit::Actions::CANCEL_UP,
    wit::Actions::CANCEL_DOWN,
];

fn lower_muted(muted: Muted) -> wit::Actions {
    let mut flags = wit::Actions::empty();
    if muted == Muted::NONE {
        return flags;
    }
    for (bit, action) in ACTIONS.into_iter().enumerate() {
        if muted.bits() & 1 << bit != 0 {
            flags |= action;
        }
    }
    flags
}

fn decision(d: &wit::Decision) -> Decision {
    Decision {
        signal: match d.signal {
            wit::Signal::Buy => model::Signal::Buy,
            wit::Signal::Sell => model::Signal::Sell,
            wit::Signal::Close => model::Signal::Close,
            wit::Signal::Cancel => model::Signal::Cancel,
        },
        outcome: match d.outcome {
            wit::Outcome::Up => model::Outcome::Up,
            wit::Outcome::Down => model::Outcome::Down,
        },
        size_mode: match d.size_mode {
            wit::SizeMode::Usdc => model::SizeMode::Usdc,
            wit::SizeMode::Shares => model::SizeMode::Shares,
            wit::SizeMode::EquityFraction => model::SizeMode::EquityFraction,
            wit::SizeMode::KellyProbability => model::SizeMode::KellyProbability,
        },
        size: d.size,
        kelly_fraction: d.kelly_fraction,
        order_type: match d.order_type {
            wit::OrderType::Market => model::OrderType::Market,
            wit::OrderType::Limit => model::OrderType::Limit,
            wit::OrderType::StopLoss => model::OrderType::StopLoss,
            wit::OrderType::TakeProfit => model::OrderType::TakeProfit,
        },
        price: d.price,
        node: d.node,
    }
}

fn raw_description(d: wit::Description) -> RawDescription {
    let reads = |value| d.reads.contains(value);
    RawDescription {
        account: model::AccountReads {
            position: reads(wit::AccountValues::POSITION),
            orders: reads(wit::AccountValues::ORDERS),
            trades: reads(wit::AccountValues::TRADES),
            cash: reads(wit::AccountValues::CASH),
            equity: reads(wit::AccountValues::EQUITY),
        },
        name: d.name,
        version: d.version,
        columns: d.columns,
        parameters: d.parameters.into_iter().map(parameter).collect(),
        warm_up_rows: d.warm_up_rows,
        nodes: d.nodes,
        carries_state: d.carries_state,
        risk: model::Risk {
            stop_loss_pct: d.risk.stop_loss_pct,
            take_profit_pct: d.risk.take_profit_pct,
            max_position_usdc: d.risk.max_position_usdc,
            max_trades_per_slot: d.risk.max_trades_per_slot,
            cool_down_s: d.risk.cool_down_s,
            max_open_entries: d.risk.max_open_entries,
        },
    }
}

fn parameter(p: wit::Parameter) -> model::Parameter {
    model::Parameter { name: p.name, default: p.default, min: p.min, max: p.max, step: p.step }
}
