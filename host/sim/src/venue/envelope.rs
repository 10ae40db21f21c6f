//! An order as it is sent: its fields, the struct that was signed, and what its amounts say.

use super::order::Lifetime;
use super::place::Refusal;
use crate::market::{MarketState, Side};
use crate::rest::parsed;
use alloy_primitives::{Address, B256, U256};
use craftstrat_model::{Price, Shares, Usdc};
use craftstrat_signing::order::Order;
use serde::Deserialize;
use serde_json::Number;

/// An order and how it is meant, as sent.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Envelope {
    pub order: Fields,
    pub owner: String,
    pub order_type: String,
    #[serde(default)]
    pub post_only: bool,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Fields {
    pub salt: Number,
    #[serde(deserialize_with = "parsed")]
    pub maker: Address,
    #[serde(deserialize_with = "parsed")]
    pub signer: Address,
    pub token_id: String,
    pub maker_amount: String,
    pub taker_amount: String,
    pub side: String,
    pub expiration: Option<String>,
    pub signature_type: u8,
    pub timestamp: String,
    #[serde(deserialize_with = "parsed")]
    pub metadata: B256,
    #[serde(deserialize_with = "parsed")]
    pub builder: B256,
    pub signature: String,
}

/// The signed struct, the side and the expiration in unix seconds.
pub(super) fn typed(fields: &Fields) -> Option<(Order, Side, i64)> {
    let number = |text: &str| text.parse::<U256>().ok();
    let side = match fields.side.as_str() {
        "BUY" => Side::Buy,
        "SELL" => Side::Sell,
        _ => return None,
    };
    let order = Order {
        salt: U256::from(fields.salt.as_u64()?),
        maker: fields.maker,
        signer: fields.signer,
        tokenId: number(&fields.token_id)?,
        makerAmount: number(&fields.maker_amount)?,
        takerAmount: number(&fields.taker_amount)?,
        side: side as u8,
        signatureType: fields.signature_type,
        timestamp: number(&fields.timestamp)?,
        metadata: fields.metadata,
        builder: fields.builder,
    };
    let expiration = fields.expiration.as_deref().unwrap_or("0").parse().ok()?;
    Some((order, side, expiration))
}

/// What an order gives and takes, by kind.
pub(super) struct Amounts {
    pub dollars: Usdc,
    pub shares: Shares,
}

impl Amounts {
    pub fn read(order: &Order, side: Side, lifetime: Lifetime) -> Result<Self, Refusal> {
        let micros = |amount: U256| {
            i64::try_from(amount).ok().filter(|a| *a > 0 && *a <= craftstrat_model::money::MICROS_MAX)
        };
        let (maker, taker) =
            micros(order.makerAmount).zip(micros(order.takerAmount)).ok_or("Invalid order payload")?;
        let (dollars, shares) = if side == Side::Buy { (maker, taker) } else { (taker, maker) };
        if lifetime.is_immediate() && (maker % 10_000 != 0 || taker % 100 != 0) {
            let word = if side == Side::Buy { "buy" } else { "sell" };
            return Err(format!(
                "invalid amounts, the market {word} orders maker amount supports a max accuracy of 2 decimals, \
                 taker amount a max of 4 decimals"
            ));
        }
        Ok(Self { dollars: Usdc::from_micros(dollars), shares: Shares::from_micros(shares) })
    }

    /// The price these amounts stand for, on the grid in force. Amounts of immediate orders are rounded, so that the
    /// nearest step counts, towards the client.
    pub fn price(&self, state: &MarketState, lifetime: Lifetime, id: &str) -> Result<Price, Refusal> {
        let exact = i128::from(self.dollars.micros()) * 1_000_000_000_000 / i128::from(self.shares.micros());
        let tick = i128::from(state.tick.micros()) * 1_000_000;
        let nearest = (exact + tick / 2) / tick * tick;
        let slack = if lifetime.is_immediate() { (tick / 10).max(100_000_000) } else { 1_000_000 };
        let micros = i64::try_from(nearest / 1_000_000).unwrap_or(0);
        let edge = state.tick.micros();
        let (inside, close) =
            (micros >= edge && micros <= 1_000_000 - edge, (exact - nearest).abs() <= slack);
        if !inside || !close {
            let shown = Price::from_micros(i64::try_from(exact / 1_000_000).unwrap_or(0));
            let text = format!("Price ({shown}) breaks minimum tick size rule: {}", state.tick);
            return Err(format!("order {id} is invalid. {text}"));
        }
        Ok(Price::from_micros(micros))
    }
}
