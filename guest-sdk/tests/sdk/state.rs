//! Saved state outlives a new version of the strategy and refuses what is not its own.
use craftstrat_sdk::prelude::*;
use craftstrat_sdk::{RestoreError, Runner, indicators};
use proptest::prelude::{ProptestConfig, any, prop, prop_assert, proptest};

columns! { struct Book { mid_up } }

macro_rules! version {
    ($name:ident $title:literal { $($field:ident: $type:ty),* }) => {
        #[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
        #[serde(default)]
        struct $name { $($field: $type),* }

        impl Strategy for $name {
            type Columns = Book;
            type Parameters = ();
            type Nodes = NoNodes;
            const NAME: &'static str = $title;
            const VERSION: &'static str = "1";
            fn begin_slot(&mut self, _: &Slot, (): &()) {
                $(self.$field = Fill::fill();)*
            }
            fn on_row(&mut self, _: &Now<'_, Self>, _: &mut Actions) {}
        }
    };
}

/// A value that is not the default.
trait Fill: Default {
    fn fill() -> Self;
}

impl Fill for f64 {
    fn fill() -> Self {
        0.1 + 0.2
    }
}

impl Fill for u32 {
    fn fill() -> Self {
        7
    }
}

impl Fill for Vec<bool> {
    fn fill() -> Self {
        vec![true, false]
    }
}

impl Fill for indicators::Ema {
    fn fill() -> Self {
        let mut ema = Self::default();
        ema.update(0.3, 3.0);
        ema
    }
}

version!(First "Dip" { count: u32, level: f64, average: indicators::Ema });
version!(Second "Dip" { flags: Vec<bool>, level: f64, average: indicators::Ema });
version!(Retyped "Dip" { level: Vec<bool> });
version!(Other "Peak" { count: u32 });

fn saved<S: Strategy>() -> Vec<u8> {
    let mut runner = Runner::<S>::default();
    runner.begin_slot(1.0, 2.0, false);
    runner.save().unwrap()
}

fn restored<S: Strategy>(bytes: &[u8]) -> Result<S, RestoreError> {
    let mut runner = Runner::<S>::default();
    runner.restore(bytes).map(|()| runner.strategy().clone())
}

#[test]
fn added_fields_take_their_default_and_removed_ones_are_ignored() {
    let second = restored::<Second>(&saved::<First>()).unwrap();
    assert_eq!(second, Second { flags: Vec::new(), level: Fill::fill(), average: Fill::fill() });
}

#[test]
fn what_does_not_fit_is_refused_with_a_sentence_and_changes_nothing() {
    let check = |bytes: &[u8], sentence: &str| {
        let mut runner = Runner::<First>::default();
        runner.begin_slot(1.0, 2.0, false);
        let before = runner.save().unwrap();
        assert_eq!(runner.restore(bytes).unwrap_err().to_string(), sentence);
        assert_eq!(runner.save().unwrap(), before);
    };
    let damaged = "the saved state is damaged or does not fit this version of the strategy";
    check(&[], damaged);
    check(&saved::<Retyped>(), damaged);
    check(&saved::<First>()[..40], damaged);
    check(&saved::<Other>(), "the saved state belongs to the strategy `Peak`");
    let mut newer = saved::<First>();
    let format = newer.iter().position(|b| *b == 1).unwrap();
    newer[format] = 2;
    check(&newer, "the saved state has format 2, this strategy reads 1");
}

#[test]
fn missing_stays_missing() {
    let nan = restored::<First>(&Runner::<First>::default().save().unwrap()).unwrap();
    assert!(nan.average.value().is_nan());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn random_and_mutated_bytes_never_panic(
        mut noise in prop::collection::vec(any::<u8>(), 0..300),
        at in 0_usize..100,
        byte in any::<u8>(),
    ) {
        let _ = restored::<First>(&noise);
        let mut mutated = saved::<First>();
        let at = at % mutated.len();
        mutated[at] = byte;
        let _ = restored::<First>(&mutated);
        noise.splice(0..0, mutated[..at].iter().copied());
        prop_assert!(restored::<Other>(&noise).is_err());
    }
}
