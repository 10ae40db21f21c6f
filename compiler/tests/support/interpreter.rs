//! The reference interpreter of the IR: one row at a time, one node after the other, straight from the words of `ir.rs`.
//! For tests only: no product path interprets a program.

use craftstrat_compiler::ir::*;
use craftstrat_model::column::Scope;
use craftstrat_model::decision::DECISIONS_PER_ROW_MAX;
use craftstrat_model::*;
use sha2::{Digest, Sha256};
use std::collections::VecDeque;

const MISSING: f64 = f64::from_bits(0x7ff8_0000_0000_0000);

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Value {
    Num(f64),
    Truth(Option<bool>),
}

#[derive(Clone, Debug)]
enum State {
    /// Missing before it begins.
    Number(f64),
    Flag(bool),
    /// Oldest first, at most the capacity.
    Window(VecDeque<f64>),
}

/// An interpreted program.
pub struct Interpreter {
    program: Program,
    description: Description,
    reachable: Vec<bool>,
    parameters: Vec<f64>,
    states: Vec<Option<State>>,
    rows: usize,
    columns: Vec<f64>,
}

impl Interpreter {
    pub fn new(program: &Program) -> Self {
        let reachable = reachable(program);
        let mut new = Self {
            description: description(program, &reachable),
            reachable,
            parameters: program.parameters.iter().map(|p| p.default).collect(),
            program: program.clone(),
            states: Vec::new(),
            rows: 0,
            columns: Vec::new(),
        };
        new.states = (0..program.nodes.len()).map(|i| new.fresh(i)).collect();
        new
    }

    fn fresh(&self, node: usize) -> Option<State> {
        match &self.program.nodes[node].op {
            Op::Ema(..) | Op::Accumulate(..) | Op::CoolDown(..) => Some(State::Number(MISSING)),
            Op::Latch(..) | Op::Cross(..) | Op::Once(..) => Some(State::Flag(false)),
            Op::Window { .. } => Some(State::Window(VecDeque::new())),
            _ => None,
        }
    }

    fn forget(&mut self, all: bool) {
        for node in 0..self.program.nodes.len() {
            if all || scope(&self.program.nodes[node].op) == Some(Scope::Slot) {
                self.states[node] = self.fresh(node);
            }
        }
    }

    fn column(&self, column: Column, row: usize) -> f64 {
        let index = self.description.columns.iter().position(|c| *c == column);
        index.map_or(MISSING, |i| self.columns[i * self.rows + row])
    }

    /// Every node's value on `row`; advances the states.
    fn evaluate(&mut self, row: usize, account: &AccountView) -> Vec<Value> {
        let mut values = Vec::with_capacity(self.program.nodes.len());
        for node in 0..self.program.nodes.len() {
            let value = if self.reachable[node] {
                self.node(node, row, account, &values)
            } else {
                Value::Num(MISSING)
            };
            values.push(value);
        }
        values
    }

