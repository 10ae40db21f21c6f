//! Limits over all runs together: read, changed, saved.

use super::LimitsFields;
use super::model::LimitsForm;
use crate::calls;
use craftstrat_api::studio::live::LiveLimits;
use craftstrat_ui_kit::{
    ApiError, Button, ButtonKind, Card, ErrorBox, IconName, Skeleton, ToastKind, use_client, use_i18n,
    use_resource, use_toasts,
};
use std::rc::Rc;
use yew::platform::spawn_local;
use yew::prelude::*;

/// Dollars that suggestions are a part of while nothing runs: the opening cash of a run.
const CASH: f64 = 1_000.0;

/// The card of the settings.
#[component]
pub fn OverallLimits() -> Html {
    let (client, i18n) = (use_client(), use_i18n());
    let fetched = use_resource((), move |()| {
        let client = client.clone();
        async move {
            let limits = calls::limits(&client).await?;
            // Without an overview the suggestions are those of one run.
            let opening = calls::overview(&client).await.map(|o| o.money.opening_usdc.to_f64());
            Ok((limits, opening.ok().filter(|cash| *cash > 0.0).unwrap_or(CASH)))
        }
    });
    html! {
        <Card title={AttrValue::from(i18n.t("paper-overall"))}>
            if let Some((limits, cash)) = fetched.data {
                <OverallForm {limits} {cash} />
            } else if let Some(error) = fetched.error {
                <ErrorBox {error} retry={Some(fetched.reload)} />
            } else {
                <Skeleton lines={8} />
            }
        </Card>
    }
}

/// Properties of [`OverallForm`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub(crate) struct OverallFormProps {
    pub(crate) limits: LiveLimits,
    pub(crate) cash: f64,
}

/// The fields and the button that saves them.
#[component]
pub(crate) fn OverallForm(props: &OverallFormProps) -> Html {
    let (client, i18n, toasts) = (use_client(), use_i18n(), use_toasts());
    let form = use_state(|| LimitsForm::of(&props.limits));
    let saved = use_state(|| Rc::new(LimitsForm::of(&props.limits)));
    let busy = use_state_eq(|| false);
    let error = use_state(|| Option::<ApiError>::None);
    let limits = form.limits();
    let onchange = {
        let form = form.clone();
        Callback::from(move |next: LimitsForm| form.set(next))
    };
    let save = {
        let (limits, i18n) = (limits, i18n.clone());
        let (saved, busy, error) = (saved.clone(), busy.clone(), error.clone());
        Callback::from(move |_: MouseEvent| {
            let Ok(limits) = limits else { return };
            let (client, toasts, done) = (client.clone(), toasts.clone(), i18n.t("paper-overall-saved"));
            let (saved, busy, error) = (saved.clone(), busy.clone(), error.clone());
            busy.set(true);
            error.set(None);
            spawn_local(async move {
                match calls::set_limits(&client, &limits).await {
                    Ok(now) => {
                        saved.set(Rc::new(LimitsForm::of(&now)));
                        toasts.show(ToastKind::Success, done);
                    }
                    Err(refused) => error.set(Some(refused)),
                }
                busy.set(false);
            });
        })
    };
    let is_changed = *form != **saved;
    html! {
        <div class="flex flex-col gap-4" data-testid="overall-limits" data-changed={is_changed.to_string()}>
            <p class="max-w-prose text-sm text-muted">{ i18n.t("paper-overall-intro") }</p>
            <LimitsFields form={(*form).clone()} {onchange} cash={props.cash} />
            if let Err(name) = limits {
                <p class="text-sm text-error" role="status">
                    { i18n.tf("paper-limit-wrong", &[("limit", i18n.t(&format!("paper-limit-{name}")).into())]) }
                </p>
            }
            if let Some(error) = (*error).clone() {
                <ErrorBox {error} />
            }
            <div class="flex justify-end">
                <Button label={i18n.t("paper-overall-save")} icon={IconName::Save} kind={ButtonKind::Primary} small=true
                    busy={*busy} disabled={!is_changed || limits.is_err()} onclick={save} testid="overall-save" />
            </div>
        </div>
    }
}
