//! Orders the risk gate refused, by code, with what each means.

use super::PartProps;
use crate::rows::{Rows, cell, number};
use crate::words::denial;
use craftstrat_ui_kit::use_i18n;
use yew::prelude::*;

/// Refused orders, the most frequent code first.
#[component]
pub(super) fn Denials(props: &PartProps) -> Html {
    let i18n = use_i18n();
    let mut codes: Vec<(&String, u64)> =
        props.run.denials_by_code.iter().map(|(code, times)| (code, *times)).collect();
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
