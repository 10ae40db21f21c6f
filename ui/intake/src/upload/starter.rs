//! The starter project for authors.

use craftstrat_ui_kit::{Card, Icon, IconName, url, use_i18n};
use yew::prelude::*;

/// The command that builds the starter project.
const BUILD: &str = "cargo build --release --target wasm32-unknown-unknown";

/// A link to the starter project, and what to do with it.
#[component]
pub fn Starter() -> Html {
    let i18n = use_i18n();
    html! {
        <Card title={Some(AttrValue::from(i18n.t("intake-starter-title")))}>
            <div class="flex flex-col gap-3 text-sm">
                <p>{ i18n.t("intake-starter-body") }</p>
                <ol class="list-inside list-decimal">
                    <li>{ i18n.t("intake-starter-step-unpack") }</li>
                    <li>
                        { i18n.t("intake-starter-step-build") }{ " " }
                        <code class="rounded bg-base-200 px-1.5 py-0.5 break-all">{ BUILD }</code>
                    </li>
                    <li>{ i18n.t("intake-starter-step-upload") }</li>
                </ol>
                <a class="btn btn-outline btn-sm self-start" href={url("/starter.zip")} download="craftstrat-starter.zip"
                    data-testid="starter">
                    <Icon name={IconName::Download} />
                    { i18n.t("intake-starter-download") }
                </a>
            </div>
        </Card>
    }
}
