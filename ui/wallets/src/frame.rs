//! What the pages share: the way between wallets and assignments, how many wallets there may be, facts, and the present.

use craftstrat_api::studio::people::Usage;
use craftstrat_ui_account::Confirming;
use craftstrat_ui_kit::limit_note::{Left, left};
use craftstrat_ui_kit::{Icon, IconName, Page, Route, use_i18n, use_session};
use yew::prelude::*;
use yew_router::prelude::*;

/// The present, ms; 0 outside a browser.
pub(crate) fn now_ms() -> i64 {
    if cfg!(target_arch = "wasm32") { js_sys::Date::now() as i64 } else { 0 }
}

/// Which of the lists is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Here {
    Wallets,
    Assignments,
}

/// Properties of [`Frame`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub(crate) struct FrameProps {
    pub(crate) title: AttrValue,
    #[prop_or_default]
    pub(crate) intro: AttrValue,
    /// The list that is shown, or that what is shown belongs to.
    pub(crate) here: Here,
    /// It is the list itself.
    #[prop_or_default]
    pub(crate) is_list: bool,
    #[prop_or_default]
    pub(crate) actions: Html,
    pub(crate) children: Html,
}

/// A page with the ways to both lists; what it holds may ask whether it is really them.
#[component]
pub(crate) fn Frame(props: &FrameProps) -> Html {
    let i18n = use_i18n();
    let way = |to: Route, key: &str, here: Here| {
        let is_here = props.here == here;
        let current = is_here.then_some(if props.is_list { "page" } else { "true" });
        html! {
            <Way {to} label={i18n.t(key)} {is_here} {current} testid={format!("way-{key}")} />
        }
    };
    html! {
        <Page title={props.title.clone()} intro={props.intro.clone()} actions={props.actions.clone()}>
            <nav class="tabs tabs-border flex-nowrap overflow-x-auto" aria-label={i18n.t("wallets-ways")}>
                { way(Route::Wallets, "wallets-title", Here::Wallets) }
                { way(Route::Assignments, "wallets-assigned-title", Here::Assignments) }
            </nav>
            <Confirming><div class="flex flex-col gap-4">{ props.children.clone() }</div></Confirming>
        </Page>
    }
}

#[derive(Clone, Debug, PartialEq, Properties)]
struct WayProps {
    to: Route,
    label: AttrValue,
    is_here: bool,
    current: Option<&'static str>,
    testid: AttrValue,
}

/// A link that looks like a tab.
#[component]
fn Way(props: &WayProps) -> Html {
    let navigator = use_navigator();
    let onclick = {
        let to = props.to.clone();
        Callback::from(move |event: MouseEvent| {
            let is_plain = !(event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key());
            if let (true, Some(navigator)) = (is_plain, &navigator) {
                event.prevent_default();
                navigator.push(&to);
            }
        })
    };
    html! {
        <a href={props.to.to_path()} {onclick} aria-current={props.current} data-testid={props.testid.clone()}
            class={classes!("tab", "whitespace-nowrap", props.is_here.then_some("tab-active"))}>{ &props.label }</a>
    }
}

/// Properties of [`Room`].
#[derive(Clone, Copy, Debug, PartialEq, Properties)]
pub struct RoomProps {
    /// How many wallets there are, and how many there may be.
    pub usage: Usage,
}

/// How many wallets the plan has room for, said before one makes one.
#[component]
pub fn Room(props: &RoomProps) -> Html {
    let i18n = use_i18n();
    let (is_full, text) = match left(props.usage) {
        Left::Unlimited => (false, i18n.tf("wallets-room-unlimited", &[("used", props.usage.used.into())])),
        Left::Some(used, limit) => {
            (false, i18n.tf("account-limit-wallets", &[("used", used.into()), ("limit", limit.into())]))
        }
        Left::None(limit) => (true, i18n.tf("account-limit-wallets-full", &[("limit", limit.into())])),
    };
    let (class, icon) =
        if is_full { ("text-warning", IconName::AlertTriangle) } else { ("text-muted", IconName::Info) };
    html! {
        <p class={classes!("flex", "items-start", "gap-2", "text-sm", class)} data-testid="wallets-room" data-full={is_full.to_string()}>
            <span class="mt-0.5"><Icon name={icon} /></span>
            <span>
                { text }
                if props.usage.limit.is_some() {
                    { " " }<Link<Route> to={Route::Plan} classes="link">{ i18n.t("account-limit-plans") }</Link<Route>>
                }
            </span>
        </p>
    }
}

/// Properties of [`Note`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub(crate) struct NoteProps {
    /// It stands in the way of something.
    #[prop_or_default]
    pub(crate) warn: bool,
    #[prop_or_default]
    pub(crate) testid: Option<AttrValue>,
    /// The code of what it is about, for tests.
    #[prop_or_default]
    pub(crate) code: Option<AttrValue>,
    pub(crate) children: Html,
}

/// Something one should know where it is about.
#[component]
pub(crate) fn Note(props: &NoteProps) -> Html {
    let (frame, class, icon) = if props.warn {
        ("border-warning/50 bg-warning/10", "text-warning", IconName::AlertTriangle)
    } else {
        ("border-base-300 bg-base-200", "text-muted", IconName::Info)
    };
    html! {
        <div class={classes!("flex", "items-start", "gap-2", "rounded-box", "border", "p-3", "text-sm", frame)}
            data-testid={props.testid.clone()} data-code={props.code.clone()}>
            <span class={classes!("mt-0.5", class)}><Icon name={icon} /></span>
            <div class="min-w-0 grow break-words">{ props.children.clone() }</div>
        </div>
    }
}

/// Says that a second factor is needed for what stands beside, to who has none; nothing where nobody signs in.
#[component]
pub(crate) fn FactorNote() -> Html {
    let i18n = use_i18n();
    if use_session().person().is_none_or(|person| person.second_factor) {
        return craftstrat_ui_kit::nothing();
    }
    html! {
        <Note warn=true testid="factor-needed">
            { i18n.t("wallets-factor-needed") }{ " " }
            <Link<Route, Section> to={Route::Settings} query={Section { section: "security" }} classes="link">{ i18n.t("wallets-factor-mend") }</Link<Route, Section>>
        </Note>
    }
}

/// The query of a section of the settings.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
struct Section {
    section: &'static str,
}

/// Properties of [`Fact`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub(crate) struct FactProps {
    pub(crate) label: AttrValue,
    #[prop_or_default]
    pub(crate) testid: Option<AttrValue>,
    pub(crate) children: Html,
}

/// A name and its value, in a list of such.
#[component]
pub(crate) fn Fact(props: &FactProps) -> Html {
    html! {
        <div class="flex flex-wrap items-baseline justify-between gap-x-4">
            <dt class="text-muted">{ &props.label }</dt>
            <dd class="min-w-0 text-right tabular-nums break-words" data-testid={props.testid.clone()}>{ props.children.clone() }</dd>
        </div>
    }
}
