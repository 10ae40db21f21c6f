//! Which token belongs to which slot, and which are subscribed on the present connection.

use super::types::{Connection, Effect};
use craftstrat_model::Outcome;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

#[derive(Clone, Debug, Default)]
pub(super) struct Tokens {
    owners: BTreeMap<String, (String, Outcome)>,
    subscribed: BTreeSet<String>,
    /// The present connection has had its first subscription, which alone opens the channel.
    begun: bool,
}

impl Tokens {
    pub(super) fn insert(&mut self, slug: &str, tokens: &[String; 2]) {
        for (token, outcome) in tokens.iter().zip(Outcome::BOTH) {
            self.owners.insert(token.clone(), (slug.to_owned(), outcome));
        }
    }

    pub(super) fn remove(&mut self, tokens: &[String; 2]) {
        tokens.iter().for_each(|token| {
            self.owners.remove(token);
        });
    }

    /// The slot and outcome of a token.
    pub(super) fn owner(&self, token: &str) -> Option<(&str, Outcome)> {
        self.owners.get(token).map(|(slug, outcome)| (slug.as_str(), *outcome))
    }

    /// A connection is new: nothing is subscribed on it.
    pub(super) fn reconnected(&mut self) {
        self.subscribed.clear();
        self.begun = false;
    }

    /// Subscribes what is wanted and not yet subscribed, and drops the rest.
    pub(super) fn tend(&mut self, connection: Connection, wanted: &BTreeSet<String>, out: &mut Vec<Effect>) {
        let new: Vec<&String> = wanted.difference(&self.subscribed).collect();
        let gone: Vec<&String> = self.subscribed.difference(wanted).collect();
        if !new.is_empty() {
            let text = match self.begun {
                false => {
                    format!(
                        r#"{{"type":"market","assets_ids":{},"custom_feature_enabled":true}}"#,
                        list(&new)
                    )
                }
                true => change("subscribe", &new),
            };
            self.begun = true;
            out.push(Effect::Send(connection, text));
        }
        if !gone.is_empty() {
            out.push(Effect::Send(connection, change("unsubscribe", &gone)));
        }
        if !new.is_empty() || !gone.is_empty() {
            self.subscribed = wanted.clone();
        }
    }

    /// Unsubscribes and subscribes again, which brings fresh snapshots.
    pub(super) fn renew(&mut self, connection: Connection, tokens: &[String; 2], out: &mut Vec<Effect>) {
        let tokens: Vec<&String> = tokens.iter().filter(|t| self.subscribed.contains(*t)).collect();
        if !tokens.is_empty() {
            out.push(Effect::Send(connection, change("unsubscribe", &tokens)));
            out.push(Effect::Send(connection, change("subscribe", &tokens)));
        }
    }
}

fn change(operation: &str, tokens: &[&String]) -> String {
    format!(r#"{{"operation":"{operation}","assets_ids":{},"custom_feature_enabled":true}}"#, list(tokens))
}

/// Tokens are digits, so they need no escapes.
fn list(tokens: &[&String]) -> String {
    let mut text = String::from("[");
    for (at, token) in tokens.iter().enumerate() {
        let comma = if at == 0 { "" } else { "," };
        let _ = write!(text, r#"{comma}"{token}""#);
    }
    text.push(']');
    text
}
