//! The description as the canonical ABI lays it out, ready before the program runs.

use super::layout::Data;
use super::plan::Plan;
use craftstrat_model::{Parameter, Risk};

/// A record under construction: fields in the world's order, each at its natural alignment.
#[derive(Default)]
struct Record(Vec<u8>);

impl Record {
    fn bytes(&mut self, bytes: &[u8], align: usize) -> &mut Self {
        self.0.resize(self.0.len().next_multiple_of(align), 0);
        self.0.extend_from_slice(bytes);
        self
    }

    fn u8(&mut self, value: u8) -> &mut Self {
        self.bytes(&[value], 1)
    }

    fn u32(&mut self, value: u32) -> &mut Self {
        self.bytes(&value.to_le_bytes(), 4)
    }

    fn f64(&mut self, value: f64) -> &mut Self {
        let value = if value.is_nan() { super::code::MISSING } else { value };
        self.bytes(&value.to_le_bytes(), 8)
    }

    fn pair(&mut self, (address, count): (u32, u32)) -> &mut Self {
        self.u32(address).u32(count)
    }

    fn option_f64(&mut self, value: Option<f64>) -> &mut Self {
        self.bytes(&[u8::from(value.is_some())], 8).f64(value.unwrap_or(0.0))
    }

    fn option_u32(&mut self, value: Option<u32>) -> &mut Self {
        self.bytes(&[u8::from(value.is_some())], 4).u32(value.unwrap_or(0))
    }
}

fn string(data: &mut Data, text: &str) -> (u32, u32) {
    (data.place(text.as_bytes(), 1), text.len() as u32)
}

fn strings<'a>(data: &mut Data, texts: impl Iterator<Item = &'a str>) -> (u32, u32) {
    let mut list = Record::default();
    let mut count = 0;
    for text in texts {
        let at = string(data, text);
        list.pair(at);
        count += 1;
    }
    (data.place(&list.0, 4), count)
}

fn parameters(data: &mut Data, parameters: &[Parameter]) -> (u32, u32) {
    let mut list = Record::default();
    for p in parameters {
        let name = string(data, &p.name);
        list.bytes(&[], 8).pair(name).f64(p.default).f64(p.min).f64(p.max).f64(p.step);
    }
    (data.place(&list.0, 8), parameters.len() as u32)
}

fn risk(record: &mut Record, risk: &Risk) {
    record
        .bytes(&[], 8)
        .option_f64(risk.stop_loss_pct)
        .option_f64(risk.take_profit_pct)
        .option_f64(risk.max_position_usdc)
        .option_u32(risk.max_trades_per_slot)
        .option_f64(risk.cool_down_s)
        .option_u32(risk.max_open_entries);
}

/// Places the description of a plan; returns its address.
pub(super) fn place(plan: &Plan, data: &mut Data) -> u32 {
    let program = plan.program;
    let name = string(data, &program.name);
    let version = string(data, "1");
    let columns = strings(data, plan.columns.iter().map(|c| c.name()));
    let parameters = parameters(data, &program.parameters);
    let nodes = strings(data, program.explained.iter().map(|e| e.id.as_str()));
    let reads = plan.reads;
    let flags = [reads.position, reads.orders, reads.trades, reads.cash, reads.equity];
    let flags = flags.iter().enumerate().fold(0, |all, (bit, set)| all | u8::from(*set) << bit);
    let mut record = Record::default();
    record.pair(name).pair(version).pair(columns).u8(flags).pair(parameters).u32(program.warm_up_rows);
    record.pair(nodes).u8(u8::from(plan.states.iter().any(|s| s.series)));
    risk(&mut record, &program.risk);
    data.place(&record.0, 8)
}
