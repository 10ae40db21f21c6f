//! The author's guide says what is so: its table is the catalogue's, its documents compile.
//!
//! Its Rust is compiled and run as a documentation test of this crate.
use craftstrat_model::column::CATALOGUE;

const GUIDE: &str = include_str!("../../../docs/AUTHORS.md");

#[test]
fn the_table_of_columns_is_the_catalogue() {
    let listed: Vec<&str> =
        GUIDE.split("## Columns").nth(1).unwrap().lines().filter(|l| l.starts_with("| `")).collect();
    let expected: Vec<String> =
        CATALOGUE.iter().map(|c| format!("| `{}` | {} | {} |", c.name, c.unit, c.doc)).collect();
    assert_eq!(listed, expected, "write this:\n{}", expected.join("\n"));
}

#[test]
fn the_documents_compile_without_a_word() {
    let documents: Vec<&str> =
        GUIDE.split("```json").skip(1).map(|block| block.split("```").next().unwrap()).collect();
    assert_eq!(documents.len(), 2);
    for document in documents {
        let problems = craftstrat_compiler::check(document);
        assert!(problems.is_empty(), "{problems:#?}\n{document}");
    }
}

#[test]
fn the_files_and_examples_it_names_exist() {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/..");
    let words = GUIDE.split(|c: char| c.is_whitespace() || "`()\",;".contains(c));
    let named = words.filter(|w| w.starts_with("examples/") && !w.contains("my-first") && !w.contains('*'));
    for path in named {
        let path = path.trim_end_matches('.');
        assert!(std::path::Path::new(root).join(path).exists(), "{path} does not exist");
    }
}
