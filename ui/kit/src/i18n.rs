//! The language in force, for components: messages, numbers, amounts and times.

use crate::language;
use crate::settings::{PriceUnit, Settings, Times};
use craftstrat_i18n::{Catalogue, Lang, Value, calendar, format};
use std::rc::Rc;
use yew::prelude::*;

/// The messages of the language in force, and how the reader wants numbers and times written.
#[derive(Clone, Debug, PartialEq)]
pub struct I18n {
    catalogue: Rc<Catalogue>,
    times: Times,
    prices: PriceUnit,
}

/// An amount to be written: a decimal string as it came over the wire, or a number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Amount(pub f64);

impl From<f64> for Amount {
    fn from(amount: f64) -> Self {
        Self(amount)
    }
}

impl From<&str> for Amount {
    fn from(text: &str) -> Self {
        Self(text.parse().unwrap_or(f64::NAN))
    }
}

impl From<&String> for Amount {
    fn from(text: &String) -> Self {
        Self::from(text.as_str())
    }
}

impl I18n {
    /// The messages of `lang`, times in UTC and prices in cents.
    pub fn new(lang: Lang) -> Self {
        Self::with_settings(&Settings { lang, ..Settings::default() })
    }

    /// As these settings want it; in English while their language is not here.
    pub fn with_settings(settings: &Settings) -> Self {
        let catalogue = Rc::new(language::catalogue(settings.lang));
        Self { catalogue, times: settings.times, prices: settings.prices }
    }

    /// The language.
    pub fn lang(&self) -> Lang {
        self.catalogue.lang()
    }

    /// The catalogue, for code that knows no browser.
    pub fn catalogue(&self) -> &Catalogue {
        &self.catalogue
    }

    /// The message `key`.
    pub fn t(&self, key: &str) -> String {
        self.catalogue.text(key)
    }

    /// The message `key` with its variables.
    pub fn tf(&self, key: &str, variables: &[(&str, Value<'_>)]) -> String {
        self.catalogue.format(key, variables)
    }

    /// A number with this many decimals.
    pub fn number(&self, value: f64, decimals: usize) -> String {
        format::number(self.lang(), value, decimals)
    }

    /// A number with as many decimals as it needs, `most` at most.
    pub fn short(&self, value: f64, most: usize) -> String {
        format::short(self.lang(), value, most)
    }

    /// A number with its sign.
    pub fn signed(&self, value: f64, decimals: usize) -> String {
        format::signed(self.lang(), value, decimals)
    }

    /// An amount of USDC with its unit.
    pub fn usdc(&self, amount: impl Into<Amount>) -> String {
        format::usdc(self.lang(), amount.into().0)
    }

    /// A ratio in per cent.
    pub fn percent(&self, ratio: f64, decimals: usize) -> String {
        format::percent(self.lang(), ratio, decimals)
    }

    /// A ratio in per cent with its sign.
    pub fn signed_percent(&self, ratio: f64, decimals: usize) -> String {
        format::signed_percent(self.lang(), ratio, decimals)
    }

    /// A price from 0 to 1 in the unit the reader chose: `62¢`, `0.62` or `62%`.
    pub fn cents(&self, price: f64) -> String {
        match self.prices {
            PriceUnit::Cents => format::cents(self.lang(), price),
            PriceUnit::Usdc => format::number(self.lang(), price, 3),
            PriceUnit::Percent => format::percent(self.lang(), price, 1),
        }
    }

    /// A size in bytes.
    pub fn bytes(&self, count: u64) -> String {
        format::bytes(self.lang(), count)
    }

    /// A duration in its two largest units.
    pub fn duration_ms(&self, millis: i64) -> String {
        format::duration_ms(self.lang(), millis)
    }

    /// A day.
    pub fn date(&self, ms: i64) -> String {
        calendar::date(self.lang(), ms, self.offset(ms))
    }

    /// A time of day, to the second.
    pub fn time(&self, ms: i64) -> String {
        calendar::time(ms, self.offset(ms))
    }

    /// A day and a time, to the minute.
    pub fn datetime(&self, ms: i64) -> String {
        calendar::datetime(self.lang(), ms, self.offset(ms))
    }

    /// The zone times of that moment are written in: `UTC`, `UTC+1`.
    pub fn zone(&self, ms: i64) -> String {
        calendar::zone(self.offset(ms))
    }

    /// The moment in the reader's zone and in UTC: what a tooltip on a time says.
    pub fn both_zones(&self, ms: i64) -> String {
        let local = local_offset_min(ms);
        let written = |offset| {
            let day = calendar::date(self.lang(), ms, offset);
            format!("{day} {} {}", calendar::time(ms, offset), calendar::zone(offset))
        };
        if local == 0 { written(0) } else { format!("{} · {}", written(0), written(local)) }
    }

    fn offset(&self, ms: i64) -> i32 {
        match self.times {
            Times::Utc => 0,
            Times::Local => local_offset_min(ms),
        }
    }
}

/// Minutes east of Greenwich where the reader is, at that moment. 0 outside a browser.
fn local_offset_min(ms: i64) -> i32 {
    if cfg!(target_arch = "wasm32") {
        let date = js_sys::Date::new(&wasm_bindgen::JsValue::from_f64(ms as f64));
        -(date.get_timezone_offset() as i32)
    } else {
        0
    }
}

/// Properties of [`I18nProvider`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct I18nProviderProps {
    /// The language.
    pub lang: Lang,
    /// What is shown in it.
    pub children: Children,
}

/// Gives its children the messages of a language.
#[component]
pub fn I18nProvider(props: &I18nProviderProps) -> Html {
    let i18n = use_memo(props.lang, |lang| I18n::new(*lang));
    html! { <ContextProvider<I18n> context={(*i18n).clone()}>{ props.children.clone() }</ContextProvider<I18n>> }
}

/// The language in force; English outside a provider.
#[hook]
pub fn use_i18n() -> I18n {
    let given = use_context::<I18n>();
    let english = use_memo(given.is_none(), |wanted| wanted.then(|| I18n::new(Lang::En)));
    given.or_else(|| (*english).clone()).unwrap_or_else(|| I18n::new(Lang::En))
}

/// Properties of [`Time`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct TimeProps {
    /// Milliseconds since the epoch.
    pub ms: i64,
    /// The time of day alone.
    #[prop_or_default]
    pub time_only: bool,
}

/// A moment in the reader's zone; the tooltip has UTC and local time.
#[component]
pub fn Time(props: &TimeProps) -> Html {
    let i18n = use_i18n();
    let text = if props.time_only { i18n.time(props.ms) } else { i18n.datetime(props.ms) };
    html! { <time class="tabular-nums whitespace-nowrap" title={i18n.both_zones(props.ms)}>{ text }</time> }
}
