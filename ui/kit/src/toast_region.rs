//! The edge of the page where toasts stand.

use crate::button::{Button, ButtonKind};
use crate::i18n::use_i18n;
use crate::icon::Icon;
use crate::icon_paths::IconName;
use crate::toast::{Toast, ToastKind, Toasts};
use gloo::timers::callback::Timeout;
use std::rc::Rc;
use yew::prelude::*;

/// At most so many stand at once; the oldest goes.
const MOST: usize = 4;

/// The toasts on show, oldest first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Shown {
    next: u64,
    toasts: Vec<(u64, Toast)>,
}

/// What happens to them.
#[derive(Clone, Debug, PartialEq)]
pub enum ShownStep {
    /// One comes.
    Add(Toast),
    /// One goes.
    Remove(u64),
}

impl Shown {
    /// The toasts with their numbers.
    pub fn toasts(&self) -> &[(u64, Toast)] {
        &self.toasts
    }
}

impl Reducible for Shown {
    type Action = ShownStep;

    fn reduce(self: Rc<Self>, step: ShownStep) -> Rc<Self> {
        let mut next = (*self).clone();
        match step {
            ShownStep::Add(toast) => {
                // The same news twice is one toast that stands longer.
                next.toasts.retain(|(_, shown)| shown.message != toast.message || shown.action.is_some());
                next.toasts.push((next.next, toast));
                next.next += 1;
                if next.toasts.len() > MOST {
                    next.toasts.remove(0);
                }
            }
            ShownStep::Remove(id) => next.toasts.retain(|(at, _)| *at != id),
        }
        next.into()
    }
}

/// How long a toast stands: longer when there is something to decide or to read.
pub fn standing_ms(toast: &Toast) -> u32 {
    match (toast.action.is_some(), toast.kind) {
        (true, _) => 12_000,
        (false, ToastKind::Error) => 10_000,
        (false, _) => 5_000,
    }
}

/// Properties of [`ToastProvider`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct ToastProviderProps {
    /// What may show toasts.
    pub children: Html,
}

/// Shows the toasts of its children.
#[component]
pub fn ToastProvider(props: &ToastProviderProps) -> Html {
    let shown = use_reducer(Shown::default);
    let toasts = {
        let dispatcher = shown.dispatcher();
        use_memo((), move |()| {
            Toasts::new(Callback::from(move |toast| dispatcher.dispatch(ShownStep::Add(toast))))
        })
    };
    html! {
        <ContextProvider<Toasts> context={(*toasts).clone()}>
            { props.children.clone() }
            <div class="fixed right-4 bottom-4 z-[60] flex flex-col items-end gap-2 max-lg:bottom-18 max-sm:inset-x-2" aria-live="polite" role="status">
                for (id, toast) in shown.toasts().iter().cloned() {
                    <ToastView key={id} {toast}
                        onclose={let dispatcher = shown.dispatcher(); move |()| dispatcher.dispatch(ShownStep::Remove(id))} />
                }
            </div>
        </ContextProvider<Toasts>>
    }
}

#[derive(Clone, Debug, PartialEq, Properties)]
struct ToastViewProps {
    toast: Toast,
    onclose: Callback<()>,
}

/// One toast. It goes by itself, but not while the pointer or the focus is on it.
#[component]
fn ToastView(props: &ToastViewProps) -> Html {
    let i18n = use_i18n();
    let held = use_state_eq(|| false);
    let latest = use_mut_ref(|| props.onclose.clone());
    *latest.borrow_mut() = props.onclose.clone();
    {
        let ms = standing_ms(&props.toast);
        use_effect_with(*held, move |held| {
            let timer = (!*held).then(|| Timeout::new(ms, move || latest.borrow().emit(())));
            move || drop(timer)
        });
    }
    let hold = |on: bool| {
        let held = held.clone();
        move || held.set(on)
    };
    let (enter, leave, focus, blur) = (hold(true), hold(false), hold(true), hold(false));
    let (icon, class) = match props.toast.kind {
        ToastKind::Info => (IconName::Info, "text-info"),
        ToastKind::Success => (IconName::CircleCheck, "text-success"),
        ToastKind::Error => (IconName::AlertTriangle, "text-error"),
    };
    let close = props.onclose.reform(|_: MouseEvent| ());
    html! {
        <div class="flex max-w-md items-center gap-3 rounded-box border border-base-300 bg-base-100 py-2 pl-4 pr-2 text-sm whitespace-normal shadow-lg"
            data-testid="toast" onmouseenter={move |_| enter()} onmouseleave={move |_| leave()}
            onfocusin={move |_| focus()} onfocusout={move |_| blur()}>
            <span {class}><Icon name={icon} class="size-5" /></span>
            <span class="min-w-0 grow break-words">{ &props.toast.message }</span>
            if let Some((label, action)) = props.toast.action.clone() {
                <Button {label} small=true testid="toast-action"
                    onclick={let onclose = props.onclose.clone(); move |_| { action.emit(()); onclose.emit(()); }} />
            }
            <Button label={i18n.t("common-close")} icon={IconName::X} icon_only=true small=true
                kind={ButtonKind::Ghost} onclick={close} />
        </div>
    }
}
