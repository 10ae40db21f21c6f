//! Changing an assignment and taking it off its wallet, while it is stopped.

use crate::assign::{AmountFields, FIELDS, MarketsField, amounts, markets_wrong};
use crate::calls;
use crate::model::markets::markets;
use crate::words;
use craftstrat_api::studio::assignments::{Assignment, AssignmentChange, AssignmentState};
use craftstrat_ui_account::model::errors::Errors;
use craftstrat_ui_account::{Form, Sure, use_form};
use craftstrat_ui_kit::{
    Button, ButtonKind, Dialog, IconName, Route, ToastKind, use_client, use_i18n, use_toasts,
};
use yew::platform::spawn_local;
use yew::prelude::*;
use yew_router::prelude::use_navigator;

/// Properties of [`Changes`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub(crate) struct ChangesProps {
    pub(crate) assignment: Assignment,
    /// It was changed, or could not be.
    pub(crate) onagain: Callback<()>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Over {
    Nothing,
    Change,
    Delete,
}

/// The buttons and their dialogs.
#[component]
pub(crate) fn Changes(props: &ChangesProps) -> Html {
    let (client, i18n, toasts, navigator) = (use_client(), use_i18n(), use_toasts(), use_navigator());
    let over = use_state_eq(|| Over::Nothing);
    let show = |what: Over| {
        let over = over.setter();
        Callback::from(move |()| over.set(what))
    };
    let onyes = {
        let (i18n, id, onagain) = (i18n.clone(), props.assignment.id.clone(), props.onagain.clone());
        Callback::from(move |()| {
            let (client, i18n, toasts, id) = (client.clone(), i18n.clone(), toasts.clone(), id.clone());
            let (navigator, onagain) = (navigator.clone(), onagain.clone());
            spawn_local(async move {
                match calls::unassign(&client, &id).await {
                    Ok(()) => {
                        toasts.show(ToastKind::Success, i18n.t("wallets-unassigned"));
                        if let Some(navigator) = navigator {
                            navigator.push(&Route::Assignments);
                        }
                    }
                    Err(error) => {
                        toasts.show(ToastKind::Error, words::refusal(&i18n, &error));
                        onagain.emit(());
                    }
                }
            });
        })
    };
    let ondone = {
        let (onagain, close) = (props.onagain.clone(), show(Over::Nothing));
        Callback::from(move |()| {
            close.emit(());
            onagain.emit(());
        })
    };
    let stopped = props.assignment.state == AssignmentState::Stopped;
    let title = if stopped { String::new() } else { i18n.t("wallets-error-assignment-running") };
    html! {
        <>
            <Button label={i18n.t("wallets-change")} icon={IconName::Pencil} small=true disabled={!stopped} title={title.clone()}
                onclick={show(Over::Change).reform(|_: MouseEvent| ())} testid="assignment-change" />
            <Button label={i18n.t("wallets-unassign")} icon={IconName::Trash} kind={ButtonKind::Danger} small=true disabled={!stopped} {title}
                onclick={show(Over::Delete).reform(|_: MouseEvent| ())} testid="assignment-delete" />
            <Dialog open={*over == Over::Change} title={i18n.t("wallets-change")} onclose={show(Over::Nothing)} testid="assignment-dialog">
                <ChangeForm assignment={props.assignment.clone()} {ondone} />
            </Dialog>
            <Sure open={*over == Over::Delete} title={i18n.t("wallets-unassign-title")} body={i18n.t("wallets-unassign-body")}
                action={i18n.t("wallets-unassign")} {onyes} onclose={show(Over::Nothing)} />
        </>
    }
}

#[derive(Clone, Debug, PartialEq, Properties)]
struct ChangeFormProps {
    assignment: Assignment,
    ondone: Callback<()>,
}

/// Other markets, another maximum, other cash; made anew each time it opens.
#[component]
fn ChangeForm(props: &ChangeFormProps) -> Html {
    let (client, i18n, form, toasts) = (use_client(), use_i18n(), use_form(), use_toasts());
    let assignment = &props.assignment;
    let typed = use_state_eq(|| assignment.markets.join(", "));
    let onsubmit = {
        let (form, i18n, typed) = (form.clone(), i18n.clone(), (*typed).clone());
        let (id, ondone) = (assignment.id.clone(), props.ondone.clone());
        Callback::from(move |()| {
            let mut wrong = Errors::default();
            let markets = markets(&typed);
            if let Err(error) = &markets {
                wrong = wrong.at("markets", markets_wrong(&i18n, error));
            }
            let (max, cash, wrong) = amounts(&i18n, &form, wrong);
            let change = AssignmentChange {
                markets: markets.ok(),
                max_position_usdc: max,
                cash_usdc: cash,
                parameters: None,
            };
            let (client, id, toasts, ondone) = (client.clone(), id.clone(), toasts.clone(), ondone.clone());
            let said = i18n.t("wallets-saved");
            let request = async move { calls::change_assignment(&client, &id, &change).await };
            form.send_placed(&i18n, wrong, &FIELDS, words::placed, request, move |_| {
                toasts.show(ToastKind::Success, said);
                ondone.emit(());
            });
        })
    };
    let oninput = {
        let typed = typed.setter();
        Callback::from(move |text: String| typed.set(text))
    };
    html! {
        <Form name="change" form={form.clone()} submit={i18n.t("wallets-save")} {onsubmit}>
            <MarketsField form="change" value={(*typed).clone()} {oninput} error={form.error("markets")} />
            <AmountFields form="change" handle={form.clone()} max={assignment.max_position_usdc.to_string()}
                cash={assignment.cash_usdc.map(|cash| cash.to_string()).unwrap_or_default()} />
        </Form>
    }
}
