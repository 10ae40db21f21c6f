//! Keys: the signer's alone, its process started, ended and started again.

use super::{ANN, BEN, OPERATOR, SOMEWHERE, installation, made, new, on_plan, with_second_factor};
use crate::installation::Installation;
use crate::server::Studio;
use craftstrat_signing::hex;
use serde_json::{Value, json};
use std::fs::File;
use std::os::unix::fs::{FileExt, PermissionsExt};
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

const KEYSTORE_PASSWORD: &str = "a password for the keystore";

/// Longer than a process takes to begin or end.
const PATIENCE: Duration = Duration::from_secs(30);

/// The signer that a server started, if it runs.
fn signer_of(server: u32) -> Option<u32> {
    let all = std::fs::read_dir("/proc").unwrap().filter_map(Result::ok);
    let ids = all.filter_map(|entry| entry.file_name().to_str()?.parse::<u32>().ok());
    ids.into_iter().find(|id| {
        let Ok(stat) = std::fs::read_to_string(format!("/proc/{id}/stat")) else { return false };
        // pid (name) state parent ...; a zombie is over.
        let mut behind = stat.rsplit(')').next().unwrap().split_whitespace();
        behind.next() != Some("Z") && behind.next() == Some(&server.to_string())
    })
}

/// Waits until a process is over.
fn wait_until_over(id: u32) {
    let deadline = Instant::now() + PATIENCE;
    let over = || {
        let stat = std::fs::read_to_string(format!("/proc/{id}/stat"));
        stat.map_or(true, |stat| stat.rsplit(')').next().unwrap().trim_start().starts_with('Z'))
    };
    while !over() {
        assert!(Instant::now() < deadline, "process {id} goes on");
        std::thread::yield_now();
    }
}

fn kill(id: u32) {
    assert!(Command::new("kill").args(["-KILL", &id.to_string()]).status().unwrap().success());
}

/// A file below `folder` that holds one of these.
fn files_hold(folder: &Path, needles: &[&[u8]]) -> Option<String> {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            if let Some(found) = files_hold(&path, needles) {
                return Some(found);
            }
        } else if path.is_file() && holds(&std::fs::read(&path).unwrap(), needles) {
            return Some(path.display().to_string());
        }
    }
    None
}

/// Whether any of these is in there. Gigabytes are looked through.
fn holds(bytes: &[u8], needles: &[&[u8]]) -> bool {
    needles.iter().any(|needle| {
        let mut from = 0;
        while let Some(at) = bytes[from..].iter().position(|byte| *byte == needle[0]) {
            if bytes[from + at..].starts_with(needle) {
                return true;
            }
            from += at + 1;
        }
        false
    })
}

/// Bytes that two pieces of memory share, so that nothing is missed where they meet: more than a key in hexadecimal.
const OVERLAP: usize = 128;

/// Whether a process's memory holds one of these; `None` where it cannot be read.
fn memory_holds(id: u32, needles: &[&[u8]]) -> Option<bool> {
    let memory = File::open(format!("/proc/{id}/mem")).ok()?;
    let maps = std::fs::read_to_string(format!("/proc/{id}/maps")).ok()?;
    let mut piece = vec![0; 1 << 20];
    for line in maps.lines() {
        let mut words = line.split_whitespace();
        let (from, to) = words.next().unwrap().split_once('-').unwrap();
        // Address space that is set aside, gigabytes of it, is no memory.
        if !words.next().unwrap().starts_with('r') {
            continue;
        }
        let (mut at, to) = (u64::from_str_radix(from, 16).unwrap(), u64::from_str_radix(to, 16).unwrap());
        while at < to {
            let wanted = piece.len().min(usize::try_from(to - at).unwrap());
            // What is not there (a guard page, a device) cannot be read and holds nothing.
            let Ok(read) = memory.read_at(&mut piece[..wanted], at) else { break };
            if holds(&piece[..read], needles) {
                return Some(true);
            }
            if read <= OVERLAP || at + read as u64 >= to {
                break;
            }
            at += (read - OVERLAP) as u64;
        }
    }
    Some(false)
}

