//! What a page fetches: the answer, the error, whether it is on its way, and a way to fetch it again.

use crate::api::ApiError;
use crate::connection::use_connection;
use std::rc::Rc;
use yew::platform::spawn_local;
use yew::prelude::*;

/// Something fetched.
#[derive(Clone, Debug, PartialEq)]
pub struct Resource<T> {
    /// The last answer; it stays while a newer one is on its way.
    pub data: Option<T>,
    /// Why the last attempt failed.
    pub error: Option<ApiError>,
    /// A request is on its way.
    pub loading: bool,
    /// Fetches again.
    pub reload: Callback<()>,
}

/// What happens to a resource.
#[derive(Clone, Debug, PartialEq)]
pub enum Step<T> {
    /// Request `seq` left; `fresh` when it asks for something else than the last.
    Asked {
        /// Counts requests.
        seq: u64,
        /// Asks for something else: what was there no longer holds.
        fresh: bool,
    },
    /// Request `seq` was answered.
    Answered {
        /// Counts requests.
        seq: u64,
        /// The answer.
        answer: Result<T, ApiError>,
    },
}

/// Where a resource stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Fetched<T> {
    /// The request that counts; answers to others come too late.
    pub seq: u64,
    /// The last answer.
    pub data: Option<T>,
    /// Why the last attempt failed.
    pub error: Option<ApiError>,
    /// A request is on its way.
    pub loading: bool,
}

impl<T> Default for Fetched<T> {
    fn default() -> Self {
        Self { seq: 0, data: None, error: None, loading: true }
    }
}

impl<T: Clone> Reducible for Fetched<T> {
    type Action = Step<T>;

    fn reduce(self: Rc<Self>, step: Step<T>) -> Rc<Self> {
        match step {
            Step::Asked { seq, fresh } => {
                let data = if fresh { None } else { self.data.clone() };
                Self { seq, data, error: None, loading: true }.into()
            }
            Step::Answered { seq, .. } if seq != self.seq => self,
            Step::Answered { seq, answer: Ok(data) } => {
                Self { seq, data: Some(data), error: None, loading: false }.into()
            }
            Step::Answered { seq, answer: Err(error) } => {
                Self { seq, data: self.data.clone(), error: Some(error), loading: false }.into()
            }
        }
    }
}

/// Counts the wishes to fetch again.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Again(u64);

impl Reducible for Again {
    type Action = ();

    fn reduce(self: Rc<Self>, (): ()) -> Rc<Self> {
        Self(self.0 + 1).into()
    }
}

/// Fetches with `load` when `deps` change, on `reload`, and when the server is back after it was not reached.
#[hook]
pub fn use_resource<D, T, F, Fut>(deps: D, load: F) -> Resource<T>
where
    D: Clone + PartialEq + 'static,
    T: Clone + PartialEq + 'static,
    F: Fn(D) -> Fut + 'static,
    Fut: Future<Output = Result<T, ApiError>> + 'static,
{
    let fetched = use_reducer(Fetched::<T>::default);
    let again = use_reducer_eq(Again::default);
    let counter = use_mut_ref(|| 0_u64);
    let last = use_mut_ref(|| None::<D>);
    let returns = use_connection().returns;
    {
        let dispatcher = fetched.dispatcher();
        use_effect_with((deps, *again, returns), move |(deps, _, _)| {
            let fresh = last.borrow().as_ref() != Some(deps);
            *last.borrow_mut() = Some(deps.clone());
            let seq = *counter.borrow() + 1;
            *counter.borrow_mut() = seq;
            dispatcher.dispatch(Step::Asked { seq, fresh });
            let future = load(deps.clone());
            spawn_local(async move {
                let answer = future.await;
                dispatcher.dispatch(Step::Answered { seq, answer });
            });
        });
    }
    let reload = {
        let again = again.dispatcher();
        use_callback((), move |(), ()| again.dispatch(()))
    };
    Resource { data: fetched.data.clone(), error: fetched.error.clone(), loading: fetched.loading, reload }
}
