//! What a refusal by the risk gate means.

use craftstrat_ui_kit::I18n;

/// What precedes the codes of limits over all strategies together.
const ALL: &str = "portfolio_";

/// What `code` means, as a sentence; the code itself where this page does not know it.
pub fn meaning(i18n: &I18n, code: &str) -> String {
    let own = code.strip_prefix(ALL).unwrap_or(code);
    let key = format!("live-denial-{}", own.replace('_', "-"));
    if !i18n.catalogue().has(&key) {
        return code.to_owned();
    }
    let sentence = i18n.t(&key);
    if own == code { sentence } else { i18n.tf("live-denied-over-all", &[("meaning", sentence.into())]) }
}
