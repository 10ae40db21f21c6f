//! Alerts: the list of them, and the webhook they are sent to.

mod list;
pub mod model;
mod relay;
mod settings;
mod webhook;
pub mod words;

pub use list::{AlertsCard, AlertsList, AlertsView, AlertsViewProps};
pub use relay::Relay;
pub use settings::PaperSettings;
pub use webhook::{WebhookCard, WebhookForm, WebhookFormProps};

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod rendered;
