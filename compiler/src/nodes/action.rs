//! Action nodes: what to do where a condition holds.

use super::logic::COOL_DOWN_S_MAX;
use super::setting::{Bounds, Setting};
use super::{Port, Ports};
use crate::document::Context;
use crate::document::reader::{At, Fields};
use crate::ir::{ActionNode, Clock, Compare, Kind, Ref};
use crate::lower::builder::Builder;
use crate::problem::{code, fix, message, phrase};
use craftstrat_model::{OrderType, Outcome, Signal, SizeMode};

/// Largest size in dollars or shares.
const SIZE_MAX: f64 = 1e9;

/// Kelly multiplier where none is given: a quarter of the full stake.
const KELLY_FRACTION_DEFAULT: f64 = 0.25;

/// A number an action needs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Amount {
    /// Written in the document, or a parameter.
    Setting(Setting),
    /// Comes from an edge, where there is one.
    Port,
}

/// A decision.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ActionSpec {
    pub(crate) signal: Signal,
    pub(crate) outcome: Outcome,
    pub(crate) size_mode: SizeMode,
    pub(crate) size: Amount,
    pub(crate) kelly_fraction: f64,
    pub(crate) order_type: OrderType,
    pub(crate) price: Amount,
    pub(crate) once_per_slot: bool,
    pub(crate) cool_down_s: Option<Setting>,
    pub(crate) max_open_entries: Option<u32>,
}

const SIGNALS: &[(&[&str], Signal)] = &[
    (&["buy"], Signal::Buy),
    (&["sell"], Signal::Sell),
    (&["close"], Signal::Close),
    (&["cancel"], Signal::Cancel),
];

const OUTCOMES: &[(&[&str], Outcome)] = &[(&["UP"], Outcome::Up), (&["DOWN"], Outcome::Down)];

const SIZE_MODES: &[(&[&str], SizeMode)] = &[
    (&["fixed", "usdc"], SizeMode::Usdc),
    (&["shares"], SizeMode::Shares),
    (&["equity_pct"], SizeMode::EquityFraction),
    (&["kelly"], SizeMode::KellyProbability),
];

const ORDER_TYPES: &[(&[&str], OrderType)] = &[
    (&["market"], OrderType::Market),
    (&["limit"], OrderType::Limit),
    (&["stop_loss", "stoploss", "stop"], OrderType::StopLoss),
    (&["take_profit", "takeprofit"], OrderType::TakeProfit),
];

/// Reads an action.
pub(crate) fn read(fields: &mut Fields<'_>, cx: &mut Context) -> Option<ActionSpec> {
    let signal = fields
        .need("signal", phrase::signals(), &mut cx.problems)
        .and_then(|at| at.choice(phrase::signal(), SIGNALS, &mut cx.problems));
    let outcome = fields
        .need("outcome", phrase::outcomes(), &mut cx.problems)
        .and_then(|at| at.choice(phrase::outcome(), OUTCOMES, &mut cx.problems));
    let order_type = match fields.any(&["order_type", "type"], &mut cx.problems) {
        Some(at) => at.choice(phrase::order_type(), ORDER_TYPES, &mut cx.problems),
        None => Some(OrderType::Market),
    };
    let size_mode = match fields.get("size_mode") {
        Some(at) => at.choice(phrase::size_mode(), SIZE_MODES, &mut cx.problems),
        None => Some(SizeMode::Usdc),
    };
    let size = size_mode.and_then(|mode| read_size(fields, mode, cx));
    let price = match fields.get("price") {
        Some(at) => Setting::read(&at, Bounds::open(0.0, 1.0), cx).map(Amount::Setting),
        None => Some(Amount::Port),
    };
    let kelly_fraction = match fields.get("kelly_fraction") {
        Some(at) => at.number_in(0.001, 1.0, &mut cx.problems),
        None => Some(KELLY_FRACTION_DEFAULT),
    };
    let once_per_slot = match fields.get("once_per_slot") {
        Some(at) => at.flag(&mut cx.problems),
        None => Some(false),
    };
    let cool_down_s = match fields.any(&["cool_down_s", "cooldown_s", "cool_down"], &mut cx.problems) {
        Some(at) => Setting::read(&at, Bounds::closed(0.0, COOL_DOWN_S_MAX), cx).map(Some),
        None => Some(None),
    };
    let max_open_entries = match fields.get("max_open_entries") {
        Some(at) => at.whole_in(1, 1_000, &mut cx.problems).map(Some),
        None => Some(None),
    };
    let action = ActionSpec {
        signal: signal?,
        outcome: outcome?,
        size_mode: size_mode?,
        size: size?,
        kelly_fraction: kelly_fraction?,
        order_type: order_type?,
        price: price?,
        once_per_slot: once_per_slot?,
        cool_down_s: cool_down_s?,
        max_open_entries: max_open_entries?,
    };
    action.is_sound(&fields.path, cx).then_some(action)
}

fn read_size(fields: &mut Fields<'_>, mode: SizeMode, cx: &mut Context) -> Option<Amount> {
    let names: &[&str] = match mode {
        SizeMode::Usdc => &["size_usdc", "size"],
        SizeMode::Shares => &["size", "size_shares"],
        SizeMode::EquityFraction => &["size", "size_pct"],
        SizeMode::KellyProbability => &["size", "probability"],
    };
    if mode != SizeMode::Usdc && fields.get("size_usdc").is_some() {
        let message = message::size_in_dollars();
        cx.problems.error_fix(&fields.at("size_usdc"), code::CONFLICT, message, fix::size_in_unit());
        return None;
    }
    match fields.any(names, &mut cx.problems) {
        Some(at) => Setting::read(&at, size_bounds(mode), cx).map(Amount::Setting),
        None => Some(Amount::Port),
    }
}

