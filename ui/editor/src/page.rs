//! The page of one strategy: fetches it and shows the builder, or what an uploaded component declares.

use crate::builder::Builder;
use crate::component::ComponentViewProps;
use crate::history::{self, Opened};
use crate::pieces::{Fetched, Piece};
use craftstrat_api::studio::{Strategy, StrategyKind};
use craftstrat_compiler::Problem;
use craftstrat_ui_kit::{ErrorBox, Page, Skeleton, use_client, use_i18n, use_resource};
use std::rc::Rc;
use yew::prelude::*;

/// Properties of [`EditorPage`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct EditorPageProps {
    /// The strategy.
    pub id: AttrValue,
}

/// The page of a strategy.
#[component]
pub fn EditorPage(props: &EditorPageProps) -> Html {
    let i18n = use_i18n();
    let client = use_client();
    let fetched = use_resource(props.id.to_string(), move |id| {
        let client = client.clone();
        async move { client.get::<Strategy>(&format!("/strategies/{id}")).await.map(Rc::new) }
    });
    match (fetched.data, fetched.error) {
        (Some(strategy), _) if strategy.summary.kind == StrategyKind::Component => {
            let piece = Piece::Component(yew::props!(ComponentViewProps { strategy }));
            html! { <Fetched key={props.id.to_string()} {piece} /> }
        }
        (Some(strategy), _) => html! { <Opening key={props.id.to_string()} {strategy} /> },
        (None, Some(error)) => html! {
            <Page title={i18n.t("editor-title")}><ErrorBox {error} retry={fetched.reload} /></Page>
        },
        (None, None) => html! { <Page title={i18n.t("editor-title")}><Skeleton lines={8} /></Page> },
    }
}

/// Properties of [`Opening`].
#[derive(Clone, Debug, PartialEq, Properties)]
struct OpeningProps {
    strategy: Rc<Strategy>,
}

/// Opens the document once. Answers that come later (the server was away) change nothing here: what is being edited is
/// newer, and saving finds out whether somebody else saved meanwhile.
#[component]
fn Opening(props: &OpeningProps) -> Html {
    let first = use_memo((), |()| (props.strategy.clone(), history::open(&props.strategy).map(Rc::new)));
    match &*first {
        (strategy, Ok(opened)) => html! { <Builder strategy={strategy.clone()} opened={opened.clone()} /> },
        (strategy, Err(problems)) => {
            html! { <Unreadable strategy={strategy.clone()} problems={problems.clone()} /> }
        }
    }
}

/// Properties of [`Unreadable`].
#[derive(Clone, Debug, PartialEq, Properties)]
struct UnreadableProps {
    strategy: Rc<Strategy>,
    problems: Vec<Problem>,
}

/// A document that is no strategy: what is wrong with it, and its text.
#[component]
fn Unreadable(props: &UnreadableProps) -> Html {
    let i18n = use_i18n();
    html! {
        <Page title={props.strategy.summary.name.clone()} intro={i18n.t("editor-unreadable")}>
            <ul class="flex flex-col gap-1 text-sm text-error" data-testid="unreadable">
                for problem in props.problems.iter() {
                    <li><code class="text-xs">{ &problem.path }</code>{ " " }{ crate::say::problem(problem, &i18n) }</li>
                }
            </ul>
            <pre class="overflow-x-auto rounded-box bg-base-200 p-3 text-xs">{ props.strategy.document.clone().unwrap_or_default() }</pre>
        </Page>
    }
}

impl PartialEq for Opened {
    fn eq(&self, other: &Self) -> bool {
        (self.restored, self.conflict) == (other.restored, other.conflict) && self.editor == other.editor
    }
}
