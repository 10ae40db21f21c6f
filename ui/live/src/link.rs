//! Says when what is shown is not up to date.

use crate::stream::Link;
use craftstrat_ui_kit::{Icon, IconName, Time, use_i18n};
use yew::prelude::*;

/// Properties of [`Current`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct CurrentProps {
    /// How the stream is.
    pub link: Link,
    /// The venue's time as it was told last, ms.
    pub now: Option<i64>,
    /// What it keeps up to date.
    pub children: Html,
}

/// What the stream keeps up to date: while it is lost, under a banner, and marked as old.
#[component]
pub fn Current(props: &CurrentProps) -> Html {
    let i18n = use_i18n();
    let lost = props.link == Link::Lost;
    html! {
        <>
            // It is there all the time: what appears in a region that is new may not be read out.
            <div role="status" data-testid="live-link" data-link={code(props.link)}>
                if lost {
                    <div class="flex flex-wrap items-center gap-2 rounded-box border border-warning bg-warning/10 px-4 py-3 text-sm"
                        data-testid="live-lost">
                        <span class="text-warning"><Icon name={IconName::Offline} class="size-5" /></span>
                        <span class="font-medium">{ i18n.t("live-lost") }</span>
                        if let Some(now) = props.now {
                            <span>{ i18n.t("live-lost-as-of") }{ " " }<Time ms={now} time_only=true /></span>
                        }
                    </div>
                }
            </div>
            <div class={classes!("flex", "flex-col", "gap-4", lost.then_some("grayscale"))} data-old={lost.then_some("true")}>
                { props.children.clone() }
            </div>
        </>
    }
}

const fn code(link: Link) -> &'static str {
    match link {
        Link::Connecting => "connecting",
        Link::Open => "open",
        Link::Lost => "lost",
    }
}
