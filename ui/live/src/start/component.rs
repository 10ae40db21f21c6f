//! Which bytes would run: the SHA-256 of what the server makes of what is saved.

use craftstrat_api::studio::{BASE, StrategyRef};
use craftstrat_ui_kit::{ApiError, encoded, use_i18n, use_resource};
use gloo::net::http::Request;
use js_sys::{Promise, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use yew::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// The browser's own digests; on an insecure origin there are none, which throws.
    #[wasm_bindgen(catch, js_namespace = ["crypto", "subtle"])]
    fn digest(algorithm: &str, data: &Uint8Array) -> Result<Promise, JsValue>;
}

/// Bytes as lower-case hexadecimal digits.
pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

async fn sha256(bytes: &Uint8Array) -> Option<String> {
    let digest = JsFuture::from(digest("SHA-256", bytes).ok()?).await.ok()?;
    Some(hex(&Uint8Array::new(&digest).to_vec()))
}

/// `None` where the server has no component (its answer says why when the run is started) or the browser no digests.
async fn hash_of(strategy: StrategyRef) -> Option<String> {
    let id = match strategy {
        StrategyRef::Component(hash) => return Some(hash),
        StrategyRef::Strategy { id, version: None } => id,
        StrategyRef::Strategy { .. } | StrategyRef::Document(_) => return None,
    };
    let answer = Request::get(&format!("{BASE}/strategies/{}/component", encoded(&id))).send().await.ok()?;
    if !answer.ok() {
        return None;
    }
    sha256(&Uint8Array::from(answer.binary().await.ok()?.as_slice())).await
}

/// Properties of [`ComponentHash`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub(super) struct ComponentHashProps {
    /// What would run, once the server has it.
    pub(super) strategy: Option<StrategyRef>,
}

/// The hash with its sentence.
#[component]
pub(super) fn ComponentHash(props: &ComponentHashProps) -> Html {
    let i18n = use_i18n();
    let hash = use_resource(props.strategy.clone(), |strategy: Option<StrategyRef>| async move {
        Ok::<_, ApiError>(match strategy {
            Some(strategy) => hash_of(strategy).await,
            None => None,
        })
    });
    let hash = hash.data.flatten();
    html! {
        <p class="text-xs text-muted" data-testid="paper-component" data-hash={hash.clone()}>
            { i18n.t("paper-bytes") }
            if let Some(hash) = hash {
                { " " }<code class="font-mono break-all">{ hash }</code>
            }
        </p>
    }
}

#[cfg(test)]
mod tests {
    use super::hex;

    #[test]
    fn bytes_are_written_with_two_digits_each() {
        assert_eq!(hex(&[0, 9, 171, 255]), "0009abff");
    }
}
