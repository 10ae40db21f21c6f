//! What the bar at the top offers beside the pages: the server's state, language and theme.

use craftstrat_i18n::Lang;
use craftstrat_ui_kit::{
    Icon, IconName, SettingsChange, ThemeChoice, use_connection, use_i18n, use_settings,
};
use yew::prelude::*;

/// Whether the server answers: a word and a shape, not a colour alone.
#[component]
pub fn ServerStatus() -> Html {
    let i18n = use_i18n();
    let connection = use_connection();
    let (class, text) = if connection.online {
        ("size-2 rounded-full bg-success", i18n.t("pages-server-on"))
    } else {
        ("size-2 rotate-45 bg-error", i18n.t("pages-server-off"))
    };
    let title = match &connection.health {
        Some(health) => i18n.tf(
            "pages-server-detail",
            &[
                ("version", health.version.as_str().into()),
                ("compiler", health.compiler_version.as_str().into()),
                ("markets", health.markets.into()),
            ],
        ),
        None => text.clone(),
    };
    html! {
        <span class="inline-flex items-center gap-1.5 px-1 text-xs text-muted" {title} role="status"
            data-testid="server-status" data-online={if connection.online { "true" } else { "false" }}>
            <span {class} aria-hidden="true"></span>
            <span class="max-[90rem]:sr-only">{ text }</span>
        </span>
    }
}

/// English or French.
#[component]
pub fn LanguageSwitch() -> Html {
    let i18n = use_i18n();
    let settings = use_settings();
    let option = |lang: Lang, label: &'static str, name: &'static str| {
        let on = settings.now.lang == lang;
        let change = settings.change.clone();
        html! {
            <button type="button" lang={lang.code()} data-testid={format!("lang-{}", lang.code())}
                class={classes!("btn", "btn-xs", "btn-ghost", "join-item", "px-1.5", "h-7", on.then_some("btn-active"))}
                aria-pressed={if on { "true" } else { "false" }} aria-label={format!("{name} ({label})")} title={name}
                onclick={move |_| change.emit(SettingsChange::Lang(lang))}>{ label }</button>
        }
    };
    html! {
        <div class="join" role="group" aria-label={i18n.t("pages-settings-language")}>
            { option(Lang::En, "EN", "EN, English") }
            { option(Lang::Fr, "FR", "FR, Français") }
        </div>
    }
}

/// Light, dark, or as the system is.
#[component]
pub fn ThemeSwitch() -> Html {
    let i18n = use_i18n();
    let settings = use_settings();
    let option = |choice: ThemeChoice, name: &'static str, icon: IconName, label: String| {
        let on = settings.now.theme == choice;
        let change = settings.change.clone();
        html! {
            <button type="button" data-testid={format!("theme-{name}")}
                class={classes!("btn", "btn-xs", "btn-ghost", "join-item", "px-1.5", "h-7", on.then_some("btn-active"))}
                aria-pressed={if on { "true" } else { "false" }} aria-label={label.clone()} title={label}
                onclick={move |_| change.emit(SettingsChange::Theme(choice))}><Icon name={icon} /></button>
        }
    };
    html! {
        <div class="join" role="group" aria-label={i18n.t("pages-settings-theme")}>
            { option(ThemeChoice::Light, "light", IconName::Sun, i18n.t("pages-theme-light")) }
            { option(ThemeChoice::Dark, "dark", IconName::Moon, i18n.t("pages-theme-dark")) }
            { option(ThemeChoice::System, "system", IconName::Monitor, i18n.t("pages-theme-system")) }
        </div>
    }
}
