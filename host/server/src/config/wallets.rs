//! Where keys are kept, and which chain wallets are on.

use craftstrat_signing::Network;
use craftstrat_signing::network::POLYGON;
use std::ffi::OsString;
use std::fmt;
use std::path::PathBuf;

/// Where keys are kept, and which chain wallets are on.
#[derive(Clone, Debug)]
pub struct WalletsConfig {
    /// The process that keeps keys. Without one there are paper wallets alone.
    pub signer: Option<SignerConfig>,
    /// The chain of new wallets, and where the venue's contracts are there.
    pub network: Network,
    /// The way to that chain. Without one nothing is paid in or out.
    pub chain: Option<ChainConfig>,
}

/// Paper wallets alone, on no chain.
impl Default for WalletsConfig {
    fn default() -> Self {
        Self { signer: None, network: POLYGON, chain: None }
    }
}

/// The process that keeps keys.
#[derive(Clone, Debug)]
pub enum SignerConfig {
    /// A program of ours, started when a key is first asked for and ended with the server. It is given the socket and the
    /// file of master keys, both in the data folder, behind these arguments.
    Child {
        /// The program.
        program: PathBuf,
        /// What makes it a signer.
        arguments: Vec<OsString>,
    },
    /// One that runs already and listens there, under the same user.
    At(PathBuf),
}

/// The way to the chain.
#[derive(Clone)]
pub struct ChainConfig {
    /// The address of a node; it may hold a key.
    pub rpc: String,
    /// The venue's relayer, which sends wallets' transactions. Without one nothing is paid out.
    pub relayer: Option<RelayerConfig>,
}

/// The venue's relayer.
#[derive(Clone)]
pub struct RelayerConfig {
    /// Its address.
    pub url: String,
    /// A key for it and the address the key was made for, `0x...`.
    pub key: Option<(String, String)>,
}

/// Addresses of nodes may hold a key.
impl fmt::Debug for ChainConfig {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ChainConfig").field("relayer", &self.relayer).finish_non_exhaustive()
    }
}

impl fmt::Debug for RelayerConfig {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RelayerConfig").field("url", &self.url).finish_non_exhaustive()
    }
}
