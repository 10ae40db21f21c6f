//! A wallet's key as an encrypted file, after it was confirmed that it is really them.

use crate::calls;
use crate::frame::FactorNote;
use crate::words;
use craftstrat_ui_account::model::errors::Errors;
use craftstrat_ui_account::{Field, Form, use_confirmer, use_form};
use craftstrat_ui_kit::{Card, ToastKind, download, use_client, use_i18n, use_toasts};
use yew::prelude::*;

/// Bytes a password of a keystore has, as the server has it.
const PASSWORD_BYTES: std::ops::RangeInclusive<usize> = 12..=256;

/// Properties of [`KeystoreCard`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub(crate) struct KeystoreCardProps {
    pub(crate) id: AttrValue,
    /// It was taken along.
    pub(crate) ondone: Callback<()>,
}

/// The card. The password is typed twice: a file nobody can open is worse than none.
#[component]
pub(crate) fn KeystoreCard(props: &KeystoreCardProps) -> Html {
    let (client, i18n, form, toasts, confirmer) =
        (use_client(), use_i18n(), use_form(), use_toasts(), use_confirmer());
    let onsubmit = {
        let (form, i18n, id, ondone) = (form.clone(), i18n.clone(), props.id.clone(), props.ondone.clone());
        Callback::from(move |()| {
            let (password, again) = (form.value("password"), form.value("again"));
            let wrong = Errors::default()
                .at_if(!PASSWORD_BYTES.contains(&password.len()), "password", || {
                    i18n.t("wallets-error-bad-password")
                })
                .at_if(password != again, "again", || i18n.t("wallets-keystore-differs"));
            let (client, id, confirmer) = (client.clone(), id.clone(), confirmer.clone());
            let request = async move {
                let asked = async || calls::keystore(&client, &id, password.clone()).await;
                confirmer.guarded(asked).await.transpose()
            };
            let (toasts, ondone, fields) = (toasts.clone(), ondone.clone(), form.clone());
            let said = i18n.t("wallets-keystore-done");
            form.send_placed(&i18n, wrong, &["password"], words::placed, request, move |file| {
                let Some(file) = file else { return };
                download(&file.file_name, "application/json", file.keystore.as_bytes());
                fields.clear("password");
                fields.clear("again");
                toasts.show(ToastKind::Success, said);
                ondone.emit(());
            });
        })
    };
    html! {
        <Card title={AttrValue::from(i18n.t("wallets-keystore"))}>
            <Form name="keystore" form={form.clone()} submit={i18n.t("wallets-keystore-do")} {onsubmit}>
                <p class="text-sm">{ i18n.t("wallets-keystore-body") }</p>
                <div class="contents"><FactorNote /></div>
                <Field form="keystore" name="password" label={i18n.t("wallets-keystore-password")} hint={i18n.t("wallets-keystore-hint")}
                    kind="password" autocomplete="new-password" maxlength={256} error={form.error("password")} />
                <Field form="keystore" name="again" label={i18n.t("wallets-keystore-again")} kind="password" autocomplete="new-password"
                    maxlength={256} error={form.error("again")} />
            </Form>
        </Card>
    }
}
