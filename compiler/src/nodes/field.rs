//! Fields: the tick columns, and values of the account and the slot, under the names documents use.

use crate::document::Context;
use crate::document::reader::{At, Fields};
use crate::ir::{AccountValue, Binary, Compare, Ref};
use crate::lower::builder::Builder;
use crate::problem::{Sentence, code, did_you_mean, fix, message, phrase, quote};
use craftstrat_model::{Column, Outcome};

/// Something that has a number on every row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// A tick column.
    Column(Column),
    /// A value of the account before the row.
    Account(AccountField),
    /// A value of the slot that is no column.
    Slot(SlotField),
}

/// A value of the account. `None` as the outcome means the held one: the one opened first when both are held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AccountField {
    /// Shares; of both outcomes together when none is named.
    Position(Option<Outcome>),
    /// Average entry cost per share, fees included.
    EntryPrice(Option<Outcome>),
    /// 100 x (bid / average entry cost - 1).
    PnlPct(Option<Outcome>),
    /// Seconds since the position was opened.
    SecondsHeld(Option<Outcome>),
    /// Orders resting or in flight in this market.
    OpenOrders,
    /// Entries approved in this slot.
    Trades,
    /// Cash that can be spent.
    Cash,
    /// Equity.
    Equity,
}

/// A value of the slot that is composed from columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SlotField {
    /// `settlement_price` - `price_to_beat`.
    DistanceToPriceToBeat,
}

/// One row of a list of fields.
#[derive(Clone, Copy, Debug)]
pub struct FieldSpec {
    /// Name as documents write it.
    pub name: &'static str,
    /// The field.
    pub field: Field,
    /// Unit of its values.
    pub unit: &'static str,
    /// What it is.
    pub doc: &'static str,
}

macro_rules! account {
    ($($name:literal $field:expr, $unit:literal, $doc:literal;)*) => {
        &[$(FieldSpec { name: $name, field: Field::Account($field), unit: $unit, doc: $doc },)*]
    };
}

const UP: Option<Outcome> = Some(Outcome::Up);
const DOWN: Option<Outcome> = Some(Outcome::Down);

/// The account's fields.
pub const ACCOUNT_FIELDS: &[FieldSpec] = account! {
    "position" AccountField::Position(None), "shares", "Shares held, Up and Down together; 0 when flat.";
    "position_up" AccountField::Position(UP), "shares", "Shares of Up held; 0 when flat.";
    "position_down" AccountField::Position(DOWN), "shares", "Shares of Down held; 0 when flat.";
    "entry_price" AccountField::EntryPrice(None), "usd", "Average entry cost per share of the held outcome, fees included; missing when flat.";
    "entry_price_up" AccountField::EntryPrice(UP), "usd", "Average entry cost per share of Up, fees included; missing when flat.";
    "entry_price_down" AccountField::EntryPrice(DOWN), "usd", "Average entry cost per share of Down, fees included; missing when flat.";
    "position_pnl_pct" AccountField::PnlPct(None), "%", "100 x (bid / entry_price - 1) of the held outcome; missing when flat or without a bid.";
    "position_pnl_pct_up" AccountField::PnlPct(UP), "%", "100 x (bid_up / entry_price_up - 1); missing when flat or without a bid.";
    "position_pnl_pct_down" AccountField::PnlPct(DOWN), "%", "100 x (bid_down / entry_price_down - 1); missing when flat or without a bid.";
    "seconds_held" AccountField::SecondsHeld(None), "s", "Seconds since the held outcome was opened; missing when flat.";
    "seconds_held_up" AccountField::SecondsHeld(UP), "s", "Seconds since the Up position was opened; missing when flat.";
    "seconds_held_down" AccountField::SecondsHeld(DOWN), "s", "Seconds since the Down position was opened; missing when flat.";
    "open_orders" AccountField::OpenOrders, "orders", "Orders resting or in flight in this market.";
    "trades_this_slot" AccountField::Trades, "entries", "Entries approved in this slot.";
    "cash" AccountField::Cash, "usd", "Cash that can be spent. Ties the strategy to its other markets.";
    "equity" AccountField::Equity, "usd", "Equity of the account. Ties the strategy to its other markets.";
};

