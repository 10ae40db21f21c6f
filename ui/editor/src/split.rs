//! Two columns whose border can be moved by pointer and keys; one above the other on narrow screens.

use crate::browser;
use craftstrat_ui_kit::use_i18n;
use web_sys::Element;
use yew::prelude::*;

/// Properties of [`Split`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct SplitProps {
    /// The left one, or the upper one.
    pub left: Html,
    /// The right one, or the lower one.
    pub right: Html,
}

/// Bounds of the left column's width, per cent.
const MIN: f64 = 30.0;
const MAX: f64 = 75.0;

/// The width a key leads to from `at`, per cent.
fn width_after(key: &str, at: f64) -> Option<f64> {
    let next = match key {
        "ArrowLeft" => at - 2.0,
        "ArrowRight" => at + 2.0,
        "Home" => MIN,
        "End" => MAX,
        _ => return None,
    };
    Some(next.clamp(MIN, MAX))
}

/// The two columns.
#[component]
pub fn Split(props: &SplitProps) -> Html {
    let i18n = use_i18n();
    let kept = if cfg!(target_arch = "wasm32") { browser::kept_number("split") } else { None };
    let width = use_state(|| kept.unwrap_or(54.0).clamp(MIN, MAX));
    // Not the event's current target: Yew hears events at the root of the page.
    let (frame, border) = (use_node_ref(), use_node_ref());
    let onkeydown = {
        let width = width.clone();
        Callback::from(move |event: KeyboardEvent| {
            if let Some(next) = width_after(&event.key(), *width) {
                event.prevent_default();
                browser::keep_number("split", next);
                width.set(next);
            }
        })
    };
    let onpointerdown = {
        let border = border.clone();
        Callback::from(move |event: PointerEvent| {
            if let Some(border) = border.cast::<Element>() {
                // It fails only for a pointer that is gone, which drags nothing.
                let _ = border.set_pointer_capture(event.pointer_id());
            }
        })
    };
    let onpointermove = {
        let (width, frame) = (width.clone(), frame.clone());
        Callback::from(move |event: PointerEvent| {
            if event.buttons() & 1 == 0 {
                return;
            }
            if let Some(frame) = frame.cast::<Element>() {
                let rect = frame.get_bounding_client_rect();
                let at = (f64::from(event.client_x()) - rect.left()) / rect.width().max(1.0) * 100.0;
                width.set(at.clamp(MIN, MAX));
            }
        })
    };
    let onpointerup = {
        let width = width.clone();
        Callback::from(move |_: PointerEvent| browser::keep_number("split", *width))
    };
    html! {
        <div ref={frame} class="flex flex-col gap-4 lg:flex-row lg:gap-0" style={format!("--split:{:.1}%", *width)}>
            <div class="min-w-0 lg:w-[var(--split)]">{ props.left.clone() }</div>
            <div ref={border} role="separator" aria-orientation="vertical" aria-label={i18n.t("editor-split")} tabindex="0"
                aria-valuemin={MIN.to_string()} aria-valuemax={MAX.to_string()} aria-valuenow={format!("{:.0}", *width)}
                class="group hidden w-6 shrink-0 cursor-col-resize touch-none justify-center lg:flex" {onkeydown} {onpointerdown}
                {onpointermove} {onpointerup}>
                <span class="h-full w-px bg-base-300 group-hover:w-1 group-hover:bg-primary group-focus-visible:w-1 group-focus-visible:bg-primary" />
            </div>
            <div class="min-w-0 lg:sticky lg:top-2 lg:max-h-[calc(100vh-1rem)] lg:flex-1 lg:self-start lg:overflow-y-auto">
                { props.right.clone() }
            </div>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::width_after;

    #[test]
    fn the_border_stays_within_bounds() {
        assert_eq!(width_after("ArrowLeft", 31.0), Some(30.0));
        assert_eq!(width_after("ArrowRight", 50.0), Some(52.0));
        assert_eq!(width_after("End", 50.0), Some(75.0));
        assert_eq!(width_after("x", 50.0), None);
    }
}