    fn node(&mut self, node: usize, row: usize, account: &AccountView, values: &[Value]) -> Value {
        let num = |r: &Ref| match values[*r as usize] {
            Value::Num(x) => x,
            Value::Truth(_) => panic!("not a number"),
        };
        let truth = |r: &Ref| match values[*r as usize] {
            Value::Truth(x) => x,
            Value::Num(_) => panic!("not a truth"),
        };
        let op = self.program.nodes[node].op.clone();
        match &op {
            Op::Const(x) => Value::Num(*x),
            Op::Param(i) => Value::Num(self.parameters[*i as usize]),
            Op::Column(c) => Value::Num(self.column(*c, row)),
            Op::Account(value) => Value::Num(of_account(*value, account)),
            Op::Unary(op, x) => Value::Num(unary(*op, num(x))),
            Op::Binary(op, a, b) => Value::Num(binary(*op, num(a), num(b))),
            Op::Select(c, a, b) => Value::Num(match truth(c) {
                Some(true) => num(a),
                Some(false) => num(b),
                None => MISSING,
            }),
            Op::OrElse(a, b) => Value::Num(if num(a).is_nan() { num(b) } else { num(a) }),
            Op::ToNum(c) => Value::Num(truth(c).map_or(MISSING, |t| f64::from(u8::from(t)))),
            Op::Truth(value) => Value::Truth(*value),
            Op::Compare(op, a, b) => Value::Truth(compare(*op, num(a), num(b))),
            Op::IsMissing(x) => Value::Truth(Some(num(x).is_nan())),
            Op::And(all) => Value::Truth(and(all.iter().map(truth))),
            Op::Or(all) => Value::Truth(and(all.iter().map(|r| truth(r).map(|t| !t))).map(|t| !t)),
            Op::Xor(a, b) => Value::Truth(truth(a).zip(truth(b)).map(|(a, b)| a != b)),
            Op::Not(x) => Value::Truth(truth(x).map(|t| !t)),
            Op::Ema(m, x, alpha) => self.ema(node, self.ticks(m, row), num(x), num(alpha)),
            Op::Window { memory, x, n, capacity, reduce } => {
                self.window(node, self.ticks(memory, row), num(x), num(n), *capacity as usize, *reduce)
            }
            Op::Accumulate(m, x) => self.accumulate(node, self.ticks(m, row), num(x)),
            Op::Latch(m, a, b) => self.latch(node, self.ticks(m, row), truth(a), truth(b)),
            Op::Cross(m, a, b) => self.cross(node, self.ticks(m, row), num(a), num(b)),
            Op::Once(m, x) => self.once(node, self.ticks(m, row), truth(x)),
            Op::CoolDown(m, x, seconds) => {
                let now = self.column(Column::CapturedAt, row);
                self.cool_down(node, self.ticks(m, row), truth(x), num(seconds), now)
            }
        }
    }

    fn ticks(&self, memory: &Memory, row: usize) -> bool {
        memory.clock == Clock::Row || self.column(Column::Sample, row) != 0.0
    }

    fn ema(&mut self, node: usize, ticks: bool, x: f64, alpha: f64) -> Value {
        let Some(State::Number(y)) = &mut self.states[node] else { unreachable!() };
        if ticks && !x.is_nan() && !alpha.is_nan() {
            *y = if y.is_nan() { x } else { *y + alpha * (x - *y) };
        }
        Value::Num(*y)
    }

    fn accumulate(&mut self, node: usize, ticks: bool, x: f64) -> Value {
        let Some(State::Number(sum)) = &mut self.states[node] else { unreachable!() };
        if ticks && !x.is_nan() {
            *sum = if sum.is_nan() { x } else { *sum + x };
        }
        Value::Num(*sum)
    }

    fn window(&mut self, node: usize, ticks: bool, x: f64, n: f64, capacity: usize, reduce: Reduce) -> Value {
        let Some(State::Window(values)) = &mut self.states[node] else { unreachable!() };
        if ticks && !x.is_nan() && !n.is_nan() {
            values.push_back(x);
            if values.len() > capacity {
                values.pop_front();
            }
        }
        if n.is_nan() {
            return Value::Num(MISSING);
        }
        let n = n.floor().clamp(1.0, capacity as f64) as usize;
        if values.len() < n {
            return Value::Num(MISSING);
        }
        let window: Vec<f64> = values.iter().copied().skip(values.len() - n).collect();
        Value::Num(reduced(reduce, &window))
    }

    fn latch(&mut self, node: usize, ticks: bool, set: Option<bool>, reset: Option<bool>) -> Value {
        let Some(State::Flag(held)) = &mut self.states[node] else { unreachable!() };
        if ticks && set == Some(true) {
            *held = true;
        }
        if ticks && reset == Some(true) {
            *held = false;
        }
        Value::Truth(Some(*held))
    }

    fn cross(&mut self, node: usize, ticks: bool, a: f64, b: f64) -> Value {
        let Some(State::Flag(was_below)) = &mut self.states[node] else { unreachable!() };
        if !ticks || a.is_nan() || b.is_nan() {
            return Value::Truth(Some(false));
        }
        let crossed = a > b && *was_below;
        *was_below = a <= b;
        Value::Truth(Some(crossed))
    }

