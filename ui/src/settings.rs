//! Language, theme, colours, times and units; and the sections about an account.

use crate::parts::{AccountPages, LivePages, Part, PartPage};
use craftstrat_i18n::Lang;
use craftstrat_ui_kit::{
    Button, Card, Choice, I18n, IconName, Page, Pnl, PnlColours, PriceUnit, Settings, SettingsChange, Tabs,
    ThemeChoice, Time, Times, ToastKind, use_i18n, use_query_state, use_session, use_settings, use_toasts,
};
use yew::prelude::*;

/// A moment to show how times are written: the start of a slot.
const SAMPLE_MS: i64 = 1_770_138_000_000;

/// The first section: what this browser keeps.
const GENERAL: &str = "general";

/// The sections of who has an account, by their codes; each has the message `account-section-<code>`.
const SECTIONS: [&str; 6] = [GENERAL, "profile", "security", "sessions", "tokens", "data"];

/// The settings: what this browser keeps and, for who has an account, what the account has.
#[component]
pub fn SettingsPage() -> Html {
    let (i18n, session) = (use_i18n(), use_session());
    let section = use_query_state("section");
    let has_account = session.person().is_some();
    let wanted = section.value.as_deref().unwrap_or(GENERAL);
    let active = SECTIONS.into_iter().find(|code| has_account && *code == wanted).unwrap_or(GENERAL);
    let tabs =
        || SECTIONS.map(|code| (code.into(), i18n.t(&format!("account-section-{code}")).into())).to_vec();
    let onselect = section.set.reform(|code: AttrValue| (code != GENERAL).then(|| code.to_string()));
    let intro = if active == GENERAL { i18n.t("pages-settings-intro") } else { String::new() };
    let actions = if active == GENERAL {
        html! { <Reset /> }
    } else {
        Html::default()
    };
    html! {
        <Page title={i18n.t("pages-nav-settings")} {intro} {actions}>
            if has_account {
                <Tabs tabs={tabs()} {active} {onselect} label={i18n.t("pages-nav-settings")} />
            }
            // An element of its own, so that what comes and goes does not disturb the tabs.
            <div class="flex flex-col gap-4">
                if active == GENERAL {
                    <General />
                    if session.is_local() {
                        <p class="text-sm text-muted" data-testid="settings-local">{ i18n.t("account-local") }</p>
                    }
                } else {
                    <Part page={PartPage::Account(AccountPages::Settings(active.to_owned()))} />
                }
            </div>
        </Page>
    }
}

/// Puts everything of the first section back, and can undo that.
#[component]
fn Reset() -> Html {
    let i18n = use_i18n();
    let settings = use_settings();
    let toasts = use_toasts();
    let reset = {
        let (settings, toasts, i18n) = (settings.clone(), toasts.clone(), i18n.clone());
        Callback::from(move |_: MouseEvent| {
            let before = settings.now;
            settings.change.emit(SettingsChange::All(Settings { lang: before.lang, ..Settings::default() }));
            let undo = settings.change.reform(move |()| SettingsChange::All(before));
            toasts.with_action(
                ToastKind::Success,
                i18n.t("pages-settings-reset-done"),
                i18n.t("pages-undo"),
                undo,
            );
        })
    };
    html! {
        <Button label={i18n.t("pages-settings-reset")} icon={IconName::History} small=true onclick={reset} testid="settings-reset" />
    }
}

/// Language, theme, colours, times and units, and what belongs to strategies on paper.
#[component]
fn General() -> Html {
    let i18n = use_i18n();
    let settings = use_settings();
    let (now, change) = (settings.now, &settings.change);
    html! {
        <>
            <div class="grid gap-4 lg:grid-cols-2">
                <Card title={AttrValue::from(i18n.t("pages-settings-look"))}>
                    <div class="flex flex-col gap-4">
                        { choice(&i18n, "setting-lang", "pages-settings-language", &LANGS, now.lang, change, SettingsChange::Lang) }
                        { choice(&i18n, "setting-theme", "pages-settings-theme", &THEMES, now.theme, change, SettingsChange::Theme) }
                        { choice(&i18n, "setting-pnl", "pages-settings-pnl", &COLOURS, now.pnl, change, SettingsChange::Pnl) }
                        <p class="flex gap-4 text-sm"><Pnl value=12.4 /><Pnl value={-3.1} /><Pnl value=0.0 /></p>
                    </div>
                </Card>
                <Card title={AttrValue::from(i18n.t("pages-settings-figures"))}>
                    <div class="flex flex-col gap-4">
                        { choice(&i18n, "setting-times", "pages-settings-times", &TIMES, now.times, change, SettingsChange::Times) }
                        <p class="text-sm text-muted"><Time ms={SAMPLE_MS} />{ " " }{ i18n.zone(SAMPLE_MS) }</p>
                        { choice(&i18n, "setting-prices", "pages-settings-prices", &PRICES, now.prices, change, SettingsChange::Prices) }
                        <p class="text-sm tabular-nums text-muted">{ i18n.cents(0.625) }</p>
                    </div>
                </Card>
            </div>
            <p class="text-sm text-muted">{ i18n.t("pages-settings-kept") }</p>
            <Part page={PartPage::Live(LivePages::Settings)} />
        </>
    }
}

/// A setting's values: each with its name in tests and the key of its label.
type Options<T, const N: usize> = [(T, &'static str, &'static str); N];

const LANGS: Options<Lang, 2> =
    [(Lang::En, "en", "pages-settings-english"), (Lang::Fr, "fr", "pages-settings-french")];
const THEMES: Options<ThemeChoice, 3> = [
    (ThemeChoice::Light, "light", "pages-theme-light"),
    (ThemeChoice::Dark, "dark", "pages-theme-dark"),
    (ThemeChoice::System, "system", "pages-theme-system"),
];
const COLOURS: Options<PnlColours, 2> = [
    (PnlColours::BlueOrange, "blue-orange", "pages-settings-blue-orange"),
    (PnlColours::GreenRed, "green-red", "pages-settings-green-red"),
];
const TIMES: Options<Times, 2> =
    [(Times::Utc, "utc", "pages-settings-utc"), (Times::Local, "local", "pages-settings-local")];
const PRICES: Options<PriceUnit, 3> = [
    (PriceUnit::Cents, "cents", "pages-settings-cents"),
    (PriceUnit::Usdc, "usdc", "pages-settings-usdc"),
    (PriceUnit::Percent, "percent", "pages-settings-percent"),
];

fn choice<T: Copy + PartialEq + 'static, const N: usize>(
    i18n: &I18n,
    name: &'static str,
    legend: &str,
    options: &'static Options<T, N>,
    now: T,
    change: &Callback<SettingsChange>,
    wrap: fn(T) -> SettingsChange,
) -> Html {
    let shown = options.iter().map(|(_, id, key)| ((*id).into(), i18n.t(key).into())).collect::<Vec<_>>();
    let value = options.iter().find(|(value, ..)| *value == now).map_or("", |(_, id, _)| id);
    let change = change.clone();
    let onchange = Callback::from(move |chosen: AttrValue| {
        if let Some((value, ..)) = options.iter().find(|(_, id, _)| *id == chosen.as_str()) {
            change.emit(wrap(*value));
        }
    });
    html! { <Choice legend={i18n.t(legend)} options={shown} {value} {onchange} {name} /> }
}
