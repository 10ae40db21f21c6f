//! Orders the risk gate refused, by code, with what each means.

use crate::rows::{Rows, cell, number};
use crate::words::denial;
use craftstrat_ui_kit::use_i18n;
use std::collections::BTreeMap;
use yew::prelude::*;

/// Properties of [`Denials`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub(super) struct DenialsProps {
    /// How often, by code.
    pub(super) codes: BTreeMap<String, u64>,
}

/// Refused orders, the most frequent code first.
#[component]
pub(super) fn Denials(props: &DenialsProps) -> Html {
    let i18n = use_i18n();
    let mut codes: Vec<(&String, u64)> = props.codes.iter().map(|(code, times)| (code, *times)).collect();
    codes.sort_by_key(|(_, times)| std::cmp::Reverse(*times));
    let row = |(code, times): (&String, u64)| {
        html! {
            <tr key={code.clone()} data-testid="live-denial">
                { cell(html! { <code>{ code }</code> }) }
                { cell(denial::meaning(&i18n, code)) }
                { number(i18n.number(times as f64, 0)) }
            </tr>
        }
    };
    let rows: Vec<Html> = codes.into_iter().map(row).collect();
    let heads =
        vec![("live-column-code", false), ("live-column-meaning", false), ("live-column-times", true)];
    html! {
        <Rows title={i18n.t("live-denials")} {heads} {rows} empty={i18n.t("live-denials-none")} testid="live-denials" />
    }
}
