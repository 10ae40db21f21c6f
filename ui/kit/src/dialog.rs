//! Dialogs: the browser's own `<dialog>`, which keeps the focus inside and gives it back.

use crate::button::{Button, ButtonKind, given};
use crate::i18n::use_i18n;
use crate::icon_paths::IconName;
use gloo::events::{EventListener, EventListenerOptions};
use gloo::timers::callback::Timeout;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlDialogElement, HtmlElement};
use yew::prelude::*;

/// Properties of [`Dialog`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct DialogProps {
    /// Whether it is shown.
    pub open: bool,
    /// Its heading.
    pub title: AttrValue,
    /// Asks to be closed: Esc, the cross, or a click beside it.
    #[prop_or_default]
    pub onclose: Callback<()>,
    /// What it holds; made only while it is open.
    #[prop_or_default]
    pub children: Html,
    /// Buttons at its foot.
    #[prop_or_default]
    pub footer: Html,
    /// Wider than usual.
    #[prop_or_default]
    pub wide: bool,
    /// For browser tests.
    #[prop_or_default]
    pub testid: AttrValue,
}

/// Times [`take_focus`] tries, 20 ms apart: what is hidden takes no focus, and styles arrive when they do.
const FOCUS_TRIES: u32 = 25;

/// Gives the focus to what asks for it, or else to the first thing inside that takes it; unless something inside has it.
fn take_focus(dialog: HtmlDialogElement, tries: u32) {
    let within = |element: Element| element != **dialog && dialog.contains(Some(&element));
    if !dialog.open() || gloo::utils::document().active_element().is_some_and(within) {
        return;
    }
    let first = |selector| dialog.query_selector(selector).ok().flatten();
    let found = first("[autofocus]").or_else(|| first("input, select, textarea, button, a[href]"));
    if let Some(element) = found.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        // Whether it worked shows at the next try.
        let _ = element.focus();
    }
    if tries > 1 {
        Timeout::new(20, move || take_focus(dialog, tries - 1)).forget();
    }
}

/// Gives the focus back to what had it, unless something has it.
fn give_back(before: Element) {
    let document = gloo::utils::document();
    let free = document.active_element().is_none_or(|now| document.body().is_some_and(|body| **body == *now));
    if let Some(before) = before.dyn_ref::<HtmlElement>().filter(|_| free) {
        let _ = before.focus();
    }
}

/// A dialog.
#[component]
pub fn Dialog(props: &DialogProps) -> Html {
    let i18n = use_i18n();
    let node = use_node_ref();
    use_effect_with((node.clone(), props.open), |(node, open)| {
        let before = open.then(|| gloo::utils::document().active_element()).flatten();
        if let Some(dialog) = node.cast::<HtmlDialogElement>() {
            if *open && !dialog.open() {
                // It fails only on a dialog that is not in the page, which then need not be shown.
                let _ = dialog.show_modal();
                // The browser looks for what takes the focus while the dialog is still hidden, and finds nothing.
                let shown = dialog.clone();
                Timeout::new(0, move || take_focus(shown, FOCUS_TRIES)).forget();
            } else if !*open && dialog.open() {
                dialog.close();
            }
        }
        // A dialog that is taken out of the page while it is open does not give the focus back by itself.
        move || {
            if let Some(before) = before {
                Timeout::new(0, move || give_back(before)).forget();
            }
        }
    });
    use_effect_with((node.clone(), props.onclose.clone()), |(node, onclose)| {
        let onclose = onclose.clone();
        let listener = node.cast::<HtmlDialogElement>().map(|dialog| {
            let options = EventListenerOptions::enable_prevent_default();
            EventListener::new_with_options(&dialog, "cancel", options, move |event| {
                // The owner decides whether it is open.
                event.prevent_default();
                onclose.emit(());
            })
        });
        move || drop(listener)
    });
    let beside = {
        let (node, onclose) = (node.clone(), props.onclose.clone());
        Callback::from(move |event: MouseEvent| {
            let dialog = node.cast::<HtmlDialogElement>().map(web_sys::EventTarget::from);
            if dialog.is_some() && event.target() == dialog {
                onclose.emit(());
            }
        })
    };
    let close = props.onclose.reform(|_: MouseEvent| ());
    let width = if props.wide { "max-w-4xl" } else { "max-w-lg" };
    html! {
        <dialog ref={node} class="modal modal-bottom sm:modal-middle" aria-label={props.title.clone()}
            data-testid={given(&props.testid)} onmousedown={beside}>
            if props.open {
                <div class={classes!("modal-box", "flex", "max-h-[85vh]", "flex-col", "gap-4", "w-full", width)}>
                    <div class="flex items-center gap-2">
                        <h2 class="grow text-lg font-semibold">{ &props.title }</h2>
                        <Button label={i18n.t("common-close")} icon={IconName::X} icon_only=true small=true
                            kind={ButtonKind::Ghost} onclick={close} />
                    </div>
                    <div class="-m-1 min-h-0 overflow-y-auto p-1">{ props.children.clone() }</div>
                    if props.footer != Html::default() {
                        <div class="flex flex-wrap justify-end gap-2">{ props.footer.clone() }</div>
                    }
                </div>
            }
        </dialog>
    }
}
