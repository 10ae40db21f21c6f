//! One history over both views.

use craftstrat_i18n::{Catalogue, Lang};
use craftstrat_studio::edit::Edit;
use craftstrat_studio::editor::{Editor, STEPS_MAX};
use craftstrat_studio::model::Document;
use craftstrat_studio::templates;
use proptest::prelude::*;

fn name(editor: &Editor) -> Option<&str> {
    match editor.document() {
        Document::Form(form) => form.header.name.as_deref(),
        Document::Node(graph) => graph.header.name.as_deref(),
    }
}

proptest! {
    #[test]
    fn undo_to_the_start_and_redo_to_the_end_give_the_same_documents(
        start in crate::support::document(),
        edits in prop::collection::vec((crate::support::edit(), prop::option::of("[xy]"), any::<bool>()), 0..40),
    ) {
        let mut editor = Editor::new(start);
        let first = editor.document().clone();
        for (edit, key, settle) in edits {
            let before = editor.clone();
            let done = match &key {
                Some(key) => editor.apply_coalesced(edit, key),
                None => editor.apply(edit),
            };
            if done.is_err() {
                prop_assert_eq!(&before, &editor, "a refused edit changed something");
            }
            if settle {
                editor.settle();
            }
        }
        let last = editor.document().clone();
        let mut passed = Vec::new();
        while editor.undo() {
            passed.push(editor.document().clone());
        }
        prop_assert_eq!(editor.document(), &first);
        passed.pop();
        while editor.redo() {
            if let Some(then) = passed.pop() {
                prop_assert_eq!(editor.document(), &then);
            }
        }
        prop_assert_eq!(editor.document(), &last);
    }

    #[test]
    fn a_reload_keeps_document_and_history(
        start in crate::support::document(),
        edits in prop::collection::vec(crate::support::edit(), 0..20),
        back in 0..10_usize,
    ) {
        let mut editor = Editor::new(start);
        for edit in edits {
            let _ = editor.apply(edit);
        }
        for _ in 0..back {
            editor.undo();
        }
        let mut restored = Editor::restore(&editor.save_history()).unwrap();
        prop_assert_eq!(restored.document(), editor.document());
        while editor.redo() {
            prop_assert!(restored.redo());
        }
        prop_assert_eq!(restored.document(), editor.document());
        while editor.undo() {
            prop_assert!(restored.undo());
        }
        prop_assert_eq!(restored.document(), editor.document());
        prop_assert!(!restored.can_undo());
    }

    #[test]
    fn what_is_written_reads_back_the_same(
        start in crate::support::document(),
        edits in prop::collection::vec(crate::support::edit(), 0..10),
    ) {
        let mut editor = Editor::new(start);
        for edit in edits {
            let _ = editor.apply(edit);
        }
        let again = Editor::from_text(&editor.text()).unwrap();
        prop_assert_eq!(again.document(), editor.document());
        prop_assert_eq!(again.text(), editor.text());
    }
}

#[test]
fn typing_is_one_step_until_it_settles() {
    let mut editor = Editor::new(templates::blank_form());
    for text in ["M", "My", "My strategy"] {
        editor.apply_coalesced(Edit::SetName(text.to_owned()), "name").unwrap();
    }
    editor.settle();
    editor.apply_coalesced(Edit::SetName("My other strategy".to_owned()), "name").unwrap();
    assert!(editor.undo());
    assert_eq!(name(&editor), Some("My strategy"));
    assert!(editor.undo());
    assert_eq!(name(&editor), None);
    assert!(!editor.can_undo());
    assert!(editor.redo());
    assert_eq!(name(&editor), Some("My strategy"));
}

#[test]
fn another_key_begins_another_step_and_typing_back_leaves_none() {
    let mut editor = Editor::new(templates::blank_form());
    editor.apply_coalesced(Edit::SetName("a".to_owned()), "name").unwrap();
    editor.apply_coalesced(Edit::SetDescription("b".to_owned()), "description").unwrap();
    assert!(editor.undo());
    assert_eq!(name(&editor), Some("a"));
    editor.settle();
    editor.apply_coalesced(Edit::SetName("ab".to_owned()), "again").unwrap();
    editor.apply_coalesced(Edit::SetName("a".to_owned()), "again").unwrap();
    editor.undo();
    assert_eq!(name(&editor), None, "the step that changed nothing in the end is gone");
}

