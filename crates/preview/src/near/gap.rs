//! How far a condition is from holding on a row.

use craftstrat_compiler::ir::{AccountValue, Binary, Compare, Op, Program, Ref, Unary};
use craftstrat_model::{AccountView, Column};

/// What is known of a row.
pub(super) struct Row<'a> {
    pub program: &'a Program,
    pub places: &'a Places,
    /// Values of the explained nodes.
    pub explained: &'a [f64],
    pub account: &'a AccountView,
    pub parameters: &'a [f64],
    pub column: &'a dyn Fn(Column) -> Option<f64>,
}

/// By node of the program: the first place where it is explained.
pub(super) struct Places(Vec<Option<usize>>);

impl Places {
    pub fn of(program: &Program) -> Self {
        let mut places = vec![None; program.nodes.len()];
        for (index, explained) in program.explained.iter().enumerate().rev() {
            places[explained.node as usize] = Some(index);
        }
        Self(places)
    }

    fn id<'p>(&self, program: &'p Program, node: Ref) -> Option<&'p str> {
        self.0[node as usize].map(|at| program.explained[at].id.as_str())
    }
}

/// A comparison that decides, and how far it is from turning.
#[derive(Clone, Debug)]
pub(super) struct Leaf {
    pub operator: &'static str,
    pub left: Option<f64>,
    pub right: Option<f64>,
    pub distance: f64,
}

/// Nothing when a condition is as it should be; else the nearest thing that would have to change.
pub(super) struct Gap {
    pub distance: f64,
    pub leaf: Option<(String, Leaf)>,
}

const CLOSED: Gap = Gap { distance: 0.0, leaf: None };

/// The conditions that must all hold for `when`, each with the id of the document node it belongs to.
pub(super) fn conditions(
    program: &Program,
    places: &Places,
    when: Ref,
    id: &str,
    out: &mut Vec<(Ref, String)>,
) {
    let id = places.id(program, when).unwrap_or(id);
    match &program.nodes[when as usize].op {
        Op::And(all) if !all.is_empty() => {
            all.iter().for_each(|r| conditions(program, places, *r, id, out));
        }
        Op::Once(_, inner) | Op::CoolDown(_, inner, _) => conditions(program, places, *inner, id, out),
        _ => out.push((when, id.to_owned())),
    }
}

impl Row<'_> {
    /// What lies between a condition and being `want`. `id` names the document node around it.
    pub fn gap(&self, node: Ref, want: bool, id: &str) -> Gap {
        if self.truth(node) == Some(want) {
            return CLOSED;
        }
        let id = self.places.id(self.program, node).unwrap_or(id);
        match &self.program.nodes[node as usize].op {
            Op::Compare(compare, a, b) => self.apart(symbol(*compare, want), *a, *b, id),
            Op::Cross(_, a, b) => self.apart("cross_above", *a, *b, id),
            Op::Not(inner) => self.gap(*inner, !want, id),
            Op::And(all) if want => self.all(all, want, id),
            Op::Or(all) if !want => self.all(all, want, id),
            Op::And(all) | Op::Or(all) => self.any(all, want, id),
            Op::Once(_, inner) | Op::CoolDown(_, inner, _) => match self.gap(*inner, want, id) {
                Gap { leaf: None, .. } => far("pulse", id),
                gap => gap,
            },
            _ => far("", id),
        }
    }

    /// All must change: together as far as their sum, named by the farthest.
    fn all(&self, all: &[Ref], want: bool, id: &str) -> Gap {
        let gaps: Vec<Gap> = all.iter().map(|r| self.gap(*r, want, id)).collect();
        let distance = gaps.iter().map(|g| g.distance).sum();
        let farthest = gaps.into_iter().max_by(|a, b| a.distance.total_cmp(&b.distance));
        Gap { distance, leaf: farthest.and_then(|g| g.leaf) }
    }

    /// One change is enough: the nearest.
    fn any(&self, all: &[Ref], want: bool, id: &str) -> Gap {
        let gaps = all.iter().map(|r| self.gap(*r, want, id));
        gaps.min_by(|a, b| a.distance.total_cmp(&b.distance)).unwrap_or_else(|| far("", id))
    }

    fn apart(&self, operator: &'static str, a: Ref, b: Ref, id: &str) -> Gap {
        let (left, right) = (self.number(a), self.number(b));
        let distance = match (left, right) {
            (Some(a), Some(b)) if a.is_finite() && b.is_finite() => {
                (a - b).abs() / a.abs().max(b.abs()).max(1e-9)
            }
            _ => f64::INFINITY,
        };
        Gap { distance, leaf: Some((id.to_owned(), Leaf { operator, left, right, distance })) }
    }

    /// A condition's truth; `None` when it is missing or cannot be told from the explained nodes.
    fn truth(&self, node: Ref) -> Option<bool> {
        if let Some(value) = self.given(node) {
            return (!value.is_nan()).then_some(value != 0.0);
        }
        match &self.program.nodes[node as usize].op {
            Op::Truth(truth) => *truth,
            Op::Compare(compare, a, b) => {
                let (a, b) = (self.number(*a)?, self.number(*b)?);
                (!a.is_nan() && !b.is_nan()).then(|| holds(*compare, a, b))
            }
            Op::IsMissing(x) => self.number(*x).map(f64::is_nan),
            Op::Not(x) => self.truth(*x).map(|t| !t),
            Op::And(all) => kleene(all.iter().map(|r| self.truth(*r)), false),
            Op::Or(all) => kleene(all.iter().map(|r| self.truth(*r)), true),
            Op::Xor(a, b) => Some(self.truth(*a)? != self.truth(*b)?),
            _ => None,
        }
    }

    /// A number; `None` when it cannot be told, NaN when it is missing.
    fn number(&self, node: Ref) -> Option<f64> {
        if let Some(value) = self.given(node) {
            return Some(value);
        }
        match &self.program.nodes[node as usize].op {
            Op::Const(value) => Some(*value),
            Op::Param(index) => self.parameters.get(*index as usize).copied(),
            Op::Column(column) => (self.column)(*column),
            Op::Account(value) => Some(self.of_account(*value)),
            Op::Unary(unary, x) => unary_value(*unary, self.number(*x)?),
            Op::Binary(binary, a, b) => Some(binary_value(*binary, self.number(*a)?, self.number(*b)?)),
            Op::Select(condition, yes, no) => match self.truth(*condition) {
                Some(true) => self.number(*yes),
                Some(false) => self.number(*no),
                None => None,
            },
            Op::OrElse(a, b) => match self.number(*a)? {
                a if a.is_nan() => self.number(*b),
                a => Some(a),
            },
            Op::ToNum(x) => self.truth(*x).map(|t| f64::from(u8::from(t))),
            _ => None,
        }
    }

    /// The value `explain` gave.
    fn given(&self, node: Ref) -> Option<f64> {
        self.explained.get(self.places.0[node as usize]?).copied()
    }

    fn of_account(&self, value: AccountValue) -> f64 {
        match value {
            AccountValue::Shares(outcome) => self.account.shares[outcome.index()],
            AccountValue::AverageCost(outcome) => self.account.average_cost[outcome.index()],
            AccountValue::OpenedAt(outcome) => self.account.opened_at_ms[outcome.index()],
            AccountValue::OpenOrders => self.account.open_orders.into(),
            AccountValue::Trades => self.account.trades.into(),
            AccountValue::Cash => self.account.cash,
            AccountValue::Equity => self.account.equity,
        }
    }
}

