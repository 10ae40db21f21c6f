//! One question to one instance.

use crate::seating::check_count;
use craftstrat_model::{AccountView, Decision, Fault, Muted, Strategy};

/// Asks an instance about one row, as a session's question wants it answered: `columns` are the declared ones.
///
/// # Errors
/// When the strategy faults or answers what the contract forbids.
pub fn ask(
    strategy: &mut (dyn Strategy + Send + '_),
    columns: &[f64],
    view: &AccountView,
    muted: Muted,
    decisions: &mut Vec<Decision>,
) -> Result<(), Fault> {
    decisions.clear();
    strategy.load(1, columns)?;
    match strategy.next(0, 1, view, muted, decisions)? {
        None => {
            decisions.clear();
            Ok(())
        }
        Some(0) => check_count(decisions, 0),
        Some(row) => {
            let detail = format!("row {row} was returned, asked for were 0 to 1 exclusive");
            Err(Fault::Contract { call: "next", detail })
        }
    }
}
