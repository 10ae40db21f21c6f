//! A way to the dialog that runs a strategy on paper, for parts of the page that do not have it.

use craftstrat_api::studio::StrategyRef;
use std::collections::BTreeMap;
use yew::prelude::*;

/// What is to run on paper.
#[derive(Clone, Debug, PartialEq)]
pub struct PaperAsk {
    /// The strategy.
    pub strategy: StrategyRef,
    /// The stored strategy it stands under, where `strategy` does not say.
    pub strategy_id: Option<String>,
    /// Its name.
    pub name: String,
    /// Parameter values to begin with, where they differ from the defaults.
    pub values: BTreeMap<String, f64>,
    /// SHA-256 of its component, where the caller knows.
    pub component: Option<String>,
    /// Errors of its document.
    pub errors: usize,
}

/// Where to ask for the dialog.
#[derive(Clone, Debug, PartialEq)]
pub struct AskPaper(pub Callback<PaperAsk>);

/// Where to ask for the dialog; nowhere outside the shell.
#[hook]
pub fn use_ask_paper() -> AskPaper {
    use_context::<AskPaper>().unwrap_or_else(|| AskPaper(Callback::noop()))
}
