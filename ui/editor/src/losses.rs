//! Stands in the form's place while the document is a graph: what a form could not say, and the way on.

use crate::session::use_session;
use craftstrat_compiler::document::model::Document;
use craftstrat_studio::convert;
use craftstrat_studio::edit::Edit;
use craftstrat_studio::problems::Place;
use craftstrat_ui_kit::{Button, ButtonKind, Icon, IconName, nothing, use_i18n};
use yew::prelude::*;

/// Properties of [`Losses`].
#[derive(Clone, PartialEq, Properties)]
pub struct LossesProps {
    /// Goes back to the graph.
    pub onstay: Callback<()>,
    /// Leads to a node.
    pub onjump: Callback<Place>,
}

/// What a form cannot say of the graph.
#[component]
pub fn Losses(props: &LossesProps) -> Html {
    let i18n = use_i18n();
    let Some(session) = use_session() else { return Html::default() };
    let Document::Node(graph) = &*session.document else { return nothing() };
    let losses = convert::losses(graph);
    let grave = losses.iter().any(|l| l.grave);
    let convert = {
        let session = session.clone();
        Callback::from(move |_: MouseEvent| {
            session.apply(Edit::ConvertToForm);
        })
    };
    let stay = props.onstay.reform(|_: MouseEvent| ());
    let (title, body) = match (grave, losses.is_empty()) {
        (true, _) => ("editor-losses-title", "editor-losses-body"),
        (false, false) => ("editor-losses-notes-title", "editor-losses-notes-body"),
        (false, true) => ("editor-losses-none-title", "editor-losses-none-body"),
    };
    html! {
        <div class="flex flex-col gap-3 rounded-box border border-base-300 bg-base-200/40 p-4" data-testid="losses">
            <h3 class="flex items-center gap-2 font-semibold"><Icon name={IconName::Info} />{ i18n.t(title) }</h3>
            <p class="text-sm text-muted">{ i18n.t(body) }</p>
            <ul class="flex flex-col gap-1 text-sm">
                for (index, loss) in losses.iter().enumerate() {
                    <li key={index} class="flex items-center gap-2">
                        <span class="min-w-0 grow">{ loss.text(i18n.catalogue()) }</span>
                        <Button label={i18n.t("editor-near-jump")} icon={IconName::Target} small=true kind={ButtonKind::Ghost}
                            onclick={let node = loss.node.clone(); props.onjump.reform(move |_: MouseEvent| Place::Node(node.clone()))} />
                    </li>
                }
            </ul>
            <div class="flex flex-wrap gap-2">
                <Button label={i18n.t("editor-losses-stay")} icon={IconName::Workflow} kind={ButtonKind::Primary} small=true
                    onclick={stay} testid="stay-graph" />
                if !grave {
                    <Button label={i18n.t("editor-losses-convert")} small=true onclick={convert} testid="convert-form" />
                }
            </div>
        </div>
    }
}
