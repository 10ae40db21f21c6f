//! Where a database is: a file, or a server's address that is never shown with its password.

use std::fmt;
use std::path::{Path, PathBuf};

/// Which of the two it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// A file of this process's own.
    Sqlite,
    /// A server.
    Postgres,
}

/// Where a database is. Display and Debug leave out password and settings.
#[derive(Clone, PartialEq, Eq)]
pub struct Location(Place);

#[derive(Clone, PartialEq, Eq)]
enum Place {
    File(PathBuf),
    Server(String),
}

/// Why a database's address cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadLocation {
    /// It is neither kind.
    #[error("a database is `sqlite:PATH` or `postgres://USER:PASSWORD@HOST:PORT/NAME`")]
    Scheme,
    /// A file without a path.
    #[error("`sqlite:` needs the path of a file")]
    NoPath,
}

impl Location {
    /// An SQLite file, made when missing.
    #[must_use]
    pub fn file(path: &Path) -> Self {
        Self(Place::File(path.to_owned()))
    }

    /// What people write: `sqlite:PATH` (or `sqlite://PATH`), `postgres://...` (or `postgresql://...`).
    ///
    /// # Errors
    /// When it is neither. The text is not repeated: it may hold a password.
    pub fn parse(text: &str) -> Result<Self, BadLocation> {
        if text.starts_with("postgres://") || text.starts_with("postgresql://") {
            return Ok(Self(Place::Server(text.to_owned())));
        }
        let path = text.strip_prefix("sqlite:").ok_or(BadLocation::Scheme)?;
        let path = path.strip_prefix("//").unwrap_or(path);
        if path.is_empty() { Err(BadLocation::NoPath) } else { Ok(Self::file(Path::new(path))) }
    }

    /// Which of the two it is.
    #[must_use]
    pub const fn engine(&self) -> Engine {
        match self.0 {
            Place::File(_) => Engine::Sqlite,
            Place::Server(_) => Engine::Postgres,
        }
    }

    /// The file, where it is one.
    pub(crate) fn path(&self) -> Option<&Path> {
        match &self.0 {
            Place::File(path) => Some(path),
            Place::Server(_) => None,
        }
    }

    /// The address the driver understands, with the password.
    ///
    /// # Errors
    /// When the file's folder is not there, or its path is not UTF-8.
    pub(crate) fn url(&self) -> std::io::Result<String> {
        let path = match &self.0 {
            Place::Server(url) => return Ok(url.clone()),
            Place::File(path) => path,
        };
        let unusable = || std::io::Error::other("its path is not one of a file in UTF-8");
        let parent = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
        // An address has no `.` and `..`: they would be resolved without looking at the disk.
        let whole = parent.canonicalize()?.join(path.file_name().ok_or_else(unusable)?);
        let whole = whole.to_str().ok_or_else(unusable)?;
        let mut url = "sqlite://".to_owned();
        for byte in whole.bytes() {
            match byte {
                b'/' | b'-' | b'_' | b'.' | b'~' => url.push(char::from(byte)),
                byte if byte.is_ascii_alphanumeric() => url.push(char::from(byte)),
                byte => url.push_str(&format!("%{byte:02X}")),
            }
        }
        Ok(url + "?mode=rwc")
    }
}

impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Place::File(path) => write!(f, "{}", path.display()),
            Place::Server(url) => f.write_str(&without_secrets(url)),
        }
    }
}

impl fmt::Debug for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Location({self})")
    }
}

/// Scheme, host, port and name: neither user and password nor what follows the name. An address that cannot be read well
/// enough to know where its password ends shows nothing but the scheme.
fn without_secrets(url: &str) -> String {
    let (scheme, rest) = url.split_once("://").unwrap_or(("postgres", ""));
    let (place, settings) = rest.split_at(rest.find(['?', '#']).unwrap_or(rest.len()));
    match place.rsplit_once('@') {
        Some((_, place)) => format!("{scheme}://{place}"),
        None if settings.contains('@') => format!("{scheme}://..."),
        None => format!("{scheme}://{place}"),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_understood_and_shown_without_secrets() {
        for (text, shown) in [
            ("sqlite:a/b.sqlite", "a/b.sqlite"),
            ("sqlite:///a/b.sqlite", "/a/b.sqlite"),
            ("postgres://u:p@h:5432/db", "postgres://h:5432/db"),
            ("postgresql://u:p@h/db?sslmode=require&password=p", "postgresql://h/db"),
            ("postgres://u:p@p/p@h/db", "postgres://h/db"),
            ("postgres:///db?host=/tmp", "postgres:///db"),
            ("postgres://u:1?p@h/db", "postgres://..."),
        ] {
            let location = Location::parse(text).unwrap();
            assert_eq!(location.to_string(), shown);
            assert_eq!(format!("{location:?}"), format!("Location({shown})"));
        }
        assert_eq!(Location::parse("mysql://x"), Err(BadLocation::Scheme));
        assert_eq!(Location::parse("sqlite://"), Err(BadLocation::NoPath));
    }

    #[test]
    fn any_path_becomes_an_address() {
        let dir = tempfile::tempdir().unwrap();
        let odd = dir.path().join("50% #1?é");
        std::fs::create_dir(&odd).unwrap();
        let url = Location::file(&odd.join("../50% #1?é/a b.sqlite")).url().unwrap();
        assert!(url.ends_with("/50%25%20%231%3F%C3%A9/a%20b.sqlite?mode=rwc"), "{url}");
        assert!(Location::file(&dir.path().join("missing/a.sqlite")).url().is_err());
    }
}
