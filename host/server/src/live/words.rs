//! Decisions in words: `buy UP 5.00 USDC`.

use craftstrat_api::wire::Outcome;
use craftstrat_model::{Decision, OrderType, Signal, SizeMode};

/// A decision in words.
pub(crate) fn of(decision: &Decision) -> String {
    let outcome = Outcome::from(decision.outcome).code();
    let verb = match decision.signal {
        Signal::Buy => "buy",
        Signal::Sell => "sell",
        Signal::Close => return format!("close {outcome}"),
        Signal::Cancel => return format!("cancel {outcome}"),
    };
    format!("{verb} {outcome} {}{}", size(decision), terms(decision))
}

/// All of them, one after the other.
pub(crate) fn all(decisions: &[Decision]) -> Vec<String> {
    decisions.iter().map(of).collect()
}

fn size(decision: &Decision) -> String {
    match decision.size_mode {
        SizeMode::Usdc => format!("{:.2} USDC", decision.size),
        SizeMode::Shares => format!("{} shares", short(decision.size)),
        SizeMode::EquityFraction => format!("{} % of equity", short(decision.size * 100.0)),
        SizeMode::KellyProbability => {
            format!("{} x Kelly at {}", short(decision.kelly_fraction), short(decision.size))
        }
    }
}

fn terms(decision: &Decision) -> String {
    let price = decision.price.map(short);
    match (decision.order_type, price) {
        (OrderType::Market, None) => String::new(),
        (OrderType::Market, Some(price)) => format!(" at {price} or better"),
        (OrderType::Limit, price) => format!(" limit {}", price.unwrap_or_default()),
        (OrderType::StopLoss, price) => format!(" stop {}", price.unwrap_or_default()),
        (OrderType::TakeProfit, price) => format!(" target {}", price.unwrap_or_default()),
    }
}

/// At most four decimals, none that say nothing.
fn short(value: f64) -> String {
    let text = format!("{value:.4}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use craftstrat_model::Outcome as Of;

    const BUY: Decision = Decision {
        signal: Signal::Buy,
        outcome: Of::Up,
        size_mode: SizeMode::Usdc,
        size: 5.0,
        kelly_fraction: 1.0,
        order_type: OrderType::Market,
        price: None,
        node: 0,
    };

    #[test]
    fn decisions_read_like_orders() {
        let limit = Decision {
            size_mode: SizeMode::Shares,
            size: 12.5,
            order_type: OrderType::Limit,
            price: Some(0.43),
            outcome: Of::Down,
            ..BUY
        };
        let stop =
            Decision { signal: Signal::Sell, order_type: OrderType::StopLoss, price: Some(0.2), ..limit };
        for (decision, words) in [
            (BUY, "buy UP 5.00 USDC"),
            (Decision { price: Some(0.6), ..BUY }, "buy UP 5.00 USDC at 0.6 or better"),
            (limit, "buy DOWN 12.5 shares limit 0.43"),
            (stop, "sell DOWN 12.5 shares stop 0.2"),
            (Decision { size_mode: SizeMode::EquityFraction, size: 0.2, ..BUY }, "buy UP 20 % of equity"),
            (
                Decision { size_mode: SizeMode::KellyProbability, size: 0.62, kelly_fraction: 0.5, ..BUY },
                "buy UP 0.5 x Kelly at 0.62",
            ),
            (Decision { signal: Signal::Close, ..limit }, "close DOWN"),
            (Decision { signal: Signal::Cancel, ..BUY }, "cancel UP"),
        ] {
            assert_eq!(of(&decision), words);
        }
    }
}
