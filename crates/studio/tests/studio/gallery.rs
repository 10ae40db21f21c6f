//! Templates and links.

use craftstrat_compiler::check;
use craftstrat_i18n::{Catalogue, Lang};
use craftstrat_studio::editor::Editor;
use craftstrat_studio::model::Document;
use craftstrat_studio::{share, templates};
use proptest::prelude::*;
use std::collections::BTreeSet;

#[test]
fn there_are_templates_of_both_kinds_that_compile_without_a_warning() {
    let all = templates::all();
    assert_eq!(all.len(), 16, "one could not be read");
    assert!(all.iter().filter(|t| !t.needs_underlying).count() >= 12);
    assert!(all.iter().filter(|t| matches!(t.document, Document::Node(_))).count() >= 5);
    assert!(all.iter().filter(|t| matches!(t.document, Document::Form(_))).count() >= 5);
    for i18n in Lang::ALL.map(Catalogue::new) {
        let mut names = BTreeSet::new();
        for template in all {
            let document = template.localised(&i18n);
            assert_eq!(check(&Editor::new(document).text()), [], "{}", template.key);
            assert!(names.insert(template.name(&i18n)), "{} has another's name", template.key);
            for text in [template.name(&i18n), template.what(&i18n), template.fails(&i18n)] {
                assert!(!text.starts_with("studio-"), "{text}");
            }
            assert_eq!(templates::find(template.key), Some(template));
        }
    }
}

#[test]
fn what_one_begins_with_compiles() {
    for document in [templates::blank_form(), templates::blank_graph()] {
        assert_eq!(check(&Editor::new(document).text()), []);
    }
    assert!(Editor::from_text(&Editor::new(templates::empty_graph()).text()).is_ok());
}

proptest! {
    #[test]
    fn a_link_carries_the_document(document in crate::support::document()) {
        let document = Editor::new(document).document().clone();
        prop_assert_eq!(share::decode(&share::encode(&document)).unwrap(), document);
    }

    #[test]
    fn damaged_links_are_refused(document in crate::support::document(), at in any::<prop::sample::Index>(), by in "[A-Za-z0-9_.-]") {
        let mut link = share::encode(&document);
        let at = at.index(link.len());
        link.replace_range(at..=at, &by);
        if let Err(refusal) = share::decode(&link) {
            prop_assert!(refusal.key.starts_with("studio-refusal-link-"));
        }
    }

    #[test]
    fn any_text_as_a_link_is_survived(text in "\\PC{0,80}") {
        let _ = share::decode(&text);
        let _ = share::decode(&format!("1{text}"));
    }
}

#[test]
fn links_are_short_and_bombs_do_not_go_off() {
    let momentum = &templates::find("momentum").unwrap().document;
    assert!(share::encode(momentum).len() < 2_000, "{}", share::encode(momentum).len());
    use base64::Engine as _;
    let bomb = miniz_oxide::deflate::compress_to_vec(&vec![b' '; share::INFLATED_MAX + 1], 9);
    let bomb = format!("1{}", base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(bomb));
    assert!(bomb.len() < 4_000);
    assert_eq!(share::decode(&bomb).unwrap_err().key, "studio-refusal-link-too-large");
    assert_eq!(
        share::decode(&"1".repeat(share::ENCODED_MAX + 1)).unwrap_err().key,
        "studio-refusal-link-too-large"
    );
    assert_eq!(share::decode("").unwrap_err().key, "studio-refusal-link-broken");
    assert_eq!(share::decode("2abc").unwrap_err().key, "studio-refusal-link-broken");
}
