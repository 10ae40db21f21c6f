//! Which field a refusal is about, and which refusals the page says in its own words.

use craftstrat_ui_account::model::errors::FieldName;

/// The fields a refusal may be about, by its code: the first of them that a form has. None when it is about the whole.
pub fn fields_of(code: &str) -> &'static [FieldName] {
    match code {
        "bad_label" => &["label"],
        "wrong_label" => &["confirm"],
        "bad_amount" => &["amount", "cash"],
        "bad_address" => &["address", "to"],
        "not_allowed" => &["to"],
        "bad_password" => &["password"],
        "bad_markets" => &["markets"],
        "bad_settings" => &["max", "cash"],
        _ => &[],
    }
}

/// Codes of refusals that the page says in its own words: `wallets-error-<code>`, with hyphens.
pub const SAID: [&str; 29] = [
    "address_mismatch",
    "assigned_already",
    "assignment_running",
    "bad_address",
    "bad_amount",
    "bad_label",
    "bad_markets",
    "bad_password",
    "bad_settings",
    "chain_unreachable",
    "changed_meanwhile",
    "enrol_second_factor",
    "needs_accounts",
    "no_chain",
    "no_relayer",
    "no_strategy",
    "no_wallet",
    "not_allowed",
    "not_empty",
    "not_waiting",
    "not_found",
    "paper_wallet",
    "plan_paused",
    "plan_wallets",
    "signer_refused",
    "signer_unavailable",
    "too_many_requests",
    "withdrawal_open",
    "wrong_label",
];

/// Codes whose sentence of the server has what ours cannot know: it is added to ours.
pub const DETAILED: [&str; 6] =
    ["bad_markets", "bad_settings", "not_empty", "signer_refused", "signer_unavailable", "chain_unreachable"];
