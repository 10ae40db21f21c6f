//! A strategy that is an uploaded component: what it declares, its parameters, its preview. It cannot be edited here.

use crate::preview::{PreviewPanel, use_preview_model};
use crate::split::Split;
use craftstrat_api::Inspection;
use craftstrat_api::studio::{Strategy, StrategyChange, StrategyRef};
use craftstrat_preview::Source;
use craftstrat_ui_kit::{
    Button, ButtonKind, Card, Icon, IconName, Page, ToastKind, url, use_client, use_i18n, use_toasts,
};
use craftstrat_ui_live::PaperButtons;
use craftstrat_ui_results::RunDialog;
use std::rc::Rc;
use web_sys::HtmlInputElement;
use yew::platform::spawn_local;
use yew::prelude::*;

/// Properties of [`ComponentView`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct ComponentViewProps {
    /// The strategy.
    pub strategy: Rc<Strategy>,
}

/// The recorded columns a component reads.
fn recorded(inspection: &Inspection) -> Vec<&'static str> {
    let columns = inspection.columns.iter().filter_map(|name| name.parse().ok());
    crate::session::recorded(columns.collect())
}

/// The page of a component.
#[component]
pub fn ComponentView(props: &ComponentViewProps) -> Html {
    let i18n = use_i18n();
    let toasts = use_toasts();
    let client = use_client();
    let running = use_state(|| false);
    let strategy = &props.strategy;
    let hash = strategy.component.clone().unwrap_or_default();
    let columns = use_memo(strategy.clone(), |s| s.inspection.as_ref().map(recorded).unwrap_or_default());
    let model = use_preview_model(Some(Source::Component(hash.clone())), columns, true);
    let name = use_state(|| strategy.summary.name.clone());
    let rename = {
        let (name, id, toasts) = (name.clone(), strategy.summary.id.clone(), toasts);
        Callback::from(move |event: Event| {
            let wanted = event.target_unchecked_into::<HtmlInputElement>().value().trim().to_owned();
            if wanted.is_empty() || wanted == *name {
                return;
            }
            let (client, name, id, toasts) = (client.clone(), name.clone(), id.clone(), toasts.clone());
            spawn_local(async move {
                let change = StrategyChange { name: Some(wanted.clone()) };
                match client.patch::<_, Strategy>(&format!("/strategies/{id}"), &change).await {
                    Ok(_) => name.set(wanted),
                    Err(error) => toasts.show(ToastKind::Error, error.to_string()),
                }
            });
        })
    };
    let run = {
        let running = running.clone();
        Callback::from(move |_: MouseEvent| running.set(true))
    };
    let stop = {
        let running = running.clone();
        Callback::from(move |()| running.set(false))
    };
    let parameters = strategy.inspection.as_ref().map(|i| i.parameters.clone()).unwrap_or_default();
    let declared = Rc::new(parameters.clone());
    let actions = html! {
        <>
            <a class="btn btn-sm btn-ghost" href={url(&format!("/components/{hash}"))} download={format!("{}.wasm", *name)} data-testid="export-wasm">
                <Icon name={IconName::Download} />{ i18n.t("editor-export-wasm") }
            </a>
            <Button label={i18n.t("editor-backtest")} icon={IconName::Play} small=true kind={ButtonKind::Primary} onclick={run} testid="backtest" />
            <PaperButtons id={strategy.summary.id.clone()} name={(*name).clone()} parameters={declared} values={(*model.runs.parameters).clone()} />
        </>
    };
    let left = html! {
        <Card title={i18n.t("editor-component-declares")}>
            <label class="mb-3 flex flex-col gap-1 text-sm">
                <span class="text-xs font-medium text-muted">{ i18n.t("editor-name") }</span>
                <input class="input input-sm w-full" value={(*name).clone()} onchange={rename} maxlength="100" data-testid="strategy-name" />
            </label>
            if let Some(inspection) = &strategy.inspection {
                <Declared inspection={inspection.clone()} />
            }
        </Card>
    };
    let form = model.run_form();
    let right = html! { <PreviewPanel {model} {parameters} /> };
    html! {
        <Page title={(*name).clone()} intro={i18n.t("editor-component-intro")} {actions}>
            <Split {left} {right} />
            if *running {
                <RunDialog open=true strategy={StrategyRef::Strategy { id: strategy.summary.id.clone(), version: None }}
                    {form} onclose={stop} />
            }
        </Page>
    }
}

#[derive(Clone, Debug, PartialEq, Properties)]
struct DeclaredProps {
    inspection: Inspection,
}

/// What a component says of itself.
#[component]
fn Declared(props: &DeclaredProps) -> Html {
    let i18n = use_i18n();
    let inspection = &props.inspection;
    let line = |key: &str, value: Html| {
        html! {
            <>
                <dt class="text-muted">{ i18n.t(key) }</dt>
                <dd class="min-w-0 break-words">{ value }</dd>
            </>
        }
    };
    let names = |list: &[String]| {
        if list.is_empty() { "–".to_owned() } else { list.join(", ") }
    };
    let risk = &inspection.risk;
    let limits: Vec<String> = [
        ("stoploss_pct", risk.stoploss_pct),
        ("take_profit_pct", risk.take_profit_pct),
        ("max_position_usdc", risk.max_position_usdc),
        ("max_trades_per_slot", risk.max_trades_per_slot.map(f64::from)),
        ("cool_down_s", risk.cool_down_s),
        ("max_open_entries", risk.max_open_entries.map(f64::from)),
    ]
    .into_iter()
    .filter_map(|(field, value)| {
        let label = i18n.t(&format!("editor-risk-{}", field.replace('_', "-")));
        value.map(|v| format!("{label} {}", i18n.short(v, 2)))
    })
    .collect();
    html! {
        <dl class="grid grid-cols-[max-content_1fr] gap-x-4 gap-y-1.5 text-sm" data-testid="inspection">
            { line("editor-component-name", html! { { format!("{} {}", inspection.name, inspection.version) } }) }
            { line("editor-component-hash", html! { <code class="text-xs break-all">{ &inspection.hash }</code> }) }
            { line("editor-component-size", html! { { i18n.bytes(inspection.bytes) } }) }
            { line("editor-component-columns", html! { { names(&inspection.columns) } }) }
            { line("editor-component-account", html! { { names(&inspection.account) } }) }
            { line("editor-component-risk", html! { { names(&limits) } }) }
            { line("editor-component-warm-up", html! { { i18n.number(f64::from(inspection.warm_up_rows), 0) } }) }
            { line("editor-component-nodes", html! { { names(&inspection.nodes) } }) }
        </dl>
    }
}
