//! The second factor: set up with an app, turned off after a question.

use crate::calls;
use crate::codes::CodesView;
use crate::confirm::use_confirmer;
use crate::field::Field;
use crate::form::{Form, use_form};
use crate::model::address::digits;
use crate::model::errors::Errors;
use crate::sure::Sure;
use crate::words;
use craftstrat_api::studio::people::SecondFactorOffer;
use craftstrat_ui_kit::{
    Button, ButtonKind, Card, Icon, IconName, ToastKind, copy_with_toast, encoded, use_client, use_i18n,
    use_session, use_toasts,
};
use yew::platform::spawn_local;
use yew::prelude::*;

/// Where setting it up stands.
#[derive(Clone, Debug, PartialEq)]
enum Setup {
    Idle,
    Offered(SecondFactorOffer),
    Codes(Vec<String>),
}

/// The card of the settings.
#[component]
pub(super) fn SecondFactorCard() -> Html {
    let (client, i18n, session, toasts) = (use_client(), use_i18n(), use_session(), use_toasts());
    let confirmer = use_confirmer();
    let setup = use_state(|| Setup::Idle);
    let (busy, asks) = (use_state_eq(|| false), use_state_eq(|| false));
    let begin = {
        let (client, i18n, toasts, confirmer) =
            (client.clone(), i18n.clone(), toasts.clone(), confirmer.clone());
        let (setup, busy) = (setup.setter(), busy.setter());
        Callback::from(move |_: MouseEvent| {
            let (client, i18n, toasts, confirmer) =
                (client.clone(), i18n.clone(), toasts.clone(), confirmer.clone());
            let (setup, busy) = (setup.clone(), busy.clone());
            busy.set(true);
            spawn_local(async move {
                match confirmer.guarded(async || calls::offer_second_factor(&client).await).await {
                    Some(Ok(offer)) => setup.set(Setup::Offered(offer)),
                    Some(Err(error)) => toasts.show(ToastKind::Error, words::refusal(&i18n, &error)),
                    None => {}
                }
                busy.set(false);
            });
        })
    };
    let disable = {
        let (i18n, look) = (i18n.clone(), session.look.clone());
        Callback::from(move |()| {
            let (client, i18n, toasts, confirmer) =
                (client.clone(), i18n.clone(), toasts.clone(), confirmer.clone());
            let look = look.clone();
            spawn_local(async move {
                match confirmer.guarded(async || calls::disable_second_factor(&client).await).await {
                    Some(Ok(())) => {
                        toasts.show(ToastKind::Success, i18n.t("account-factor-disabled"));
                        look.emit(());
                    }
                    Some(Err(error)) => toasts.show(ToastKind::Error, words::refusal(&i18n, &error)),
                    None => {}
                }
            });
        })
    };
    let oncodes = {
        let (setup, look) = (setup.setter(), session.look.clone());
        Callback::from(move |codes: Vec<String>| {
            setup.set(Setup::Codes(codes));
            look.emit(());
        })
    };
    let onkept = {
        let setup = setup.setter();
        Callback::from(move |()| setup.set(Setup::Idle))
    };
    let ask = |open: bool| {
        let asks = asks.setter();
        Callback::from(move |()| asks.set(open))
    };
    let is_on = session.person().is_some_and(|person| person.second_factor);
    let state = if is_on { "on" } else { "off" };
    let body = match (*setup).clone() {
        Setup::Offered(offer) => html! { <Enrol {offer} {oncodes} onclose={onkept} /> },
        Setup::Codes(codes) => html! { <CodesView {codes} {onkept} /> },
        Setup::Idle if is_on => html! {
            <div class="flex flex-col items-start gap-3">
                <p class="flex items-center gap-2 text-sm">
                    <span class="text-success"><Icon name={IconName::CircleCheck} /></span>{ i18n.t("account-factor-on") }
                </p>
                <Button label={i18n.t("account-factor-disable")} kind={ButtonKind::Danger} small=true
                    onclick={ask(true).reform(|_: MouseEvent| ())} testid="factor-disable" />
            </div>
        },
        Setup::Idle => html! {
            <div class="flex flex-col items-start gap-3">
                <p class="text-sm">{ i18n.t("account-factor-off") }</p>
                <Button label={i18n.t("account-factor-begin")} icon={IconName::Shield} busy={*busy} onclick={begin} testid="factor-begin" />
            </div>
        },
    };
    html! {
        <Card title={AttrValue::from(i18n.t("account-factor"))}>
            <div data-testid="factor" data-state={state}>{ body }</div>
            <Sure open={*asks} title={i18n.t("account-factor-disable-title")} body={i18n.t("account-factor-disable-body")}
                action={i18n.t("account-factor-disable")} onyes={disable} onclose={ask(false)} />
        </Card>
    }
}

