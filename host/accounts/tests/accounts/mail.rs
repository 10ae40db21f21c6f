//! Mail: its words in both languages, the outbox, a real SMTP conversation, and that no password is shown.

use crate::smtp_server::{Behaviour, SmtpServer};
use crate::support::{Counting, NOW, email};
use craftstrat_accounts::mail::{
    Language, Letter, Links, LinksError, Mail, MailError, Mailer, SmtpUrl, SmtpUrlError,
};
use craftstrat_accounts::secret::{Kind, Secret};
use craftstrat_model::TimeMs;
use expect_test::expect_file;
use std::fmt::Write;
use std::net::IpAddr;

fn links() -> Links {
    Links::parse("https://trade.example.org").expect("an address")
}

fn secret(kind: Kind) -> Secret {
    Secret::generate(kind, &mut Counting(0)).expect("bytes")
}

fn verification() -> Mail {
    Letter::VerifyAddress { code: &secret(Kind::Verification) }.to(
        email("Ann@example.org"),
        Language::French,
        &links(),
    )
}

#[test]
fn the_words_are_those_that_were_read() {
    let (verify, reset) = (secret(Kind::Verification), secret(Kind::Reset));
    let address: IpAddr = "::ffff:192.0.2.7".parse().expect("an address");
    let device = "Mozilla/5.0 (X11; Linux x86_64)\r\nBcc: x \u{202e}<a href=https://evil.example>";
    let letters = [
        Letter::VerifyAddress { code: &verify },
        Letter::AlreadyRegistered,
        Letter::ResetPassword { code: &reset },
        Letter::NewDevice { at: NOW.plus_ms(345), address, device },
        Letter::PasswordChanged { at: NOW, address },
        Letter::SecondFactorDisabled { at: NOW, address },
    ];
    for (language, golden) in
        [(Language::English, expect_file!["mail.en.txt"]), (Language::French, expect_file!["mail.fr.txt"])]
    {
        let mut all = String::new();
        for letter in &letters {
            let mail = letter.to(email("ann@example.org"), language, &links());
            assert!(!mail.subject.contains('\n') && !mail.body.contains('\r'));
            writeln!(all, "Subject: {}\n\n{}\n========", mail.subject, mail.body).expect("text");
        }
        golden.assert_eq(&all);
    }
}

#[test]
fn languages_have_tags() {
    for (tag, language) in [
        ("fr", Language::French),
        ("FR-ca", Language::French),
        ("en", Language::English),
        ("", Language::English),
        ("french", Language::English),
    ] {
        assert_eq!(Language::of_tag(tag), language, "{tag}");
    }
    for language in [Language::English, Language::French] {
        assert_eq!(Language::of_tag(language.as_str()), language);
        assert_eq!(serde_json::to_string(&language).expect("text"), format!("\"{}\"", language.as_str()));
    }
}

#[test]
fn links_lead_to_a_plain_address() {
    for text in ["https://trade.example.org", "http://127.0.0.1:7878/", "http://[::1]:7878"] {
        assert!(Links::parse(text).is_ok(), "{text}");
    }
    let bad = [
        "",
        "trade.example.org",
        "ftp://example.org",
        "javascript:alert(1)",
        "https://",
        "https://example.org/app",
        "https://example.org/?a",
        "https://example.org/#a",
        "https://me@example.org",
        "https://me:pw@example.org",
    ];
    for text in bad {
        assert!(matches!(Links::parse(text), Err(LinksError)), "{text}");
    }
}

#[tokio::test]
async fn the_outbox_is_private_and_in_order() {
    let folder = tempfile::tempdir().expect("a folder");
    let outbox = folder.path().join("deep/outbox");
    let mailer = Mailer::Outbox(outbox.clone());
    for (later, name) in [(5_000, "c"), (0, "a"), (0, "b")] {
        let to = email(&format!("{name}@example.org"));
        mailer.send(&Mail { to, ..verification() }, NOW.plus_ms(later)).await.expect("written");
    }
    let mut names: Vec<_> =
        std::fs::read_dir(&outbox).expect("there").map(|e| e.expect("an entry").path()).collect();
    names.sort();
    let messages: Vec<String> = names.iter().map(|p| std::fs::read_to_string(p).expect("text")).collect();
    let to = |m: &String| m.lines().find_map(|l| l.strip_prefix("To: ").map(str::to_owned));
    let order: Vec<_> = messages.iter().filter_map(to).collect();
    assert_eq!(order, ["a@example.org", "b@example.org", "c@example.org"]);
    assert!(names.iter().all(|name| name.extension().is_some_and(|e| e == "eml")), "{names:?}");
    for line in [
        "From: CraftStrat <noreply@craftstrat.localhost>",
        "Date: Thu, 01 Oct 2026 12:00:00 +0000",
        "Auto-Submitted: auto-generated",
        "Content-Type: text/plain; charset=utf-8",
        "MIME-Version: 1.0",
    ] {
        assert!(messages[0].lines().any(|l| l == line), "{line} is not in\n{}", messages[0]);
    }
    assert!(
        messages[0].contains(
            "\r\nhttps://trade.example.org/verify#csv_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8\r\n"
        ),
        "a link is whole:\n{}",
        messages[0]
    );
    let ids: Vec<_> =
        messages.iter().filter_map(|m| m.lines().find(|l| l.starts_with("Message-ID: <"))).collect();
    assert!(ids.len() == 3 && ids[0] != ids[1], "{ids:?}");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = |path: &std::path::Path| path.metadata().expect("there").permissions().mode() & 0o777;
        assert!(names.iter().all(|name| mode(name) == 0o600));
        assert_eq!(mode(&outbox), 0o700);
    }
}

