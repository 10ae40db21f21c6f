//! Asking for mail by an address: a way to another password, another confirmation. The page never says whether there is an
//! account of that address: its mail does.

use crate::calls;
use crate::field::Field;
use crate::form::{Form, use_form};
use crate::frame::Notice;
use crate::model::address::is_email;
use crate::model::errors::Errors;
use craftstrat_ui_kit::{use_client, use_i18n};
use yew::prelude::*;

/// What is to be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Wanted {
    /// The way to another password.
    Password,
    /// Another mail that confirms the address.
    Confirmation,
}

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct MailMeProps {
    pub wanted: Wanted,
    /// What stands in the field at first.
    #[prop_or_default]
    pub email: AttrValue,
}

/// The form, and above it that something was sent.
#[component]
pub(crate) fn MailMe(props: &MailMeProps) -> Html {
    let (client, i18n, form) = (use_client(), use_i18n(), use_form());
    let is_sent = use_state_eq(|| false);
    let wanted = props.wanted;
    let (name, submit, sent) = match wanted {
        Wanted::Password => ("forgot", "account-forgot-send", "forgot-sent"),
        Wanted::Confirmation => ("verify", "account-send-again", "verify-sent"),
    };
    let onsubmit = {
        let (form, i18n, is_sent) = (form.clone(), i18n.clone(), is_sent.setter());
        Callback::from(move |()| {
            let email = form.value("email").trim().to_owned();
            let wrong =
                Errors::default().at_if(!is_email(&email), "email", || i18n.t("account-error-bad-email"));
            let (client, is_sent) = (client.clone(), is_sent.clone());
            let request = async move {
                match wanted {
                    Wanted::Password => calls::forgot(&client, email).await,
                    Wanted::Confirmation => calls::sign_up_again(&client, email).await,
                }
            };
            form.send(&i18n, wrong, &["email"], request, move |()| is_sent.set(true));
        })
    };
    html! {
        <>
            if *is_sent {
                <Notice testid={sent}>{ i18n.t("account-mail-sent") }</Notice>
            }
            <Form {name} form={form.clone()} submit={i18n.t(submit)} {onsubmit}>
                <Field form={name} name="email" label={i18n.t("account-email")} kind="email" autocomplete="username"
                    inputmode="email" focus={wanted == Wanted::Password} value={props.email.clone()}
                    error={form.error("email")} />
            </Form>
        </>
    }
}
