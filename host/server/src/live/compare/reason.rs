//! Why a run and its backtest may part: codes for pages, and the same as English sentences.

use craftstrat_api::studio::live::{Reason, Why};

/// Markets a reason names, at most.
const NAMED: usize = 3;

/// A reason with its sentence.
pub(super) fn reason(why: Why) -> Reason {
    let detail = sentence(&why);
    Reason { why, detail }
}

/// A reason about some markets; none without one.
pub(super) fn some(markets: &[&str], why: impl FnOnce(u64, Vec<String>) -> Why) -> Option<Reason> {
    let named = markets.iter().take(NAMED).map(|market| (*market).to_owned()).collect();
    (!markets.is_empty()).then(|| reason(why(markets.len() as u64, named)))
}

fn sentence(why: &Why) -> String {
    match why {
        Why::LimitsOverAll => "Limits over all runs are set, which a backtest of one run has not.".to_owned(),
        Why::RowsShed { rows } => {
            format!("The desk did not keep up and lost {rows} rows since the server was started.")
        }
        Why::MarketsAbsent { count, markets } => format!(
            "{count} settled markets are left out: the tick store has not all of them yet, or not any more ({}).",
            names(*count, markets)
        ),
        Why::OtherRows { count, markets } => format!(
            "In {count} markets the desk looked at other rows than the store has ({}).",
            names(*count, markets)
        ),
        Why::VersionChanged => {
            "Another version took over: the backtest runs the first one throughout.".to_owned()
        }
        Why::KillSwitch => "A kill switch was turned while it ran: a backtest has none.".to_owned(),
        Why::RowsLate { rows } => {
            format!("{rows} rows came too late for the desk: the store has them in their place.")
        }
        Why::BeganWithin { count, markets } => format!(
            "It began in the middle of a slot ({}): the backtest begins there as well.",
            names(*count, markets)
        ),
        Why::StoppedWithin { count, markets } => format!(
            "It was stopped while slots ran ({}): the backtest goes on to their end.",
            names(*count, markets)
        ),
    }
}

/// Some markets in words.
fn names(count: u64, markets: &[String]) -> String {
    let more = if count > markets.len() as u64 { ", ..." } else { "" };
    format!("{}{more}", markets.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_counts_all_markets_and_names_three() {
        let made = |markets: &[&str]| some(markets, |count, markets| Why::OtherRows { count, markets });
        assert_eq!(made(&[]), None);
        let of = made(&["a", "b", "c", "d"]).map(|reason| (reason.why, reason.detail));
        let markets = ["a", "b", "c"].map(str::to_owned).to_vec();
        let detail = "In 4 markets the desk looked at other rows than the store has (a, b, c, ...).";
        assert_eq!(of, Some((Why::OtherRows { count: 4, markets }, detail.to_owned())));
    }

    #[test]
    fn a_reason_is_a_code_with_its_numbers_and_a_sentence() {
        let told = serde_json::to_value(reason(Why::RowsLate { rows: 2 })).ok();
        let detail = "2 rows came too late for the desk: the store has them in their place.";
        assert_eq!(told, Some(serde_json::json!({ "code": "rows_late", "rows": 2, "detail": detail })));
    }
}
