//! The risk section: limits the engine enforces whatever the rules say.

use crate::say;
use crate::session::use_session;
use craftstrat_compiler::document::model::RiskSection;
use craftstrat_studio::edit::Edit;
use craftstrat_ui_kit::{Help, NumberInput, use_i18n};
use yew::prelude::*;

/// One limit: name, unit, and how it is read and written.
struct Limit {
    field: &'static str,
    aliases: &'static [&'static str],
    unit: &'static str,
    get: fn(&RiskSection) -> Option<f64>,
    set: fn(&mut RiskSection, Option<f64>),
}

impl Limit {
    fn names(&self) -> Vec<&'static str> {
        [&[self.field], self.aliases].concat()
    }
}

fn whole(value: Option<f64>) -> Option<u32> {
    value.map(|v| v.clamp(0.0, 1e9) as u32)
}

const LIMITS: [Limit; 6] = [
    Limit {
        field: "stoploss_pct",
        aliases: &["stop_loss_pct"],
        unit: "%",
        get: |r| r.stoploss_pct,
        set: |r, v| r.stoploss_pct = v,
    },
    Limit {
        field: "take_profit_pct",
        aliases: &["takeprofit_pct"],
        unit: "%",
        get: |r| r.take_profit_pct,
        set: |r, v| r.take_profit_pct = v,
    },
    Limit {
        field: "max_position_usdc",
        aliases: &[],
        unit: "USDC",
        get: |r| r.max_position_usdc,
        set: |r, v| r.max_position_usdc = v,
    },
    Limit {
        field: "max_trades_per_slot",
        aliases: &[],
        unit: "",
        get: |r| r.max_trades_per_slot.map(f64::from),
        set: |r, v| r.max_trades_per_slot = whole(v),
    },
    Limit {
        field: "cool_down_s",
        aliases: &["cooldown_s", "cool_down"],
        unit: "s",
        get: |r| r.cool_down_s,
        set: |r, v| r.cool_down_s = v,
    },
    Limit {
        field: "max_open_entries",
        aliases: &[],
        unit: "",
        get: |r| r.max_open_entries.map(f64::from),
        set: |r, v| r.max_open_entries = whole(v),
    },
];

/// The limits.
#[component]
pub fn RiskEditor() -> Html {
    let i18n = use_i18n();
    let Some(session) = use_session() else { return Html::default() };
    let risk = session.header().risk.clone().unwrap_or_default();
    let problems = &session.checked.problems;
    html! {
        <section id="risk" class="flex flex-col gap-2" aria-labelledby="risk-title" data-testid="risk">
            <h3 id="risk-title" class="flex items-center gap-1 text-sm font-semibold">
                { i18n.t("editor-risk") }<Help text={i18n.t("editor-risk-help")} />
            </h3>
            <div class="grid grid-cols-2 gap-2 sm:grid-cols-3">
                for limit in LIMITS {
                    <div key={limit.field} class="contents" data-at={say::paths("/risk", &limit.names())}>
                        <NumberInput label={i18n.t(&format!("editor-risk-{}", limit.field.replace('_', "-")))}
                            value={(limit.get)(&risk)} unit={limit.unit} testid={format!("risk-{}", limit.field.replace('_', "-"))}
                            invalid={say::at(problems, "/risk", &limit.names(), &i18n)}
                            onchange={let (session, risk) = (session.clone(), risk.clone()); move |value| {
                                let mut risk = risk.clone();
                                (limit.set)(&mut risk, value);
                                session.typed(Edit::SetRisk(risk), &format!("risk-{}", limit.field));
                            }} />
                    </div>
                }
            </div>
            for text in say::here(problems, "/risk", &i18n) {
                <p class="text-xs text-error" role="status">{ text }</p>
            }
        </section>
    }
}
