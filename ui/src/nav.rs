//! The pages one can go to, and links to them.

use craftstrat_ui_kit::{I18n, Icon, IconName, Route, use_i18n};
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
}

/// All of them, in the order of work: build, test, run, feed.
pub const PLACES: [Place; 7] = [
    Place {
        name: "strategies",
        key: "pages-nav-strategies",
        icon: IconName::Layers,
        route: || Route::Strategies,
    },
    Place { name: "templates", key: "pages-nav-templates", icon: IconName::Grid, route: || Route::Templates },
    Place {
        name: "backtests",
        key: "pages-nav-backtests",
        icon: IconName::LineChart,
        route: || Route::Backtests,
    },
    Place { name: "sweeps", key: "pages-nav-sweeps", icon: IconName::Sliders, route: || Route::Sweeps },
    Place { name: "live", key: "live-nav", icon: IconName::Zap, route: || Route::Live },
    Place { name: "data", key: "pages-nav-data", icon: IconName::Database, route: || Route::Data },
    Place { name: "upload", key: "pages-nav-upload", icon: IconName::Upload, route: || Route::Upload },
];

/// Those in the bar at the bottom of small windows, by their place in [`PLACES`]: what one does on the way. The others are
/// under “More”.
pub const BOTTOM: [usize; 3] = [0, 2, 4];

/// What is not work.
pub const SETTINGS: Place = Place {
    name: "settings",
    key: "pages-nav-settings",
    icon: IconName::Settings,
    route: || Route::Settings,
};

/// Home; apart, because the logo leads there too.
pub const HOME: Place =
    Place { name: "home", key: "pages-nav-home", icon: IconName::Home, route: || Route::Home };

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
