//! The pages and their addresses.

use yew_router::Routable;

/// A page. View state (period, tab, filters) is in the query.
#[derive(Clone, Debug, PartialEq, Eq, Routable)]
pub enum Route {
    /// Where one starts: recent strategies, the next action.
    #[at("/")]
    Home,
    /// All strategies.
    #[at("/strategies")]
    Strategies,
    /// The template gallery.
    #[at("/templates")]
    Templates,
    /// The builder.
    #[at("/strategies/:id")]
    Editor {
        /// The strategy.
        id: String,
    },
    /// A strategy somebody shared: the document is in the fragment.
    #[at("/shared")]
    Shared,
    /// All backtests.
    #[at("/backtests")]
    Backtests,
    /// Up to four backtests side by side: `?ids=a,b`.
    #[at("/compare")]
    Compare,
    /// A backtest.
    #[at("/backtests/:id")]
    Backtest {
        /// The backtest.
        id: String,
    },
    /// All sweeps.
    #[at("/sweeps")]
    Sweeps,
    /// A new sweep: `?strategy=id`.
    #[at("/sweeps/new")]
    NewSweep,
    /// A sweep.
    #[at("/sweeps/:id")]
    Sweep {
        /// The sweep.
        id: String,
    },
    /// Strategies on paper.
    #[at("/live")]
    Live,
    /// What happened on paper: `?run=id&kind=fill&market=slug`.
    #[at("/live/events")]
    LiveEvents,
    /// A strategy on paper.
    #[at("/live/:id")]
    LiveRun {
        /// The run.
        id: String,
    },
    /// A run beside the backtest of the same ticks.
    #[at("/live/:id/comparison")]
    LiveComparison {
        /// The run.
        id: String,
    },
    /// What was made, what runs, what is held, what needs somebody.
    #[at("/dashboard")]
    Dashboard,
    /// All wallets.
    #[at("/wallets")]
    Wallets,
    /// A wallet.
    #[at("/wallets/:id")]
    Wallet {
        /// The wallet.
        id: String,
    },
    /// Strategies on wallets.
    #[at("/assignments")]
    Assignments,
    /// The form that puts a strategy on a wallet: `?strategy=id&wallet=id`.
    #[at("/assignments/new")]
    NewAssignment,
    /// A strategy on a wallet.
    #[at("/assignments/:id")]
    Assignment {
        /// The assignment.
        id: String,
    },
    /// Upload a component.
    #[at("/upload")]
    Upload,
    /// The tick store.
    #[at("/data")]
    Data,
    /// Language, theme, colours, times.
    #[at("/settings")]
    Settings,
    /// Signing in: `?next=` says where one wanted to go.
    #[at("/login")]
    Login,
    /// Asking for an account.
    #[at("/signup")]
    SignUp,
    /// Showing that mail arrives: `?code=`.
    #[at("/verify")]
    Verify,
    /// Asking for another password.
    #[at("/forgot")]
    Forgot,
    /// Setting another password: `?code=`.
    #[at("/reset")]
    Reset,
    /// The plan and what is used of it.
    #[at("/plan")]
    Plan,
    /// The installation, for who runs it.
    #[at("/operator")]
    Operator,
    /// A part of that: `users`, `audit`, `jobs`, `parked`.
    #[at("/operator/:section")]
    OperatorSection {
        /// Which.
        section: String,
    },
    /// Anything else.
    #[not_found]
    #[at("/404")]
    NotFound,
}

impl Route {
    /// Whether it is there for who is not signed in.
    pub const fn is_public(&self) -> bool {
        matches!(
            self,
            Self::Login | Self::SignUp | Self::Verify | Self::Forgot | Self::Reset | Self::NotFound
        )
    }
}
