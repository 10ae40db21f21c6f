//! Every slot of the run as a small cell, by result; one of them is shown in the chart.
//!
//! A week has 672 of them, and every edit may change some: each is described once per result of its own, and only the
//! parts of the strip in which something changed are drawn again.

use super::Same;
use super::picker::winner;
use craftstrat_preview::{PreviewOutcome, SlotResult};
use craftstrat_ui_kit::{I18n, use_i18n};
use wasm_bindgen::JsCast;
use web_sys::Element;
use yew::prelude::*;

/// Cells that are drawn together.
const PART: usize = 8;

/// What comes before the slot in a cell's id.
const ID: &str = "slot-";

/// Properties of [`SlotStrip`].
#[derive(Clone, PartialEq, Properties)]
pub struct SlotStripProps {
    /// The run with its slots in order.
    pub outcome: Same<PreviewOutcome>,
    /// The one in the chart.
    pub shown: Option<AttrValue>,
    /// Another was chosen.
    pub onselect: Callback<String>,
}

/// Which slot a key leads to.
pub fn slot_after(key: &str, at: usize, count: usize) -> Option<usize> {
    let last = count.checked_sub(1)?;
    match key {
        "ArrowRight" | "ArrowDown" => Some((at + 1).min(last)),
        "ArrowLeft" | "ArrowUp" => Some(at.saturating_sub(1)),
        "Home" => Some(0),
        "End" => Some(last),
        "PageDown" => Some((at + 10).min(last)),
        "PageUp" => Some(at.saturating_sub(10)),
        _ => None,
    }
}

fn describe(slot: &SlotResult, i18n: &I18n) -> String {
    let won = winner(slot.winner.map(Into::into), i18n).1;
    i18n.tf(
        "editor-strip-slot",
        &[
            ("slot", slot.market.clone().into()),
            ("winner", won.into()),
            ("trades", slot.trades.into()),
            ("pnl", i18n.signed(slot.pnl_usdc.micros() as f64 / 1e6, 2).into()),
        ],
    )
}

/// A slot's result as it is shown.
#[derive(Clone, Debug, PartialEq)]
struct Cell {
    slot: SlotResult,
    id: AttrValue,
    text: AttrValue,
}

/// The cells of a run; those of the run before are taken again where their slot's result is the same.
fn cells(slots: &[SlotResult], before: &[Cell], i18n: &I18n) -> Vec<Cell> {
    let one = |(at, slot): (usize, &SlotResult)| match before.get(at) {
        Some(cell) if cell.slot == *slot => cell.clone(),
        _ => Cell {
            id: format!("{ID}{}", slot.market).into(),
            text: describe(slot, i18n).into(),
            slot: slot.clone(),
        },
    };
    slots.iter().enumerate().map(one).collect()
}

/// The strip: one stop of the Tab key, arrows change the slot.
#[component]
pub fn SlotStrip(props: &SlotStripProps) -> Html {
    let i18n = use_i18n();
    let before = use_mut_ref(|| (i18n.clone(), Vec::<Cell>::new()));
    let cells = use_memo((props.outcome.clone(), i18n.clone()), |(outcome, i18n)| {
        let mut before = before.borrow_mut();
        let known = if before.0 == *i18n { before.1.as_slice() } else { &[] };
        let now = cells(&outcome.slots, known, i18n);
        *before = (i18n.clone(), now.clone());
        now
    });
    let at = cells.iter().position(|c| Some(c.slot.market.as_str()) == props.shown.as_deref()).unwrap_or(0);
    let onkeydown = {
        let (cells, onselect) = (cells.clone(), props.onselect.clone());
        Callback::from(move |event: KeyboardEvent| {
            if let Some(cell) = slot_after(&event.key(), at, cells.len()).and_then(|next| cells.get(next)) {
                event.prevent_default();
                onselect.emit(cell.slot.market.clone());
            }
        })
    };
    let onclick = {
        let onselect = props.onselect.clone();
        Callback::from(move |event: MouseEvent| {
            let hit = event.target().and_then(|t| t.dyn_into::<Element>().ok());
            let cell = hit.and_then(|hit| hit.closest("[role='option']").ok().flatten());
            if let Some(market) = cell.and_then(|cell| cell.id().strip_prefix(ID).map(str::to_owned)) {
                onselect.emit(market);
            }
        })
    };
    let active = cells.get(at).map(|c| c.id.clone());
    html! {
        <div role="listbox" tabindex="0" aria-label={i18n.t("editor-strip")} aria-activedescendant={active} {onkeydown} {onclick}
            class="flex flex-wrap gap-0.5 rounded-field p-1" data-testid="slot-strip">
            for (part, some) in cells.chunks(PART).enumerate() {
                <Part key={part} cells={some.to_vec()} shown={at.checked_sub(part * PART).filter(|at| *at < PART)} />
            }
        </div>
    }
}

