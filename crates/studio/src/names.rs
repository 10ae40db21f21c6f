//! The names of operators and choices: as documents write them, with the compiler's further spellings, and the ends of
//! the keys of their messages. A test holds them to the compiler's schema.

/// A name from one of the compiler's lists.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Name {
    /// As documents write it.
    pub(crate) name: &'static str,
    /// End of the keys of its messages.
    pub(crate) key: &'static str,
    /// Further spellings.
    spellings: &'static [&'static str],
}

macro_rules! list {
    ($($name:literal $key:literal [$($spelling:literal)*])*) => {
        &[$(Name { name: $name, key: $key, spellings: &[$($spelling),*] },)*]
    };
}

/// Comparisons.
pub(crate) const COMPARISONS: &[Name] = list! {
    ">" "gt" ["gt" "above"]
    ">=" "ge" ["gte" "ge" "≥" "at_least"]
    "<" "lt" ["lt" "below"]
    "<=" "le" ["lte" "le" "≤" "at_most"]
    "==" "eq" ["=" "eq" "equals"]
    "!=" "ne" ["<>" "ne" "≠" "not_equals"]
    "between" "between" ["inside"]
    "outside" "outside" ["not_between"]
    "cross_above" "cross-above" ["crosses_above"]
    "cross_below" "cross-below" ["crosses_below"]
};

/// Arithmetic.
pub(crate) const MATH: &[Name] = list! {
    "add" "add" ["+" "sum"]
    "subtract" "subtract" ["-" "sub" "minus"]
    "multiply" "multiply" ["*" "mul" "times"]
    "divide" "divide" ["/" "div"]
    "min" "min" ["minimum"]
    "max" "max" ["maximum"]
    "abs" "abs" []
    "neg" "neg" ["negate"]
    "clamp" "clamp" []
    "sqrt" "sqrt" []
    "ln" "ln" ["log"]
    "exp" "exp" []
    "floor" "floor" []
    "ceil" "ceil" []
};

/// Logic.
pub(crate) const LOGIC: &[Name] = list! {
    "AND" "and" ["all"]
    "OR" "or" ["any"]
    "NOT" "not" []
    "XOR" "xor" []
    "hysteresis" "hysteresis" ["latch"]
    "cool_down" "cool-down" ["cooldown"]
    "once_per_slot" "once" ["once"]
};

/// What can be done.
pub(crate) const SIGNALS: &[Name] = list! {
    "buy" "buy" []
    "sell" "sell" []
    "close" "close" []
    "cancel" "cancel" []
};

/// Units of a size.
pub(crate) const SIZE_MODES: &[Name] = list! {
    "fixed" "usd" ["usdc"]
    "shares" "shares" []
    "equity_pct" "equity" []
    "kelly" "kelly" []
};

/// How orders execute.
pub(crate) const ORDER_TYPES: &[Name] = list! {
    "market" "market" []
    "limit" "limit" []
    "stop_loss" "stop" ["stoploss" "stop"]
    "take_profit" "target" ["takeprofit"]
};

/// Types of nodes.
pub(crate) const NODE_KINDS: &[Name] = list! {
    "input" "input" []
    "constant" "constant" []
    "parameter" "parameter" []
    "account" "account" []
    "slot" "slot" []
    "indicator" "indicator" []
    "math" "math" []
    "comparator" "comparator" []
    "logic" "logic" []
    "action" "action" []
    "comment" "comment" []
};

fn find(list: &'static [Name], text: &str) -> Option<&'static Name> {
    let text = text.trim();
    let spelled = |n: &&Name| {
        n.name.eq_ignore_ascii_case(text) || n.spellings.iter().any(|s| s.eq_ignore_ascii_case(text))
    };
    list.iter().find(spelled)
}

/// The comparison of that name.
pub(crate) fn comparison(text: &str) -> Option<&'static Name> {
    find(COMPARISONS, text)
}

/// The arithmetic of that name.
pub(crate) fn math(text: &str) -> Option<&'static Name> {
    find(MATH, text)
}

/// The logic of that name.
pub(crate) fn logic(text: &str) -> Option<&'static Name> {
    find(LOGIC, text)
}

/// What to do, by name.
pub(crate) fn signal(text: &str) -> Option<&'static Name> {
    find(SIGNALS, text)
}

/// The unit of a size, by name.
pub(crate) fn size_mode(text: &str) -> Option<&'static Name> {
    find(SIZE_MODES, text)
}

/// The order type of that name.
pub(crate) fn order_type(text: &str) -> Option<&'static Name> {
    find(ORDER_TYPES, text)
}
