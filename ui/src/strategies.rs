//! Every strategy: found, opened, renamed, copied, taken out, brought in.

use crate::create::use_create;
use crate::import::{dropped, use_import};
use crate::strategy_row::StrategyRow;
use craftstrat_api::studio::StrategySummary;
use craftstrat_ui_kit::{
    Button, ButtonKind, Choice, Empty, ErrorBox, Icon, IconName, Page, Route, Skeleton, use_client, use_i18n,
    use_query_state, use_resource,
};
use web_sys::HtmlInputElement;
use yew::prelude::*;
use yew_router::prelude::*;

/// More than a person looks through.
const MOST: usize = 2_000;

/// The strategies whose name contains `text`, by name or the latest change first.
pub fn arranged(mut all: Vec<StrategySummary>, text: &str, by_name: bool) -> Vec<StrategySummary> {
    let text = text.trim().to_lowercase();
    all.retain(|strategy| strategy.name.to_lowercase().contains(&text));
    if by_name {
        all.sort_by_key(|strategy| strategy.name.to_lowercase());
    } else {
        all.sort_by_key(|strategy| std::cmp::Reverse(strategy.updated_at_ms));
    }
    all
}

/// Every strategy.
#[component]
pub fn StrategiesPage() -> Html {
    let i18n = use_i18n();
    let client = use_client();
    let (query, sort) = (use_query_state("q"), use_query_state("sort"));
    let import = use_import();
    let is_over = use_state_eq(|| false);
    let list = use_resource((), move |()| {
        let client = client.clone();
        async move { client.get_all::<StrategySummary>("/strategies", MOST).await }
    });
    let text = query.value.clone().unwrap_or_default();
    let by_name = sort.value.as_deref() == Some("name");
    let over = |on: bool| {
        let is_over = is_over.clone();
        Callback::from(move |event: DragEvent| {
            event.prevent_default();
            is_over.set(on);
        })
    };
    let ondrop = {
        let (is_over, import) = (is_over.clone(), import.clone());
        Callback::from(move |event: DragEvent| {
            event.prevent_default();
            is_over.set(false);
            if let Some(files) = dropped(&event) {
                import.emit(files);
            }
        })
    };
    let oninput = query.set.reform(|event: InputEvent| {
        let text = event.target_unchecked_into::<HtmlInputElement>().value();
        (!text.is_empty()).then_some(text)
    });
    let onsort = sort.set.reform(|by: AttrValue| (by == "name").then(|| by.to_string()));
    let body = match &list.data {
        None if list.error.is_some() => Html::default(),
        None => html! { <Skeleton lines=6 /> },
        Some(all) if all.is_empty() => html! { <NoStrategies /> },
        Some(all) => {
            let shown = arranged(all.clone(), &text, by_name);
            html! {
                <>
                    <div class="flex flex-wrap items-center gap-3">
                        <input type="search" class="input input-sm w-full sm:w-72" value={text.clone()} {oninput}
                            placeholder={i18n.t("pages-strategies-search")} aria-label={i18n.t("pages-strategies-search")}
                            data-testid="strategies-search" />
                        <Choice legend={i18n.t("pages-strategies-sort")} hide_legend=true name="strategies-sort"
                            value={if by_name { "name" } else { "edited" }} onchange={onsort}
                            options={vec![("edited".into(), i18n.t("pages-strategies-by-edit").into()),
                                ("name".into(), i18n.t("pages-strategies-by-name").into())]} />
                        <span class="text-sm text-muted" role="status">
                            { i18n.tf("pages-strategies-count", &[("count", shown.len().into())]) }
                        </span>
                    </div>
                    if shown.is_empty() {
                        <Empty title={i18n.t("pages-strategies-none-found")} icon={IconName::Search} />
                    } else {
                        <ul class="divide-y divide-base-300 rounded-box border border-base-300 bg-base-100">
                            for strategy in shown {
                                <StrategyRow key={strategy.id.clone()} strategy={strategy.clone()} onchange={list.reload.clone()} />
                            }
                        </ul>
                    }
                </>
            }
        }
    };
    html! {
        <div class="grow" ondragover={over(true)} ondragleave={over(false)} {ondrop} data-testid="strategies-drop">
            <Page title={i18n.t("pages-nav-strategies")} actions={html! { <NewActions {import} /> }}>
                if *is_over {
                    <p class="rounded-box border-2 border-dashed border-primary bg-primary/5 p-4 text-center text-sm font-medium">
                        { i18n.t("pages-import-drop") }
                    </p>
                }
                if let Some(error) = list.error.clone() {
                    <ErrorBox {error} retry={list.reload.clone()} />
                }
                { body }
            </Page>
        </div>
    }
}

#[derive(Clone, Debug, PartialEq, Properties)]
struct NewActionsProps {
    import: Callback<web_sys::FileList>,
}

/// The ways to begin a strategy.
#[component]
fn NewActions(props: &NewActionsProps) -> Html {
    let i18n = use_i18n();
    let create = use_create();
    let onfile = {
        let import = props.import.clone();
        Callback::from(move |event: Event| {
            let input = event.target_unchecked_into::<HtmlInputElement>();
            if let Some(files) = input.files() {
                import.emit(files);
            }
            // The same file can be chosen again after it was corrected.
            input.set_value("");
        })
    };
    let (form, graph) = (create.form.clone(), create.graph.clone());
    html! {
        <>
            <label class="btn btn-ghost cursor-pointer font-medium has-[:focus-visible]:outline-2">
                <Icon name={IconName::FileUp} />
                { i18n.t("pages-import") }
                <input type="file" multiple=true class="sr-only" accept=".json,.wasm,application/json,application/wasm"
                    onchange={onfile} data-testid="strategies-import" />
            </label>
            <Button label={i18n.t("pages-new-graph")} icon={IconName::Workflow} testid="new-graph"
                onclick={move |_| graph.emit(())} />
            <Button label={i18n.t("pages-new-form")} icon={IconName::Plus} kind={ButtonKind::Primary} testid="new-form"
                onclick={move |_| form.emit(())} />
        </>
    }
}

/// What a new user sees.
#[component]
fn NoStrategies() -> Html {
    let i18n = use_i18n();
    let action = html! {
        <Link<Route> to={Route::Templates} classes="btn btn-primary">{ i18n.t("pages-start-template") }</Link<Route>>
    };
    html! {
        <Empty title={i18n.t("pages-strategies-none")} body={i18n.t("pages-strategies-none-body")} icon={IconName::Layers} {action} />
    }
}

#[cfg(test)]
mod tests {
    use super::arranged;
    use craftstrat_api::studio::{StrategyKind, StrategySummary};

    fn strategy(name: &str, updated_at_ms: i64) -> StrategySummary {
        StrategySummary {
            id: name.to_owned(),
            name: name.to_owned(),
            kind: StrategyKind::Form,
            revision: 1,
            versions: 0,
            errors: 0,
            created_at_ms: 0,
            updated_at_ms,
        }
    }

    #[test]
    fn the_latest_change_comes_first_or_the_alphabet() {
        let all = vec![strategy("beta", 1), strategy("Alpha", 3), strategy("gamma", 2)];
        let names = |text: &str, by_name| -> Vec<String> {
            arranged(all.clone(), text, by_name).into_iter().map(|s| s.name).collect()
        };
        assert_eq!(names("", false), ["Alpha", "gamma", "beta"]);
        assert_eq!(names("", true), ["Alpha", "beta", "gamma"]);
        assert_eq!(names(" ALP", true), ["Alpha"]);
        assert_eq!(names("none", true), [""; 0]);
    }
}
