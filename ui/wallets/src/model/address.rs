//! Addresses on a chain, and from when on they hold.

/// Hexadecimal digits of an address.
const DIGITS: usize = 40;

/// Whether a text can be an address: `0x` and 40 hexadecimal digits. The server checks the checksum.
pub fn is_address(text: &str) -> bool {
    let digits = text.trim().strip_prefix("0x");
    digits.is_some_and(|digits| digits.len() == DIGITS && digits.bytes().all(|b| b.is_ascii_hexdigit()))
}

/// An address as people compare it: its beginning and its end. Anything else stays as it is.
pub fn short(address: &str) -> String {
    match (is_address(address), address.get(..6), address.get(address.len().saturating_sub(4)..)) {
        (true, Some(start), Some(end)) => format!("{start}…{end}"),
        _ => address.to_owned(),
    }
}

/// Whether an address holds already: it may be withdrawn to now.
pub const fn holds(holds_from_ms: i64, now_ms: i64) -> bool {
    holds_from_ms <= now_ms
}
