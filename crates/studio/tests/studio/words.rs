//! Sentences, differences, lists, problems: in both languages, with nothing missing.

use craftstrat_compiler::problem::code;
use craftstrat_i18n::{Catalogue, Lang};
use craftstrat_studio::diff::{Happened, diff};
use craftstrat_studio::edit::Edit;
use craftstrat_studio::editor::Editor;
use craftstrat_studio::model::Document;
use craftstrat_studio::problems::{self, Place};
use craftstrat_studio::{palette, sentence, templates};
use proptest::prelude::*;
use serde_json::Value;

fn both() -> [Catalogue; 2] {
    Lang::ALL.map(Catalogue::new)
}

proptest! {
    #[test]
    fn every_document_can_be_said_and_compared(a in crate::support::document(), b in crate::support::document()) {
        for i18n in both() {
            let text = sentence::sentence(&a, &i18n);
            prop_assert!(!text.is_empty() && !text.contains("studio-"), "{}", text);
            prop_assert!(diff(&a, &a, &i18n).is_empty());
            for change in diff(&a, &b, &i18n) {
                prop_assert!(!change.text.contains("studio-") && !change.text.contains("{$"), "{}", change.text);
            }
        }
    }
}

fn said(key: &str, lang: Lang) -> String {
    sentence::sentence(&templates::find(key).unwrap().document, &Catalogue::new(lang))
}

#[test]
fn a_form_in_words() {
    assert_eq!(
        said("late-favourite", Lang::En),
        "When the share of the slot gone is between 60% and 95%, the mid price of Up is at least “favourite” ($0.75), \
         the best ask for Up is below $0.95 and the spread of Up is at most $0.03, buy $50 of Up at market. \
         Stop loss at 25% of the entry cost. At most $100 in one market. At most one entry per slot."
    );
    assert_eq!(
        said("late-favourite", Lang::Fr).replace('\u{202f}', " "),
        "Quand la part du créneau écoulée est entre 60 % et 95 %, le prix médian d’Up vaut au moins \
         « favourite » (0,75 $), le meilleur prix vendeur d’Up reste sous 0,95 $ et l’écart acheteur-vendeur d’Up \
         vaut au plus 0,03 $ : acheter 50 $ d’Up au marché. Stop de perte à 25 % du coût d’entrée. \
         Au plus 100 $ par marché. Au plus une entrée par créneau."
    );
}

#[test]
fn a_graph_in_words() {
    let text = said("lead-change", Lang::En);
    assert!(text.contains(
        "EMA(10) of the mid price of Up has reached “lead” ($0.58) and not come back to $0.50 since"
    ));
    assert!(text.contains("sell every share of Up at market"), "{text}");
    let text = said("spread-capture", Lang::En);
    assert!(
        text.contains("buy 40 shares of Up with a limit order at the best bid for Up, at most once every"),
        "{text}"
    );
    let text = said("move-in-volatility", Lang::En);
    assert!(text.contains("√(the time to the close)"), "{text}");
}

/// The values of an enumeration in the compiler's schema.
fn listed(schema: &Value, name: &str) -> Vec<String> {
    let list = schema.pointer(&format!("/$defs/{name}/enum")).and_then(Value::as_array);
    list.unwrap_or_else(|| panic!("no {name}")).iter().filter_map(|v| v.as_str().map(str::to_owned)).collect()
}

