//! Queries over everybody's rows, for what belongs to no one person: workers at the queue, the task that writes what the
//! desk says, the trash, and figures of the installation. A handler that answers a person takes nothing from here but
//! whether there is room.

pub mod assignments;
pub mod events;
pub mod handover;
pub mod jobs;
pub mod people;
pub mod projection;
pub mod runs;
pub mod trash;
pub mod wallets;
pub mod withdrawals;
