//! Limits as fields hold them, there and back.

use super::{Group, LIMITS, LimitsForm, of_group};
use craftstrat_api::studio::live::LiveLimits;
use craftstrat_model::{Price, Usdc};
use std::collections::BTreeSet;

fn limit(name: &str) -> &'static super::Limit {
    LIMITS.iter().find(|l| l.name == name).unwrap()
}

#[test]
fn every_limit_of_the_wire_has_a_field_of_its_own() {
    let all = LIMITS.iter().fold(LimitsForm::default(), |form, l| form.switched(l, true, 1_000.0));
    let wire = serde_json::to_value(all.limits().unwrap()).unwrap();
    let fields = wire.as_object().unwrap();
    let unset: Vec<_> = fields.iter().filter(|(_, value)| value.is_null()).map(|(name, _)| name).collect();
    assert!(unset.is_empty(), "no field for {unset:?}");
    assert_eq!(fields.len(), LIMITS.len());
    let names: BTreeSet<_> = LIMITS.iter().map(|l| l.name).collect();
    assert_eq!(names.len(), LIMITS.len());
    assert_eq!(Group::ALL.iter().flat_map(|g| of_group(*g)).count(), LIMITS.len());
}

#[test]
fn a_form_gives_back_the_limits_it_was_made_of() {
    let all = LIMITS.iter().fold(LimitsForm::default(), |form, l| form.switched(l, true, 40.0));
    let limits = all.limits().unwrap();
    assert_eq!(LimitsForm::of(&limits), all);
    assert_eq!(LimitsForm::of(&LiveLimits::default()), LimitsForm::default());
}

#[test]
fn all_are_off_at_first_and_begin_with_a_part_of_the_cash() {
    let form = LimitsForm::default();
    assert_eq!(form.limits().unwrap(), LiveLimits::default());
    let form = form.switched(limit("daily-loss"), true, 2_000.0).switched(limit("spread"), true, 2_000.0);
    let limits = form.limits().unwrap();
    assert_eq!(limits.max_daily_loss_usdc, Some(Usdc::from_micros(100_000_000)));
    assert_eq!(limits.max_spread, Price::from_f64(0.04).ok());
    assert_eq!(form.clone().switched(limit("spread"), false, 2_000.0).count(), 1);
    // Turned on twice it keeps its value.
    let form = form.with(limit("spread"), Some(7.0)).switched(limit("spread"), true, 2_000.0);
    assert_eq!(form.value(limit("spread")), Some(7.0));
}

#[test]
fn a_limit_that_is_on_needs_a_value() {
    let on = LimitsForm::default().switched(limit("age"), true, 0.0);
    assert_eq!(on.clone().with(limit("age"), None).limits(), Err("age"));
    assert_eq!(on.clone().with(limit("age"), Some(-1.0)).limits(), Err("age"));
    assert_eq!(on.clone().with(limit("age"), Some(1e12)).limits(), Err("age"));
    assert_eq!(on.with(limit("age"), Some(1.5)).limits().unwrap().max_age_ms, Some(1_500));
    let off = LimitsForm::default().with(limit("age"), Some(2.0));
    assert_eq!(off.count(), 0);
}
