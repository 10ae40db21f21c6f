//! Two worker threads, one at work and one warm beside it, and the clock that ends the one at work.

use crate::BUDGET_MS;
use crate::machine::{Act, Heard, Machine};
use crate::messages;
use crate::state::{ExplainAt, PreviewState};
use craftstrat_preview::PreviewRequest;
use gloo::timers::callback::Timeout;
use std::cell::RefCell;
use std::rc::{Rc, Weak};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{ErrorEvent, MessageEvent, Worker, WorkerOptions, WorkerType};

const SCRIPT: &str = "/assets/preview-worker.js";
/// Edits that follow one another faster than this count as one.
const DEBOUNCE_MS: u32 = 25;
/// When the time is up, an answer that is on its way may still come in.
const GRACE_MS: u32 = 50;
/// How long a result waits for what is looked at in it, so that both are drawn at once.
const TOGETHER_MS: u32 = 50;

/// A preview at work. Clones are the same one.
#[derive(Clone)]
pub struct Session(Rc<RefCell<Inner>>);

struct Inner {
    machine: Machine,
    show: Rc<dyn Fn(PreviewState)>,
    /// What was shown last.
    shown: PreviewState,
    /// Shows what there is even if it never becomes whole.
    together: Option<Timeout>,
    threads: Vec<Thread>,
    /// Ended threads, until no closure of theirs can be running.
    ended: Vec<Thread>,
    next_id: u32,
    /// The worker's code, compiled once for all threads.
    module: JsValue,
    was_ready: bool,
    debounce: Option<(Timeout, PreviewRequest)>,
    budget: Option<Timeout>,
}

struct Thread {
    id: u32,
    worker: Worker,
    _message: Closure<dyn FnMut(MessageEvent)>,
    _error: Closure<dyn FnMut(ErrorEvent)>,
}

impl Session {
    /// Starts the threads; `show` is called with every new state.
    pub fn start(show: impl Fn(PreviewState) + 'static) -> Self {
        let session = Self(Rc::new(RefCell::new(Inner {
            machine: Machine::default(),
            show: Rc::new(show),
            shown: PreviewState::default(),
            together: None,
            threads: Vec::new(),
            ended: Vec::new(),
            next_id: 0,
            module: JsValue::UNDEFINED,
            was_ready: false,
            debounce: None,
            budget: None,
        })));
        session.spawn();
        session
    }

    /// Wishes for a run, once edits pause.
    pub fn run(&self, request: PreviewRequest) {
        let weak = Rc::downgrade(&self.0);
        let fire = Timeout::new(DEBOUNCE_MS, move || {
            let Some(session) = Self::alive(&weak) else { return };
            let due = session.0.borrow_mut().debounce.take();
            if let Some((_, request)) = due {
                session.work(|machine| machine.run(request));
            }
        });
        // The one before is dropped, which cancels it.
        self.0.borrow_mut().debounce = Some((fire, request));
    }

    /// Wishes to see a market.
    pub fn see(&self, market: String) {
        self.work(|machine| machine.see(market));
    }

    /// Wishes to have a row explained.
    pub fn explain(&self, at: ExplainAt) {
        self.work(|machine| machine.explain(at));
    }

    /// Ends everything.
    pub fn stop(&self) {
        let mut inner = self.0.borrow_mut();
        inner.debounce = None;
        inner.budget = None;
        inner.together = None;
        let threads = std::mem::take(&mut inner.threads);
        threads.iter().for_each(|t| t.worker.terminate());
        inner.ended.extend(threads);
    }

    fn alive(weak: &Weak<RefCell<Inner>>) -> Option<Self> {
        weak.upgrade().map(Self)
    }

    fn work(&self, work: impl FnOnce(&mut Machine)) {
        let acts = {
            let machine = &mut self.0.borrow_mut().machine;
            work(machine);
            machine.take_acts()
        };
        acts.iter().for_each(|act| self.act(act));
        let (news, whole, waits) = {
            let inner = self.0.borrow();
            let news = inner.machine.state != inner.shown;
            (news, !inner.machine.is_looking(), inner.together.is_some())
        };
        if news && whole {
            self.show();
        } else if news && !waits {
            let weak = Rc::downgrade(&self.0);
            let timeout = Timeout::new(TOGETHER_MS, move || {
                if let Some(session) = Self::alive(&weak) {
                    session.show();
                }
            });
            self.0.borrow_mut().together = Some(timeout);
        }
    }