    fn once(&mut self, node: usize, ticks: bool, x: Option<bool>) -> Value {
        let Some(State::Flag(done)) = &mut self.states[node] else { unreachable!() };
        let now = ticks && x == Some(true) && !*done;
        *done |= now;
        Value::Truth(Some(now))
    }

    fn cool_down(&mut self, node: usize, ticks: bool, x: Option<bool>, seconds: f64, now: f64) -> Value {
        let Some(State::Number(last)) = &mut self.states[node] else { unreachable!() };
        let present = !now.is_nan() && !seconds.is_nan();
        let cooled = last.is_nan() || now - *last >= seconds * 1_000.0;
        let fires = ticks && present && x == Some(true) && cooled;
        if fires {
            *last = now;
        }
        Value::Truth(Some(fires))
    }

    fn decisions(&self, values: &[Value], muted: Muted) -> Vec<Decision> {
        let num = |r: Ref| match values[r as usize] {
            Value::Num(x) => x,
            Value::Truth(_) => panic!("not a number"),
        };
        let due = |a: &&ActionNode| {
            let priced = a.price.is_none_or(|p| !num(p).is_nan());
            values[a.when as usize] == Value::Truth(Some(true)) && !num(a.size).is_nan() && priced
        };
        let first = self.program.actions.iter().filter(due).take(DECISIONS_PER_ROW_MAX);
        let heard = first.filter(|a| !muted.contains(Action(a.signal, a.outcome)));
        heard
            .map(|a| Decision {
                signal: a.signal,
                outcome: a.outcome,
                size_mode: a.size_mode,
                size: num(a.size),
                kelly_fraction: a.kelly_fraction,
                order_type: a.order_type,
                price: a.price.map(num),
                node: a.explained,
            })
            .collect()
    }

    fn saved(&self) -> Vec<(usize, [u8; 16])> {
        let saved = |node: usize| Some((node, saved_id(&self.program.nodes[node])));
        (0..self.states.len())
            .filter(|n| self.reachable[*n] && self.states[*n].is_some())
            .filter_map(saved)
            .collect()
    }
}

impl Strategy for Interpreter {
    fn description(&self) -> &Description {
        &self.description
    }

    fn configure(&mut self, values: &[f64]) -> Result<(), Fault> {
        self.parameters = values.to_vec();
        Ok(())
    }

    fn reset(&mut self) -> Result<(), Fault> {
        self.forget(true);
        Ok(())
    }

    fn begin_slot(&mut self, _market: &Market, continues: bool) -> Result<(), Fault> {
        self.forget(!continues);
        Ok(())
    }

    fn load(&mut self, rows: u32, columns: &[f64]) -> Result<(), Fault> {
        self.rows = rows as usize;
        self.columns = columns.to_vec();
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
        for row in from..until {
            let values = self.evaluate(row as usize, account);
            *decisions = self.decisions(&values, muted);
            if !decisions.is_empty() {
                return Ok(Some(row));
            }
        }
        decisions.clear();
        Ok(None)
    }

    fn explain(&mut self, row: u32, account: &AccountView) -> Result<Vec<f64>, Fault> {
        let before = self.states.clone();
        let values = self.evaluate(row as usize, account);
        self.states = before;
        let one = |e: &Explained| match values[e.node as usize] {
            Value::Num(x) if x.is_nan() => MISSING,
            Value::Num(x) => x,
            Value::Truth(t) => t.map_or(MISSING, |t| f64::from(u8::from(t))),
        };
        Ok(self.program.explained.iter().map(one).collect())
    }

    fn save(&mut self) -> Result<Vec<u8>, Fault> {
        let mut bytes = b"craft-01".to_vec();
        let saved = self.saved();
        bytes.extend((saved.len() as u64).to_le_bytes());
        for (node, id) in saved {
            let payload: Vec<u8> = match self.states[node].as_ref().unwrap() {
                State::Number(x) if x.is_nan() => MISSING.to_le_bytes().to_vec(),
                State::Number(x) => x.to_le_bytes().to_vec(),
                State::Flag(x) => u64::from(*x).to_le_bytes().to_vec(),
                State::Window(values) => values.iter().flat_map(|v| v.to_le_bytes()).collect(),
            };
            bytes.extend(id);
            bytes.extend((payload.len() as u64).to_le_bytes());
            bytes.extend(payload);
        }
        Ok(bytes)
    }

