//! What the dialogs ask the server before anything is chosen.

use crate::calls;
use craftstrat_api::inspect::ParameterInfo;
use craftstrat_api::studio::live::LiveOverview;
use craftstrat_api::studio::{SeriesDay, Strategy, StrategyRef};
use craftstrat_ui_kit::{ApiError, encoded, use_client, use_resource};
use craftstrat_ui_results::model::parameters::of_document;
use std::rc::Rc;
use yew::prelude::*;

/// What is known so far.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Known {
    /// What runs and how the feed is.
    pub(super) overview: Option<Rc<LiveOverview>>,
    /// Series with recorded ticks.
    pub(super) recorded: Vec<String>,
}

impl Known {
    /// Series the feed follows.
    pub(super) fn followed(&self) -> Vec<String> {
        self.overview.as_ref().map(|o| o.following.clone()).unwrap_or_default()
    }
}

/// Asks for both. What cannot be had is left out: a series can be typed.
#[hook]
pub(super) fn use_known() -> Known {
    let client = use_client();
    let overview = {
        let client = client.clone();
        use_resource((), move |()| {
            let client = client.clone();
            async move { calls::overview(&client).await.map(Rc::new) }
        })
    };
    let recorded = use_resource((), move |()| {
        let client = client.clone();
        async move {
            let days: Vec<SeriesDay> = client.get("/series").await?;
            let mut names: Vec<String> = days.into_iter().map(|day| day.series).collect();
            names.sort();
            names.dedup();
            Ok(names)
        }
    });
    Known { overview: overview.data, recorded: recorded.data.unwrap_or_default() }
}

/// What the strategy lets one set: as the caller knows, or as its document or inspection says.
#[hook]
pub(super) fn use_parameters(
    strategy: StrategyRef,
    given: Option<Rc<Vec<ParameterInfo>>>,
) -> Rc<Vec<ParameterInfo>> {
    let client = use_client();
    let wanted = given.is_none().then_some(strategy);
    let fetched = use_resource(wanted, move |wanted: Option<StrategyRef>| {
        let client = client.clone();
        async move {
            let list = match wanted {
                Some(StrategyRef::Document(text)) => of_document(&text),
                Some(StrategyRef::Strategy { id, .. }) => {
                    let strategy: Strategy = client.get(&format!("/strategies/{}", encoded(&id))).await?;
                    match (strategy.document, strategy.inspection) {
                        (Some(document), _) => of_document(&document),
                        (None, inspection) => inspection.map(|i| i.parameters).unwrap_or_default(),
                    }
                }
                Some(StrategyRef::Component(_)) | None => Vec::new(),
            };
            Ok::<_, ApiError>(Rc::new(list))
        }
    });
    given.or(fetched.data).unwrap_or_default()
}
