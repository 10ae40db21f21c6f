//! Another master key: every wallet's key is sealed anew under it while everything goes on.

use super::wallet_id;
use crate::app::App;
use crate::problem::{Answer, Refusal};
use craftstrat_signer::request::{Rewrap, SealedKey};
use craftstrat_signer::{Client, Envelope, MasterId};
use craftstrat_storage::system::wallets as rows;
use std::time::Duration;

/// Time between two looks at which master key seals.
const EVERY: Duration = Duration::from_secs(60);

/// Keys of a look at the database.
const AT_ONCE: u32 = 100;

/// Looks whether there is a newer master key, until the server stops. No signer is started for that: one that was has its
/// reasons.
pub(crate) async fn work(app: App) {
    let mut stopping = app.stopping.clone();
    let mut sealed_under = None;
    loop {
        tokio::select! {
            () = tokio::time::sleep(EVERY) => {}
            _ = stopping.wait_for(|stop| *stop) => return,
        }
        let Some(client) = app.wallets.keeper.running().await else { continue };
        let Ok(status) = client.status().await else { continue };
        if status.masters.len() < 2 || sealed_under == Some(status.master) {
            continue;
        }
        match seal_all(&app, client, status.master).await {
            Ok(count) => {
                tracing::info!(count, master = %status.master, "every key is sealed under this master key");
                sealed_under = Some(status.master);
            }
            Err(refusal) => tracing::warn!("keys could not be sealed anew: {}", refusal.detail()),
        }
    }
}

/// Seals what is sealed under another master key, and returns how many these were.
async fn seal_all(app: &App, client: &Client, master: MasterId) -> Answer<u64> {
    let (mut count, mut after) = (0, String::new());
    loop {
        let some = rows::sealed(&app.db, &after, AT_ONCE).await?;
        let Some(last) = some.last() else { return Ok(count) };
        after.clone_from(&last.id);
        for sealed in some {
            let envelope = Envelope::try_from(sealed.envelope.clone()).map_err(Refusal::internal)?;
            if envelope.master() == master {
                continue;
            }
            let key = SealedKey { wallet: wallet_id(&sealed.id)?, envelope };
            let made = client.rewrap(Rewrap { key }).await.map_err(super::keeper::refused)?;
            // Where its rules changed meanwhile, that was sealed under the newest key already.
            rows::reseal(&app.db, &sealed.id, &sealed.envelope, &String::from(made.envelope)).await?;
            count += 1;
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use crate::app::Studio;
    use crate::config;
    use craftstrat_api::studio::wallets::WalletKind;
    use craftstrat_signer::request::CreateWallet;
    use craftstrat_signer::{Client, Envelope, MasterKeys, Rules, Signer, WalletId, server};
    use craftstrat_signing::wallet::AccountKind;
    use craftstrat_storage::Owner;
    use craftstrat_storage::wallets::{self as rows, Material, New, keys};
    use std::os::unix::fs::PermissionsExt;
    use std::sync::Arc;
    use tokio::sync::watch;

    #[tokio::test]
    async fn every_key_is_sealed_under_the_newest_master_key() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::set_permissions(folder.path(), std::fs::Permissions::from_mode(0o700)).unwrap();
        let (socket, file) = (folder.path().join("signer.sock"), folder.path().join("master.key"));
        MasterKeys::create(&file).unwrap();
        let signer = Arc::new(Signer::new(MasterKeys::read(&file).unwrap(), Rules::default()));
        let listener = server::listen(&socket).unwrap();
        tokio::spawn(server::serve(listener, Arc::clone(&signer), server::Limits::default()));
        let client = Client::new(&socket);
        let (_stop, stopping) = watch::channel(false);
        let config = config::on(&folder.path().join("data"));
        let app = Studio::open(&config, "http://127.0.0.1:1", stopping).await.unwrap();
        let owner = Owner::stored("ann".to_owned());
        for id in ["a", "b"] {
            let wallet = WalletId::try_from(id.to_owned()).unwrap();
            let notional_per_hour = super::super::NOTIONAL_PER_HOUR;
            let asked = CreateWallet { wallet, chain: 137, account: AccountKind::Safe, notional_per_hour };
            let made = client.create_wallet(asked).await.unwrap();
            let (address, envelope) = (made.policy.maker.to_string(), String::from(made.envelope));
            let key = keys::New {
                kind: WalletKind::Safe,
                chain: 137,
                address: &address,
                key_address: &address,
                envelope: &envelope,
            };
            let new = New { id, label: id, made: Material::OnChain(key) };
            assert!(rows::insert(&app.db, &owner, new, None, 1).await.unwrap());
        }
        MasterKeys::rotate(&file).unwrap();
        let masters = MasterKeys::read(&file).unwrap();
        let newest = masters.current();
        signer.set_masters(masters);
        assert_eq!(super::seal_all(&app, &client, newest).await.unwrap(), 2);
        assert_eq!(super::seal_all(&app, &client, newest).await.unwrap(), 0, "nothing is left to do");
        for id in ["a", "b"] {
            let kept = keys::find(&app.db, &owner, id).await.unwrap().unwrap();
            assert_eq!(Envelope::try_from(kept.envelope).unwrap().master(), newest);
        }
        app.live.stop().await;
        app.db.close().await;
    }
}
