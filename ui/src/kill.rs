//! The kill switch of all runs: one press asks, a second confirms. While it is on, every page says so.

use craftstrat_api::studio::live::Switch;
use craftstrat_ui_kit::{
    ApiError, Button, ButtonKind, Command, Dialog, ErrorBox, Glance, I18n, Icon, IconName, ToastKind,
    use_client, use_i18n, use_toasts, use_watch,
};
use yew::platform::spawn_local;
use yew::prelude::*;

/// The keys that ask.
pub const KEYS: &str = "Ctrl+Shift+K";

/// Properties of [`KillSwitch`] and [`KillBanner`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct KillProps {
    /// Asks whether to turn it on or off.
    pub onask: Callback<bool>,
}

/// Whether the switch is on, as far as is known. While nothing is known it can be turned on.
#[hook]
pub fn use_killed() -> bool {
    use_watch().glance.is_some_and(|glance| glance.killed)
}

/// The switch in the bar. What it does is written beside it where there is room.
#[component]
pub fn KillSwitch(props: &KillProps) -> Html {
    let i18n = use_i18n();
    let killed = use_killed();
    let onclick = props.onask.reform(move |_: MouseEvent| !killed);
    let class = classes!(
        "btn",
        "btn-sm",
        "max-[100rem]:w-8",
        "max-[100rem]:px-0",
        if killed { "btn-error" } else { "btn-outline btn-error" },
    );
    let title = format!("{} ({KEYS})", i18n.t(if killed { "paper-kill-off" } else { "paper-kill-on" }));
    html! {
        <button type="button" role="switch" aria-checked={if killed { "true" } else { "false" }} {class} {onclick} {title}
            data-testid="kill-switch">
            <Icon name={IconName::OctagonX} />
            <span class="max-[100rem]:sr-only">{ i18n.t("paper-kill") }</span>
        </button>
    }
}

/// Says that nothing enters, as long as that is so, with the way back.
#[component]
pub fn KillBanner(props: &KillProps) -> Html {
    let i18n = use_i18n();
    if !use_killed() {
        return html! { <div class="hidden"></div> };
    }
    html! {
        <div role="alert" data-testid="kill-banner"
            class="flex flex-wrap items-center justify-center gap-x-3 gap-y-1 bg-error px-4 py-2 text-sm font-medium text-error-content">
            <span class="inline-flex items-center gap-2"><Icon name={IconName::OctagonX} />{ i18n.t("paper-killed") }</span>
            <button type="button" class="btn btn-xs border-current bg-transparent text-current" data-testid="kill-banner-off"
                onclick={props.onask.reform(|_: MouseEvent| false)}>
                { i18n.t("paper-kill-off") }
            </button>
        </div>
    }
}

/// Properties of [`KillDialog`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct KillDialogProps {
    /// What is asked: on, off, or nothing.
    pub asked: Option<bool>,
    /// Asks to be closed.
    pub onclose: Callback<()>,
}

/// Asks before it is turned. The focus is on the button that confirms, so that a second press does.
#[component]
pub fn KillDialog(props: &KillDialogProps) -> Html {
    let i18n = use_i18n();
    let title = i18n.t(match props.asked {
        Some(false) => "paper-kill-off-title",
        _ => "paper-kill-on-title",
    });
    html! {
        <Dialog open={props.asked.is_some()} {title} onclose={props.onclose.clone()} testid="kill-dialog">
            if let Some(on) = props.asked {
                <Question key={on.to_string()} {on} onclose={props.onclose.clone()} />
            }
        </Dialog>
    }
}

#[derive(Clone, Debug, PartialEq, Properties)]
struct QuestionProps {
    on: bool,
    onclose: Callback<()>,
}

/// The question; made anew each time it is asked. What is shown of the switch changes when the server has turned it.
#[component]
fn Question(props: &QuestionProps) -> Html {
    let (client, i18n, toasts, watch) = (use_client(), use_i18n(), use_toasts(), use_watch());
    let busy = use_state_eq(|| false);
    let error = use_state(|| Option::<ApiError>::None);
    let on = props.on;
    let (body, confirm, done) = if on {
        ("paper-kill-on-body", "paper-kill-on", "paper-kill-on-done")
    } else {
        ("paper-kill-off-body", "paper-kill-off", "paper-kill-off-done")
    };
    let onclick = {
        let (busy, error, onclose) = (busy.clone(), error.clone(), props.onclose.clone());
        let done = i18n.t(done);
        Callback::from(move |_: MouseEvent| {
            let (client, toasts, tell, done) =
                (client.clone(), toasts.clone(), watch.tell.clone(), done.clone());
            let (busy, error, onclose) = (busy.clone(), error.clone(), onclose.clone());
            busy.set(true);
            error.set(None);
            spawn_local(async move {
                match client.put::<_, Glance>("/live/kill", &Switch { on }).await {
                    Ok(now) => {
                        tell.emit(now);
                        toasts.show(ToastKind::Success, done);
                        onclose.emit(());
                    }
                    Err(refused) => {
                        error.set(Some(refused));
                        busy.set(false);
                    }
                }
            });
        })
    };
    let cancel = props.onclose.reform(|_: MouseEvent| ());
    html! {
        <div class="flex flex-col gap-4">
            <p class="text-sm">{ i18n.t(body) }</p>
            if let Some(error) = (*error).clone() {
                <ErrorBox {error} />
            }
            <div class="flex flex-wrap justify-end gap-2">
                <Button label={i18n.t("common-cancel")} kind={ButtonKind::Ghost} onclick={cancel} testid="kill-cancel" />
                <button type="button" autofocus=true class={classes!("btn", if on { "btn-error" } else { "btn-primary" })}
                    disabled={*busy} {onclick} data-testid="kill-confirm">
                    { i18n.t(confirm) }
                </button>
            </div>
        </div>
    }
}

/// What the palette and the keys offer.
pub fn kill_command(i18n: &I18n, killed: bool, onask: &Callback<bool>) -> Command {
    Command {
        id: "kill-switch".into(),
        label: i18n.t(if killed { "paper-kill-off" } else { "paper-kill-on" }),
        section: i18n.t("paper-section"),
        keys: KEYS.into(),
        icon: Some(IconName::OctagonX),
        run: onask.reform(move |()| !killed),
    }
}
