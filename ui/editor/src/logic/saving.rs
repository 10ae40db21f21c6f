//! When a document is saved: a state machine that owns neither timers nor requests. It says what to do next; whoever
//! drives it tells it what happened.

/// How long typing may pause before the document is sent.
pub const DEBOUNCE_MS: u32 = 800;

/// Longest wait between two tries while the server does not answer.
const RETRY_MAX_MS: u32 = 30_000;

/// What is shown of saving.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SaveState {
    /// What is shown is what the server has.
    Saved,
    /// There is something newer here; it will be sent shortly.
    Unsaved,
    /// It is on its way.
    Saving,
    /// The server does not answer; the draft is kept here and sent again.
    Offline,
    /// Somebody else saved meanwhile: a person must decide.
    Conflict,
    /// The server refused for another reason.
    Refused(String),
}

/// What to do next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Next {
    /// Nothing.
    Idle,
    /// Call [`Saver::due`] after so many milliseconds; an earlier such wait is void.
    Wait(u32),
    /// Send this text, on the condition that the server still has this revision.
    Send {
        /// The document's text.
        text: String,
        /// The revision it is based on.
        revision: u64,
    },
}

/// The state machine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saver {
    revision: u64,
    saved: String,
    latest: String,
    in_flight: Option<String>,
    state: SaveState,
    tries: u32,
}

impl Saver {
    /// Of a document as the server has it.
    pub fn new(revision: u64, text: String) -> Self {
        Self {
            revision,
            latest: text.clone(),
            saved: text,
            in_flight: None,
            state: SaveState::Saved,
            tries: 0,
        }
    }

    /// What is shown.
    pub fn state(&self) -> &SaveState {
        &self.state
    }

    /// The server's revision that edits are based on.
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// The text the server has, as far as is known.
    pub fn saved(&self) -> &str {
        &self.saved
    }

    /// Whether leaving now would leave something behind.
    pub fn is_unsaved(&self) -> bool {
        self.latest != self.saved
    }

    /// The document changed.
    pub fn edited(&mut self, text: String) -> Next {
        if text == self.latest {
            return Next::Idle;
        }
        self.latest = text;
        match self.state {
            SaveState::Conflict | SaveState::Saving | SaveState::Offline => Next::Idle,
            _ if self.latest == self.saved => {
                self.state = SaveState::Saved;
                Next::Idle
            }
            _ => {
                self.state = SaveState::Unsaved;
                Next::Wait(DEBOUNCE_MS)
            }
        }
    }

    /// The wait is over, or the person asked to save now.
    pub fn due(&mut self) -> Next {
        if self.in_flight.is_some() || self.state == SaveState::Conflict {
            return Next::Idle;
        }
        if self.latest == self.saved {
            self.state = SaveState::Saved;
            return Next::Idle;
        }
        self.in_flight = Some(self.latest.clone());
        self.state = SaveState::Saving;
        Next::Send { text: self.latest.clone(), revision: self.revision }
    }

    /// The server has what was sent, as `revision`.
    pub fn accepted(&mut self, revision: u64) -> Next {
        if let Some(text) = self.in_flight.take() {
            self.saved = text;
        }
        self.revision = revision;
        self.tries = 0;
        if self.latest == self.saved {
            self.state = SaveState::Saved;
            return Next::Idle;
        }
        self.state = SaveState::Unsaved;
        Next::Wait(DEBOUNCE_MS)
    }

    /// The server did not answer.
    pub fn offline(&mut self) -> Next {
        self.in_flight = None;
        self.state = SaveState::Offline;
        self.tries += 1;
        Next::Wait((1_000 << self.tries.min(5)).min(RETRY_MAX_MS))
    }

    /// The server has a newer revision than the one edits are based on.
    pub fn conflict(&mut self) -> Next {
        self.in_flight = None;
        self.state = SaveState::Conflict;
        Next::Idle
    }

    /// The server refused for a reason that trying again does not mend.
    pub fn refused(&mut self, why: String) -> Next {
        self.in_flight = None;
        self.state = SaveState::Refused(why);
        Next::Idle
    }

