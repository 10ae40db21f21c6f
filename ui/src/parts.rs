//! The parts of the page that are fetched when they are first shown: the editor, results, what runs on paper, what takes data
//! in, accounts and wallets.
//!
//! `cargo xtask ui` cuts the module along the functions marked here. What only one part uses goes with it.

use craftstrat_ui_account::{
    AccountSection, ForgotPage, LoginPage, OperatorPage, PlanPage, ResetPage, SignUpPage, VerifyPage,
};
use craftstrat_ui_editor::{EditorPage, SharedPage};
use craftstrat_ui_intake::{DataPage, UploadPage};
use craftstrat_ui_kit::{ApiError, ErrorBox, PaperAsk, Skeleton};
use craftstrat_ui_live::{
    AlertsList, ComparisonPage, DashboardPage, Draft, EventsPage, LivePage, PaperSettings, Relay, RunPage,
    StartDialog,
};
use craftstrat_ui_results::{BacktestPage, BacktestsPage, ComparePage, NewSweepPage, SweepPage, SweepsPage};
use craftstrat_ui_wallets::{AssignmentPage, AssignmentsPage, NewAssignmentPage, WalletPage, WalletsPage};
use wasm_split_helpers::{SplitLoaderError, wasm_split};
use yew::platform::spawn_local;
use yew::prelude::*;

/// A page of a part.
#[derive(Clone, Debug, PartialEq)]
pub enum PartPage {
    /// The editor of a strategy, by its id; of one that came with the address, without.
    Editor(Option<String>),
    /// Backtests and sweeps.
    Results(ResultsPage),
    /// Strategies on paper.
    Live(LivePages),
    /// Market data.
    Data,
    /// Components from elsewhere.
    Upload,
    /// People and what is theirs.
    Account(AccountPages),
    /// What somebody who comes back wants to know first.
    Dashboard,
    /// Wallets, and strategies on them.
    Wallets(WalletPages),
}

/// A page about people.
#[derive(Clone, Debug, PartialEq)]
pub enum AccountPages {
    /// Signing in.
    Login,
    /// Asking for an account.
    SignUp,
    /// Showing that mail arrives.
    Verify,
    /// Asking for another password.
    Forgot,
    /// Setting another password.
    Reset,
    /// The plan and what is used of it.
    Plan,
    /// A section of the settings; no page of its own.
    Settings(String),
    /// A section of the installation; the first when empty.
    Operator(String),
}

/// A page about wallets.
#[derive(Clone, Debug, PartialEq)]
pub enum WalletPages {
    /// The list of wallets.
    Wallets,
    /// One, by its id.
    Wallet(String),
    /// Strategies on wallets.
    Assignments,
    /// The form for one.
    NewAssignment,
    /// One, by its id.
    Assignment(String),
}

/// A page about results.
#[derive(Clone, Debug, PartialEq)]
pub enum ResultsPage {
    /// The list of backtests.
    Backtests,
    /// A few of them beside each other.
    Compare,
    /// One, by its id.
    Backtest(String),
    /// The list of sweeps.
    Sweeps,
    /// The form for one.
    NewSweep,
    /// One, by its id.
    Sweep(String),
}

/// A page about strategies on paper.
#[derive(Clone, Debug, PartialEq)]
pub enum LivePages {
    /// What runs.
    Overview,
    /// What happened.
    Events,
    /// One run, by its id.
    Run(String),
    /// One run beside its backtest.
    Comparison(String),
    /// What the bell lists; no page of its own.
    Alerts,
    /// What the settings have of it; no page of its own.
    Settings,
    /// The dialog that starts a strategy; no page of its own.
    Start {
        /// What is to run.
        ask: PaperAsk,
        /// Asks to be closed.
        onclose: Callback<()>,
    },
}

impl PartPage {
    /// Fetches the part unless it is there, and makes the page. Keys make another strategy or result another page, with
    /// nothing left of the last one.
    async fn make(self) -> Result<Html, SplitLoaderError> {
        match self {
            Self::Editor(id) => editor(id).await,
            Self::Results(page) => results(page).await,
            Self::Live(page) => live(page).await,
            Self::Data => intake(true).await,
            Self::Upload => intake(false).await,
            Self::Account(page) => account(page).await,
            Self::Dashboard => dashboard().await,
            Self::Wallets(page) => wallets(page).await,
        }
    }
}

#[wasm_split(editor, fallible)]
fn editor(id: Option<String>) -> Result<Html, SplitLoaderError> {
    Ok(match id {
        Some(id) => html! { <EditorPage key={id.clone()} id={id.clone()} /> },
        None => html! { <SharedPage /> },
    })
}

