//! Long work on the server: followed by server-sent events, through interruptions and reloads.

use crate::api::url;
use crate::button::{Button, ButtonKind};
use crate::i18n::use_i18n;
use crate::icon_paths::IconName;
use craftstrat_api::studio::{Job, JobState};
use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{EventSource, MessageEvent};
use yew::prelude::*;

/// How long to wait before following again after the connection was lost for good.
const AGAIN_MS: u32 = 2_000;

/// A stream of a job's states; closed when dropped.
struct Follower {
    source: EventSource,
    _listeners: [EventListener; 2],
}

impl Drop for Follower {
    fn drop(&mut self) {
        self.source.close();
    }
}

/// What following holds on to: the stream, or the wait for the next attempt.
#[derive(Default)]
struct Following {
    follower: Option<Follower>,
    again: Option<Timeout>,
    over: bool,
}

fn follow(id: &str, following: &Rc<RefCell<Following>>, seen: &Callback<Job>) {
    let Ok(source) = EventSource::new(&url(&format!("/jobs/{id}/events"))) else { return };
    let on_job = {
        let (following, seen, source) = (following.clone(), seen.clone(), source.clone());
        EventListener::new(&source.clone(), "job", move |event| {
            let text = event.dyn_ref::<MessageEvent>().and_then(|e| e.data().as_string());
            let Some(job) = text.and_then(|text| serde_json::from_str::<Job>(&text).ok()) else { return };
            if job.state.is_final() {
                // Otherwise the browser would connect again to a stream that has ended.
                source.close();
                following.borrow_mut().over = true;
            }
            seen.emit(job);
        })
    };
    let on_error = {
        let (id, following, seen, source) = (id.to_owned(), following.clone(), seen.clone(), source.clone());
        EventListener::new(&source.clone(), "error", move |_| {
            if source.ready_state() != EventSource::CLOSED || following.borrow().over {
                return;
            }
            let (id, again, seen) = (id.clone(), following.clone(), seen.clone());
            let timeout = Timeout::new(AGAIN_MS, move || follow(&id, &again, &seen));
            following.borrow_mut().again = Some(timeout);
        })
    };
    following.borrow_mut().follower = Some(Follower { source, _listeners: [on_job, on_error] });
}

/// Follows the job `id` until it has ended. After a reload the same id finds it again.
#[hook]
pub fn use_job(id: Option<String>) -> Option<Job> {
    let job = use_state_eq(|| None::<Job>);
    {
        let job = job.clone();
        use_effect_with(id.clone(), move |id| {
            let following = Rc::new(RefCell::new(Following::default()));
            job.set(None);
            if let Some(id) = id {
                let setter = job.setter();
                follow(id, &following, &Callback::from(move |job| setter.set(Some(job))));
            }
            move || {
                let mut following = following.borrow_mut();
                following.over = true;
                following.follower = None;
                following.again = None;
            }
        });
    }
    (*job).clone().filter(|job| Some(&job.id) == id.as_ref())
}

/// Properties of [`JobBar`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct JobBarProps {
    /// The job.
    pub job: Job,
    /// Stops it.
    #[prop_or_default]
    pub oncancel: Option<Callback<()>>,
}

/// How far a job is, and a button that stops it.
#[component]
pub fn JobBar(props: &JobBarProps) -> Html {
    let i18n = use_i18n();
    let (job, progress) = (&props.job, &props.job.progress);
    let state = match job.state {
        JobState::Queued => i18n.t("common-job-queued"),
        JobState::Running => stage(&i18n, &progress.stage),
        JobState::Done => i18n.t("common-job-done"),
        JobState::Failed => i18n.t("common-job-failed"),
        JobState::Cancelled => i18n.t("common-job-cancelled"),
    };
    let share = progress.total.filter(|total| *total > 0).map(|total| progress.done as f64 / total as f64);
    let shown = match job.state {
        JobState::Done => Some(1.0),
        _ => share.map(|share| share.clamp(0.0, 1.0)),
    };
    let cancel = props.oncancel.clone().filter(|_| !job.state.is_final());
    html! {
        <div class="flex flex-wrap items-center gap-3" data-testid="job-bar" data-state={state_name(job.state)}>
            <div class="min-w-40 grow">
                <div class="mb-1 flex justify-between gap-2 text-sm">
                    <span aria-live="polite">{ state }</span>
                    if let Some(share) = shown {
                        <span class="tabular-nums text-muted">{ i18n.percent(share, 0) }</span>
                    }
                </div>
                if !job.state.is_final() || job.state == JobState::Done {
                    <progress class="progress progress-primary w-full" max="100" aria-label={job.title.clone()}
                        value={shown.map(|share| format!("{:.1}", share * 100.0))} />
                }
                if let Some(error) = &job.error {
                    <p class="text-sm text-error">{ error }</p>
                }
            </div>
            if let Some(cancel) = cancel {
                <Button label={i18n.t("common-cancel")} icon={IconName::X} small=true kind={ButtonKind::Normal}
                    testid="job-cancel" onclick={move |_| cancel.emit(())} />
            }
        </div>
    }
}

/// The stage in words; as the server says it where there are none.
fn stage(i18n: &crate::I18n, stage: &str) -> String {
    match stage {
        "backtest" => i18n.t("common-stage-backtest"),
        "one tick worse" => i18n.t("common-stage-worse"),
        "double latency" => i18n.t("common-stage-latency"),
        "sweep" => i18n.t("common-stage-sweep"),
        "import" => i18n.t("common-stage-import"),
        other => other.to_owned(),
    }
}

const fn state_name(state: JobState) -> &'static str {
    match state {
        JobState::Queued => "queued",
        JobState::Running => "running",
        JobState::Done => "done",
        JobState::Failed => "failed",
        JobState::Cancelled => "cancelled",
    }
}