    /// Decided: what is here replaces theirs, which is `revision`.
    pub fn keep_mine(&mut self, revision: u64, theirs: String) -> Next {
        self.revision = revision;
        self.saved = theirs;
        self.state = SaveState::Unsaved;
        self.due()
    }

    /// Decided: theirs replaces what is here.
    pub fn take_theirs(&mut self, revision: u64, theirs: String) -> Next {
        *self = Self::new(revision, theirs);
        Next::Idle
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn saver() -> Saver {
        Saver::new(3, "a".to_owned())
    }

    fn send(text: &str, revision: u64) -> Next {
        Next::Send { text: text.to_owned(), revision }
    }

    #[test]
    fn an_edit_is_sent_once_typing_pauses() {
        let mut saver = saver();
        assert_eq!(saver.edited("b".to_owned()), Next::Wait(DEBOUNCE_MS));
        assert_eq!(saver.state(), &SaveState::Unsaved);
        assert_eq!(saver.edited("c".to_owned()), Next::Wait(DEBOUNCE_MS));
        assert_eq!(saver.due(), send("c", 3));
        assert_eq!(saver.state(), &SaveState::Saving);
        assert_eq!(saver.accepted(4), Next::Idle);
        assert_eq!((saver.state(), saver.revision(), saver.is_unsaved()), (&SaveState::Saved, 4, false));
    }

    #[test]
    fn undoing_back_to_what_is_saved_needs_no_request() {
        let mut saver = saver();
        saver.edited("b".to_owned());
        assert_eq!(saver.edited("a".to_owned()), Next::Idle);
        assert_eq!(saver.state(), &SaveState::Saved);
        assert_eq!(saver.due(), Next::Idle);
    }

    #[test]
    fn edits_made_while_saving_follow_with_the_new_revision() {
        let mut saver = saver();
        saver.edited("b".to_owned());
        saver.due();
        assert_eq!(saver.edited("c".to_owned()), Next::Idle);
        assert_eq!(saver.due(), Next::Idle, "one request at a time");
        assert_eq!(saver.accepted(4), Next::Wait(DEBOUNCE_MS));
        assert_eq!(saver.due(), send("c", 4));
    }

    #[test]
    fn without_an_answer_it_tries_again_ever_more_slowly_with_the_newest_text() {
        let mut saver = saver();
        saver.edited("b".to_owned());
        saver.due();
        assert_eq!(saver.offline(), Next::Wait(2_000));
        assert_eq!(saver.edited("c".to_owned()), Next::Idle);
        assert_eq!(saver.state(), &SaveState::Offline);
        assert_eq!(saver.due(), send("c", 3));
        assert_eq!(saver.offline(), Next::Wait(4_000));
        for _ in 0..20 {
            saver.due();
            saver.offline();
        }
        saver.due();
        assert_eq!(saver.offline(), Next::Wait(RETRY_MAX_MS));
        saver.due();
        assert_eq!(saver.accepted(4), Next::Idle);
        assert_eq!(saver.state(), &SaveState::Saved);
    }

    #[test]
    fn a_conflict_stops_saving_until_somebody_decides() {
        let mut saver = saver();
        saver.edited("mine".to_owned());
        saver.due();
        assert_eq!(saver.conflict(), Next::Idle);
        assert_eq!(saver.edited("mine 2".to_owned()), Next::Idle);
        assert_eq!(saver.due(), Next::Idle);
        assert_eq!(saver.state(), &SaveState::Conflict);
        let mut other = saver.clone();
        assert_eq!(saver.keep_mine(9, "theirs".to_owned()), send("mine 2", 9));
        assert_eq!(other.take_theirs(9, "theirs".to_owned()), Next::Idle);
        assert_eq!((other.state(), other.revision(), other.is_unsaved()), (&SaveState::Saved, 9, false));
    }

    #[test]
    fn after_a_refusal_the_next_edit_tries_again() {
        let mut saver = saver();
        saver.edited("b".to_owned());
        saver.due();
        saver.refused("too large".to_owned());
        assert!(saver.is_unsaved());
        assert_eq!(saver.edited("c".to_owned()), Next::Wait(DEBOUNCE_MS));
    }
}
