//! A disk without room: nothing happens, nothing is lost, and as soon as there is room everything goes on.
#![allow(missing_docs, clippy::unwrap_used)]

mod support;

use craftstrat_live::{Command, Disk, Input, Journal, JournalConfig, Library, Service, ServiceError};
use std::fs::File;
use std::io::{Error, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::process::Command as Process;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use support::{CHEAP, CROSS, add, executor, feed, library, outcome, start};

const CONFIG: JournalConfig = JournalConfig { snapshot_every: 25, file_bytes_max: 60_000 };

/// A disk with so many bytes of room: what fits is written, then it is full.
struct Small(Arc<AtomicU64>);

impl Disk for Small {
    fn append(&mut self, file: &mut File, bytes: &[u8]) -> std::io::Result<()> {
        let room = self.0.load(Ordering::SeqCst);
        let fits = bytes.len().min(room as usize);
        file.write_all(&bytes[..fits])?;
        self.0.fetch_sub(fits as u64, Ordering::SeqCst);
        if fits == bytes.len() { Ok(()) } else { Err(Error::from(ErrorKind::StorageFull)) }
    }
}

fn inputs(library: &Library, slots: i64) -> Vec<Vec<Input>> {
    let starts = [CHEAP, CROSS].iter().enumerate();
    let mut inputs = vec![starts.map(|(n, d)| start(&format!("run {n}"), add(library, d), "200")).collect()];
    inputs.extend(feed(71, slots, 5_000));
    inputs
}

type Outcome = Vec<(String, bool, String, usize)>;

fn replayed(log: &Path, library: &Arc<Library>) -> (u64, Outcome) {
    let replayed = craftstrat_live::replay(log, library, &executor()).unwrap();
    (replayed.records, outcome(&replayed))
}

/// What the same inputs come to where there is room.
fn expected(folder: &Path, library: &Arc<Library>, inputs: &[Vec<Input>]) -> (u64, Outcome) {
    let log = folder.join("calm");
    let mut journal = Journal::open(&log, library, &executor(), CONFIG).unwrap().0;
    for batch in inputs {
        journal.commit(batch.clone()).unwrap();
    }
    drop(journal);
    let expected = replayed(&log, library);
    assert!(expected.1.iter().any(|run| run.1 && run.3 > 0), "{expected:?}");
    expected
}

#[test]
fn what_finds_no_room_has_not_happened_and_happens_once_when_there_is() {
    let folder = tempfile::tempdir().unwrap();
    let library = library(folder.path());
    let inputs = inputs(&library, 2);
    let expected = expected(folder.path(), &library, &inputs);
    let log = folder.path().join("small");
    let room = Arc::new(AtomicU64::new(0));
    let disk = Box::new(Small(Arc::clone(&room)));
    let mut journal = Journal::open_on(&log, &library, &executor(), CONFIG, disk).unwrap().0;
    let mut times = 0;
    for batch in &inputs {
        let seen = |journal: &Journal| format!("{:?} {:?}", journal.records(), journal.desk().status());
        let before = seen(&journal);
        let Err(error) = journal.commit(batch.clone()) else { continue };
        assert!(error.is_full(), "{error}");
        times += 1;
        assert_eq!(seen(&journal), before, "the desk is as the log has it");
        assert!(journal.commit(batch.clone()).is_err(), "one record waits: nothing else is taken");
        assert!(journal.retry().unwrap_err().is_full(), "still no room");
        if times % 3 == 0 {
            // Killed while it waits: what waited has not happened, and comes again from where it came.
            drop(journal);
            let disk = Box::new(Small(Arc::clone(&room)));
            room.store(30_000, Ordering::SeqCst);
            journal = Journal::open_on(&log, &library, &executor(), CONFIG, disk).unwrap().0;
            assert_eq!(seen(&journal), before);
            journal.commit(batch.clone()).unwrap();
        } else {
            room.store(20_000, Ordering::SeqCst);
            journal.retry().unwrap();
            assert!(journal.retry().unwrap().is_empty(), "it is written once");
        }
    }
    assert!(times > 5, "{times}");
    drop(journal);
    assert_eq!(replayed(&log, &library), expected);
}

#[test]
fn a_service_waits_for_room_answers_questions_and_refuses_commands() {
    let folder = tempfile::tempdir().unwrap();
    let library = library(folder.path());
    let inputs = inputs(&library, 2);
    let expected = expected(folder.path(), &library, &inputs);
    let log = folder.path().join("small");
    let room = Arc::new(AtomicU64::new(50_000));
    let disk = Box::new(Small(Arc::clone(&room)));
    let journal = Journal::open_on(&log, &library, &executor(), CONFIG, disk).unwrap().0;
    let heard = Arc::new(AtomicU64::new(0));
    let told = Arc::clone(&heard);
    let service = Service::start(journal, 2, move |_, record, _| {
        assert_eq!(told.swap(record, Ordering::SeqCst) + 1, record, "every record is announced once");
    })
    .unwrap();
    let (full, mut fed) = (service.full(), 0);
    while !full.load(Ordering::SeqCst) {
        service.send(inputs[fed].clone()).unwrap();
        // Asked in between, so that each batch is a record of its own, as it is in the log that is compared.
        service.ask(|_| ()).unwrap();
        fed += 1;
    }
    let records = service.ask(Journal::records).unwrap();
    assert_eq!(records, heard.load(Ordering::SeqCst), "what is not on the disk is not announced");
    let refused = service.command(Command::Kill { run: None, on: true });
    assert!(matches!(refused, Err(ServiceError::Full)), "{refused:?}");
    room.store(u64::MAX / 2, Ordering::SeqCst);
    while full.load(Ordering::SeqCst) {
        std::thread::yield_now();
    }
    for batch in &inputs[fed..] {
        service.send(batch.clone()).unwrap();
        service.ask(|_| ()).unwrap();
    }
    drop(service.stop().unwrap());
    assert_eq!(replayed(&log, &library).1, expected.1);
}

#[test]
fn a_command_that_finds_no_room_is_refused_and_not_carried_out_later() {
    let folder = tempfile::tempdir().unwrap();
    let library = library(folder.path());
    let room = Arc::new(AtomicU64::new(3));
    let disk = Box::new(Small(Arc::clone(&room)));
    let log = folder.path().join("log");
    let journal = Journal::open_on(&log, &library, &executor(), CONFIG, disk).unwrap().0;
    let service = Service::start(journal, 2, |_, _, _| ()).unwrap();
    let kill = || Command::Kill { run: None, on: true };
    assert!(matches!(service.command(kill()), Err(ServiceError::Full)));
    assert!(!service.full().load(Ordering::SeqCst), "nothing waits");
    room.store(1_000_000, Ordering::SeqCst);
    assert!(!service.ask(|journal| journal.desk().is_killed()).unwrap());
    service.command(kill()).unwrap();
    assert!(service.ask(|journal| journal.desk().is_killed()).unwrap());
    assert_eq!(service.stop().unwrap().records(), 1);
}

/// A file system of 1 MiB in memory, gone with this.
struct Mounted(PathBuf);

impl Mounted {
    /// `None` where mounting is not allowed.
    fn at(path: &Path) -> Option<Self> {
        std::fs::create_dir(path).unwrap();
        let mount = Process::new("mount").args(["-t", "tmpfs", "-o", "size=1m", "tmpfs"]).arg(path).output();
        match mount {
            Ok(output) if output.status.success() => Some(Self(path.to_owned())),
            _ => None,
        }
    }
}

impl Drop for Mounted {
    fn drop(&mut self) {
        let _ = Process::new("umount").arg(&self.0).status();
    }
}

#[test]
fn a_real_disk_that_fills_up_stops_nothing_for_good() {
    let folder = tempfile::tempdir().unwrap();
    let library = library(folder.path());
    let inputs = inputs(&library, 1);
    let expected = expected(folder.path(), &library, &inputs);
    let Some(mounted) = Mounted::at(&folder.path().join("disk")) else {
        eprintln!("SKIPPED: mounting a file system of 1 MiB is not allowed here");
        return;
    };
    let (log, ballast) = (mounted.0.join("log"), mounted.0.join("ballast"));
    let mut journal = Journal::open(&log, &library, &executor(), CONFIG).unwrap().0;
    let mut times = 0;
    for (n, batch) in inputs.iter().enumerate() {
        if n % 80 == 40 {
            // Somebody else takes all the room there is.
            let mut file = File::create(&ballast).unwrap();
            while file.write_all(&[7; 4_096]).is_ok() {}
        }
        if journal.commit(batch.clone()).is_ok() {
            continue;
        }
        times += 1;
        assert!(journal.retry().unwrap_err().is_full());
        std::fs::remove_file(&ballast).unwrap();
        journal.retry().unwrap();
    }
    assert!(times > 3, "{times}");
    drop(journal);
    assert_eq!(replayed(&log, &library), expected);
}
