//! Where keys are kept, and the way to the chain, as the command line and the environment say it.

use crate::args::WalletArgs;
use anyhow::{Context, Result, anyhow};
use clap::ValueEnum;
use craftstrat_server::{ChainConfig, RelayerConfig, SignerConfig, WalletsConfig};
use craftstrat_signer::MASTER_KEY_VARIABLE;
use craftstrat_signing::Network;
use craftstrat_signing::network::POLYGON;
use std::ffi::OsString;
use std::path::Path;

/// Where the relayer's key is, and the address it was made for behind a colon.
const RELAYER_KEY: &str = "CRAFTSTRAT_RELAYER_KEY";

/// As the server is told.
///
/// # Errors
/// When a file cannot be read, a key has no address, or the master key was given to this process.
pub fn config(args: &WalletArgs) -> Result<WalletsConfig> {
    if std::env::var_os(MASTER_KEY_VARIABLE).is_some() {
        // The environment a process was started with stays readable as long as it lives.
        return Err(anyhow!(
            "{MASTER_KEY_VARIABLE} is the signer's alone: start `craftstrat signer` with it and `craftstrat up --signer \
             SOCKET` without it, or keep the key in master.key in the data folder"
        ));
    }
    let network = args.network.as_deref().map(network).transpose()?;
    let signer = match &args.signer {
        Some(socket) => SignerConfig::At(socket.clone()),
        None => child(args)?,
    };
    Ok(WalletsConfig { signer: Some(signer), network: network.unwrap_or(POLYGON), chain: chain(args)? })
}

/// This very program, as a signer.
fn child(args: &WalletArgs) -> Result<SignerConfig> {
    let program = std::env::current_exe().context("this program cannot be found on the disk")?;
    let mut arguments: Vec<OsString> = vec!["signer".into()];
    if let Some(lock) = args.memory_lock.to_possible_value() {
        arguments.extend(["--memory-lock".into(), lock.get_name().into()]);
    }
    if let Some(file) = &args.network {
        arguments.extend(["--networks".into(), file.into()]);
    }
    Ok(SignerConfig::Child { program, arguments })
}

/// The first chain of a file of the form that the signer reads.
fn network(path: &Path) -> Result<Network> {
    let bad = || format!("{} is not a list of chains", path.display());
    let text = std::fs::read(path).with_context(bad)?;
    let all: Vec<Network> = serde_json::from_slice(&text).with_context(bad)?;
    all.first().copied().with_context(bad)
}

fn chain(args: &WalletArgs) -> Result<Option<ChainConfig>> {
    let Some(rpc) = args.chain_rpc.clone().filter(|url| !url.is_empty()) else { return Ok(None) };
    let relayer = args.relayer.clone().filter(|url| !url.is_empty());
    let relayer =
        relayer.map(|url| Ok::<_, anyhow::Error>(RelayerConfig { url, key: relayer_key()? })).transpose()?;
    Ok(Some(ChainConfig { rpc, relayer }))
}

fn relayer_key() -> Result<Option<(String, String)>> {
    let Ok(text) = std::env::var(RELAYER_KEY) else { return Ok(None) };
    let pair = text.rsplit_once(':').map(|(key, address)| (key.to_owned(), address.to_owned()));
    pair.map(Some).ok_or_else(|| anyhow!("{RELAYER_KEY} is the key, a colon and the address it was made for"))
}
