//! Strategies on paper while ticks flow: what runs, what it holds, why it has not traded, and what happened.
//!
//! [`model`] computes what is shown and knows no browser; the components show it. One stream of server-sent events per tab
//! ([`stream`]) keeps every page and the shell up to date.

pub mod alerts;
pub mod calls;
pub mod comparison;
mod events;
pub mod limits;
mod live;
pub mod model;
mod run;
pub mod start;
pub mod stream;

pub use alerts::{AlertsList, PaperSettings, Relay};
pub use comparison::{ComparisonPage, ComparisonPageProps};
pub use events::EventsPage;
pub use live::LivePage;
pub use run::{RunPage, RunPageProps};
pub use start::{Draft, PaperButtons, PaperButtonsProps, StartDialog, StartDialogProps};
pub use stream::{Heard, Link, Live, Told, use_live, use_told};
