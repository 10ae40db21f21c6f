//! The tables, brought to the newest form.

use crate::location::Engine;
use sqlx::migrate::Migrator;

static SQLITE: Migrator = sqlx::migrate!("../../migrations/sqlite");
static POSTGRES: Migrator = sqlx::migrate!("../../migrations/postgres");

/// What makes the tables of a database.
pub(crate) const fn of(engine: Engine) -> &'static Migrator {
    match engine {
        Engine::Sqlite => &SQLITE,
        Engine::Postgres => &POSTGRES,
    }
}

#[cfg(test)]
mod tests {
    use super::{POSTGRES, SQLITE};

    #[test]
    fn both_databases_are_in_step() {
        // PostgreSQL begins with what SQLite had after its third.
        let versions = |m: &sqlx::migrate::Migrator, from| {
            m.iter().map(|m| m.version).filter(|v| *v > from).collect::<Vec<_>>()
        };
        assert_eq!(versions(&POSTGRES, 1), versions(&SQLITE, 3));
    }
}
