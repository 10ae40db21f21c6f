//! What these pages say of refusals, plans and actions.

use crate::model::errors::{Errors, SAID, fields_of};
use crate::model::password::Rule;
use crate::model::plan::PLANS;
use craftstrat_ui_kit::{ApiError, I18n};

/// A refusal as a sentence: ours where its code is known, in the reader's language; else the server's.
pub fn refusal(i18n: &I18n, error: &ApiError) -> String {
    match error.code().filter(|code| SAID.contains(code)) {
        Some(code) => i18n.t(&format!("account-error-{}", code.replace(['_', '.'], "-"))),
        None => error.in_words(i18n),
    }
}

/// A refusal at the field it is about, if the form has that one, or else of the whole form.
pub fn placed(i18n: &I18n, error: &ApiError, fields: &[&str]) -> Errors {
    let about = error.code().map_or(&[][..], fields_of);
    let field = about.iter().find(|field| fields.contains(field));
    let sentence = refusal(i18n, error);
    match field {
        Some(field) => Errors::default().at(field, sentence),
        None => Errors::default().of_all(sentence),
    }
}

/// What a rule about passwords says.
pub fn rule(i18n: &I18n, rule: Rule) -> String {
    i18n.t(&format!("account-rule-{}", rule.code()))
}

/// What a plan is called; its own name where it is one nobody knows here.
pub fn plan(i18n: &I18n, name: &str) -> String {
    if PLANS.contains(&name) { i18n.t(&format!("account-plan-{name}")) } else { name.to_owned() }
}

/// A number that may be without limit.
pub fn limit(i18n: &I18n, limit: Option<u64>) -> String {
    limit.map_or_else(|| i18n.t("account-unlimited"), |limit| i18n.number(limit as f64, 0))
}

/// Days a backtest reaches back.
pub fn history(i18n: &I18n, days: Option<u32>) -> String {
    days.map_or_else(
        || i18n.t("account-history-all"),
        |days| i18n.tf("account-days", &[("count", days.into())]),
    )
}

/// Actions of the audit log that have a name here: `account-action-<code>`, with hyphens.
pub const ACTIONS: [&str; 36] = [
    "login",
    "sign_up",
    "verify_email",
    "reset_password",
    "account.change",
    "account.password",
    "account.confirm",
    "account.export",
    "account.delete",
    "sessions.end",
    "tokens.create",
    "tokens.revoke",
    "second_factor.enrol",
    "second_factor.disable",
    "live.start",
    "live.change",
    "live.stop",
    "live.kill",
    "kill_all",
    "webhook.write",
    "ticks.import",
    "ticks.delete",
    "operator.read_users",
    "operator.change_plan",
    "operator.read_audit",
    "operator.handover",
    "internal.strategy",
    "wallets.create",
    "wallets.change",
    "wallets.delete",
    "wallets.export",
    "wallets.withdraw",
    "wallets.cancel",
    "assignments.write",
    "assignments.run",
    "assignments.stop",
];

/// What an action is called; its code where it has no name here.
pub fn action(i18n: &I18n, code: &str) -> String {
    if ACTIONS.contains(&code) {
        i18n.t(&format!("account-action-{}", code.replace(['_', '.'], "-")))
    } else {
        code.to_owned()
    }
}
