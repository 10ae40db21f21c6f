//! New versions beside and instead of old ones, kill switches, stops: while ticks flow.
#![allow(missing_docs, clippy::unwrap_used)]

mod support;

use craftstrat_live::{Command, Input, Journal, JournalConfig, RunStatus, Said, What};
use support::{
    CARRYING, CHEAP, CROSS, QUOTING, add, executor, feed, library_for, open, outcome, replayed, start,
};

fn status(journal: &Journal) -> RunStatus {
    journal.desk().status().into_iter().find(|run| run.name == "a").unwrap()
}

fn told(journal: &mut Journal, command: Command) -> Vec<Said> {
    journal.commit(vec![Input::Command(command)]).unwrap()
}

fn approvals(said: &[Said]) -> usize {
    let entry = |said: &&Said| {
        format!("{:?}", said.what).contains("Approved") && format!("{:?}", said.what).contains("side: Buy")
    };
    said.iter().filter(entry).count()
}

/// Feeds instants from `from` to `to` and returns what was said.
fn go(journal: &mut Journal, inputs: &[Vec<Input>], from: usize, to: usize) -> Vec<Said> {
    inputs[from..to].iter().flat_map(|batch| journal.commit(batch.clone()).unwrap()).collect()
}

#[test]
fn the_same_version_beside_decides_the_same_and_another_does_not() {
    let folder = tempfile::tempdir().unwrap();
    let (mut journal, _, library) = open(folder.path(), 60);
    let inputs = feed(21, 2, 5_000);
    let (cheap, cross) = (add(&library, CHEAP), add(&library, CROSS));
    journal.commit(vec![start("a", cheap.clone(), "1000")]).unwrap();
    go(&mut journal, &inputs, 0, 100);
    let run = || "a".to_owned();
    let said = told(&mut journal, Command::Shadow { run: run(), version: cheap });
    assert!(matches!(said[0].what, What::Shadowing { cold: None, .. }), "{said:?}");
    go(&mut journal, &inputs, 100, 250);
    let shadow = status(&journal).shadow.unwrap();
    assert!(shadow.rows > 100 && shadow.differed == 0, "{shadow:?}");
    told(&mut journal, Command::Shadow { run: run(), version: cross.clone() });
    let said = go(&mut journal, &inputs, 250, 500);
    let shadow = status(&journal).shadow.unwrap();
    assert!(shadow.rows > 100 && shadow.differed > 0, "{shadow:?}");
    assert!(said.iter().any(|s| matches!(s.what, What::Differed { .. })));
    // It takes over, the old one stays beside, and takes over again: a rollback.
    told(&mut journal, Command::Swap { run: run() });
    assert_eq!(status(&journal).version, cross);
    go(&mut journal, &inputs, 500, 520);
    told(&mut journal, Command::Swap { run: run() });
    assert_eq!(status(&journal).shadow.unwrap().version, cross);
    told(&mut journal, Command::Discard { run: run() });
    assert!(status(&journal).shadow.is_none());
    go(&mut journal, &inputs, 520, inputs.len());
    drop(journal);
    assert!(replayed(folder.path()).runs[0].complete);
}

/// The average carries over: the run that changed to the same code trades as the one that did not.
#[test]
fn state_moves_to_the_new_version() {
    let digests: Vec<_> = [false, true]
        .into_iter()
        .map(|change| {
            let folder = tempfile::tempdir().unwrap();
            let (mut journal, _, library) = open(folder.path(), 60);
            let inputs = feed(22, 3, 5_000);
            journal.commit(vec![start("a", add(&library, CARRYING), "1000")]).unwrap();
            go(&mut journal, &inputs, 0, 450);
            if change {
                // Another document with the same nodes: another component that takes the state over.
                let version = add(
                    &library,
                    &CARRYING.replacen("\"mode\":\"node\"", "\"mode\":\"node\",\"name\":\"New\"", 1),
                );
                let said = told(&mut journal, Command::Change { run: "a".into(), version });
                assert!(said.iter().any(|s| matches!(s.what, What::Swapped { warm: true, .. })), "{said:?}");
            }
            go(&mut journal, &inputs, 450, inputs.len());
            drop(journal);
            outcome(&replayed(folder.path()))
        })
        .collect();
    assert!(digests[0][0].3 > 0);
    assert_eq!(digests[0], digests[1]);
}

#[test]
fn a_version_that_needs_more_of_the_account_is_not_run_beside_but_can_take_over() {
    let folder = tempfile::tempdir().unwrap();
    let (mut journal, _, library) = open(folder.path(), 60);
    let inputs = feed(23, 2, 5_000);
    journal.commit(vec![start("a", add(&library, CROSS), "1000")]).unwrap();
    go(&mut journal, &inputs, 0, 100);
    let quoting = add(&library, QUOTING);
    let said = told(&mut journal, Command::Shadow { run: "a".into(), version: quoting.clone() });
    assert!(matches!(&said[0].what, What::Rejected { reason } if reason.contains("directly")), "{said:?}");
    let said = told(&mut journal, Command::Change { run: "a".into(), version: quoting.clone() });
    assert!(said.iter().any(|s| matches!(s.what, What::Swapped { .. })), "{said:?}");
    assert_eq!(status(&journal).version, quoting);
    go(&mut journal, &inputs, 100, inputs.len());
    drop(journal);
    assert!(replayed(folder.path()).runs[0].complete);
}