#[test]
fn the_lists_are_those_of_the_compiler_and_everything_has_a_name_and_a_description() {
    let schema: Value = serde_json::to_value(craftstrat_compiler::json_schema()).unwrap();
    let mut labels: Vec<Vec<String>> = Vec::new();
    for i18n in both() {
        let mut items: Vec<(String, String, String)> = Vec::new();
        let fields = palette::fields(&i18n);
        let mut names: Vec<String> = fields.iter().map(|f| f.name.to_owned()).collect();
        names.sort();
        assert_eq!(names, listed(&schema, "FieldName"));
        items.extend(fields.into_iter().map(|f| (f.name.to_owned(), f.label, f.about)));
        for name in &names {
            assert!(i18n.has(&format!("studio-field-{name}-says")), "{name}");
        }
        let found = palette::indicators(&i18n);
        let mut names: Vec<&str> = found.iter().map(|i| i.name).collect();
        names.sort_unstable();
        let mut wanted = listed(&schema, "IndicatorName");
        wanted.sort();
        assert_eq!(names, wanted);
        for item in found {
            for setting in &item.settings {
                assert!(!setting.label.starts_with("studio-"), "{}", setting.label);
                let start = setting.default.unwrap_or(setting.min);
                assert!(setting.min <= start && start <= setting.max);
            }
            assert!(
                item.outputs.iter().all(|(_, label)| !label.starts_with("studio-")),
                "{:?}",
                item.outputs
            );
            items.push((item.name.to_owned(), item.label, item.about));
        }
        let lists = [
            ("Operator", palette::comparisons(&i18n)),
            ("MathOperator", palette::math(&i18n)),
            ("LogicOperator", palette::logic(&i18n)),
            ("Signal", palette::signals(&i18n)),
            ("SizeMode", palette::size_modes(&i18n)),
            ("OrderType", palette::order_types(&i18n)),
        ];
        for (name, list) in lists {
            let names: Vec<&str> = list.iter().map(|c| c.name).collect();
            assert_eq!(names, listed(&schema, name));
            items.extend(list.into_iter().map(|c| (c.name.to_owned(), c.label, c.about)));
        }
        let kinds = palette::node_kinds(&i18n);
        assert_eq!(kinds.len(), 11);
        for kind in &kinds {
            let data = serde_json::to_value(&kind.data).unwrap();
            assert_eq!(data["type"], kind.name);
        }
        items.extend(kinds.into_iter().map(|k| (k.name.to_owned(), k.label, k.about)));
        items.extend(
            palette::Category::ALL.map(|c| (format!("{c:?}"), c.label(&i18n), String::from("A heading."))),
        );
        for (name, label, about) in &items {
            assert!(!label.is_empty() && !label.starts_with("studio-"), "{name}: {label}");
            assert!(about.ends_with('.') && !about.starts_with("studio-"), "{name}: {about}");
        }
        labels.push(items.into_iter().map(|(_, label, _)| label).collect());
    }
    assert_ne!(labels[0], labels[1], "one language says the same as the other");
}

#[test]
fn both_languages_have_the_same_messages_with_the_same_variables() {
    let read = |lang: Lang| {
        let text = lang.sources().iter().find(|(part, _)| *part == "studio").unwrap().1;
        let mut found: Vec<(String, Vec<String>)> = Vec::new();
        for line in text.lines() {
            if let Some((key, _)) = line.split_once(" =").filter(|(k, _)| k.starts_with("studio-")) {
                found.push((key.to_owned(), Vec::new()));
            }
            if let Some((_, variables)) = found.last_mut() {
                variables.extend(
                    line.split("{ $").skip(1).filter_map(|v| v.split([' ', '}']).next().map(str::to_owned)),
                );
                variables.sort();
                variables.dedup();
            }
        }
        found
    };
    let (en, fr) = (read(Lang::En), read(Lang::Fr));
    assert!(en.len() > 500);
    assert_eq!(en, fr);
    for i18n in both() {
        assert!(en.iter().all(|(key, _)| i18n.has(key)));
    }
}

#[test]
fn every_problem_has_a_title() {
    for i18n in both() {
        for (code, _) in code::ALL {
            assert!(i18n.has(&format!("studio-problem-{code}")), "{code}");
        }
    }
}

#[test]
fn problems_are_placed_at_what_they_are_about() {
    let text = r#"{"mode":"form","parameters":[{"name":"p","default":1}],
        "conditions":[{"rules":[{"indicator":"mid_up","operator":">","value":0.5}]},
            {"rules":[{"type":"OR","rules":[{"indicator":"wombat","operator":">","value":{"parameter":"q"}}]}]}],
        "actions":[{"signal":"buy","outcome":"UP","size_usdc":5},{"signal":"buy","outcome":"UP","size_usdc":-5}],
        "risk":{"stoploss_pct":500}}"#;
    let editor = Editor::from_text(text).unwrap();
    let places: Vec<Place> =
        craftstrat_compiler::check(text).iter().map(|p| problems::place(editor.document(), p)).collect();
    for wanted in [Place::Rule(vec![1, 0, 0]), Place::Action(1), Place::Risk] {
        assert!(places.contains(&wanted), "{wanted:?} in {places:?}");
    }
    let text = r#"{"mode":"node","nodes":[{"id":"a","type":"input","data":{"field":"wombat"}},
        {"id":"b","type":"action","data":{"signal":"buy","outcome":"UP","size_usdc":5}}],
        "edges":[{"source":"a","target":"c"}]}"#;
    let editor = Editor::from_text(text).unwrap();
    let found = craftstrat_compiler::check(text);
    let places: Vec<Place> = found.iter().map(|p| problems::place(editor.document(), p)).collect();
    assert!(places.contains(&Place::Node("a".to_owned())) && places.contains(&Place::Edge(0)), "{places:?}");
    assert_eq!(problems::field(&found[0]), Some("field"));
}

