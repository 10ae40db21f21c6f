//! What alerts say, as English sentences: for webhooks, logs and whoever has no page. Pages say it by its code.

use craftstrat_api::studio::live::AlertTold as Told;
use craftstrat_model::Usdc;

/// The sentence.
pub(crate) fn sentence(told: &Told) -> String {
    match told {
        Told::Faulted { market, reason } => {
            format!("The strategy faulted{}: {reason}", within(market.as_deref()))
        }
        Told::ShadowFaulted { market, reason } => {
            format!("The version beside the run faulted and is gone{}: {reason}", within(market.as_deref()))
        }
        Told::LimitReached { detail, .. } => {
            format!("A limit on losses was reached, entries are refused: {detail}")
        }
        Told::ManyDenied { count, denial } => {
            format!("{count} orders were refused within a minute, most of them by `{denial}`.")
        }
        Told::ConnectionLost { connection } => {
            format!("The {connection} connection was lost: its data is missing until it is back.")
        }
        Told::ConnectionBack { connection, seconds } => {
            format!("The {connection} connection is back after {seconds} s.")
        }
        Told::Paid { market, payout_usdc, cost_usdc, net_usdc } => format!(
            "{market} paid {payout_usdc} USDC for shares that cost {cost_usdc} USDC: net {} USDC.",
            signed(*net_usdc)
        ),
        Told::NoWinner { market, cost_usdc, net_usdc } => format!(
            "{market} ended without a known winner: shares that cost {cost_usdc} USDC count as lost, net {} USDC.",
            signed(*net_usdc)
        ),
        Told::DeskFailed { reason } => reason.clone(),
        Told::DiskFull => {
            "There is no room on the disk for the event log: nothing trades on paper until there is. Make \
                           room; the desk goes on by itself."
                .to_owned()
        }
        Told::DiskFree => "There is room on the disk again: trading on paper goes on.".to_owned(),
        Told::Test => "This is a test: alerts of CraftStrat will arrive here.".to_owned(),
    }
}

fn within(market: Option<&str>) -> String {
    market.map(|market| format!(" in {market}")).unwrap_or_default()
}

fn signed(usdc: Usdc) -> String {
    if usdc.is_positive() { format!("+{usdc}") } else { usdc.to_string() }
}
