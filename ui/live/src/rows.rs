//! A table in a card: it scrolls by itself where it is wider than the screen, with the keyboard too.

use craftstrat_ui_kit::{Card, use_i18n};
use yew::prelude::*;

/// A column: the key of its heading, and whether it holds numbers.
pub(crate) type Head = (&'static str, bool);

/// Properties of [`Rows`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub(crate) struct RowsProps {
    /// What the table is.
    pub(crate) title: AttrValue,
    /// Its columns.
    pub(crate) heads: Vec<Head>,
    /// Its rows; each `<td>` of numbers says so itself.
    pub(crate) rows: Vec<Html>,
    /// What it says without rows.
    pub(crate) empty: AttrValue,
    /// For browser tests.
    pub(crate) testid: AttrValue,
    /// Under the table.
    #[prop_or_default]
    pub(crate) note: Html,
}

/// A table in a card.
#[component]
pub(crate) fn Rows(props: &RowsProps) -> Html {
    let i18n = use_i18n();
    let head = |(key, numeric): &Head| html! { <th scope="col" class={numeric.then_some("text-right")}>{ i18n.t(key) }</th> };
    html! {
        <Card title={props.title.clone()}>
            if props.rows.is_empty() {
                <p class="text-sm text-muted" data-testid={format!("{}-empty", props.testid)}>{ &props.empty }</p>
            } else {
                <div class="max-h-96 overflow-auto focus-visible:outline-2" tabindex="0" role="region" aria-label={props.title.clone()}>
                    <table class="table table-sm table-pin-rows" aria-label={props.title.clone()} data-testid={props.testid.clone()}>
                        <thead><tr>{ for props.heads.iter().map(head) }</tr></thead>
                        <tbody>{ for props.rows.iter().cloned() }</tbody>
                    </table>
                </div>
            }
            { props.note.clone() }
        </Card>
    }
}

/// A cell of a number.
pub(crate) fn number(content: impl Into<Html>) -> Html {
    let content: Html = content.into();
    html! { <td class="text-right whitespace-nowrap tabular-nums">{ content }</td> }
}

/// A cell of anything else.
pub(crate) fn cell(content: impl Into<Html>) -> Html {
    let content: Html = content.into();
    html! { <td>{ content }</td> }
}
