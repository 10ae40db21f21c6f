//! Name, language of mail, and what cannot be changed.

use crate::calls;
use crate::field::Field;
use crate::form::{Form, use_form};
use crate::model::errors::Errors;
use craftstrat_api::studio::people::ProfileChange;
use craftstrat_i18n::Lang;
use craftstrat_ui_kit::{
    Card, Choice, Icon, IconName, Route, Time, ToastKind, nothing, use_client, use_i18n, use_session,
    use_toasts,
};
use yew::prelude::*;
use yew_router::prelude::*;

/// The section.
#[component]
pub(super) fn ProfileSection() -> Html {
    let (client, i18n, session, form, toasts) =
        (use_client(), use_i18n(), use_session(), use_form(), use_toasts());
    let chosen = use_state_eq(|| Option::<AttrValue>::None);
    let Some(person) = session.person().cloned() else { return nothing() };
    let language = (*chosen).clone().unwrap_or_else(|| AttrValue::from(person.language.clone()));
    let onsubmit = {
        let (form, i18n, language, look) =
            (form.clone(), i18n.clone(), language.clone(), session.look.clone());
        Callback::from(move |()| {
            let change = ProfileChange {
                name: Some(form.value("name").trim().to_owned()),
                language: Some(language.to_string()),
            };
            let (client, look, toasts) = (client.clone(), look.clone(), toasts.clone());
            let said = i18n.t("account-saved");
            let request = async move { calls::change_profile(&client, &change).await };
            form.send(&i18n, Errors::default(), &["name"], request, move |()| {
                toasts.show(ToastKind::Success, said);
                look.emit(());
            });
        })
    };
    let onchange = {
        let chosen = chosen.setter();
        Callback::from(move |language: AttrValue| chosen.set(Some(language)))
    };
    let languages = vec![
        (AttrValue::from(Lang::En.code()), i18n.t("pages-settings-english").into()),
        (AttrValue::from(Lang::Fr.code()), i18n.t("pages-settings-french").into()),
    ];
    html! {
        <Card title={AttrValue::from(i18n.t("account-section-profile"))} class="max-w-xl">
            <Form name="profile" form={form.clone()} submit={i18n.t("account-save")} {onsubmit}>
                <Field form="profile" name="email" label={i18n.t("account-email")} kind="email" autocomplete="username" readonly=true
                    value={person.email.clone()} />
                <p class="-mt-5 flex flex-wrap items-center gap-2 text-sm" data-testid="profile-verified" data-verified={person.verified.to_string()}>
                    if person.verified {
                        <span class="text-success"><Icon name={IconName::CircleCheck} /></span>
                        { i18n.t("account-email-verified") }
                    } else {
                        <span class="text-warning"><Icon name={IconName::AlertTriangle} /></span>
                        { i18n.t("account-unverified") }
                        <Link<Route> to={Route::Verify} classes="link">{ i18n.t("account-unverified-mend") }</Link<Route>>
                    }
                </p>
                <Field form="profile" name="name" label={i18n.t("account-name")} autocomplete="name" maxlength={100}
                    value={person.name.clone()} error={form.error("name")} />
                <Choice legend={i18n.t("account-mail-language")} options={languages} value={language} {onchange} name="profile-language" />
                <p class="text-sm text-muted">{ i18n.t("account-since") }{ " " }<Time ms={person.created_at_ms} /></p>
            </Form>
        </Card>
    }
}
