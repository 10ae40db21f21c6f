//! The buttons of the editor: run on paper, assign to a wallet, and update what runs already.

use super::running::running;
use super::{ChangeDialog, Draft, StartDialog};
use crate::calls;
use craftstrat_api::inspect::ParameterInfo;
use craftstrat_api::studio::StrategyRef;
use craftstrat_ui_kit::{Button, Command, IconName, Route, use_client, use_commands, use_i18n, use_resource};
use std::collections::BTreeMap;
use std::rc::Rc;
use yew::prelude::*;
use yew_router::prelude::use_navigator;

/// Properties of [`PaperButtons`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct PaperButtonsProps {
    /// The stored strategy.
    pub id: AttrValue,
    /// Its name.
    pub name: AttrValue,
    /// Where its document stands.
    #[prop_or_default]
    pub draft: Draft,
    /// What it lets one set, where the caller knows; asked of the server otherwise.
    #[prop_or_default]
    pub parameters: Option<Rc<Vec<ParameterInfo>>>,
    /// Values to begin with, where they differ from the defaults.
    #[prop_or_default]
    pub values: BTreeMap<String, f64>,
    /// Series to begin with.
    #[prop_or_default]
    pub series: Vec<String>,
    /// Saves what was not saved yet; asked before a dialog opens.
    #[prop_or_default]
    pub onsave: Callback<()>,
    /// Leads to the problems of the document.
    #[prop_or_default]
    pub onproblems: Option<Callback<()>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Over {
    Nothing,
    Start,
    Change,
}

/// The buttons. The one for what runs is there only when something does.
#[component]
pub fn PaperButtons(props: &PaperButtonsProps) -> Html {
    let (client, i18n) = (use_client(), use_i18n());
    let over = use_state_eq(|| Over::Nothing);
    // A server that says nothing of it runs nothing.
    let runs = use_resource(props.id.clone(), move |id: AttrValue| {
        let client = client.clone();
        async move { calls::overview(&client).await.map(|overview| Rc::new(running(&overview.runs, &id))) }
    });
    let runs = runs.data.unwrap_or_default();
    let show = |what: Over| {
        let (over, onsave) = (over.clone(), props.onsave.clone());
        Callback::from(move |()| {
            onsave.emit(());
            over.set(what);
        })
    };
    let (start, change) = (show(Over::Start), show(Over::Change));
    let onclose = {
        let over = over.clone();
        Callback::from(move |()| over.set(Over::Nothing))
    };
    let assign = {
        let (navigator, onsave, id) = (use_navigator(), props.onsave.clone(), props.id.clone());
        Callback::from(move |_: MouseEvent| {
            onsave.emit(());
            if let Some(navigator) = &navigator {
                // A pair of texts can always be encoded.
                let _ = navigator.push_with_query(&Route::NewAssignment, [("strategy", id.as_str())]);
            }
        })
    };
    use_commands(vec![Command {
        id: "paper-run".into(),
        label: i18n.t("paper-run"),
        section: i18n.t("paper-section"),
        keys: "".into(),
        icon: Some(IconName::Zap),
        run: start.clone(),
    }]);
    let strategy = StrategyRef::Strategy { id: props.id.to_string(), version: None };
    html! {
        <div class="contents">
            <Button label={i18n.t("paper-run")} icon={IconName::Zap} small=true onclick={start.reform(|_: MouseEvent| ())}
                testid="paper-run" title={i18n.t("paper-run-help")} />
            <Button label={i18n.t("wallets-assign")} icon={IconName::Wallet} small=true onclick={assign} testid="assign" />
            if !runs.is_empty() {
                <Button label={i18n.t("paper-update")} icon={IconName::GitBranch} small=true
                    onclick={change.reform(|_: MouseEvent| ())} testid="paper-update" title={i18n.t("paper-update-help")} />
            }
            if *over == Over::Start {
                <StartDialog open=true strategy={strategy.clone()} name={props.name.clone()} parameters={props.parameters.clone()}
                    values={props.values.clone()} series={props.series.clone()} draft={props.draft}
                    onproblems={props.onproblems.clone()} onclose={onclose.clone()} />
            }
            if *over == Over::Change {
                <ChangeDialog open=true {strategy} {runs} parameters={props.parameters.clone()} values={props.values.clone()}
                    draft={props.draft} onproblems={props.onproblems.clone()} {onclose} />
            }
        </div>
    }
}
