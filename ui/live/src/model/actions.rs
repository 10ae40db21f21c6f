//! What can be done to a run, as it stands.

use craftstrat_api::studio::live::RunState;

/// Something done to a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Its kill switch on: it only gets out.
    Pause,
    /// Its kill switch off.
    Resume,
    /// It is asked no more; what it holds runs out.
    Stop,
    /// Out of the list.
    Remove,
}

impl Action {
    /// What cannot be taken back is asked for twice.
    pub const fn is_confirmed(self) -> bool {
        matches!(self, Self::Stop | Self::Remove)
    }

    /// Its name in keys of messages and in tests.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Pause => "pause",
            Self::Resume => "resume",
            Self::Stop => "stop",
            Self::Remove => "remove",
        }
    }
}

/// What can be done. While the kill switch of all is on, a run's own switch would change nothing one sees.
pub fn possible(state: RunState, killed_all: bool) -> Vec<Action> {
    match state {
        RunState::Running | RunState::Halted => vec![Action::Pause, Action::Stop],
        RunState::Paused if killed_all => vec![Action::Stop],
        RunState::Paused => vec![Action::Resume, Action::Stop],
        RunState::Stopping => Vec::new(),
        RunState::Stopped | RunState::Failed => vec![Action::Remove],
    }
}
