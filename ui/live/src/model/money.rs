//! Dollars of runs and positions.

use craftstrat_api::studio::live::{LiveMoney, LivePosition};
use craftstrat_model::{Price, Usdc};

/// What a run has made so far: realised and unrealised. An amount that cannot be is not shown as one that can.
pub fn result(money: &LiveMoney) -> Option<Usdc> {
    money.realised_usdc.checked_add(money.unrealised_usdc).ok()
}

/// What a share of a position cost on average; `None` of nothing.
pub fn average_price(position: &LivePosition) -> Option<Price> {
    let micros = i128::from(position.cost_usdc.micros()).checked_mul(1_000_000)?;
    let each = micros.checked_div(i128::from(position.shares.micros()))?;
    i64::try_from(each).ok().map(Price::from_micros)
}
