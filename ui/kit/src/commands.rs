//! Commands: what a page can do, by palette (Ctrl+K) and by keys. Pages say what they offer; the shell shows and runs it.

use crate::icon_paths::IconName;
use std::cell::RefCell;
use std::rc::Rc;
use yew::prelude::*;

/// Something a page can do.
#[derive(Clone, Debug, PartialEq)]
pub struct Command {
    /// Stable, for tests.
    pub id: AttrValue,
    /// What it does: a verb and its object.
    pub label: String,
    /// What it belongs to, as a heading.
    pub section: String,
    /// The keys that do it, as `Ctrl+Shift+Z` or `?`; none when empty.
    pub keys: AttrValue,
    /// A picture.
    pub icon: Option<IconName>,
    /// Does it.
    pub run: Callback<()>,
}

/// A key press, without its browser.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Press<'a> {
    /// The key's name, as browsers call it.
    pub key: &'a str,
    /// Ctrl, or Cmd on a Mac.
    pub ctrl: bool,
    /// Shift.
    pub shift: bool,
    /// Alt.
    pub alt: bool,
    /// The key went into a text field.
    pub typing: bool,
}

/// Whether a press is these keys. Keys without Ctrl or Alt are text while typing. A sign (`?`) needs Shift on some
/// keyboards and not on others, so Shift counts for letters and named keys alone.
pub fn matches_keys(keys: &str, press: Press<'_>) -> bool {
    let mut parts: Vec<&str> = keys.split('+').collect();
    let Some(key) = parts.pop().filter(|key| !key.is_empty()) else { return false };
    let wants = |name: &str| parts.iter().any(|part| part.eq_ignore_ascii_case(name));
    let (ctrl, shift, alt) = (wants("Ctrl"), wants("Shift"), wants("Alt"));
    let is_sign = key.chars().count() == 1 && !key.chars().all(char::is_alphanumeric);
    key.eq_ignore_ascii_case(press.key)
        && ctrl == press.ctrl
        && alt == press.alt
        && (is_sign || shift == press.shift)
        && !(press.typing && !ctrl && !alt)
}

/// A component's place in the order of offers, and what it offers.
type Offer = (u64, Vec<Command>);

/// What the pages on show offer.
#[derive(Clone, Default)]
pub struct CommandRegistry {
    next: Rc<RefCell<u64>>,
    offers: Rc<RefCell<Vec<Offer>>>,
}

impl PartialEq for CommandRegistry {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.offers, &other.offers)
    }
}

impl CommandRegistry {
    fn place(&self) -> u64 {
        let mut next = self.next.borrow_mut();
        *next += 1;
        *next
    }

    fn offer(&self, place: u64, commands: Vec<Command>) {
        let mut offers = self.offers.borrow_mut();
        match offers.iter_mut().find(|(at, _)| *at == place) {
            Some((_, present)) => *present = commands,
            None => offers.push((place, commands)),
        }
    }

    fn withdraw(&self, place: u64) {
        self.offers.borrow_mut().retain(|(at, _)| *at != place);
    }

    /// Everything on offer, the page's own before the shell's.
    pub fn all(&self) -> Vec<Command> {
        self.offers.borrow().iter().rev().flat_map(|(_, commands)| commands.clone()).collect()
    }

    /// The command a press stands for.
    pub fn of_press(&self, press: Press<'_>) -> Option<Command> {
        self.all().into_iter().find(|command| matches_keys(&command.keys, press))
    }
}

/// Offers commands while the component is on show.
#[hook]
pub fn use_commands(commands: Vec<Command>) {
    let registry = use_context::<CommandRegistry>();
    let place = use_memo(registry.clone(), |registry| registry.as_ref().map(CommandRegistry::place));
    if let (Some(registry), Some(place)) = (&registry, *place) {
        registry.offer(place, commands);
    }
    use_effect_with((registry, *place), |(registry, place)| {
        let (registry, place) = (registry.clone(), *place);
        move || {
            if let (Some(registry), Some(place)) = (registry, place) {
                registry.withdraw(place);
            }
        }
    });
}

/// How well `query` finds `text`: its letters in order, words' beginnings first. None when it does not.
pub fn match_score(query: &str, text: &str) -> Option<i64> {
    let text: Vec<char> = text.to_lowercase().chars().collect();
    let (mut at, mut score, mut last) = (0, 0_i64, None::<usize>);
    for wanted in query.to_lowercase().chars().filter(|c| !c.is_whitespace()) {
        let found = at + text[at..].iter().position(|c| *c == wanted)?;
        let begins = found == 0 || !text[found - 1].is_alphanumeric();
        let follows = last.is_some_and(|last| last + 1 == found);
        score += if begins { 8 } else { 0 } + if follows { 6 } else { 0 } - (found - at) as i64;
        (at, last) = (found + 1, Some(found));
    }
    Some(score)
}
