//! After trunk: no script inside the document, which the content security policy would refuse, and a hash of the content
//! in every name the page itself chooses, so that it may be kept for ever.

use super::folder;
use anyhow::{Context, Result, bail};
use std::path::Path;

/// The chart library as its package names it.
pub const CHARTS: &str = "vendor/lightweight-charts.standalone.production.mjs";

/// Finishes what trunk left in `dist`, and the parts left in its folder `code`.
///
/// # Errors
/// When a file cannot be read or written, or a script would stay inside the document.
pub fn finish(dist: &Path, code: &str) -> Result<()> {
    let document = dist.join("index.html");
    let html = read(&document)?;
    let (html, scripts) = take_scripts(&html)?;
    for (name, code) in scripts {
        write(&dist.join(name), &code)?;
    }
    write(&document, &html)?;
    rename(dist, "assets/preview/preview_bg.wasm", "preview_bg.wasm", &["assets/preview/preview.js"])?;
    rename(dist, "assets/preview/preview.js", "preview.js", &["assets/preview-worker.js"])?;
    let snippets = folder::files(&dist.join(code).join("snippets"), &[])?;
    let snippets: Vec<String> = snippets.keys().map(|name| format!("{code}/snippets/{name}")).collect();
    let snippets: Vec<&str> = snippets.iter().map(String::as_str).collect();
    rename(dist, CHARTS, "lightweight-charts.mjs", &snippets)
}

/// The document with each inline script replaced by a reference, and those scripts by their new names.
fn take_scripts(html: &str) -> Result<(String, Vec<(String, String)>)> {
    let (mut out, mut scripts, mut rest) = (String::new(), Vec::new(), html);
    while let Some(start) = rest.find("<script") {
        let (before, tag) = rest.split_at(start);
        let (head, body) = tag.split_once('>').context("a script tag does not end")?;
        let (code, after) = body.split_once("</script>").context("a script does not end")?;
        out.push_str(before);
        if code.trim().is_empty() {
            out.push_str(&format!("{head}></script>"));
        } else if head.contains(" src=") {
            bail!("a script has both a source and code");
        } else {
            let code = format!("{}\n", code.trim());
            let name = format!("start-{}.js", folder::hash_bytes(code.as_bytes()));
            let module = if head.contains("module") { " type=\"module\"" } else { "" };
            out.push_str(&format!("<script{module} src=\"/{name}\"></script>"));
            scripts.push((name, code));
        }
        rest = after;
    }
    out.push_str(rest);
    Ok((out, scripts))
}

/// Renames `file` to `name` with a hash, also in those that refer to it by `name`.
fn rename(dist: &Path, file: &str, name: &str, referrers: &[&str]) -> Result<()> {
    let old = dist.join(file);
    let bytes = std::fs::read(&old).with_context(|| format!("the page has no {file}"))?;
    let hashed = hashed(name, &folder::hash_bytes(&bytes));
    let mut found = false;
    for referrer in referrers {
        let path = dist.join(referrer);
        let text = read(&path)?;
        if text.contains(name) {
            write(&path, &text.replace(name, &hashed))?;
            found = true;
        }
    }
    if !found {
        bail!("nothing refers to {file}: it would be served and never read");
    }
    std::fs::rename(&old, old.with_file_name(hashed)).with_context(|| format!("cannot rename {file}"))
}

/// `a.js` as `a-<hash>.js`.
fn hashed(name: &str, hash: &str) -> String {
    match name.rsplit_once('.') {
        Some((stem, ending)) => format!("{stem}-{hash}.{ending}"),
        None => format!("{name}-{hash}"),
    }
}

/// A file's text.
pub fn read(path: &Path) -> Result<String> {
    std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))
}

/// Writes a file.
pub fn write(path: &Path, text: &str) -> Result<()> {
    std::fs::write(path, text).with_context(|| format!("cannot write {}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::{hashed, take_scripts};

    #[test]
    fn inline_scripts_become_files() {
        let html =
            "<head><script src=\"/a.js\"></script><script type=\"module\">\nimport x;\n</script></head>";
        let (out, scripts) = take_scripts(html).expect("well-formed");
        let [(name, code)] = &scripts[..] else { panic!("{scripts:?}") };
        assert_eq!(code, "import x;\n");
        assert_eq!(
            out,
            format!(
                "<head><script src=\"/a.js\"></script><script type=\"module\" src=\"/{name}\"></script></head>"
            )
        );
        assert!(take_scripts("<script src=\"/a.js\">code()</script>").is_err());
        assert!(take_scripts("<script>code()").is_err());
    }

    #[test]
    fn a_hash_goes_before_the_ending() {
        assert_eq!(hashed("a_bg.wasm", "00ff"), "a_bg-00ff.wasm");
    }
}
