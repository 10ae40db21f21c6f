//! The keyboard of the canvas.

use crate::arrange::Arrangement;
use crate::geometry::GRID;

/// Something the canvas can be told to do, by key, button or menu.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Command {
    /// Take the latest step back.
    Undo,
    /// Do it again.
    Redo,
    /// Copy the selection.
    Copy,
    /// Copy and remove it.
    Cut,
    /// Add what was copied.
    Paste,
    /// Double the selection.
    Duplicate,
    /// Remove it.
    Delete,
    /// Select every node.
    SelectAll,
    /// Show everything.
    Fit,
    /// Magnify.
    ZoomIn,
    /// Show more.
    ZoomOut,
    /// Arrange all nodes.
    Layout,
    /// Open the search for a node to add.
    Add,
    /// Add a note.
    Comment,
    /// Start an edge at the focused node.
    Connect,
    /// Go to the next target of the edge, or to the one before.
    Target {
        /// To the next.
        forward: bool,
    },
    /// Make the edge.
    Confirm,
    /// Stop what was begun; otherwise select nothing.
    Cancel,
    /// Move the selection, or the view where nothing is selected.
    Move {
        /// To the right.
        dx: f64,
        /// Downwards.
        dy: f64,
    },
    /// Line the selection up.
    Arrange(Arrangement),
    /// Put a frame around it.
    Group,
    /// Remove the frame around it.
    Ungroup,
    /// Take the focused node in or out of the selection.
    Toggle,
    /// Select the focused node alone and go to its settings.
    Edit,
}

/// What a key is pressed with, and where.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Held {
    /// Ctrl, or Command on a Mac.
    pub ctrl: bool,
    /// Shift.
    pub shift: bool,
    /// Alt.
    pub alt: bool,
    /// An edge is being made.
    pub linking: bool,
    /// A node has the focus.
    pub on_node: bool,
}

/// What a key means. Copying, cutting and pasting come as events of their own, which the browser permits more.
pub fn command(key: &str, held: Held) -> Option<Command> {
    let letter = key.to_lowercase();
    if held.alt {
        return None;
    }
    if held.linking {
        return match letter.as_str() {
            "arrowright" | "arrowdown" | "tab" if !held.shift => Some(Command::Target { forward: true }),
            "arrowleft" | "arrowup" | "tab" => Some(Command::Target { forward: false }),
            "enter" | " " => Some(Command::Confirm),
            "escape" => Some(Command::Cancel),
            _ => None,
        };
    }
    if held.ctrl {
        return match (letter.as_str(), held.shift) {
            ("z", false) => Some(Command::Undo),
            ("z", true) | ("y", _) => Some(Command::Redo),
            ("d", _) => Some(Command::Duplicate),
            ("a", _) => Some(Command::SelectAll),
            ("g", false) => Some(Command::Group),
            ("g", true) => Some(Command::Ungroup),
            _ => None,
        };
    }
    let by = if held.shift { 4.0 * GRID } else { GRID };
    match letter.as_str() {
        "arrowleft" => Some(Command::Move { dx: -by, dy: 0.0 }),
        "arrowright" => Some(Command::Move { dx: by, dy: 0.0 }),
        "arrowup" => Some(Command::Move { dx: 0.0, dy: -by }),
        "arrowdown" => Some(Command::Move { dx: 0.0, dy: by }),
        "delete" | "backspace" => Some(Command::Delete),
        "escape" => Some(Command::Cancel),
        "a" | "/" => Some(Command::Add),
        "c" if held.on_node => Some(Command::Connect),
        "f" => Some(Command::Fit),
        "l" => Some(Command::Layout),
        "n" => Some(Command::Comment),
        "+" | "=" => Some(Command::ZoomIn),
        "-" | "_" => Some(Command::ZoomOut),
        "enter" if held.on_node && held.shift => Some(Command::Toggle),
        "enter" if held.on_node => Some(Command::Edit),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arrows_move_nodes_by_the_grid_and_choose_targets_while_an_edge_is_made() {
        let plain = Held::default();
        let shift = Held { shift: true, ..plain };
        let linking = Held { linking: true, ..plain };
        assert_eq!(command("ArrowLeft", plain), Some(Command::Move { dx: -8.0, dy: 0.0 }));
        assert_eq!(command("ArrowDown", shift), Some(Command::Move { dx: 0.0, dy: 32.0 }));
        assert_eq!(command("ArrowDown", linking), Some(Command::Target { forward: true }));
        assert_eq!(command("Escape", linking), Some(Command::Cancel));
        assert_eq!(command("Delete", linking), None);
    }

    #[test]
    fn letters_mean_something_else_with_ctrl() {
        let ctrl = Held { ctrl: true, ..Held::default() };
        let node = Held { on_node: true, ..Held::default() };
        assert_eq!(command("a", Held::default()), Some(Command::Add));
        assert_eq!(command("a", ctrl), Some(Command::SelectAll));
        assert_eq!(command("Z", Held { shift: true, ..ctrl }), Some(Command::Redo));
        assert_eq!(command("c", node), Some(Command::Connect));
        assert_eq!(command("c", Held::default()), None);
        assert_eq!(command("c", Held { ctrl: true, ..node }), None);
    }
}
