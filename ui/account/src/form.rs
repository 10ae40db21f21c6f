//! A form that is sent: what is typed is read from its fields, what is wrong is shown beside them, and the first of it gets
//! the focus.

use crate::calls::Answer;
use crate::model::errors::Errors;
use crate::words::placed;
use craftstrat_ui_kit::{ApiError, I18n, Icon, IconName};
use std::future::Future;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, HtmlInputElement};
use yew::platform::spawn_local;
use yew::prelude::*;

/// Says a refusal, at one of the fields if it is about that one.
pub type Placing = fn(&I18n, &ApiError, &[&str]) -> Errors;

/// Where a form stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Stand {
    errors: Errors,
    busy: bool,
    /// Counts failures, so that each one moves the focus.
    failures: u32,
}

/// What happens to it.
pub(crate) enum Step {
    Sent,
    Failed(Errors),
    Done,
}

impl Reducible for Stand {
    type Action = Step;

    fn reduce(self: Rc<Self>, step: Step) -> Rc<Self> {
        let failures = self.failures;
        match step {
            // Errors stay until the answer is here, so that nothing moves meanwhile.
            Step::Sent => Self { busy: true, ..(*self).clone() },
            Step::Failed(errors) => Self { errors, busy: false, failures: failures + 1 },
            Step::Done => Self { errors: Errors::default(), busy: false, failures },
        }
        .into()
    }
}

/// A form of the page.
#[derive(Clone)]
pub struct FormHandle {
    node: NodeRef,
    stand: UseReducerHandle<Stand>,
}

impl FormHandle {
    /// What stands in a field.
    pub fn value(&self, name: &str) -> String {
        let form = self.node.cast::<Element>();
        let field =
            form.and_then(|form| form.query_selector(&format!("input[name='{name}']")).ok().flatten());
        field
            .and_then(|field| field.dyn_into::<HtmlInputElement>().ok())
            .map_or_else(String::new, |f| f.value())
    }

    /// Empties a field.
    pub fn clear(&self, name: &str) {
        let form = self.node.cast::<Element>();
        let field =
            form.and_then(|form| form.query_selector(&format!("input[name='{name}']")).ok().flatten());
        if let Some(field) = field.and_then(|field| field.dyn_into::<HtmlInputElement>().ok()) {
            field.set_value("");
        }
    }

    /// What is wrong with a field.
    pub fn error(&self, name: &str) -> Option<AttrValue> {
        self.stand.errors.of(name).map(|sentence| AttrValue::from(sentence.to_owned()))
    }

    /// Shows what is wrong.
    pub fn fail(&self, errors: Errors) {
        self.stand.dispatch(Step::Failed(errors));
    }

    /// Sends what the form says, unless something is wrong with it. A refusal is shown at one of `fields` if it is about
    /// that one.
    pub fn send<T: 'static>(
        &self,
        i18n: &I18n,
        wrong: Errors,
        fields: &'static [&'static str],
        request: impl Future<Output = Answer<T>> + 'static,
        done: impl FnOnce(T) + 'static,
    ) {
        self.send_placed(i18n, wrong, fields, placed, request, done);
    }

    /// The same, with refusals placed as `place` says: other parts of the page have codes of their own.
    pub fn send_placed<T: 'static>(
        &self,
        i18n: &I18n,
        wrong: Errors,
        fields: &'static [&'static str],
        place: Placing,
        request: impl Future<Output = Answer<T>> + 'static,
        done: impl FnOnce(T) + 'static,
    ) {
        if self.stand.busy {
            return;
        }
        if !wrong.is_empty() {
            return self.fail(wrong);
        }
        self.stand.dispatch(Step::Sent);
        let (dispatcher, i18n) = (self.stand.dispatcher(), i18n.clone());
        spawn_local(async move {
            match request.await {
                Ok(answer) => {
                    dispatcher.dispatch(Step::Done);
                    done(answer);
                }
                Err(error) => dispatcher.dispatch(Step::Failed(place(&i18n, &error, fields))),
            }
        });
    }
}

/// A form.
#[hook]
pub fn use_form() -> FormHandle {
    let (node, stand) = (use_node_ref(), use_reducer(Stand::default));
    use_effect_with((node.clone(), stand.failures), |(node, failures)| {
        let form = node.cast::<Element>().filter(|_| *failures > 0);
        let wrong = form.and_then(|form| form.query_selector("[aria-invalid='true']").ok().flatten());
        if let Some(field) = wrong.and_then(|field| field.dyn_into::<HtmlElement>().ok()) {
            let _ = field.focus();
        }
    });
    FormHandle { node, stand }
}

/// Properties of [`Form`].
#[derive(Clone, PartialEq, Properties)]
pub struct FormProps {
    /// Names it in browser tests.
    pub name: AttrValue,
    /// The form.
    pub form: FormHandle,
    /// What the button says that sends it.
    pub submit: AttrValue,
    /// Takes something away.
    #[prop_or_default]
    pub danger: bool,
    /// Is sent.
    pub onsubmit: Callback<()>,
    /// Its fields.
    pub children: Html,
}

impl PartialEq for FormHandle {
    fn eq(&self, other: &Self) -> bool {
        self.node == other.node && *self.stand == *other.stand
    }
}

/// A form with its button. What is wrong with the whole stands above the button, where there is room for it already.
#[component]
pub fn Form(props: &FormProps) -> Html {
    let onsubmit = {
        let onsubmit = props.onsubmit.clone();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            // In a dialog over another form it is this one that is sent.
            event.stop_propagation();
            onsubmit.emit(());
        })
    };
    let stand = &props.form.stand;
    let kind = if props.danger { "btn-outline btn-error" } else { "btn-primary" };
    html! {
        <form ref={props.form.node.clone()} class="flex flex-col gap-2" novalidate=true method="post" {onsubmit}
            data-testid={format!("{}-form", props.name)} aria-busy={stand.busy.then_some("true")}>
            { props.children.clone() }
            <div class="min-h-6 text-sm text-error" role="alert" data-testid={format!("{}-error", props.name)}>
                if let Some(sentence) = stand.errors.whole() {
                    <span class="inline-flex items-start gap-2">
                        <span class="mt-0.5"><Icon name={IconName::AlertTriangle} /></span>
                        { sentence.to_owned() }
                    </span>
                }
            </div>
            <button type="submit" class={classes!("btn", kind)} disabled={stand.busy} data-testid={format!("{}-submit", props.name)}>
                if stand.busy {
                    <span class="loading loading-spinner loading-xs" aria-hidden="true" />
                }
                { &props.submit }
            </button>
        </form>
    }
}
