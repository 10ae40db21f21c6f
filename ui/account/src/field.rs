//! A field of a form: label, hint and error belong to it, and the place of the error is there before there is one.

use craftstrat_ui_kit::use_i18n;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// Properties of [`Field`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct FieldProps {
    /// What it is called in the form; its id is `<form>-<name>`, and so is it called in browser tests.
    pub name: AttrValue,
    /// The form it is in.
    pub form: AttrValue,
    /// What it is.
    pub label: AttrValue,
    /// `text`, `email` or `password`.
    #[prop_or(AttrValue::Static("text"))]
    pub kind: AttrValue,
    /// What a password manager may put there, as HTML calls it.
    pub autocomplete: AttrValue,
    /// What it begins with.
    #[prop_or_default]
    pub value: AttrValue,
    /// Under the label.
    #[prop_or_default]
    pub hint: AttrValue,
    /// What is wrong with it.
    #[prop_or_default]
    pub error: Option<AttrValue>,
    /// The keyboard of a phone: `numeric`.
    #[prop_or_default]
    pub inputmode: Option<AttrValue>,
    /// Most characters.
    #[prop_or(254)]
    pub maxlength: usize,
    /// Takes the focus when the form is shown.
    #[prop_or_default]
    pub focus: bool,
    /// Cannot be changed, only read.
    #[prop_or_default]
    pub readonly: bool,
    /// Hears what is typed. What is sent is read from the form.
    #[prop_or_default]
    pub oninput: Callback<String>,
    /// What else describes it: the id of rules beside it.
    #[prop_or_default]
    pub described: Option<AttrValue>,
}

/// A field. A password can be shown while it is typed.
#[component]
pub fn Field(props: &FieldProps) -> Html {
    let i18n = use_i18n();
    let shown = use_state_eq(|| false);
    let node = use_node_ref();
    use_effect_with((node.clone(), props.focus), |(node, focus)| {
        if let Some(input) = node.cast::<HtmlInputElement>().filter(|_| *focus) {
            let _ = input.focus();
        }
    });
    // Not as an attribute: it would be put back at every rendering.
    use_effect_with((node.clone(), props.value.clone()), |(node, value)| {
        if let Some(input) = node.cast::<HtmlInputElement>().filter(|_| !value.is_empty()) {
            input.set_value(value);
        }
    });
    let id = format!("{}-{}", props.form, props.name);
    let (hint_id, error_id) = (format!("{id}-hint"), format!("{id}-error"));
    let described = [
        (!props.hint.is_empty()).then(|| hint_id.clone()),
        props.described.as_ref().map(ToString::to_string),
        props.error.is_some().then(|| error_id.clone()),
    ];
    let described: Vec<String> = described.into_iter().flatten().collect();
    let is_password = props.kind == "password";
    let kind = if is_password && *shown { "text" } else { props.kind.as_str() }.to_owned();
    let oninput =
        props.oninput.reform(|event: InputEvent| event.target_unchecked_into::<HtmlInputElement>().value());
    let toggle = {
        let shown = shown.clone();
        Callback::from(move |_: MouseEvent| shown.set(!*shown))
    };
    let is_wrong = props.error.is_some();
    let class = classes!(
        "input",
        "w-full",
        is_password.then_some("join-item"),
        is_wrong.then_some("input-error"),
        props.readonly.then_some("bg-base-200"),
    );
    html! {
        <div class="flex flex-col gap-1">
            <label for={id.clone()} class="text-sm font-medium">{ &props.label }</label>
            if !props.hint.is_empty() {
                <p id={hint_id} class="text-xs text-muted">{ &props.hint }</p>
            }
            <div class={classes!("flex", is_password.then_some("join"))}>
                <input ref={node} id={id.clone()} name={props.name.clone()} type={kind} {class} {oninput}
                    autocomplete={props.autocomplete.clone()} inputmode={props.inputmode.clone()}
                    maxlength={props.maxlength.to_string()} readonly={props.readonly} data-testid={id.clone()}
                    autocapitalize="none" spellcheck="false" aria-invalid={is_wrong.then_some("true")}
                    aria-describedby={(!described.is_empty()).then(|| described.join(" "))} />
                if is_password {
                    <button type="button" class="btn join-item border-base-300 font-medium" onclick={toggle}
                        aria-pressed={if *shown { "true" } else { "false" }} aria-controls={id.clone()}
                        aria-label={i18n.t("account-show-password")} data-testid={format!("{id}-show")}>
                        { i18n.t(if *shown { "account-hide" } else { "account-show" }) }
                    </button>
                }
            </div>
            <p id={error_id.clone()} class="min-h-5 text-sm text-error" data-testid={error_id}>
                { props.error.clone().unwrap_or_default() }
            </p>
        </div>
    }
}