fn far(operator: &'static str, id: &str) -> Gap {
    let leaf = Leaf { operator, left: None, right: None, distance: f64::INFINITY };
    Gap { distance: f64::INFINITY, leaf: Some((id.to_owned(), leaf)) }
}

/// Kleene's AND (`wins` false) and OR (`wins` true).
fn kleene(all: impl Iterator<Item = Option<bool>>, wins: bool) -> Option<bool> {
    let mut result = Some(!wins);
    for truth in all {
        match truth {
            Some(truth) if truth == wins => return Some(wins),
            Some(_) => {}
            None => result = None,
        }
    }
    result
}

fn holds(compare: Compare, a: f64, b: f64) -> bool {
    match compare {
        Compare::Lt => a < b,
        Compare::Le => a <= b,
        Compare::Gt => a > b,
        Compare::Ge => a >= b,
        Compare::Eq => a == b,
        Compare::Ne => a != b,
    }
}

/// What has to be true: the comparison, or its opposite where it must not hold.
fn symbol(compare: Compare, want: bool) -> &'static str {
    match (compare, want) {
        (Compare::Lt, true) | (Compare::Ge, false) => "<",
        (Compare::Le, true) | (Compare::Gt, false) => "<=",
        (Compare::Gt, true) | (Compare::Le, false) => ">",
        (Compare::Ge, true) | (Compare::Lt, false) => ">=",
        (Compare::Eq, true) | (Compare::Ne, false) => "==",
        (Compare::Ne, true) | (Compare::Eq, false) => "!=",
    }
}

fn unary_value(unary: Unary, x: f64) -> Option<f64> {
    match unary {
        Unary::Neg => Some(-x),
        Unary::Abs => Some(x.abs()),
        Unary::Sqrt => Some(x.sqrt()),
        Unary::Floor => Some(x.floor()),
        Unary::Ceil => Some(x.ceil()),
        // Ours are not the platform's: a value that is only nearly right would be worse than none.
        Unary::Ln | Unary::Exp => None,
    }
}

fn binary_value(binary: Binary, a: f64, b: f64) -> f64 {
    match binary {
        Binary::Add => a + b,
        Binary::Sub => a - b,
        Binary::Mul => a * b,
        Binary::Div if b == 0.0 => f64::NAN,
        Binary::Div => a / b,
        Binary::Min if a.is_nan() || b.is_nan() => f64::NAN,
        Binary::Min => a.min(b),
        Binary::Max if a.is_nan() || b.is_nan() => f64::NAN,
        Binary::Max => a.max(b),
    }
}