#[derive(Clone, PartialEq, Properties)]
struct PartProps {
    cells: Vec<Cell>,
    /// Which of them is in the chart.
    shown: Option<usize>,
}

/// Some cells that follow one another.
#[component]
fn Part(props: &PartProps) -> Html {
    props.cells.iter().enumerate().map(|(at, cell)| view(cell, props.shown == Some(at))).collect()
}

fn view(cell: &Cell, shown: bool) -> Html {
    let (pnl, sign) = match (cell.slot.trades, cell.slot.pnl_usdc.micros()) {
        (0, _) => ("", ""),
        (_, p) if p > 0 => ("gain", "+"),
        (_, p) if p < 0 => ("loss", "−"),
        _ => ("even", "0"),
    };
    // One list of classes for all cells: what differs is told by attributes.
    html! {
        <div key={cell.id.as_str()} id={cell.id.clone()} role="option" aria-selected={if shown { "true" } else { "false" }}
            aria-label={cell.text.clone()} title={cell.text.clone()} data-pnl={pnl}
            class="flex h-5 w-3 cursor-pointer items-center justify-center rounded-xs bg-base-300 text-[10px] leading-none text-base-content aria-selected:outline-2 aria-selected:outline-offset-1 aria-selected:outline-primary data-[pnl=even]:bg-base-content data-[pnl=even]:text-base-100 data-[pnl=gain]:bg-gain data-[pnl=gain]:text-base-100 data-[pnl=loss]:bg-loss data-[pnl=loss]:text-base-100">
            { sign }
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::{cells, slot_after};
    use craftstrat_i18n::Lang;
    use craftstrat_preview::SlotResult;
    use craftstrat_ui_kit::I18n;

    #[test]
    fn arrows_stay_within_the_strip() {
        assert_eq!(slot_after("ArrowRight", 2, 3), Some(2));
        assert_eq!(slot_after("ArrowLeft", 0, 3), Some(0));
        assert_eq!(slot_after("PageDown", 0, 30), Some(10));
        assert_eq!(slot_after("End", 0, 30), Some(29));
        assert_eq!(slot_after("x", 0, 30), None);
        assert_eq!(slot_after("Home", 0, 0), None);
    }

    #[test]
    fn a_result_that_changed_is_described_anew() {
        let slot = |market: &str, trades: u32| -> SlotResult {
            serde_json::from_value(serde_json::json!({
                "market": market, "winner": "Up", "orders": trades, "trades": trades, "pnl_usdc": "1.5",
            }))
            .unwrap()
        };
        let i18n = I18n::new(Lang::En);
        let first = cells(&[slot("a", 1), slot("b", 0)], &[], &i18n);
        let second = cells(&[slot("a", 1), slot("b", 2)], &first, &i18n);
        assert_eq!(second, cells(&[slot("a", 1), slot("b", 2)], &[], &i18n));
        assert_eq!(second[0], first[0]);
        assert_ne!(second[1].text, first[1].text);
        assert_eq!(cells(&[slot("c", 1)], &first, &i18n)[0].id, "slot-c");
    }
}
