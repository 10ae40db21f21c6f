//! What the venue charges a taker: a dated table that market metadata overrides.
//!
//! fee = shares x rate x (p (1 - p))^exponent, rounded per match to the nearest 0.00001 dollars, ties to even; less than
//! 0.00001 is nothing. Makers pay nothing. The venue publishes the curve; of the dates, those marked `assumed` are
//! inferred from when documents of that age were read.

use craftstrat_model::money::div_round;
use craftstrat_model::{Duration, FeeSchedule, Price, Rounding, Shares, TimeMs, Usdc};
use serde::{Deserialize, Serialize};

/// In what a taker's BUY fee is taken. SELL fees always come out of the proceeds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum BuyFee {
    /// Fewer shares arrive (the venue's first exchange contract).
    InShares,
    /// Dollars on top of what the shares cost (since the second contract, 2026-04-28).
    OnTop,
}

/// One fee curve.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FeeRule {
    /// Rate in micros: 70,000 is 0.07. At most [`RATE_MICROS_MAX`].
    pub rate_micros: u32,
    /// Exponent of p (1 - p). At most [`EXPONENT_MAX`].
    pub exponent: u8,
    /// In what a BUY pays.
    pub buy_fee: BuyFee,
}

/// Largest exponent of a fee curve that is computed.
pub const EXPONENT_MAX: u8 = FeeSchedule::EXPONENT_MAX;

/// Largest rate of a fee curve, in micros: everything.
pub const RATE_MICROS_MAX: u32 = 1_000_000;

/// A row of the dated table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FeeEntry {
    /// First instant at which it applies.
    pub from: TimeMs,
    /// Slot lengths it applies to.
    pub durations: &'static [Duration],
    /// The curve.
    pub rule: FeeRule,
    /// Where this comes from.
    pub source: &'static str,
    /// The date or a value is inferred rather than published.
    pub assumed: bool,
}

const fn rule(rate_micros: u32, exponent: u8, buy_fee: BuyFee) -> FeeRule {
    FeeRule { rate_micros, exponent, buy_fee }
}

const LONG: &[Duration] = &[Duration::H1, Duration::H4, Duration::D1];

/// The fee history of the crypto Up/Down markets, oldest first. The last row whose slot length and date fit applies.
pub const FEE_TABLE: &[FeeEntry] = &[
    FeeEntry {
        from: TimeMs(0),
        durations: &Duration::ALL,
        rule: FeeRule::FREE,
        source: "no taker fees before 2026-01-06 (venue documentation of 2025)",
        assumed: false,
    },
    FeeEntry {
        from: TimeMs::from_date(2026, 1, 6),
        durations: &[Duration::M5, Duration::M15],
        rule: rule(250_000, 2, BuyFee::InShares),
        source: "venue documentation, trading/fees, read 2026-01-06 (15m) and 2026-02-22 (5m): 0.25, exponent 2",
        assumed: false,
    },
    FeeEntry {
        from: TimeMs::from_date(2026, 3, 6),
        durations: LONG,
        rule: rule(250_000, 2, BuyFee::InShares),
        source: "fees extended to every crypto market in March 2026",
        assumed: true,
    },
    FeeEntry {
        from: TimeMs::from_date(2026, 3, 30),
        durations: &Duration::ALL,
        rule: rule(72_000, 1, BuyFee::InShares),
        source: "0.072 with exponent 1, between the curve of early 2026 and today's",
        assumed: true,
    },
    FeeEntry {
        // 2026-04-28T11:00Z: the second exchange contract.
        from: TimeMs(TimeMs::from_date(2026, 4, 28).0 + 11 * 3_600_000),
        durations: &Duration::ALL,
        rule: rule(70_000, 1, BuyFee::OnTop),
        source: "CLOB V2 cut-over (venue change log); 0.07 exponent 1 as in feeSchedule of crypto_fees_v2",
        assumed: true,
    },
];

/// The row in force for slots of `duration` at `at`.
pub fn fee_entry(duration: Duration, at: TimeMs) -> &'static FeeEntry {
    let fits = |e: &&FeeEntry| e.from <= at && e.durations.contains(&duration);
    FEE_TABLE.iter().rev().find(fits).unwrap_or(&FEE_TABLE[0])
}

/// One in units of 10^-12.
const PICO: i128 = 1_000_000_000_000;

/// Numerator of a fee of 0.00001 dollars: shares and rate in micros, the curve in 10^-12.
const SMALLEST: i128 = 10_i128.pow(19);

impl FeeRule {
    /// No fee.
    pub const FREE: Self = rule(0, 1, BuyFee::OnTop);

    /// The venue's latest curve at another rate, a fraction: shares x rate x p (1 - p), in dollars on top. `None` unless
    /// the rate is from 0 to 1.
    pub fn at_rate(rate: Price) -> Option<Self> {
        let micros = u32::try_from(rate.micros()).ok().filter(|micros| *micros <= RATE_MICROS_MAX)?;
        Some(rule(micros, 1, BuyFee::OnTop))
    }

    /// The fee of one match, in dollars.
    pub fn fee(&self, price: Price, shares: Shares) -> Usdc {
        let exact = i128::from(shares.micros()) * i128::from(self.rate_micros) * self.curve(price);
        if exact < SMALLEST {
            return Usdc::ZERO;
        }
        Usdc::from_micros(div_round(exact, SMALLEST, Rounding::HalfEven) as i64 * 10)
    }

    /// (p (1 - p))^exponent in 10^-12, each multiplication rounded half to even.
    fn curve(&self, price: Price) -> i128 {
        let p = i128::from(price.micros().clamp(0, 1_000_000));
        let base = p * (1_000_000 - p);
        (0..self.exponent.min(EXPONENT_MAX)).fold(PICO, |x, _| div_round(x * base, PICO, Rounding::HalfEven))
    }

    /// An upper bound of the fees on top when `amount` dollars buy at prices from `low` to `high`.
    pub(crate) fn bound_of_amount(&self, amount: Usdc, low: Price, high: Price) -> Usdc {
        if self.buy_fee == BuyFee::InShares || self.rate_micros == 0 || !low.is_positive() {
            return Usdc::ZERO;
        }
        // The fee per dollar is rate x p^(e-1) (1-p)^e: largest at p = (e-1)/(2e-1), and falling from there both ways.
        let e = i64::from(self.exponent);
        let peak = if e == 0 { 0 } else { (e - 1) * 1_000_000 / (2 * e - 1) };
        let price = Price::from_micros(peak.clamp(low.micros(), high.micros().max(low.micros())));
        let shares = amount.shares_at(price, Rounding::Up).unwrap_or(Shares::from_micros(0));
        with_slack(self.fee(price, shares))
    }

    /// An upper bound of the fees on top when `shares` are bought at `high` or less.
    pub(crate) fn bound_of_shares(&self, shares: Shares, high: Price) -> Usdc {
        if self.buy_fee == BuyFee::InShares || self.rate_micros == 0 {
            return Usdc::ZERO;
        }
        with_slack(self.fee(Price::from_micros(high.micros().min(500_000)), shares))
    }
}

/// Room for the rounding of each of the three levels an order may match.
fn with_slack(fee: Usdc) -> Usdc {
    Usdc::from_micros(fee.micros() + 30)
}
