//! What is secret does not show: `{:?}` of a request ends up in logs, in panics and in what tests print.

use super::live::{WebhookSet, WebhookSettings};
use super::people::{
    Confirm, Login, MadeToken, PasswordChange, RecoveryCodes, ResetPassword, SecondFactorCode,
    SecondFactorOffer, SignUp, Verify,
};

/// `Debug` that shows the fields before the semicolon and of those behind it only that they are there. Every field is one of
/// the two: one that is added does not compile before somebody said which.
macro_rules! redacted {
    ($($name:ident { $($shown:ident),*; $($hidden:ident),+ })+) => {$(
        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                let Self { $($shown,)* $($hidden: _,)+ } = self;
                f.debug_struct(stringify!($name))
                    $(.field(stringify!($shown), $shown))*
                    $(.field(stringify!($hidden), &format_args!("redacted")))+
                    .finish()
            }
        }
    )+};
}

redacted! {
    SignUp { email, name, language; password }
    Verify { ; code }
    ResetPassword { ; code, password }
    Login { email; password, code }
    PasswordChange { ; current, password }
    Confirm { ; password, code }
    MadeToken { summary; token }
    SecondFactorOffer { ; secret, uri, qr }
    SecondFactorCode { ; code }
    RecoveryCodes { ; codes }
    // People put secrets into the address.
    WebhookSettings { kinds; url }
    WebhookSet { state; secret }
}
