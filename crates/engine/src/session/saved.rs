//! A session written to a snapshot and read from it. The settings are written once, not with each market.

use super::Session;
use crate::settings::Settings;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::sync::Arc;

/// An `Arc` written as what it holds.
pub(super) mod shared {
    use super::{Arc, Deserialize, Deserializer, Serialize, Serializer, Settings};

    pub fn serialize<S: Serializer>(settings: &Arc<Settings>, to: S) -> Result<S::Ok, S::Error> {
        settings.as_ref().serialize(to)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Arc<Settings>, D::Error> {
        Settings::deserialize(from).map(Arc::new)
    }
}

impl Serialize for Session {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Self::serialize(self, serializer)
    }
}

impl<'de> Deserialize<'de> for Session {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut session = Self::deserialize(deserializer)?;
        for slot in &mut session.slots {
            slot.sim.attach(Arc::clone(&session.settings));
        }
        Ok(session)
    }
}
