//! Languages in the page: English comes with it, others are fetched when they are chosen. Most visitors read one.

use craftstrat_i18n::{Catalogue, ENGLISH, FRENCH, Lang, Sources};
use gloo::timers::callback::Timeout;
use std::cell::Cell;
use wasm_split_helpers::{SplitLoaderError, wasm_split};
use yew::platform::spawn_local;
use yew::prelude::*;

/// How long to wait before a language that did not come is asked for again.
const AGAIN_MS: u32 = 5_000;

/// Where a language is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Arrival {
    /// In the page.
    Here,
    /// On its way.
    Coming,
    /// It did not come. English stands in, and it is asked for again and again.
    Missing,
}

#[wasm_split(french, fallible)]
fn french() -> Result<Sources, SplitLoaderError> {
    Ok(FRENCH)
}

thread_local! {
    /// French, once it was fetched.
    static FETCHED: Cell<Option<Sources>> = const { Cell::new(None) };
}

/// The files of a language that is here. Outside a browser every one is.
fn here(lang: Lang) -> Option<Sources> {
    match lang {
        Lang::En => Some(ENGLISH),
        // Named here for a browser, French would be linked into what every visitor loads.
        Lang::Fr if cfg!(target_family = "wasm") => FETCHED.get(),
        Lang::Fr => Some(FRENCH),
    }
}

/// The messages of a language; English ones while it is not here.
pub(crate) fn catalogue(lang: Lang) -> Catalogue {
    match here(lang) {
        Some(sources) => Catalogue::of(lang, sources),
        None => Catalogue::of(Lang::En, ENGLISH),
    }
}

/// Fetches a language unless it is here. Whether it is then.
async fn fetch(lang: Lang) -> bool {
    if here(lang).is_none()
        && let Ok(sources) = french().await
    {
        FETCHED.set(Some(sources));
    }
    here(lang).is_some()
}

/// Makes sure that a language is here, and says where it is.
#[hook]
pub(crate) fn use_language(lang: Lang) -> Arrival {
    let told = use_state_eq(|| None::<(Lang, bool)>);
    let attempt = use_state_eq(|| 0_u32);
    {
        let told = told.setter();
        use_effect_with((lang, *attempt), move |(lang, _)| {
            let lang = *lang;
            if here(lang).is_none() {
                spawn_local(async move { told.set(Some((lang, fetch(lang).await))) });
            }
        });
    }
    let arrival = match *told {
        _ if here(lang).is_some() => Arrival::Here,
        Some((asked, false)) if asked == lang => Arrival::Missing,
        _ => Arrival::Coming,
    };
    {
        let attempt = attempt.clone();
        use_effect_with((arrival, *attempt), move |(arrival, _)| {
            let again = (*arrival == Arrival::Missing)
                .then(|| Timeout::new(AGAIN_MS, move || attempt.set(*attempt + 1)));
            move || drop(again)
        });
    }
    arrival
}
