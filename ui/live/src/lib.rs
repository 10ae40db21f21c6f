//! Strategies on paper while ticks flow: what runs, what it holds, why it has not traded, and what happened.
//!
//! [`model`] computes what is shown and knows no browser; [`words`] says it; the components show it. One stream of
//! server-sent events per tab ([`stream`]) keeps every page and the shell up to date.

mod actions;
pub mod alerts;
pub mod calls;
mod clock;
pub mod comparison;
pub mod dashboard;
mod events;
pub mod limits;
mod link;
mod live;
pub mod model;
mod rows;
mod run;
pub mod start;
pub mod stream;
pub mod words;

pub use actions::{RunActions, RunActionsProps};
pub use alerts::{AlertsList, PaperSettings, Relay};
pub use clock::{Age, AgeProps, Countdown, CountdownProps};
pub use comparison::{ComparisonPage, ComparisonPageProps};
pub use dashboard::{DashboardPage, DashboardView, DashboardViewProps};
pub use events::{EventsPage, EventsView, EventsViewProps};
pub use link::{Current, CurrentProps};
pub use live::{LivePage, LiveView, LiveViewProps};
pub use run::{RunPage, RunPageProps, RunView, RunViewProps};
pub use start::{Draft, PaperButtons, PaperButtonsProps, StartDialog, StartDialogProps};
pub use stream::{Heard, Link, Live, Told, use_live, use_told};
