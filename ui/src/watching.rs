//! Asks now and then how strategies on paper stand, tells every page, and shows new alerts as toasts.

use craftstrat_api::studio::Page;
use craftstrat_api::studio::live::{Alert, AlertKind};
use craftstrat_ui_kit::watch::{Order, fresh};
use craftstrat_ui_kit::{
    Client, Glance, I18n, Route, ToastKind, Toasts, Watch, use_client, use_connection, use_i18n, use_toasts,
};
use craftstrat_ui_live::alerts::words;
use gloo::events::EventListener;
use gloo::timers::callback::Interval;
use std::cell::RefCell;
use std::rc::Rc;
use yew::platform::spawn_local;
use yew::prelude::*;
use yew_router::prelude::*;

/// How often the server is asked. Where it matters, a stream tells sooner.
const EVERY_MS: u32 = 10_000;

/// The most alerts that are shown as toasts at once; the bell has all.
const TOASTS_MAX: u64 = 3;

/// Properties of [`Watching`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct WatchingProps {
    /// The page.
    pub children: Html,
}

/// Gives the page its [`Watch`].
#[component]
pub fn Watching(props: &WatchingProps) -> Html {
    let (client, online) = (use_client(), use_connection().online);
    let glance = use_state_eq(|| Option::<Glance>::None);
    let order = use_mut_ref(Order::default);
    let look = {
        let (client, order, glance) = (client.clone(), order.clone(), glance.setter());
        use_callback((), move |(), ()| {
            let (client, order, glance) = (client.clone(), order.clone(), glance.clone());
            let number = order.borrow_mut().ask();
            spawn_local(async move {
                // Without an answer what was known stays; the banner of the shell says that the server is away.
                if let Ok(now) = client.get::<Glance>("/live").await
                    && order.borrow_mut().counts(number)
                {
                    glance.set(Some(now));
                }
            });
        })
    };
    let tell = {
        let (order, glance) = (order, glance.setter());
        use_callback((), move |now: Glance, ()| {
            order.borrow_mut().learned();
            glance.set(Some(now));
        })
    };
    {
        let look = look.clone();
        use_effect_with(online, move |online| {
            let asking = online.then(|| ask_now_and_then(look));
            move || drop(asking)
        });
    }
    use_alert_toasts(client, *glance);
    let watch = use_memo((*glance, tell, look), |(glance, tell, look)| Watch {
        glance: *glance,
        tell: tell.clone(),
        look: look.clone(),
    });
    html! { <ContextProvider<Watch> context={(*watch).clone()}>{ props.children.clone() }</ContextProvider<Watch>> }
}

/// Asks at once, every few seconds while somebody looks, and when somebody looks again.
fn ask_now_and_then(look: Callback<()>) -> (Interval, EventListener) {
    look.emit(());
    let again = look.clone();
    let hidden = || gloo::utils::document().hidden();
    let timer = Interval::new(EVERY_MS, move || {
        if !hidden() {
            again.emit(());
        }
    });
    let listener = EventListener::new(&gloo::utils::document(), "visibilitychange", move |_| {
        if !hidden() {
            look.emit(());
        }
    });
    (timer, listener)
}

/// Shows alerts that came since the last glance, the oldest of them first.
#[hook]
fn use_alert_toasts(client: Client, now: Option<Glance>) {
    let (i18n, toasts, navigator) = (use_i18n(), use_toasts(), use_navigator());
    let before: Rc<RefCell<Option<Glance>>> = use_mut_ref(|| None);
    use_effect_with(now, move |now| {
        let Some(now) = *now else { return };
        let count = fresh(before.replace(Some(now)), now).min(TOASTS_MAX);
        if count == 0 {
            return;
        }
        spawn_local(async move {
            // What cannot be fetched now is in the bell later.
            let Ok(page) = client.get::<Page<Alert>>(&format!("/live/alerts?limit={count}")).await else {
                return;
            };
            for alert in page.items.into_iter().filter(|alert| !alert.seen).rev() {
                show(&i18n, &toasts, navigator.as_ref(), alert);
            }
        });
    });
}

/// One alert as a toast, with the way to its run.
fn show(i18n: &I18n, toasts: &Toasts, navigator: Option<&Navigator>, alert: Alert) {
    let kind = toast_kind(alert.kind);
    let text = words::text(i18n, &alert);
    match (alert.run_id, navigator.cloned()) {
        (Some(id), Some(navigator)) => {
            let open = Callback::from(move |()| navigator.push(&Route::LiveRun { id: id.clone() }));
            toasts.with_action(kind, text, i18n.t("paper-alert-open"), open);
        }
        _ => toasts.show(kind, text),
    }
}

/// A settled market is news; everything else wants somebody to look.
const fn toast_kind(kind: AlertKind) -> ToastKind {
    match kind {
        AlertKind::Resolution => ToastKind::Info,
        _ => ToastKind::Error,
    }
}