/// The slot's fields: columns that describe the slot, further spellings of them, and compositions.
pub const SLOT_FIELDS: &[FieldSpec] = &[
    slot("seconds_to_close", Field::Column(Column::SecondsToClose), "s", "Seconds until the slot ends."),
    slot("minutes_into_slot", Field::Column(Column::MinutesIntoSlot), "min", "Minutes since the slot began."),
    slot(
        "pct_into_slot",
        Field::Column(Column::PctIntoSlot),
        "fraction",
        "0 at the slot's start, 1 at its end.",
    ),
    slot("duration", Field::Column(Column::SlotDuration), "s", "Length of the slot."),
    slot("slot_duration", Field::Column(Column::SlotDuration), "s", "Length of the slot."),
    slot("slot_ts", Field::Column(Column::SlotTs), "s", "Start of the slot, Unix seconds."),
    slot("price_to_beat", Field::Column(Column::PriceToBeat), "usd", "Settlement price at the slot's start."),
    slot(
        "settlement_price",
        Field::Column(Column::SettlementPrice),
        "usd",
        "The stream the slot settles on.",
    ),
    slot(
        "distance_to_price_to_beat",
        Field::Slot(SlotField::DistanceToPriceToBeat),
        "usd",
        "settlement_price - price_to_beat.",
    ),
    slot(
        "dir_move_pct",
        Field::Column(Column::DirMovePct),
        "%",
        "100 x (settlement_price / price_to_beat - 1).",
    ),
    slot("abs_move_pct", Field::Column(Column::AbsMovePct), "%", "Absolute value of dir_move_pct."),
    slot("hour_utc", Field::Column(Column::HourUtc), "h", "Hour of the day in UTC."),
    slot("day_of_week", Field::Column(Column::DayOfWeek), "day", "0 = Monday to 6 = Sunday, UTC."),
];

const fn slot(name: &'static str, field: Field, unit: &'static str, doc: &'static str) -> FieldSpec {
    FieldSpec { name, field, unit, doc }
}

/// Which fields a node type may name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Family {
    Any,
    Account,
    Slot,
}

impl Family {
    fn names(self) -> Vec<&'static str> {
        let specs: &[&[FieldSpec]] = match self {
            Self::Any => &[ACCOUNT_FIELDS, SLOT_FIELDS],
            Self::Account => &[ACCOUNT_FIELDS],
            Self::Slot => &[SLOT_FIELDS],
        };
        let mut names: Vec<&str> = specs.iter().flat_map(|s| s.iter().map(|f| f.name)).collect();
        if self == Self::Any {
            names.extend(Column::ALL.iter().map(|c| c.name()));
        }
        names
    }

    fn noun(self) -> Sentence {
        match self {
            Self::Any => phrase::field(),
            Self::Account => phrase::account_field(),
            Self::Slot => phrase::slot_field(),
        }
    }
}

/// Every name a field can have, for schemas and suggestions.
pub(crate) fn names() -> Vec<&'static str> {
    let mut names = Family::Any.names();
    names.sort_unstable();
    names.dedup();
    names
}

/// The field of that name.
pub(crate) fn find(name: &str) -> Option<Field> {
    let column = || Column::ALL.iter().find(|c| c.name() == name).map(|c| Field::Column(*c));
    let spec = |specs: &[FieldSpec]| specs.iter().find(|s| s.name == name).map(|s| s.field);
    column().or_else(|| spec(ACCOUNT_FIELDS)).or_else(|| spec(SLOT_FIELDS))
}

/// Reads `field` of a node.
pub(crate) fn read(fields: &mut Fields<'_>, family: Family, cx: &mut Context) -> Option<Field> {
    let at = fields.need("field", phrase::to_read("mid_up"), &mut cx.problems)?;
    resolve(&at, family, cx)
}

/// The field a text names; a problem when there is none.
pub(crate) fn resolve(at: &At<'_>, family: Family, cx: &mut Context) -> Option<Field> {
    let name = at.text(&mut cx.problems)?;
    let permitted = |f: &Field| family == Family::Any || family.names().contains(&name) || is_of(*f, family);
    if let Some(field) = find(name).filter(permitted) {
        return Some(field);
    }
    if let Some((code, message)) = settled(name) {
        cx.problems.error(&at.path, code, message);
        return None;
    }
    let fix =
        if find(name).is_some() { Some(fix::use_input_node()) } else { did_you_mean(name, family.names()) };
    cx.problems.error_fix(&at.path, code::UNKNOWN_NAME, message::no_such(family.noun(), quote(name)), fix);
    None
}

