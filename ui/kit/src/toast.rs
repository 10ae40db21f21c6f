//! Short messages at the edge of the page, with one thing to do about them.

use std::rc::Rc;
use yew::prelude::*;

/// What a toast says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ToastKind {
    /// Something happened.
    Info,
    /// Something worked.
    Success,
    /// Something failed.
    Error,
}

/// One toast.
#[derive(Clone, Debug, PartialEq)]
pub struct Toast {
    /// What it says.
    pub kind: ToastKind,
    /// The sentence.
    pub message: String,
    /// A button: its label and what it does (undo, try again).
    pub action: Option<(String, Callback<()>)>,
}

/// Where toasts are sent.
#[derive(Clone, Debug, PartialEq)]
pub struct Toasts {
    show: Callback<Toast>,
}

impl Toasts {
    /// Toasts that go to `show`.
    pub fn new(show: Callback<Toast>) -> Self {
        Self { show }
    }

    /// Shows a toast.
    pub fn show(&self, kind: ToastKind, message: impl Into<String>) {
        self.show.emit(Toast { kind, message: message.into(), action: None });
    }

    /// Shows a toast with a button.
    pub fn with_action(
        &self,
        kind: ToastKind,
        message: impl Into<String>,
        label: impl Into<String>,
        action: Callback<()>,
    ) {
        self.show.emit(Toast { kind, message: message.into(), action: Some((label.into(), action)) });
    }
}

/// Where toasts of this page go; nowhere outside the shell.
#[hook]
pub fn use_toasts() -> Toasts {
    let nowhere = use_memo((), |()| Toasts::new(Callback::noop()));
    use_context::<Toasts>().unwrap_or_else(|| Rc::unwrap_or_clone(nowhere))
}
