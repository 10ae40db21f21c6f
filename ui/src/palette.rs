//! The palette: everything that can be done, every strategy and everything that runs on paper, found by typing.

use crate::create::use_create;
use crate::ranking::{Search, SearchStep, found};
use craftstrat_api::studio::StrategySummary;
use craftstrat_studio::templates;
use craftstrat_ui_kit::{
    Command, CommandRegistry, Dialog, Icon, IconName, Route, use_client, use_i18n, use_resource,
};
use serde::Deserialize;
use std::rc::Rc;
use web_sys::HtmlInputElement;
use yew::prelude::*;
use yew_router::prelude::*;

/// Properties of [`Palette`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct PaletteProps {
    /// Whether it is shown.
    pub open: bool,
    /// Asks to be closed.
    pub onclose: Callback<()>,
}

/// The palette.
#[component]
pub fn Palette(props: &PaletteProps) -> Html {
    let i18n = use_i18n();
    let onclose = props.onclose.clone();
    html! {
        <Dialog open={props.open} title={i18n.t("pages-palette")} onclose={onclose.clone()} testid="palette">
            <Finder {onclose} />
        </Dialog>
    }
}

/// Each command once: one that several keys run is registered for each of them.
fn once(commands: Vec<Command>) -> Vec<Command> {
    let mut kept: Vec<Command> = Vec::with_capacity(commands.len());
    for command in commands {
        if !kept.iter().any(|k| (&k.label, &k.section) == (&command.label, &command.section)) {
            kept.push(command);
        }
    }
    kept
}

