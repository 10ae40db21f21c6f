//! Both languages say the same things, and every message a page asks for is there.

use craftstrat_i18n::{Catalogue, Lang, Value};
use fluent_bundle::FluentResource;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// The file English has no counterpart of: those sentences are the compiler's. The tests of `crates/studio` hold it to them.
const COMPILER: &str = "compiler";

/// Messages of a file: their keys, and the variables each one names.
fn messages(text: &str) -> Vec<(String, BTreeSet<String>)> {
    let mut found: Vec<(String, BTreeSet<String>)> = Vec::new();
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let head = line.split_once('=').map(|(key, _)| key.trim_end());
        let is_key = |key: &&str| {
            key.starts_with(|c: char| c.is_ascii_lowercase())
                && key.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'))
        };
        if let Some(key) = head.filter(is_key) {
            found.push((key.to_owned(), BTreeSet::new()));
        }
        if let Some((_, variables)) = found.last_mut() {
            variables.extend(line.split('$').skip(1).map(|rest| {
                rest.chars().take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-')).collect()
            }));
        }
    }
    found
}

fn all(lang: Lang) -> BTreeMap<String, BTreeSet<String>> {
    let both = lang.sources().iter().filter(|(name, _)| *name != COMPILER);
    both.flat_map(|(_, text)| messages(text)).collect()
}

#[test]
fn every_file_parses() {
    for lang in Lang::ALL {
        for (name, text) in lang.sources() {
            if let Err((_, errors)) = FluentResource::try_new((*text).to_owned()) {
                panic!("{}/{name}.ftl: {errors:?}", lang.code());
            }
        }
    }
}

#[test]
fn both_languages_have_the_same_messages_with_the_same_variables() {
    let (english, french) = (all(Lang::En), all(Lang::Fr));
    let missing: Vec<_> = english.keys().filter(|key| !french.contains_key(*key)).collect();
    let extra: Vec<_> = french.keys().filter(|key| !english.contains_key(*key)).collect();
    assert!(missing.is_empty() && extra.is_empty(), "French lacks {missing:?} and has besides {extra:?}");
    for (key, variables) in &english {
        assert_eq!(Some(variables), french.get(key), "variables of {key}");
    }
    assert!(english.len() > 100, "the catalogue is there");
}

#[test]
fn no_message_is_defined_twice_and_each_is_in_the_file_of_its_part() {
    for lang in Lang::ALL {
        let mut seen = BTreeSet::new();
        for (name, text) in lang.sources() {
            for (key, _) in messages(text) {
                let place = format!("{}/{name}.ftl", lang.code());
                assert!(key.starts_with(&format!("{name}-")), "{place}: {key} belongs to another file");
                assert!(seen.insert(key.clone()), "{place}: {key} is defined twice");
            }
        }
    }
}

fn rust_files(folder: &Path, into: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a folder of the checkout").flatten() {
        let path = entry.path();
        let name = entry.file_name();
        if path.is_dir() && name != "node_modules" && name != "dist" && name != "tests" {
            rust_files(&path, into);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            into.push(path);
        }
    }
}

/// The sources that show messages.
fn sources() -> Vec<(PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut files = Vec::new();
    for folder in ["ui", "crates/studio/src"] {
        rust_files(&root.join(folder), &mut files);
    }
    files.into_iter().map(|path| (path.clone(), std::fs::read_to_string(&path).expect("a source"))).collect()
}

/// The string literals that follow a call's opening parenthesis.
fn literals_after<'a>(text: &'a str, call: &'a str) -> impl Iterator<Item = &'a str> {
    text.split(call).skip(1).filter_map(|rest| rest.trim_start().strip_prefix('"')?.split('"').next())
}

#[test]
fn every_message_a_page_asks_for_exists() {
    let english = Catalogue::new(Lang::En);
    let mut asked = 0;
    let mut missing = Vec::new();
    for (path, text) in sources() {
        for call in [".t(", ".tf("] {
            for key in literals_after(&text, call) {
                asked += 1;
                if !english.has(key) {
                    missing.push(format!("{}: {key}", path.display()));
                }
            }
        }
    }
    assert!(missing.is_empty(), "no such messages:\n{}", missing.join("\n"));
    assert!(asked > 100, "{asked} messages are asked for: the search must be wrong");
}

#[test]
fn every_message_is_asked_for() {
    let sources: Vec<String> = sources().into_iter().map(|(_, text)| text).collect();
    // Keys made at run time: `format!("studio-template-{key}")` asks for all that begin so.
    let made: BTreeSet<&str> = sources
        .iter()
        .flat_map(|text| text.split('"'))
        .filter_map(|literal| literal.split_once('{').map(|(prefix, _)| prefix))
        .filter(|prefix| prefix.len() > 1 && prefix.ends_with('-'))
        .collect();
    let is_asked = |key: &str| {
        let literal = format!("\"{key}\"");
        made.iter().any(|prefix| key.starts_with(prefix))
            || sources.iter().any(|text| text.contains(&literal))
    };
    let idle: Vec<String> = all(Lang::En).into_keys().filter(|key| !is_asked(key)).collect();
    assert!(idle.is_empty(), "messages nobody asks for: {idle:?}");
}

#[test]
fn variables_are_written_as_the_language_writes_numbers() {
    let (english, french) = (Catalogue::new(Lang::En), Catalogue::new(Lang::Fr));
    let say = |catalogue: &Catalogue, n: f64| catalogue.format("common-number-high", &[("max", n.into())]);
    assert_eq!(say(&english, 12345.5), "At most 12,345.5");
    assert_eq!(say(&french, 12345.5), "Au plus 12\u{202f}345,5");
    let count = |catalogue: &Catalogue, n: u64| catalogue.format("pages-home-trades", &[("count", n.into())]);
    assert_eq!((count(&english, 1), count(&english, 2)), ("1 trade".to_owned(), "2 trades".to_owned()));
    // In French, zero takes the singular.
    assert_eq!(count(&french, 0), "0 transaction");
}

#[test]
fn an_unknown_message_is_its_key() {
    let catalogue = Catalogue::new(Lang::Fr);
    assert_eq!(catalogue.text("no-such-key"), "no-such-key");
    assert_eq!(catalogue.format("no-such-key", &[("x", Value::from("y"))]), "no-such-key");
}

#[test]
fn a_browsers_language_is_understood() {
    for (tag, lang) in
        [("fr", Lang::Fr), ("FR-ch", Lang::Fr), ("en-GB", Lang::En), ("de", Lang::En), ("", Lang::En)]
    {
        assert_eq!(Lang::of_tag(tag), lang, "{tag}");
    }
}
