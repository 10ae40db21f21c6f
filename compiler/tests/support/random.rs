//! Random valid programs, rows, accounts and muted sets, all from one seed.

use craftstrat_compiler::ir::*;
use craftstrat_model::column::Scope;
use craftstrat_model::*;

/// SplitMix64 (Steele, Lea, Flood 2014).
pub struct Rng(pub u64);

impl Rng {
    pub fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// 0..n
    pub fn below(&mut self, n: usize) -> usize {
        (self.bits() % n as u64) as usize
    }

    pub fn chance(&mut self, one_in: usize) -> bool {
        self.below(one_in) == 0
    }

    pub fn unit(&mut self) -> f64 {
        (self.bits() >> 11) as f64 / (1_u64 << 53) as f64
    }

    pub fn pick<T: Clone>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())].clone()
    }

    /// A number that is often ordinary and sometimes as nasty as they come.
    pub fn number(&mut self) -> f64 {
        const NASTY: [f64; 12] = [
            f64::NAN,
            f64::INFINITY,
            f64::NEG_INFINITY,
            0.0,
            -0.0,
            f64::MAX,
            f64::MIN,
            f64::MIN_POSITIVE,
            5e-324,
            -2.5e-310,
            709.9,
            -745.2,
        ];
        match self.below(16) {
            0 | 1 => self.pick(&NASTY),
            2 => f64::from_bits(self.bits()),
            3 => f64::NAN,
            4..=9 => self.below(6) as f64 / 2.0 - 1.0,
            _ => self.unit() * 4.0 - 2.0,
        }
    }
}

/// The columns random programs read.
const COLUMNS: [Column; 6] = [
    Column::MidUp,
    Column::BidUp,
    Column::ChainlinkPrice,
    Column::CapturedAt,
    Column::Sample,
    Column::SpreadUp,
];

struct Maker<'r> {
    rng: &'r mut Rng,
    nodes: Vec<Node>,
    /// Nodes of constants and parameters only.
    fixed: Vec<Ref>,
    sample_clock_only: bool,
}

impl Maker<'_> {
    fn add(&mut self, op: Op) -> Ref {
        self.nodes.push(Node { key: format!("n{}", self.nodes.len()), op });
        self.nodes.len() as Ref - 1
    }

    fn of_kind(&mut self, kind: Kind) -> Ref {
        let all: Vec<Ref> =
            (0..self.nodes.len()).filter(|i| self.nodes[*i].op.kind() == kind).map(|i| i as Ref).collect();
        // Recent nodes more often, so that programs grow deep.
        let recent = &all[all.len().saturating_sub(6)..];
        if self.rng.chance(3) { self.rng.pick(&all) } else { self.rng.pick(recent) }
    }

    fn num(&mut self) -> Ref {
        self.of_kind(Kind::Num)
    }

    fn truth(&mut self) -> Ref {
        self.of_kind(Kind::Truth)
    }

    fn memory(&mut self) -> Memory {
        let clock = if self.sample_clock_only || self.rng.chance(2) { Clock::Sample } else { Clock::Row };
        Memory { clock, scope: self.rng.pick(&[Scope::Slot, Scope::Series]) }
    }

    fn stateless(&mut self) -> Op {
        use self::{Binary as B, Compare as C, Unary as U};
        let unary = [U::Neg, U::Abs, U::Sqrt, U::Ln, U::Exp, U::Floor, U::Ceil];
        let binary = [B::Add, B::Sub, B::Mul, B::Div, B::Min, B::Max];
        let compare = [C::Lt, C::Le, C::Gt, C::Ge, C::Eq, C::Ne];
        match self.rng.below(13) {
            0 => Op::Unary(self.rng.pick(&unary), self.num()),
            1 | 2 => Op::Binary(self.rng.pick(&binary), self.num(), self.num()),
            3 => Op::Select(self.truth(), self.num(), self.num()),
            4 => Op::OrElse(self.num(), self.num()),
            5 => Op::ToNum(self.truth()),
            6 | 7 => Op::Compare(self.rng.pick(&compare), self.num(), self.num()),
            8 => Op::IsMissing(self.num()),
            9 => Op::And((0..self.rng.below(4)).map(|_| self.truth()).collect()),
            10 => Op::Or((0..self.rng.below(4)).map(|_| self.truth()).collect()),
            11 => Op::Xor(self.truth(), self.truth()),
            _ => Op::Not(self.truth()),
        }
    }

    fn stateful(&mut self) -> Op {
        use self::Reduce as R;
        let reduce = [R::Sum, R::Mean, R::Min, R::Max, R::CentredSquares, R::CentredAbs, R::Oldest];
        let memory = self.memory();
        let fixed = self.rng.pick(&self.fixed.clone());
        match self.rng.below(9) {
            0 => Op::Ema(memory, self.num(), fixed),
            1..=3 => Op::Window {
                memory,
                x: self.num(),
                n: fixed,
                capacity: 1 + self.rng.below(9) as u32,
                reduce: self.rng.pick(&reduce),
            },
            4 => Op::Accumulate(memory, self.num()),
            5 => Op::Latch(memory, self.truth(), self.truth()),
            6 => Op::Cross(memory, self.num(), self.num()),
            7 => Op::Once(memory, self.truth()),
            _ => Op::CoolDown(memory, self.truth(), fixed),
        }
    }

    fn leaf(&mut self) -> Op {
        let outcome = self.rng.pick(&Outcome::BOTH);
        let account = [
            AccountValue::Shares(outcome),
            AccountValue::AverageCost(outcome),
            AccountValue::OpenedAt(outcome),
            AccountValue::OpenOrders,
            AccountValue::Trades,
            AccountValue::Cash,
            AccountValue::Equity,
        ];
        match self.rng.below(8) {
            0 => Op::Truth(self.rng.pick(&[None, Some(true), Some(false)])),
            1 => Op::Account(self.rng.pick(&account)),
            2 => Op::Const(self.rng.number()),
            _ => Op::Column(self.rng.pick(&COLUMNS)),
        }
    }
}

