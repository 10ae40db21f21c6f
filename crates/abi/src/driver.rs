//! A strategy over one core module.

use crate::contract::{self, Asked, RawDescription};
use crate::layout::{
    DECISION, DECISION_FIELDS, DESCRIPTION, DESCRIPTION_FIELDS, FIRED_FIELDS, LIST, OPTION_FIRED,
    OPTION_WORD_PAYLOAD, PARAMETER, PARAMETER_FIELDS, RESULT_STRING, RISK_FIELDS, Shape,
};
use crate::lift::{Lift, number, word};
use crate::{CoreInstance, Function, Value};
use craftstrat_model::decision::DECISIONS_PER_ROW_MAX;
use craftstrat_model::strategy::STATE_BYTES_MAX;
use craftstrat_model::{
    AccountReads, AccountView, Decision, Description, Fault, Market, Muted, OrderType, Outcome, Parameter,
    Risk, Signal, SizeMode, Strategy,
};
use std::sync::Arc;

/// A [`Strategy`] that speaks the canonical ABI to a core module.
#[derive(Debug)]
pub struct Driver<C> {
    instance: C,
    description: Arc<Description>,
    columns: Columns,
}

/// Where the guest takes its columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Columns {
    /// Wherever its `realloc` says, each time.
    Asked,
    /// In one area that never moves: here, for this many bytes as far as is known yet.
    Fixed { at: u32, bytes: usize },
}

impl<C: CoreInstance> Driver<C> {
    /// Takes over a fresh instance and asks it to describe itself.
    ///
    /// # Errors
    /// When the guest faults or its description breaks the contract.
    pub fn new(mut instance: C) -> Result<Self, Fault> {
        let description = Arc::new(describe(&mut instance)?);
        Ok(Self::with_description(instance, description))
    }

    /// Takes over a fresh instance of a module whose description is known already.
    pub fn with_description(instance: C, description: Arc<Description>) -> Self {
        Self { instance, description, columns: Columns::Asked }
    }

    /// Relies on the guest taking its columns in one area that never moves, as every strategy of our compiler does: its
    /// `realloc` is then asked only when more is loaded than before. A live row costs a call less.
    #[must_use]
    pub fn with_fixed_columns(mut self) -> Self {
        self.columns = Columns::Fixed { at: 0, bytes: 0 };
        self
    }

    /// What it declared, to share with further instances.
    pub fn shared_description(&self) -> &Arc<Description> {
        &self.description
    }

    /// Gives the instance back.
    pub fn into_instance(self) -> C {
        self.instance
    }

    /// Copies a list argument into the guest; its pointer.
    fn lower(
        &mut self,
        function: Function,
        align: u32,
        bytes: usize,
        write: impl FnOnce(&mut C, u32) -> bool,
    ) -> Result<u32, Fault> {
        let broken = |detail: String| Fault::Contract { call: function.name(), detail };
        let bytes = u32::try_from(bytes).map_err(|_| broken("an argument beyond 4 GiB".to_owned()))?;
        let at = self.instance.allocate(function, align, bytes)?;
        if !at.is_multiple_of(align) {
            return Err(broken(format!("its realloc returned {at:#x}, not aligned to {align} bytes")));
        }
        if !write(&mut self.instance, at) {
            return Err(broken(format!(
                "its realloc returned {at:#x}: {bytes} bytes there lie outside its memory"
            )));
        }
        Ok(at)
    }

    fn lower_numbers(&mut self, function: Function, numbers: &[f64]) -> Result<[Value; 2], Fault> {
        let at = self.lower(function, 8, numbers.len() * 8, |guest, at| {
            at as usize + numbers.len() * 8 <= guest.memory_bytes() && guest.write_numbers(at, numbers)
        })?;
        Ok([Value::I32(at), Value::I32(numbers.len() as u32)])
    }

    fn lower_columns(&mut self, columns: &[f64]) -> Result<Value, Fault> {
        let wanted = columns.len() * 8;
        if let Columns::Fixed { at, bytes } = self.columns
            && wanted <= bytes
            && self.instance.write_numbers(at, columns)
        {
            return Ok(Value::I32(at));
        }
        let [value, _] = self.lower_numbers(Function::Load, columns)?;
        if let (Columns::Fixed { .. }, Value::I32(at)) = (self.columns, value) {
            self.columns = Columns::Fixed { at, bytes: wanted };
        }
        Ok(value)
    }

    /// Calls without an answer.
    fn tell(&mut self, function: Function, arguments: &[Value], rows: u32) -> Result<(), Fault> {
        let answer = self.instance.call(function, arguments, rows)?;
        self.instance.post_return(function, answer)
    }
}

