//! A new sweep: which parameters, over which data, and what is kept out of the search.

use super::axes::Axes;
use crate::calls;
use crate::job::JobWatch;
use crate::model::grid::{COMBINATIONS_MAX, combinations, values};
use crate::model::run_form::RunForm;
use crate::run::dialog::parameters_of;
use crate::run::fields::RunFields;
use craftstrat_api::inspect::ParameterInfo;
use craftstrat_api::studio::{Job, StrategyRef, SweepAxis, SweepRequest};
use craftstrat_ui_kit::{
    ApiError, Button, ButtonKind, Card, Empty, ErrorBox, IconName, Page, Route, Skeleton, use_client,
    use_i18n, use_query_state, use_resource,
};
use std::rc::Rc;
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::platform::spawn_local;
use yew::prelude::*;
use yew_router::prelude::{Link, use_navigator};

/// Puts a sweep together, of the strategy in `?strategy=`.
#[component]
pub fn NewSweepPage() -> Html {
    let (client, i18n) = (use_client(), use_i18n());
    let strategy = use_query_state("strategy");
    let list = use_resource((), move |()| {
        let client = client.clone();
        async move { calls::strategies(client).await }
    });
    let onchange = strategy.set.reform(|e: Event| {
        let id = e.target_unchecked_into::<HtmlSelectElement>().value();
        (!id.is_empty()).then_some(id)
    });
    let items = list.data.as_ref().map(|page| page.items.as_slice()).unwrap_or_default();
    html! {
        <Page title={i18n.t("results-new-sweep")} intro={i18n.t("results-new-sweep-intro")}>
            if let Some(error) = list.error.clone() {
                <ErrorBox {error} retry={Some(list.reload.clone())} />
            } else if list.data.is_some() && items.is_empty() {
                <Empty title={i18n.t("results-no-strategies")} action={html! {
                    <Link<Route> to={Route::Templates} classes="btn btn-primary">{ i18n.t("results-go-templates") }</Link<Route>>
                }} />
            } else {
                <label class="flex flex-col gap-1 text-xs font-medium text-muted max-w-md">
                    { i18n.t("results-strategy") }
                    <select class="select select-sm w-full" {onchange} data-testid="sweep-strategy">
                        <option value="" selected={strategy.value.is_none()}>{ i18n.t("results-pick-strategy") }</option>
                        for s in items {
                            <option key={s.id.clone()} value={s.id.clone()} selected={strategy.value.as_ref() == Some(&s.id)}>
                                { &s.name }
                            </option>
                        }
                    </select>
                </label>
            }
            if let Some(id) = strategy.value.clone() {
                <SweepForm key={id.clone()} id={id.clone()} />
            }
        </Page>
    }
}

/// Properties of [`SweepForm`].
#[derive(Clone, Debug, PartialEq, Properties)]
struct SweepFormProps {
    id: String,
}

