//! Starting a strategy on paper, and giving one that runs another version.
//!
//! [`form`], [`series`] and [`lacks`] compute; the components ask the server. What is started are the bytes the server
//! makes of what is saved: their SHA-256 is shown before.

mod buttons;
mod change;
mod component;
mod dialog;
pub mod form;
mod known;
pub mod lacks;
mod missing;
mod parameters;
mod picker;
pub mod running;
pub mod series;

pub use buttons::{PaperButtons, PaperButtonsProps};
pub use change::{ChangeDialog, ChangeDialogProps, ChangePanel};
pub use dialog::{StartDialog, StartDialogProps, StartPanel};
pub use lacks::Draft;

use craftstrat_ui_kit::I18n;

/// What is wrong with a form, as a sentence.
fn wrong(i18n: &I18n, wrong: form::StartError) -> String {
    let key = format!("paper-wrong-{}", wrong.code());
    match wrong {
        form::StartError::Limit(name) => {
            i18n.tf(&key, &[("limit", i18n.t(&format!("paper-limit-{name}")).into())])
        }
        _ => i18n.t(&key),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
pub(crate) mod rendered;
