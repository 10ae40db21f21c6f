//! The version beside a run: how often it decided otherwise, and whether it shall take over.

use super::PartProps;
use crate::calls;
use crate::live::Pair;
use crate::model::version::{Parameter, differed_ratio, differing, is_way_back, short};
use crate::stream::{Heard, Told, use_told};
use craftstrat_api::studio::StrategyRef;
use craftstrat_api::studio::live::{EventKind, LiveChange, LiveRun, LiveShadow, RunState};
use craftstrat_ui_kit::{
    Button, ButtonKind, Card, Dialog, I18n, IconName, ToastKind, use_client, use_i18n, use_resource,
    use_toasts,
};
use std::collections::BTreeMap;
use yew::platform::spawn_local;
use yew::prelude::*;

/// Something done to versions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Act {
    /// The stored strategy as it is now stands beside.
    Beside,
    /// The one beside takes over.
    Swap,
    /// The one beside goes.
    Discard,
}

/// The version beside.
#[component]
pub(super) fn Version(props: &PartProps) -> Html {
    let (client, i18n, toasts) = (use_client(), use_i18n(), use_toasts());
    let (busy, confirming) = (use_state_eq(|| false), use_state_eq(|| false));
    let run = &props.run;
    let beside = run.shadow.as_ref().map(|shadow| shadow.component.clone());
    let history = {
        let client = client.clone();
        let wanted = (run.summary.id.clone(), beside, run.summary.component.clone());
        use_resource(wanted, move |(id, beside, _)| {
            let client = client.clone();
            async move {
                match beside {
                    Some(_) => {
                        Ok(calls::events(&client, Some(&id), Some("version"), None, None).await?.items)
                    }
                    None => Ok(Vec::new()),
                }
            }
        })
    };
    {
        // A run can be told to have changed before the event is.
        let (id, reload) = (run.summary.id.clone(), history.reload.clone());
        use_told(move |heard| {
            if let Heard::Told(Told::Event(event)) = heard
                && event.kind == EventKind::Version
                && event.run_id.as_ref() == Some(&id)
            {
                reload.emit(());
            }
        });
    }
    let act = {
        let (busy, confirming, i18n) = (busy.clone(), confirming.clone(), i18n.clone());
        let (id, strategy) = (run.summary.id.clone(), run.summary.strategy_id.clone());
        Callback::from(move |act: Act| {
            confirming.set(false);
            busy.set(true);
            let (client, toasts, i18n, busy) = (client.clone(), toasts.clone(), i18n.clone(), busy.setter());
            let (id, strategy) = (id.clone(), strategy.clone());
            spawn_local(async move {
                let answer = match (act, strategy) {
                    (Act::Swap, _) => calls::swap(&client, &id).await.map(drop),
                    (Act::Discard, _) => calls::discard(&client, &id).await.map(drop),
                    (Act::Beside, Some(strategy)) => {
                        let strategy = StrategyRef::Strategy { id: strategy, version: None };
                        let change = LiveChange { strategy, parameters: BTreeMap::new() };
                        calls::shadow(&client, &id, &change).await.map(drop)
                    }
                    (Act::Beside, None) => Ok(()),
                };
                busy.set(false);
                if let Err(error) = answer {
                    toasts.show(ToastKind::Error, error.in_words(&i18n));
                }
            });
        })
    };
    let way_back = is_way_back(history.data.as_deref().unwrap_or_default());
    let body = match &run.shadow {
        None => nobody(&i18n, run, *busy, act.reform(|_: MouseEvent| Act::Beside)),
        Some(shadow) => {
            let ask = {
                let confirming = confirming.clone();
                Callback::from(move |_: MouseEvent| confirming.set(true))
            };
            html! {
                <>
                    { facts(&i18n, run, shadow, way_back) }
                    <div class="mt-3 flex flex-wrap gap-2">
                        <Button label={i18n.t(swap_key(way_back))} icon={IconName::Refresh} small=true busy={*busy}
                            onclick={ask} testid="live-swap" />
                        <Button label={i18n.t("live-version-discard")} icon={IconName::Trash} small=true busy={*busy}
                            kind={ButtonKind::Ghost} onclick={act.reform(|_: MouseEvent| Act::Discard)} testid="live-discard" />
                    </div>
                </>
            }
        }
    };
    let close = {
        let confirming = confirming.clone();
        Callback::from(move |()| confirming.set(false))
    };
    let footer = html! {
        <>
            <Button label={i18n.t("common-cancel")} onclick={close.reform(|_: MouseEvent| ())} />
            <Button label={i18n.t(swap_key(way_back))} kind={ButtonKind::Primary} testid="live-swap-confirm"
                onclick={act.reform(|_: MouseEvent| Act::Swap)} />
        </>
    };
    html! {
        <Card title={AttrValue::from(i18n.t("live-version"))}>
            <div data-testid="live-version" data-beside={if run.shadow.is_some() { "true" } else { "false" }}>{ body }</div>
            <Dialog open={*confirming && run.shadow.is_some()} title={i18n.t(swap_key(way_back))} onclose={close} {footer}>
                <p class="text-sm">{ i18n.t("live-version-swap-body") }</p>
            </Dialog>
        </Card>
    }
}

