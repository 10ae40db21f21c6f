//! One strategy in the list, and what can be done with it.

use craftstrat_api::studio::{
    Deleted, NewStrategy, Strategy, StrategyChange, StrategyKind, StrategyRef, StrategySummary,
};
use craftstrat_ui_kit::{
    ApiError, Button, ButtonKind, Client, Dialog, I18n, Icon, IconName, Menu, MenuItem, PaperAsk, Route,
    Time, ToastKind, Toasts, download, download_from, file_name, url, use_ask_paper, use_client, use_i18n,
    use_toasts,
};
use std::collections::BTreeMap;
use web_sys::{HtmlInputElement, SubmitEvent};
use yew::platform::spawn_local;
use yew::prelude::*;
use yew_router::prelude::*;

/// Properties of [`StrategyRow`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct StrategyRowProps {
    /// The strategy.
    pub strategy: StrategySummary,
    /// It changed, or others did.
    pub onchange: Callback<()>,
}

/// The picture and the word of a kind.
pub fn kind_label(i18n: &I18n, kind: StrategyKind) -> (IconName, String) {
    match kind {
        StrategyKind::Form => (IconName::List, i18n.t("pages-kind-form")),
        StrategyKind::Graph => (IconName::Workflow, i18n.t("pages-kind-graph")),
        StrategyKind::Component => (IconName::Package, i18n.t("pages-kind-component")),
    }
}

/// What the actions of a row share.
#[derive(Clone)]
struct Acting {
    client: Client,
    i18n: I18n,
    toasts: Toasts,
    onchange: Callback<()>,
}

impl Acting {
    /// Does something with the server, and says so when it fails.
    fn run<F: Future<Output = Result<(), ApiError>> + 'static>(&self, work: F) {
        let (i18n, toasts) = (self.i18n.clone(), self.toasts.clone());
        spawn_local(async move {
            if let Err(error) = work.await {
                toasts.show(ToastKind::Error, error.in_words(&i18n));
            }
        });
    }

    fn delete(&self, strategy: &StrategySummary) {
        let (here, strategy) = (self.clone(), strategy.clone());
        self.run(async move {
            let deleted: Deleted = here.client.delete(&format!("/strategies/{}", strategy.id)).await?;
            here.onchange.emit(());
            let undo = {
                let here = here.clone();
                Callback::from(move |()| here.restore(deleted.token.clone()))
            };
            let said = here.i18n.tf("pages-strategy-deleted", &[("name", strategy.name.into())]);
            here.toasts.with_action(ToastKind::Info, said, here.i18n.t("pages-undo"), undo);
            Ok(())
        });
    }

    fn restore(&self, token: String) {
        let here = self.clone();
        self.run(async move {
            let path = format!("/trash/{token}/restore");
            let _: serde_json::Value = here.client.post(&path, &()).await?;
            here.onchange.emit(());
            Ok(())
        });
    }

    fn duplicate(&self, id: &str) {
        let (here, id) = (self.clone(), id.to_owned());
        self.run(async move {
            let strategy: Strategy = here.client.get(&format!("/strategies/{id}")).await?;
            let copy =
                here.i18n.tf("pages-strategy-copy-name", &[("name", strategy.summary.name.as_str().into())]);
            let name = crate::create::fitting_name(&copy, &strategy.summary.name);
            let new = NewStrategy { name, document: strategy.document, component: strategy.component };
            let _: Strategy = here.client.post("/strategies", &new).await?;
            here.onchange.emit(());
            here.toasts.show(ToastKind::Success, here.i18n.t("pages-strategy-duplicated"));
            Ok(())
        });
    }

    fn rename(&self, id: &str, name: String) {
        let (here, id) = (self.clone(), id.to_owned());
        self.run(async move {
            let change = StrategyChange { name: Some(name) };
            let _: serde_json::Value = here.client.patch(&format!("/strategies/{id}"), &change).await?;
            here.onchange.emit(());
            Ok(())
        });
    }

    fn export(&self, id: &str) {
        let (here, id) = (self.clone(), id.to_owned());
        self.run(async move {
            let strategy: Strategy = here.client.get(&format!("/strategies/{id}")).await?;
            if let Some(document) = &strategy.document {
                download(&file_name(&strategy.summary.name, "json"), "application/json", document.as_bytes());
            } else if let Some(hash) = &strategy.component {
                let address = url(&format!("/components/{hash}"));
                download_from(&address, &file_name(&strategy.summary.name, "wasm"));
            }
            Ok(())
        });
    }
}

