//! What a page stands in: settings, language, theme, toasts, commands and the watch on the server.

use crate::commands::CommandRegistry;
use crate::connection::{Connection, use_heartbeat};
use crate::i18n::I18n;
use crate::language::{Arrival, use_language};
use crate::media::use_media;
use crate::settings::{Settings, SettingsChange, SettingsHandle, settings_from};
use crate::theme::Theme;
use crate::toast_region::ToastProvider;
use craftstrat_i18n::Lang;
use gloo::events::EventListener;
use wasm_bindgen::JsCast;
use web_sys::StorageEvent;
use yew::prelude::*;

/// Where settings are kept; the script that runs before the first paint reads it too.
const KEY: &str = "craftstrat.settings";

/// Properties of [`KitProvider`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct KitProviderProps {
    /// The page.
    pub children: Html,
}

/// Gives the page everything the hooks of this crate ask for.
#[component]
pub fn KitProvider(props: &KitProviderProps) -> Html {
    let settings = use_reducer_eq(stored_settings);
    let system_is_dark = use_media("(prefers-color-scheme: dark)");
    let connection = use_heartbeat();
    let commands = use_memo((), |()| CommandRegistry::default());
    let now = *settings;
    {
        let dispatcher = settings.dispatcher();
        use_effect_with((), move |()| {
            let window = gloo::utils::window();
            let listener = EventListener::new(&window, "storage", move |event| {
                let event = event.dyn_ref::<StorageEvent>();
                if event.and_then(StorageEvent::key).as_deref() == Some(KEY) {
                    dispatcher.dispatch(SettingsChange::All(stored_settings()));
                }
            });
            move || drop(listener)
        });
    }
    let theme = Theme::new(now.theme, system_is_dark, now.pnl);
    use_effect_with((now, theme), |(now, theme)| apply(now, *theme));
    let language = use_language(now.lang);
    let is_shown = use_mut_ref(|| false);
    let i18n = use_memo((now, language), |(now, _)| I18n::with_settings(now));
    let change = {
        let dispatcher = settings.dispatcher();
        use_callback((), move |change, ()| dispatcher.dispatch(change))
    };
    // Nothing is shown in one language first and another a moment later. When the language is changed, the old one stays
    // until the new one is here.
    *is_shown.borrow_mut() |= language != Arrival::Coming;
    if !*is_shown.borrow() {
        return html! {
            <div class="boot" role="status" aria-label="CraftStrat"><span class="boot-mark"></span></div>
        };
    }
    html! {
        <ContextProvider<SettingsHandle> context={SettingsHandle { now, change }}>
            <ContextProvider<I18n> context={(*i18n).clone()}>
                <ContextProvider<Theme> context={theme}>
                    <ContextProvider<Connection> context={connection}>
                        <ContextProvider<CommandRegistry> context={(*commands).clone()}>
                            <ToastProvider>{ props.children.clone() }</ToastProvider>
                        </ContextProvider<CommandRegistry>>
                    </ContextProvider<Connection>>
                </ContextProvider<Theme>>
            </ContextProvider<I18n>>
        </ContextProvider<SettingsHandle>>
    }
}

/// The settings as they are stored; on the first visit in the browser's language.
fn stored_settings() -> Settings {
    if !cfg!(target_arch = "wasm32") {
        return Settings::default();
    }
    let window = gloo::utils::window();
    let lang = Lang::of_tag(&window.navigator().language().unwrap_or_default());
    let storage = window.local_storage().ok().flatten();
    settings_from(storage.and_then(|s| s.get_item(KEY).ok().flatten()).as_deref(), lang)
}

/// Puts settings into force outside the components, and keeps them.
fn apply(settings: &Settings, theme: Theme) {
    let pnl = match settings.pnl {
        crate::PnlColours::BlueOrange => "blue-orange",
        crate::PnlColours::GreenRed => "green-red",
    };
    if let Some(root) = gloo::utils::document().document_element() {
        for (name, value) in [("data-theme", theme.name()), ("data-pnl", pnl), ("lang", settings.lang.code())]
        {
            // Names and values are ours, so the browser has nothing to refuse.
            let _ = root.set_attribute(name, value);
        }
    }
    if let (Ok(Some(storage)), Ok(text)) =
        (gloo::utils::window().local_storage(), serde_json::to_string(settings))
    {
        // A full or forbidden store costs the memory of the choice, not the choice.
        let _ = storage.set_item(KEY, &text);
    }
}
