//! What can go wrong, told without secrets.

use crate::location::Location;

/// What every query answers.
pub type Result<T> = std::result::Result<T, StorageError>;

/// Why something could not be kept or read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StorageError {
    /// The database cannot be opened.
    #[error("cannot open the database {at}: {detail}")]
    Open {
        /// Where it should be, without its password.
        at: Location,
        /// Why not.
        detail: String,
    },
    /// Another program works in it.
    #[error("another craftstrat works in the database {0}: stop it, or give another --database")]
    InUse(Location),
    /// Another program took it while the connection to its server was lost.
    #[error(
        "another craftstrat took the database {0} while the connection to it was lost, and this one stopped: run one server \
         on a database, or give another --database"
    )]
    Taken(Location),
    /// Text with the character U+0000, which PostgreSQL cannot keep and neither is asked to.
    #[error("text must not contain the character U+0000")]
    Text,
    /// A value cannot be written as JSON, or a row was not written by this program.
    #[error("what is kept does not have the form it should have")]
    Form(#[from] serde_json::Error),
    /// A value could not be compressed.
    #[error("a result could not be compressed")]
    Packing(#[source] std::io::Error),
    /// The database failed.
    #[error("the database failed")]
    Database(#[source] sqlx::Error),
}

/// PostgreSQL's code for text it cannot keep: `character_not_in_repertoire`.
const NOT_TEXT: &str = "22021";

impl From<sqlx::Error> for StorageError {
    fn from(error: sqlx::Error) -> Self {
        let code = error.as_database_error().and_then(sqlx::error::DatabaseError::code);
        if code.as_deref() == Some(NOT_TEXT) { Self::Text } else { Self::Database(error) }
    }
}

impl StorageError {
    /// Whether a row that should be the only one of its kind is there already: a `UNIQUE` or primary key refused it.
    #[must_use]
    pub fn is_unique_violation(&self) -> bool {
        match self {
            Self::Database(error) => {
                error.as_database_error().is_some_and(sqlx::error::DatabaseError::is_unique_violation)
            }
            _ => false,
        }
    }
}
