//! Which series there are to choose from, and which of them a search shows.

use super::form::SERIES_MAX;
use craftstrat_model::Series;
use std::collections::BTreeSet;

/// The most that are listed at once.
pub const LISTED_MAX: usize = 40;

/// A series one can choose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// Its slug prefix: `btc-updown-15m`.
    pub name: String,
    /// The feed follows it already.
    pub followed: bool,
    /// It is chosen.
    pub chosen: bool,
    /// It is what was typed, and neither followed nor recorded.
    pub typed: bool,
}

/// What a list shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Offers {
    /// At most [`LISTED_MAX`]: chosen ones first, then followed ones, then those with recorded ticks.
    pub shown: Vec<Offer>,
    /// How many there are.
    pub all: usize,
}

/// A text as series are written.
pub fn tidied(text: &str) -> String {
    text.trim().to_ascii_lowercase()
}

/// What a search for `query` finds among `followed`, `recorded` and `chosen`. A series that was typed out in full can be
/// chosen although it is none of these.
pub fn offers(followed: &[String], recorded: &[String], chosen: &[String], query: &str) -> Offers {
    let query = tidied(query);
    let words: Vec<&str> = query.split_whitespace().collect();
    let typed = query.parse::<Series>().is_ok().then(|| query.clone());
    let mut seen = BTreeSet::new();
    let all = chosen.iter().chain(followed).chain(recorded).chain(typed.iter());
    let known = |name: &String| [followed, recorded, chosen].iter().any(|list| list.contains(name));
    let found: Vec<Offer> = all
        .filter(|name| words.iter().all(|word| name.contains(word)))
        .filter(|name| seen.insert((*name).clone()))
        .map(|name| Offer {
            name: name.clone(),
            followed: followed.contains(name),
            chosen: chosen.contains(name),
            typed: !known(name),
        })
        .collect();
    let all = found.len();
    Offers { shown: found.into_iter().take(LISTED_MAX).collect(), all }
}

/// `chosen` with a series more or less; at most [`SERIES_MAX`].
pub fn toggled(chosen: &[String], name: &str) -> Vec<String> {
    let mut next: Vec<String> = chosen.iter().filter(|c| *c != name).cloned().collect();
    if next.len() == chosen.len() && next.len() < SERIES_MAX {
        next.push(name.to_owned());
    }
    next
}

/// What is chosen at first: what was asked for, or else the only series there is to choose.
pub fn begin(asked: &[String], followed: &[String]) -> Vec<String> {
    if !asked.is_empty() {
        return asked.to_vec();
    }
    if let [only] = followed { vec![only.clone()] } else { Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::{LISTED_MAX, begin, offers, toggled};
    use crate::start::form::SERIES_MAX;

    fn names(list: &[&str]) -> Vec<String> {
        list.iter().map(|s| (*s).to_owned()).collect()
    }

    fn shown(query: &str) -> Vec<String> {
        let (followed, recorded) = (names(&["btc-updown-5m"]), names(&["btc-updown-5m", "eth-updown-15m"]));
        let chosen = names(&["sol-updown-1h"]);
        offers(&followed, &recorded, &chosen, query).shown.into_iter().map(|o| o.name).collect()
    }

    #[test]
    fn what_is_chosen_comes_first_and_nothing_twice() {
        assert_eq!(shown(""), ["sol-updown-1h", "btc-updown-5m", "eth-updown-15m"]);
    }

    #[test]
    fn a_search_finds_parts_in_any_order() {
        assert_eq!(shown("15m ETH"), ["eth-updown-15m"]);
        assert_eq!(shown("doge"), [""; 0]);
    }

    #[test]
    fn a_series_typed_in_full_can_be_chosen_although_nobody_knows_it() {
        let found = offers(&[], &[], &[], " XRP-updown-15m ");
        assert_eq!(found.all, 1);
        assert!(found.shown[0].typed && found.shown[0].name == "xrp-updown-15m");
        assert_eq!(offers(&[], &[], &[], "xrp-updown-7m").all, 0);
        let known = offers(&[], &names(&["xrp-updown-15m"]), &[], "xrp-updown-15m");
        assert!(known.all == 1 && !known.shown[0].typed);
    }

    #[test]
    fn long_lists_are_cut_and_counted() {
        let many: Vec<String> = (0..60).map(|n| format!("a{n}-updown-5m")).collect();
        let found = offers(&[], &many, &[], "");
        assert_eq!((found.shown.len(), found.all), (LISTED_MAX, 60));
    }

    #[test]
    fn choosing_again_takes_it_back_and_there_is_a_most() {
        let one = toggled(&[], "btc-updown-5m");
        assert_eq!(one, ["btc-updown-5m"]);
        assert_eq!(toggled(&one, "btc-updown-5m"), [""; 0]);
        let full: Vec<String> = (0..SERIES_MAX).map(|n| format!("a{n}-updown-5m")).collect();
        assert_eq!(toggled(&full, "btc-updown-5m"), full);
    }

    #[test]
    fn the_only_followed_series_is_chosen_unless_another_was_asked_for() {
        assert_eq!(begin(&[], &names(&["btc-updown-5m"])), ["btc-updown-5m"]);
        assert_eq!(begin(&[], &names(&["btc-updown-5m", "eth-updown-5m"])), [""; 0]);
        assert_eq!(begin(&names(&["eth-updown-5m"]), &names(&["btc-updown-5m"])), ["eth-updown-5m"]);
    }
}