impl<C: CoreInstance> Strategy for Driver<C> {
    fn description(&self) -> &Description {
        &self.description
    }

    fn configure(&mut self, values: &[f64]) -> Result<(), Fault> {
        let arguments = self.lower_numbers(Function::Configure, values)?;
        self.tell(Function::Configure, &arguments, 0)
    }

    fn reset(&mut self) -> Result<(), Fault> {
        self.tell(Function::Reset, &[], 0)
    }

    fn begin_slot(&mut self, market: &Market, continues: bool) -> Result<(), Fault> {
        let (start, end) = (market.start.0 as f64, market.end.0 as f64);
        let arguments = [Value::F64(start), Value::F64(end), Value::I32(u32::from(continues))];
        self.tell(Function::BeginSlot, &arguments, 0)
    }

    fn load(&mut self, rows: u32, columns: &[f64]) -> Result<(), Fault> {
        let at = self.lower_columns(columns)?;
        self.tell(Function::Load, &[Value::I32(rows), at, Value::I32(columns.len() as u32)], rows)
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
        let mut arguments = [Value::I32(from); 13];
        arguments[1] = Value::I32(until);
        arguments[2..12].copy_from_slice(&account_values(account));
        arguments[12] = Value::I32(muted.bits());
        let answer = self.instance.call(Function::Next, &arguments, until.saturating_sub(from))?;
        let row = lift_fired(&self.instance, answer, decisions)?;
        if let Some(row) = row {
            contract::fired(&Asked { description: &self.description, from, until, muted }, row, decisions)?;
        }
        self.instance.post_return(Function::Next, answer)?;
        Ok(row)
    }

    fn explain(&mut self, row: u32, account: &AccountView) -> Result<Vec<f64>, Fault> {
        let mut arguments = [Value::I32(row); 11];
        arguments[1..].copy_from_slice(&account_values(account));
        let answer = self.instance.call(Function::Explain, &arguments, 1)?;
        let mut lift = Lift::new(&self.instance, Function::Explain);
        let field: [u8; LIST.size] = lift.block(answer, LIST.align)?;
        let block = lift.list(&field, Shape { size: 8, align: 8 }, contract::NODES_MAX)?;
        let values: Vec<f64> = block.chunks_exact(8).map(|chunk| number(chunk, 0)).collect();
        contract::explained(&self.description, &values)?;
        self.instance.post_return(Function::Explain, answer)?;
        Ok(values)
    }

    fn save(&mut self) -> Result<Vec<u8>, Fault> {
        let answer = self.instance.call(Function::Save, &[], 0)?;
        let mut lift = Lift::new(&self.instance, Function::Save);
        let field: [u8; LIST.size] = lift.block(answer, LIST.align)?;
        let state = lift.list(&field, Shape { size: 1, align: 1 }, STATE_BYTES_MAX)?;
        self.instance.post_return(Function::Save, answer)?;
        Ok(state)
    }

    fn restore(&mut self, state: &[u8]) -> Result<Result<(), String>, Fault> {
        let at = self.lower(Function::Restore, 1, state.len(), |guest, at| guest.write(at, state))?;
        let arguments = [Value::I32(at), Value::I32(state.len() as u32)];
        let answer = self.instance.call(Function::Restore, &arguments, 0)?;
        let mut lift = Lift::new(&self.instance, Function::Restore);
        let block: [u8; RESULT_STRING.size] = lift.block(answer, RESULT_STRING.align)?;
        let refused = lift.is_some(block[0])?;
        let result = match refused {
            true => Err(contract::message(&lift.text(&block[OPTION_WORD_PAYLOAD..])?)),
            false => Ok(()),
        };
        self.instance.post_return(Function::Restore, answer)?;
        Ok(result)
    }

    fn fuel_used(&self) -> u64 {
        self.instance.fuel_used()
    }
}

/// The record `account`, flattened, in the order of its fields.
fn account_values(account: &AccountView) -> [Value; 10] {
    let [shares, cost, opened] = [account.shares, account.average_cost, account.opened_at_ms];
    [
        Value::F64(shares[0]),
        Value::F64(shares[1]),
        Value::F64(cost[0]),
        Value::F64(cost[1]),
        Value::F64(opened[0]),
        Value::F64(opened[1]),
        Value::I32(account.open_orders),
        Value::I32(account.trades),
        Value::F64(account.cash),
        Value::F64(account.equity),
    ]
}

