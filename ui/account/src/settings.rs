//! The sections of the settings that are about an account.

mod data;
mod profile;
mod second_factor;
mod security;
mod sessions;
mod token_form;
mod tokens;

pub use sessions::{SessionsList, SessionsListProps};
pub use token_form::{TokenForm, TokenFormProps};

use crate::confirm::Confirming;
use crate::frame::Members;
use data::DataSection;
use profile::ProfileSection;
use security::SecuritySection;
use sessions::SessionsSection;
use tokens::TokensSection;
use yew::prelude::*;

/// Properties of [`AccountSection`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct AccountSectionProps {
    /// `profile`, `security`, `sessions`, `tokens` or `data`.
    pub section: String,
}

/// A section; the profile where there is none of that name.
#[component]
pub fn AccountSection(props: &AccountSectionProps) -> Html {
    let section = match props.section.as_str() {
        "security" => html! { <SecuritySection /> },
        "sessions" => html! { <SessionsSection /> },
        "tokens" => html! { <TokensSection /> },
        "data" => html! { <DataSection /> },
        _ => html! { <ProfileSection /> },
    };
    html! { <Members><Confirming>{ section }</Confirming></Members> }
}
