//! A dialog that asks whether one means it.

use craftstrat_ui_kit::{Button, ButtonKind, Dialog, use_i18n};
use yew::prelude::*;

/// Properties of [`Sure`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct SureProps {
    /// Whether it is shown.
    pub open: bool,
    /// The question.
    pub title: AttrValue,
    /// What will come of it.
    pub body: AttrValue,
    /// What the button says that does it.
    pub action: AttrValue,
    /// Does it.
    pub onyes: Callback<()>,
    /// Does nothing.
    pub onclose: Callback<()>,
}

/// The dialog. Its button is `sure-yes` in browser tests.
#[component]
pub fn Sure(props: &SureProps) -> Html {
    let i18n = use_i18n();
    let yes = {
        let (onyes, onclose) = (props.onyes.clone(), props.onclose.clone());
        Callback::from(move |_: MouseEvent| {
            // First: closing forgets what was asked about.
            onyes.emit(());
            onclose.emit(());
        })
    };
    let no = props.onclose.reform(|_: MouseEvent| ());
    let footer = html! {
        <>
            <Button label={i18n.t("common-cancel")} onclick={no} testid="sure-no" />
            <Button label={props.action.clone()} kind={ButtonKind::Danger} onclick={yes} testid="sure-yes" />
        </>
    };
    html! {
        <Dialog open={props.open} title={props.title.clone()} onclose={props.onclose.clone()} {footer} testid="sure">
            <p class="text-sm">{ &props.body }</p>
        </Dialog>
    }
}
