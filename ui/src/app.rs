//! Which page is shown at which address.

use crate::home::HomePage;
use crate::not_found::NotFoundPage;
use crate::settings::SettingsPage;
use crate::shell::Shell;
use crate::strategies::StrategiesPage;
use crate::templates::TemplatesPage;
use craftstrat_ui_editor::{EditorPage, SharedPage};
use craftstrat_ui_intake::{DataPage, UploadPage};
use craftstrat_ui_kit::{KitProvider, Route};
use craftstrat_ui_results::{BacktestPage, BacktestsPage, ComparePage, NewSweepPage, SweepPage, SweepsPage};
use yew::prelude::*;
use yew_router::prelude::*;

/// The whole.
#[component]
pub fn App() -> Html {
    html! {
        <BrowserRouter>
            <KitProvider>
                <Shell>
                    <Switch<Route> render={page} />
                </Shell>
            </KitProvider>
        </BrowserRouter>
    }
}

/// The page of a route. Keys make another strategy or result another page, with nothing left of the last one.
fn page(route: Route) -> Html {
    match route {
        Route::Home => html! { <HomePage /> },
        Route::Strategies => html! { <StrategiesPage /> },
        Route::Templates => html! { <TemplatesPage /> },
        Route::Editor { id } => html! { <EditorPage key={id.clone()} id={id.clone()} /> },
        Route::Shared => html! { <SharedPage /> },
        Route::Backtests => html! { <BacktestsPage /> },
        Route::Compare => html! { <ComparePage /> },
        Route::Backtest { id } => html! { <BacktestPage key={id.clone()} id={id.clone()} /> },
        Route::Sweeps => html! { <SweepsPage /> },
        Route::NewSweep => html! { <NewSweepPage /> },
        Route::Sweep { id } => html! { <SweepPage key={id.clone()} id={id.clone()} /> },
        Route::Upload => html! { <UploadPage /> },
        Route::Data => html! { <DataPage /> },
        Route::Settings => html! { <SettingsPage /> },
        Route::NotFound => html! { <NotFoundPage /> },
    }
}
