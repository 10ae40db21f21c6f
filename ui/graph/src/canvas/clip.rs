//! The clipboard: the system's where the browser permits it, our own otherwise.

use super::{Canvas, Msg, surface};
use crate::keys::Command;
use craftstrat_studio::clipboard;
use std::cell::RefCell;
use wasm_bindgen::JsCast;
use web_sys::ClipboardEvent;
use yew::prelude::*;

/// How far beside the original a copy is put.
const BESIDE: f64 = 32.0;

thread_local! {
    /// What was copied last, and how often it was pasted.
    static OWN: RefCell<(String, u32)> = const { RefCell::new((String::new(), 0)) };
}

impl Canvas {
    /// What is copied; nothing where nothing is selected.
    fn copied(&self, ctx: &Context<Self>) -> Option<String> {
        let about = self.selection.about(self.focused.as_ref());
        if about.nodes.is_empty() {
            return None;
        }
        let text = clipboard::copy(&ctx.props().graph.graph, &about.ids());
        OWN.with_borrow_mut(|own| *own = (text.clone(), 0));
        Some(text)
    }

    /// The browser copies or cuts.
    pub(super) fn copy_event(&mut self, ctx: &Context<Self>, e: &Event, cut: bool) -> bool {
        if surface::hit(e.target()) == surface::Hit::Control {
            return false;
        }
        let Some(text) = self.copied(ctx) else { return false };
        if let Some(data) = e.dyn_ref::<ClipboardEvent>().and_then(ClipboardEvent::clipboard_data) {
            let _ = data.set_data("text/plain", &text);
            e.prevent_default();
        }
        self.after_copy(ctx, cut)
    }

    /// A button copies or cuts.
    pub(super) fn copy(&mut self, ctx: &Context<Self>, cut: bool) -> bool {
        let Some(text) = self.copied(ctx) else { return false };
        if let Some(window) = web_sys::window() {
            // Where it is not permitted, our own clipboard still has it.
            let written = window.navigator().clipboard().write_text(&text);
            wasm_bindgen_futures::spawn_local(async move {
                let _ = wasm_bindgen_futures::JsFuture::from(written).await;
            });
        }
        self.after_copy(ctx, cut)
    }

    fn after_copy(&mut self, ctx: &Context<Self>, cut: bool) -> bool {
        let count = self.selection.about(self.focused.as_ref()).nodes.len();
        if cut && !ctx.props().graph.readonly {
            return self.act(ctx, Command::Delete);
        }
        let text = ctx.props().i18n.tf("graph-said-copied", &[("count", count.into())]);
        self.say(text)
    }

    /// The browser pastes.
    pub(super) fn paste_event(&mut self, ctx: &Context<Self>, e: &Event) -> bool {
        if surface::hit(e.target()) == surface::Hit::Control {
            return false;
        }
        e.prevent_default();
        let data = e.dyn_ref::<ClipboardEvent>().and_then(ClipboardEvent::clipboard_data);
        self.pasted(ctx, data.and_then(|d| d.get_data("text/plain").ok()))
    }

    /// A button pastes.
    pub(super) fn paste(&self, ctx: &Context<Self>) -> bool {
        let link = ctx.link().clone();
        let read = web_sys::window().map(|w| w.navigator().clipboard().read_text());
        wasm_bindgen_futures::spawn_local(async move {
            let text = match read {
                Some(read) => wasm_bindgen_futures::JsFuture::from(read).await.ok(),
                None => None,
            };
            link.send_message(Msg::Pasted(text.and_then(|t| t.as_string())));
        });
        false
    }

    /// Adds what is in the clipboard: the system's where it holds nodes, our own otherwise.
    pub(super) fn pasted(&mut self, ctx: &Context<Self>, text: Option<String>) -> bool {
        let props = &ctx.props().graph;
        if props.readonly {
            return false;
        }
        let (own, times) = OWN.with_borrow_mut(|own| {
            own.1 += 1;
            own.clone()
        });
        let by = BESIDE * f64::from(times);
        let system = text.filter(|t| !t.trim().is_empty());
        let tried = system.map(|t| clipboard::paste(&props.graph, &t, by, by));
        let done = match tried {
            Some(Ok(done)) => Ok(done),
            Some(Err(why)) if own.is_empty() => Err(why),
            None if own.is_empty() => {
                let text = ctx.props().i18n.t("graph-said-nothing-to-paste");
                return self.say(text);
            }
            _ => clipboard::paste(&props.graph, &own, by, by),
        };
        match done {
            Ok((edit, ids)) => self.added(ctx, edit, ids),
            Err(why) => {
                let why = why.text(ctx.props().i18n.catalogue());
                self.refuse(ctx, why)
            }
        }
    }
}