    /// Reads what `save` wrote; anything else is refused less precisely than the compiled strategy does.
    fn restore(&mut self, state: &[u8]) -> Result<Result<(), String>, Fault> {
        let mut entries = Vec::new();
        let mut at = 16;
        while at + 24 <= state.len() {
            let id: [u8; 16] = state[at..at + 16].try_into().unwrap();
            let length = u64::from_le_bytes(state[at + 16..at + 24].try_into().unwrap()) as usize;
            let payload = state[at + 24..at + 24 + length].chunks(8);
            entries
                .push((id, payload.map(|c| u64::from_le_bytes(c.try_into().unwrap())).collect::<Vec<_>>()));
            at += 24 + length;
        }
        if at != state.len() {
            return Ok(Err("damaged".to_owned()));
        }
        self.forget(true);
        for (node, known) in self.saved() {
            let Some((_, words)) = entries.iter().find(|(id, _)| *id == known) else { continue };
            let capacity = match self.program.nodes[node].op {
                Op::Window { capacity, .. } => capacity as usize,
                _ => 0,
            };
            match self.states[node].as_mut().unwrap() {
                State::Number(x) => *x = f64::from_bits(words[0]),
                State::Flag(x) => *x = words[0] == 1,
                State::Window(values) => {
                    let kept = &words[words.len().saturating_sub(capacity)..];
                    *values = kept.iter().map(|w| f64::from_bits(*w)).collect();
                }
            }
        }
        Ok(Ok(()))
    }
}

fn memory(op: &Op) -> Option<(&'static str, Memory)> {
    Some(match op {
        Op::Ema(m, ..) => ("ema", *m),
        Op::Window { memory, .. } => ("window", *memory),
        Op::Accumulate(m, _) => ("accumulate", *m),
        Op::Latch(m, ..) => ("latch", *m),
        Op::Cross(m, ..) => ("cross", *m),
        Op::Once(m, _) => ("once", Memory { clock: m.clock, scope: Scope::Slot }),
        Op::CoolDown(m, ..) => ("cool_down", *m),
        _ => return None,
    })
}

fn scope(op: &Op) -> Option<Scope> {
    memory(op).map(|(_, m)| m.scope)
}

fn saved_id(node: &Node) -> [u8; 16] {
    let (name, m) = memory(&node.op).unwrap();
    let text = format!("{name} {:?} {} {}", m.clock, m.scope == Scope::Series, node.key);
    Sha256::digest(text.as_bytes())[..16].try_into().unwrap()
}

fn of_account(value: AccountValue, account: &AccountView) -> f64 {
    match value {
        AccountValue::Shares(o) => account.shares[o.index()],
        AccountValue::AverageCost(o) => account.average_cost[o.index()],
        AccountValue::OpenedAt(o) => account.opened_at_ms[o.index()],
        AccountValue::OpenOrders => f64::from(account.open_orders),
        AccountValue::Trades => f64::from(account.trades),
        AccountValue::Cash => account.cash,
        AccountValue::Equity => account.equity,
    }
}

fn unary(op: Unary, x: f64) -> f64 {
    match op {
        Unary::Neg => -x,
        Unary::Abs => x.abs(),
        Unary::Sqrt => x.sqrt(),
        Unary::Ln => libm::log(x),
        Unary::Exp => libm::exp(x),
        Unary::Floor => x.floor(),
        Unary::Ceil => x.ceil(),
    }
}

/// The smaller; missing when either is, and -0 is below 0.
fn smaller(a: f64, b: f64) -> f64 {
    if a.is_nan() || b.is_nan() {
        MISSING
    } else if a == b {
        if a.is_sign_negative() { a } else { b }
    } else if a < b {
        a
    } else {
        b
    }
}

