//! Numbers, amounts, durations and dates in both languages.

use craftstrat_i18n::Lang::{En, Fr};
use craftstrat_i18n::{calendar, format};

const NARROW: &str = "\u{202f}";

#[test]
fn thousands_are_grouped_and_decimals_pointed() {
    let cases = [
        (0.0, 0, "0", "0"),
        (-0.001, 2, "0.00", "0,00"),
        (999.0, 0, "999", "999"),
        (1_000.0, 0, "1,000", "1_000"),
        (-1_234_567.891, 2, "−1,234,567.89", "−1_234_567,89"),
        (0.005, 2, "0.01", "0,01"),
        (12.5, 3, "12.500", "12,500"),
    ];
    for (value, decimals, english, french) in cases {
        assert_eq!(format::number(En, value, decimals), english);
        assert_eq!(format::number(Fr, value, decimals), french.replace('_', NARROW));
    }
    for value in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        assert_eq!(format::number(En, value, 2), format::MISSING);
        assert_eq!(format::usdc(Fr, value), format::MISSING);
        assert_eq!(format::percent(Fr, value, 1), format::MISSING);
    }
}

#[test]
fn short_numbers_have_no_idle_zeros() {
    for (value, text) in [(10.0, "10"), (0.5, "0.5"), (1.255, "1.25"), (100.0, "100"), (1e-9, "0")] {
        assert_eq!(format::short(En, value, 2), text);
    }
    assert_eq!(format::short(Fr, 0.5, 2), "0,5");
}

#[test]
fn gains_have_a_sign_and_zero_has_none() {
    assert_eq!(format::signed(En, 1.2, 2), "+1.20");
    assert_eq!(format::signed(Fr, -1.2, 2), "−1,20");
    assert_eq!(format::signed(En, 0.0, 2), "0.00");
    assert_eq!(format::signed(En, 0.001, 2), "0.00");
    assert_eq!(format::signed(En, -0.001, 2), "0.00");
}

#[test]
fn units_stand_where_the_language_puts_them() {
    assert_eq!(format::percent(En, 0.1234, 1), "12.3%");
    assert_eq!(format::percent(Fr, 0.1234, 1), format!("12,3{NARROW}%"));
    assert_eq!(format::signed_percent(En, 0.5, 0), "+50%");
    assert_eq!((format::cents(En, 0.62), format::cents(En, 0.625)), ("62¢".to_owned(), "62.5¢".to_owned()));
    assert_eq!(format::cents(Fr, 0.625), format!("62,5{NARROW}¢"));
    assert_eq!(format::usdc(En, 1234.5), "1,234.50\u{a0}USDC");
    assert_eq!(
        (format::bytes(En, 1_500), format::bytes(Fr, 1_500)),
        ("1.5\u{a0}kB".into(), "1,5\u{a0}ko".into())
    );
    assert_eq!(format::bytes(En, 0), "0\u{a0}B");
}

#[test]
fn durations_take_their_two_largest_units() {
    let english = |ms| format::duration_ms(En, ms).replace('\u{a0}', " ");
    assert_eq!(english(0), "0 ms");
    assert_eq!(english(250), "250 ms");
    assert_eq!(english(1_200), "1.2 s");
    assert_eq!(english(200_000), "3 min 20 s");
    assert_eq!(english(3_600_000), "1 h");
    assert_eq!(english(-273_600_000), "−3 d 4 h");
    assert_eq!(format::duration_ms(Fr, 273_600_000).replace('\u{a0}', " "), "3 j 4 h");
}

#[test]
fn typed_numbers_are_read_in_both_notations() {
    for (text, value) in [
        ("1.5", Some(1.5)),
        ("1,5", Some(1.5)),
        (" 12\u{202f}345,5 ", Some(12_345.5)),
        ("−3", Some(-3.0)),
        ("+3", Some(3.0)),
        ("1e3", Some(1_000.0)),
        (".5", Some(0.5)),
        ("", None),
        ("-", None),
        ("1.2.3", None),
        ("inf", None),
        ("nan", None),
        ("1e999", None),
        ("12 abc", None),
    ] {
        assert_eq!(format::parse_number(text), value, "{text}");
    }
}

#[test]
fn what_is_written_can_be_read_again() {
    for lang in craftstrat_i18n::Lang::ALL {
        for value in [0.25, -12.5, 999.75] {
            assert_eq!(format::parse_number(&format::number(lang, value, 2)), Some(value));
        }
    }
}

#[test]
fn moments_are_days_and_times() {
    let slot = 1_770_138_000_000;
    assert_eq!(calendar::date(En, slot, 0), "3\u{a0}Feb\u{a0}2026");
    assert_eq!(calendar::date(Fr, slot, 0), "3\u{a0}févr.\u{a0}2026");
    assert_eq!(calendar::time(slot, 0), "17:00:00");
    assert_eq!(calendar::time(slot + 250, 0), "17:00:00.250");
    assert_eq!(calendar::datetime(Fr, slot, 60), "3\u{a0}févr.\u{a0}2026 18:00");
    // Past midnight in the east, before it in the west.
    assert_eq!(calendar::date(En, slot, 8 * 60), "4\u{a0}Feb\u{a0}2026");
    assert_eq!(calendar::time(slot, -210), "13:30:00");
}

#[test]
fn the_calendar_knows_leap_years_and_the_past() {
    let day = |ms: i64| {
        let m = calendar::moment(ms, 0);
        (m.year, m.month, m.day)
    };
    assert_eq!(day(0), (1970, 1, 1));
    assert_eq!(day(-1), (1969, 12, 31));
    assert_eq!(day(951_782_400_000), (2000, 2, 29));
    assert_eq!(day(4_107_542_400_000), (2100, 3, 1));
    assert_eq!(calendar::date(Fr, 0, 0), "1er\u{a0}janv.\u{a0}1970");
    // No moment is too far to be written.
    calendar::date(En, i64::MAX, 600);
    calendar::date(En, i64::MIN, -600);
}

#[test]
fn zones_are_named_by_their_distance() {
    for (offset, name) in [(0, "UTC"), (60, "UTC+1"), (-210, "UTC−3:30"), (345, "UTC+5:45")] {
        assert_eq!(calendar::zone(offset), name);
    }
}
