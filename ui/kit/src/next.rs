//! Where somebody wanted to go who had to sign in first.

use crate::query::{encoded, query_value};
use crate::route::Route;
use yew_router::Routable;
use yew_router::history::{BrowserHistory, History};

/// The address of the page to sign in at, that leads on to `path` and `query` afterwards. The fragment is carried along as
/// it is: it may hold a shared strategy, which no server need see.
pub fn login_address(path: &str, query: &str, hash: &str) -> String {
    let next = format!("{path}{query}");
    let route = Route::Login.to_path();
    if next == "/" { format!("{route}{hash}") } else { format!("{route}?next={}{hash}", encoded(&next)) }
}

/// Where the query of the page to sign in at leads on to: a page of this site, or the first one.
pub fn next_address(query: &str, hash: &str) -> String {
    let next = query_value(query, "next").filter(|next| is_ours(next));
    format!("{}{hash}", next.unwrap_or_else(|| Route::Home.to_path()))
}

/// Whether an address is of a page of this site that one can be sent to.
fn is_ours(address: &str) -> bool {
    let is_path = address.starts_with('/') && !address.starts_with("//");
    let is_plain = !address.contains(|c: char| c == '\\' || c == '#' || c.is_control());
    let path = address.split('?').next().unwrap_or_default();
    is_path && is_plain && Route::recognize(path).is_some_and(|route| !route.is_public())
}

/// Goes to an address of this site. The page one comes from is not gone back to.
pub fn go(address: &str) {
    BrowserHistory::new().replace(address);
}

#[cfg(test)]
mod tests {
    use super::{login_address, next_address};

    #[test]
    fn the_way_there_is_the_way_back() {
        for (path, query, hash) in [
            ("/strategies/s1", "", ""),
            ("/live/events", "?run=r1&kind=fill", ""),
            ("/shared", "", "#eJy/+x=="),
            ("/", "", ""),
            ("/settings", "?section=s%C3%A9curit%C3%A9", ""),
        ] {
            let address = login_address(path, query, hash);
            let (before, fragment) = address.split_once('#').unwrap_or((&address, ""));
            let query_there = before.split_once('?').map_or("", |(_, query)| query);
            let fragment = if fragment.is_empty() { String::new() } else { format!("#{fragment}") };
            assert_eq!(next_address(query_there, &fragment), format!("{path}{query}{hash}"));
        }
    }

    #[test]
    fn nobody_is_sent_to_another_site_or_round_in_circles() {
        for next in [
            "https://elsewhere.example/",
            "//elsewhere.example/",
            "%2F%2Felsewhere.example",
            "/%5Celsewhere.example",
            "javascript:alert(1)",
            "/login?next=/login",
            "/signup",
            "/no/such/page",
            "/%0Astrategies",
            "",
        ] {
            assert_eq!(next_address(&format!("?next={next}"), ""), "/", "{next}");
        }
        assert_eq!(next_address("?next=%2Fplan", ""), "/plan");
    }
}
