//! Walking a grid of cells by keys: one stop of the Tab key for all of them, arrows within.

use wasm_bindgen::JsCast;
use web_sys::HtmlElement;
use yew::prelude::*;

/// The cell a key leads to from `at` in a grid of `columns` by `rows`; `None` when the key leads nowhere.
pub(crate) fn step(at: usize, columns: usize, rows: usize, key: &str) -> Option<usize> {
    let (x, y) = (at % columns.max(1), at / columns.max(1));
    let (x, y) = match key {
        "ArrowLeft" => (x.checked_sub(1)?, y),
        "ArrowRight" => (x + 1, y),
        "ArrowUp" => (x, y.checked_sub(1)?),
        "ArrowDown" => (x, y + 1),
        "Home" => (0, y),
        "End" => (columns.checked_sub(1)?, y),
        "PageUp" => (x, 0),
        "PageDown" => (x, rows.checked_sub(1)?),
        _ => return None,
    };
    (x < columns && y < rows).then_some(y * columns + x)
}

/// Handles the keys of a grid of `columns` by `rows` whose cells carry `data-cell`: gives the focus to the cell a key leads
/// to and tells `moved` its index.
pub(crate) fn onkeydown(
    grid: NodeRef,
    columns: usize,
    rows: usize,
    moved: Callback<usize>,
) -> Callback<KeyboardEvent> {
    Callback::from(move |event: KeyboardEvent| {
        let at =
            event.target_dyn_into::<HtmlElement>().and_then(|e| e.get_attribute("data-cell")?.parse().ok());
        let Some(to) = at.and_then(|at| step(at, columns, rows, &event.key())) else { return };
        event.prevent_default();
        moved.emit(to);
        let found = grid.cast::<HtmlElement>();
        let found = found.and_then(|g| g.query_selector(&format!("[data-cell='{to}']")).ok().flatten());
        if let Some(cell) = found.and_then(|c| c.dyn_into::<HtmlElement>().ok()) {
            // A cell that cannot be focused has gone from the page, and the focus with it.
            cell.focus().ok();
        }
    })
}

#[cfg(test)]
#[path = "walk_tests.rs"]
mod tests;
