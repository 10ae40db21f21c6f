//! Numbers the user can set without rebuilding the strategy, as a struct with one named number per parameter.

/// Name, default and bounds of one parameter.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ParameterSpec {
    /// Name, unique in the strategy.
    pub name: &'static str,
    /// Value when nothing is set.
    pub default: f64,
    /// Smallest permitted value.
    pub min: f64,
    /// Largest permitted value.
    pub max: f64,
    /// Step of sweeps and sliders; 0 means any.
    pub step: f64,
}

impl ParameterSpec {
    /// A parameter whose bounds are checked while compiling.
    ///
    /// # Panics
    /// When a number is not finite, the default lies outside the bounds or the step is negative.
    pub const fn checked(name: &'static str, default: f64, min: f64, max: f64, step: f64) -> Self {
        assert!(
            default.is_finite() && min.is_finite() && max.is_finite() && step.is_finite(),
            "a parameter's numbers must be finite"
        );
        assert!(min <= default && default <= max, "a parameter's default must lie within its bounds");
        assert!(step >= 0.0, "a parameter's step must not be negative");
        Self { name, default, min, max, step }
    }
}

/// The parameters of a strategy. Written by [`parameters!`](crate::parameters!); `()` is none.
///
/// `Default` has every parameter at its default.
pub trait Parameters: Copy + Default + Send + 'static {
    /// Their declarations, in the order of the struct's fields.
    const SPECS: &'static [ParameterSpec];

    /// Sets the parameter at `index` of [`Parameters::SPECS`]; an index beyond them is ignored.
    fn set(&mut self, index: usize, value: f64);
}

impl Parameters for () {
    const SPECS: &'static [ParameterSpec] = &[];

    fn set(&mut self, _: usize, _: f64) {}
}

/// Declares a strategy's parameters: a struct with one `f64` field per parameter, `name: default in min..=max` and
/// optionally `step` for sweeps.
///
/// ```
/// craftstrat_sdk::parameters! {
///     /// What the user can turn.
///     pub struct Dials {
///         /// Buys at this ask or above, in dollars.
///         level: 0.90 in 0.50..=0.99 step 0.01,
///         /// Dollars per entry.
///         stake: 25.0 in 1.0..=1000.0,
///     }
/// }
/// assert_eq!(Dials::default().level, 0.90);
/// ```
///
/// A default outside its bounds does not compile:
/// ```compile_fail
/// craftstrat_sdk::parameters! { pub struct Dials { level: 2.0 in 0.0..=1.0 } }
/// const _: &[craftstrat_sdk::ParameterSpec] = <Dials as craftstrat_sdk::Parameters>::SPECS;
/// ```
#[macro_export]
macro_rules! parameters {
    ($(#[$meta:meta])* $visibility:vis struct $name:ident {
        $($(#[$doc:meta])* $field:ident : $default:literal in $min:literal ..= $max:literal $(step $step:literal)?),+ $(,)?
    }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq)]
        $visibility struct $name {
            $($(#[$doc])* pub $field: f64,)+
        }

        impl ::core::default::Default for $name {
            fn default() -> Self {
                Self { $($field: $default,)+ }
            }
        }

        impl $crate::Parameters for $name {
            const SPECS: &'static [$crate::ParameterSpec] = &[$(
                $crate::ParameterSpec::checked(stringify!($field), $default, $min, $max, 0.0 $(+ $step)?),
            )+];

            fn set(&mut self, index: usize, value: f64) {
                let fields = [$(&mut self.$field,)+];
                if let Some(field) = fields.into_iter().nth(index) {
                    *field = value;
                }
            }
        }
    };
}
