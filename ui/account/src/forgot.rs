//! Asking for another password.

use crate::frame::Entry;
use crate::mail_me::{MailMe, Wanted};
use craftstrat_ui_kit::{Route, use_i18n};
use yew::prelude::*;
use yew_router::prelude::*;

/// The page.
#[component]
pub fn ForgotPage() -> Html {
    let i18n = use_i18n();
    let ways = html! {
        <Link<Route> to={Route::Login} classes="link">{ i18n.t("account-to-login") }</Link<Route>>
    };
    html! {
        <Entry title={i18n.t("account-forgot-title")} intro={i18n.t("account-forgot-intro")} {ways}>
            <MailMe wanted={Wanted::Password} />
        </Entry>
    }
}