#[test]
fn explained_ids_lead_to_places_and_back() {
    assert_eq!(problems::explained("group/0/rule/2/rule/1"), Some(Place::Rule(vec![0, 2, 1])));
    assert_eq!(problems::explained("group/0/rule/2/left"), Some(Place::Rule(vec![0, 2])));
    assert_eq!(problems::explained("action/3"), Some(Place::Action(3)));
    assert_eq!(problems::explained("wombat/1"), None);
    assert_eq!(problems::explained("group/x"), None);
    assert_eq!(problems::explained_id(&[0, 2, 1]), "group/0/rule/2/rule/1");
}

#[test]
fn differences_are_said_and_moved_nodes_are_none() {
    let i18n = Catalogue::new(Lang::En);
    let before = templates::find("momentum").unwrap().document.clone();
    let mut editor = Editor::new(before.clone());
    editor.apply(Edit::MoveNodes(vec![("mid".to_owned(), 999.0, 999.0)])).unwrap();
    assert_eq!(diff(&before, editor.document(), &i18n), []);
    editor.apply(Edit::SetName("Trend".to_owned())).unwrap();
    editor.apply(Edit::RemoveNodes(vec!["tight".to_owned()])).unwrap();
    let changes = diff(&before, editor.document(), &i18n);
    let texts: Vec<&str> = changes.iter().map(|c| c.text.as_str()).collect();
    assert_eq!(
        texts,
        [
            "Name: “Momentum” became “Trend”.",
            "Node “tight” removed: is at most 0.03.",
            "Node “enter_up” reads rises, open, balanced instead of rises, tight, open, balanced.",
            "Node “enter_down” reads falls, open, balanced instead of falls, tight, open, balanced.",
        ]
    );
}

#[test]
fn a_changed_rule_is_told_from_a_new_one() {
    let i18n = Catalogue::new(Lang::En);
    let before = templates::find("late-favourite").unwrap().document.clone();
    let mut editor = Editor::new(before.clone());
    let Document::Form(form) = &before else { panic!() };
    let craftstrat_studio::model::Clause::Rule(mut rule) = form.conditions[0].rules[3].clone() else {
        panic!()
    };
    rule.value = craftstrat_studio::model::RightSide::Number(craftstrat_studio::model::Number::Value(0.02));
    editor.apply(Edit::SetRule { path: vec![0, 3], rule }).unwrap();
    editor.apply(Edit::AddRule { group: vec![0], at: 0, rule: Box::new(palette::first_rule()) }).unwrap();
    let changes = diff(&before, editor.document(), &i18n);
    let kinds: Vec<(Happened, &str)> = changes.iter().map(|c| (c.happened, c.place.as_str())).collect();
    assert_eq!(
        kinds,
        [(Happened::Added, "/conditions/0/rules/0"), (Happened::Changed, "/conditions/0/rules/4"),]
    );
    assert!(
        changes[1].text.contains("is at most $0.03 became the spread of Up is at most $0.02"),
        "{changes:?}"
    );
}

#[test]
fn a_search_finds_by_any_word_in_any_case_and_accent() {
    let names = ["Le prix médian d’Up", "mid_up"];
    assert_eq!(palette::rank("MID up", &names, &[]), Some(0));
    assert_eq!(palette::rank("le PRIX median", &names, &[]), Some(1));
    assert_eq!(palette::rank("PRIX median", &names, &[]), Some(2));
    assert_eq!(palette::rank("prix carnet", &names, &["Milieu du carnet."]), Some(3));
    assert_eq!(palette::rank("", &["x"], &[]), Some(0));
    assert_eq!(palette::rank("mid wombat", &["mid_up"], &[]), None);
}