#[test]
fn a_key_is_the_signers_alone() {
    let dir = tempfile::tempdir().unwrap();
    let log = dir.path().join("stderr");
    let written = File::create(&log).unwrap();
    let at = Installation::with(dir, |command| {
        command.args(["--memory-lock", "prefer"]).env("RUST_LOG", "trace").stderr(written);
    });
    let ann = at.person(ANN);
    assert_eq!(signer_of(at.studio.id()), None, "nobody asked for a key");
    let path = made(&ann, "savings", "deposit");
    let (server, signer) = (at.studio.id(), signer_of(at.studio.id()).expect("a signer"));
    let file = at.studio.data().join("master.key");
    assert_eq!(std::fs::metadata(file).unwrap().permissions().mode() & 0o777, 0o600);
    let keystore = format!("{path}/keystore");
    let asked = json!({"password": KEYSTORE_PASSWORD});
    // The password alone is not enough.
    ann.post(&keystore, &asked).refused(403, "enrol_second_factor");
    ann.confirm();
    ann.post(&keystore, &asked).refused(403, "enrol_second_factor");
    with_second_factor(&ann);
    ann.post(&keystore, &json!({"password": "short"})).refused(422, "bad_password");
    let exported = ann.post(&keystore, &asked).expect(200);
    let mut key = decrypted(&exported);
    assert_eq!(key.len(), 32);
    ann.post(&format!("{path}/allowed"), &json!({"address": SOMEWHERE})).expect(201);
    assert!(ann.get(&path).expect(200)["exported_at_ms"].is_i64());
    // Whoever took the key along may have used it: without a chain nobody can tell that the wallet is empty.
    ann.delete(&format!("{path}?confirm=savings")).refused(503, "no_chain");

    let (lower, upper) = (hex::encode(&key), hex::encode_upper(&key));
    let needles: [&[u8]; 3] = [&key, lower.as_bytes(), upper.as_bytes()];
    for path in [&path, &format!("{path}/allowed"), "/wallets", "/account/audit", "/account/export"] {
        assert!(!holds(ann.get(path).text().as_bytes(), &needles), "{path}");
    }
    assert_eq!(files_hold(at.studio.dir.path(), &needles), None, "logs, database and all else");
    let said = std::fs::read_to_string(&log).unwrap();
    assert!(!said.contains(KEYSTORE_PASSWORD), "the log has the keystore's password");
    assert!(files_hold(at.studio.dir.path(), &[ANN.as_bytes()]).is_some(), "the search finds what is there");
    match memory_holds(server, &[b"signer_unavailable"]) {
        None => println!("the server's memory cannot be read by this user"),
        Some(found) => {
            assert!(found, "the search finds what is there");
            assert_eq!(memory_holds(server, &needles), Some(false), "the key is in the server's memory");
        }
    }
    key.fill(0);
    drop(at);
    // However the server ends, the signer ends with it.
    wait_until_over(signer);
}

/// The key in an exported keystore.
fn decrypted(exported: &Value) -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join(exported["file_name"].as_str().unwrap());
    std::fs::write(&file, exported["keystore"].as_str().unwrap()).unwrap();
    eth_keystore::decrypt_key(file, KEYSTORE_PASSWORD).unwrap()
}

#[test]
fn a_signer_that_is_killed_comes_back_with_the_same_keys() {
    let at = installation(&[]);
    let (ann, operator) = (at.person(ANN), at.person(OPERATOR));
    operator.confirm();
    on_plan(&operator, ANN, "starter");
    let path = made(&ann, "first", "proxy");
    let first = signer_of(at.studio.id()).expect("a signer");
    kill(first);
    wait_until_over(first);
    made(&ann, "second", "safe");
    let second = signer_of(at.studio.id()).expect("another signer");
    assert_ne!(first, second);
    with_second_factor(&ann);
    let exported = ann.post(&format!("{path}/keystore"), &json!({"password": KEYSTORE_PASSWORD})).expect(200);
    assert_eq!(decrypted(&exported).len(), 32);
    // Told to stop, the server waits for it.
    let (status, dir) = at.studio.stop();
    assert!(status.success(), "{status}");
    wait_until_over(second);
    assert!(!dir.path().join("data/run/signer.sock").exists());
}

#[test]
fn where_no_signer_starts_the_rest_goes_on_and_the_operator_learns_why() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("data");
    std::fs::create_dir_all(&data).unwrap();
    // Others could read it: the signer does not use such a file.
    let file = data.join("master.key");
    std::fs::write(&file, "not a key").unwrap();
    std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o644)).unwrap();
    let at = Installation::with(dir, |command| {
        command.args(["--memory-lock", "prefer"]);
    });
    let (ben, operator) = (at.person(BEN), at.person(OPERATOR));
    let told = ben.post("/wallets", &new("a", "deposit")).refused(503, "signer_unavailable");
    assert!(!told.contains("master.key"), "paths are the operator's: {told}");
    let told = operator.post("/wallets", &new("a", "deposit")).refused(503, "signer_unavailable");
    assert!(told.contains("master.key"), "{told}");
    made(&ben, "paper", "paper");
    ben.post("/strategies", &json!({"name": "s", "document": "{}"})).expect(201);
}

#[test]
fn the_master_key_is_not_for_the_server() {
    let dir = tempfile::tempdir().unwrap();
    let mut command = crate::server::craftstrat(dir.path(), &["up", "--port", "0", "--venue", "none"]);
    let output = command.env("CRAFTSTRAT_MASTER_KEY", "secret").output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success() && said.contains("craftstrat signer"), "{said}");
    assert!(!said.contains("secret"), "{said}");
    let studio = Studio::with_slots(0);
    studio.get("/wallets").expect(200);
}
