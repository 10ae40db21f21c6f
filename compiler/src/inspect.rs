//! Opening a compiled component again, without running anything of it.

use crate::component::{DOCUMENT_SECTION, DocumentSection};
use wasmparser::{Encoding, Parser, Payload};

/// What a compiled component carries of its origin. Anybody can write such a section: only [`is_authentic`] tells
/// whether the document really is the component's source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Embedded {
    /// The document's exact text.
    pub document: String,
    /// Version of the compiler that made it.
    pub compiler_version: String,
    /// Ids of the nodes `explain` reports on.
    pub nodes: Vec<String>,
}

/// What `component` carries. `None` when it is not a component, is damaged or carries nothing; sections of nested
/// modules and components do not count.
pub fn embedded(component: &[u8]) -> Option<Embedded> {
    if !Parser::is_component(component) {
        return None;
    }
    let mut depth = 0_usize;
    let mut found = None;
    for payload in Parser::new(0).parse_all(component) {
        match payload.ok()? {
            Payload::Version { encoding: Encoding::Component | Encoding::Module, .. } => depth += 1,
            Payload::End(_) => depth = depth.checked_sub(1)?,
            Payload::CustomSection(section) if depth == 1 && section.name() == DOCUMENT_SECTION => {
                found = Some(read(section.data())?);
            }
            _ => {}
        }
    }
    found
}

fn read(data: &[u8]) -> Option<Embedded> {
    let section: DocumentSection = serde_json::from_slice(data).ok()?;
    Some(Embedded {
        document: section.document.into_owned(),
        compiler_version: section.compiler_version.into_owned(),
        nodes: section.nodes,
    })
}

/// Whether recompiling the embedded document gives the same bytes: then, and only then, the document is the source.
pub fn is_authentic(component: &[u8]) -> bool {
    let Some(embedded) = embedded(component) else { return false };
    crate::compile(&embedded.document).is_ok_and(|compiled| compiled.component == component)
}
