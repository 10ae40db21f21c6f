//! The builder: bar, sentence, problems, the views of the document, and the preview beside them.

use crate::autosave::use_autosave;
use crate::bar::Bar;
use crate::browser;
use crate::context::{AtCursor, Focus};
use crate::graph::GraphTab;
use crate::history::{Opened, use_kept_history, use_new_session};
use crate::logic::place;
use crate::losses::Losses;
use crate::panels::conflict::ConflictDialog;
use crate::panels::problems::ProblemsList;
use crate::panels::versions::VersionsDialogProps;
use crate::pieces::{Fetched, Piece};
use crate::preview::{PreviewPanel, use_preview_model};
use crate::sentence::SentenceView;
use crate::session::Session;
use crate::split::Split;
use craftstrat_api::studio::{Strategy, StrategyRef};
use craftstrat_compiler::document::model::Document;
use craftstrat_preview::Source;
use craftstrat_studio::convert;
use craftstrat_studio::edit::Edit;
use craftstrat_studio::problems::Place;
use craftstrat_studio::refusal::Refusal;
use craftstrat_ui_graph::NodeFocus;
use craftstrat_ui_kit::{
    Command, I18n, IconName, Tabs, ToastKind, use_commands, use_i18n, use_query_state, use_toasts,
};
use craftstrat_ui_results::RunDialogProps;
use std::cell::RefCell;
use std::rc::Rc;
use yew::prelude::*;

/// Properties of [`Builder`].
#[derive(Clone, PartialEq, Properties)]
pub struct BuilderProps {
    /// The strategy as the server had it.
    pub strategy: Rc<Strategy>,
    /// What to begin with.
    pub opened: Rc<Opened>,
}

/// What is open over the builder.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Over {
    Nothing,
    Versions,
    Backtest,
}

/// Below this many pixels the outline stands in for the canvas, unless the canvas is asked for.
const NARROW_PX: f64 = 640.0;

fn is_narrow() -> bool {
    let width = if cfg!(target_arch = "wasm32") { gloo::utils::window().inner_width().ok() } else { None };
    width.and_then(|w| w.as_f64()).is_some_and(|w| w < NARROW_PX)
}

/// The view to show: the one asked for, unless the document is of the other kind, as after an undo.
fn shown(asked: Option<&str>, document: &Document, narrow: bool) -> &'static str {
    match (asked, document) {
        (Some("json"), _) => "json",
        (Some("outline"), Document::Node(_)) => "outline",
        (Some("form"), _) | (_, Document::Form(_)) => "form",
        (None, Document::Node(_)) if narrow => "outline",
        (_, Document::Node(_)) => "graph",
    }
}

/// What the page can do, for the palette and by keys.
fn commands(session: &Session, i18n: &I18n, save: &Callback<()>) -> Vec<Command> {
    let one = |id: &'static str, key: &str, keys: &'static str, icon, run: Callback<()>| Command {
        id: id.into(),
        label: i18n.t(key),
        section: i18n.t("editor-title"),
        keys: keys.into(),
        icon: Some(icon),
        run,
    };
    let undo = {
        let session = session.clone();
        Callback::from(move |()| session.undo())
    };
    let redo = {
        let session = session.clone();
        Callback::from(move |()| session.redo())
    };
    vec![
        one("undo", "editor-undo", "Ctrl+Z", IconName::Undo, undo),
        one("redo", "editor-redo", "Ctrl+Shift+Z", IconName::Redo, redo.clone()),
        one("redo-y", "editor-redo", "Ctrl+Y", IconName::Redo, redo),
        one("save", "editor-save-now", "Ctrl+S", IconName::Save, save.clone()),
    ]
}

/// The number after the last.
fn next(asked: &RefCell<u64>) -> u64 {
    let mut asked = asked.borrow_mut();
    *asked += 1;
    *asked
}

