//! The account in the bar: who is signed in, ways to what is theirs, and out.

use craftstrat_api::studio::people::{AccessMode, Session};
use craftstrat_ui_kit::{
    Command, I18n, Icon, IconName, Menu, MenuItem, Route, SessionHandle, ToastKind, nothing, use_client,
    use_commands, use_i18n, use_session, use_toasts,
};
use serde::de::IgnoredAny;
use yew::platform::spawn_local;
use yew::prelude::*;
use yew_router::prelude::*;

/// Signs out and goes to where one signs in.
#[hook]
fn use_sign_out() -> Callback<()> {
    let (client, i18n, toasts, navigator) = (use_client(), use_i18n(), use_toasts(), use_navigator());
    let SessionHandle { tell, .. } = use_session();
    Callback::from(move |()| {
        let (client, i18n, toasts) = (client.clone(), i18n.clone(), toasts.clone());
        let (navigator, tell) = (navigator.clone(), tell.clone());
        spawn_local(async move {
            match client.post::<_, IgnoredAny>("/logout", &()).await {
                // Whoever is not signed in any more is out as well.
                Ok(_) => {}
                Err(error) if error.code() == Some("sign_in") => {}
                Err(error) => return toasts.show(ToastKind::Error, error.in_words(&i18n)),
            }
            // First the page, then the news: where one was is not where one goes on to.
            if let Some(navigator) = navigator {
                navigator.push(&Route::Login);
            }
            tell.emit(Session { mode: AccessMode::Accounts, person: None });
        });
    })
}

/// The same for the palette.
fn commands(
    i18n: &I18n,
    session: &SessionHandle,
    plan: Callback<()>,
    operator: Callback<()>,
    out: Callback<()>,
) -> Vec<Command> {
    if session.person().is_none() {
        return Vec::new();
    }
    let command = |id: &'static str, section: &str, label: &str, icon, run| Command {
        id: id.into(),
        label: i18n.t(label),
        section: i18n.t(section),
        keys: "".into(),
        icon: Some(icon),
        run,
    };
    let go = "pages-section-go";
    let mut all = vec![
        command("plan", go, "account-plan-title", IconName::Layers, plan),
        command("sign-out", "pages-section-help", "account-sign-out", IconName::LogOut, out),
    ];
    if session.is_operator() {
        all.push(command("operator", go, "account-operator", IconName::Shield, operator));
    }
    all
}

/// The menu; nothing where nobody signs in.
#[component]
pub fn AccountMenu() -> Html {
    let (i18n, session, navigator) = (use_i18n(), use_session(), use_navigator());
    let out = use_sign_out();
    let to = |route: Route| {
        let navigator = navigator.clone();
        Callback::from(move |()| {
            if let Some(navigator) = &navigator {
                navigator.push(&route);
            }
        })
    };
    use_commands(commands(&i18n, &session, to(Route::Plan), to(Route::Operator), out.clone()));
    let Some(person) = session.person() else { return nothing() };
    let name = if person.name.is_empty() { &person.email } else { &person.name };
    let plan = i18n.t(&format!("account-plan-{}", person.plan));
    html! {
        <Menu label={i18n.tf("account-menu", &[("name", name.as_str().into())])} icon={IconName::User} icon_only=true small=true
            testid="account-menu">
            <li role="none" class="menu-title max-w-64">
                <span class="block truncate text-sm text-base-content" data-testid="account-name">{ name }</span>
                if !person.name.is_empty() {
                    <span class="block truncate text-xs font-normal text-muted">{ &person.email }</span>
                }
            </li>
            <MenuItem label={i18n.tf("account-menu-plan", &[("plan", plan.into())])} icon={IconName::Layers}
                onclick={to(Route::Plan)} testid="account-menu-plan" />
            <MenuItem label={i18n.t("pages-nav-settings")} icon={IconName::Settings} onclick={to(Route::Settings)}
                testid="account-menu-settings" />
            if session.is_operator() {
                <MenuItem label={i18n.t("account-operator")} icon={IconName::Shield} onclick={to(Route::Operator)}
                    testid="account-menu-operator" />
            }
            <MenuItem label={i18n.t("account-sign-out")} icon={IconName::LogOut} onclick={out} testid="sign-out" />
        </Menu>
    }
}

/// Says that an address was not confirmed yet, as long as it was not.
#[component]
pub fn VerifyBanner() -> Html {
    let i18n = use_i18n();
    if use_session().person().is_none_or(|person| person.verified) {
        return html! { <div class="hidden"></div> };
    }
    html! {
        <div role="status" data-testid="verify-banner"
            class="flex flex-wrap items-center justify-center gap-x-3 gap-y-1 bg-info px-4 py-2 text-sm font-medium text-info-content">
            <Icon name={IconName::Info} />
            { i18n.t("account-unverified") }
            <Link<Route> to={Route::Verify} classes="link">{ i18n.t("account-unverified-mend") }</Link<Route>>
        </div>
    }
}
