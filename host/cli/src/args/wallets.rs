//! `up`: where keys are kept, and the way to the chain.

use clap::Args;
use craftstrat_signer::MemoryLock;
use std::path::PathBuf;

/// Where keys are kept, and the way to the chain.
#[derive(Debug, Args)]
pub struct WalletArgs {
    /// The socket of a signer that runs already, under this user. Without it one is started when a key is first needed, with
    /// its master key in the data folder.
    #[arg(long, value_name = "SOCKET")]
    pub signer: Option<PathBuf>,
    /// What a signer that is started here does when memory cannot be kept out of swap.
    #[arg(long, value_enum, default_value_t = MemoryLock::Require, conflicts_with = "signer")]
    pub memory_lock: MemoryLock,
    /// A JSON file with the chain that new wallets are on and the venue's contracts there; Polygon without it.
    #[arg(long, value_name = "FILE")]
    pub network: Option<PathBuf>,
    /// A node of that chain: without one nothing is paid in or out. Others can see a command line: give an address with a key
    /// by the environment.
    // A text here, understood where it is used: clap would repeat a wrong one, with its key.
    #[arg(long, value_name = "URL", env = "CRAFTSTRAT_CHAIN_RPC", hide_env_values = true)]
    pub chain_rpc: Option<String>,
    /// The venue's relayer, which sends wallets' transactions; its key and the key's address are in CRAFTSTRAT_RELAYER_KEY,
    /// with a colon between.
    #[arg(long, value_name = "URL", env = "CRAFTSTRAT_RELAYER", requires = "chain_rpc")]
    pub relayer: Option<String>,
}
