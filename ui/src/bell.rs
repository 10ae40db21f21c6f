//! The bell: how many alerts nobody has seen, and the list of them.

use crate::parts::{LivePages, Part, PartPage};
use craftstrat_ui_kit::{Icon, IconName, use_i18n, use_watch};
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, Node};
use yew::prelude::*;
use yew_router::prelude::use_location;

/// What the bell says of a number: from 100 on the number is no longer news.
fn badge(count: u64) -> String {
    if count > 99 { "99+".to_owned() } else { count.to_string() }
}

/// The bell and, while it is open, the list. Esc, leaving it and going to another page close it.
#[component]
pub fn Bell() -> Html {
    let i18n = use_i18n();
    let unseen = use_watch().glance.map_or(0, |glance| glance.unseen_alerts);
    let open = use_state_eq(|| false);
    let (whole, button, panel) = (use_node_ref(), use_node_ref(), use_node_ref());
    use_effect_with((*open, panel.clone()), |(open, panel)| {
        if let Some(panel) = panel.cast::<HtmlElement>().filter(|_| *open) {
            let _ = panel.focus();
        }
    });
    {
        let open = open.setter();
        let path = use_location().map(|location| location.path().to_owned());
        use_effect_with(path, move |_| open.set(false));
    }
    let toggle = {
        let open = open.clone();
        Callback::from(move |_: MouseEvent| open.set(!*open))
    };
    let onkeydown = {
        let (open, button) = (open.clone(), button.clone());
        Callback::from(move |event: KeyboardEvent| {
            if *open && event.key() == "Escape" {
                event.prevent_default();
                open.set(false);
                if let Some(button) = button.cast::<HtmlElement>() {
                    let _ = button.focus();
                }
            }
        })
    };
    let onfocusout = {
        let (open, whole) = (open.clone(), whole.clone());
        Callback::from(move |event: FocusEvent| {
            // What loses the focus because it is gone has nowhere it goes to; the list then stays.
            let Some(to) = event.related_target().and_then(|to| to.dyn_into::<Node>().ok()) else { return };
            if whole.cast::<Node>().is_some_and(|whole| !whole.contains(Some(&to))) {
                open.set(false);
            }
        })
    };
    let label = i18n.tf("paper-bell", &[("count", unseen.into())]);
    html! {
        <div ref={whole} class="relative inline-flex" {onkeydown} {onfocusout}>
            <button ref={button} type="button" class="btn btn-ghost btn-sm btn-square relative" onclick={toggle} title={label.clone()}
                aria-label={label} aria-haspopup="dialog" aria-expanded={if *open { "true" } else { "false" }}
                data-testid="bell" data-unseen={unseen.to_string()}>
                <Icon name={IconName::Bell} />
                if unseen > 0 {
                    <span class="absolute -top-1 -right-1 rounded-full bg-error px-1 text-[0.625rem] leading-4 font-semibold text-error-content"
                        aria-hidden="true">{ badge(unseen) }</span>
                }
            </button>
            if *open {
                <div ref={panel} role="dialog" aria-label={i18n.t("paper-alerts")} tabindex="-1" data-testid="alerts-panel"
                    class="fixed inset-x-2 top-14 z-50 max-h-[70vh] overflow-y-auto rounded-box border border-base-300 bg-base-100 p-3 shadow-lg outline-none sm:absolute sm:inset-x-auto sm:top-full sm:right-0 sm:mt-1 sm:w-96">
                    <Part page={PartPage::Live(LivePages::Alerts)} />
                </div>
            }
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::badge;

    #[test]
    fn large_numbers_are_cut() {
        assert_eq!((badge(7), badge(99), badge(100)), ("7".to_owned(), "99".to_owned(), "99+".to_owned()));
    }
}
