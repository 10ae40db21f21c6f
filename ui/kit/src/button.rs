//! Buttons.

use crate::icon::Icon;
use crate::icon_paths::IconName;
use yew::prelude::*;

/// How much a button asks for attention.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ButtonKind {
    /// The next action; one on a page.
    Primary,
    /// Any other.
    #[default]
    Normal,
    /// One of many, as in a toolbar.
    Ghost,
    /// Takes something away.
    Danger,
}

impl ButtonKind {
    const fn class(self) -> &'static str {
        match self {
            Self::Primary => "btn-primary",
            Self::Normal => "btn-outline border-base-300 bg-base-100 font-medium",
            Self::Ghost => "btn-ghost font-medium",
            Self::Danger => "btn-outline btn-error",
        }
    }
}

/// Properties of [`Button`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct ButtonProps {
    /// What it says.
    pub label: AttrValue,
    /// Before the label.
    #[prop_or_default]
    pub icon: Option<IconName>,
    /// Shows the icon alone; the label is read out and is the tooltip.
    #[prop_or_default]
    pub icon_only: bool,
    /// How much it asks for attention.
    #[prop_or_default]
    pub kind: ButtonKind,
    /// Smaller.
    #[prop_or_default]
    pub small: bool,
    /// Cannot be pressed.
    #[prop_or_default]
    pub disabled: bool,
    /// At work; cannot be pressed meanwhile.
    #[prop_or_default]
    pub busy: bool,
    /// Whether it is switched on, for buttons that switch.
    #[prop_or_default]
    pub pressed: Option<bool>,
    /// What it does.
    #[prop_or_default]
    pub onclick: Callback<MouseEvent>,
    /// For browser tests.
    #[prop_or_default]
    pub testid: AttrValue,
    /// The tooltip.
    #[prop_or_default]
    pub title: AttrValue,
    /// More classes.
    #[prop_or_default]
    pub class: Classes,
}

/// A button.
#[component]
pub fn Button(props: &ButtonProps) -> Html {
    let alone = props.icon_only && props.icon.is_some();
    let title = if alone && props.title.is_empty() { props.label.clone() } else { props.title.clone() };
    let class = classes!(
        "btn",
        props.kind.class(),
        props.small.then_some("btn-sm"),
        alone.then_some("btn-square"),
        (props.pressed == Some(true)).then_some("btn-active"),
        props.class.clone(),
    );
    html! {
        <button type="button" {class} disabled={props.disabled || props.busy} onclick={props.onclick.clone()}
            title={given(&title)} data-testid={given(&props.testid)}
            aria-label={alone.then(|| props.label.clone())} aria-busy={props.busy.then_some("true")}
            aria-pressed={props.pressed.map(|on| if on { "true" } else { "false" })}>
            if props.busy {
                <span class="loading loading-spinner loading-xs" aria-hidden="true" />
            } else if let Some(name) = props.icon {
                <Icon {name} />
            }
            if !alone {
                { &props.label }
            }
        </button>
    }
}

/// An attribute that is left out when empty.
pub(crate) fn given(text: &AttrValue) -> Option<AttrValue> {
    (!text.is_empty()).then(|| text.clone())
}
