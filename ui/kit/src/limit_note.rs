//! What a plan still allows, said where one is about to use it.

use crate::i18n::{I18n, use_i18n};
use crate::icon::Icon;
use crate::icon_paths::IconName;
use crate::page::nothing;
use crate::resource::use_resource;
use crate::route::Route;
use crate::session::use_session;
use crate::use_client;
use craftstrat_api::studio::people::{PlanUse, Usage};
use yew::prelude::*;
use yew_router::prelude::*;

/// What a plan limits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limited {
    /// Strategies that run at once.
    Strategies,
    /// Wallets.
    Wallets,
    /// Leaders that are followed.
    Leaders,
    /// Days of market data a backtest reaches back.
    History,
}

impl Limited {
    /// In message keys: `account-limit-<code>`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Strategies => "strategies",
            Self::Wallets => "wallets",
            Self::Leaders => "leaders",
            Self::History => "history",
        }
    }

    const fn usage(self, plan: &PlanUse) -> Option<Usage> {
        match self {
            Self::Strategies => Some(plan.strategies),
            Self::Wallets => Some(plan.wallets),
            Self::Leaders => Some(plan.leaders),
            Self::History => None,
        }
    }
}

/// What is left of something that a plan limits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Left {
    /// As much as one likes.
    Unlimited,
    /// So much of so much is used, and there is more.
    Some(u64, u64),
    /// All of so much is used.
    None(u64),
}

/// What is left.
pub fn left(usage: Usage) -> Left {
    match usage.limit {
        None => Left::Unlimited,
        Some(limit) if usage.used >= limit => Left::None(limit),
        Some(limit) => Left::Some(usage.used, limit),
    }
}

/// Properties of [`LimitNote`].
#[derive(Clone, Copy, Debug, PartialEq, Properties)]
pub struct LimitNoteProps {
    /// What is about to be used.
    pub of: Limited,
}

/// What the plan still allows of something. Nothing where there are no plans, or no limit.
#[component]
pub fn LimitNote(props: &LimitNoteProps) -> Html {
    // Who has a server of their own has no plan either.
    if use_session().person().is_none() {
        return nothing();
    }
    html! { <Fetched of={props.of} /> }
}

#[component]
fn Fetched(props: &LimitNoteProps) -> Html {
    let client = use_client();
    let plan = use_resource((), move |()| {
        let client = client.clone();
        async move { client.get::<PlanUse>("/plan").await }
    });
    // Without an answer there is no note: the server refuses what is too much all the same, and says why.
    plan.data.map_or_else(nothing, |plan| html! { <LimitLine of={props.of} {plan} /> })
}

/// Properties of [`LimitLine`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct LimitLineProps {
    /// What is about to be used.
    pub of: Limited,
    /// The plan.
    pub plan: PlanUse,
}

/// The note of a plan that is known.
#[component]
pub fn LimitLine(props: &LimitLineProps) -> Html {
    let i18n = use_i18n();
    let Some((is_full, text)) = sentence(&i18n, props) else { return nothing() };
    let (class, icon) =
        if is_full { ("text-warning", IconName::AlertTriangle) } else { ("text-muted", IconName::Info) };
    html! {
        <p class={classes!("flex", "items-start", "gap-2", "text-sm", class)} data-testid={format!("limit-{}", props.of.code())}
            data-full={is_full.to_string()} role={is_full.then_some("status")}>
            <span class="mt-0.5"><Icon name={icon} /></span>
            <span>{ text }{ " " }<Link<Route> to={Route::Plan} classes="link">{ i18n.t("account-limit-plans") }</Link<Route>></span>
        </p>
    }
}

/// Whether there is nothing left, and the sentence; none without a limit.
fn sentence(i18n: &I18n, props: &LimitLineProps) -> Option<(bool, String)> {
    let LimitLineProps { of, plan } = props;
    let Some(usage) = of.usage(plan) else {
        let days = plan.history_days?;
        return Some((false, i18n.tf("account-limit-history", &[("days", days.into())])));
    };
    match left(usage) {
        Left::Unlimited => None,
        Left::Some(used, limit) => {
            let key = format!("account-limit-{}", of.code());
            Some((false, i18n.tf(&key, &[("used", used.into()), ("limit", limit.into())])))
        }
        Left::None(limit) => {
            let key = format!("account-limit-{}-full", of.code());
            Some((true, i18n.tf(&key, &[("limit", limit.into())])))
        }
    }
}
