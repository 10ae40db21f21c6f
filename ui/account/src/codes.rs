//! Codes: those that come in mail, and those that stand in for a second factor.

use crate::model::address::code_of;
use craftstrat_ui_kit::next::go;
use craftstrat_ui_kit::{Button, ButtonKind, IconName, copy_with_toast, download, use_i18n, use_toasts};
use yew::prelude::*;
use yew_router::prelude::use_location;

/// The code that came with the address, which is taken out of it at once: it is neither in the history nor sent on.
#[hook]
pub(crate) fn use_mailed_code() -> Option<String> {
    let location = use_location();
    let code = use_memo((), |()| location.as_ref().and_then(|at| code_of(at.query_str(), at.hash())));
    use_effect_with((), move |()| {
        if let Some(at) = location.filter(|at| !at.query_str().is_empty() || !at.hash().is_empty()) {
            go(at.path());
        }
    });
    (*code).clone()
}

/// Properties of [`CodesView`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct CodesViewProps {
    /// The codes.
    pub codes: Vec<String>,
    /// They were kept somewhere.
    pub onkept: Callback<()>,
}

/// Recovery codes, shown once: to be copied, saved or printed.
#[component]
pub fn CodesView(props: &CodesViewProps) -> Html {
    let (i18n, toasts) = (use_i18n(), use_toasts());
    let text = props.codes.join("\n");
    let copy = {
        let (text, i18n) = (text.clone(), i18n.clone());
        Callback::from(move |_: MouseEvent| {
            copy_with_toast(&text, &toasts, i18n.t("account-copied"), i18n.t("account-not-copied"));
        })
    };
    let save = {
        let title = i18n.t("account-codes-file");
        Callback::from(move |_: MouseEvent| {
            download(
                "craftstrat-recovery-codes.txt",
                "text/plain",
                format!("{title}\n\n{text}\n").as_bytes(),
            );
        })
    };
    let print = Callback::from(|_: MouseEvent| {
        // A browser that cannot print has said so itself.
        let _ = gloo::utils::window().print();
    });
    let kept = props.onkept.reform(|_: MouseEvent| ());
    html! {
        <div class="flex flex-col gap-3" data-testid="recovery">
            <p class="text-sm">{ i18n.t("account-codes-body") }</p>
            <ul class="print-only grid grid-cols-1 gap-1 rounded-box border border-base-300 bg-base-200 p-3 font-mono text-sm sm:grid-cols-2"
                aria-label={i18n.t("account-codes")} data-testid="recovery-codes">
                for code in props.codes.iter() {
                    <li key={code.clone()}>{ code }</li>
                }
            </ul>
            <div class="flex flex-wrap gap-2">
                <Button label={i18n.t("account-copy")} icon={IconName::Copy} small=true onclick={copy} testid="recovery-copy" />
                <Button label={i18n.t("account-download")} icon={IconName::Download} small=true onclick={save} testid="recovery-download" />
                <Button label={i18n.t("account-print")} small=true onclick={print} testid="recovery-print" />
            </div>
            <div class="flex justify-end">
                <Button label={i18n.t("account-codes-kept")} icon={IconName::Check} kind={ButtonKind::Primary} onclick={kept} testid="recovery-kept" />
            </div>
        </div>
    }
}
