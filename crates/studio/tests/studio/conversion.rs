//! Form and graph are two views of one document.

use craftstrat_compiler::{check, lower};
use craftstrat_i18n::{Catalogue, Lang};
use craftstrat_studio::convert::{form_to_graph, graph_to_form, losses, normal};
use craftstrat_studio::edit::Edit;
use craftstrat_studio::editor::Editor;
use craftstrat_studio::model::{Document, Form, Graph};
use craftstrat_studio::{layout, share, templates};
use proptest::prelude::*;

proptest! {
    #[test]
    fn a_form_comes_back_from_its_graph_as_it_was(form in crate::support::form()) {
        let graph = form_to_graph(&form);
        prop_assert_eq!(graph_to_form(&graph).unwrap(), normal(&form));
        prop_assert!(losses(&graph).iter().all(|l| !l.grave));
        prop_assert!(!layout::is_incomplete(&graph));
    }

    #[test]
    fn a_form_that_comes_from_a_graph_has_a_graph(graph in crate::support::graph(12)) {
        if let Ok(form) = graph_to_form(&graph) {
            prop_assert_eq!(graph_to_form(&form_to_graph(&form)).unwrap(), form);
        }
    }
}

fn text(document: Document) -> String {
    Editor::new(document).text()
}

fn graph_of(text: &str) -> Graph {
    match Editor::from_text(text).unwrap().document() {
        Document::Node(graph) => graph.as_ref().clone(),
        Document::Form(form) => form_to_graph(form),
    }
}

fn forms() -> Vec<(&'static str, Form)> {
    let of = |t: &templates::Template| match &t.document {
        Document::Form(form) => Some((t.key, form.as_ref().clone())),
        Document::Node(_) => None,
    };
    templates::all().iter().filter_map(of).collect()
}

#[test]
fn the_graph_of_a_form_compiles_to_a_program_of_the_same_size_without_problems() {
    for (key, form) in forms() {
        let graph = text(Document::Node(Box::new(form_to_graph(&form))));
        assert_eq!(check(&graph), [], "{key}");
        let (form, graph) =
            (lower(&text(Document::Form(Box::new(form)))).unwrap().0, lower(&graph).unwrap().0);
        assert_eq!(form.actions.len(), graph.actions.len(), "{key}");
        assert_eq!(form.nodes.len(), graph.nodes.len(), "{key}");
    }
}

#[test]
fn the_parts_of_a_form_are_explained_under_the_ids_of_its_graph() {
    for (key, form) in forms() {
        let graph = form_to_graph(&form);
        let program = lower(&text(Document::Form(Box::new(form)))).unwrap().0;
        for node in &program.explained {
            // The value on the left of a comparison is explained beside it.
            let id = node.id.strip_suffix("/left").unwrap_or(&node.id);
            assert!(graph.nodes.iter().any(|n| n.id == id), "{key}: {id}");
        }
    }
}

#[test]
fn an_edit_converts_there_and_back_in_one_history() {
    let mut editor = Editor::new(templates::find("calm-breakout").unwrap().document.clone());
    let form = editor.document().clone();
    editor.apply(Edit::ConvertToGraph).unwrap();
    assert!(matches!(editor.document(), Document::Node(_)));
    editor.apply(Edit::ConvertToForm).unwrap();
    assert_eq!(editor.document(), &form);
    editor.undo();
    editor.undo();
    assert_eq!(editor.document(), &form);
}

#[test]
fn notes_of_a_document_stay_whatever_is_done_to_it() {
    let notes = r#""author":"Ada","tags":["calm","btc"],"viewport":{"x":-12.5,"y":3,"zoom":1.25},"id":"d1","$schema":"s",
        "comment":"c","comments":["c"],"note":"n","notes":null,"layout":{"rules":[1,2]},"_mine":{"kept":true}"#;
    let text = format!(
        r#"{{"mode":"form",{notes},"conditions":[{{"rules":[{{"indicator":"mid_up","operator":">","value":0.5}}]}}],
        "action":{{"signal":"buy","outcome":"UP","size_usdc":20}}}}"#
    );
    assert_eq!(check(&text), []);
    let wanted: serde_json::Map<String, serde_json::Value> =
        serde_json::from_str(&format!("{{{notes}}}")).unwrap();
    let mut editor = Editor::from_text(&text).unwrap();
    let kept = |editor: &Editor, what: &str| {
        let link = share::encode(editor.document());
        for text in [editor.text(), Editor::new(share::decode(&link).unwrap()).text()] {
            let written: serde_json::Value = serde_json::from_str(&text).unwrap();
            for (name, note) in &wanted {
                assert_eq!(&written[name], note, "{name} {what}");
            }
            assert_eq!(check(&text), [], "{what}");
        }
    };
    kept(&editor, "as read");
    for (edit, what) in [
        (Edit::SetName("Named".to_owned()), "after an edit"),
        (Edit::ConvertToGraph, "as a graph"),
        (Edit::SetDescription("Described".to_owned()), "after an edit of the graph"),
        (Edit::ConvertToForm, "as a form again"),
    ] {
        editor.apply(edit).unwrap();
        kept(&editor, what);
    }
    editor = Editor::restore(&editor.save_history()).unwrap();
    kept(&editor, "after a reload");
    while editor.undo() {
        kept(&editor, "after undo");
    }
    assert_eq!(editor.text(), Editor::from_text(&text).unwrap().text());
}

