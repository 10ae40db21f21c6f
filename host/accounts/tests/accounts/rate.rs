//! Rate limits: the table, what waits how long, who is counted apart, and that memory is bounded.

use crate::support::NOW;
use craftstrat_accounts::rate::{By, Class, Rates, TABLE, TooMany};
use craftstrat_model::TimeMs;
use proptest::prelude::*;
use std::net::{IpAddr, Ipv4Addr};

const CLASSES: [Class; 6] =
    [Class::Login, Class::SignUp, Class::Reset, Class::Write, Class::Read, Class::Anonymous];

fn at(last: u8) -> IpAddr {
    IpAddr::from([192, 0, 2, last])
}

/// How many of `class` are taken at one moment, by one who asks without end.
fn burst(rates: &Rates, class: Class, address: IpAddr, account: Option<&str>, now: TimeMs) -> u32 {
    (0..10_000).take_while(|_| rates.check(class, address, account, now).is_ok()).count() as u32
}

#[test]
fn the_table_says_how_many() {
    let minute = 60_000;
    for limit in TABLE {
        assert_eq!(limit.period_ms % i64::from(limit.count), 0, "{limit:?} comes back in whole milliseconds");
    }
    let count = |class, by| {
        let mut lines = TABLE.iter().filter(|limit| limit.class == class && limit.by == by);
        let line = lines.next().map(|limit| (limit.count, limit.period_ms / minute));
        assert!(lines.next().is_none(), "one line of a kind");
        line
    };
    assert_eq!(count(Class::Login, By::Address), Some((10, 1)));
    assert_eq!(count(Class::Login, By::Account), Some((20, 60)));
    assert_eq!(count(Class::SignUp, By::Address), Some((5, 60)));
    assert_eq!(count(Class::Reset, By::Account), Some((3, 60)));
    assert_eq!(count(Class::Write, By::Account), Some((120, 1)));
    assert_eq!(count(Class::Read, By::Account), Some((1_200, 1)));
    assert_eq!(count(Class::Anonymous, By::Address), Some((300, 1)));
}

#[test]
fn as_many_as_the_table_says_and_then_one_by_one() {
    for limit in TABLE {
        let rates = Rates::default();
        // The other limit of the class must not be in the way: many addresses, or many accounts.
        let who = |n: u32| match limit.by {
            By::Address => (at(1), Some(format!("account {n}"))),
            By::Account => (IpAddr::V4(Ipv4Addr::from_bits(n)), Some("ann".to_owned())),
        };
        let ask = |n: u32, now| {
            let (address, account) = who(n);
            rates.check(limit.class, address, account.as_deref(), now)
        };
        for n in 0..limit.count {
            assert_eq!(ask(n, NOW), Ok(()), "{limit:?}: {n}");
        }
        let interval_ms = limit.period_ms / i64::from(limit.count);
        let retry_after_s = interval_ms.unsigned_abs().div_ceil(1_000);
        let refused = Err(TooMany { retry_after_s, class: limit.class, by: limit.by });
        assert_eq!(ask(9_000, NOW), refused, "{limit:?}");
        assert!(ask(9_001, NOW.plus_ms(interval_ms - 1)).is_err(), "{limit:?}");
        assert_eq!(ask(9_002, NOW.plus_ms(interval_ms)), Ok(()), "{limit:?}");
        assert!(ask(9_003, NOW.plus_ms(interval_ms)).is_err(), "{limit:?}");
        // After a period all of them are back, and no more.
        let later = NOW.plus_ms(interval_ms + limit.period_ms);
        assert_eq!((0..=limit.count).filter(|n| ask(10_000 + n, later).is_ok()).count() as u32, limit.count);
    }
}

#[test]
fn each_is_counted_apart() {
    let rates = Rates::default();
    assert_eq!(burst(&rates, Class::Login, at(1), Some("ann@example.org"), NOW), 10);
    assert_eq!(burst(&rates, Class::Login, at(2), Some("ann@example.org"), NOW), 10);
    let refused = rates.check(Class::Login, at(3), Some("ann@example.org"), NOW).expect_err("twenty an hour");
    assert_eq!((refused.by, refused.retry_after_s), (By::Account, 180));
    assert_eq!(refused.to_string(), "too many requests: try again in 180 s");
    assert_eq!(refused.code(), "too_many_requests");
    assert_eq!(
        burst(&rates, Class::Login, at(3), Some("bob@example.org"), NOW),
        10,
        "what was refused is not counted"
    );
    assert_eq!(burst(&rates, Class::SignUp, at(1), None, NOW), 5, "another class");
    assert_eq!(burst(&rates, Class::Write, at(1), Some("ann"), NOW), 120);
    assert_eq!(burst(&rates, Class::Write, at(2), Some("ann"), NOW), 0, "an account is the same everywhere");
    assert_eq!(burst(&rates, Class::Read, at(1), Some("ann"), NOW), 1_200);
}

