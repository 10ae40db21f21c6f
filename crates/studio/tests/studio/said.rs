//! What the compiler says, in the reader's language: nothing missing, nothing stale, nothing left in English.
use craftstrat_compiler::problem::templates;
use craftstrat_compiler::{Problem, check, indicators};
use craftstrat_i18n::{Catalogue, Lang};
use craftstrat_studio::{palette, problems};
use std::collections::{BTreeMap, BTreeSet};

/// Arguments French does without: the JSON parser's own words are English, and line and column say where.
const UNSAID: [(&str, &str); 1] = [("compiler-message-not_json", "what")];

/// The French messages of the compiler's sentences and notes, with the variables each one names.
fn french() -> BTreeMap<String, BTreeSet<String>> {
    let (_, text) = Lang::Fr.sources().iter().find(|(name, _)| *name == "compiler").unwrap();
    let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut key = String::new();
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        if let Some((head, _)) = line.split_once(" =").filter(|(head, _)| head.starts_with("compiler-")) {
            key = head.to_owned();
            assert!(found.insert(key.clone(), BTreeSet::new()).is_none(), "{key} twice");
        }
        if let Some(variables) = found.get_mut(&key) {
            let ends = |c: char| !(c.is_ascii_lowercase() || c == '_');
            variables.extend(
                line.split("{ $").skip(1).filter_map(|rest| rest.split(ends).next().map(str::to_owned)),
            );
        }
    }
    found
}

#[test]
fn french_has_every_sentence_with_its_arguments_and_no_other() {
    let mut wanted: BTreeMap<String, BTreeSet<String>> = templates()
        .map(|t| {
            let key = format!("compiler-{}", t.key);
            let unsaid = |argument: &&&str| UNSAID.contains(&(key.as_str(), **argument));
            let arguments = t.arguments.iter().filter(|a| !unsaid(a)).map(|a| (*a).to_owned()).collect();
            (key, arguments)
        })
        .collect();
    for indicator in indicators::all() {
        for note in ["formula", "warm_up"] {
            wanted.insert(format!("compiler-indicator-{}-{note}", indicator.name), BTreeSet::new());
        }
    }
    let french = french();
    let missing: Vec<_> = wanted.keys().filter(|key| !french.contains_key(*key)).collect();
    let stale: Vec<_> = french.keys().filter(|key| !wanted.contains_key(*key)).collect();
    assert!(missing.is_empty() && stale.is_empty(), "French lacks {missing:?} and has besides {stale:?}");
    for (key, arguments) in &wanted {
        assert_eq!(french.get(key), Some(arguments), "arguments of {key}");
    }
    let catalogue = Catalogue::new(Lang::Fr);
    for key in wanted.keys() {
        assert!(catalogue.has(key), "{key} cannot be read");
    }
}

fn said(document: &str, lang: Lang) -> Vec<String> {
    let i18n = Catalogue::new(lang);
    check(document).iter().map(|p| problems::text(p, &i18n).replace('\u{202f}', " ")).collect()
}

fn rule(rule: &str) -> String {
    format!(
        r#"{{"mode":"form","conditions":[{{"type":"AND","rules":[{rule}]}}],
            "action":{{"signal":"buy","outcome":"UP","size_usdc":50}}}}"#
    )
}

#[test]
fn english_is_what_the_compiler_says() {
    let document = rule(r#"{"indicator":"mid_pu","operator":">","value":"0.5"}"#);
    let own = |p: &Problem| match &p.fix {
        Some(fix) => format!("{} ({fix})", p.message),
        None => p.message.to_string(),
    };
    let own: Vec<String> = check(&document).iter().map(own).collect();
    assert_eq!(own.len(), 2);
    assert_eq!(said(&document, Lang::En), own);
}

#[test]
fn problems_are_said_in_french() {
    for (document, wanted) in [
        (
            rule(r#"{"indicator":"pct_into_slot","operator":">","value":40}"#),
            "`pct_into_slot` reste entre 0 et 1 : ce n’est donc jamais vrai. (`pct_into_slot` est une fraction : écrivez \
             0,4 pour 40 %)",
        ),
        (
            rule(r#"{"indicator":"RSI","field":"mid_up","operator":">","value":101}"#),
            "RSI sur mid_up reste entre 0 et 100 : ce n’est donc jamais vrai.",
        ),
        (
            rule(r#"{"indicator":"position","operator":">=","value":0}"#),
            "Position reste entre 0 et +∞ : c’est donc toujours vrai.",
        ),
        (
            rule(r#"{"indicator":"SMA","period":100000,"field":"mid_up","operator":">","value":0.5}"#),
            "100 000 ne convient pas : il faut un nombre entier de 1 à 99 999.",
        ),
        (
            rule(r#"{"indicator":"mid_up","operator":"between","value":[0.4,0.1]}"#),
            "L’intervalle de 0,4 à 0,1 est vide. (écrivez [0.1, 0.4])",
        ),
        (
            rule(r#"{"indicator":"mid_up","operator":"=>","value":true}"#),
            "`=>` n’est pas une comparaison connue. (vouliez-vous dire « >= » ?)",
        ),
        (
            rule(r#"{"indicator":"mid_up","operator":">","value":"ask_up"}"#),
            r#"Il faut ici un nombre, pas un texte. (écrivez {"field": "ask_up"})"#,
        ),
        (
            r#"{"mode":"form","conditions":[{"rules":[]}]}"#.to_owned(),
            r#"Le formulaire n’a aucune action. (ajoutez une action, par exemple {"signal": "buy", "outcome": "UP", "size_usdc": 50})"#,
        ),
        ("[1]".to_owned(), "Un document de stratégie est un objet ; ceci est une liste."),
        ("{".to_owned(), "Le texte s’arrête au milieu du document, ligne 1, colonne 1."),
        ("{x".to_owned(), "Ce n’est pas du JSON valide : la lecture échoue ligne 1, colonne 2."),
    ] {
        let said = said(&document, Lang::Fr);
        assert!(said.iter().any(|text| text == wanted), "{wanted}\nnot among {said:#?}");
    }
}

#[test]
fn an_indicators_notes_are_in_the_readers_language() {
    let [english, french] = Lang::ALL.map(|lang| palette::indicators(&Catalogue::new(lang)));
    for (english, french) in english.iter().zip(&french) {
        assert_eq!(english.formula, indicators::find(english.name).unwrap().formula);
        assert_ne!(english.formula, french.formula, "{}", english.name);
        assert_ne!(english.warm_up, french.warm_up, "{}", english.name);
    }
}