fn lift_fired<C: CoreInstance>(
    instance: &C,
    answer: u32,
    decisions: &mut Vec<Decision>,
) -> Result<Option<u32>, Fault> {
    let mut lift = Lift::new(instance, Function::Next);
    let block: [u8; OPTION_FIRED.size] = lift.block(answer, OPTION_FIRED.align)?;
    if !lift.is_some(block[0])? {
        return Ok(None);
    }
    let fired = &block[OPTION_WORD_PAYLOAD..];
    let row = word(fired, FIRED_FIELDS[0]);
    let (at, count) = (word(fired, FIRED_FIELDS[1]), word(fired, FIRED_FIELDS[1] + 4) as usize);
    if count > DECISIONS_PER_ROW_MAX {
        let detail = format!("{count} decisions; a row that fires has 1 to {DECISIONS_PER_ROW_MAX}");
        return Err(Fault::InvalidDecision { row, detail });
    }
    for i in 0..count {
        let offset = (i * DECISION.size) as u32;
        let Some(at) = at.checked_add(offset) else {
            return Err(lift.broken("a list that reaches beyond its memory"));
        };
        let block: [u8; DECISION.size] = lift.block(at, DECISION.align)?;
        decisions.push(decision(&lift, &block)?);
    }
    Ok(Some(row))
}

fn decision<C: CoreInstance>(lift: &Lift<'_, C>, block: &[u8]) -> Result<Decision, Fault> {
    let [signal, outcome, size_mode, order_type, size, kelly_fraction, price, node] = DECISION_FIELDS;
    Ok(Decision {
        signal: lift.case(&Signal::ALL, block[signal], "signal")?,
        outcome: lift.case(&Outcome::BOTH, block[outcome], "outcome")?,
        size_mode: lift.case(&SizeMode::ALL, block[size_mode], "size-mode")?,
        size: number(block, size),
        kelly_fraction: number(block, kelly_fraction),
        order_type: lift.case(&OrderType::ALL, block[order_type], "order-type")?,
        price: lift.option_f64(&block[price..])?,
        node: word(block, node),
    })
}

fn describe<C: CoreInstance>(instance: &mut C) -> Result<Description, Fault> {
    let answer = instance.call(Function::Describe, &[], 0)?;
    let mut lift = Lift::new(instance, Function::Describe);
    let block: [u8; DESCRIPTION.size] = lift.block(answer, DESCRIPTION.align)?;
    let [name, version, columns, reads, params, warm_up_rows, nodes, carries_state, risk_at] =
        DESCRIPTION_FIELDS;
    let raw = RawDescription {
        name: lift.text(&block[name..])?,
        version: lift.text(&block[version..])?,
        columns: lift.texts(&block[columns..], contract::COLUMNS_MAX)?,
        account: reads_of(block[reads]),
        parameters: parameters(&mut lift, &block[params..])?,
        warm_up_rows: word(&block, warm_up_rows),
        nodes: lift.texts(&block[nodes..], contract::NODES_MAX)?,
        carries_state: block[carries_state] != 0,
        risk: risk(&lift, &block[risk_at..])?,
    };
    let description = contract::description(raw)?;
    instance.post_return(Function::Describe, answer)?;
    Ok(description)
}

/// The flags `account-values`. Bits beyond the five are ignored, as the canonical ABI says.
fn reads_of(bits: u8) -> AccountReads {
    let bit = |i: u8| bits & 1 << i != 0;
    AccountReads { position: bit(0), orders: bit(1), trades: bit(2), cash: bit(3), equity: bit(4) }
}

fn parameters<C: CoreInstance>(lift: &mut Lift<'_, C>, field: &[u8]) -> Result<Vec<Parameter>, Fault> {
    let block = lift.list(field, PARAMETER, contract::PARAMETERS_MAX)?;
    let [name, default, min, max, step] = PARAMETER_FIELDS;
    let one = |chunk: &[u8]| {
        Ok(Parameter {
            name: lift.text(&chunk[name..])?,
            default: number(chunk, default),
            min: number(chunk, min),
            max: number(chunk, max),
            step: number(chunk, step),
        })
    };
    block.chunks_exact(PARAMETER.size).map(one).collect()
}

fn risk<C: CoreInstance>(lift: &Lift<'_, C>, block: &[u8]) -> Result<Risk, Fault> {
    let [stop, target, position, trades, cool_down, entries] = RISK_FIELDS;
    Ok(Risk {
        stop_loss_pct: lift.option_f64(&block[stop..])?,
        take_profit_pct: lift.option_f64(&block[target..])?,
        max_position_usdc: lift.option_f64(&block[position..])?,
        max_trades_per_slot: lift.option_u32(&block[trades..])?,
        cool_down_s: lift.option_f64(&block[cool_down..])?,
        max_open_entries: lift.option_u32(&block[entries..])?,
    })
}