/// One strategy in the list.
#[component]
pub fn StrategyRow(props: &StrategyRowProps) -> Html {
    let i18n = use_i18n();
    let renaming = use_state_eq(|| false);
    let acting = Acting {
        client: use_client(),
        i18n: i18n.clone(),
        toasts: use_toasts(),
        onchange: props.onchange.clone(),
    };
    let strategy = &props.strategy;
    let (icon, kind) = kind_label(&i18n, strategy.kind);
    let act = |run: fn(&Acting, &StrategySummary)| {
        let (acting, strategy) = (acting.clone(), strategy.clone());
        Callback::from(move |()| run(&acting, &strategy))
    };
    let rename = {
        let (acting, renaming, id) = (acting.clone(), renaming.clone(), strategy.id.clone());
        Callback::from(move |name: String| {
            renaming.set(false);
            acting.rename(&id, name);
        })
    };
    let (ask, stop) = (renaming.clone(), renaming.clone());
    let start = {
        let ask = PaperAsk {
            strategy: StrategyRef::Strategy { id: strategy.id.clone(), version: None },
            strategy_id: None,
            name: strategy.name.clone(),
            values: BTreeMap::new(),
            component: None,
            errors: usize::try_from(strategy.errors).unwrap_or(usize::MAX),
        };
        use_ask_paper().0.reform(move |()| ask.clone())
    };
    let assign = {
        let (navigator, id) = (use_navigator(), strategy.id.clone());
        Callback::from(move |()| {
            if let Some(navigator) = &navigator {
                // A pair of texts can always be encoded.
                let _ = navigator.push_with_query(&Route::NewAssignment, [("strategy", id.as_str())]);
            }
        })
    };
    html! {
        <li class="flex items-center gap-3 px-3 py-2.5 sm:px-4" data-testid={format!("strategy-row-{}", strategy.id)}>
            <span class="text-muted" title={kind.clone()}><Icon name={icon} class="size-5" /></span>
            <div class="min-w-0 grow">
                <Link<Route> to={Route::Editor { id: strategy.id.clone() }} classes="block truncate font-medium hover:underline">
                    { &strategy.name }
                </Link<Route>>
                <p class="flex flex-wrap items-center gap-x-3 text-xs text-muted">
                    <span>{ kind }</span>
                    <span>{ i18n.t("pages-strategy-edited") }{ " " }<Time ms={strategy.updated_at_ms} /></span>
                    if strategy.versions > 0 {
                        <span>{ i18n.tf("pages-strategy-versions", &[("count", strategy.versions.into())]) }</span>
                    }
                    if strategy.errors > 0 {
                        <span class="badge badge-sm badge-error badge-outline gap-1">
                            <Icon name={IconName::AlertTriangle} class="size-3" />
                            { i18n.tf("pages-strategy-errors", &[("count", strategy.errors.into())]) }
                        </span>
                    }
                </p>
            </div>
            <Menu label={i18n.tf("pages-strategy-actions", &[("name", strategy.name.as_str().into())])} icon={IconName::More}
                icon_only=true small=true testid={format!("strategy-menu-{}", strategy.id)}>
                <MenuItem label={i18n.t("paper-run")} icon={IconName::Zap} testid="strategy-paper" onclick={start} />
                <MenuItem label={i18n.t("wallets-assign")} icon={IconName::Wallet} testid="strategy-assign" onclick={assign} />
                <MenuItem label={i18n.t("pages-strategy-rename")} icon={IconName::Pencil} testid="strategy-rename"
                    onclick={move |()| ask.set(true)} />
                <MenuItem label={i18n.t("pages-strategy-duplicate")} icon={IconName::Copy} testid="strategy-duplicate"
                    onclick={act(|acting, strategy| acting.duplicate(&strategy.id))} />
                <MenuItem label={i18n.t("pages-strategy-export")} icon={IconName::Download} testid="strategy-export"
                    onclick={act(|acting, strategy| acting.export(&strategy.id))} />
                <MenuItem label={i18n.t("pages-strategy-delete")} icon={IconName::Trash} danger=true testid="strategy-delete"
                    onclick={act(Acting::delete)} />
            </Menu>
            <RenameDialog open={*renaming} name={strategy.name.clone()} onname={rename} onclose={move |()| stop.set(false)} />
        </li>
    }
}

#[derive(Clone, Debug, PartialEq, Properties)]
struct RenameDialogProps {
    open: bool,
    name: String,
    onname: Callback<String>,
    onclose: Callback<()>,
}

/// Asks for another name.
#[component]
fn RenameDialog(props: &RenameDialogProps) -> Html {
    let i18n = use_i18n();
    let field = use_node_ref();
    let onsubmit = {
        let (field, onname, onclose, before) =
            (field.clone(), props.onname.clone(), props.onclose.clone(), props.name.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let name =
                field.cast::<HtmlInputElement>().map(|f| f.value().trim().to_owned()).unwrap_or_default();
            if name.is_empty() || name == before {
                onclose.emit(());
            } else {
                onname.emit(name);
            }
        })
    };
    let cancel = props.onclose.reform(|_: MouseEvent| ());
    html! {
        <Dialog open={props.open} title={i18n.t("pages-strategy-rename")} onclose={props.onclose.clone()} testid="rename">
            <form {onsubmit} class="flex flex-col gap-4">
                <label class="flex flex-col gap-1 text-sm">
                    <span class="text-xs font-medium text-muted">{ i18n.t("pages-strategy-name") }</span>
                    <input ref={field} type="text" class="input w-full" autofocus=true required=true maxlength="100"
                        value={props.name.clone()} data-testid="rename-name" />
                </label>
                <div class="flex justify-end gap-2">
                    <Button label={i18n.t("common-cancel")} kind={ButtonKind::Ghost} onclick={cancel} />
                    <button type="submit" class="btn btn-primary" data-testid="rename-save">{ i18n.t("pages-strategy-rename-save") }</button>
                </div>
            </form>
        </Dialog>
    }
}