const fn swap_key(way_back: bool) -> &'static str {
    if way_back { "live-version-back" } else { "live-version-swap" }
}

/// No version stands beside: what one is for, and the stored strategy as the next one.
fn nobody(i18n: &I18n, run: &LiveRun, busy: bool, onclick: Callback<MouseEvent>) -> Html {
    let goes_on = matches!(run.summary.state, RunState::Running | RunState::Paused | RunState::Halted);
    html! {
        <>
            <p class="text-sm text-muted">{ i18n.t("live-version-none") }</p>
            if goes_on && run.summary.strategy_id.is_some() {
                <div class="mt-3">
                    <Button label={i18n.t("live-version-beside")} icon={IconName::GitBranch} small=true {busy} {onclick}
                        testid="live-beside" />
                </div>
            }
        </>
    }
}

fn facts(i18n: &I18n, run: &LiveRun, shadow: &LiveShadow, way_back: bool) -> Html {
    let value = |value: Option<f64>| value.map_or_else(|| i18n.t("live-none"), |v| i18n.short(v, 6));
    let parameter = |(name, live, beside): Parameter<'_>| {
        html! {
            <Pair key={name.to_owned()} label={name.to_owned()}>{ format!("{} → {}", value(live), value(beside)) }</Pair>
        }
    };
    let ratio = differed_ratio(shadow.rows, shadow.differed);
    let variables = [
        ("differed", i18n.number(shadow.differed as f64, 0).into()),
        ("ratio", ratio.map_or_else(|| i18n.t("live-none"), |r| i18n.percent(r, 1)).into()),
    ];
    html! {
        <>
            <dl class="flex flex-col gap-1 text-sm">
                <Pair label={i18n.t("live-version-beside-is")}>
                    <code title={shadow.component.clone()}>{ short(&shadow.component) }</code>
                </Pair>
                <Pair label={i18n.t("live-version-rows")} testid="live-shadow-rows">{ i18n.number(shadow.rows as f64, 0) }</Pair>
                <Pair label={i18n.t("live-version-differed")} testid="live-shadow-differed">
                    { i18n.tf("live-version-differed-of", &variables) }
                </Pair>
                { for differing(&run.parameters, &shadow.parameters).into_iter().map(parameter) }
            </dl>
            <p class="mt-2 text-sm text-muted">
                { i18n.t(if shadow.warm { "live-version-warm" } else { "live-version-cold" }) }
                if way_back {
                    { " " }{ i18n.t("live-version-was-before") }
                }
            </p>
        </>
    }
}