#[derive(Clone, Debug, PartialEq, Properties)]
struct EnrolProps {
    offer: SecondFactorOffer,
    oncodes: Callback<Vec<String>>,
    onclose: Callback<()>,
}

/// The secret, to be scanned or typed, and the first code of the app.
#[component]
fn Enrol(props: &EnrolProps) -> Html {
    let (client, i18n, form, toasts) = (use_client(), use_i18n(), use_form(), use_toasts());
    // As a picture the drawing can do nothing but be seen.
    let picture = format!("data:image/svg+xml,{}", encoded(&props.offer.qr));
    let secret = grouped(&props.offer.secret);
    let copy = {
        let (secret, i18n) = (props.offer.secret.clone(), i18n.clone());
        Callback::from(move |_: MouseEvent| {
            copy_with_toast(&secret, &toasts, i18n.t("account-copied"), i18n.t("account-not-copied"));
        })
    };
    let onsubmit = {
        let (form, i18n, oncodes) = (form.clone(), i18n.clone(), props.oncodes.clone());
        Callback::from(move |()| {
            let code = digits(&form.value("code"));
            let wrong = Errors::default().at_if(code.is_empty(), "code", || i18n.t("account-missing-code"));
            let (client, oncodes) = (client.clone(), oncodes.clone());
            let request = async move { calls::enable_second_factor(&client, code).await };
            form.send(&i18n, wrong, &["code"], request, move |codes| oncodes.emit(codes.codes));
        })
    };
    let close = props.onclose.reform(|_: MouseEvent| ());
    html! {
        <div class="flex flex-col gap-3">
            <p class="text-sm">{ i18n.t("account-factor-scan") }</p>
            // Apps want dark squares on light ones, whatever the theme.
            <img src={picture} alt={i18n.t("account-factor-qr")} width="192" height="192" class="rounded-box bg-white p-2"
                data-testid="factor-qr" />
            <div class="flex flex-wrap items-center gap-2 text-sm">
                <span class="text-muted">{ i18n.t("account-factor-secret") }</span>
                <code class="font-mono break-all" data-testid="factor-secret">{ secret }</code>
                <Button label={i18n.t("account-copy")} icon={IconName::Copy} small=true onclick={copy} testid="factor-copy" />
            </div>
            <Form name="factor" form={form.clone()} submit={i18n.t("account-factor-enable")} {onsubmit}>
                <Field form="factor" name="code" label={i18n.t("account-factor-code")} inputmode="numeric" maxlength={12}
                    autocomplete="one-time-code" focus=true error={form.error("code")} />
            </Form>
            <Button label={i18n.t("common-cancel")} kind={ButtonKind::Ghost} small=true onclick={close} />
        </div>
    }
}

/// A secret as it is easier to type: in groups of four.
fn grouped(secret: &str) -> String {
    let letters: Vec<char> = secret.chars().collect();
    letters.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::grouped;

    #[test]
    fn a_secret_is_typed_in_groups() {
        assert_eq!(grouped("JBSWY3DPEHPK3PXP"), "JBSW Y3DP EHPK 3PXP");
        assert_eq!(grouped("ABCDE"), "ABCD E");
        assert_eq!(grouped(""), "");
    }
}