#[tokio::test]
async fn an_outbox_that_cannot_be_is_an_error() {
    let file = tempfile::NamedTempFile::new().expect("a file");
    let mailer = Mailer::Outbox(file.path().join("below"));
    let error = mailer.send(&verification(), NOW).await.expect_err("no folder");
    assert_eq!(error.to_string(), "the outbox cannot be written");
    assert!(!error.is_temporary());
}

#[test]
fn servers_are_named_with_tls() {
    let read = |text: &str| text.parse::<SmtpUrl>().map(|_| ());
    for text in [
        "smtps://user:pass@mail.example.org:465",
        "smtps://mail.example.org",
        "smtps://us%40er:p%2Fw@mail.example.org/",
        "smtp://user:pass@mail.example.org:587?tls=required",
        "smtp://127.0.0.1:2525",
        "smtp://user:pass@localhost:2525",
        "smtp://[::1]:2525",
    ] {
        assert_eq!(read(text), Ok(()), "{text}");
    }
    use SmtpUrlError::{HalfCredentials, Malformed, Unencrypted};
    for (text, error) in [
        ("", Malformed),
        ("mail.example.org", Malformed),
        ("https://mail.example.org", Malformed),
        ("smtps://", Malformed),
        ("smtps://mail.example.org/name", Malformed),
        ("smtps://mail.example.org?tls=none", Malformed),
        ("smtps://mail.example.org#x", Malformed),
        ("smtp://user:pass@mail.example.org:25", Unencrypted),
        ("smtp://192.0.2.1", Unencrypted),
        ("smtp://127.0.0.1.example.org", Unencrypted),
        ("smtp://user:pass@mail.example.org?tls=opportunistic", Unencrypted),
        ("smtps://user@mail.example.org", HalfCredentials),
        ("smtps://:pass@mail.example.org", HalfCredentials),
    ] {
        assert_eq!(read(text), Err(error), "{text}");
    }
}

#[test]
fn nothing_secret_is_shown() {
    let url: SmtpUrl = "smtps://user:hunter2@mail.example.org".parse().expect("a server");
    let mailer = Mailer::smtp(&url, email("noreply@example.org")).expect("set up");
    let shown = format!("{url:?} {mailer:?} {:?}", verification());
    assert!(shown.starts_with("SmtpUrl(redacted)"), "{shown}");
    for secret in ["hunter2", "csv_"] {
        assert!(!shown.contains(secret), "{shown}");
    }
    let error = "smtp://user:hunter2@mail.example.org".parse::<SmtpUrl>().expect_err("no TLS");
    assert!(!format!("{error} {error:?}").contains("hunter2"));
}

#[tokio::test]
async fn a_server_takes_a_message() {
    let server = SmtpServer::start(Behaviour::Takes);
    let url: SmtpUrl = format!("smtp://us%40er:p%2Fw@{}", server.address).parse().expect("a server");
    let mailer = Mailer::smtp(&url, email("noreply@trade.example.org")).expect("set up");
    mailer.send(&verification(), TimeMs(NOW.0)).await.expect("sent");
    let heard = server.heard();
    // AUTH PLAIN of NUL us@er NUL p/w.
    for line in [
        "EHLO trade.example.org",
        "AUTH PLAIN AHVzQGVyAHAvdw==",
        "MAIL FROM:<noreply@trade.example.org>",
        "RCPT TO:<Ann@example.org>",
        "DATA",
        "From: CraftStrat <noreply@trade.example.org>",
        "To: Ann@example.org",
        "Subject: =?utf-8?b?VsOpcmlmaWV6?= votre adresse e-mail",
        "MIME-Version: 1.0",
        "Content-Transfer-Encoding: quoted-printable",
        "QUIT",
    ] {
        assert!(heard.iter().any(|l| l.starts_with(line)), "{line} is not in\n{}", heard.join("\n"));
    }
    let id = heard.iter().find(|l| l.starts_with("Message-ID:")).expect("an id");
    assert!(id.ends_with("@trade.example.org>"), "{id}");
}

#[tokio::test]
async fn what_a_server_says_is_told_without_its_words() {
    let table = [
        (Behaviour::RefusesLogin, "the mail server refused the message with 535", false),
        (Behaviour::RefusesRecipient, "the mail server refused the message with 550", false),
        (Behaviour::IsBusy, "the mail server wants to be asked later: 451", true),
        (Behaviour::HangsUp, "the mail server cannot be reached", true),
    ];
    for (behaviour, told, temporary) in table {
        let server = SmtpServer::start(behaviour);
        let url: SmtpUrl = format!("smtp://user:hunter2@{}", server.address).parse().expect("a server");
        let mailer = Mailer::smtp(&url, email("noreply@example.org")).expect("set up");
        let error = mailer.send(&verification(), NOW).await.expect_err("not sent");
        assert_eq!((error.to_string().as_str(), error.is_temporary()), (told, temporary), "{behaviour:?}");
        assert!(!format!("{error:?}").contains("hunter2"), "{error:?}");
    }
}

#[tokio::test]
async fn a_server_without_tls_gets_nothing() {
    // It greets in the clear where a handshake is expected, or offers no STARTTLS.
    for scheme in ["smtps://user:hunter2@{}", "smtp://user:hunter2@{}?tls=required"] {
        let server = SmtpServer::start(Behaviour::Takes);
        let url: SmtpUrl = scheme.replace("{}", &server.address.to_string()).parse().expect("a server");
        let mailer = Mailer::smtp(&url, email("noreply@example.org")).expect("set up");
        let error = mailer.send(&verification(), NOW).await.expect_err("not sent");
        assert!(matches!(error, MailError::Insecure | MailError::Unreachable), "{error:?}");
        let heard = server.heard();
        assert!(!heard.iter().any(|l| l.contains("AUTH") || l.contains("MAIL FROM")), "{heard:?}");
    }
}
