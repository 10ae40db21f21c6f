//! Why a run and its backtest may part, in the reader's language.

use craftstrat_api::studio::live::{Reason, Why};
use craftstrat_ui_kit::I18n;

/// A reason as a sentence.
pub fn why(i18n: &I18n, reason: &Reason) -> String {
    let counted = |key: &str, rows: u64| i18n.tf(key, &[("rows", rows.into())]);
    let named = |key: &str, count: u64, markets: &[String]| {
        let more = if count > markets.len() as u64 { ", …" } else { "" };
        let markets = format!("{}{more}", markets.join(", "));
        i18n.tf(key, &[("count", count.into()), ("markets", markets.into())])
    };
    match &reason.why {
        Why::LimitsOverAll => i18n.t("paper-why-limits-over-all"),
        Why::RowsShed { rows } => counted("paper-why-rows-shed", *rows),
        Why::MarketsAbsent { count, markets } => named("paper-why-markets-absent", *count, markets),
        Why::OtherRows { count, markets } => named("paper-why-other-rows", *count, markets),
        Why::VersionChanged => i18n.t("paper-why-version-changed"),
        Why::KillSwitch => i18n.t("paper-why-kill-switch"),
        Why::RowsLate { rows } => counted("paper-why-rows-late", *rows),
        Why::BeganWithin { count, markets } => named("paper-why-began-within", *count, markets),
        Why::StoppedWithin { count, markets } => named("paper-why-stopped-within", *count, markets),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use craftstrat_i18n::Lang;

    #[test]
    fn every_reason_is_a_sentence_in_both_languages() {
        let markets = || vec!["m1".to_owned(), "m2".to_owned(), "m3".to_owned()];
        let all = [
            Why::LimitsOverAll,
            Why::RowsShed { rows: 7 },
            Why::MarketsAbsent { count: 4, markets: markets() },
            Why::OtherRows { count: 3, markets: markets() },
            Why::VersionChanged,
            Why::KillSwitch,
            Why::RowsLate { rows: 1 },
            Why::BeganWithin { count: 1, markets: vec!["m1".to_owned()] },
            Why::StoppedWithin { count: 3, markets: markets() },
        ];
        for lang in Lang::ALL {
            let i18n = I18n::new(lang);
            for of in &all {
                let said = why(&i18n, &Reason { why: of.clone(), detail: "English.".to_owned() });
                assert!(
                    !said.contains("paper-why") && !said.contains("{$") && !said.contains("English"),
                    "{said}"
                );
                if let Why::MarketsAbsent { .. } = of {
                    assert!(said.contains('4') && said.contains("m1, m2, m3, …"), "{said}");
                }
            }
        }
    }
}
