//! Amounts as people type them.

use craftstrat_model::Usdc;

/// Why a text is no amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AmountError {
    /// Nothing was typed.
    Missing,
    /// It is no amount above zero with at most six decimals.
    Wrong,
    /// `1,000` is a thousand to one reader and one to another: money is not guessed.
    Ambiguous,
}

impl AmountError {
    /// In message keys: `wallets-amount-<code>`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::Wrong => "wrong",
            Self::Ambiguous => "ambiguous",
        }
    }
}

/// Reads an amount above zero: spaces are ignored, a comma or a point comes before decimals.
///
/// # Errors
/// When it is none, or could be read in two ways.
pub fn amount(text: &str) -> Result<Usdc, AmountError> {
    let plain: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    if plain.is_empty() {
        return Err(AmountError::Missing);
    }
    let mut parts = plain.split([',', '.']);
    let (_, decimals, more) = (parts.next(), parts.next(), parts.next());
    if more.is_some() || plain.contains(',') && decimals.is_some_and(|decimals| decimals.len() == 3) {
        return Err(AmountError::Ambiguous);
    }
    let usdc: Usdc = plain.replace(',', ".").parse().map_err(|_| AmountError::Wrong)?;
    if usdc.is_positive() { Ok(usdc) } else { Err(AmountError::Wrong) }
}

/// The same of a field that may be left empty.
///
/// # Errors
/// As [`amount`].
pub fn amount_if_given(text: &str) -> Result<Option<Usdc>, AmountError> {
    match amount(text) {
        Ok(usdc) => Ok(Some(usdc)),
        Err(AmountError::Missing) => Ok(None),
        Err(error) => Err(error),
    }
}
