//! The page, from inside the binary: compressed ahead of time, hashed names for ever, everything else revalidated.

use crate::problem::Refusal;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};

/// A file of the page.
struct Asset {
    /// Below the root, without a leading slash.
    path: &'static str,
    /// The name carries a hash of the content: it never changes.
    hashed: bool,
    /// The ETag.
    mark: &'static str,
    plain: &'static [u8],
    gzip: Option<&'static [u8]>,
    brotli: Option<&'static [u8]>,
}

static ASSETS: &[Asset] = include!(concat!(env!("OUT_DIR"), "/page.rs"));

const INDEX: &str = "index.html";

const FOR_EVER: &str = "public, max-age=31536000, immutable";

/// What is served when the binary was built without the page.
const UNBUILT: &str = "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>CraftStrat</title>\
<h1>The page is not in this build</h1>\
<p>Run <code>cargo xtask ui</code>, then build again and start <code>craftstrat up</code>.</p>\
<p>The API is at <a href=\"/api/v1/openapi.json\">/api/v1</a>.</p></html>";

/// A file of the page; for paths of the page's own, its index.
pub(crate) fn serve(path: &str, headers: &HeaderMap) -> Response {
    let name = path.trim_start_matches('/');
    let wanted = if name.is_empty() { INDEX } else { name };
    if let Some(asset) = find(wanted) {
        return asset.answer(headers);
    }
    if !name.is_empty() && !takes(headers, header::ACCEPT, "text/html") {
        return Refusal::not_found("file").into_response();
    }
    match find(INDEX) {
        Some(index) => index.answer(headers),
        None => Html(UNBUILT).into_response(),
    }
}

fn find(path: &str) -> Option<&'static Asset> {
    ASSETS.binary_search_by(|a| a.path.cmp(path)).ok().map(|at| &ASSETS[at])
}

fn takes(headers: &HeaderMap, name: HeaderName, what: &str) -> bool {
    let values = headers.get_all(name).into_iter().filter_map(|v| v.to_str().ok());
    let is_it = |part: &str| {
        let mut parts = part.split(';').map(str::trim);
        parts.next() == Some(what) && !parts.any(|p| p == "q=0" || p == "q=0.0")
    };
    values.flat_map(|v| v.split(',')).any(is_it)
}

impl Asset {
    fn answer(&self, headers: &HeaderMap) -> Response {
        let cache = if self.hashed { FOR_EVER } else { "no-cache" };
        let mut fixed = HeaderMap::new();
        fixed.insert(header::ETAG, HeaderValue::from_static(self.mark));
        fixed.insert(header::CACHE_CONTROL, HeaderValue::from_static(cache));
        fixed.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
        if takes(headers, header::IF_NONE_MATCH, self.mark) {
            return (StatusCode::NOT_MODIFIED, fixed).into_response();
        }
        fixed.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind(self.path)));
        let encoded = |coding, bytes: Option<&'static [u8]>| {
            bytes.filter(|_| takes(headers, header::ACCEPT_ENCODING, coding)).map(|b| (coding, b))
        };
        match encoded("br", self.brotli).or_else(|| encoded("gzip", self.gzip)) {
            Some((coding, bytes)) => {
                fixed.insert(header::CONTENT_ENCODING, HeaderValue::from_static(coding));
                (fixed, bytes).into_response()
            }
            None => (fixed, self.plain).into_response(),
        }
    }
}

/// The media type of a file by its ending.
fn kind(path: &str) -> &'static str {
    match path.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "wasm" => "application/wasm",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "txt" | "ftl" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asset(hashed: bool) -> Asset {
        Asset {
            path: "app.wasm",
            hashed,
            mark: "\"0f\"",
            plain: b"plain",
            gzip: Some(b"gzip"),
            brotli: Some(b"brotli"),
        }
    }

    fn asked(name: HeaderName, value: &'static str) -> HeaderMap {
        [(name, HeaderValue::from_static(value))].into_iter().collect()
    }

    fn header_of(response: &Response, name: HeaderName) -> &str {
        response.headers().get(name).and_then(|v| v.to_str().ok()).unwrap_or("")
    }

    #[test]
    fn the_best_coding_the_client_takes_is_sent() {
        for (accepts, coding) in
            [("gzip, deflate, br", "br"), ("gzip", "gzip"), ("br;q=0, gzip;q=0.5", "gzip"), ("identity", "")]
        {
            let response = asset(true).answer(&asked(header::ACCEPT_ENCODING, accepts));
            assert_eq!(header_of(&response, header::CONTENT_ENCODING), coding, "{accepts}");
            assert_eq!(header_of(&response, header::CONTENT_TYPE), "application/wasm");
        }
    }

    #[test]
    fn hashed_names_are_kept_for_ever_and_others_revalidated() {
        let plain = HeaderMap::new();
        assert!(header_of(&asset(true).answer(&plain), header::CACHE_CONTROL).contains("immutable"));
        assert_eq!(header_of(&asset(false).answer(&plain), header::CACHE_CONTROL), "no-cache");
        let again = asset(false).answer(&asked(header::IF_NONE_MATCH, "\"0f\""));
        assert_eq!(again.status(), StatusCode::NOT_MODIFIED);
        let changed = asset(false).answer(&asked(header::IF_NONE_MATCH, "\"10\""));
        assert_eq!(changed.status(), StatusCode::OK);
    }

    #[test]
    fn the_table_can_be_searched() {
        assert!(ASSETS.is_sorted_by(|a, b| a.path < b.path));
    }
}
