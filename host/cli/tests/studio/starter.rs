//! The starter project: unpacked and built as an author would, without a network.

use crate::server::Studio;
use std::io::Cursor;
use std::path::Path;
use std::process::Command;

#[test]
fn the_starter_project_builds_and_its_test_passes() {
    let studio = Studio::with_slots(0);
    let reply = studio.get("/starter.zip");
    assert_eq!(reply.header("content-type"), "application/zip");
    let folder = tempfile::tempdir().unwrap();
    zip::ZipArchive::new(Cursor::new(reply.body)).unwrap().extract(folder.path()).unwrap();
    let project = folder.path().join("my-strategy");
    assert!(project.join("vendor/docs/AUTHORS.md").exists() && project.join("README.md").exists());
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("starter");
    let mut cargo = Command::new(env!("CARGO"));
    cargo.current_dir(&project).env("CARGO_TARGET_DIR", target).env_remove("RUSTFLAGS");
    let output = cargo.args(["test", "--offline", "--quiet"]).output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
}