/// What a random program may contain.
#[derive(Clone, Copy, Debug, Default)]
pub struct Shape {
    /// About how many nodes.
    pub nodes: usize,
    /// No operation with memory.
    pub stateless: bool,
    /// Memory advances on samples only.
    pub sample_clock_only: bool,
}

/// A random valid program.
pub fn program(rng: &mut Rng, shape: Shape) -> Program {
    let mut maker =
        Maker { rng, nodes: Vec::new(), fixed: Vec::new(), sample_clock_only: shape.sample_clock_only };
    for op in [Op::Param(0), Op::Param(1), Op::Const(0.5), Op::Const(3.0)] {
        let fixed = maker.add(op);
        maker.fixed.push(fixed);
    }
    let (a, b) = (maker.rng.pick(&maker.fixed.clone()), maker.rng.pick(&maker.fixed.clone()));
    let op = maker.rng.pick(&[Binary::Add, Binary::Div, Binary::Sub]);
    let derived = maker.add(Op::Binary(op, a, b));
    maker.fixed.push(derived);
    maker.add(Op::Column(Column::MidUp));
    maker.add(Op::Compare(Compare::Gt, 5, 2));
    for _ in 0..shape.nodes {
        let op = match maker.rng.below(8) {
            0 => maker.leaf(),
            1..=4 => maker.stateless(),
            _ if shape.stateless => maker.stateless(),
            _ => maker.stateful(),
        };
        maker.add(op);
    }
    let count = if maker.rng.chance(6) { 9 + maker.rng.below(6) } else { 1 + maker.rng.below(3) };
    let explained: Vec<Explained> = (0..maker.nodes.len() as Ref)
        .filter(|_| !maker.rng.chance(8))
        .chain([0])
        .map(|node| Explained { id: format!("e{node}"), node })
        .collect();
    let actions = (0..count).map(|_| action(&mut maker, explained.len())).collect();
    let parameter =
        |name: &str| Parameter { name: name.to_owned(), default: 1.0, min: -1e9, max: 1e9, step: 0.0 };
    Program {
        name: "random".to_owned(),
        actions,
        parameters: vec![parameter("p"), parameter("q")],
        explained,
        warm_up_rows: 3,
        risk: Risk { stop_loss_pct: Some(2.5), max_open_entries: Some(4), ..Risk::default() },
        nodes: maker.nodes,
    }
}

fn action(maker: &mut Maker, explained: usize) -> ActionNode {
    ActionNode {
        when: maker.truth(),
        signal: maker.rng.pick(&Signal::ALL),
        outcome: maker.rng.pick(&Outcome::BOTH),
        size_mode: maker.rng.pick(&SizeMode::ALL),
        size: if maker.rng.chance(2) { 3 } else { maker.num() },
        kelly_fraction: 0.25,
        order_type: maker.rng.pick(&OrderType::ALL),
        price: if maker.rng.chance(2) { Some(maker.num()) } else { None },
        explained: maker.rng.below(explained) as u32,
    }
}

/// Random values for `columns`, column-major. `captured_at` mostly ascends.
pub fn rows(rng: &mut Rng, columns: &[Column], rows: usize) -> Vec<f64> {
    let mut values = Vec::with_capacity(columns.len() * rows);
    for column in columns {
        let start = rng.below(1_000_000) as f64;
        for row in 0..rows {
            values.push(match column {
                Column::Sample if rng.chance(30) => rng.number(),
                Column::Sample => f64::from(u8::from(rng.chance(2))),
                Column::CapturedAt if !rng.chance(20) => start + row as f64 * 500.0,
                _ => rng.number(),
            });
        }
    }
    values
}

/// A random account.
pub fn account(rng: &mut Rng) -> AccountView {
    AccountView {
        shares: [rng.number(), rng.number()],
        average_cost: [rng.number(), rng.number()],
        opened_at_ms: [rng.number(), rng.number()],
        open_orders: rng.below(5) as u32,
        trades: if rng.chance(9) { u32::MAX } else { rng.below(5) as u32 },
        cash: rng.number(),
        equity: rng.number(),
    }
}

/// A random set of muted actions.
pub fn muted(rng: &mut Rng) -> Muted {
    match rng.below(4) {
        0 => Muted::NONE,
        1 => Muted::ALL,
        _ => Muted::from_bits(rng.bits() as u32),
    }
}

/// Some slot.
pub fn market() -> Market {
    slug::market_of_slug("btc-updown-15m-1770138000").unwrap()
}
