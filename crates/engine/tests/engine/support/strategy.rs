//! Strategies in plain Rust.

use craftstrat_model::{
    AccountReads, AccountView, Action, Column, Decision, Description, Fault, Market, Muted, OrderType,
    Outcome, Risk, Signal, SizeMode, Strategy, StrategyFactory,
};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};

/// One row as a closure sees it.
pub struct Row<'a> {
    columns: &'a [Column],
    values: &'a [f64],
    rows: usize,
    row: usize,
    /// Start of the slot in ms.
    pub start_ms: i64,
    /// Rows seen since the last reset, this one included.
    pub seen: u64,
}

impl Row<'_> {
    pub fn get(&self, column: Column) -> f64 {
        let place = self.columns.iter().position(|c| *c == column).unwrap();
        self.values[place * self.rows + self.row]
    }

    /// Ms since the slot's start.
    pub fn ms(&self) -> i64 {
        self.get(Column::CapturedAt) as i64 - self.start_ms
    }
}

type Rule = dyn Fn(&Row<'_>, &AccountView) -> Result<Vec<Decision>, Fault> + Send + Sync;

/// A strategy made of one closure, asked on every row.
#[derive(Clone)]
pub struct Script {
    pub description: Description,
    rule: Arc<Rule>,
    pub instances: Arc<AtomicU32>,
    /// Calls of `begin_slot`: slug and `continues`.
    pub slots: Arc<Mutex<Vec<(String, bool)>>>,
}

impl Script {
    /// Asks `rule` on every row; it sees `columns` and `captured_at`.
    pub fn new(
        columns: &[Column],
        rule: impl Fn(&Row<'_>, &AccountView) -> Vec<Decision> + Send + Sync + 'static,
    ) -> Self {
        Self::fallible(columns, move |row, account| Ok(rule(row, account)))
    }

    pub fn fallible(
        columns: &[Column],
        rule: impl Fn(&Row<'_>, &AccountView) -> Result<Vec<Decision>, Fault> + Send + Sync + 'static,
    ) -> Self {
        let mut all = vec![Column::CapturedAt];
        all.extend(columns);
        let account = AccountReads { position: true, orders: true, trades: true, ..AccountReads::default() };
        let description = Description {
            name: "script".into(),
            version: "1".into(),
            columns: all,
            account,
            parameters: Vec::new(),
            warm_up_rows: 0,
            nodes: Vec::new(),
            carries_state: false,
            risk: Risk::default(),
        };
        Self { description, rule: Arc::new(rule), instances: Arc::default(), slots: Arc::default() }
    }

    /// Decides the same things at the given times after the start of every slot.
    pub fn at(times: &[(i64, Decision)]) -> Self {
        let times = times.to_vec();
        Self::new(&[], move |row, _| times.iter().filter(|(t, _)| *t == row.ms()).map(|(_, d)| *d).collect())
    }

    pub fn risk(mut self, risk: Risk) -> Self {
        self.description.risk = risk;
        self
    }

    pub fn reads(mut self, account: AccountReads) -> Self {
        self.description.account = account;
        self
    }
}

impl StrategyFactory for Script {
    fn description(&self) -> &Description {
        &self.description
    }

    fn instantiate(&self) -> Result<Box<dyn Strategy + Send + '_>, Fault> {
        self.instances.fetch_add(1, Ordering::Relaxed);
        Ok(Box::new(Instance { script: self, values: Vec::new(), rows: 0, start_ms: 0, seen: 0 }))
    }
}

struct Instance<'a> {
    script: &'a Script,
    values: Vec<f64>,
    rows: usize,
    start_ms: i64,
    seen: u64,
}

impl Strategy for Instance<'_> {
    fn description(&self) -> &Description {
        &self.script.description
    }

    fn configure(&mut self, _: &[f64]) -> Result<(), Fault> {
        Ok(())
    }

    fn reset(&mut self) -> Result<(), Fault> {
        self.seen = 0;
        Ok(())
    }

    fn begin_slot(&mut self, market: &Market, continues: bool) -> Result<(), Fault> {
        self.start_ms = market.start.0;
        self.script.slots.lock().unwrap().push((market.slug.clone(), continues));
        if !continues {
            self.seen = 0;
        }
        Ok(())
    }

    fn load(&mut self, rows: u32, columns: &[f64]) -> Result<(), Fault> {
        self.rows = rows as usize;
        self.values = columns.to_vec();
        Ok(())
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
        for row in from..until {
            self.seen += 1;
            let view = Row {
                columns: &self.script.description.columns,
                values: &self.values,
                rows: self.rows,
                row: row as usize,
                start_ms: self.start_ms,
                seen: self.seen,
            };
            let fired = (self.script.rule)(&view, account)?;
            decisions.extend(fired.into_iter().filter(|d| !muted.contains(Action(d.signal, d.outcome))));
            if !decisions.is_empty() {
                return Ok(Some(row));
            }
        }
        Ok(None)
    }

    fn explain(&mut self, _: u32, _: &AccountView) -> Result<Vec<f64>, Fault> {
        Ok(Vec::new())
    }

    fn save(&mut self) -> Result<Vec<u8>, Fault> {
        Ok(self.seen.to_le_bytes().to_vec())
    }

    fn restore(&mut self, _: &[u8]) -> Result<Result<(), String>, Fault> {
        Ok(Err("not needed in tests".into()))
    }
}

fn decision(signal: Signal, outcome: Outcome, size: f64) -> Decision {
    Decision {
        signal,
        outcome,
        size_mode: SizeMode::Shares,
        size,
        kelly_fraction: 1.0,
        order_type: OrderType::Market,
        price: None,
        node: 0,
    }
}

/// Buys for so many dollars at market.
pub fn buy(outcome: Outcome, dollars: f64) -> Decision {
    Decision { size_mode: SizeMode::Usdc, ..decision(Signal::Buy, outcome, dollars) }
}

/// Sells shares at market.
pub fn sell(outcome: Outcome, shares: f64) -> Decision {
    decision(Signal::Sell, outcome, shares)
}

/// Sells everything at market.
pub fn close(outcome: Outcome) -> Decision {
    decision(Signal::Close, outcome, 0.0)
}

/// Cancels the outcome's orders.
pub fn cancel(outcome: Outcome) -> Decision {
    decision(Signal::Cancel, outcome, 0.0)
}

/// Bids for shares at a price.
pub fn limit_buy(outcome: Outcome, shares: f64, price: f64) -> Decision {
    Decision { order_type: OrderType::Limit, price: Some(price), ..decision(Signal::Buy, outcome, shares) }
}

/// Offers shares at a price.
pub fn limit_sell(outcome: Outcome, shares: f64, price: f64) -> Decision {
    Decision { order_type: OrderType::Limit, price: Some(price), ..decision(Signal::Sell, outcome, shares) }
}
