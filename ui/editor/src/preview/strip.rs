//! Every slot of the run as a small cell, by result; one of them is shown in the chart.

use super::picker::winner;
use craftstrat_preview::SlotResult;
use craftstrat_ui_kit::{I18n, use_i18n};
use std::rc::Rc;
use yew::prelude::*;

/// Properties of [`SlotStrip`].
#[derive(Clone, PartialEq, Properties)]
pub struct SlotStripProps {
    /// The slots in order.
    pub slots: Rc<Vec<SlotResult>>,
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

/// The strip: one stop of the Tab key, arrows change the slot.
#[component]
pub fn SlotStrip(props: &SlotStripProps) -> Html {
    let i18n = use_i18n();
    let slots = &props.slots;
    let at = slots.iter().position(|s| Some(s.market.as_str()) == props.shown.as_deref()).unwrap_or(0);
    let onkeydown = {
        let (slots, onselect) = (slots.clone(), props.onselect.clone());
        Callback::from(move |event: KeyboardEvent| {
            if let Some(slot) = slot_after(&event.key(), at, slots.len()).and_then(|next| slots.get(next)) {
                event.prevent_default();
                onselect.emit(slot.market.clone());
            }
        })
    };
    let active = slots.get(at).map(|s| format!("slot-{}", s.market));
    html! {
        <div role="listbox" tabindex="0" aria-label={i18n.t("editor-strip")} aria-activedescendant={active} {onkeydown}
            class="flex flex-wrap gap-0.5 rounded-field p-1" data-testid="slot-strip">
            for (index, slot) in slots.iter().enumerate() {
                { cell(slot, index == at, &props.onselect, &i18n) }
            }
        </div>
    }
}

fn cell(slot: &SlotResult, shown: bool, onselect: &Callback<String>, i18n: &I18n) -> Html {
    let pnl = slot.pnl_usdc.micros();
    let (class, sign) = match (slot.trades, pnl) {
        (0, _) => ("bg-base-300 text-base-content", ""),
        (_, p) if p > 0 => ("bg-gain text-base-100", "+"),
        (_, p) if p < 0 => ("bg-loss text-base-100", "−"),
        _ => ("bg-base-content text-base-100", "0"),
    };
    let text = describe(slot, i18n);
    let market = slot.market.clone();
    let onclick = onselect.reform(move |_: MouseEvent| market.clone());
    html! {
        <div key={slot.market.clone()} id={format!("slot-{}", slot.market)} role="option" aria-selected={if shown { "true" } else { "false" }}
            aria-label={text.clone()} title={text} {onclick}
            class={classes!("flex", "h-5", "w-3", "cursor-pointer", "items-center", "justify-center", "rounded-xs", "text-[10px]", "leading-none",
                class, shown.then_some("outline-2 outline-offset-1 outline-primary"))}>
            { sign }
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::slot_after;

    #[test]
    fn arrows_stay_within_the_strip() {
        assert_eq!(slot_after("ArrowRight", 2, 3), Some(2));
        assert_eq!(slot_after("ArrowLeft", 0, 3), Some(0));
        assert_eq!(slot_after("PageDown", 0, 30), Some(10));
        assert_eq!(slot_after("End", 0, 30), Some(29));
        assert_eq!(slot_after("x", 0, 30), None);
        assert_eq!(slot_after("Home", 0, 0), None);
    }
}