fn binary(op: Binary, a: f64, b: f64) -> f64 {
    match op {
        Binary::Add => a + b,
        Binary::Sub => a - b,
        Binary::Mul => a * b,
        Binary::Div if b == 0.0 => MISSING,
        Binary::Div => a / b,
        Binary::Min => smaller(a, b),
        Binary::Max => -smaller(-a, -b),
    }
}

fn compare(op: Compare, a: f64, b: f64) -> Option<bool> {
    let ordering = a.partial_cmp(&b)?;
    Some(match op {
        Compare::Lt => ordering.is_lt(),
        Compare::Le => ordering.is_le(),
        Compare::Gt => ordering.is_gt(),
        Compare::Ge => ordering.is_ge(),
        Compare::Eq => ordering.is_eq(),
        Compare::Ne => ordering.is_ne(),
    })
}

/// Kleene's strong conjunction.
fn and(truths: impl Iterator<Item = Option<bool>>) -> Option<bool> {
    let all: Vec<Option<bool>> = truths.collect();
    if all.contains(&Some(false)) {
        Some(false)
    } else if all.contains(&None) {
        None
    } else {
        Some(true)
    }
}

fn reduced(reduce: Reduce, window: &[f64]) -> f64 {
    let sum = window.iter().fold(0.0, |s, x| s + x);
    let mean = sum / window.len() as f64;
    match reduce {
        Reduce::Sum => sum,
        Reduce::Mean => mean,
        Reduce::Min => window.iter().copied().fold(f64::INFINITY, smaller),
        Reduce::Max => window.iter().copied().fold(f64::NEG_INFINITY, |a, b| -smaller(-a, -b)),
        Reduce::CentredSquares => window.iter().fold(0.0, |s, x| s + (x - mean) * (x - mean)),
        Reduce::CentredAbs => window.iter().fold(0.0, |s, x| s + (x - mean).abs()),
        Reduce::Oldest => window[0],
    }
}

/// Nodes that an action or an explanation depends on.
fn reachable(program: &Program) -> Vec<bool> {
    let mut reachable = vec![false; program.nodes.len()];
    let actions = program.actions.iter().flat_map(|a| [Some(a.when), Some(a.size), a.price]).flatten();
    for root in actions.chain(program.explained.iter().map(|e| e.node)) {
        reachable[root as usize] = true;
    }
    for node in (0..program.nodes.len()).rev() {
        if reachable[node] {
            program.nodes[node].op.operands().iter().for_each(|r| reachable[*r as usize] = true);
        }
    }
    reachable
}

fn description(program: &Program, reachable: &[bool]) -> Description {
    let live = || program.nodes.iter().zip(reachable).filter(|(_, r)| **r).map(|(n, _)| &n.op);
    let mut columns = ColumnSet::EMPTY;
    let mut account = AccountReads::default();
    let mut carries_state = false;
    for op in live() {
        match op {
            Op::Column(c) => columns = columns.with(*c),
            Op::CoolDown(..) => columns = columns.with(Column::CapturedAt),
            Op::Account(AccountValue::OpenOrders) => account.orders = true,
            Op::Account(AccountValue::Trades) => account.trades = true,
            Op::Account(AccountValue::Cash) => account.cash = true,
            Op::Account(AccountValue::Equity) => account.equity = true,
            Op::Account(_) => account.position = true,
            _ => {}
        }
        if let Some((_, m)) = memory(op) {
            carries_state |= m.scope == Scope::Series;
            if m.clock == Clock::Sample {
                columns = columns.with(Column::Sample);
            }
        }
    }
    let modes = [SizeMode::EquityFraction, SizeMode::KellyProbability];
    account.equity |= program.actions.iter().any(|a| modes.contains(&a.size_mode));
    Description {
        name: program.name.clone(),
        version: "1".to_owned(),
        columns: columns.iter().collect(),
        account,
        parameters: program.parameters.clone(),
        warm_up_rows: program.warm_up_rows,
        nodes: program.explained.iter().map(|e| e.id.clone()).collect(),
        carries_state,
        risk: program.risk,
    }
}
