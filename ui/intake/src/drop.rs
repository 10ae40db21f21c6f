//! Where files are dropped, or chosen by keyboard.

use craftstrat_ui_kit::{Icon, IconName};
use web_sys::{File, FileList, HtmlInputElement};
use yew::prelude::*;

/// Properties of [`DropZone`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct DropZoneProps {
    /// What to drop.
    pub label: AttrValue,
    /// What is taken.
    pub hint: AttrValue,
    /// Endings the file dialogue offers, as `accept` of an input has them.
    #[prop_or_default]
    pub accept: AttrValue,
    /// Takes several files at once.
    #[prop_or_default]
    pub several: bool,
    /// Takes none at the moment.
    #[prop_or_default]
    pub disabled: bool,
    /// Hears the files.
    pub onfiles: Callback<Vec<File>>,
    /// For browser tests.
    #[prop_or(AttrValue::Static("drop"))]
    pub testid: AttrValue,
}

fn files_of(list: Option<FileList>) -> Vec<File> {
    let Some(list) = list else { return Vec::new() };
    (0..list.length()).filter_map(|at| list.get(at)).collect()
}

/// Takes files by dropping them on it or through the browser's file dialogue.
#[component]
pub fn DropZone(props: &DropZoneProps) -> Html {
    let over = use_state_eq(|| false);
    let set_over = |to: bool| {
        let over = over.clone();
        Callback::from(move |event: DragEvent| {
            event.prevent_default();
            over.set(to);
        })
    };
    let give = {
        let (onfiles, disabled, several) = (props.onfiles.clone(), props.disabled, props.several);
        Callback::from(move |mut files: Vec<File>| {
            if !several {
                files.truncate(1);
            }
            if !disabled && !files.is_empty() {
                onfiles.emit(files);
            }
        })
    };
    let ondrop = {
        let (over, give) = (over.clone(), give.clone());
        Callback::from(move |event: DragEvent| {
            event.prevent_default();
            over.set(false);
            give.emit(files_of(event.data_transfer().and_then(|d| d.files())));
        })
    };
    let onchange = Callback::from(move |event: Event| {
        if let Some(input) = event.target_dyn_into::<HtmlInputElement>() {
            give.emit(files_of(input.files()));
            // The same file can be chosen again after it was changed.
            input.set_value("");
        }
    });
    let look = if *over { "border-primary bg-primary/10" } else { "border-base-300 bg-base-200/50" };
    html! {
        <label
            class={classes!(
                "flex", "cursor-pointer", "flex-col", "items-center", "gap-2", "rounded-box", "border-2",
                "border-dashed", "px-4", "py-8", "text-center", "has-[:focus-visible]:outline-2",
                "has-[:focus-visible]:outline-primary", look,
            )}
            data-testid={props.testid.clone()}
            ondragover={set_over(true)}
            ondragleave={set_over(false)}
            {ondrop}
        >
            <Icon name={IconName::Upload} class="size-6" />
            <span class="font-medium">{ &props.label }</span>
            <span class="max-w-prose text-sm text-muted">{ &props.hint }</span>
            <input
                type="file"
                class="sr-only"
                accept={props.accept.clone()}
                multiple={props.several}
                disabled={props.disabled}
                {onchange}
            />
        </label>
    }
}