fn is_of(field: Field, family: Family) -> bool {
    match field {
        Field::Account(_) => family == Family::Account,
        Field::Slot(_) => family == Family::Slot,
        Field::Column(_) => false,
    }
}

/// Names that exist in the data but can never be inputs.
fn settled(name: &str) -> Option<(&'static str, Sentence)> {
    match name {
        "winner" | "end_price" | "final_volume" | "resolution" | "outcome" => {
            Some((code::SETTLEMENT_DATA, message::known_after(quote(name))))
        }
        "symbol" => Some((code::UNKNOWN_NAME, message::symbol_is_text())),
        _ => None,
    }
}

/// Whether a name is explained better than by calling it unknown.
pub(crate) fn is_special(name: &str) -> bool {
    settled(name).is_some()
}

impl Field {
    /// The node that has its value.
    pub(crate) fn lower(self, b: &mut Builder<'_>) -> Ref {
        match self {
            Self::Column(column) => b.column(column),
            Self::Account(field) => field.lower(b),
            Self::Slot(SlotField::DistanceToPriceToBeat) => {
                let price = b.column(Column::SettlementPrice);
                let beat = b.column(Column::PriceToBeat);
                b.binary(Binary::Sub, price, beat)
            }
        }
    }

    /// Its name in documents.
    pub fn name(self) -> &'static str {
        let of = |specs: &[FieldSpec]| specs.iter().find(|s| s.field == self).map(|s| s.name);
        match self {
            Self::Column(column) => column.name(),
            _ => of(ACCOUNT_FIELDS).or_else(|| of(SLOT_FIELDS)).unwrap_or("?"),
        }
    }
}

impl AccountField {
    fn lower(self, b: &mut Builder<'_>) -> Ref {
        match self {
            Self::Position(None) => {
                let up = b.account(AccountValue::Shares(Outcome::Up));
                let down = b.account(AccountValue::Shares(Outcome::Down));
                b.binary(Binary::Add, up, down)
            }
            Self::Position(Some(outcome)) => b.account(AccountValue::Shares(outcome)),
            Self::EntryPrice(outcome) => held(b, outcome, |b, o| b.account(AccountValue::AverageCost(o))),
            Self::PnlPct(outcome) => held(b, outcome, pnl_pct),
            Self::SecondsHeld(outcome) => held(b, outcome, seconds_held),
            Self::OpenOrders => b.account(AccountValue::OpenOrders),
            Self::Trades => b.account(AccountValue::Trades),
            Self::Cash => b.account(AccountValue::Cash),
            Self::Equity => b.account(AccountValue::Equity),
        }
    }
}

/// The value for the named outcome, or for the held one: Up unless Down was opened earlier.
fn held(
    b: &mut Builder<'_>,
    outcome: Option<Outcome>,
    value: impl Fn(&mut Builder<'_>, Outcome) -> Ref,
) -> Ref {
    if let Some(outcome) = outcome {
        return value(b, outcome);
    }
    // A flat outcome has no opening time; later than any time, it loses against one that is held.
    let never = b.num(1e15);
    let [up, down] = Outcome::BOTH.map(|outcome| {
        let opened = b.account(AccountValue::OpenedAt(outcome));
        b.or_else(opened, never)
    });
    let up_first = b.compare(Compare::Le, up, down);
    let [up, down] = Outcome::BOTH.map(|outcome| value(b, outcome));
    b.select(up_first, up, down)
}

fn pnl_pct(b: &mut Builder<'_>, outcome: Outcome) -> Ref {
    let bid = b.column(match outcome {
        Outcome::Up => Column::BidUp,
        Outcome::Down => Column::BidDown,
    });
    let cost = b.account(AccountValue::AverageCost(outcome));
    let ratio = b.binary(Binary::Div, bid, cost);
    let (one, hundred) = (b.num(1.0), b.num(100.0));
    let gain = b.binary(Binary::Sub, ratio, one);
    b.binary(Binary::Mul, hundred, gain)
}

fn seconds_held(b: &mut Builder<'_>, outcome: Outcome) -> Ref {
    let now = b.column(Column::CapturedAt);
    let opened = b.account(AccountValue::OpenedAt(outcome));
    let ms = b.binary(Binary::Sub, now, opened);
    let thousand = b.num(1000.0);
    b.binary(Binary::Div, ms, thousand)
}
