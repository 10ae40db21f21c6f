//! Codes out of mail: they come with the address, in its query or its fragment.

/// The code of an address: `?code=…` or `#code=…`, or a fragment that is nothing but the code. None when there is none.
pub fn code_of(query: &str, hash: &str) -> Option<String> {
    let fragment = hash.trim_start_matches('#');
    let bare = (!fragment.contains('=')).then_some(fragment);
    let found = named(query.trim_start_matches('?')).or_else(|| named(fragment)).or(bare);
    found.map(str::trim).filter(|code| !code.is_empty()).map(str::to_owned)
}

/// The value of `code` among pairs. Codes are letters, digits, `-` and `_`, so nothing in them is encoded.
fn named(pairs: &str) -> Option<&str> {
    pairs.split('&').find_map(|pair| pair.strip_prefix("code="))
}

/// Whether a text can be an address of mail. The server looks more closely.
pub fn is_email(text: &str) -> bool {
    let Some((local, domain)) = text.trim().rsplit_once('@') else { return false };
    let is_whole = !local.is_empty() && !domain.starts_with('.') && !domain.ends_with('.');
    is_whole && domain.contains('.') | (domain == "localhost") && !text.trim().contains(char::is_whitespace)
}

/// Six digits as they were typed: without what stands between them.
pub fn digits(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '-')).collect()
}
