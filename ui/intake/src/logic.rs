//! What both pages work out without a browser.

use craftstrat_api::Inspection;
use craftstrat_api::inspect::RiskInfo;
use craftstrat_api::studio::SeriesDay;

/// A series and its days, for one calendar.
#[derive(Clone, Debug, PartialEq)]
pub struct SeriesGroup {
    /// The series.
    pub series: String,
    /// Its days in time order.
    pub days: Vec<SeriesDay>,
    /// Slots of all days.
    pub slots: u64,
    /// Rows of all days.
    pub rows: u64,
    /// The underlying is recorded on some day.
    pub underlying: bool,
    /// Some day was generated.
    pub generated: bool,
}

/// Days by series, in the order of their names.
pub fn by_series(days: &[SeriesDay]) -> Vec<SeriesGroup> {
    let mut groups: Vec<SeriesGroup> = Vec::new();
    let mut sorted = days.to_vec();
    sorted.sort_by(|a, b| (&a.series, a.start_ms).cmp(&(&b.series, b.start_ms)));
    for day in sorted {
        if groups.last().is_none_or(|g| g.series != day.series) {
            groups.push(SeriesGroup {
                series: day.series.clone(),
                days: Vec::new(),
                slots: 0,
                rows: 0,
                underlying: false,
                generated: false,
            });
        }
        if let Some(group) = groups.last_mut() {
            group.slots += day.slots;
            group.rows += day.rows;
            group.underlying |= day.underlying;
            group.generated |= day.generated;
            group.days.push(day);
        }
    }
    groups
}

/// Whether bytes begin as every WebAssembly binary does.
pub fn is_wasm(bytes: &[u8]) -> bool {
    bytes.starts_with(b"\0asm")
}

/// The name a component is first offered to be saved under: its own, or else its file's.
pub fn first_name(inspection: Option<&Inspection>, file: &str) -> String {
    let own = inspection.map(|i| i.name.trim()).filter(|name| !name.is_empty());
    let name = own.unwrap_or_else(|| file.strip_suffix(".wasm").unwrap_or(file));
    name.chars().take(100).collect()
}

/// The limits a component asks the engine for: message keys and their values.
pub fn risk_limits(risk: &RiskInfo) -> Vec<(&'static str, f64)> {
    let limits = [
        ("intake-risk-stop-loss", risk.stoploss_pct),
        ("intake-risk-take-profit", risk.take_profit_pct),
        ("intake-risk-position", risk.max_position_usdc),
        ("intake-risk-trades", risk.max_trades_per_slot.map(f64::from)),
        ("intake-risk-cool-down", risk.cool_down_s),
        ("intake-risk-entries", risk.max_open_entries.map(f64::from)),
    ];
    limits.into_iter().filter_map(|(key, value)| Some((key, value?))).collect()
}

/// The key of a check's name; checks the page does not know are shown by their code.
pub fn check_key(code: &str) -> Option<&'static str> {
    Some(match code {
        "size" => "intake-check-size",
        "component" => "intake-check-component",
        "world" => "intake-check-world",
        "imports" => "intake-check-imports",
        "compiles" => "intake-check-compiles",
        "describes" => "intake-check-describes",
        "columns" => "intake-check-columns",
        "runs" => "intake-check-runs",
        "fuel" => "intake-check-fuel",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::{by_series, check_key, first_name, is_wasm, risk_limits};
    use craftstrat_api::inspect::RiskInfo;
    use craftstrat_api::studio::SeriesDay;
    use craftstrat_i18n::{Catalogue, Lang};

    fn day(series: &str, start_ms: i64, generated: bool) -> SeriesDay {
        SeriesDay {
            series: series.to_owned(),
            day: "2026-10-01".to_owned(),
            start_ms,
            slots: 2,
            slots_possible: 96,
            rows: 10,
            coverage: 0.5,
            gaps: 0,
            resolved: 2,
            generated,
            underlying: generated,
        }
    }

    #[test]
    fn days_are_gathered_by_series_in_time_order() {
        let groups = by_series(&[day("eth", 5, true), day("btc", 9, false), day("btc", 3, false)]);
        assert_eq!(groups.iter().map(|g| g.series.as_str()).collect::<Vec<_>>(), ["btc", "eth"]);
        assert_eq!(groups[0].days.iter().map(|d| d.start_ms).collect::<Vec<_>>(), [3, 9]);
        assert_eq!((groups[0].slots, groups[0].rows), (4, 20));
        assert!(!groups[0].generated && groups[1].generated && groups[1].underlying);
        assert_eq!(by_series(&[]), []);
    }

    #[test]
    fn a_component_is_named_by_itself_or_by_its_file() {
        assert_eq!(first_name(None, "maker.wasm"), "maker");
        assert_eq!(first_name(None, "maker"), "maker");
        assert_eq!(first_name(None, &"x".repeat(200)).len(), 100);
        assert!(is_wasm(b"\0asm\x0d\0\x01\0") && !is_wasm(b"PK\x03\x04") && !is_wasm(b""));
    }

    #[test]
    fn limits_that_are_not_set_are_not_named() {
        let none = RiskInfo {
            stoploss_pct: None,
            take_profit_pct: None,
            max_position_usdc: None,
            max_trades_per_slot: None,
            cool_down_s: None,
            max_open_entries: None,
        };
        assert_eq!(risk_limits(&none), []);
        let some = RiskInfo { stoploss_pct: Some(30.0), max_trades_per_slot: Some(2), ..none };
        assert_eq!(risk_limits(&some), [("intake-risk-stop-loss", 30.0), ("intake-risk-trades", 2.0)]);
    }

    #[test]
    fn every_check_has_a_name_in_both_languages() {
        let codes =
            ["size", "component", "world", "imports", "compiles", "describes", "columns", "runs", "fuel"];
        for lang in Lang::ALL {
            let catalogue = Catalogue::new(lang);
            for code in codes {
                assert!(check_key(code).is_some_and(|key| catalogue.has(key)), "{code}");
            }
        }
        assert_eq!(check_key("new"), None);
    }
}
