//! The theme in force, and its colours for what is drawn outside CSS.

use crate::settings::{PnlColours, ThemeChoice};
use yew::prelude::*;

/// The theme in force.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Theme {
    /// Whether it is dark.
    pub dark: bool,
    /// Which colours stand for gain and loss.
    pub pnl: PnlColours,
}

impl Theme {
    /// The theme of a choice, on a system that is dark or not.
    pub fn new(choice: ThemeChoice, system_is_dark: bool, pnl: PnlColours) -> Self {
        let dark = match choice {
            ThemeChoice::System => system_is_dark,
            ThemeChoice::Light => false,
            ThemeChoice::Dark => true,
        };
        Self { dark, pnl }
    }

    /// Its name in `data-theme`.
    pub const fn name(self) -> &'static str {
        if self.dark { "craftstrat-dark" } else { "craftstrat-light" }
    }

    /// The colour of gain. Contrast of at least 5 to 1 with the page.
    pub const fn gain(self) -> &'static str {
        match (self.pnl, self.dark) {
            (PnlColours::BlueOrange, false) => "#0b62a8",
            (PnlColours::BlueOrange, true) => "#5ab0f5",
            (PnlColours::GreenRed, false) => "#15803d",
            (PnlColours::GreenRed, true) => "#4ade80",
        }
    }

    /// The colour of loss. Contrast of at least 5 to 1 with the page.
    pub const fn loss(self) -> &'static str {
        match (self.pnl, self.dark) {
            (PnlColours::BlueOrange, false) => "#b4460f",
            (PnlColours::BlueOrange, true) => "#ff9a5c",
            (PnlColours::GreenRed, false) => "#b91c1c",
            (PnlColours::GreenRed, true) => "#f87171",
        }
    }
}

/// The theme in force; light outside a [`crate::KitProvider`].
#[hook]
pub fn use_theme() -> Theme {
    use_context::<Theme>().unwrap_or_default()
}
