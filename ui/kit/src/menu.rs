//! A button that opens a short list of actions.

use crate::button::given;
use crate::icon::Icon;
use crate::icon_paths::IconName;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, Node};
use yew::prelude::*;

/// Properties of [`Menu`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct MenuProps {
    /// What the button says.
    pub label: AttrValue,
    /// Before the label.
    #[prop_or_default]
    pub icon: Option<IconName>,
    /// Shows the icon alone.
    #[prop_or_default]
    pub icon_only: bool,
    /// Smaller.
    #[prop_or_default]
    pub small: bool,
    /// For browser tests.
    #[prop_or_default]
    pub testid: AttrValue,
    /// The [`MenuItem`]s.
    #[prop_or_default]
    pub children: Html,
}

/// Where an open menu is: below its button, kept inside the window.
fn place(button: &Element) -> String {
    let rect = button.get_bounding_client_rect();
    let window = gloo::utils::window();
    let size = |value: Result<wasm_bindgen::JsValue, _>| value.ok().and_then(|v| v.as_f64()).unwrap_or(0.0);
    let (width, height) = (size(window.inner_width()), size(window.inner_height()));
    let across = if rect.left() > width / 2.0 {
        format!("right:{}px", width - rect.right())
    } else {
        format!("left:{}px", rect.left())
    };
    let down = if rect.bottom() > height * 0.7 {
        format!("bottom:{}px", height - rect.top() + 4.0)
    } else {
        format!("top:{}px", rect.bottom() + 4.0)
    };
    format!("position:fixed;{across};{down}")
}

/// The items of a menu that can be chosen.
fn items(list: &NodeRef) -> Vec<HtmlElement> {
    let Some(found) =
        list.cast::<Element>().and_then(|l| l.query_selector_all("[role=menuitem]:not(:disabled)").ok())
    else {
        return Vec::new();
    };
    (0..found.length()).filter_map(|at| found.get(at)?.dyn_into().ok()).collect()
}

/// Moves the focus by `step` among the items, around the ends.
fn step_focus(list: &NodeRef, step: isize) {
    let items = items(list);
    let focused = gloo::utils::document().active_element();
    let at = items.iter().position(|item| focused.as_ref() == Some(item.as_ref()));
    let count = items.len() as isize;
    let next = match at {
        Some(at) => (at as isize + step).rem_euclid(count.max(1)),
        None if step < 0 => count - 1,
        None => 0,
    };
    if let Some(item) = usize::try_from(next).ok().and_then(|next| items.get(next)) {
        let _ = item.focus();
    }
}

/// A button that opens a list of actions: arrows move, Enter chooses, Esc closes.
#[component]
pub fn Menu(props: &MenuProps) -> Html {
    let open = use_state(|| None::<String>);
    // Not the event's current target: Yew hears events at the root of the page.
    let (menu, button, list) = (use_node_ref(), use_node_ref(), use_node_ref());
    use_effect_with((open.is_some(), list.clone()), |(is_open, list)| {
        if *is_open {
            step_focus(list, 1);
        }
    });
    // Closes it and gives the focus back, unless what was chosen takes it elsewhere.
    let close = {
        let (open, button) = (open.clone(), button.clone());
        Callback::from(move |()| {
            open.set(None);
            if let Some(button) = button.cast::<HtmlElement>() {
                let _ = button.focus();
            }
        })
    };
    let toggle = {
        let (open, button, close) = (open.clone(), button.clone(), close.clone());
        Callback::from(move |_: MouseEvent| match &*open {
            Some(_) => close.emit(()),
            None => open.set(button.cast::<Element>().map(|b| place(&b))),
        })
    };
    let onkeydown = {
        let (open, list, close) = (open.clone(), list.clone(), close.clone());
        Callback::from(move |event: KeyboardEvent| {
            if open.is_none() {
                return;
            }
            match event.key().as_str() {
                "ArrowDown" => step_focus(&list, 1),
                "ArrowUp" => step_focus(&list, -1),
                "Escape" => close.emit(()),
                "Tab" => return open.set(None),
                _ => return,
            }
            event.prevent_default();
            event.stop_propagation();
        })
    };
    let onfocusout = {
        let (open, menu) = (open.clone(), menu.clone());
        Callback::from(move |event: FocusEvent| {
            let to = event.related_target().and_then(|t| t.dyn_into::<Node>().ok());
            if menu.cast::<Node>().is_some_and(|menu| !menu.contains(to.as_ref())) {
                open.set(None);
            }
        })
    };
    let chosen = close.reform(|_: MouseEvent| ());
    // Pressing must not take the focus away, which would close the menu before the click arrives.
    let onmousedown = Callback::from(|event: MouseEvent| event.prevent_default());
    let alone = props.icon_only && props.icon.is_some();
    let class = classes!(
        "btn",
        "btn-ghost",
        "font-medium",
        props.small.then_some("btn-sm"),
        alone.then_some("btn-square"),
    );
    html! {
        <div ref={menu} class="inline-flex" {onkeydown} {onfocusout} {onmousedown}>
            <button ref={button} type="button" {class} onclick={toggle} aria-haspopup="menu"
                aria-expanded={if open.is_some() { "true" } else { "false" }}
                aria-label={alone.then(|| props.label.clone())} title={alone.then(|| props.label.clone())}
                data-testid={given(&props.testid)}>
                if let Some(name) = props.icon {
                    <Icon {name} />
                }
                if !alone {
                    { &props.label }
                    <Icon name={IconName::ChevronDown} />
                }
            </button>
            if let Some(style) = (*open).clone() {
                <ul ref={list} role="menu" aria-label={props.label.clone()} {style} onclick={chosen}
                    class="menu z-50 min-w-52 rounded-box border border-base-300 bg-base-100 p-1 shadow-lg">
                    { props.children.clone() }
                </ul>
            }
        </div>
    }
}

/// Properties of [`MenuItem`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct MenuItemProps {
    /// What it says.
    pub label: AttrValue,
    /// Before the label.
    #[prop_or_default]
    pub icon: Option<IconName>,
    /// The keys that do the same.
    #[prop_or_default]
    pub keys: AttrValue,
    /// Takes something away.
    #[prop_or_default]
    pub danger: bool,
    /// Cannot be chosen.
    #[prop_or_default]
    pub disabled: bool,
    /// What it does.
    #[prop_or_default]
    pub onclick: Callback<()>,
    /// For browser tests.
    #[prop_or_default]
    pub testid: AttrValue,
}

/// An action in a [`Menu`].
#[component]
pub fn MenuItem(props: &MenuItemProps) -> Html {
    let onclick = props.onclick.reform(|_: MouseEvent| ());
    let class = classes!("min-h-8", "focus-visible:bg-base-200", props.danger.then_some("text-error"));
    html! {
        <li role="none">
            <button type="button" role="menuitem" {class} disabled={props.disabled} {onclick}
                data-testid={given(&props.testid)}>
                if let Some(name) = props.icon {
                    <Icon {name} />
                }
                <span class="grow text-left">{ &props.label }</span>
                if !props.keys.is_empty() {
                    <kbd class="kbd kbd-xs">{ &props.keys }</kbd>
                }
            </button>
        </li>
    }
}