/// What runs on paper: of the answer of `GET /live` only what the palette shows, so that the first page stays small.
#[derive(Clone, Debug, PartialEq, Deserialize)]
struct OnPaper {
    runs: Vec<Run>,
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
struct Run {
    id: String,
    name: String,
}

/// Everything the palette can find.
#[hook]
fn use_everything() -> Rc<Vec<Command>> {
    let i18n = use_i18n();
    let registry = use_context::<CommandRegistry>().unwrap_or_default();
    let navigator = use_navigator();
    let create = use_create();
    let client = use_client();
    let strategies = use_resource((), move |()| {
        let client = client.clone();
        async move { client.get_all::<StrategySummary>("/strategies", 1_000).await }
    });
    let client = use_client();
    let live = use_resource((), move |()| {
        let client = client.clone();
        async move { client.get::<OnPaper>("/live").await }
    });
    let mut all = once(registry.all());
    for run in live.data.into_iter().flat_map(|live| live.runs) {
        let (navigator, id) = (navigator.clone(), run.id.clone());
        all.push(Command {
            id: format!("live-run-{}", run.id).into(),
            label: run.name,
            section: i18n.t("live-nav"),
            keys: "".into(),
            icon: Some(IconName::Zap),
            run: Callback::from(move |()| {
                if let Some(navigator) = &navigator {
                    navigator.push(&Route::LiveRun { id: id.clone() });
                }
            }),
        });
    }
    for strategy in strategies.data.unwrap_or_default() {
        let (navigator, id) = (navigator.clone(), strategy.id.clone());
        all.push(Command {
            id: format!("strategy-{}", strategy.id).into(),
            label: strategy.name,
            section: i18n.t("pages-nav-strategies"),
            keys: "".into(),
            icon: Some(IconName::Layers),
            run: Callback::from(move |()| {
                if let Some(navigator) = &navigator {
                    navigator.push(&Route::Editor { id: id.clone() });
                }
            }),
        });
    }
    for template in templates::all() {
        all.push(Command {
            id: format!("template-{}", template.key).into(),
            label: template.name(i18n.catalogue()),
            section: i18n.t("pages-nav-templates"),
            keys: "".into(),
            icon: Some(IconName::Grid),
            run: create.template.reform(move |()| template),
        });
    }
    Rc::new(all)
}

#[derive(Clone, Debug, PartialEq, Properties)]
struct FinderProps {
    onclose: Callback<()>,
}

/// The field and the list under it: one combo box.
#[component]
fn Finder(props: &FinderProps) -> Html {
    let i18n = use_i18n();
    let all = use_everything();
    let search = use_reducer_eq(Search::default);
    let hits = found(&search.query, &all);
    let choose = {
        let (all, onclose) = (all.clone(), props.onclose.clone());
        Callback::from(move |at: usize| {
            // Closed first: what runs may open something else.
            onclose.emit(());
            if let Some(command) = all.get(at) {
                command.run.emit(());
            }
        })
    };
    let oninput = {
        let dispatcher = search.dispatcher();
        Callback::from(move |event: InputEvent| {
            dispatcher.dispatch(SearchStep::Typed(event.target_unchecked_into::<HtmlInputElement>().value()));
        })
    };
    let onkeydown = {
        let (dispatcher, choose, among) = (search.dispatcher(), choose.clone(), hits.len());
        let under_cursor = hits.get(search.cursor).copied();
        Callback::from(move |event: KeyboardEvent| {
            match (event.key().as_str(), under_cursor) {
                ("ArrowDown", _) => dispatcher.dispatch(SearchStep::Move { by: 1, among }),
                ("ArrowUp", _) => dispatcher.dispatch(SearchStep::Move { by: -1, among }),
                ("Enter", Some(at)) => choose.emit(at),
                _ => return,
            }
            event.prevent_default();
        })
    };
    use_effect_with(search.cursor, |cursor| {
        if let Some(option) = gloo::utils::document().get_element_by_id(&option_id(*cursor)) {
            let options = web_sys::ScrollIntoViewOptions::new();
            options.set_block(web_sys::ScrollLogicalPosition::Nearest);
            option.scroll_into_view_with_scroll_into_view_options(&options);
        }
    });
    let active = (!hits.is_empty()).then(|| option_id(search.cursor));
    html! {
        <div class="flex flex-col gap-2">
            <input type="text" class="input w-full" autofocus=true autocomplete="off" spellcheck="false"
                placeholder={i18n.t("pages-palette-hint")} aria-label={i18n.t("pages-palette-hint")}
                role="combobox" aria-expanded="true" aria-controls="palette-list" aria-activedescendant={active}
                value={search.query.clone()} {oninput} {onkeydown} data-testid="palette-input" />
            <ul id="palette-list" role="listbox" aria-label={i18n.t("pages-palette")}
                class="max-h-[50vh] overflow-y-auto">
                for (row, at) in hits.iter().copied().enumerate() {
                    { option(row, &all[at], row == search.cursor, choose.reform(move |_: MouseEvent| at)) }
                }
            </ul>
            if hits.is_empty() {
                <p class="px-3 py-4 text-sm text-muted" role="status">{ i18n.t("pages-palette-nothing") }</p>
            }
        </div>
    }
}

fn option_id(row: usize) -> String {
    format!("palette-option-{row}")
}

fn option(row: usize, command: &Command, is_active: bool, onclick: Callback<MouseEvent>) -> Html {
    let class = classes!(
        "flex",
        "min-h-10",
        "cursor-pointer",
        "items-center",
        "gap-3",
        "rounded-field",
        "px-3",
        "py-1",
        "text-sm",
        if is_active { "bg-primary text-primary-content" } else { "hover:bg-base-200" },
    );
    let aside = if is_active { "text-xs" } else { "text-xs text-muted" };
    html! {
        <li key={row} id={option_id(row)} role="option" aria-selected={if is_active { "true" } else { "false" }}
            {class} {onclick} data-testid={format!("palette-{}", command.id)}>
            if let Some(name) = command.icon {
                <Icon {name} />
            }
            <span class="min-w-0 grow truncate">{ &command.label }</span>
            <span class={aside}>{ &command.section }</span>
            if !command.keys.is_empty() {
                <kbd class="kbd kbd-xs text-base-content">{ &command.keys }</kbd>
            }
        </li>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn command(id: &'static str, label: &str, section: &str) -> Command {
        let (label, section) = (label.to_owned(), section.to_owned());
        Command { id: id.into(), label, section, keys: "".into(), icon: None, run: Callback::noop() }
    }

    #[test]
    fn a_command_with_two_keys_is_listed_once() {
        let all = vec![
            command("redo", "Redo", "Strategy"),
            command("redo-y", "Redo", "Strategy"),
            command("elsewhere", "Redo", "Sweep"),
        ];
        let ids: Vec<_> = once(all).into_iter().map(|c| c.id.to_string()).collect();
        assert_eq!(ids, ["redo", "elsewhere"]);
    }
}
