//! How an action's size is written: in which field, in which unit.

use craftstrat_compiler::document::model::{ActionData, Number, SizeModeName};

/// The fields a size can be in.
pub const FIELDS: &[&str] = &["size_usdc", "size", "size_shares", "size_pct", "probability"];

/// Whether a signal trades a size; the others close or cancel everything.
pub fn trades(signal: &str) -> bool {
    signal.eq_ignore_ascii_case("buy") || signal.eq_ignore_ascii_case("sell")
}

/// The unit of the size, as documents name it.
pub fn mode(action: &ActionData) -> &str {
    match &action.size_mode {
        Some(mode) if mode.0 == "usdc" => "fixed",
        Some(mode) => &mode.0,
        None => "fixed",
    }
}

/// What the size is called, as a message.
pub fn label(action: &ActionData) -> &'static str {
    match mode(action) {
        "shares" => "editor-size-shares",
        "equity_pct" => "editor-size-equity",
        "kelly" => "editor-size-kelly",
        _ => "editor-size-usdc",
    }
}

/// Behind the size.
pub fn unit(action: &ActionData) -> &'static str {
    match mode(action) {
        "equity_pct" => "%",
        "fixed" => "USDC",
        _ => "",
    }
}

/// The size.
pub fn size(action: &ActionData) -> Option<&Number> {
    action.size_usdc.as_ref().or(action.size.as_ref())
}

/// Writes the size where its mode has it.
pub fn set_size(action: &mut ActionData, size: Option<Number>) {
    let dollars = mode(action) == "fixed";
    (action.size_usdc, action.size) = if dollars { (size, None) } else { (None, size) };
}

/// Changes the mode. A number of one unit means nothing in another, so a customary one takes its place; a parameter stays.
pub fn set_mode(action: &mut ActionData, mode: &str) {
    let parameter = size(action).filter(|s| matches!(s, Number::Parameter { .. })).cloned();
    action.size_mode = Some(SizeModeName(mode.to_owned()));
    if mode != "kelly" {
        action.kelly_fraction = None;
    }
    let customary = match mode {
        "shares" => 50.0,
        "equity_pct" => 2.0,
        "kelly" => 0.6,
        _ => 50.0,
    };
    set_size(action, Some(parameter.unwrap_or(Number::Value(customary))));
}

/// Takes out what a signal or order type has no use for, and puts in what it needs.
pub fn tidy(action: &mut ActionData) {
    let signal = action.signal.0.to_ascii_lowercase();
    if !trades(&signal) {
        (action.size, action.size_usdc, action.size_mode) = (None, None, None);
        (action.kelly_fraction, action.max_open_entries) = (None, None);
    } else if size(action).is_none() {
        set_mode(action, "fixed");
    }
    if signal == "cancel" {
        (action.order_type, action.price) = (None, None);
    }
    if action.order_type.is_some() && action.price.is_none() {
        action.price = Some(Number::Value(0.5));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use craftstrat_compiler::document::model::{OrderTypeName, SignalName};

    fn buy() -> ActionData {
        serde_json::from_str(r#"{"signal":"buy","outcome":"UP","size_usdc":50}"#).unwrap()
    }

    fn errors(action: &ActionData) -> Vec<String> {
        let rule = serde_json::json!({"indicator": "mid_up", "operator": ">", "value": 0.5});
        let text = serde_json::json!({"mode": "form", "conditions": [{"rules": [rule]}], "action": action})
            .to_string();
        craftstrat_compiler::check(&text).iter().filter(|p| p.is_error()).map(ToString::to_string).collect()
    }

    #[test]
    fn every_mode_compiles_as_it_is_switched_to() {
        for mode in ["fixed", "shares", "equity_pct", "kelly", "fixed"] {
            let mut action = buy();
            set_mode(&mut action, mode);
            assert_eq!(super::mode(&action), mode);
            assert_eq!(errors(&action), Vec::<String>::new(), "{mode}");
        }
    }

    #[test]
    fn signals_and_orders_bring_what_they_need_and_drop_what_they_do_not() {
        let mut action = buy();
        for signal in ["close", "cancel", "sell", "buy"] {
            action.signal = SignalName(signal.to_owned());
            tidy(&mut action);
            assert_eq!(errors(&action), Vec::<String>::new(), "{signal}");
        }
        action.order_type = Some(OrderTypeName("limit".to_owned()));
        tidy(&mut action);
        assert_eq!(errors(&action), Vec::<String>::new());
        assert!(action.price.is_some());
    }

    #[test]
    fn a_parameter_survives_a_change_of_unit() {
        let mut action = buy();
        set_size(&mut action, Some(Number::Parameter { parameter: "stake".to_owned() }));
        set_mode(&mut action, "shares");
        assert!(matches!(action.size, Some(Number::Parameter { .. })));
        assert_eq!(action.size_usdc, None);
    }
}