#[test]
fn an_edit_after_undo_forgets_what_was_undone_and_revisions_only_grow() {
    let mut editor = Editor::new(templates::blank_form());
    editor.apply(Edit::SetName("a".to_owned())).unwrap();
    editor.undo();
    assert!(editor.can_redo());
    editor.apply(Edit::SetName("b".to_owned())).unwrap();
    assert!(!editor.can_redo());
    assert_eq!(editor.revision(), 3);
    editor.apply(Edit::SetName("b".to_owned())).unwrap();
    assert_eq!(editor.revision(), 3, "an edit that changes nothing is none");
}

#[test]
fn the_history_is_bounded() {
    let mut editor = Editor::new(templates::blank_form());
    for n in 0..STEPS_MAX + 50 {
        editor.apply(Edit::SetName(format!("name {n}"))).unwrap();
    }
    let mut steps = 0;
    while editor.undo() {
        steps += 1;
    }
    assert_eq!(steps, STEPS_MAX);
    assert_eq!(name(&editor), Some("name 49"));
}

#[test]
fn steps_have_names_in_both_languages() {
    let mut editor = Editor::new(templates::blank_form());
    editor.apply(Edit::ConvertToGraph).unwrap();
    let label = |lang| editor.undo_label(&Catalogue::new(lang));
    assert_eq!(label(Lang::En).as_deref(), Some("Convert to a graph"));
    assert_eq!(label(Lang::Fr).as_deref(), Some("Convertir en graphe"));
}

#[test]
fn a_damaged_history_is_nothing() {
    assert!(Editor::restore("").is_none());
    assert!(Editor::restore("{\"document\": 1}").is_none());
    let mut editor = Editor::new(templates::find("momentum").unwrap().document.clone());
    editor.apply(Edit::RemoveNodes(vec!["mid".to_owned()])).unwrap();
    // Steps that do not fit the document: nothing sensible comes of them, and no panic.
    let text = editor.save_history().replace("\"Splice\":[0", "\"Splice\":[999999999");
    let mut odd = Editor::restore(&text).unwrap();
    while odd.undo() {}
    while odd.redo() {}
}

#[test]
fn numbers_that_are_none_are_refused() {
    let mut editor = Editor::new(templates::find("momentum").unwrap().document.clone());
    let refusal = editor.apply(Edit::MoveNodes(vec![("mid".to_owned(), f64::NAN, 0.0)])).unwrap_err();
    assert_eq!(refusal.key, "studio-refusal-unwritable");
    assert!(!editor.can_undo());
}

#[test]
fn documents_with_errors_can_be_edited_and_broken_ones_say_what_is_wrong() {
    let half =
        r#"{"mode":"form","conditions":[{"rules":[{"indicator":"wombat","operator":">","value":1}]}]}"#;
    assert!(Editor::from_text(half).is_ok());
    for broken in ["", "{", "[]", "{\"mode\":\"form\"}", "{\"mode\":\"node\",\"nodes\":3}"] {
        let problems = Editor::from_text(broken).unwrap_err();
        assert!(!problems.is_empty() && problems.iter().all(|p| p.is_error()), "{broken}");
    }
}

#[test]
fn further_spellings_are_read() {
    let text = r#"{"mode":"graph","nodes":[
        {"id":"c","type":"indicator","data":{"fn":"cross_above","field":"mid_up","value":0.5,"label":"why"}},
        {"id":"w","type":"logic","data":{"operator":"cooldown","value":5}},
        {"id":"a","type":"action","data":{"signal":"buy","outcome":"UP","size":5,"type":"market","cooldown_s":3}},
        {"id":"t","type":"note"}],
        "edges":[{"source":"c","target":"w"},{"source":"w","target":"a"}]}"#;
    assert!(craftstrat_compiler::check(text).is_empty());
    let editor = Editor::from_text(text).unwrap();
    let again = editor.text();
    assert!(craftstrat_compiler::check(&again).is_empty(), "{again}");
    for kept in
        ["\"comparator\"", "\"seconds\": 5", "\"cool_down_s\": 3", "\"order_type\"", "\"label\": \"why\""]
    {
        assert!(again.contains(kept), "{kept} in {again}");
    }
}
