//! One test, both databases.

use craftstrat_api::studio::StrategyKind;
use craftstrat_storage::strategies::Material;
use craftstrat_storage::{Database, Location, Owner};
use craftstrat_storage_test::Empty;

/// Makes of `async fn name(db: Database)` a test on each database: `name::sqlite` and `name::postgres`.
macro_rules! on_both {
    ($($(#[$about:meta])* async fn $name:ident($db:ident: Database) $body:block)*) => {$(
        $(#[$about])*
        mod $name {
            #[allow(unused_imports)]
            use super::*;

            async fn test($db: craftstrat_storage::Database) $body

            #[tokio::test]
            async fn sqlite() {
                crate::support::with(Some(craftstrat_storage_test::Empty::sqlite()), test).await;
            }

            #[tokio::test]
            async fn postgres() {
                crate::support::with(craftstrat_storage_test::Empty::postgres(), test).await;
            }
        }
    )*};
}
pub(crate) use on_both;

/// Runs a test on a database, where there is one.
pub(crate) async fn with(empty: Option<Empty>, test: impl AsyncFnOnce(Database)) {
    let Some(empty) = empty else { return };
    let db = open(&empty).await;
    test(db.clone()).await;
    db.close().await;
}

/// Opens a database.
pub(crate) async fn open(empty: &Empty) -> Database {
    Database::open(&Location::parse(&empty.url()).unwrap()).await.unwrap()
}

/// An owner of that name.
pub(crate) fn owner(name: &str) -> Owner {
    Owner::stored(name.to_owned())
}

/// A form with this text.
pub(crate) fn form(document: &str) -> Material {
    let document = Some(document.to_owned());
    Material { kind: StrategyKind::Form, document, component: None, errors: 2 }
}
