//! The buttons of the canvas: everything a key does, for a pointer.

use crate::arrange::Arrangement;
use crate::keys::Command;
use craftstrat_ui_kit::{Button, ButtonKind, I18n, IconName, Menu, MenuItem};
use yew::prelude::*;

/// Properties of [`Toolbar`].
#[derive(Clone, PartialEq, Properties)]
pub struct ToolbarProps {
    /// A command was chosen.
    pub onact: Callback<Command>,
    /// Whether nothing may be changed.
    pub readonly: bool,
    /// Whether there is something to take back.
    pub can_undo: bool,
    /// Whether there is something to do again.
    pub can_redo: bool,
    /// How many nodes are selected.
    pub selected: usize,
    /// Where the canvas writes the magnification.
    pub zoom: NodeRef,
    /// The language.
    pub i18n: I18n,
}

/// The toolbar.
#[component]
pub fn Toolbar(props: &ToolbarProps) -> Html {
    let i18n = &props.i18n;
    let tool = |key: &str, icon: IconName, command: Command, testid: &'static str, disabled: bool| {
        let onact = props.onact.clone();
        let onclick = Callback::from(move |_: MouseEvent| onact.emit(command));
        html! {
            <Button label={i18n.t(key)} {icon} icon_only={true} small={true} kind={ButtonKind::Ghost} {disabled}
                {testid} {onclick} />
        }
    };
    let item = |key: &str, icon: Option<IconName>, keys: &'static str, command: Command, disabled: bool| {
        let onact = props.onact.clone();
        let onclick = Callback::from(move |()| onact.emit(command));
        html! { <MenuItem label={i18n.t(key)} {icon} {keys} {disabled} testid={key.to_owned()} {onclick} /> }
    };
    let (locked, none) = (props.readonly, props.selected == 0);
    let add = {
        let onact = props.onact.clone();
        Callback::from(move |_: MouseEvent| onact.emit(Command::Add))
    };
    html! {
        <div class="flex flex-wrap items-center gap-1 border-b border-base-300 bg-base-100 p-1" role="toolbar"
            aria-label={i18n.t("graph-toolbar")}>
            <Button label={i18n.t("graph-add")} icon={IconName::Plus} small={true} disabled={locked}
                testid="add-node" title={i18n.t("graph-add-hint")} onclick={add} />
            { tool("graph-undo", IconName::Undo, Command::Undo, "graph-undo", locked || !props.can_undo) }
            { tool("graph-redo", IconName::Redo, Command::Redo, "graph-redo", locked || !props.can_redo) }
            <span class="mx-1 h-6 w-px bg-base-300" aria-hidden="true"></span>
            { tool("graph-zoom-out", IconName::ZoomOut, Command::ZoomOut, "zoom-out", false) }
            <span ref={props.zoom.clone()} class="w-12 text-center text-xs tabular-nums">{ "100 %" }</span>
            { tool("graph-zoom-in", IconName::ZoomIn, Command::ZoomIn, "zoom-in", false) }
            { tool("graph-fit", IconName::Maximize, Command::Fit, "fit", false) }
            { tool("graph-layout", IconName::Wand, Command::Layout, "layout", locked) }
            <span class="mx-1 h-6 w-px bg-base-300" aria-hidden="true"></span>
            <Menu label={i18n.t("graph-edit-menu")} icon={IconName::Pencil} small={true} testid="graph-edit-menu">
                { item("graph-connect", Some(IconName::Link), "C", Command::Connect, locked) }
                { item("graph-copy", Some(IconName::Copy), "Ctrl+C", Command::Copy, none) }
                { item("graph-cut", None, "Ctrl+X", Command::Cut, locked || none) }
                { item("graph-paste", None, "Ctrl+V", Command::Paste, locked) }
                { item("graph-duplicate", Some(IconName::Layers), "Ctrl+D", Command::Duplicate, locked || none) }
                { item("graph-select-all", None, "Ctrl+A", Command::SelectAll, false) }
                { item("graph-delete", Some(IconName::Trash), "Del", Command::Delete, locked) }
            </Menu>
            <Menu label={i18n.t("graph-arrange-menu")} icon={IconName::AlignLeft} small={true} testid="graph-arrange-menu">
                { for Arrangement::ALL.map(|how| {
                    let few = props.selected < how.at_least();
                    item(how.key(), None, "", Command::Arrange(how), locked || few)
                }) }
                { item("graph-group", Some(IconName::Group), "Ctrl+G", Command::Group, locked || none) }
                { item("graph-ungroup", None, "Ctrl+Shift+G", Command::Ungroup, locked) }
                { item("graph-comment", Some(IconName::MessageSquare), "N", Command::Comment, locked) }
            </Menu>
        </div>
    }
}
