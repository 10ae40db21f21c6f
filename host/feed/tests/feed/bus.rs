//! Topics: order, bounds, shedding, refusing; nothing waits for a slow reader.

use craftstrat_feed::bus::{LocalTopic, SIGNALS, STRATEGY_UPDATES, TICKS, Topic, TopicSpec, WhenFull};
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

fn topic(when_full: WhenFull, capacity: usize) -> LocalTopic<(u8, u32)> {
    LocalTopic::new(TopicSpec { name: "test", when_full, capacity })
}

fn all(reader: &mut dyn craftstrat_feed::bus::Reader<(u8, u32)>) -> Vec<(u8, u32)> {
    let mut out = Vec::new();
    while reader.take(3, &mut out) > 0 {}
    out
}

#[test]
fn the_topics_and_what_they_do_when_full() {
    assert_eq!((TICKS.name, TICKS.when_full), ("ticks", WhenFull::ShedOldest));
    assert_eq!((SIGNALS.name, SIGNALS.when_full), ("signals", WhenFull::Refuse));
    assert_eq!((STRATEGY_UPDATES.name, STRATEGY_UPDATES.when_full), ("strategy-updates", WhenFull::Refuse));
}

#[test]
fn every_reader_gets_everything_from_when_it_subscribed() {
    let topic = topic(WhenFull::ShedOldest, 10);
    topic.publish("a", (0, 0)).unwrap();
    let mut first = topic.subscribe();
    topic.publish("a", (0, 1)).unwrap();
    let mut second = topic.subscribe();
    topic.publish("b", (1, 2)).unwrap();
    assert_eq!(all(&mut *first), [(0, 1), (1, 2)]);
    assert_eq!(all(&mut *second), [(1, 2)]);
    drop(first);
    topic.publish("a", (0, 3)).unwrap();
    assert_eq!((all(&mut *second), second.shed()), (vec![(0, 3)], 0));
}

#[test]
fn a_full_queue_sheds_the_oldest_tick_of_that_market() {
    let topic = topic(WhenFull::ShedOldest, 4);
    let mut slow = topic.subscribe();
    let mut fast = topic.subscribe();
    for (key, message) in
        [("a", (0, 1)), ("b", (1, 2)), ("a", (0, 3)), ("b", (1, 4)), ("a", (0, 5)), ("a", (0, 6))]
    {
        topic.publish(key, message).unwrap();
        assert_eq!(all(&mut *fast).len(), 1);
    }
    assert_eq!(slow.waiting(), 4, "bounded");
    assert_eq!(topic.pressure(), (2, 4));
    // A market with nothing waiting takes the place of the busiest one's oldest.
    topic.publish("c", (2, 7)).unwrap();
    assert_eq!(all(&mut *slow), [(1, 4), (0, 5), (0, 6), (2, 7)]);
    assert_eq!((slow.shed(), fast.shed()), (3, 0), "a slow reader loses its own ticks only");
}

#[test]
fn what_must_not_be_lost_is_refused_for_everybody() {
    let topic = topic(WhenFull::Refuse, 2);
    let mut slow = topic.subscribe();
    let mut fast = topic.subscribe();
    topic.publish("a", (0, 1)).unwrap();
    topic.publish("b", (0, 2)).unwrap();
    assert_eq!(all(&mut *fast).len(), 2);
    let refused = topic.publish("a", (0, 3)).unwrap_err();
    assert_eq!((refused.topic, refused.waiting), ("test", 2));
    assert_eq!(fast.waiting(), 0, "no reader gets what was refused");
    assert_eq!(all(&mut *slow), [(0, 1), (0, 2)]);
    topic.publish("a", (0, 3)).unwrap();
}

#[test]
fn waiting_ends_with_a_message_from_another_thread() {
    let topic = Arc::new(topic(WhenFull::ShedOldest, 4));
    let mut reader = topic.subscribe();
    assert!(!reader.wait(Duration::ZERO));
    let publisher = Arc::clone(&topic);
    let thread = std::thread::spawn(move || publisher.publish("a", (0, 1)));
    assert!(reader.wait(Duration::from_secs(60)));
    thread.join().unwrap().unwrap();
    assert_eq!(all(&mut *reader), [(0, 1)]);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    /// Against a plain list: the same messages in the same order, never more than fit, each shed one counted, and what is
    /// left of a market is always its newest.
    #[test]
    fn queues_shed_as_a_plain_list_would(
        capacity in 1_usize..12,
        steps in prop::collection::vec(prop_oneof![4 => (0_u8..4).prop_map(Some), 1 => Just(None)], 0..120),
    ) {
        let topic = topic(WhenFull::ShedOldest, capacity);
        let mut reader = topic.subscribe();
        let mut naive: Vec<(u8, u32)> = Vec::new();
        let mut shed = 0;
        for (n, step) in steps.into_iter().enumerate() {
            let Some(key) = step else {
                let mut got = Vec::new();
                reader.take(1, &mut got);
                prop_assert_eq!(got.first().copied(), (!naive.is_empty()).then(|| naive.remove(0)));
                continue;
            };
            if naive.len() >= capacity {
                let mut counts: BTreeMap<u8, usize> = BTreeMap::new();
                naive.iter().for_each(|(k, _)| *counts.entry(*k).or_default() += 1);
                let most = counts.values().max().copied().unwrap_or(0);
                let busiest = counts.iter().filter(|(_, n)| **n == most).map(|(k, _)| *k).next_back();
                let victim = if counts.contains_key(&key) { key } else { busiest.unwrap() };
                let at = naive.iter().position(|(k, _)| *k == victim).unwrap();
                naive.remove(at);
                shed += 1;
            }
            naive.push((key, n as u32));
            topic.publish(&key.to_string(), (key, n as u32)).unwrap();
            prop_assert!(reader.waiting() <= capacity);
        }
        prop_assert_eq!(reader.shed(), shed);
        prop_assert_eq!(all(&mut *reader), naive);
    }
}
