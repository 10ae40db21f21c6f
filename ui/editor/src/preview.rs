//! The preview: what it runs over, and what it shows.

mod chart;
mod choice;
mod explain;
mod headline;
mod lacking;
mod lasting;
mod model;
mod near;
mod panel;
mod picker;
mod settings;
mod strip;
mod trades;

pub use model::use_preview_model;
pub use panel::PreviewPanel;

use craftstrat_preview::{PreviewRequest, PreviewSettings, Source};
use std::collections::BTreeMap;
use std::rc::Rc;

/// Something shared that is the same only as the same allocation: results are large, and a NaN equals nothing.
#[derive(Debug)]
pub struct Same<T>(pub Rc<T>);

impl<T> Clone for Same<T> {
    fn clone(&self) -> Self {
        Self(Rc::clone(&self.0))
    }
}

impl<T> PartialEq for Same<T> {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl<T> std::ops::Deref for Same<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

/// What a preview runs over, and how.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Runs {
    /// Slugs.
    pub markets: Rc<Vec<String>>,
    /// Cash, latency, fees.
    pub settings: PreviewSettings,
    /// Values that are not the default.
    pub parameters: Rc<BTreeMap<String, f64>>,
}

impl Runs {
    /// Asks for a run of `source`.
    pub fn request(&self, source: Source) -> PreviewRequest {
        PreviewRequest {
            source,
            parameters: (*self.parameters).clone(),
            settings: self.settings.clone(),
            markets: (*self.markets).clone(),
        }
    }
}
