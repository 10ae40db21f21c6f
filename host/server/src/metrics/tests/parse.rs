//! A strict reader of the text: what a scraper might pass over fails the test.

use std::collections::{BTreeMap, BTreeSet};

/// A figure as it was declared.
#[derive(Debug, Default)]
pub struct Family {
    pub kind: String,
    /// Names of labels.
    pub labels: BTreeSet<String>,
}

/// Everything that was told.
#[derive(Debug, Default)]
pub struct Parsed {
    pub families: BTreeMap<String, Family>,
    /// Values by `name{label=value,...}`.
    pub samples: BTreeMap<String, f64>,
}

/// Reads the text; panics where it is not as the format says.
pub fn parse(text: &str) -> Parsed {
    let body = text.strip_suffix("# EOF\n").expect("it ends with its mark");
    let (mut parsed, mut current) = (Parsed::default(), String::new());
    for line in body.lines() {
        if let Some(rest) = line.strip_prefix("# HELP ") {
            let (name, help) = rest.split_once(' ').expect("a name and a help");
            assert!(is_name(name) && !help.is_empty(), "{line}");
            let new = parsed.families.insert(name.to_owned(), Family::default()).is_none();
            assert!(new, "{name} is declared twice");
            name.clone_into(&mut current);
        } else if let Some(rest) = line.strip_prefix("# TYPE ") {
            let (name, kind) = rest.split_once(' ').expect("a name and a kind");
            assert_eq!(name, current, "{line}");
            assert!(["counter", "gauge"].contains(&kind), "{line}");
            kind.clone_into(&mut parsed.families.get_mut(name).expect("declared").kind);
        } else {
            sample(line, &current, &mut parsed);
        }
    }
    parsed
}

fn sample(line: &str, current: &str, parsed: &mut Parsed) {
    let end = line.find(['{', ' ']).expect("a value");
    let (name, rest) = line.split_at(end);
    let (labels, value) = rest.strip_prefix('{').map_or((Vec::new(), rest), labels);
    let value: f64 = value.strip_prefix(' ').expect("a space").parse().expect("a number");
    let family = parsed.families.get_mut(current).expect("a sample after its declaration");
    let suffix = name.strip_prefix(current).expect("the sample of the family it is in");
    assert_eq!(suffix, if family.kind == "counter" { "_total" } else { "" }, "{line}");
    assert!(family.kind != "counter" || value >= 0.0, "{line}");
    let mut told: Vec<String> = Vec::new();
    for (key, value) in labels {
        assert!(is_name(&key), "{line}");
        told.push(format!("{key}={value}"));
        family.labels.insert(key);
    }
    let sample = format!("{name}{{{}}}", told.join(","));
    assert!(parsed.samples.insert(sample, value).is_none(), "told twice: {line}");
}

/// Labels up to the closing brace, and what follows it.
fn labels(text: &str) -> (Vec<(String, String)>, &str) {
    let (mut found, mut rest) = (Vec::new(), text);
    loop {
        let (key, after) = rest.split_once("=\"").expect("a label");
        let (mut value, mut chars) = (String::new(), after.char_indices());
        let end = loop {
            match chars.next().expect("a closing quote") {
                (at, '"') => break at,
                (_, '\\') => match chars.next().expect("something escaped").1 {
                    'n' => value.push('\n'),
                    c @ ('"' | '\\') => value.push(c),
                    other => panic!("\\{other} is no escape"),
                },
                (_, c) => value.push(c),
            }
        };
        found.push((key.to_owned(), value));
        rest = &after[end + 1..];
        match rest.split_at(1) {
            (",", more) => rest = more,
            ("}", more) => return (found, more),
            (other, _) => panic!("{other} after a label"),
        }
    }
}

fn is_name(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next().is_some_and(|c| c.is_ascii_lowercase())
        && chars.all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
}
