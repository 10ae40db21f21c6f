//! What there is to run over, and what was chosen of it.

use crate::logic::slots::{self, Choice};
use craftstrat_api::Coverage;
use craftstrat_ui_kit::{ApiError, Resource, use_client, use_query_state, use_resource};
use std::rc::Rc;
use yew::prelude::*;

/// Everything in the store.
#[hook]
pub fn use_coverage() -> Resource<Rc<Coverage>> {
    let client = use_client();
    use_resource((), move |()| {
        let client = client.clone();
        async move { Ok::<_, ApiError>(Rc::new(client.get::<Coverage>("/markets").await?)) }
    })
}

/// The slots: those chosen here, those the address names, or the default. `linked` keeps the choice in the address.
#[hook]
pub fn use_choice(
    coverage: Option<Rc<Coverage>>,
    columns: Rc<Vec<&'static str>>,
    linked: bool,
) -> (Option<Rc<Choice>>, Callback<Choice>) {
    let chosen = use_state(|| None::<Rc<Choice>>);
    let (series, day) = (use_query_state("series"), use_query_state("day"));
    // The default is taken once there is something to choose from, and stays while the strategy is edited: what it lacks
    // then is said instead of changing the slots under the reader.
    let first = use_mut_ref(|| None::<Rc<Choice>>);
    if first.borrow().is_none()
        && let Some(coverage) = &coverage
    {
        let asked = series.value.as_ref().zip(day.value.as_ref()).and_then(|(series, day)| {
            let days = slots::days(&coverage.markets, &columns);
            let found = days.iter().find(|d| d.series == *series && slots::day_text(d.start_ms) == *day)?;
            Some(slots::choose(&coverage.markets, series, found.start_ms, 1, &columns))
        });
        *first.borrow_mut() =
            asked.or_else(|| slots::default_choice(&coverage.markets, &columns)).map(Rc::new);
    }
    let choice = (*chosen).clone().or_else(|| first.borrow().clone());
    let choose = {
        let chosen = chosen.setter();
        use_callback((linked, series.set, day.set), move |choice: Choice, (linked, series, day)| {
            if *linked {
                series.emit(Some(choice.series.clone()));
                day.emit(Some(slots::day_text(choice.day_ms)));
            }
            chosen.set(Some(Rc::new(choice)));
        })
    };
    (choice, choose)
}
