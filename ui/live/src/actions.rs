//! Pause, resume, stop, remove: buttons of a run. Nothing is shown as done before the server says so.

use crate::calls;
use crate::model::actions::{Action, possible};
use craftstrat_api::studio::live::RunState;
use craftstrat_ui_kit::{Button, ButtonKind, Dialog, IconName, ToastKind, use_client, use_i18n, use_toasts};
use yew::platform::spawn_local;
use yew::prelude::*;

/// Properties of [`RunActions`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct RunActionsProps {
    /// The run.
    pub id: AttrValue,
    /// Its name.
    pub name: AttrValue,
    /// Where it stands.
    pub state: RunState,
    /// The kill switch of all is on.
    pub killed_all: bool,
    /// Shows icons alone; the labels are read out.
    #[prop_or_default]
    pub icons: bool,
    /// It was removed.
    #[prop_or_default]
    pub onremoved: Callback<()>,
}

/// What can be done to a run.
#[component]
pub fn RunActions(props: &RunActionsProps) -> Html {
    let (client, i18n, toasts) = (use_client(), use_i18n(), use_toasts());
    let asked = use_state_eq(|| None::<Action>);
    let busy = use_state_eq(|| None::<Action>);
    let act = {
        let (asked, busy, id) = (asked.clone(), busy.clone(), props.id.clone());
        let (onremoved, i18n) = (props.onremoved.clone(), i18n.clone());
        Callback::from(move |action: Action| {
            asked.set(None);
            busy.set(Some(action));
            let (client, toasts, i18n) = (client.clone(), toasts.clone(), i18n.clone());
            let (busy, id, onremoved) = (busy.setter(), id.clone(), onremoved.clone());
            spawn_local(async move {
                let answer = match action {
                    Action::Pause => calls::kill(&client, &id, true).await.map(drop),
                    Action::Resume => calls::kill(&client, &id, false).await.map(drop),
                    Action::Stop => calls::stop(&client, &id).await.map(drop),
                    Action::Remove => calls::remove(&client, &id).await,
                };
                busy.set(None);
                match answer {
                    Ok(()) if action == Action::Remove => onremoved.emit(()),
                    Ok(()) => {}
                    Err(error) => toasts.show(ToastKind::Error, error.in_words(&i18n)),
                }
            });
        })
    };
    let button = |action: Action| {
        let (asked, act) = (asked.clone(), act.clone());
        let onclick =
            Callback::from(
                move |_: MouseEvent| {
                    if action.is_confirmed() { asked.set(Some(action)) } else { act.emit(action) }
                },
            );
        // Without its text a button has to say which run it means.
        let label = if props.icons {
            i18n.tf(&format!("live-do-named-{}", action.code()), &[("name", props.name.as_str().into())])
        } else {
            i18n.t(&format!("live-do-{}", action.code()))
        };
        let kind = if props.icons { ButtonKind::Ghost } else { ButtonKind::Normal };
        html! {
            <Button key={action.code()} {label} icon={icon(action)} icon_only={props.icons} small=true {kind} {onclick}
                busy={*busy == Some(action)} disabled={busy.is_some()} testid={format!("{}-{}", action.code(), props.id)} />
        }
    };
    let close = {
        let asked = asked.clone();
        Callback::from(move |()| asked.set(None))
    };
    html! {
        <div class="flex flex-wrap items-center gap-1">
            { for possible(props.state, props.killed_all).into_iter().map(button) }
            <Confirm asked={*asked} name={props.name.clone()} onclose={close} onconfirm={act} />
        </div>
    }
}

const fn icon(action: Action) -> IconName {
    match action {
        Action::Pause => IconName::Pause,
        Action::Resume => IconName::Play,
        Action::Stop => IconName::Stop,
        Action::Remove => IconName::Trash,
    }
}

#[derive(Clone, Debug, PartialEq, Properties)]
struct ConfirmProps {
    asked: Option<Action>,
    name: AttrValue,
    onclose: Callback<()>,
    onconfirm: Callback<Action>,
}

/// Asks whether it is meant, and says what follows.
#[component]
fn Confirm(props: &ConfirmProps) -> Html {
    let i18n = use_i18n();
    let code = props.asked.unwrap_or(Action::Stop).code();
    let name = || [("name", props.name.as_str().into())];
    let footer = match props.asked {
        None => Html::default(),
        Some(action) => html! {
            <>
                <Button label={i18n.t("common-cancel")} onclick={props.onclose.reform(|_: MouseEvent| ())} />
                <Button label={i18n.t(&format!("live-do-{code}"))} kind={ButtonKind::Danger} testid="live-confirm"
                    onclick={props.onconfirm.reform(move |_: MouseEvent| action)} />
            </>
        },
    };
    html! {
        <Dialog open={props.asked.is_some()} title={i18n.tf(&format!("live-do-named-{code}"), &name())}
            onclose={props.onclose.clone()} {footer} testid="live-confirm-dialog">
            <p class="text-sm">{ i18n.t(&format!("live-confirm-{code}")) }</p>
        </Dialog>
    }
}
