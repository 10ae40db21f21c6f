//! Money behaves like decimal arithmetic, and micros survive `f64`.
#![allow(clippy::unwrap_used)]

use craftstrat_model::money::{MICROS_MAX, div_round};
use craftstrat_model::{MoneyError, Price, Rounding, Shares, Usdc};
use proptest::prelude::*;

#[test]
fn decimal_text_reads_and_writes_exactly() {
    for (text, micros) in [
        ("0", 0),
        ("1", 1_000_000),
        ("0.6", 600_000),
        (".5", 500_000),
        ("-12.000001", -12_000_001),
        ("1.100000", 1_100_000),
    ] {
        assert_eq!(text.parse::<Usdc>().unwrap().micros(), micros, "{text}");
    }
    for text in ["", "-", ".", "1e3", "0.0000001", "nan", "1_000", "99999999999999", "+1", "1.2.3"] {
        assert!(matches!(text.parse::<Usdc>(), Err(MoneyError::NotDecimal(_))), "{text}");
    }
    assert_eq!(Usdc::from_micros(-1_500_000).to_string(), "-1.5");
    assert_eq!(Usdc::from_micros(-1).to_string(), "-0.000001");
}

#[test]
fn rounding_is_what_its_name_says() {
    for (n, d, down, up, even) in [
        (7, 2, 3, 4, 4),
        (5, 2, 2, 3, 2),
        (-5, 2, -3, -2, -2),
        (-7, 2, -4, -3, -4),
        (6, 3, 2, 2, 2),
        (1, 3, 0, 1, 0),
    ] {
        assert_eq!(div_round(n, d, Rounding::Down), down);
        assert_eq!(div_round(n, d, Rounding::Up), up);
        assert_eq!(div_round(n, d, Rounding::HalfEven), even);
    }
}

#[test]
fn ten_dollars_at_51_cents_buys_what_the_venue_says() {
    let shares =
        Usdc::from_micros(10_000_000).shares_at(Price::from_micros(510_000), Rounding::Down).unwrap();
    assert_eq!(shares.micros(), 19_607_843);
    let cost = Price::from_micros(510_000).notional(Shares::from_micros(19_607_800), Rounding::Up).unwrap();
    assert_eq!(cost.to_string(), "9.999978");
}

#[test]
fn a_recorded_60_cents_equals_the_literal() {
    let price: Price = "0.6".parse().unwrap();
    assert_eq!(price.to_f64(), 0.6);
    assert!(price.to_f64() <= 0.6, "a price of exactly 0.60 is not above 0.6");
}

#[test]
fn amounts_that_are_no_numbers_are_refused() {
    assert_eq!(Usdc::from_f64(f64::NAN), Err(MoneyError::NotFinite));
    assert_eq!(Usdc::from_f64(f64::INFINITY), Err(MoneyError::NotFinite));
    assert_eq!(Usdc::from_f64(1e300), Err(MoneyError::OutOfRange));
    assert_eq!(Usdc::from_micros(1).shares_at(Price::ZERO, Rounding::Down), Err(MoneyError::ZeroPrice));
    assert!(Usdc::from_micros(MICROS_MAX).checked_add(Usdc::from_micros(1)).is_err());
}

proptest! {
    #[test]
    fn micros_survive_f64(micros in -MICROS_MAX..=MICROS_MAX) {
        let amount = Usdc::from_micros(micros);
        prop_assert_eq!(Usdc::from_f64(amount.to_f64()), Ok(amount));
    }

    #[test]
    fn text_round_trips(micros in -MICROS_MAX..=MICROS_MAX) {
        let amount = Usdc::from_micros(micros);
        prop_assert_eq!(amount.to_string().parse::<Usdc>(), Ok(amount));
        let json = serde_json::to_string(&amount).unwrap();
        prop_assert_eq!(serde_json::from_str::<Usdc>(&json).unwrap(), amount);
    }

    #[test]
    fn any_text_is_read_or_refused(text in ".{0,30}") {
        let _ = text.parse::<Usdc>();
    }

    #[test]
    fn down_and_up_bracket_the_true_quotient(n in any::<i64>(), d in 1..i64::MAX) {
        let (n, d) = (i128::from(n), i128::from(d));
        let (down, up) = (div_round(n, d, Rounding::Down), div_round(n, d, Rounding::Up));
        prop_assert!(down * d <= n && n <= up * d && up - down <= 1);
        let even = div_round(n, d, Rounding::HalfEven);
        prop_assert!(even == down || even == up);
        prop_assert!(2 * (even * d - n).abs() <= d);
    }
}
