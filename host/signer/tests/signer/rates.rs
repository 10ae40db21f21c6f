//! Limits refill evenly, lose nothing to rounding, and gain nothing from a clock that runs backwards.

use craftstrat_model::Usdc;
use craftstrat_signer::{Bucket, HourlyNotional};
use craftstrat_signing::Address;
use craftstrat_signing::order::OrderSide;
use proptest::prelude::*;

const HOUR: i128 = 3_600_000;
const START: i64 = 1_763_700_000_000;

#[test]
fn a_bucket_refills_with_time() {
    let mut bucket = Bucket::default();
    // Minutes since the start, what is taken of 60 an hour, what is answered.
    let table = [
        (0, 60, Ok(())),
        (0, 1, Err(0)),
        (1, 2, Err(1)),
        (1, 1, Ok(())),
        (1, 0, Ok(())),
        (31, 31, Err(30)),
        (31, 30, Ok(())),
        (20, 1, Err(0)),
        (31, 1, Err(0)),
        (300, 61, Err(60)),
        (300, 60, Ok(())),
    ];
    for (minute, amount, answered) in table {
        let now = START + minute * 60_000;
        assert_eq!(bucket.take(60, HOUR, amount, now), answered, "{minute} {amount}");
    }
}

#[test]
fn a_wallet_is_a_chain_an_address_and_a_side() {
    let mut traded = HourlyNotional::default();
    let (a, b) = (Address::repeat_byte(1), Address::repeat_byte(2));
    let ten = Usdc::from_micros(10_000_000);
    let keys = [
        (137, a, OrderSide::Buy),
        (137, a, OrderSide::Sell),
        (137, b, OrderSide::Buy),
        (1, a, OrderSide::Buy),
    ];
    for key in keys {
        assert_eq!(traded.take(key, ten, ten, START), Ok(()));
        assert_eq!(traded.take(key, ten, Usdc::from_micros(1), START), Err(Usdc::ZERO));
    }
    assert_eq!(traded.len(), keys.len());
}

#[test]
fn what_is_remembered_ends_somewhere_and_is_forgotten_after_an_hour() {
    let mut traded = HourlyNotional::default();
    let one = Usdc::from_micros(1);
    let address = |n: u64| Address::left_padding_from(&n.to_be_bytes());
    for n in 0..100_000 {
        assert_eq!(traded.take((137, address(n), OrderSide::Buy), one, one, START), Ok(()));
    }
    let next = (137, address(100_000), OrderSide::Buy);
    assert_eq!(traded.take(next, one, one, START + 3_599_999), Err(Usdc::ZERO));
    assert_eq!(traded.take((137, address(5), OrderSide::Buy), one, Usdc::ZERO, START + 3_599_999), Ok(()));
    assert_eq!(traded.take(next, one, one, START + 3_600_000), Ok(()));
    assert_eq!(traded.len(), 2);
}

proptest! {
    /// In no hour more than a full bucket and what flows in meanwhile, whatever is asked and when.
    #[test]
    fn no_hour_has_more_than_twice_the_limit(
        limit in 1_i64..1_000_000_000,
        asked in prop::collection::vec((0_i64..2_000_000_000, 0_i64..1_200_000), 1..200),
    ) {
        let mut bucket = Bucket::default();
        let (mut now, mut taken) = (START, Vec::new());
        for (amount, step) in asked {
            now += step;
            if bucket.take(limit, HOUR, amount, now).is_ok() {
                taken.push((now, amount));
            }
        }
        for (from, _) in &taken {
            let hour = taken.iter().filter(|(at, _)| at >= from && at - from < 3_600_000);
            let sum: i64 = hour.map(|(_, amount)| amount).sum();
            prop_assert!(sum <= 2 * limit);
        }
    }

    /// Asking often for what is not there does not keep a bucket from filling.
    #[test]
    fn rounding_loses_nothing(limit in 1_i64..1_000, step in 1_i64..50) {
        let mut bucket = Bucket::default();
        prop_assert_eq!(bucket.take(limit, HOUR, limit, START), Ok(()));
        let mut now = START;
        while now - START < 3_600_000 {
            now += step * 1_000;
            let _ = bucket.take(limit, HOUR, i64::MAX / 4, now);
        }
        prop_assert_eq!(bucket.take(limit, HOUR, limit, now), Ok(()));
    }
}
