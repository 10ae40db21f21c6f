//! What there is to have.

/// Kinds of things somebody has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Strategy,
    Backtest,
    Sweep,
    Job,
    Trash,
    Token,
    Session,
    Run,
    Wallet,
    Assignment,
}

impl Kind {
    /// Where one of them is.
    pub(super) const fn path(self) -> &'static str {
        match self {
            Self::Strategy => "/strategies",
            Self::Backtest => "/backtests",
            Self::Sweep => "/sweeps",
            Self::Job => "/jobs",
            Self::Trash => "/trash",
            Self::Token => "/tokens",
            Self::Session => "/sessions",
            Self::Run => "/live/runs",
            Self::Wallet => "/wallets",
            Self::Assignment => "/assignments",
        }
    }
}

/// Something that somebody has or had.
#[derive(Clone, Debug)]
pub(super) struct Thing {
    pub kind: Kind,
    pub owner: usize,
    pub id: String,
    pub name: String,
    /// Whether it is there; otherwise it was deleted, revoked or ended.
    pub is_there: bool,
    /// A document, a token's secret, a session's cookie.
    pub text: String,
    pub revision: u64,
    pub versions: u64,
    /// Of a run: whether it was stopped.
    pub is_over: bool,
    /// Of something in the trash: the number of the thing.
    pub of: usize,
}
