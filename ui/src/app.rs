//! Which page is shown at which address.

use crate::gate::Gate;
use crate::home::HomePage;
use crate::not_found::NotFoundPage;
use crate::parts::{AccountPages, LivePages, Part, PartPage, ResultsPage, WalletPages};
use crate::settings::SettingsPage;
use crate::strategies::StrategiesPage;
use crate::templates::TemplatesPage;
use craftstrat_ui_kit::{KitProvider, Route, SessionProvider};
use yew::prelude::*;
use yew_router::prelude::*;

/// The whole.
#[component]
pub fn App() -> Html {
    html! {
        <BrowserRouter>
            <KitProvider>
                <SessionProvider>
                    <Gate>
                        <Switch<Route> render={page} />
                    </Gate>
                </SessionProvider>
            </KitProvider>
        </BrowserRouter>
    }
}

/// The page of a route.
fn page(route: Route) -> Html {
    let page = match route {
        Route::Home => return html! { <HomePage /> },
        Route::Strategies => return html! { <StrategiesPage /> },
        Route::Templates => return html! { <TemplatesPage /> },
        Route::Settings => return html! { <SettingsPage /> },
        Route::NotFound => return html! { <NotFoundPage /> },
        Route::Editor { id } => PartPage::Editor(Some(id)),
        Route::Shared => PartPage::Editor(None),
        Route::Backtests => PartPage::Results(ResultsPage::Backtests),
        Route::Compare => PartPage::Results(ResultsPage::Compare),
        Route::Backtest { id } => PartPage::Results(ResultsPage::Backtest(id)),
        Route::Sweeps => PartPage::Results(ResultsPage::Sweeps),
        Route::NewSweep => PartPage::Results(ResultsPage::NewSweep),
        Route::Sweep { id } => PartPage::Results(ResultsPage::Sweep(id)),
        Route::Live => PartPage::Live(LivePages::Overview),
        Route::LiveEvents => PartPage::Live(LivePages::Events),
        Route::LiveRun { id } => PartPage::Live(LivePages::Run(id)),
        Route::LiveComparison { id } => PartPage::Live(LivePages::Comparison(id)),
        Route::Dashboard => PartPage::Dashboard,
        Route::Wallets => PartPage::Wallets(WalletPages::Wallets),
        Route::Wallet { id } => PartPage::Wallets(WalletPages::Wallet(id)),
        Route::Assignments => PartPage::Wallets(WalletPages::Assignments),
        Route::NewAssignment => PartPage::Wallets(WalletPages::NewAssignment),
        Route::Assignment { id } => PartPage::Wallets(WalletPages::Assignment(id)),
        Route::Upload => PartPage::Upload,
        Route::Data => PartPage::Data,
        Route::Login => PartPage::Account(AccountPages::Login),
        Route::SignUp => PartPage::Account(AccountPages::SignUp),
        Route::Verify => PartPage::Account(AccountPages::Verify),
        Route::Forgot => PartPage::Account(AccountPages::Forgot),
        Route::Reset => PartPage::Account(AccountPages::Reset),
        Route::Plan => PartPage::Account(AccountPages::Plan),
        Route::Operator => PartPage::Account(AccountPages::Operator(String::new())),
        Route::OperatorSection { section } => PartPage::Account(AccountPages::Operator(section)),
    };
    html! { <Part {page} /> }
}