#[test]
fn a_field_that_means_nothing_is_no_note() {
    let text = templates::find("momentum").map(|t| Editor::new(t.document.clone()).text()).unwrap();
    let odd = text.replacen('{', r#"{"wombat": 1,"#, 1);
    assert!(check(&odd).iter().any(|p| p.is_error()));
    assert_eq!(Editor::from_text(&odd).unwrap().text(), text);
}

#[test]
fn wires_of_numbers_fields_indicators_and_parameters_become_rules() {
    let graph = graph_of(
        r#"{"mode":"node","nodes":[
        {"id":"mid","type":"input","data":{"field":"mid_up"}},
        {"id":"bands","type":"indicator","data":{"fn":"BOLLINGER","period":20}},
        {"id":"limit","type":"parameter","data":{"name":"limit","default":0.4,"min":0.1,"max":0.9}},
        {"id":"half","type":"constant","data":{"value":0.5}},
        {"id":"c1","type":"comparator","data":{"operator":"<"}},
        {"id":"c2","type":"comparator","data":{"operator":"between"}},
        {"id":"buy","type":"action","data":{"signal":"buy","outcome":"UP","order_type":"limit","size_usdc":20}}],
        "edges":[{"source":"mid","target":"bands"},{"source":"mid","target":"c1"},
        {"source":"bands","sourceHandle":"lower","target":"c1"},
        {"source":"bands","sourceHandle":"upper","target":"c2"},{"source":"limit","target":"c2"},
        {"source":"half","target":"c2"},{"source":"c1","target":"buy"},{"source":"c2","target":"buy"},
        {"source":"limit","target":"buy","targetHandle":"price"}]}"#,
    );
    let form = graph_to_form(&graph).unwrap();
    let text = text(Document::Form(Box::new(form)));
    assert_eq!(check(&text), []);
    for part in [
        r#""output": "lower""#,
        r#""output": "upper""#,
        r#""parameter": "limit""#,
        r#""name": "limit""#,
        "0.5",
    ] {
        assert!(text.contains(part), "{part} in {text}");
    }
}

#[test]
fn what_a_form_cannot_say_is_named() {
    let cases = [
        ("momentum", "studio-loss-other-condition"),
        ("lead-change", "studio-loss-logic"),
        ("maker-pair", "studio-loss-computed"),
        ("spread-capture", "studio-loss-computed-amount"),
    ];
    for (key, loss) in cases {
        let Document::Node(graph) = &templates::find(key).unwrap().document else { panic!("{key}") };
        let found = losses(graph);
        assert!(graph_to_form(graph).is_err(), "{key}");
        let one = found.iter().find(|l| l.key == loss);
        let one = one.unwrap_or_else(|| panic!("{key}: no {loss} in {found:?}"));
        assert!(one.grave && graph.nodes.iter().any(|n| n.id == one.node));
        for lang in Lang::ALL {
            let text = one.text(&Catalogue::new(lang));
            assert!(text.contains(&one.node) && text.len() > one.node.len() + 10, "{text}");
        }
        let mut editor = Editor::new(Document::Node(graph.clone()));
        assert_eq!(editor.apply(Edit::ConvertToForm).unwrap_err().key, "studio-refusal-not-a-form");
    }
}

#[test]
fn an_indicator_of_an_indicator_is_no_series_of_a_rule() {
    let graph = graph_of(
        r#"{"mode":"node","nodes":[
        {"id":"lag","type":"indicator","data":{"fn":"LAG","period":5,"field":"mid_up"}},
        {"id":"mean","type":"indicator","data":{"fn":"SMA","period":20}},
        {"id":"c","type":"comparator","data":{"operator":"<","value":0.5}},
        {"id":"buy","type":"action","data":{"signal":"buy","outcome":"UP","size_usdc":20}}],
        "edges":[{"source":"lag","target":"mean"},{"source":"mean","target":"c"},{"source":"c","target":"buy"}]}"#,
    );
    let lost = losses(&graph);
    assert_eq!(lost.len(), 1, "{lost:?}");
    assert_eq!((lost[0].node.as_str(), lost[0].key), ("mean", "studio-loss-indicator-of-computed"));
}

#[test]
fn a_note_is_lost_but_does_not_prevent_the_form() {
    let Document::Form(form) = templates::blank_form() else { panic!() };
    let mut editor = Editor::new(Document::Node(Box::new(form_to_graph(&form))));
    let note = craftstrat_studio::palette::node_kinds(&Catalogue::new(Lang::En)).pop().unwrap();
    let note =
        craftstrat_studio::model::Node { id: "why".to_owned(), kind: note.data, layout: Default::default() };
    editor.apply(Edit::AddNodes { nodes: vec![note], edges: Vec::new() }).unwrap();
    let Document::Node(graph) = editor.document() else { panic!() };
    let lost = losses(graph);
    assert_eq!(lost.len(), 1, "{lost:?}");
    assert_eq!((lost[0].key, lost[0].grave), ("studio-loss-comment", false));
    assert_eq!(graph_to_form(graph).unwrap(), *form);
}
