//! The frame of a page, cards, and what stands where there is nothing yet.

use crate::api::ApiError;
use crate::button::{Button, ButtonKind};
use crate::i18n::use_i18n;
use crate::icon::Icon;
use crate::icon_paths::IconName;
use yew::prelude::*;

/// What a component renders that has nothing to show. An element rather than no element: Yew 0.23 loses its place when a
/// component without elements and its siblings change in the same rendering.
pub fn nothing() -> Html {
    html! { <span class="hidden"></span> }
}

/// Properties of [`Page`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct PageProps {
    /// Its heading, and the title of the tab.
    pub title: AttrValue,
    /// Buttons beside the heading.
    #[prop_or_default]
    pub actions: Html,
    /// A sentence under the heading.
    #[prop_or_default]
    pub intro: AttrValue,
    /// What it shows.
    #[prop_or_default]
    pub children: Html,
}

/// The frame of a page.
#[component]
pub fn Page(props: &PageProps) -> Html {
    use_title(&props.title);
    html! {
        <div class="mx-auto flex w-full max-w-screen-2xl flex-col gap-4 px-3 py-4 sm:px-6 sm:py-6">
            <header class="flex flex-wrap items-center gap-x-4 gap-y-2">
                <div class="min-w-0 grow">
                    <h1 class="truncate text-xl font-semibold tracking-tight sm:text-2xl">{ &props.title }</h1>
                    if !props.intro.is_empty() {
                        <p class="mt-1 max-w-prose text-sm text-muted">{ &props.intro }</p>
                    }
                </div>
                <div class="flex flex-wrap items-center gap-2">{ props.actions.clone() }</div>
            </header>
            { props.children.clone() }
        </div>
    }
}

/// Names the browser's tab.
#[hook]
pub fn use_title(title: &AttrValue) {
    use_effect_with(title.clone(), |title| {
        gloo::utils::document().set_title(&format!("{title} · CraftStrat"));
    });
}

/// Properties of [`Card`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct CardProps {
    /// Its heading.
    #[prop_or_default]
    pub title: Option<AttrValue>,
    /// Beside the heading.
    #[prop_or_default]
    pub actions: Html,
    /// More classes.
    #[prop_or_default]
    pub class: Classes,
    /// What it holds.
    #[prop_or_default]
    pub children: Html,
}

/// A card.
#[component]
pub fn Card(props: &CardProps) -> Html {
    let has_head = props.title.is_some() || props.actions != Html::default();
    html! {
        <section class={classes!("rounded-box", "border", "border-base-300", "bg-base-100", "p-4", props.class.clone())}>
            if has_head {
                <div class="mb-3 flex flex-wrap items-center gap-2">
                    if let Some(title) = &props.title {
                        <h2 class="grow text-sm font-semibold">{ title }</h2>
                    }
                    { props.actions.clone() }
                </div>
            }
            { props.children.clone() }
        </section>
    }
}

/// Properties of [`Empty`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct EmptyProps {
    /// What is not there.
    pub title: AttrValue,
    /// Why that is fine and what to do.
    #[prop_or_default]
    pub body: AttrValue,
    /// The next action.
    #[prop_or_default]
    pub action: Html,
    /// A picture.
    #[prop_or_default]
    pub icon: Option<IconName>,
}

/// Stands where there is nothing yet, with the next action.
#[component]
pub fn Empty(props: &EmptyProps) -> Html {
    html! {
        <div class="flex flex-col items-center gap-3 rounded-box border border-dashed border-base-300 px-4 py-10 text-center">
            if let Some(name) = props.icon {
                <span class="text-muted"><Icon {name} class="size-8" /></span>
            }
            <p class="font-semibold">{ &props.title }</p>
            if !props.body.is_empty() {
                <p class="max-w-prose text-sm text-muted">{ &props.body }</p>
            }
            { props.action.clone() }
        </div>
    }
}

/// Properties of [`Skeleton`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct SkeletonProps {
    /// Lines.
    #[prop_or(3)]
    pub lines: usize,
}

/// Stands where something is being fetched. It appears after 200 ms, so that quick answers do not flicker.
#[component]
pub fn Skeleton(props: &SkeletonProps) -> Html {
    let i18n = use_i18n();
    html! {
        <div class="skeleton-late flex flex-col gap-3 py-2" role="status" aria-label={i18n.t("common-loading")}>
            for line in 0..props.lines {
                <div key={line} class={classes!("skeleton", "h-4", if line % 3 == 2 { "w-2/3" } else { "w-full" })} />
            }
        </div>
    }
}

/// Properties of [`ErrorBox`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct ErrorBoxProps {
    /// What went wrong.
    pub error: ApiError,
    /// Tries again.
    #[prop_or_default]
    pub retry: Option<Callback<()>>,
}

/// Says what went wrong and lets one try again.
#[component]
pub fn ErrorBox(props: &ErrorBoxProps) -> Html {
    let i18n = use_i18n();
    let (title, detail) = match &props.error {
        ApiError::Offline => (i18n.t("common-error-offline"), i18n.t("common-error-offline-detail")),
        ApiError::Refused(problem) => (problem.title.clone(), problem.detail.clone()),
        ApiError::Unreadable(why) => (i18n.t("common-error-unreadable"), why.clone()),
    };
    html! {
        <div role="alert" class="flex flex-wrap items-start gap-3 rounded-box border border-error/40 bg-error/10 p-4"
            data-testid="error-box">
            <span class="mt-0.5 text-error"><Icon name={IconName::AlertTriangle} class="size-5" /></span>
            <div class="min-w-0 grow">
                <p class="font-semibold">{ title }</p>
                <p class="text-sm break-words">{ detail }</p>
            </div>
            if let Some(retry) = props.retry.clone() {
                <Button label={i18n.t("common-retry")} icon={IconName::Refresh} kind={ButtonKind::Normal} small=true
                    onclick={move |_| retry.emit(())} />
            }
        </div>
    }
}