#[test]
fn a_kill_switch_lets_nothing_in_and_survives_a_restart() {
    for all in [false, true] {
        let folder = tempfile::tempdir().unwrap();
        let (mut journal, _, library) = open(folder.path(), 60);
        let inputs = feed(24, 3, 5_000);
        journal.commit(vec![start("a", add(&library, CROSS), "1000")]).unwrap();
        assert!(approvals(&go(&mut journal, &inputs, 0, 200)) > 0);
        let run = (!all).then(|| "a".to_owned());
        told(&mut journal, Command::Kill { run: run.clone(), on: true });
        assert_eq!(approvals(&go(&mut journal, &inputs, 200, 300)), 0);
        drop(journal);
        let mut journal = open(folder.path(), 60).0;
        assert!(status(&journal).account.halted.is_some());
        let version = add(&library, CHEAP);
        journal.commit(vec![start("b", version, "1000")]).unwrap();
        let said = go(&mut journal, &inputs, 300, 420);
        // The switch of one does not hold the other; the switch of all holds those that come later too.
        assert_eq!(said.iter().any(|s| approvals(std::slice::from_ref(s)) > 0), !all);
        told(&mut journal, Command::Kill { run, on: false });
        assert!(approvals(&go(&mut journal, &inputs, 420, inputs.len())) > 0);
        drop(journal);
        replayed(folder.path());
    }
}

#[test]
fn a_stopped_run_settles_what_it_holds_and_is_over() {
    let folder = tempfile::tempdir().unwrap();
    let (mut journal, _, library) = open(folder.path(), 60);
    let inputs = feed(25, 2, 5_000);
    journal.commit(vec![start("a", add(&library, CHEAP), "1000")]).unwrap();
    go(&mut journal, &inputs, 0, 150);
    told(&mut journal, Command::Stop { run: "a".into() });
    let asked = status(&journal).asked;
    let said = go(&mut journal, &inputs, 150, inputs.len());
    assert_eq!(status(&journal).asked, asked);
    assert_eq!(approvals(&said), 0);
    assert!(said.iter().any(|s| matches!(s.what, What::Over)));
    assert_eq!(journal.desk().instances(), 0);
    // The name is free again.
    let again = journal.commit(vec![start("a", add(&library, CHEAP), "1000")]).unwrap();
    assert!(matches!(again[0].what, What::Started { .. }));
}

#[test]
fn what_cannot_be_done_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let (mut journal, _, library) = open(folder.path(), 60);
    let version = add(&library, CHEAP);
    journal.commit(vec![start("a", version.clone(), "1000")]).unwrap();
    let mut wrong = version.clone();
    wrong.parameters.push(1.0);
    let mut gone = version.clone();
    gone.component = "00".repeat(32);
    for (input, why) in [
        (start("a", version.clone(), "1000"), "already"),
        (start("b", wrong, "1000"), "declares"),
        (start("b", gone, "1000"), "is not in the library"),
        (start("b", version, "-1"), "the cash must be"),
        (Input::Command(Command::Stop { run: "x".into() }), "no strategy runs as x"),
        (Input::Command(Command::Swap { run: "a".into() }), "no version runs beside"),
    ] {
        let said = journal.commit(vec![input]).unwrap();
        assert!(
            matches!(&said[0].what, What::Rejected { reason } if reason.contains(why)),
            "{why}: {said:?}"
        );
    }
    drop(journal);
    replayed(folder.path());
}

#[test]
fn what_comes_late_is_dropped_and_said() {
    let folder = tempfile::tempdir().unwrap();
    let (mut journal, _, library) = open(folder.path(), 60);
    let inputs = feed(26, 1, 5_000);
    journal.commit(vec![start("a", add(&library, CHEAP), "1000")]).unwrap();
    let said = go(&mut journal, &inputs, 0, 100);
    assert!(!said.iter().any(|s| matches!(s.what, What::Dropped { .. })));
    let old: Vec<Input> =
        inputs[90].iter().filter(|input| matches!(input, Input::Tick { .. })).cloned().collect();
    let said = journal.commit(old.clone()).unwrap();
    assert_eq!(said.len(), old.len());
    assert!(said.iter().all(|s| matches!(s.what, What::Dropped { .. })), "{said:?}");
    go(&mut journal, &inputs, 100, inputs.len());
    drop(journal);
    assert!(replayed(folder.path()).runs[0].complete);
}

/// With room for a single instance a version can be set beside a run that sits on none yet, and not beside one on two.
#[test]
fn a_version_that_cannot_be_set_beside_leaves_the_one_that_is() {
    let folder = tempfile::tempdir().unwrap();
    let log = folder.path().join("log");
    let library = library_for(folder.path(), 1);
    let mut journal = Journal::open(&log, &library, &executor(), JournalConfig::default()).unwrap().0;
    let inputs = feed(27, 1, 5_000);
    let versions = [CARRYING, CROSS, CHEAP].map(|document| add(&library, document));
    let [trades, first, second] = versions;
    journal.commit(vec![start("a", trades, "1000")]).unwrap();
    told(&mut journal, Command::Shadow { run: "a".into(), version: first.clone() });
    go(&mut journal, &inputs, 0, 100);
    let before = status(&journal).shadow.unwrap();
    assert!(before.version == first && before.rows > 0, "{before:?}");
    for command in [
        Command::Shadow { run: "a".into(), version: second.clone() },
        Command::Change { run: "a".into(), version: second },
    ] {
        let said = told(&mut journal, command);
        assert!(
            matches!(&said[..], [Said { what: What::Rejected { reason }, .. }] if reason.contains("cannot be set beside")),
            "whoever asked is told: {said:?}"
        );
    }
    go(&mut journal, &inputs, 100, inputs.len());
    let after = status(&journal).shadow.unwrap();
    assert!(after.version == first && after.rows > before.rows, "it goes on: {after:?}");
    drop(journal);
    craftstrat_live::replay(&log, &library, &executor()).unwrap();
}
