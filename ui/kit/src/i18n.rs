//! The language in force, for components.

use craftstrat_i18n::{Catalogue, Lang, Value};
use std::rc::Rc;
use yew::prelude::*;

/// The messages of the language in force.
#[derive(Clone, Debug, PartialEq)]
pub struct I18n(Rc<Catalogue>);

impl I18n {
    /// The messages of `lang`.
    pub fn new(lang: Lang) -> Self {
        Self(Rc::new(Catalogue::new(lang)))
    }

    /// The language.
    pub fn lang(&self) -> Lang {
        self.0.lang()
    }

    /// The catalogue, for code that knows no browser.
    pub fn catalogue(&self) -> &Catalogue {
        &self.0
    }

    /// The message `key`.
    pub fn t(&self, key: &str) -> String {
        self.0.text(key)
    }

    /// The message `key` with its variables.
    pub fn tf(&self, key: &str, variables: &[(&str, Value<'_>)]) -> String {
        self.0.format(key, variables)
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

/// The language in force; English outside an [`I18nProvider`].
#[hook]
pub fn use_i18n() -> I18n {
    let outside = use_memo((), |()| ());
    let _ = outside;
    use_context::<I18n>().unwrap_or_else(|| I18n::new(Lang::En))
}
