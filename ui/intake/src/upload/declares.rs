//! What a component says of itself.

use crate::logic::risk_limits;
use craftstrat_api::Inspection;
use craftstrat_ui_kit::{Card, use_i18n};
use yew::prelude::*;

/// Properties of [`Declares`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct DeclaresProps {
    /// What it says.
    pub inspection: Inspection,
}

/// Name, columns, parameters, limits and origin of a component.
#[component]
pub fn Declares(props: &DeclaresProps) -> Html {
    let i18n = use_i18n();
    let it = &props.inspection;
    let or_none = |text: String| if text.is_empty() { i18n.t("intake-upload-none") } else { text };
    let short = |value: f64| i18n.short(value, 6);
    let parameters = it.parameters.iter().map(|p| {
        i18n.tf(
            "intake-upload-parameter",
            &[
                ("name", p.name.clone().into()),
                ("default", short(p.default).into()),
                ("min", short(p.min).into()),
                ("max", short(p.max).into()),
            ],
        )
    });
    let risk = risk_limits(&it.risk);
    let risk = risk.into_iter().map(|(key, value)| i18n.tf(key, &[("value", short(value).into())]));
    let is_ours = it.source.as_ref().is_some_and(|s| s.authentic);
    let source = if is_ours { "intake-upload-source-document" } else { "intake-upload-source-foreign" };
    let facts = [
        ("intake-upload-name", it.name.clone()),
        ("intake-upload-version", or_none(it.version.clone())),
        ("intake-upload-source", i18n.t(source)),
        ("intake-upload-bytes", i18n.bytes(it.bytes)),
        ("intake-upload-columns", or_none(it.columns.join(", "))),
        ("intake-upload-account", or_none(it.account.join(", "))),
        ("intake-upload-parameters", or_none(parameters.collect::<Vec<_>>().join("; "))),
        ("intake-upload-risk", or_none(risk.collect::<Vec<_>>().join("; "))),
        ("intake-upload-warm-up", i18n.number(f64::from(it.warm_up_rows), 0)),
        ("intake-upload-hash", it.hash.clone()),
    ];
    html! {
        <Card title={Some(AttrValue::from(i18n.t("intake-upload-declares")))}>
            <dl class="grid gap-x-4 gap-y-2 text-sm sm:grid-cols-[10rem_1fr]" data-testid="declares">
                for (key, value) in facts {
                    <dt class="text-muted">{ i18n.t(key) }</dt>
                    <dd class="min-w-0 break-words">{ value }</dd>
                }
            </dl>
        </Card>
    }
}
