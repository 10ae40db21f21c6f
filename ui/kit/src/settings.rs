//! What the reader chose: language, theme, colours, times, units. Kept in the browser and shared by its tabs.

use craftstrat_i18n::Lang;
use serde::{Deserialize, Serialize};
use std::rc::Rc;
use yew::prelude::*;

/// Light, dark, or as the system is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ThemeChoice {
    /// As the system is.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

/// The colours of gain and loss.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PnlColours {
    /// Blue and orange: told apart by nearly everybody.
    #[default]
    BlueOrange,
    /// Green and red.
    GreenRed,
}

/// The zone times are written in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Times {
    /// UTC, as slots are named.
    #[default]
    Utc,
    /// The reader's.
    Local,
}

/// How prices are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PriceUnit {
    /// 62¢, as the venue does.
    #[default]
    Cents,
    /// 0.620, as documents do.
    Usdc,
    /// 62 %: the chance it stands for.
    Percent,
}

/// All of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// The language.
    #[serde(with = "lang_code")]
    pub lang: Lang,
    /// Light or dark.
    pub theme: ThemeChoice,
    /// The colours of gain and loss.
    pub pnl: PnlColours,
    /// The zone of times.
    pub times: Times,
    /// The unit of prices.
    pub prices: PriceUnit,
}

mod lang_code {
    use craftstrat_i18n::Lang;
    use serde::{Deserialize, Deserializer, Serializer};

    pub fn serialize<S: Serializer>(lang: &Lang, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(lang.code())
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Lang, D::Error> {
        String::deserialize(from).map(|code| Lang::of_tag(&code))
    }
}

/// One change of the settings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SettingsChange {
    /// Another language.
    Lang(Lang),
    /// Another theme.
    Theme(ThemeChoice),
    /// Other colours.
    Pnl(PnlColours),
    /// Another zone.
    Times(Times),
    /// Another unit.
    Prices(PriceUnit),
    /// Everything as in another tab, or as on the first visit.
    All(Settings),
}

impl Reducible for Settings {
    type Action = SettingsChange;

    fn reduce(self: Rc<Self>, change: SettingsChange) -> Rc<Self> {
        let mut next = *self;
        match change {
            SettingsChange::Lang(lang) => next.lang = lang,
            SettingsChange::Theme(theme) => next.theme = theme,
            SettingsChange::Pnl(pnl) => next.pnl = pnl,
            SettingsChange::Times(times) => next.times = times,
            SettingsChange::Prices(prices) => next.prices = prices,
            SettingsChange::All(all) => next = all,
        }
        if next == *self { self } else { next.into() }
    }
}

/// Settings from their stored text; `lang` where there are none.
pub fn settings_from(stored: Option<&str>, lang: Lang) -> Settings {
    let first = Settings { lang, ..Settings::default() };
    stored.and_then(|text| serde_json::from_str(text).ok()).unwrap_or(first)
}

/// The settings in force and the way to change them.
#[derive(Clone, Debug, PartialEq)]
pub struct SettingsHandle {
    /// As they are.
    pub now: Settings,
    /// Changes them, here and in every other tab.
    pub change: Callback<SettingsChange>,
}

/// The settings in force; the defaults outside a [`crate::KitProvider`].
#[hook]
pub fn use_settings() -> SettingsHandle {
    let given = use_context::<SettingsHandle>();
    given.unwrap_or_else(|| SettingsHandle { now: Settings::default(), change: Callback::noop() })
}