/// The builder.
#[component]
pub fn Builder(props: &BuilderProps) -> Html {
    let i18n = use_i18n();
    let toasts = use_toasts();
    let refused = {
        let (i18n, toasts) = (i18n.clone(), toasts.clone());
        Callback::from(move |refusal: Refusal| toasts.show(ToastKind::Error, refusal.text(i18n.catalogue())))
    };
    let id = props.strategy.summary.id.clone();
    let session = use_new_session(props.opened.editor.clone(), refused);
    let autosave = use_autosave(props.strategy.clone(), session.clone(), props.opened.conflict);
    use_kept_history(id.clone(), session.clone());
    let columns = use_memo(session.checked.columns.clone(), Clone::clone);
    let source = (session.checked.errors() == 0).then(|| Source::Document(session.text.to_string()));
    let model = use_preview_model(source, columns, true);
    let tab = use_query_state("tab");
    let over = use_state(|| Over::Nothing);
    let listed = use_state(|| false);
    let focus_id = use_state(|| None::<(String, String, u64)>);
    let focus_node = use_state(|| None::<NodeFocus>);
    let asked = use_mut_ref(|| 0_u64);
    use_commands(commands(&session, &i18n, &autosave.save_now));
    {
        let restored = props.opened.restored && !props.opened.conflict;
        let (toasts, text) = (toasts.clone(), i18n.t("editor-draft-restored"));
        use_effect_with((), move |()| {
            if restored {
                toasts.show(ToastKind::Info, text);
            }
        });
    }
    // After the view that has the element was drawn.
    use_effect_with((*focus_id).clone(), |wanted| {
        if let Some((id, path, _)) = wanted {
            browser::focus_once_drawn(id.clone(), path.clone(), browser::LOOKS);
        }
    });
    let focus = {
        let (focus_id, asked) = (focus_id.clone(), asked.clone());
        use_callback((), move |id: String, ()| focus_id.set(Some((id, String::new(), next(&asked)))))
    };
    let view = shown(tab.value.as_deref(), &session.document, is_narrow());
    // Each jump is counted, so that the same one can be made again.
    let onproblem = {
        let deps = (session.clone(), tab.set.clone(), view);
        let (focus_id, focus_node) = (focus_id.setter(), focus_node.setter());
        use_callback(deps, move |(to, path): (Place, String), (session, tab, view)| {
            let count = next(&asked);
            let node = |node: String| {
                let setting = place::setting(&path).to_owned();
                focus_node.set(Some(NodeFocus { node, setting, count }));
                tab.emit(Some(if *view == "outline" { "outline" } else { "graph" }.to_owned()));
            };
            match (to, &*session.document) {
                (Place::Node(id), _) => node(id),
                (Place::Edge(index), Document::Node(graph)) => {
                    if let Some(edge) = graph.edges.get(index) {
                        node(edge.target.clone());
                    }
                }
                (to, document) => {
                    let form = matches!(document, Document::Form(_));
                    if form || *view == "json" {
                        tab.emit(Some(if form { "form" } else { "graph" }.to_owned()));
                    }
                    let id = place::element(&to).unwrap_or_else(|| "builder".to_owned());
                    focus_id.set(Some((id, path, count)));
                }
            }
        })
    };
    let onjump = use_callback(onproblem.clone(), |to: Place, onproblem| onproblem.emit((to, String::new())));
    let onselect = {
        let (session, tab) = (session.clone(), tab.set.clone());
        Callback::from(move |wanted: AttrValue| {
            session.settle();
            match (wanted.as_str(), &*session.document) {
                ("graph" | "outline", Document::Form(_)) => {
                    session.apply(Edit::ConvertToGraph);
                }
                // What a form cannot say is shown in its place; nothing is lost silently.
                ("form", Document::Node(graph)) if convert::losses(graph).is_empty() => {
                    session.apply(Edit::ConvertToForm);
                }
                _ => {}
            }
            tab.emit(Some(wanted.to_string()));
        })
    };
    // What was compiled last is this document only while nothing newer is on its way.
    let component = model.component.clone().filter(|_| !model.running && !model.source_missing);
    let show = |what: Over| {
        let over = over.clone();
        Callback::from(move |_: MouseEvent| over.set(what))
    };
    let close = {
        let over = over.clone();
        Callback::from(move |()| over.set(Over::Nothing))
    };
    let is_listed = *listed;
    let onstay = {
        let tab = tab.set.clone();
        Callback::from(move |()| tab.emit(Some("graph".to_owned())))
    };
    let onbacktest = {
        let (over, save) = (over.clone(), autosave.save_now.clone());
        Callback::from(move |_: MouseEvent| {
            save.emit(());
            over.set(Over::Backtest);
        })
    };
    let tabs: Vec<(AttrValue, AttrValue)> = ["form", "graph", "outline", "json"]
        .into_iter()
        .map(|id| (AttrValue::from(id), i18n.t(&format!("editor-tab-{id}")).into()))
        .collect();
    let left = html! {
        <div id="builder" class="flex flex-col gap-3">
            <Tabs {tabs} active={view} {onselect} label={i18n.t("editor-views")} />
            <div role="tabpanel" aria-label={i18n.t(&format!("editor-tab-{view}"))}>
                { match (view, &*session.document) {
                    ("json", _) => html! { <Fetched piece={Piece::Source} /> },
                    ("form", Document::Form(_)) => html! { <Fetched piece={Piece::Form} /> },
                    ("form", _) => html! { <Losses {onstay} onjump={onjump.clone()} /> },
                    (view, _) => html! { <GraphTab outline={view == "outline"} focus={(*focus_node).clone()} /> },
                } }
            </div>
        </div>
    };
    let right = html! { <PreviewPanel model={model.clone()} document={session.document.clone()} onjump={onjump.clone()} /> };
    html! {
        <ContextProvider<Session> context={session.clone()}>
        <ContextProvider<AtCursor> context={model.at_cursor.clone()}>
        <ContextProvider<Focus> context={Focus(focus)}>
            <div class="mx-auto flex w-full max-w-[120rem] flex-col gap-3 px-3 py-3 sm:px-5" data-testid="editor">
                <Bar fallback={props.strategy.summary.name.clone()} autosave={autosave.clone()} component={component} strategy={id.clone()}
                    onversions={show(Over::Versions)} {listed} values={model.runs.parameters.clone()} {onbacktest} />
                <SentenceView />
                if is_listed {
                    <section aria-label={i18n.t("editor-problems")} class="rounded-box border border-base-300 p-2">
                        <ProblemsList onjump={onproblem.clone()} />
                    </section>
                }
                <ConflictDialog autosave={autosave.clone()} />
                <Split {left} {right} />
                if *over == Over::Versions {
                    <Fetched piece={Piece::Versions(yew::props!(VersionsDialogProps {
                        strategy: id.clone(), autosave: autosave.clone(), runs: model.runs.clone(), onclose: close.clone()
                    }))} />
                }
                if *over == Over::Backtest {
                    <Fetched piece={Piece::Backtest(yew::props!(RunDialogProps {
                        strategy: StrategyRef::Strategy { id, version: None }, open: true, form: model.run_form(), onclose: close
                    }))} />
                }
            </div>
        </ContextProvider<Focus>>
        </ContextProvider<AtCursor>>
        </ContextProvider<Session>>
    }
}

#[cfg(test)]
mod tests {
    use super::shown;
    use craftstrat_compiler::document::model::Document;

    #[test]
    fn the_view_follows_the_document_where_it_must() {
        let form: Document = serde_json::from_str(r#"{"mode":"form","conditions":[]}"#).unwrap();
        let graph: Document = serde_json::from_str(r#"{"mode":"node","nodes":[]}"#).unwrap();
        assert_eq!(shown(None, &form, false), "form");
        assert_eq!(shown(None, &graph, false), "graph");
        assert_eq!(shown(None, &graph, true), "outline");
        assert_eq!(shown(Some("graph"), &graph, true), "graph");
        assert_eq!(shown(Some("outline"), &graph, false), "outline");
        assert_eq!(shown(Some("outline"), &form, false), "form");
        assert_eq!(shown(Some("graph"), &form, false), "form");
        assert_eq!(shown(Some("form"), &graph, false), "form");
        assert_eq!(shown(Some("json"), &graph, false), "json");
    }
}
