//! Deliveries to a listener on the loopback.
#![allow(clippy::unwrap_used)]

use super::lookup::Lookup;
use super::reach::Reach;
use super::*;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

const NO_WAITS: [Duration; 2] = [Duration::ZERO; 2];

fn alert() -> Alert {
    Alert {
        id: "0198".to_owned(),
        at_ms: 1_790_812_800_000,
        kind: AlertKind::Fault,
        run_id: Some("r1".to_owned()),
        run_name: Some("Momentum".to_owned()),
        subject: "btc-updown-15m-1790812800".to_owned(),
        text: "The strategy faulted: \"out of fuel\".".to_owned(),
        told: None,
        seen: false,
    }
}

/// The webhook of whoever runs this machine.
fn own(url: &str) -> Target {
    Target { url: url.to_owned(), reach: Reach::Anywhere, secret: None, kinds: Vec::new() }
}

/// A receiver on the loopback that answers request after request with these, each on its own connection, and returns what
/// it was sent.
async fn receiver(answers: &'static [&'static str]) -> (String, JoinHandle<Vec<String>>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/hook?room=7", listener.local_addr().unwrap());
    let serving = tokio::spawn(async move {
        let mut sent = Vec::new();
        for answer in answers {
            let (mut stream, _) = listener.accept().await.unwrap();
            let mut request = Vec::new();
            while !is_whole(&request) {
                let mut part = [0; 4_096];
                let read = stream.read(&mut part).await.unwrap();
                assert!(read > 0, "it ended in the middle of a request");
                request.extend_from_slice(&part[..read]);
            }
            sent.push(String::from_utf8(request).unwrap());
            let _ =
                stream.write_all(format!("HTTP/1.1 {answer}\r\ncontent-length: 0\r\n\r\n").as_bytes()).await;
        }
        sent
    });
    (url, serving)
}

fn is_whole(request: &[u8]) -> bool {
    let text = String::from_utf8_lossy(request);
    let Some((head, body)) = text.split_once("\r\n\r\n") else { return false };
    let length =
        head.lines().find_map(|line| line.to_lowercase().strip_prefix("content-length: ")?.parse().ok());
    length.is_some_and(|length: usize| body.len() >= length)
}

#[tokio::test]
async fn an_alert_arrives_as_json() {
    let (url, serving) = receiver(&["204 No Content"]).await;
    attempts(&Poster::default(), &own(&url), &alert(), &NO_WAITS).await.unwrap();
    let sent = serving.await.unwrap();
    let (head, body) = sent[0].split_once("\r\n\r\n").unwrap();
    assert!(head.starts_with("POST /hook?room=7 HTTP/1.1\r\n"), "{head}");
    assert!(head.to_lowercase().contains("content-type: application/json"), "{head}");
    assert_eq!(serde_json::from_str::<Alert>(body).unwrap(), alert());
}

#[tokio::test]
async fn what_fails_is_tried_three_times() {
    let (url, serving) = receiver(&["500 No", "503 Busy", "200 OK"]).await;
    attempts(&Poster::default(), &own(&url), &alert(), &NO_WAITS).await.unwrap();
    assert_eq!(serving.await.unwrap().len(), 3);

    let (url, serving) = receiver(&["500 No", "503 Busy", "418 Teapot"]).await;
    let error = attempts(&Poster::default(), &own(&url), &alert(), &NO_WAITS).await.unwrap_err();
    assert_eq!(serving.await.unwrap().len(), 3);
    assert!(error.to_string().contains("418"), "{error}");
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let to = format!("302 Found\r\nlocation: http://{}/", listener.local_addr().unwrap());
    let (url, serving) = receiver(Box::leak(vec![&*Box::leak(to.into_boxed_str())].into_boxed_slice())).await;
    let error = attempts(&Poster::default(), &own(&url), &alert(), &[]).await.unwrap_err();
    assert_eq!(error.to_string(), "It answered 302 Found instead of accepting the alert.");
    assert_eq!(serving.await.unwrap().len(), 1);
    let nobody = listener.into_std().unwrap().accept().unwrap_err();
    assert_eq!(nobody.kind(), std::io::ErrorKind::WouldBlock, "nobody came to the other place");
}

