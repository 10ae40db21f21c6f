//! Why there is no answer. Display is a sentence; no node's address is in it, which may hold a key.

use alloy_primitives::Address;
use craftstrat_signing::wallet::AccountKind;
use std::time::Duration;

/// One exchange over HTTP that brought nothing.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WireError {
    /// The address that was configured cannot be used, and why.
    #[error("The configured address cannot be used: {0}.")]
    Address(&'static str),
    /// In the clear, and not to this machine.
    #[error("`http://` is for addresses of this machine only: use `https://`.")]
    InTheClear,
    /// TLS cannot be set up here.
    #[error("This machine's certificates cannot be read: {0}.")]
    Certificates(String),
    /// Nobody is there, and why.
    #[error("It could not be reached: {0}.")]
    Unreachable(String),
    /// No whole answer came in time.
    #[error("It did not answer within {} ms.", .0.as_millis())]
    TimedOut(Duration),
    /// The answer has more bytes than this.
    #[error("Its answer is larger than {0} bytes.")]
    TooLarge(usize),
    /// It answered with this HTTP status.
    #[error("It answered with HTTP status {0}.")]
    Status(u16),
    /// The answer is not what was asked for, and what is wrong with it.
    #[error("Its answer cannot be read: {0}.")]
    Malformed(&'static str),
}

impl WireError {
    /// For programs; never changes.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Address(_) | Self::InTheClear => "address",
            Self::Certificates(_) => "certificates",
            Self::Unreachable(_) => "unreachable",
            Self::TimedOut(_) => "timed_out",
            Self::TooLarge(_) => "too_large",
            Self::Status(_) => "status",
            Self::Malformed(_) => "malformed",
        }
    }

    /// Whether the same question may be answered later.
    pub const fn is_passing(&self) -> bool {
        matches!(self, Self::Unreachable(_) | Self::TimedOut(_) | Self::Status(429 | 500..))
    }
}

/// Why the chain gives no answer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ChainError {
    /// Nothing came of asking the node.
    #[error("The chain's node: {0}")]
    Node(#[from] WireError),
    /// The node is of another chain, so that nothing it says is of any use.
    #[error(
        "The node is of chain {found}; the wallets are on chain {expected}: set the address of a node of that chain."
    )]
    WrongChain {
        /// The network's.
        expected: u64,
        /// The node's.
        found: u64,
    },
    /// Nothing is deployed where a contract of the network's should be.
    #[error("There is no contract at {0} on the node's chain.")]
    NoContract(Address),
    /// A contract refused the call, in its own words where it gives any.
    #[error("The contract at {contract} refused: {reason}.")]
    Reverted {
        /// The contract.
        contract: Address,
        /// Its own words, or the first bytes of what it returned; shortened, and printable.
        reason: String,
    },
    /// The node refused the question itself.
    #[error("The node refused {method}: {message} ({code}).")]
    Refused {
        /// What was asked.
        method: &'static str,
        /// The node's own code.
        code: i64,
        /// The node's own words; shortened, and printable.
        message: String,
    },
    /// The factory on chain makes another wallet for this owner than was computed: nothing may be sent to either.
    #[error(
        "The factory on chain makes {on_chain} for this owner, and {derived} was computed: send nothing to either."
    )]
    Mismatch {
        /// The kind of wallet.
        kind: AccountKind,
        /// What was computed here.
        derived: Address,
        /// What the chain says.
        on_chain: Address,
    },
    /// Too much was asked at once, and how much may be.
    #[error("At most {0} tokens are asked for at once.")]
    TooMany(usize),
}

impl ChainError {
    /// For programs; never changes.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Node(wire) => wire.code(),
            Self::WrongChain { .. } => "wrong_chain",
            Self::NoContract(_) => "no_contract",
            Self::Reverted { .. } => "reverted",
            Self::Refused { .. } => "refused",
            Self::Mismatch { .. } => "mismatch",
            Self::TooMany(_) => "too_many",
        }
    }

    /// Whether the same question may be answered later.
    pub const fn is_passing(&self) -> bool {
        match self {
            Self::Node(wire) => wire.is_passing(),
            _ => false,
        }
    }
}

/// Why the relayer does nothing.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RelayerError {
    /// Nothing came of asking it. After [`Relayer::submit`](crate::Relayer::submit) the transaction may be on its way all
    /// the same: look at the wallet's nonce before signing anything again.
    #[error("The venue's relayer: {0}")]
    Wire(#[from] WireError),
    /// It refused, in its own words; shortened, and printable.
    #[error("The venue's relayer refused ({status}): {message}.")]
    Refused {
        /// HTTP status.
        status: u16,
        /// The words of its `error`.
        message: String,
    },
    /// Another transaction of the wallet is on its way: try again after it.
    #[error("Another transaction of this wallet is on its way.")]
    Busy,
    /// The transaction was signed for another nonce: take a new ticket and have it signed again.
    #[error("The transaction was signed for nonce {signed}; the wallet's next one is {next}.")]
    Nonce {
        /// Of the signed transaction.
        signed: u64,
        /// The wallet's next.
        next: u64,
    },
    /// There is no key for the relayer, which takes transactions of whom it knows only.
    #[error("No key for the venue's relayer is configured.")]
    NoCredentials,
    /// A wallet of this kind does not go through the relayer.
    #[error("The relayer sends nothing for this kind of wallet.")]
    Kind,
}

impl RelayerError {
    /// For programs; never changes.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Wire(wire) => wire.code(),
            Self::Refused { .. } => "refused",
            Self::Busy => "busy",
            Self::Nonce { .. } => "nonce",
            Self::NoCredentials => "no_credentials",
            Self::Kind => "kind",
        }
    }
}

/// Somebody else's words as they may be shown: one line of printable characters, at most 200.
pub(crate) fn shown(words: &str) -> String {
    let printable = words.chars().map(|c| if c.is_control() { ' ' } else { c });
    printable.take(200).collect::<String>().trim().trim_end_matches('.').to_owned()
}
