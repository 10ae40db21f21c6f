//! The pages one can go to, and links to them.

use craftstrat_ui_kit::{I18n, Icon, IconName, Menu, MenuItem, Route, use_i18n};
use yew::prelude::*;
use yew_router::prelude::*;

/// A page one can go to from everywhere.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    /// Names it in tests: `nav-<name>`.
    pub name: &'static str,
    /// Its label.
    pub key: &'static str,
    /// Its picture.
    pub icon: IconName,
    /// Where it is.
    pub route: fn() -> Route,
    /// How wide a window must be, in rem, for the bar at the top to have room for it; in narrower ones its menu has it.
    pub room_rem: u32,
}

/// All of them, in the order of work: look, build, test, run, feed.
pub const PLACES: [Place; 9] = [
    place("dashboard", "pages-nav-dashboard", IconName::Dashboard, || Route::Dashboard, 64),
    place("strategies", "pages-nav-strategies", IconName::Layers, || Route::Strategies, 64),
    place("templates", "pages-nav-templates", IconName::Grid, || Route::Templates, 80),
    place("backtests", "pages-nav-backtests", IconName::LineChart, || Route::Backtests, 64),
    place("sweeps", "pages-nav-sweeps", IconName::Sliders, || Route::Sweeps, 80),
    place("live", "live-nav", IconName::Zap, || Route::Live, 64),
    place("wallets", "wallets-nav", IconName::Wallet, || Route::Wallets, 64),
    place("data", "pages-nav-data", IconName::Database, || Route::Data, 80),
    place("upload", "pages-nav-upload", IconName::Upload, || Route::Upload, 80),
];

/// Those in the bar at the bottom of small windows, by their place in [`PLACES`]: what one does on the way. The others are
/// under “More”.
pub const BOTTOM: [usize; 3] = [0, 1, 5];

const fn place(
    name: &'static str,
    key: &'static str,
    icon: IconName,
    route: fn() -> Route,
    room_rem: u32,
) -> Place {
    Place { name, key, icon, route, room_rem }
}

/// What is not work.
pub const SETTINGS: Place =
    place("settings", "pages-nav-settings", IconName::Settings, || Route::Settings, 64);

/// Home; apart, because the logo leads there too.
pub const HOME: Place = place("home", "pages-nav-home", IconName::Home, || Route::Home, 64);

impl PartialEq for Place {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Place {
    /// Its label in the language in force.
    pub fn label(self, i18n: &I18n) -> String {
        i18n.t(self.key)
    }
}

/// The page of the navigation that `route` belongs to.
pub fn place_of(route: &Route) -> Option<&'static str> {
    match route {
        Route::Home => Some("home"),
        Route::Strategies | Route::Editor { .. } | Route::Shared => Some("strategies"),
        Route::Templates => Some("templates"),
        Route::Backtests | Route::Compare | Route::Backtest { .. } => Some("backtests"),
        Route::Sweeps | Route::NewSweep | Route::Sweep { .. } => Some("sweeps"),
        Route::Live | Route::LiveEvents | Route::LiveRun { .. } | Route::LiveComparison { .. } => {
            Some("live")
        }
        Route::Dashboard => Some("dashboard"),
        Route::Wallets
        | Route::Wallet { .. }
        | Route::Assignments
        | Route::NewAssignment
        | Route::Assignment { .. } => Some("wallets"),
        Route::Upload => Some("upload"),
        Route::Data => Some("data"),
        Route::Settings => Some("settings"),
        Route::Login
        | Route::SignUp
        | Route::Verify
        | Route::Forgot
        | Route::Reset
        | Route::Plan
        | Route::Operator
        | Route::OperatorSection { .. }
        | Route::NotFound => None,
    }
}

/// How a link looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// In the bar at the top.
    Top,
    /// In the bar at the bottom of small windows: the picture over the label.
    Bottom,
    /// In a list.
    Row,
    /// The picture alone.
    Icon,
}

/// Properties of [`NavLink`].
#[derive(Clone, Copy, Debug, PartialEq, Properties)]
pub struct NavLinkProps {
    /// Where it leads.
    pub place: Place,
    /// How it looks.
    pub look: Look,
}

/// A link to a page; it knows when it is the present one.
#[component]
pub fn NavLink(props: &NavLinkProps) -> Html {
    let i18n = use_i18n();
    let navigator = use_navigator();
    let here = use_route::<Route>().as_ref().and_then(place_of) == Some(props.place.name);
    let route = (props.place.route)();
    let href = route.to_path();
    // An ordinary link, so that it opens in another tab too; a plain click stays within the page.
    let onclick = Callback::from(move |event: MouseEvent| {
        let is_plain = !(event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key());
        if let (true, Some(navigator)) = (is_plain, &navigator) {
            event.prevent_default();
            navigator.push(&route);
        }
    });
    let class = match props.look {
        Look::Top => classes!(
            "inline-flex",
            "h-9",
            "items-center",
            "gap-1.5",
            "rounded-field",
            "px-2.5",
            "text-sm",
            "font-medium",
            if here {
                "bg-base-200 text-base-content"
            } else {
                "text-muted hover:bg-base-200 hover:text-base-content"
            },
        ),
        Look::Bottom => classes!(
            "flex",
            "min-w-0",
            "grow",
            "basis-0",
            "flex-col",
            "items-center",
            "justify-center",
            "gap-0.5",
            "text-[0.6875rem]",
            "font-medium",
            if here { "text-primary" } else { "text-muted" },
        ),
        Look::Row => classes!(
            "flex",
            "h-11",
            "items-center",
            "gap-3",
            "rounded-field",
            "px-3",
            "font-medium",
            "hover:bg-base-200",
            here.then_some("bg-base-200"),
        ),
        Look::Icon => classes!("btn", "btn-ghost", "btn-sm", "btn-square", here.then_some("btn-active")),
    };
    let icon = match props.look {
        Look::Top => Html::default(),
        Look::Bottom | Look::Row => html! { <Icon name={props.place.icon} class="size-5" /> },
        Look::Icon => html! { <Icon name={props.place.icon} /> },
    };
    let label = props.place.label(&i18n);
    let label_class = if props.look == Look::Icon { "sr-only" } else { "truncate max-w-full" };
    html! {
        <a {href} {onclick} {class} aria-current={here.then_some("page")}
            title={(props.look == Look::Icon).then(|| label.clone())}
            data-testid={format!("nav-{}", props.place.name)}>
            { icon }
            <span class={label_class}>{ label }</span>
        </a>
    }
}

/// Properties of [`NavMenu`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct NavMenuProps {
    /// What it leads to.
    pub places: Vec<Place>,
}

/// The pages the bar at the top has no room for.
#[component]
pub fn NavMenu(props: &NavMenuProps) -> Html {
    let (i18n, navigator) = (use_i18n(), use_navigator());
    let item = |place: &Place| {
        let (navigator, route) = (navigator.clone(), place.route);
        let onclick = Callback::from(move |()| {
            if let Some(navigator) = &navigator {
                navigator.push(&route());
            }
        });
        html! {
            <MenuItem key={place.name} label={place.label(&i18n)} icon={place.icon} {onclick} testid={format!("nav-{}", place.name)} />
        }
    };
    html! {
        <Menu label={i18n.t("pages-nav-more")} small=true testid="nav-menu">{ for props.places.iter().map(item) }</Menu>
    }
}