/// What a size may be, as documents write it.
fn size_bounds(mode: SizeMode) -> Bounds {
    match mode {
        SizeMode::Usdc | SizeMode::Shares => Bounds::closed(1e-6, SIZE_MAX),
        SizeMode::EquityFraction => Bounds::closed(1e-4, 100.0),
        SizeMode::KellyProbability => Bounds::open(0.0, 1.0),
    }
}

impl ActionSpec {
    fn trades(&self) -> bool {
        matches!(self.signal, Signal::Buy | Signal::Sell)
    }

    /// Notes combinations that make no sense.
    fn is_sound(&self, path: &str, cx: &mut Context) -> bool {
        let trigger = matches!(self.order_type, OrderType::StopLoss | OrderType::TakeProfit);
        let problem = match self.signal {
            Signal::Buy if trigger => Some((message::stop_buys(), fix::sell_or_market())),
            Signal::Sell | Signal::Close if self.size_mode == SizeMode::KellyProbability => {
                Some((message::kelly_sells(), fix::close_or_shares()))
            }
            Signal::Cancel if self.order_type != OrderType::Market => {
                Some((message::cancel_typed(), fix::remove_order_type()))
            }
            _ => None,
        };
        let sound = problem.is_none();
        if let Some((message, fix)) = problem {
            cx.problems.error_fix(path, code::CONFLICT, message, fix);
        }
        if !self.trades() && self.size != Amount::Port {
            cx.problems.warn(path, code::IGNORED, message::size_ignored(), fix::remove_size());
        }
        sound
    }

    /// Whether a price must be known.
    fn needs_price(&self) -> bool {
        self.order_type != OrderType::Market
    }

    pub(crate) fn ports(&self) -> Ports {
        let mut single = Vec::new();
        if self.trades() && self.size == Amount::Port {
            single.push(Port::needed("size", Kind::Num));
        }
        if self.price == Amount::Port && self.signal != Signal::Cancel {
            single.push(Port { name: "price", kind: Kind::Num, optional: !self.needs_price() });
        }
        Ports { single, many: Some(Port::needed("when", Kind::Truth)), many_min: 1 }
    }

    /// The decision. Inputs are as [`ActionSpec::ports`] lists them; `when` must all hold.
    pub(crate) fn lower(
        &self,
        b: &mut Builder<'_>,
        single: &[Option<Ref>],
        when: &[Ref],
        explained: u32,
    ) -> Option<ActionNode> {
        let mut inputs = single.iter().copied();
        let mut guards = Vec::new();
        let size = match self.size {
            _ if !self.trades() => b.num(0.0),
            Amount::Setting(setting) => setting.lower(b),
            Amount::Port => {
                let size = inputs.next()??;
                guard(b, size, size_bounds(self.size_mode), &mut guards);
                size
            }
        };
        let price = match self.price {
            Amount::Setting(setting) => Some(setting.lower(b)),
            Amount::Port if self.signal == Signal::Cancel => None,
            Amount::Port => inputs.next().flatten().inspect(|price| {
                guard(b, *price, Bounds::open(0.0, 1.0), &mut guards);
            }),
        };
        let mut all = when.to_vec();
        all.append(&mut guards);
        let mut when = b.and(all);
        // These limit decisions, which any row can bring, not only samples.
        if self.once_per_slot {
            when = b.once(Clock::Row, when);
        }
        if let Some(seconds) = self.cool_down_s {
            let seconds = seconds.lower(b);
            when = b.cool_down(Clock::Row, when, seconds);
        }
        Some(ActionNode {
            when,
            signal: self.signal,
            outcome: self.outcome,
            size_mode: self.size_mode,
            size: self.unit(b, size),
            kelly_fraction: if self.size_mode == SizeMode::KellyProbability {
                self.kelly_fraction
            } else {
                1.0
            },
            order_type: self.order_type,
            price,
            explained,
        })
    }

    /// The size in the unit of the world: documents write per cent of equity, the world wants a fraction.
    fn unit(&self, b: &mut Builder<'_>, size: Ref) -> Ref {
        if self.size_mode != SizeMode::EquityFraction || !self.trades() {
            return size;
        }
        let hundred = b.num(100.0);
        b.binary(crate::ir::Binary::Div, size, hundred)
    }
}

/// Makes an action wait while a computed number is missing or out of bounds: sent on, it would be refused as a fault of
/// the strategy.
fn guard(b: &mut Builder<'_>, x: Ref, bounds: Bounds, guards: &mut Vec<Ref>) {
    let (above, below) = if bounds.open { (Compare::Gt, Compare::Lt) } else { (Compare::Ge, Compare::Le) };
    let (min, max) = (b.num(bounds.min), b.num(bounds.max));
    guards.push(b.compare(above, x, min));
    guards.push(b.compare(below, x, max));
}

/// Reads one of a form's actions.
pub(crate) fn read_form(at: &At<'_>, cx: &mut Context) -> Option<ActionSpec> {
    let mut fields = at.object(&mut cx.problems)?;
    let action = read(&mut fields, cx);
    fields.finish(super::NOTES, &mut cx.problems);
    action
}
