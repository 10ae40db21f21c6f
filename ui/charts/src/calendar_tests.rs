//! Weeks, cells and steps of the calendar.

use super::*;

fn day(start_ms: i64) -> CalendarDay {
    CalendarDay { start_ms, value: 1.0, label: "".into(), detail: "".into(), generated: false }
}

#[test]
fn weeks_begin_on_mondays() {
    assert_eq!(weekday(0), 3, "1970-01-01 was a Thursday");
    // 2026-10-01, a Thursday, to 2026-10-05, a Monday.
    let (first, last) = (1_790_812_800_000, 1_791_158_400_000);
    assert_eq!((weekday(first), weekday(last)), (3, 0));
    assert_eq!(weeks(&[day(last), day(first)], 106), Some((first - 3 * DAY_MS, 2)));
    assert_eq!(weeks(&[day(last), day(first)], 1), Some((last, 1)), "the latest weeks stay");
    assert_eq!(weeks(&[], 106), None);
    assert_eq!(weekday(-DAY_MS), 2);
}
