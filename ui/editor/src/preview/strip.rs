//! Every slot of the run as a small cell, by result; one of them is shown in the chart.
//!
//! A week has 672 of them, and an edit may change the result of each: a cell says whether its slot won or lost, which
//! rarely changes, and the amounts only while it is in the chart or under the pointer. Only the parts of the strip in which
//! something changed are drawn again.

use super::Same;
use super::picker::winner;
use craftstrat_model::Winner;
use craftstrat_preview::{PreviewOutcome, SlotResult};
use craftstrat_ui_kit::{I18n, use_i18n};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;
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

/// How a slot ended: its name in messages and in the page, and its sign.
fn result(slot: &SlotResult) -> (&'static str, &'static str) {
    match (slot.trades, slot.pnl_usdc.micros()) {
        (0, _) => ("none", ""),
        (_, p) if p > 0 => ("gain", "+"),
        (_, p) if p < 0 => ("loss", "−"),
        _ => ("even", "0"),
    }
}

/// A slot as the strip shows it.
#[derive(Clone, Debug, PartialEq)]
struct Cell {
    id: AttrValue,
    winner: Option<Winner>,
    result: &'static str,
    sign: &'static str,
    brief: AttrValue,
}

/// The cells of a run; those of the run before are taken again where they are the same.
fn cells(slots: &[SlotResult], before: &[Cell], i18n: &I18n) -> Vec<Cell> {
    let one = |(at, slot): (usize, &SlotResult)| {
        let (result, sign) = result(slot);
        let known = before.get(at).filter(|cell| {
            (cell.result, cell.winner) == (result, slot.winner) && market(&cell.id) == Some(&slot.market)
        });
        known.cloned().unwrap_or_else(|| Cell {
            id: format!("{ID}{}", slot.market).into(),
            winner: slot.winner,
            result,
            sign,
            brief: i18n
                .tf(
                    "editor-strip-brief",
                    &[
                        ("slot", slot.market.clone().into()),
                        ("winner", winner(slot.winner.map(Into::into), i18n).1.into()),
                        ("result", result.into()),
                    ],
                )
                .into(),
        })
    };
    slots.iter().enumerate().map(one).collect()
}

/// The market of a cell.
fn market(id: &str) -> Option<&str> {
    id.strip_prefix(ID)
}

/// The cell an event happened in.
fn cell_of(event: &MouseEvent) -> Option<HtmlElement> {
    let hit = event.target()?.dyn_into::<web_sys::Element>().ok()?;
    hit.closest("[role='option']").ok()??.dyn_into().ok()
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
    let slots = &props.outcome.slots;
    let at = slots.iter().position(|s| Some(s.market.as_str()) == props.shown.as_deref()).unwrap_or(0);
    let onkeydown = {
        let (outcome, onselect) = (props.outcome.clone(), props.onselect.clone());
        Callback::from(move |event: KeyboardEvent| {
            let slots = &outcome.slots;
            if let Some(slot) = slot_after(&event.key(), at, slots.len()).and_then(|next| slots.get(next)) {
                event.prevent_default();
                onselect.emit(slot.market.clone());
            }
        })
    };
    let onclick = {
        let onselect = props.onselect.clone();
        Callback::from(move |event: MouseEvent| {
            if let Some(market) = cell_of(&event).and_then(|cell| market(&cell.id()).map(str::to_owned)) {
                onselect.emit(market);
            }
        })
    };
    // A tooltip is written when it is about to be read.
    let onmouseover = {
        let (outcome, i18n) = (props.outcome.clone(), i18n.clone());
        Callback::from(move |event: MouseEvent| {
            let Some(cell) = cell_of(&event) else { return };
            let slot = outcome.slots.iter().find(|s| market(&cell.id()) == Some(&s.market));
            cell.set_title(&slot.map(|slot| describe(slot, &i18n)).unwrap_or_default());
        })
    };
    let whole = slots.get(at).map(|slot| AttrValue::from(describe(slot, &i18n)));
    let active = cells.get(at).map(|c| c.id.clone());
    html! {
        <div role="listbox" tabindex="0" aria-label={i18n.t("editor-strip")} aria-activedescendant={active} {onkeydown} {onclick} {onmouseover}
            class="isolate flex flex-wrap gap-0.5 rounded-field p-1" data-testid="slot-strip">
            for (part, some) in cells.chunks(PART).enumerate() {
                <Part key={part} cells={some.to_vec()}
                    shown={at.checked_sub(part * PART).filter(|at| *at < PART).zip(whole.clone())} />
            }
        </div>
    }
}

#[derive(Clone, PartialEq, Properties)]
struct PartProps {
    cells: Vec<Cell>,
    /// Which of them is in the chart, and its description.
    shown: Option<(usize, AttrValue)>,
}

/// Some cells that follow one another.
#[component]
fn Part(props: &PartProps) -> Html {
    let shown = |at: usize| props.shown.as_ref().filter(|(shown, _)| *shown == at).map(|(_, text)| text);
    props.cells.iter().enumerate().map(|(at, cell)| view(cell, shown(at))).collect()
}

fn view(cell: &Cell, shown: Option<&AttrValue>) -> Html {
    // One list of classes for all cells: what differs is told by attributes.
    html! {
        <div key={cell.id.as_str()} id={cell.id.clone()} role="option" aria-selected={if shown.is_some() { "true" } else { "false" }}
            aria-label={shown.unwrap_or(&cell.brief).clone()} data-result={cell.result}
            class="h-5 w-3 cursor-pointer rounded-xs bg-base-300 text-center text-[10px] leading-5 text-base-content aria-selected:outline-2 aria-selected:outline-offset-1 aria-selected:outline-primary data-[result=even]:bg-base-content data-[result=even]:text-base-100 data-[result=gain]:bg-gain data-[result=gain]:text-base-100 data-[result=loss]:bg-loss data-[result=loss]:text-base-100">
            { cell.sign }
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
    fn only_a_result_of_another_kind_is_described_anew() {
        let slot = |market: &str, trades: u32| -> SlotResult {
            serde_json::from_value(serde_json::json!({
                "market": market, "winner": "UP", "orders": trades, "trades": trades, "pnl_usdc": "1.5",
            }))
            .unwrap()
        };
        let i18n = I18n::new(Lang::En);
        let first = cells(&[slot("a", 1), slot("b", 0)], &[], &i18n);
        let second = cells(&[slot("a", 3), slot("b", 2)], &first, &i18n);
        assert_eq!(second, cells(&[slot("a", 3), slot("b", 2)], &[], &i18n));
        assert_eq!(second[0], first[0], "it gains as before");
        assert_ne!(second[1].brief, first[1].brief);
        assert_eq!(cells(&[slot("c", 1)], &first, &i18n)[0].id, "slot-c");
    }
}
