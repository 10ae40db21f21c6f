//! “Confirm that it is you”: what the server wants to be sure about is asked once more, and then done.

use crate::calls::{self, Answer};
use crate::field::Field;
use crate::form::{Form, use_form};
use crate::model::address::digits;
use crate::model::errors::Errors;
use craftstrat_api::studio::people::Confirm;
use craftstrat_ui_kit::{Dialog, use_client, use_i18n, use_session};
use futures::channel::oneshot;
use std::cell::Cell;
use std::rc::Rc;
use yew::prelude::*;

/// The refusal that [`Confirm`] mends.
const NEEDED: &str = "confirm_needed";

/// Who waits for the dialog.
type Waiting = Rc<Cell<Option<oneshot::Sender<()>>>>;

/// A way to the dialog.
#[derive(Clone, PartialEq)]
pub struct Confirmer {
    waiting: ByIdentity,
    open: Callback<()>,
}

#[derive(Clone)]
struct ByIdentity(Waiting);

impl PartialEq for ByIdentity {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl Default for Confirmer {
    fn default() -> Self {
        Self { waiting: ByIdentity(Rc::default()), open: Callback::noop() }
    }
}

impl Confirmer {
    /// Makes a request. Where the server wants to know that it is really them, asks, and makes it again. Nothing when they
    /// would rather not.
    pub async fn guarded<T>(&self, request: impl AsyncFn() -> Answer<T>) -> Option<Answer<T>> {
        match request().await {
            Err(error) if error.code() == Some(NEEDED) => {
                let (sender, confirmed) = oneshot::channel();
                self.waiting.0.set(Some(sender));
                self.open.emit(());
                confirmed.await.ok()?;
                Some(request().await)
            }
            answer => Some(answer),
        }
    }
}

/// The way to the dialog; outside a [`Confirming`] nothing is asked, and the refusal is shown.
#[hook]
pub fn use_confirmer() -> Confirmer {
    use_context::<Confirmer>().unwrap_or_default()
}

/// Properties of [`Confirming`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct ConfirmingProps {
    /// What may ask.
    pub children: Html,
}

/// Gives what it holds its [`Confirmer`], and shows the dialog.
#[component]
pub fn Confirming(props: &ConfirmingProps) -> Html {
    let i18n = use_i18n();
    let is_open = use_state_eq(|| false);
    let waiting = use_memo((), |()| Waiting::default());
    let open = {
        let is_open = is_open.setter();
        use_callback((), move |(), ()| is_open.set(true))
    };
    let end = |confirmed: bool| {
        let (is_open, waiting) = (is_open.setter(), (*waiting).clone());
        Callback::from(move |()| {
            is_open.set(false);
            // Who waits learns of a dialog that was closed by the sender's end.
            if let Some(sender) = waiting.take().filter(|_| confirmed) {
                let _ = sender.send(());
            }
        })
    };
    let confirmer = Confirmer { waiting: ByIdentity((*waiting).clone()), open };
    html! {
        <ContextProvider<Confirmer> context={confirmer}>
            { props.children.clone() }
            <Dialog open={*is_open} title={i18n.t("account-confirm-title")} onclose={end(false)} testid="confirm">
                <Panel ondone={end(true)} />
            </Dialog>
        </ContextProvider<Confirmer>>
    }
}

#[derive(Clone, Debug, PartialEq, Properties)]
struct PanelProps {
    ondone: Callback<()>,
}

/// What the dialog asks; made anew each time it opens.
#[component]
fn Panel(props: &PanelProps) -> Html {
    let (client, i18n, session, form) = (use_client(), use_i18n(), use_session(), use_form());
    let person = session.person().cloned();
    let has_factor = person.as_ref().is_some_and(|person| person.second_factor);
    let onsubmit = {
        let (form, i18n, ondone) = (form.clone(), i18n.clone(), props.ondone.clone());
        Callback::from(move |()| {
            let (password, code) = (form.value("password"), digits(&form.value("code")));
            let wrong = Errors::default()
                .at_if(password.is_empty(), "password", || i18n.t("account-missing-password"))
                .at_if(has_factor && code.is_empty(), "code", || i18n.t("account-missing-code"));
            let (client, ondone) = (client.clone(), ondone.clone());
            let request = async move {
                let confirm = Confirm { password, code: has_factor.then_some(code) };
                calls::confirm(&client, &confirm).await
            };
            form.send(&i18n, wrong, &["password", "code"], request, move |()| ondone.emit(()));
        })
    };
    let email = person.map(|person| person.email).unwrap_or_default();
    html! {
        <Form name="confirm" form={form.clone()} submit={i18n.t("account-confirm-do")} {onsubmit}>
            <p class="text-sm text-muted">{ i18n.t("account-confirm-body") }</p>
            // For password managers: whose password it is.
            <input type="text" name="username" autocomplete="username" value={email} readonly=true hidden=true />
            <Field form="confirm" name="password" label={i18n.t("account-password")} kind="password" maxlength={128}
                autocomplete="current-password" focus=true error={form.error("password")} />
            if has_factor {
                <Field form="confirm" name="code" label={i18n.t("account-code")} hint={i18n.t("account-code-hint")}
                    autocomplete="one-time-code" maxlength={32} error={form.error("code")} />
            }
        </Form>
    }
}
