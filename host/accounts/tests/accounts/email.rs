//! Addresses: what is taken, what is refused, what is the same.

use crate::support::email;
use craftstrat_accounts::email::{Email, EmailError};
use proptest::prelude::*;
use std::collections::HashSet;

#[test]
fn addresses_are_normalised() {
    let table = [
        ("ann@example.org", "ann@example.org", "ann@example.org"),
        ("  Ann.Lee+bot@Example.ORG\n", "Ann.Lee+bot@example.org", "ann.lee+bot@example.org"),
        ("owner@craftstrat.localhost", "owner@craftstrat.localhost", "owner@craftstrat.localhost"),
        ("o'neil_1@a-b.co.uk", "o'neil_1@a-b.co.uk", "o'neil_1@a-b.co.uk"),
        ("chloe@Société.fr", "chloe@xn--socit-esab.fr", "chloe@xn--socit-esab.fr"),
    ];
    for (typed, text, key) in table {
        let email = email(typed);
        assert_eq!((email.as_str(), email.key()), (text, key));
        assert_eq!(email.to_string(), text);
    }
}

#[test]
fn what_is_no_address_is_refused() {
    let long = format!("{}@{}.org", "a".repeat(64), "b.".repeat(94) + "b");
    let local = format!("{}@example.org", "a".repeat(65));
    let table = [
        "",
        " ",
        "ann",
        "ann@",
        "@example.org",
        "ann@example",
        "ann@@example.org",
        "ann@example..org",
        ".ann@example.org",
        "ann.@example.org",
        "a..n@example.org",
        "ann@-a.org",
        "ann@exa mple.org",
        "ann lee@example.org",
        "\"ann lee\"@example.org",
        "\"ann\"@example.org",
        "ann@[127.0.0.1]",
        "Ann <ann@example.org>",
        "ann@example.org, bob@example.org",
        "ann@example.org\r\nBcc: bob@example.org",
        "ann\r\nBcc: bob@example.org",
        "ann\n@example.org",
        "ann\0@example.org",
        "ann@example.org\0",
        "änn@example.org",
        "ann(comment)@example.org",
        "ann@example.org;x",
        "ann@exam\u{200b}ple.o/rg",
        "ann@example.org/x",
        &local,
    ];
    for text in table {
        assert_eq!(Email::parse(text), Err(EmailError::Malformed), "{text:?}");
    }
    assert!(long.len() > 254);
    assert_eq!(Email::parse(&long), Err(EmailError::TooLong));
    assert_eq!(Email::parse(&"@".repeat(1 << 20)), Err(EmailError::TooLong));
}

#[test]
fn case_makes_no_second_account() {
    let both: HashSet<Email> = [email("Ann@example.org"), email("aNN@EXAMPLE.org")].into();
    assert_eq!(both.len(), 1);
    assert_ne!(email("ann@example.org"), email("ann@example.com"));
}

#[test]
fn json_holds_addresses_only() {
    let read = |json: &str| serde_json::from_str::<Email>(json);
    assert_eq!(read("\" Ann@Example.org \"").expect("one").as_str(), "Ann@example.org");
    assert_eq!(serde_json::to_string(&email("ann@example.org")).expect("text"), "\"ann@example.org\"");
    assert!(read("\"ann\"").expect_err("none").to_string().contains("name@example.org"));
}

proptest! {
    #[test]
    fn whatever_is_taken_is_safe_in_a_header(text in "\\PC{0,20}[@a-z.\r\n \"<>,;]{0,20}@\\PC{0,30}") {
        if let Ok(email) = Email::parse(&text) {
            prop_assert!(email.as_str().bytes().all(|b| b.is_ascii_graphic() && !b"\"<>,;:()[]\\".contains(&b)));
            prop_assert!(email.as_str().len() <= 254);
            let again = Email::parse(email.as_str()).expect("again");
            prop_assert_eq!(again.as_str(), email.as_str());
        }
    }

    #[test]
    fn plain_addresses_are_taken(text in "[a-z0-9]{1,20}(\\.[a-z0-9+_-]{1,8})?@[a-z0-9]{1,20}\\.[a-z]{2,6}") {
        let taken = email(&text);
        prop_assert_eq!(taken.as_str(), text.as_str());
    }
}
