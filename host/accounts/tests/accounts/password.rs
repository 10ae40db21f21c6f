//! Passwords: the policy, the parameters, and that nobody's login takes as long as anybody's.

use crate::support::{Counting, Empty, email};
use craftstrat_accounts::password::{
    LENGTH_MAX, Password, PasswordError, PasswordRefusal, StoredPassword, acceptable, hash, needs_rehash,
    verify,
};

fn password(text: &str) -> Password {
    Password::new(text.to_owned())
}

/// A hash of `password`, with other parameters than ours. Source: the reference implementation's `src/test.c`.
const OLD: &str = "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4";

#[test]
fn the_policy_is_a_table() {
    use PasswordRefusal::{Common, IsEmail, TooLong, TooShort};
    let ann = email("Ann.Lee.Trader@Example.org");
    let longest = "é".repeat(LENGTH_MAX);
    let too_long = "a".repeat(LENGTH_MAX + 1);
    let table = [
        ("", Err(TooShort)),
        ("elevenchars", Err(TooShort)),
        ("ééééééééééé", Err(TooShort)),
        ("twelve chars", Ok(())),
        ("éééééééééééà", Ok(())),
        (&longest, Ok(())),
        (&too_long, Err(TooLong)),
        ("ann.lee.trader@example.org", Err(IsEmail)),
        ("ANN.LEE.TRADER@EXAMPLE.ORG", Err(IsEmail)),
        (" ann.lee.trader ", Err(IsEmail)),
        ("ann.lee.trader!", Ok(())),
        ("PassWord1234", Err(Common)),
        ("correct horse battery staple", Err(Common)),
        ("azertyuiop123", Err(Common)),
        ("correct horse battery stable", Ok(())),
    ];
    for (text, wanted) in table {
        assert_eq!(acceptable(&password(text), &ann), wanted, "{text}");
    }
    for refusal in [Common, IsEmail, TooLong, TooShort] {
        assert!(refusal.code().contains("password"));
        assert!(refusal.to_string().contains("password"), "{refusal}");
    }
}

#[test]
fn the_list_holds_what_it_says() {
    let list = include_str!("../../src/password/common.txt");
    for line in list.lines() {
        assert!(line.chars().count() >= 12, "{line} is too short anyway");
        assert_eq!(line, line.trim().to_lowercase());
    }
    assert!(list.lines().count() > 300);
}

#[test]
fn a_password_is_checked_against_its_hash() {
    let stored = hash(&password("a good password"), &mut Counting(0)).expect("hashed");
    assert!(stored.as_str().starts_with("$argon2id$v=19$m=19456,t=2,p=1$AAECAwQFBgcICQoLDA0ODw$"));
    assert!(!needs_rehash(&stored));
    for (text, wanted) in
        [("a good password", true), ("a good passwore", false), ("A good password", false), ("", false)]
    {
        assert_eq!(verify(&password(text), Some(&stored)), Ok(wanted), "{text}");
    }
    let again = hash(&password("a good password"), &mut Counting(1)).expect("hashed");
    assert_ne!(stored, again, "the salt differs");
    assert_eq!(verify(&password("a good password"), Some(&again)), Ok(true));
}

#[test]
fn nobody_is_checked_like_somebody() {
    assert_eq!(verify(&password("a good password"), None), Ok(false));
    let far_too_long = password(&"a".repeat(1 << 20));
    assert_eq!(verify(&far_too_long, None), Ok(false));
    let stored = hash(&password("a good password"), &mut Counting(0)).expect("hashed");
    assert_eq!(verify(&far_too_long, Some(&stored)), Ok(false));
}

#[test]
fn old_hashes_are_made_anew() {
    let stored = |text: &str| StoredPassword::from_stored(text.to_owned());
    assert!(needs_rehash(&stored(OLD)));
    assert_eq!(verify(&password("password"), Some(&stored(OLD))), Ok(true), "and still checked");
    assert_eq!(verify(&password("passwore"), Some(&stored(OLD))), Ok(false));
    let current = hash(&password("a good password"), &mut Counting(0)).expect("hashed");
    for (from, to) in
        [("argon2id", "argon2i"), ("t=2", "t=1"), ("m=19456", "m=19455"), ("v=19", "v=16"), ("p=1", "p=2")]
    {
        assert!(needs_rehash(&stored(&current.as_str().replace(from, to))), "{to}");
    }
    assert!(needs_rehash(&stored("")));
}

#[test]
fn failures_are_errors_and_say_nothing() {
    assert!(matches!(hash(&password("a good password"), &mut Empty), Err(PasswordError::Entropy(_))));
    for text in ["", "plain", "$argon2id$", "$2b$12$abcdefghijklmnopqrstuv"] {
        let error = verify(&password("a good password"), Some(&StoredPassword::from_stored(text.to_owned())));
        let error = error.expect_err("not a hash").to_string();
        assert!(!error.contains("good"), "{error}");
    }
}

#[test]
fn nothing_is_shown() {
    let typed: Password = serde_json::from_str("\"a good password\"").expect("text");
    assert_eq!(format!("{typed:?}"), "Password(redacted)");
    assert_eq!(format!("{:?}", StoredPassword::from_stored(OLD.to_owned())), "StoredPassword(redacted)");
}
