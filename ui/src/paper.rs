//! Shows the dialog that runs a strategy on paper to whatever asks for it: lists, results.

use crate::parts::{LivePages, Part, PartPage};
use craftstrat_ui_kit::{AskPaper, PaperAsk};
use yew::prelude::*;

/// Properties of [`PaperDesk`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct PaperDeskProps {
    /// What may ask.
    pub children: Html,
}

/// Gives the page its [`AskPaper`].
#[component]
pub fn PaperDesk(props: &PaperDeskProps) -> Html {
    let asked = use_state(|| Option::<PaperAsk>::None);
    let ask = {
        let asked = asked.setter();
        use_callback((), move |ask: PaperAsk, ()| asked.set(Some(ask)))
    };
    let onclose = {
        let asked = asked.setter();
        use_callback((), move |(), ()| asked.set(None))
    };
    html! {
        <ContextProvider<AskPaper> context={AskPaper(ask)}>
            { props.children.clone() }
            // An element of its own, so that what comes and goes does not disturb the page.
            <div class="contents">
                if let Some(ask) = (*asked).clone() {
                    <Part page={PartPage::Live(LivePages::Start { ask, onclose })} />
                }
            </div>
        </ContextProvider<AskPaper>>
    }
}
