//! The queue.

use crate::support::{on_both, owner};
use craftstrat_api::studio::{JobKind, JobState};
use craftstrat_storage::system::jobs as queue;
use craftstrat_storage::{Asked, jobs};
use std::collections::BTreeSet;

on_both! {
    async fn a_job_waits_runs_and_ends_once(db: Database) {
        let (ann, ben) = (owner("ann"), owner("ben"));
        let job = jobs::asked(JobKind::Backtest, "title\0".to_owned(), 5);
        assert!(jobs::insert(&db, &ann, &job, "{\"a\":1}", 4).await.unwrap());
        assert!(jobs::find(&db, &ben, &job.id).await.unwrap().is_none());
        assert!(!jobs::cancel_waiting(&db, &ben, &job.id, 6).await.unwrap());
        let taken = queue::take(&db).await.unwrap().unwrap();
        assert_eq!((taken.owner, taken.request.as_str(), taken.job.state), (ann.clone(), "{\"a\":1}", JobState::Running));
        assert!(queue::take(&db).await.unwrap().is_none());
        assert!(!jobs::cancel_waiting(&db, &ann, &job.id, 6).await.unwrap(), "it runs");
        let mut ended = taken.job;
        (ended.state, ended.error, ended.ended_at_ms) = (JobState::Failed, Some("a\0b".to_owned()), Some(9));
        assert!(!jobs::end(&db, &ben, &ended).await.unwrap());
        assert!(jobs::end(&db, &ann, &ended).await.unwrap());
        assert!(!jobs::end(&db, &ann, &ended).await.unwrap(), "it has ended");
        let kept = jobs::find(&db, &ann, &job.id).await.unwrap().unwrap();
        assert_eq!((kept.state, kept.error.as_deref(), kept.ended_at_ms), (JobState::Failed, Some("a\u{fffd}b"), Some(9)));
        assert_eq!(jobs::page(&db, &ann, &Asked::first(9)).await.unwrap().items, [kept]);
        assert_eq!(jobs::page(&db, &ben, &Asked::first(9)).await.unwrap().items, []);
    }

    async fn the_queue_has_an_end_however_many_ask_at_once(db: Database) {
        let mut asking = tokio::task::JoinSet::new();
        for n in 0..12 {
            let db = db.clone();
            asking.spawn(async move {
                let job = jobs::asked(JobKind::Sweep, n.to_string(), n);
                jobs::insert(&db, &owner(&n.to_string()), &job, "{}", 5).await.unwrap()
            });
        }
        let queued = asking.join_all().await;
        assert_eq!(queued.iter().filter(|q| **q).count(), 5);
        assert_eq!(queue::open(&db).await.unwrap(), [5, 0]);
        assert!(!queue::has_room(&db, 5).await.unwrap());
        assert!(queue::has_room(&db, 6).await.unwrap());
    }

    async fn workers_take_every_job_once_and_imports_one_at_a_time(db: Database) {
        for n in 0..10 {
            let kind = if n % 2 == 0 { JobKind::Import } else { JobKind::Backtest };
            let job = jobs::asked(kind, n.to_string(), n);
            assert!(jobs::insert(&db, &owner("ann"), &job, "{}", 50).await.unwrap());
        }
        let mut taking = tokio::task::JoinSet::new();
        for _ in 0..8 {
            let db = db.clone();
            taking.spawn(async move { queue::take(&db).await.unwrap() });
        }
        let taken: Vec<_> = taking.join_all().await.into_iter().flatten().map(|t| t.job).collect();
        let ids: BTreeSet<_> = taken.iter().map(|j| &j.id).collect();
        assert_eq!(ids.len(), taken.len(), "no job is taken twice");
        assert_eq!(taken.len(), 6, "every backtest, and one import");
        assert_eq!(taken.iter().filter(|j| j.kind == JobKind::Import).count(), 1);
    }

    async fn what_ran_when_the_program_ended_has_failed_and_the_rest_waits(db: Database) {
        for n in 0..2 {
            let job = jobs::asked(JobKind::Sweep, n.to_string(), n);
            jobs::insert(&db, &owner("ann"), &job, "{}", 9).await.unwrap();
        }
        let ran = queue::take(&db).await.unwrap().unwrap();
        queue::fail_interrupted(&db, 77).await.unwrap();
        let failed = jobs::find(&db, &owner("ann"), &ran.job.id).await.unwrap().unwrap();
        assert_eq!((failed.state, failed.ended_at_ms), (JobState::Failed, Some(77)));
        let waiting = queue::waiting(&db).await.unwrap();
        assert_eq!(waiting.iter().map(|t| t.job.title.as_str()).collect::<Vec<_>>(), ["1"]);
        assert!(jobs::cancel_waiting(&db, &owner("ann"), &waiting[0].job.id, 78).await.unwrap());
        assert_eq!(queue::open(&db).await.unwrap(), [0, 0]);
    }
}
