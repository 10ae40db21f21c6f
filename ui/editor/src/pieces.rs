//! The pieces of the editor that are fetched when they are first shown: the form, the canvas, and what is opened now and
//! then.
//!
//! A document is shown in one of these ways; whoever opens a form does not wait for the canvas. `cargo xtask ui` cuts the
//! module along the functions marked here, as it does along those of the page's parts. Few are marked: what several share
//! becomes a file for each way of sharing.

use crate::component::{ComponentView, ComponentViewProps};
use crate::form::FormView;
use crate::panels::versions::{VersionsDialog, VersionsDialogProps};
use crate::shared::SharedView;
use crate::source::SourceView;
use craftstrat_ui_graph::{GraphCanvas, GraphProps, Outline};
use craftstrat_ui_kit::{ApiError, ErrorBox, Skeleton};
use craftstrat_ui_results::{RunDialog, RunDialogProps};
use gloo::timers::callback::Timeout;
use std::cell::Cell;
use std::rc::Rc;
use wasm_split_helpers::{SplitLoaderError, wasm_split};
use yew::platform::spawn_local;
use yew::prelude::*;

/// A piece, and what it is shown with.
#[derive(Clone, PartialEq)]
pub enum Piece {
    /// The form of the document.
    Form,
    /// Its graph on a canvas.
    Canvas(GraphProps),
    /// Its graph as an outline.
    Outline(GraphProps),
    /// Its text.
    Source,
    /// Its versions.
    Versions(VersionsDialogProps),
    /// The dialog that starts a backtest.
    Backtest(RunDialogProps),
    /// A strategy that is an uploaded component.
    Component(ComponentViewProps),
    /// A strategy that came with its address.
    Shared,
}

/// What is fetched at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Form,
    Canvas,
    Seldom,
}

/// How long after a piece was first shown the other parts are fetched too: from then on every view opens at once, and
/// without the server.
const WARM_MS: u32 = 3_000;

/// Draws a piece of a part that is here.
type Make = fn(Piece) -> Html;

impl Piece {
    fn part(&self) -> Part {
        match self {
            Self::Form => Part::Form,
            Self::Canvas(_) => Part::Canvas,
            _ => Part::Seldom,
        }
    }
}

fn make_form(_: Piece) -> Html {
    html! { <FormView /> }
}

fn make_canvas(piece: Piece) -> Html {
    match piece {
        Piece::Canvas(props) => html! { <GraphCanvas ..props /> },
        _ => Html::default(),
    }
}

fn make_seldom(piece: Piece) -> Html {
    match piece {
        Piece::Source => html! { <SourceView /> },
        Piece::Versions(props) => html! { <VersionsDialog ..props /> },
        Piece::Backtest(props) => html! { <RunDialog ..props /> },
        Piece::Component(props) => html! { <ComponentView ..props /> },
        Piece::Outline(props) => html! { <Outline ..props /> },
        Piece::Shared => html! { <SharedView /> },
        Piece::Form | Piece::Canvas(_) => Html::default(),
    }
}

// Each gives the function that draws, not what is drawn: once it is here, a piece is drawn at once whenever it changes.

#[wasm_split(piece_form, fallible)]
fn form() -> Result<Make, SplitLoaderError> {
    Ok(make_form)
}

#[wasm_split(piece_canvas, fallible)]
fn canvas() -> Result<Make, SplitLoaderError> {
    Ok(make_canvas)
}

#[wasm_split(piece_seldom, fallible)]
fn seldom() -> Result<Make, SplitLoaderError> {
    Ok(make_seldom)
}

thread_local! {
    /// What was fetched, by part.
    static FETCHED: [Cell<Option<Make>>; 3] = const { [const { Cell::new(None) }; 3] };
}

impl Part {
    /// Draws its pieces; `None` while it is not here. Outside a browser every part is.
    fn here(self) -> Option<Make> {
        if cfg!(target_family = "wasm") {
            return FETCHED.with(|all| all[self as usize].get());
        }
        // Named here for a browser, they would be linked into what every editor loads.
        Some(match self {
            Self::Form => make_form,
            Self::Canvas => make_canvas,
            Self::Seldom => make_seldom,
        })
    }

    /// Fetches all of them, one after the other.
    async fn warm() {
        for part in [Self::Form, Self::Canvas, Self::Seldom] {
            part.fetch().await;
        }
    }

    /// Fetches it unless it is here. Whether it is then.
    async fn fetch(self) -> bool {
        if self.here().is_none() {
            let fetched = match self {
                Self::Form => form().await,
                Self::Canvas => canvas().await,
                Self::Seldom => seldom().await,
            };
            if let Ok(make) = fetched {
                FETCHED.with(|all| all[self as usize].set(Some(make)));
            }
        }
        self.here().is_some()
    }
}

/// Properties of [`Fetched`].
#[derive(Clone, PartialEq, Properties)]
pub struct FetchedProps {
    /// What to show.
    pub piece: Piece,
}

/// Shows a piece once it is here; when it cannot be fetched, says so and lets one try again.
#[component]
pub fn Fetched(props: &FetchedProps) -> Html {
    let part = props.piece.part();
    let told = use_state(|| None::<(Part, bool)>);
    let attempt = use_state(|| 0_u32);
    {
        let told = told.setter();
        use_effect_with((part, *attempt), move |(part, _)| {
            let part = *part;
            let shown = Rc::new(Cell::new(true));
            let still = Rc::clone(&shown);
            if part.here().is_none() {
                spawn_local(async move {
                    let came = part.fetch().await;
                    if still.get() {
                        told.set(Some((part, came)));
                    }
                });
            }
            move || shown.set(false)
        });
    }
    use_effect_with((), |()| {
        let timer = Timeout::new(WARM_MS, || spawn_local(Part::warm()));
        move || drop(timer)
    });
    match (part.here(), *told) {
        (Some(make), _) => make(props.piece.clone()),
        (None, Some((asked, false))) if asked == part => {
            let retry = move |()| {
                told.set(None);
                attempt.set(*attempt + 1);
            };
            html! { <ErrorBox error={ApiError::Offline} {retry} /> }
        }
        _ => html! { <Skeleton lines={6} /> },
    }
}

/// The page of a strategy that came with its address.
#[component]
pub fn SharedPage() -> Html {
    html! { <Fetched piece={Piece::Shared} /> }
}
