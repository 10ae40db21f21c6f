//! One icon, drawn from the table in [`crate::icon_paths`].

use crate::icon_paths::IconName;
use yew::prelude::*;

/// Properties of [`Icon`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct IconProps {
    /// Which.
    pub name: IconName,
    /// Classes; `size-4` when none.
    #[prop_or_default]
    pub class: Classes,
}

/// An icon. It decorates: what it means is said beside it or by the button's label.
#[component]
pub fn Icon(props: &IconProps) -> Html {
    let class = if props.class.is_empty() { classes!("size-4") } else { props.class.clone() };
    html! {
        <svg class={classes!("shrink-0", class)} viewBox="0 0 24 24" fill="none" stroke="currentColor"
            stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" focusable="false">
            <path d={props.name.path()} />
        </svg>
    }
}
