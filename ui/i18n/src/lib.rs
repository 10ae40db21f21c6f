//! Every string of the page, in English and French, as Fluent messages under `locales/`.
//!
//! One file per part of the page and language. Keys begin with the part's name (`editor-save`, `results-sharpe`), so that
//! no two files can define the same one. Tests hold both languages to the same keys and variables. What the compiler says
//! of a document is English already: for that there is a file in the other languages only, under the compiler's own keys.
//!
//! Architecture invariants: no I/O, no clock, no browser: the page and tests share it.

pub mod calendar;
pub mod format;

pub use fluent_bundle::FluentValue as Value;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use unic_langid::LanguageIdentifier;

/// A language of the page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Lang {
    /// English.
    #[default]
    En,
    /// French.
    Fr,
}

impl Lang {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::En, Self::Fr];

    /// Its code in documents and settings: `en`, `fr`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Fr => "fr",
        }
    }

    /// The language a browser asks for (`fr-CH` is French); English where it is neither.
    pub fn of_tag(tag: &str) -> Self {
        match tag.split(['-', '_']).next() {
            Some(code) if code.eq_ignore_ascii_case("fr") => Self::Fr,
            _ => Self::En,
        }
    }

    /// Its files. Naming it keeps every language in a program; the page names [`ENGLISH`] and fetches others.
    pub const fn sources(self) -> Sources {
        match self {
            Self::En => ENGLISH,
            Self::Fr => FRENCH,
        }
    }
}

/// Files of a language: name and text.
pub type Sources = &'static [(&'static str, &'static str)];

macro_rules! files {
    ($lang:literal $($more:literal)*) => {
        &[
            ("common", include_str!(concat!("../locales/", $lang, "/common.ftl"))),
            ("pages", include_str!(concat!("../locales/", $lang, "/pages.ftl"))),
            ("studio", include_str!(concat!("../locales/", $lang, "/studio.ftl"))),
            ("graph", include_str!(concat!("../locales/", $lang, "/graph.ftl"))),
            ("editor", include_str!(concat!("../locales/", $lang, "/editor.ftl"))),
            ("results", include_str!(concat!("../locales/", $lang, "/results.ftl"))),
            ("live", include_str!(concat!("../locales/", $lang, "/live.ftl"))),
            ("paper", include_str!(concat!("../locales/", $lang, "/paper.ftl"))),
            ("intake", include_str!(concat!("../locales/", $lang, "/intake.ftl"))),
            ("account", include_str!(concat!("../locales/", $lang, "/account.ftl"))),
            ("wallets", include_str!(concat!("../locales/", $lang, "/wallets.ftl"))),
            $(($more, include_str!(concat!("../locales/", $lang, "/", $more, ".ftl"))),)*
        ]
    };
}

/// The files of English.
pub const ENGLISH: Sources = files!("en");

/// The files of French.
pub const FRENCH: Sources = files!("fr" "compiler");

/// The messages of one language.
pub struct Catalogue {
    lang: Lang,
    bundle: FluentBundle<FluentResource>,
}

impl Catalogue {
    /// The messages of `lang`. A message that does not parse is left out; a test finds it.
    pub fn new(lang: Lang) -> Self {
        Self::of(lang, lang.sources())
    }

    /// The messages of `lang` from these files of it.
    pub fn of(lang: Lang, sources: Sources) -> Self {
        let id: LanguageIdentifier = lang.code().parse().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![id]);
        // The marks around variables are for mixed directions of writing; both languages run left to right.
        bundle.set_use_isolating(false);
        bundle.set_formatter(Some(match lang {
            Lang::En => |value, _| variable(Lang::En, value),
            Lang::Fr => |value, _| variable(Lang::Fr, value),
        }));
        for (_, text) in sources {
            let resource = FluentResource::try_new((*text).to_owned()).unwrap_or_else(|(parsed, _)| parsed);
            bundle.add_resource_overriding(resource);
        }
        Self { lang, bundle }
    }

    /// Its language.
    pub const fn lang(&self) -> Lang {
        self.lang
    }

    /// Whether there is a message `key`.
    pub fn has(&self, key: &str) -> bool {
        self.bundle.has_message(key)
    }

    /// The message `key`; the key itself where there is none.
    pub fn text(&self, key: &str) -> String {
        self.format(key, &[])
    }

    /// The message `key` with its variables filled in; the key itself where there is none.
    pub fn format(&self, key: &str, variables: &[(&str, Value<'_>)]) -> String {
        let Some(pattern) = self.bundle.get_message(key).and_then(|m| m.value()) else {
            return key.to_owned();
        };
        let args: FluentArgs<'_> = variables.iter().map(|(name, value)| (*name, value.clone())).collect();
        self.bundle.format_pattern(pattern, Some(&args), &mut Vec::new()).into_owned()
    }
}

/// A number in a message, as the language writes it.
fn variable(lang: Lang, value: &Value<'_>) -> Option<String> {
    let Value::Number(number) = value else { return None };
    let least = number.options.minimum_fraction_digits.unwrap_or(0);
    let most = number.options.maximum_fraction_digits.unwrap_or(6).max(least);
    let short = format::short(lang, number.value, most);
    let decimals = short.split_once(format::decimal_point(lang)).map_or(0, |(_, fraction)| fraction.len());
    Some(if decimals < least { format::number(lang, number.value, least) } else { short })
}

impl std::fmt::Debug for Catalogue {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Catalogue").field("lang", &self.lang).finish_non_exhaustive()
    }
}

impl PartialEq for Catalogue {
    fn eq(&self, other: &Self) -> bool {
        self.lang == other.lang
    }
}
