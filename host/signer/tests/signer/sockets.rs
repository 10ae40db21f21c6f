//! The socket: nobody waits for anybody, and what is no message is answered as such.

use crate::process::folder;
use crate::support::signer;
use craftstrat_signer::server::{Limits, listen, serve};
use craftstrat_signer::{Client, ClientError, RefusalCode};
use std::io::{Read, Write};
use std::os::unix::net::UnixStream;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

/// A signer in this process with limits of a test.
fn served(limits: Limits) -> (tempfile::TempDir, PathBuf) {
    let folder = folder();
    let socket = folder.path().join("signer.sock");
    let listener = listen(&socket).unwrap();
    tokio::spawn(serve(listener, Arc::new(signer()), limits));
    (folder, socket)
}

/// Says `bytes` and listens until the other end closes.
fn talk(socket: PathBuf, bytes: Vec<u8>) -> tokio::task::JoinHandle<String> {
    tokio::task::spawn_blocking(move || {
        let mut stream = UnixStream::connect(socket).unwrap();
        stream.write_all(&bytes).unwrap();
        let mut heard = Vec::new();
        let _ = stream.read_to_end(&mut heard);
        String::from_utf8_lossy(&heard).into_owned()
    })
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_who_dawdles_keeps_nobody_waiting() {
    let limits = Limits {
        patience: Duration::from_millis(300),
        idle: Duration::from_millis(300),
        ..Limits::default()
    };
    let (_folder, socket) = served(limits);
    let silent = talk(socket.clone(), Vec::new());
    let begun = talk(socket.clone(), b"\0\0".to_vec());
    let half = talk(socket.clone(), b"\0\0\0\x08\"sta".to_vec());
    let client = Client::new(&socket);
    for _ in 0..20 {
        client.status().await.unwrap();
    }
    // All three are let go without a word.
    for dawdler in [silent, begun, half] {
        assert_eq!(dawdler.await.unwrap(), "");
    }
    client.status().await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_no_message_is_answered_as_such() {
    let limits = Limits { idle: Duration::from_millis(300), ..Limits::default() };
    let (_folder, socket) = served(limits);
    let long = talk(socket.clone(), vec![0xff; 4]).await.unwrap();
    assert!(long.contains("\"malformed\"") && long.contains("longer"), "{long}");
    let strange = talk(socket.clone(), b"\0\0\0\x05hello\0\0\0\x08\"status\"".to_vec()).await.unwrap();
    assert!(strange.contains("\"malformed\"") && strange.contains("\"masters\""), "it goes on: {strange}");
    assert!(!strange.contains("hello"), "{strange}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn connections_and_requests_are_bounded() {
    let (_folder, socket) = served(Limits { connections: 1, ..Limits::default() });
    let client = Client::new(&socket);
    client.status().await.unwrap();
    let turned_away = talk(socket.clone(), Vec::new()).await.unwrap();
    assert!(turned_away.contains("\"busy\""), "{turned_away}");
    client.status().await.unwrap();
    drop(client);

    let (_folder, socket) = served(Limits { requests_per_second: 0, ..Limits::default() });
    let refused = Client::new(&socket).status().await.unwrap_err();
    assert!(matches!(refused, ClientError::Refused(r) if r.code == RefusalCode::Busy));
}

#[tokio::test]
async fn a_signer_that_is_away_is_said_to_be() {
    let folder = folder();
    let client = Client::new(folder.path().join("nothing"));
    let error = client.status().await.unwrap_err();
    assert!(matches!(error, ClientError::Unreachable { .. }), "{error}");
}