    /// Shows the state as it is.
    fn show(&self) {
        let (show, state, waited) = {
            let mut inner = self.0.borrow_mut();
            let state = inner.machine.state.clone();
            inner.shown = state.clone();
            (Rc::clone(&inner.show), state, inner.together.take())
        };
        // This may be the timer that just fired; dropping it then does nothing.
        drop(waited);
        show(state);
    }

    fn act(&self, act: &Act) {
        match act {
            Act::Run { seq, request } => self.post(&messages::run(*seq, request)),
            Act::Look(look) => self.post(&messages::look(look)),
            Act::Arm => self.arm(BUDGET_MS, true),
            Act::Disarm => self.0.borrow_mut().budget = None,
            Act::Replace => self.replace(),
        }
    }

    fn post(&self, message: &JsValue) {
        if self.0.borrow().threads.is_empty() {
            // The last one could not start: perhaps the server is back.
            self.spawn();
        }
        if let Some(thread) = self.0.borrow().threads.first() {
            // Plain data: it can be cloned into the worker.
            let _ = thread.worker.post_message(message);
        }
    }

    fn arm(&self, ms: u32, grace: bool) {
        let weak = Rc::downgrade(&self.0);
        let timeout = Timeout::new(ms, move || {
            let Some(session) = Self::alive(&weak) else { return };
            match grace {
                true => session.arm(GRACE_MS, false),
                false => session.work(Machine::overdue),
            }
        });
        let before = self.0.borrow_mut().budget.replace(timeout);
        // This may be the timer that just fired; dropping it then does nothing.
        drop(before);
    }

    /// Ends the thread at work; the warm one takes over and a new one is warmed up.
    fn replace(&self) {
        {
            let mut inner = self.0.borrow_mut();
            inner.ended.clear();
            if inner.threads.is_empty() {
                return;
            }
            let thread = inner.threads.remove(0);
            thread.worker.terminate();
            inner.ended.push(thread);
        }
        while self.0.borrow().was_ready && self.0.borrow().threads.len() < 2 {
            if !self.spawn() {
                return;
            }
        }
    }

    /// Starts a thread; `false` when the browser refuses.
    fn spawn(&self) -> bool {
        let id = {
            let mut inner = self.0.borrow_mut();
            inner.next_id += 1;
            inner.next_id
        };
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        let Ok(worker) = Worker::new_with_options(SCRIPT, &options) else {
            self.work(|machine| machine.hear(Heard::Crashed("no worker could be started".to_owned())));
            return false;
        };
        let weak = Rc::downgrade(&self.0);
        let message = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            if let Some(session) = Self::alive(&weak) {
                session.heard(id, &event.data());
            }
        });
        let weak = Rc::downgrade(&self.0);
        let error = Closure::<dyn FnMut(ErrorEvent)>::new(move |event: ErrorEvent| {
            if let Some(session) = Self::alive(&weak) {
                session.broke(id, event.message());
            }
        });
        worker.set_onmessage(Some(message.as_ref().unchecked_ref()));
        worker.set_onerror(Some(error.as_ref().unchecked_ref()));
        let boot = messages::boot(&self.0.borrow().module);
        let _ = worker.post_message(&boot);
        self.0.borrow_mut().threads.push(Thread { id, worker, _message: message, _error: error });
        true
    }

    fn is_at_work(&self, id: u32) -> bool {
        self.0.borrow().threads.first().is_some_and(|t| t.id == id)
    }

    fn heard(&self, id: u32, message: &JsValue) {
        if let Some(module) = messages::module(message) {
            {
                let mut inner = self.0.borrow_mut();
                inner.module = module;
                inner.was_ready = true;
            }
            if self.0.borrow().threads.len() < 2 {
                self.spawn();
            }
            return;
        }
        if self.is_at_work(id)
            && let Some(heard) = messages::read(message)
        {
            self.work(|machine| machine.hear(heard));
        }
    }

    fn broke(&self, id: u32, why: String) {
        if self.is_at_work(id) {
            self.work(|machine| machine.hear(Heard::Crashed(why)));
        } else {
            let mut inner = self.0.borrow_mut();
            if let Some(at) = inner.threads.iter().position(|t| t.id == id) {
                let thread = inner.threads.remove(at);
                thread.worker.terminate();
                inner.ended.push(thread);
            }
        }
    }
}
