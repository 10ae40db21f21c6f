//! Text that both databases keep.

use crate::error::{Result, StorageError};

/// The text, if both databases can keep it.
///
/// # Errors
/// [`StorageError::Text`] when it contains U+0000.
pub(crate) fn plain(text: &str) -> Result<&str> {
    if text.contains('\0') { Err(StorageError::Text) } else { Ok(text) }
}

/// The text, if there is any and both databases can keep it.
///
/// # Errors
/// As [`plain`].
pub(crate) fn plain_or_none(text: Option<&str>) -> Result<Option<&str>> {
    text.map(plain).transpose()
}

/// A sentence of ours that may quote anything: with U+FFFD where it held U+0000. Better changed than not kept.
pub(crate) fn sentence(text: &str) -> String {
    text.replace('\0', "\u{fffd}")
}

/// The pattern for `LIKE ... ESCAPE '\'` that finds names, kept in lower case, which contain `text`.
pub(crate) fn containing(text: &str) -> String {
    let escaped: String = text
        .trim()
        .to_lowercase()
        .chars()
        .flat_map(|c| {
            let special = matches!(c, '%' | '_' | '\\');
            special.then_some('\\').into_iter().chain(std::iter::once(c))
        })
        .collect();
    format!("%{escaped}%")
}

#[cfg(test)]
mod tests {
    use super::{containing, plain, sentence};

    #[test]
    fn patterns_are_escaped_and_text_is_plain() {
        assert_eq!(containing(" 50%_É\\ "), r"%50\%\_é\\%");
        assert!(plain("a\u{1}é").is_ok());
        assert!(plain("a\0b").is_err());
        assert_eq!(sentence("a\0b"), "a\u{fffd}b");
    }
}
