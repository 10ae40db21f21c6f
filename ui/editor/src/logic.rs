//! What the editor decides, apart from any browser: which slots to show, when to save, what a draft is worth, what two
//! runs decided differently, where a problem belongs, where a rule goes. All of it is tested natively.

pub mod chart;
pub mod decisions;
pub mod draft;
pub mod live;
pub mod moves;
pub mod place;
pub mod rename;
pub mod saving;
pub mod search;
pub mod sizes;
pub mod slots;
pub mod typed;
pub mod view;