#[component]
fn SweepForm(props: &SweepFormProps) -> Html {
    let (client, i18n, navigator) = (use_client(), use_i18n(), use_navigator());
    let strategy = StrategyRef::Strategy { id: props.id.clone(), version: None };
    let fetched = {
        let client = client.clone();
        use_resource(strategy.clone(), move |strategy| parameters_of(client.clone(), strategy))
    };
    let axes = use_state(Vec::<SweepAxis>::new);
    let form = use_state(RunForm::default);
    let share = use_state(|| Some(70_u32));
    let job = use_state(|| Option::<Job>::None);
    let error = use_state(|| Option::<ApiError>::None);
    let busy = use_state(|| false);
    let Some(parameters) = fetched.data else {
        return match fetched.error {
            Some(error) => html! { <ErrorBox {error} retry={Some(fetched.reload)} /> },
            None => html! { <Skeleton lines={8} /> },
        };
    };
    if parameters.is_empty() {
        let action = html! {
            <Link<Route> to={Route::Editor { id: props.id.clone() }} classes="btn btn-primary">
                { i18n.t("results-open-strategy") }
            </Link<Route>>
        };
        return html! {
            <Empty title={i18n.t("results-no-parameters")} body={i18n.t("results-no-parameters-body")} {action} />
        };
    }
    let counts = counts(&axes, &parameters);
    let total = counts.as_deref().and_then(combinations);
    let settings = form.settings();
    // What varies is not held as well.
    let held: Rc<Vec<ParameterInfo>> =
        Rc::new(parameters.iter().filter(|p| axes.iter().all(|a| a.name != p.name)).cloned().collect());
    let start = {
        let request = settings.clone().ok().map(|mut settings| {
            settings.parameters.retain(|name, _| held.iter().any(|p| p.name == *name));
            let in_sample = share.map(|percent| f64::from(percent) / 100.0);
            SweepRequest { strategy: strategy.clone(), settings, axes: (*axes).clone(), in_sample }
        });
        let (job, error, busy) = (job.clone(), error.clone(), busy.clone());
        Callback::from(move |_: MouseEvent| {
            let Some(request) = request.clone() else { return };
            let (client, job, error, busy) = (client.clone(), job.clone(), error.clone(), busy.clone());
            busy.set(true);
            error.set(None);
            spawn_local(async move {
                match calls::start_sweep(client, &request).await {
                    Ok(started) => job.set(Some(started)),
                    Err(refused) => error.set(Some(refused)),
                }
                busy.set(false);
            });
        })
    };
    let ondone = Callback::from(move |done: Job| {
        if let Some(navigator) = &navigator {
            navigator.push(&Route::Sweep { id: done.result });
        }
    });
    let onaxes = {
        let axes = axes.clone();
        Callback::from(move |next: Vec<SweepAxis>| axes.set(next))
    };
    let onform = {
        let form = form.clone();
        Callback::from(move |next: RunForm| form.set(next))
    };
    let split = {
        let share = share.clone();
        Callback::from(move |_: Event| share.set(if share.is_some() { None } else { Some(70) }))
    };
    let slide = {
        let share = share.clone();
        Callback::from(move |e: InputEvent| {
            let percent = e.target_unchecked_into::<HtmlInputElement>().value().parse::<u32>();
            share.set(Some(percent.unwrap_or(70).clamp(10, 90)));
        })
    };
    let ready = total.is_some() && settings.is_ok();
    html! {
        <div class="flex flex-col gap-4">
            <Card title={AttrValue::from(i18n.t("results-vary"))}>
                <Axes parameters={parameters.clone()} axes={(*axes).clone()} onchange={onaxes} />
                <p class="mt-2 text-sm" role="status" data-testid="combination-count">
                    { match (axes.is_empty(), total) {
                        (true, _) => i18n.t("results-vary-something"),
                        (false, Some(n)) => i18n.tf("results-combination-count", &[("n", n.into())]),
                        (false, None) => i18n.tf("results-too-many", &[("most", COMBINATIONS_MAX.into())]),
                    } }
                </p>
            </Card>
            <Card title={AttrValue::from(i18n.t("results-split"))}>
                <p class="text-sm text-muted mb-2">{ i18n.t("results-split-help") }</p>
                <label class="flex items-center gap-2 text-sm min-h-8">
                    <input type="checkbox" class="toggle toggle-sm" checked={share.is_some()} onchange={split} data-testid="split" />
                    { i18n.t("results-split-on") }
                </label>
                if let Some(percent) = *share {
                    <label class="flex flex-wrap items-center gap-3 text-sm">
                        <input type="range" class="range range-sm max-w-sm" min="10" max="90" step="5"
                            value={percent.to_string()} oninput={slide} aria-label={i18n.t("results-in-sample")}
                            data-testid="split-share" />
                        { i18n.tf("results-split-share", &[("inside", percent.into()), ("outside", (100 - percent).into())]) }
                    </label>
                }
            </Card>
            <Card title={AttrValue::from(i18n.t("results-settings"))}>
                <RunFields form={(*form).clone()} onchange={onform} parameters={held} />
                if let Err(wrong) = &settings {
                    <p class="text-sm text-error" role="status">{ i18n.t(&format!("results-form-{}", wrong.code())) }</p>
                }
            </Card>
            if let Some(error) = (*error).clone() {
                <ErrorBox {error} />
            }
            if let Some(running) = (*job).clone() {
                <Card><JobWatch job={running} {ondone} /></Card>
            }
            <div>
                <Button label={i18n.t("results-sweep-start")} icon={IconName::Play} kind={ButtonKind::Primary} busy={*busy}
                    disabled={!ready} onclick={start} testid="run-start" />
            </div>
        </div>
    }
}

/// How many values each axis has; `None` when one of them is wrong.
fn counts(axes: &[SweepAxis], parameters: &[ParameterInfo]) -> Option<Vec<u64>> {
    let count = |a: &SweepAxis| values(a, parameters.iter().find(|p| p.name == a.name)?).ok();
    axes.iter().map(count).collect()
}
