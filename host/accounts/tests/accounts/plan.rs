//! Plans: the table, what is refused with which words, what is paused on a downgrade.

use crate::support::NOW;
use craftstrat_accounts::plan::{Item, Limit, Limits, Plan, What, check, history_from, over};
use craftstrat_model::TimeMs;
use expect_test::expect;
use proptest::prelude::*;
use std::fmt::Write;

const DAY_MS: i64 = 86_400_000;

#[test]
fn the_table_is_in_the_order_of_the_plans() {
    for plan in Plan::ALL {
        assert_eq!(plan.limits().plan, plan);
        assert_eq!(plan.as_str().parse(), Ok(plan));
        let json = serde_json::to_string(&plan).expect("text");
        assert_eq!(json, format!("\"{plan}\""));
        let limits = serde_json::to_string(plan.limits()).expect("text");
        assert_eq!(&serde_json::from_str::<Limits>(&limits).expect("the same"), plan.limits());
    }
    assert_eq!(Plan::default(), Plan::Free);
    assert!("gold".parse::<Plan>().is_err());
    assert!(serde_json::from_str::<Limit>("\"many\"").is_err());
    assert!(serde_json::from_str::<Limit>("-1").is_err());
}

#[test]
fn plans_allow_what_they_say() {
    let mut table = String::new();
    for plan in Plan::ALL {
        let l = plan.limits();
        let (wallets, strategies, history, leaders) = (l.wallets, l.strategies, l.history_days, l.leaders);
        writeln!(
            table,
            "{plan}: {wallets} wallets, {strategies} strategies, {history} days, {leaders} leaders, public {}",
            l.public_leader
        )
        .expect("text");
    }
    expect![[r"
        free: 1 wallets, 2 strategies, 30 days, 1 leaders, public false
        starter: 5 wallets, 10 strategies, unlimited days, 5 leaders, public false
        pro: 25 wallets, unlimited strategies, unlimited days, 25 leaders, public true
        enterprise: unlimited wallets, unlimited strategies, unlimited days, unlimited leaders, public true
    "]]
    .assert_eq(&table);
}

#[test]
fn a_refusal_says_what_to_do() {
    let cases = [
        (Plan::Free, What::Wallet, 1),
        (Plan::Free, What::Wallet, 5),
        (Plan::Free, What::Strategy, 2),
        (Plan::Starter, What::Strategy, 10),
        (Plan::Pro, What::Wallet, 25),
        (Plan::Starter, What::Leader, 5),
        (Plan::Starter, What::PublicLeader, 0),
        (Plan::Free, What::PublicLeader, 1),
    ];
    let mut told = String::new();
    for (plan, what, have) in cases {
        let refusal = check(plan, what, have).expect_err("too many");
        assert_eq!((refusal.plan, refusal.what, refusal.have), (plan, what, have));
        assert_eq!(refusal.to_string(), refusal.remedy);
        writeln!(told, "{}: {refusal}", refusal.code).expect("text");
    }
    expect![[r#"
        plan_wallets: the plan free allows 1 wallet and you have 1: delete one that is empty, or change to the plan starter
        plan_wallets: the plan free allows 1 wallet and you have 5: delete one that is empty, or change to the plan pro
        plan_strategies: the plan free allows 2 strategies and you have 2: delete one, or change to the plan starter
        plan_strategies: the plan starter allows 10 strategies and you have 10: delete one, or change to the plan pro
        plan_wallets: the plan pro allows 25 wallets and you have 25: delete one that is empty, or change to the plan enterprise
        plan_leaders: the plan starter allows 5 leaders and you have 5: stop following one, or change to the plan pro
        plan_public_leader: the plan starter does not let others follow your wallets: change to the plan pro
        plan_public_leader: the plan free does not let others follow your wallets: change to the plan pro
    "#]].assert_eq(&told);
}

#[test]
fn the_last_one_is_allowed_and_the_next_is_not() {
    for plan in Plan::ALL {
        for what in [What::Wallet, What::Strategy, What::Leader, What::PublicLeader] {
            match what.limit(plan.limits()) {
                Limit::AtMost(most) => {
                    assert!(check(plan, what, u64::from(most)).is_err());
                    assert!(most == 0 || check(plan, what, u64::from(most) - 1).is_ok());
                }
                Limit::Unlimited => assert!(check(plan, what, u64::MAX).is_ok()),
            }
        }
    }
}

#[test]
fn history_begins_with_a_day() {
    // NOW is noon of 2026-10-01.
    assert_eq!(history_from(Plan::Free, NOW), Some(TimeMs::from_date(2026, 9, 1)));
    assert_eq!(history_from(Plan::Free, TimeMs(DAY_MS - 1)), Some(TimeMs(-30 * DAY_MS)));
    assert!(history_from(Plan::Free, TimeMs(i64::MIN)).is_some());
    for plan in [Plan::Starter, Plan::Pro, Plan::Enterprise] {
        assert_eq!(history_from(plan, NOW), None);
    }
}

#[test]
fn the_newest_are_paused_first() {
    let item = |id, made| Item { id, made: TimeMs(made) };
    let items = [item('a', 10), item('d', 40), item('b', 20), item('e', 20), item('c', 30)];
    assert_eq!(over(Plan::Free, What::Strategy, &items), ['d', 'c', 'e']);
    assert_eq!(over(Plan::Free, What::Wallet, &items), ['d', 'c', 'e', 'b']);
    assert_eq!(over(Plan::Free, What::PublicLeader, &items[..1]), ['a']);
    assert_eq!(over(Plan::Starter, What::Wallet, &items), [' '; 0]);
    assert_eq!(over(Plan::Enterprise, What::Wallet, &items), [' '; 0]);
    assert_eq!(over::<u8>(Plan::Free, What::Wallet, &[]), [0; 0]);
}

proptest! {
    #[test]
    fn what_is_left_is_what_the_plan_allows(made in prop::collection::vec(0..20_i64, 0..40), which in 0..4_usize) {
        let items: Vec<Item<usize>> =
            made.iter().enumerate().map(|(id, made)| Item { id, made: TimeMs(*made) }).collect();
        let plan = Plan::ALL[which];
        let paused = over(plan, What::Wallet, &items);
        let left = items.len() - paused.len();
        match plan.limits().wallets {
            Limit::AtMost(most) => prop_assert_eq!(left, items.len().min(most as usize)),
            Limit::Unlimited => prop_assert!(paused.is_empty()),
        }
        // Nothing that runs on is newer than anything that is paused.
        for on in items.iter().filter(|item| !paused.contains(&item.id)) {
            prop_assert!(paused.iter().all(|id| (items[*id].made, *id) > (on.made, on.id)));
        }
        // A greater plan pauses no more.
        if let Some(next) = Plan::ALL.get(which + 1) {
            prop_assert!(over(*next, What::Wallet, &items).len() <= paused.len());
        }
    }
}
