//! From a core module to a component: the world's types around it, and the document beside it.

use crate::emit::EmitError;
use std::borrow::Cow;
use std::sync::OnceLock;
use wasm_encoder::{CustomSection, Encode, Module};
use wit_component::{ComponentEncoder, StringEncoding, embed_component_metadata};
use wit_parser::{Resolve, UnresolvedPackageGroup, WorldId};

/// Name of the custom section that carries the document.
pub(crate) const DOCUMENT_SECTION: &str = "craftstrat:document";

const WORLD: &str = include_str!("../../wit/strategy.wit");

/// What the custom section holds, as JSON.
#[derive(serde::Serialize, serde::Deserialize)]
pub(crate) struct DocumentSection<'a> {
    /// Version of this crate.
    #[serde(borrow)]
    pub compiler_version: Cow<'a, str>,
    /// The document's exact text.
    #[serde(borrow)]
    pub document: Cow<'a, str>,
    /// Ids of the nodes `explain` reports on.
    pub nodes: Vec<String>,
}

/// The world, parsed once.
fn world() -> Result<&'static (Resolve, WorldId), EmitError> {
    static PARSED: OnceLock<Result<(Resolve, WorldId), String>> = OnceLock::new();
    let parse = || {
        let group = UnresolvedPackageGroup::parse("strategy.wit", WORLD).map_err(|e| format!("{e:?}"))?;
        let mut resolve = Resolve::default();
        let package = resolve.push_group(group).map_err(|e| format!("{e:?}"))?;
        let world = resolve.select_world(&[package], Some("strategy-world")).map_err(|e| format!("{e:#}"))?;
        Ok((resolve, world))
    };
    PARSED.get_or_init(parse).as_ref().map_err(|e| EmitError::Encode(e.clone()))
}

/// The component around `module`, with `source` and the node table beside it. It is validated.
pub(crate) fn encode(module: Module, source: &str, nodes: &[&str]) -> Result<Vec<u8>, EmitError> {
    let refused = |e: &dyn std::fmt::Display| EmitError::Encode(format!("{e:#}"));
    let (resolve, world) = world()?;
    let mut module = module.finish();
    embed_component_metadata(&mut module, resolve, *world, StringEncoding::UTF8).map_err(|e| refused(&e))?;
    let encoder = ComponentEncoder::default().module(&module).map_err(|e| refused(&e))?;
    let mut component = encoder.validate(true).encode().map_err(|e| refused(&e))?;
    let section = DocumentSection {
        compiler_version: env!("CARGO_PKG_VERSION").into(),
        document: source.into(),
        nodes: nodes.iter().map(|n| (*n).to_owned()).collect(),
    };
    let data = serde_json::to_vec(&section).map_err(|e| refused(&e))?;
    // A custom section has id 0; the encoder below writes everything after it.
    component.push(0);
    CustomSection { name: DOCUMENT_SECTION.into(), data: data.into() }.encode(&mut component);
    Ok(component)
}
