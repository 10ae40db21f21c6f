//! Which rows of a long table are made: those in view and a few more.

use std::ops::Range;

/// Height of a row in pixels; the same for all, so that nothing need be measured.
pub const ROW_PX: u32 = 36;

/// Rows made beyond those in view, above and below, so that scrolling shows no gap.
const OVERSCAN: usize = 8;

/// The rows to make of `rows`, scrolled down by `top` pixels in a view `height` pixels high.
pub fn rows_in_view(rows: usize, top: f64, height: u32) -> Range<usize> {
    let top = if top.is_finite() { top.max(0.0) } else { 0.0 };
    let first = (top / f64::from(ROW_PX)) as usize;
    let shown = (height / ROW_PX) as usize + 2;
    let start = first.saturating_sub(OVERSCAN).min(rows.saturating_sub(shown));
    start..first.saturating_add(shown + OVERSCAN).min(rows)
}

/// How far to scroll so that `row` is in view; nothing when it is.
pub fn scroll_to(row: usize, top: f64, height: u32, head: u32) -> Option<f64> {
    let row_top = row as f64 * f64::from(ROW_PX);
    let room = f64::from(height.saturating_sub(head)) - f64::from(ROW_PX);
    if row_top < top {
        Some(row_top)
    } else if row_top > top + room {
        Some(row_top - room)
    } else {
        None
    }
}

/// The row a key leads to from `at`.
pub fn row_after(key: &str, at: Option<usize>, rows: usize, height: u32) -> Option<usize> {
    let last = rows.checked_sub(1)?;
    let page = (height / ROW_PX).max(2) as usize - 1;
    let next = match (key, at) {
        ("ArrowDown", Some(at)) => at.saturating_add(1),
        ("ArrowUp", Some(at)) => at.saturating_sub(1),
        ("PageDown", Some(at)) => at.saturating_add(page),
        ("PageUp", Some(at)) => at.saturating_sub(page),
        ("Home", _) | ("ArrowDown" | "ArrowUp" | "PageDown" | "PageUp", None) => 0,
        ("End", _) => last,
        _ => return None,
    };
    Some(next.min(last))
}
