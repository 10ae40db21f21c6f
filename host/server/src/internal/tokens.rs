//! Service tokens: a file with a line each, in which the token itself is not.
//!
//! ```text
//! # name, SHA-256 of the token in hexadecimal, what it is for
//! scheduler 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08 strategy,engine
//! ```

use craftstrat_accounts::access::ServiceScopes;
use craftstrat_accounts::secret::Hashed;
use sha2::{Digest, Sha256};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

/// Tokens, at most.
const TOKENS_MAX: usize = 100;

/// Bytes of the file, at most.
const FILE_MAX: u64 = 1 << 16;

/// Whoever may ask.
#[derive(Debug)]
pub(super) struct Tokens(Vec<Token>);

/// One of them.
#[derive(Debug)]
pub(super) struct Token {
    /// What it is called in the audit log.
    pub name: String,
    hash: Hashed,
    /// What it is for.
    pub scopes: ServiceScopes,
}

impl Tokens {
    /// Out of a file.
    ///
    /// # Errors
    /// When it cannot be read, others may write it, or a line is none: a sentence that names file and line, and nothing of what
    /// is there.
    pub fn read(path: &Path) -> Result<Self, String> {
        let at = path.display();
        let failed = |e: std::io::Error| format!("the service tokens in {at} cannot be read: {e}");
        let about = std::fs::metadata(path).map_err(failed)?;
        if about.permissions().mode() & 0o022 != 0 {
            return Err(format!("others may write the service tokens in {at}: `chmod 600` it"));
        }
        if about.len() > FILE_MAX {
            return Err(format!("{at} is no file of service tokens: it is larger than {FILE_MAX} bytes"));
        }
        let text = std::fs::read_to_string(path).map_err(failed)?;
        Self::parse(&text).map_err(|(line, why)| format!("service tokens, line {line} of {at}: {why}"))
    }

    fn parse(text: &str) -> Result<Self, (usize, String)> {
        let mut all: Vec<Token> = Vec::new();
        for (index, line) in text.lines().enumerate() {
            let line = line.trim();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let failed = |why: &str| (index + 1, why.to_owned());
            let mut words = line.split_whitespace();
            let (Some(name), Some(hash), Some(scopes), None) =
                (words.next(), words.next(), words.next(), words.next())
            else {
                return Err(failed(
                    "write a name, the token's SHA-256 in hexadecimal, and scopes with commas between",
                ));
            };
            let is_name = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
            if name.len() > 50 || !name.chars().all(is_name) {
                return Err(failed("a name has up to 50 letters, digits, `-` and `_`"));
            }
            let hash =
                digest(hash).ok_or_else(|| failed("the second word is no SHA-256: 64 hexadecimal digits"))?;
            let scopes = scopes.parse().map_err(|e| (index + 1, format!("{e}")))?;
            if all.iter().any(|token| token.name == name || token.hash == hash) {
                return Err(failed("this name or token is there already"));
            }
            if all.len() == TOKENS_MAX {
                return Err((index + 1, format!("there are more than {TOKENS_MAX} tokens")));
            }
            all.push(Token { name: name.to_owned(), hash, scopes });
        }
        if all.is_empty() {
            Err((1, "there is no token: nobody could ask".to_owned()))
        } else {
            Ok(Self(all))
        }
    }

    /// Whose a token is that somebody shows. Every one is compared, each in constant time.
    pub fn find(&self, shown: &str) -> Option<&Token> {
        let shown = Hashed::from_bytes(Sha256::digest(shown.as_bytes()).into());
        self.0.iter().fold(None, |found, token| if token.hash == shown { Some(token) } else { found })
    }
}

fn digest(text: &str) -> Option<Hashed> {
    if text.len() != 64 || !text.is_ascii() {
        return None;
    }
    let mut bytes = [0; 32];
    for (byte, at) in bytes.iter_mut().zip((0..64).step_by(2)) {
        let pair = &text[at..at + 2];
        // `from_str_radix` takes a sign too.
        if !pair.bytes().all(|digit| digit.is_ascii_hexdigit()) {
            return None;
        }
        *byte = u8::from_str_radix(pair, 16).ok()?;
    }
    Some(Hashed::from_bytes(bytes))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use craftstrat_accounts::access::ServiceScope;

    /// SHA-256 of `test`.
    const TEST: &str = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

    #[test]
    fn a_token_is_known_by_its_hash_and_is_for_what_its_line_says() {
        let text =
            format!("# ours\n\n  scheduler\t{TEST} strategy,engine\nother {} wallet\n", "0".repeat(64));
        let tokens = Tokens::parse(&text).unwrap();
        let found = tokens.find("test").unwrap();
        assert_eq!(found.name, "scheduler");
        assert!(found.scopes.contains(ServiceScope::Strategy) && found.scopes.contains(ServiceScope::Engine));
        assert!(
            !found.scopes.contains(ServiceScope::Wallet) && !found.scopes.contains(ServiceScope::Backtest)
        );
        for shown in ["", "Test", "test ", TEST] {
            assert!(tokens.find(shown).is_none(), "{shown}");
        }
        assert!(!format!("{tokens:?}").contains("9f86"), "{tokens:?}");
    }

    #[test]
    fn what_is_no_line_is_said_with_its_number_and_without_what_is_there() {
        for (text, line, why) in [
            (String::new(), 1, "no token"),
            ("# only\n# comments\n".to_owned(), 1, "no token"),
            (format!("a {TEST}"), 1, "a name, the token's SHA-256"),
            (format!("a {TEST} engine more"), 1, "a name, the token's SHA-256"),
            (format!("\na secret-itself {TEST}"), 2, "no SHA-256"),
            (format!("a {} engine", TEST.replace('9', "+")), 1, "no SHA-256"),
            (format!("a {TEST} engines"), 1, "no such scope"),
            (format!("a {TEST} engine,"), 1, "no such scope"),
            (format!("a {TEST} engine\nb {TEST} wallet"), 2, "there already"),
            (format!("a {TEST} engine\na {} wallet", "0".repeat(64)), 2, "there already"),
            (format!("a!b {TEST} engine"), 1, "letters"),
        ] {
            let (at, told) = Tokens::parse(&text).unwrap_err();
            assert_eq!(at, line, "{text}");
            assert!(told.contains(why) && !told.contains("secret-itself"), "{told}");
        }
    }

    #[test]
    fn a_file_that_others_may_write_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("tokens");
        assert!(Tokens::read(&path).unwrap_err().contains("cannot be read"));
        std::fs::write(&path, format!("a {TEST} engine\n")).unwrap();
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o620)).unwrap();
        assert!(Tokens::read(&path).unwrap_err().contains("chmod 600"));
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o600)).unwrap();
        assert!(Tokens::read(&path).unwrap().find("test").is_some());
    }
}
