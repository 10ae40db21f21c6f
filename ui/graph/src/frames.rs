//! Putting frames around nodes, and taking them away.

use craftstrat_studio::clipboard;
use craftstrat_studio::edit::Edit;
use craftstrat_studio::groups::{self, Frame};
use craftstrat_studio::model::Graph;

/// The edit that puts a frame around nodes, which leave the frames they are in; and the frame's id. `None` around nothing.
pub fn around(graph: &Graph, ids: &[&str], title: &str) -> Option<(Edit, String)> {
    if ids.is_empty() {
        return None;
    }
    let id = clipboard::fresh_id(graph, "frame");
    let mut frames = groups::frames(graph);
    for frame in &mut frames {
        frame.members.retain(|m| !ids.contains(&m.as_str()));
    }
    frames.retain(|f| !f.members.is_empty());
    let members = ids.iter().map(|id| (*id).to_owned()).collect();
    frames.push(Frame { id: id.clone(), title: title.to_owned(), color: String::new(), members });
    Some((Edit::SetGroups(frames), id))
}

/// The edit that removes a frame, or else those that any of the nodes is in. `None` where there is none.
pub fn without(graph: &Graph, frame: Option<&str>, ids: &[&str]) -> Option<Edit> {
    let all = groups::frames(graph);
    let goes = |f: &Frame| match frame {
        Some(id) => f.id == id,
        None => f.members.iter().any(|m| ids.contains(&m.as_str())),
    };
    let kept: Vec<Frame> = all.iter().filter(|f| !goes(f)).cloned().collect();
    (kept.len() < all.len()).then_some(Edit::SetGroups(kept))
}

/// The edit that changes a frame.
pub fn changed(graph: &Graph, id: &str, change: impl FnOnce(&mut Frame)) -> Edit {
    let mut frames = groups::frames(graph);
    if let Some(frame) = frames.iter_mut().find(|f| f.id == id) {
        change(frame);
    }
    Edit::SetGroups(frames)
}