#[test]
fn addresses_are_those_of_one_customer() {
    let same = |a: &str, b: &str| {
        let rates = Rates::default();
        let parse = |text: &str| text.parse::<IpAddr>().expect("an address");
        burst(&rates, Class::SignUp, parse(a), None, NOW);
        rates.check(Class::SignUp, parse(b), None, NOW).is_err()
    };
    assert!(same("2001:db8:1:2::1", "2001:db8:1:2:ffff::9"));
    assert!(!same("2001:db8:1:2::1", "2001:db8:1:3::1"));
    assert!(same("192.0.2.1", "::ffff:192.0.2.1"));
    assert!(!same("192.0.2.1", "192.0.2.2"));
    assert!(!same("::ffff:192.0.2.1", "::ffff:192.0.2.2"));
}

#[test]
fn a_clock_set_back_locks_out_for_a_period_at_most() {
    let rates = Rates::default();
    assert_eq!(burst(&rates, Class::Login, at(1), None, NOW), 10);
    let before = NOW.plus_ms(-86_400_000);
    let refused = rates.check(Class::Login, at(1), None, before).expect_err("used up");
    assert_eq!(refused.retry_after_s, 6);
    assert!(rates.check(Class::Login, at(1), None, before.plus_ms(5_999)).is_err());
    assert_eq!(rates.check(Class::Login, at(1), None, before.plus_ms(6_000)), Ok(()));
    assert_eq!(burst(&rates, Class::Login, at(1), None, before.plus_ms(66_000)), 10);
    let rates = Rates::default();
    for extreme in [TimeMs(i64::MIN), TimeMs(i64::MAX), TimeMs(0)] {
        let _ = rates.check(Class::Login, at(1), None, extreme);
    }
}

#[test]
fn memory_is_bounded_and_the_worst_are_remembered() {
    let rates = Rates::new(64);
    assert_eq!(burst(&rates, Class::Login, at(1), None, NOW), 10);
    for n in 0..10_000_u32 {
        rates.check(Class::Login, IpAddr::from(n.to_be_bytes()), None, NOW).expect("its first");
        assert!(rates.keys() <= 64);
    }
    assert!(rates.check(Class::Login, at(1), None, NOW).is_err(), "others do not make it forgotten");
    rates.sweep(NOW.plus_ms(59_999));
    assert_eq!(rates.keys(), 1);
    rates.sweep(NOW.plus_ms(60_000));
    assert_eq!(rates.keys(), 0);
    let one = Rates::new(0);
    one.check(Class::Login, at(1), None, NOW).expect("its first");
    one.check(Class::Login, at(2), None, NOW).expect("its first");
    assert_eq!(one.keys(), 1);
}

proptest! {
    /// Over any run of requests, no window of a period holds more than twice the count (a full bucket, then what comes
    /// back), and whoever waits as told is let in.
    #[test]
    fn no_more_than_the_table_says(
        steps in prop::collection::vec(0..20_000_i64, 1..200),
        which in 0..CLASSES.len(),
    ) {
        let (rates, class) = (Rates::default(), CLASSES[which]);
        let mut now = NOW;
        let mut taken: Vec<TimeMs> = Vec::new();
        for step in steps {
            now = now.plus_ms(step);
            match rates.check(class, at(1), Some("ann"), now) {
                Ok(()) => taken.push(now),
                Err(refused) => {
                    let then = now.plus_ms(i64::try_from(refused.retry_after_s).expect("short") * 1_000);
                    let copy = Rates::default();
                    for at_time in &taken {
                        copy.check(class, at(1), Some("ann"), *at_time).expect("as before");
                    }
                    // Another limit of the class may still hold; the one that refused may not.
                    if let Err(again) = copy.check(class, at(1), Some("ann"), then) {
                        prop_assert_ne!(again.by, refused.by);
                    }
                }
            }
            for limit in TABLE.iter().filter(|limit| limit.class == class) {
                let since = now.plus_ms(-limit.period_ms);
                let within = taken.iter().filter(|at_time| **at_time > since).count();
                prop_assert!(within <= 2 * limit.count as usize);
            }
        }
    }
}
