//! The rules of passwords, beside the field before they are broken.

use crate::model::errors::Errors;
use crate::model::password::{Rule, broken};
use crate::words;
use craftstrat_ui_kit::{I18n, Icon, IconName, use_i18n};
use yew::prelude::*;

/// Properties of [`PasswordRules`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct PasswordRulesProps {
    /// The form they are in; their id is `<form>-rules`.
    pub form: AttrValue,
    /// What has been typed.
    pub password: AttrValue,
    /// The account's address, as far as it is known.
    #[prop_or_default]
    pub email: AttrValue,
}

/// The rules, each with whether it is kept.
#[component]
pub fn PasswordRules(props: &PasswordRulesProps) -> Html {
    let i18n = use_i18n();
    let line = |rule: Rule| {
        let kept = rule.is_kept(&props.password, &props.email);
        let (icon, class, state) = match kept {
            Some(true) => (IconName::CircleCheck, "text-success", "kept"),
            Some(false) => (IconName::CircleX, "text-error", "broken"),
            None => (IconName::Info, "text-muted", "unknown"),
        };
        html! {
            <li key={rule.code()} class={classes!("flex", "items-start", "gap-2", class)} data-rule={rule.code()} data-state={state}>
                <span class="mt-0.5"><Icon name={icon} /></span>
                <span>
                    { words::rule(&i18n, rule) }
                    if let Some(kept) = kept {
                        <span class="sr-only">{ " " }{ i18n.t(if kept { "account-rule-kept" } else { "account-rule-broken" }) }</span>
                    }
                </span>
            </li>
        }
    };
    html! {
        <ul id={format!("{}-rules", props.form)} class="flex flex-col gap-1 text-xs" data-testid={format!("{}-rules", props.form)}>
            { for Rule::ALL.into_iter().map(line) }
        </ul>
    }
}

/// What is wrong with a new password, at its field.
pub(crate) fn check(i18n: &I18n, errors: Errors, password: &str, email: &str) -> Errors {
    match broken(password, email) {
        Some(rule) => errors.at("password", words::rule(i18n, rule)),
        None => errors,
    }
}
