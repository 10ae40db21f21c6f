//! What is computed of people, without browser and words.

pub mod address;
pub mod errors;
pub mod password;
pub mod plan;
pub mod token;
