//! Units, categories and where values usually are.

use super::Category;
use craftstrat_compiler::fields::{ACCOUNT_FIELDS, SLOT_FIELDS};
use craftstrat_model::Column;
use craftstrat_model::column::CATALOGUE;

/// The unit of a field in the compiler's catalogues; empty for none.
pub(crate) fn unit_of_field(name: &str) -> &'static str {
    let column = CATALOGUE.iter().find(|c| c.name == name).map(|c| c.unit);
    let spec = || ACCOUNT_FIELDS.iter().chain(SLOT_FIELDS).find(|f| f.name == name).map(|f| f.unit);
    column.or_else(spec).unwrap_or("")
}

pub(super) fn field_category(name: &str) -> Category {
    if ACCOUNT_FIELDS.iter().any(|f| f.name == name) {
        Category::Account
    } else if super::lists::needs_underlying(name) {
        Category::Underlying
    } else if SLOT_FIELDS.iter().any(|f| f.name == name) || matches!(name, "sample" | "captured_at") {
        Category::Slot
    } else {
        Category::Book
    }
}

/// Where values usually are: narrower than what is plausible.
pub(super) fn field_range(name: &str) -> Option<(f64, f64)> {
    let range = match name {
        "pct_into_slot" | "sample" => (0.0, 1.0),
        "seconds_to_close" | "duration" | "slot_duration" => (0.0, 900.0),
        "minutes_into_slot" => (0.0, 15.0),
        "dir_move_pct" => (-0.5, 0.5),
        "abs_move_pct" => (0.0, 0.5),
        "distance_to_price_to_beat" => (-300.0, 300.0),
        "market_volume_usd" => (0.0, 100_000.0),
        "tick_size" => (0.001, 0.01),
        "open_orders" | "trades_this_slot" => (0.0, 5.0),
        "captured_at" | "slot_ts" | "cash" | "equity" => return None,
        name if super::lists::needs_underlying(name) => return None,
        name if name.starts_with("spread_") => (0.0, 0.05),
        name if name.starts_with("size_ratio_") => (0.1, 10.0),
        name if name.starts_with("bid_size_") || name.starts_with("ask_size_") => (0.0, 2_000.0),
        name if name.starts_with("position_pnl_pct") => (-50.0, 50.0),
        name if name.starts_with("position") => (0.0, 200.0),
        name if name.starts_with("seconds_held") => (0.0, 900.0),
        name if name.starts_with("entry_price") => (0.01, 0.99),
        name => Column::ALL.iter().find(|c| c.name() == name).map(|c| c.spec().range)?,
    };
    Some(range)
}

pub(super) fn indicator_category(name: &str) -> Category {
    match name {
        "RSI" | "STOCHASTIC" | "CCI" => Category::Oscillator,
        "BOLLINGER" | "STDDEV" | "ZSCORE" | "DONCHIAN" => Category::Band,
        "LAG" | "MOMENTUM" | "SLOPE" | "ROC" | "ATR" | "REALISED_VOL" => Category::Change,
        "VWAP" => Category::Volume,
        _ => Category::Average,
    }
}

/// The unit of an indicator's output; `None` where it is that of the input.
pub(crate) fn indicator_unit(name: &str, output: Option<&str>) -> Option<&'static str> {
    match (name, output) {
        ("RSI" | "STOCHASTIC" | "CCI", _) => Some("points"),
        ("ZSCORE", _) => Some("sigmas"),
        ("ROC", _) => Some("%"),
        ("REALISED_VOL", _) | ("BOLLINGER", Some("percent_b" | "width")) => Some(""),
        _ => None,
    }
}

/// Where an indicator's values usually are; `None` where that is up to its input.
pub(super) fn indicator_range(name: &str) -> Option<(f64, f64)> {
    match name {
        "RSI" | "STOCHASTIC" => Some((0.0, 100.0)),
        "CCI" => Some((-200.0, 200.0)),
        "ZSCORE" => Some((-3.0, 3.0)),
        "ROC" => Some((-20.0, 20.0)),
        "REALISED_VOL" => Some((0.0, 0.05)),
        _ => None,
    }
}

/// A period to begin with where the catalogue has no customary one.
pub(super) fn setting_start(name: &str) -> f64 {
    match name {
        "LAG" | "MOMENTUM" | "SLOPE" | "ROC" => 30.0,
        "STDDEV" | "ZSCORE" | "REALISED_VOL" | "MIN" | "MAX" => 60.0,
        _ => 20.0,
    }
}
