//! A compiled component under Wasmtime with fuel, as a [`Strategy`].

use craftstrat_model::*;
use exports::craftstrat::strategy::strategy as wit;
use wasmtime::component::{Component, Linker};
use wasmtime::{Config, Engine, Store};

wasmtime::component::bindgen!({ path: "../wit", world: "strategy-world" });

/// Fuel of a guest in these tests: never the limit.
const FUEL: u64 = 1 << 60;

/// An engine as the runtime sets it up: fuel, component model.
pub fn engine() -> Engine {
    let mut config = Config::new();
    config.consume_fuel(true).wasm_component_model(true);
    Engine::new(&config).unwrap()
}

pub struct Guest {
    store: Store<()>,
    world: StrategyWorld,
    description: Description,
}

impl Guest {
    pub fn new(engine: &Engine, component: &[u8]) -> Self {
        let component = Component::new(engine, component).unwrap();
        Self::of(engine, &component)
    }

    pub fn of(engine: &Engine, component: &Component) -> Self {
        let mut store = Store::new(engine, ());
        store.set_fuel(FUEL).unwrap();
        let world = StrategyWorld::instantiate(&mut store, component, &Linker::new(engine)).unwrap();
        let description = world.craftstrat_strategy_strategy().call_describe(&mut store).unwrap();
        Self { description: lift(description), store, world }
    }

    /// A call that the guest answers with a trap, as text.
    pub fn trap(&mut self, call: impl FnOnce(&mut Self) -> Result<(), Fault>) -> String {
        call(self).unwrap_err().to_string()
    }
}

fn fault(error: wasmtime::Error) -> Fault {
    Fault::Trap { call: "guest", detail: format!("{error:#}") }
}

macro_rules! call {
    ($self:ident.$method:ident($($argument:expr),*)) => {
        $self.world.craftstrat_strategy_strategy().$method(&mut $self.store $(, $argument)*).map_err(fault)
    };
}

impl Strategy for Guest {
    fn description(&self) -> &Description {
        &self.description
    }

    fn configure(&mut self, values: &[f64]) -> Result<(), Fault> {
        call!(self.call_configure(values))
    }

    fn reset(&mut self) -> Result<(), Fault> {
        call!(self.call_reset())
    }

    fn begin_slot(&mut self, market: &Market, continues: bool) -> Result<(), Fault> {
        call!(self.call_begin_slot(market.start.0 as f64, market.end.0 as f64, continues))
    }

    fn load(&mut self, rows: u32, columns: &[f64]) -> Result<(), Fault> {
        call!(self.call_load(rows, columns))
    }

    fn next(
        &mut self,
        from: u32,
        until: u32,
        account: &AccountView,
        muted: Muted,
        decisions: &mut Vec<Decision>,
    ) -> Result<Option<u32>, Fault> {
        let muted = wit::Actions::all() & flags(muted);
        let fired = call!(self.call_next(from, until, lower(account), muted))?;
        decisions.clear();
        Ok(fired.map(|fired| {
            decisions.extend(fired.decisions.into_iter().map(decision));
            fired.row
        }))
    }

    fn explain(&mut self, row: u32, account: &AccountView) -> Result<Vec<f64>, Fault> {
        call!(self.call_explain(row, lower(account)))
    }

    fn save(&mut self) -> Result<Vec<u8>, Fault> {
        call!(self.call_save())
    }

    fn restore(&mut self, state: &[u8]) -> Result<Result<(), String>, Fault> {
        call!(self.call_restore(state))
    }

    fn fuel_used(&self) -> u64 {
        FUEL - self.store.get_fuel().unwrap()
    }
}

fn flags(muted: Muted) -> wit::Actions {
    use wit::Actions as A;
    let all = [
        A::BUY_UP,
        A::BUY_DOWN,
        A::SELL_UP,
        A::SELL_DOWN,
        A::CLOSE_UP,
        A::CLOSE_DOWN,
        A::CANCEL_UP,
        A::CANCEL_DOWN,
    ];
    let mut flags = A::empty();
    for (bit, flag) in all.into_iter().enumerate() {
        if muted.bits() & (1 << bit) != 0 {
            flags |= flag;
        }
    }
    flags
}

fn lower(a: &AccountView) -> wit::Account {
    wit::Account {
        shares_up: a.shares[0],
        shares_down: a.shares[1],
        average_cost_up: a.average_cost[0],
        average_cost_down: a.average_cost[1],
        opened_at_up: a.opened_at_ms[0],
        opened_at_down: a.opened_at_ms[1],
        open_orders: a.open_orders,
        trades: a.trades,
        cash: a.cash,
        equity: a.equity,
    }
}

fn decision(d: wit::Decision) -> Decision {
    Decision {
        signal: Signal::ALL[d.signal as usize],
        outcome: Outcome::BOTH[d.outcome as usize],
        size_mode: SizeMode::ALL[d.size_mode as usize],
        size: d.size,
        kelly_fraction: d.kelly_fraction,
        order_type: OrderType::ALL[d.order_type as usize],
        price: d.price,
        node: d.node,
    }
}

fn lift(d: wit::Description) -> Description {
    use wit::AccountValues as V;
    let parameter = |p: wit::Parameter| Parameter {
        name: p.name,
        default: p.default,
        min: p.min,
        max: p.max,
        step: p.step,
    };
    Description {
        name: d.name,
        version: d.version,
        columns: d.columns.iter().map(|c| c.parse().unwrap()).collect(),
        account: AccountReads {
            position: d.reads.contains(V::POSITION),
            orders: d.reads.contains(V::ORDERS),
            trades: d.reads.contains(V::TRADES),
            cash: d.reads.contains(V::CASH),
            equity: d.reads.contains(V::EQUITY),
        },
        parameters: d.parameters.into_iter().map(parameter).collect(),
        warm_up_rows: d.warm_up_rows,
        nodes: d.nodes,
        carries_state: d.carries_state,
        risk: Risk {
            stop_loss_pct: d.risk.stop_loss_pct,
            take_profit_pct: d.risk.take_profit_pct,
            max_position_usdc: d.risk.max_position_usdc,
            max_trades_per_slot: d.risk.max_trades_per_slot,
            cool_down_s: d.risk.cool_down_s,
            max_open_entries: d.risk.max_open_entries,
        },
    }
}