#[wasm_split(results, fallible)]
fn results(page: ResultsPage) -> Result<Html, SplitLoaderError> {
    Ok(match page {
        ResultsPage::Backtests => html! { <BacktestsPage /> },
        ResultsPage::Compare => html! { <ComparePage /> },
        ResultsPage::Backtest(id) => html! { <BacktestPage key={id.clone()} id={id.clone()} /> },
        ResultsPage::Sweeps => html! { <SweepsPage /> },
        ResultsPage::NewSweep => html! { <NewSweepPage /> },
        ResultsPage::Sweep(id) => html! { <SweepPage key={id.clone()} id={id.clone()} /> },
    })
}

#[wasm_split(live, fallible)]
fn live(page: LivePages) -> Result<Html, SplitLoaderError> {
    Ok(match page {
        LivePages::Overview => html! { <><Relay /><LivePage /></> },
        LivePages::Events => html! { <><Relay /><EventsPage /></> },
        LivePages::Run(id) => html! { <><Relay /><RunPage key={id.clone()} id={id.clone()} /></> },
        LivePages::Comparison(id) => {
            html! { <><Relay /><ComparisonPage key={id.clone()} id={id.clone()} /></> }
        }
        LivePages::Alerts => html! { <AlertsList /> },
        LivePages::Settings => html! { <PaperSettings /> },
        LivePages::Start {
            ask: PaperAsk { strategy, strategy_id, name, values, component, errors },
            onclose,
        } => {
            let draft = if errors > 0 { Draft::Errors(errors) } else { Draft::Saved };
            html! { <StartDialog open=true {strategy} {strategy_id} {name} {values} {component} {draft} {onclose} /> }
        }
    })
}

#[wasm_split(intake, fallible)]
fn intake(data: bool) -> Result<Html, SplitLoaderError> {
    Ok(if data {
        html! { <DataPage /> }
    } else {
        html! { <UploadPage /> }
    })
}

#[wasm_split(account, fallible)]
fn account(page: AccountPages) -> Result<Html, SplitLoaderError> {
    Ok(match page {
        AccountPages::Login => html! { <LoginPage /> },
        AccountPages::SignUp => html! { <SignUpPage /> },
        AccountPages::Verify => html! { <VerifyPage /> },
        AccountPages::Forgot => html! { <ForgotPage /> },
        AccountPages::Reset => html! { <ResetPage /> },
        AccountPages::Plan => html! { <PlanPage /> },
        AccountPages::Settings(section) => {
            html! { <AccountSection key={section.clone()} section={section.clone()} /> }
        }
        AccountPages::Operator(section) => html! { <OperatorPage {section} /> },
    })
}

#[wasm_split(dashboard, fallible)]
fn dashboard() -> Result<Html, SplitLoaderError> {
    Ok(html! { <DashboardPage /> })
}

#[wasm_split(wallets, fallible)]
fn wallets(page: WalletPages) -> Result<Html, SplitLoaderError> {
    Ok(match page {
        WalletPages::Wallets => html! { <WalletsPage /> },
        WalletPages::Wallet(id) => html! { <WalletPage key={id.clone()} id={id.clone()} /> },
        WalletPages::Assignments => html! { <AssignmentsPage /> },
        WalletPages::NewAssignment => html! { <NewAssignmentPage /> },
        WalletPages::Assignment(id) => html! { <AssignmentPage key={id.clone()} id={id.clone()} /> },
    })
}

/// Properties of [`Part`].
#[derive(Clone, PartialEq, Properties)]
pub struct PartProps {
    /// What to show.
    pub page: PartPage,
}

/// Shows a page once its part is there; when it cannot be fetched, says so and lets one try again.
#[component]
pub fn Part(props: &PartProps) -> Html {
    let made = use_state(|| None);
    let attempt = use_state(|| 0_u32);
    {
        let made = made.clone();
        use_effect_with((props.page.clone(), *attempt), move |(page, _)| {
            let page = page.clone();
            let current = std::rc::Rc::new(std::cell::Cell::new(true));
            let still = current.clone();
            spawn_local(async move {
                let html = page.clone().make().await;
                if still.get() {
                    made.set(Some((page, html.ok())));
                }
            });
            move || current.set(false)
        });
    }
    match made.as_ref().filter(|(page, _)| *page == props.page) {
        Some((_, Some(html))) => html.clone(),
        Some((_, None)) => {
            let retry = move |()| attempt.set(*attempt + 1);
            html! { <ErrorBox error={ApiError::Offline} {retry} /> }
        }
        None => html! { <Skeleton lines={6} /> },
    }
}