#[tokio::test]
async fn nobody_there_and_nobody_answering_are_failures_that_are_told() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/", listener.local_addr().unwrap());
    // It accepts and says nothing.
    let silent = Poster::with_limit(Duration::ZERO).send(&own(&url), &alert(), 1).await;
    assert_eq!(silent, Err(WebhookError::TooLate(Duration::ZERO)));
    drop(listener);
    let gone = attempts(&Poster::default(), &own(&url), &alert(), &NO_WAITS).await.unwrap_err();
    assert!(matches!(gone, WebhookError::Unreachable(_)), "{gone:?}");
}

#[tokio::test]
async fn an_address_that_may_not_be_used_is_tried_once() {
    // Were it tried again, this would wait for ever.
    let waits = [Duration::MAX];
    for url in ["http://10.0.0.7/", "ftp://127.0.0.1/"] {
        let error = attempts(&Poster::default(), &own(url), &alert(), &waits).await.unwrap_err();
        assert!(!error.is_worth_another(), "{url}");
    }
}

#[tokio::test]
async fn the_name_of_this_machine_is_looked_up() {
    let (url, serving) = receiver(&["200 OK"]).await;
    attempts(&Poster::default(), &own(&url.replace("127.0.0.1", "localhost")), &alert(), &[]).await.unwrap();
    assert_eq!(serving.await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_delivery_is_signed_over_its_time_and_body() {
    let (url, serving) = receiver(&["200 OK"]).await;
    let secret = Some(b"csw_secret".to_vec().into());
    let to = Target { secret, ..own(&url) };
    Poster::default().send(&to, &alert(), 1_790_812_800_000).await.unwrap();
    let sent = serving.await.unwrap();
    let (head, body) = sent[0].split_once("\r\n\r\n").unwrap();
    let header = |name: &str| head.lines().find_map(|line| line.strip_prefix(&format!("{name}: "))).unwrap();
    assert_eq!(header("x-craftstrat-timestamp"), "1790812800000");
    let signed = sign::signature(b"csw_secret", "1790812800000", body.as_bytes());
    assert_eq!(header("x-craftstrat-signature"), signed);
    assert!(!format!("{to:?}").contains("hook"), "{to:?}");
}

/// A way of looking names up that gives these answers one after the other, and how often it was asked.
fn rebinding(answers: &'static [&'static str]) -> (Lookup, Arc<AtomicUsize>) {
    let asked = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&asked);
    let lookup = Lookup::told(move |_| {
        let answer = answers[count.fetch_add(1, Ordering::SeqCst)];
        Ok(vec![format!("{answer}:0").parse().unwrap()])
    });
    (lookup, asked)
}

#[tokio::test]
async fn what_is_connected_to_is_what_was_looked_at() {
    // Were the name looked up again to connect, the first delivery would be asked of the second answer.
    let (url, serving) = receiver(&["200 OK"]).await;
    let (lookup, asked) = rebinding(&["127.0.0.1", "10.0.0.7"]);
    let (poster, to) = (Poster::asking(lookup), own(&url.replace("127.0.0.1", "hook.example")));
    poster.send(&to, &alert(), 1).await.unwrap();
    assert_eq!((serving.await.unwrap().len(), asked.load(Ordering::SeqCst)), (1, 1));
    // The next delivery looks again, and the name has gone elsewhere.
    assert_eq!(poster.send(&to, &alert(), 1).await, Err(WebhookError::InTheClear));
    assert_eq!(asked.load(Ordering::SeqCst), 2);
}

#[tokio::test]
async fn a_name_that_leads_into_our_networks_gets_nothing_from_those_outside() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let answers = &["127.0.0.1", "[::1]", "10.0.0.7", "169.254.169.254", "[::ffff:127.0.0.1]", "[fd00::7]"];
    let (lookup, asked) = rebinding(answers);
    let poster = Poster::asking(lookup);
    let to = Target { reach: Reach::Public, ..own(&format!("https://hook.example:{port}/")) };
    for answer in answers {
        assert_eq!(poster.send(&to, &alert(), 1).await, Err(WebhookError::NotPublic), "{answer}");
    }
    assert_eq!(asked.load(Ordering::SeqCst), answers.len());
    let nobody = listener.into_std().unwrap().accept().unwrap_err();
    assert_eq!(nobody.kind(), std::io::ErrorKind::WouldBlock, "nobody came");
}

#[test]
fn kinds_are_chosen_and_none_means_all() {
    assert!(wanted(&[], AlertKind::Fault));
    assert!(wanted(&[AlertKind::Fault], AlertKind::Fault));
    assert!(!wanted(&[AlertKind::Fault], AlertKind::Resolution));
}
