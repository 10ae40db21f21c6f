//! People: who is signed in, how one signs in, and what belongs to an account.
//!
//! A server on its owner's machine needs none of it: [`Session::mode`] is `local`, and everybody who reaches it is its owner.
//!
//! Lists are pages ([`super::Page`]). Problems have these codes, so that the page can say them beside the field they are
//! about, in the reader's language:
//!
//! | status | code | when |
//! |---|---|---|
//! | 401 | `sign_in` | nobody is signed in, or no longer; on no other occasion |
//! | 401 | `bad_credentials` | signing in: e-mail or password is wrong, or there is no such account |
//! | 403 | `confirm_needed` | [`Confirm`] first |
//! | 403 | `locked`, `unverified` | the account may not do this, or not yet |
//! | 422 | `bad_email`, `bad_name`, `bad_password`, `common_password`, `password_like_email` | a field of the request |
//! | 422 | `bad_code` | the second factor's six digits, or a recovery code |
//! | 422 | `expired_code` | what a mail said: unknown, expired or used |
//! | 422 | `wrong_password`, `wrong_email` | [`PasswordChange`] and [`Confirm`]; [`DeleteAccount`] |
//! | 429 | `too_many_requests` | too often; `Retry-After` says when again |

use serde::{Deserialize, Serialize};

/// Whether people sign in here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum AccessMode {
    /// One owner on the loopback, who need not sign in.
    Local,
    /// Everybody has an account.
    Accounts,
}

/// What a person is here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Has what is their own.
    User,
    /// Runs the installation.
    Operator,
}

/// Who asks: `GET /session`, and the answer of whatever signs in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Session {
    /// Whether people sign in here.
    pub mode: AccessMode,
    /// Who is signed in; nobody otherwise.
    pub person: Option<Person>,
}

/// A person as they see themselves.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Person {
    /// Their id.
    pub id: String,
    /// Where mail reaches them.
    pub email: String,
    /// Whether they showed that it does.
    pub verified: bool,
    /// What they are called.
    pub name: String,
    /// The language of mail to them: `en` or `fr`.
    pub language: String,
    /// What they are here.
    pub role: Role,
    /// The plan they are on: `free`, `starter`, `pro` or `enterprise`.
    pub plan: String,
    /// Whether signing in takes a second factor.
    pub second_factor: bool,
    /// Until when what needs to be confirmed was confirmed; see [`Confirm`].
    pub confirmed_until_ms: Option<i64>,
    /// When they signed up.
    pub created_at_ms: i64,
}

/// Asks for an account: `POST /signup`. The answer is 202 whether or not there is one with this address already; what comes
/// next is in the mail.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SignUp {
    /// Where mail reaches them.
    pub email: String,
    /// 12 to 128 characters.
    pub password: String,
    /// What they are called, up to 100 characters.
    #[serde(default)]
    pub name: String,
    /// The language of mail to them: `en` or `fr`.
    #[serde(default)]
    pub language: Option<String>,
}

/// Shows that mail arrived: `POST /signup/verify`.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Verify {
    /// What the mail said.
    pub code: String,
}

/// Asks for mail: `POST /password/forgot`, and `POST /signup/again` for another code. Always answered by 202.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct MailAsk {
    /// The account's address.
    pub email: String,
}

/// Sets a password with what the mail said: `POST /password/reset`. Ends every session.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ResetPassword {
    /// What the mail said.
    pub code: String,
    /// 12 to 128 characters.
    pub password: String,
}

/// Signs in: `POST /login`. Answers [`LoginAnswer`]. `POST /logout` signs out.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Login {
    /// The account's address.
    pub email: String,
    /// Its password.
    pub password: String,
    /// Six digits, or a recovery code, where the account has a second factor and it was asked for.
    #[serde(default)]
    pub code: Option<String>,
}

/// What signing in came to. The session itself is in a cookie that no script reads.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case", tag = "outcome")]
pub enum LoginAnswer {
    /// Signed in.
    SignedIn(Session),
    /// The password is right; ask again with a code.
    SecondFactor,
}

/// Changes a profile: `PATCH /account`. Answers [`Person`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ProfileChange {
    /// What they are called, up to 100 characters.
    #[serde(default)]
    pub name: Option<String>,
    /// `en` or `fr`.
    #[serde(default)]
    pub language: Option<String>,
}

/// Sets another password: `POST /account/password`. Ends every other session.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PasswordChange {
    /// The present one.
    pub current: String,
    /// 12 to 128 characters.
    pub password: String,
}

/// Confirms that it is really them: `POST /account/confirm`. What needs it (deleting, exporting, tokens, wallets' keys, the
/// second factor itself) may be done for ten minutes after.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Confirm {
    /// The password.
    pub password: String,
    /// Six digits or a recovery code, where the account has a second factor.
    #[serde(default)]
    pub code: Option<String>,
}

/// Deletes an account and what belongs to it: `POST /account/delete`, after [`Confirm`]. Before that, `GET /account/export`,
/// after [`Confirm`] too, answers all of it as one JSON document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct DeleteAccount {
    /// The account's address, typed again.
    pub email: String,
}

/// A place one is signed in at: `GET /sessions`; `DELETE /sessions/{id}` ends it, `DELETE /sessions` all others.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SessionSummary {
    /// Its id, which is not what is in the cookie.
    pub id: String,
    /// Whether it is the one that asks.
    pub current: bool,
    /// The browser, as it calls itself.
    pub agent: String,
    /// The address it was begun from.
    pub address: String,
    /// When it was begun.
    pub created_at_ms: i64,
    /// When it was last used, to the minute.
    pub used_at_ms: i64,
    /// When it ends unless it is used.
    pub ends_at_ms: i64,
}

/// What a token may be used for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// Reading all that is one's own.
    Read,
    /// Changing strategies.
    Strategies,
    /// Running backtests and sweeps.
    Backtests,
    /// Starting, changing and stopping what trades.
    Live,
    /// Making and changing wallets, without their keys and withdrawals.
    Wallets,
}

/// Asks for a token: `POST /tokens`, after [`Confirm`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewToken {
    /// Its name, 1 to 100 characters.
    pub name: String,
    /// What it may be used for: at least one.
    pub scopes: Vec<Scope>,
    /// Days until it expires, 1 to 365.
    pub days: u32,
}

/// A token in a list: `GET /tokens`; `DELETE /tokens/{id}` revokes it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TokenSummary {
    /// Its id, which is not the token.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What it may be used for.
    pub scopes: Vec<Scope>,
    /// When it was made.
    pub created_at_ms: i64,
    /// When it was last used, to the minute.
    pub used_at_ms: Option<i64>,
    /// When it expires.
    pub expires_at_ms: i64,
}

/// A token that was just made.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MadeToken {
    /// As in lists.
    #[serde(flatten)]
    pub summary: TokenSummary,
    /// The token itself, for `Authorization: Bearer`. It is shown this once.
    pub token: String,
}

/// A second factor to be set up: `POST /second-factor`, after [`Confirm`]. `DELETE /second-factor`, after [`Confirm`], turns it
/// off.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SecondFactorOffer {
    /// The secret in base32, for typing.
    pub secret: String,
    /// The same for an app: `otpauth://totp/...`.
    pub uri: String,
    /// The same to be scanned: SVG.
    pub qr: String,
}

/// Six digits from the app: `POST /second-factor/enable`. Answers [`RecoveryCodes`].
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SecondFactorCode {
    /// Six digits.
    pub code: String,
}

/// The second factor is on.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RecoveryCodes {
    /// Each can be used once in place of six digits. They are shown this once.
    pub codes: Vec<String>,
}

/// How much of something a plan has, and how much of it is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Usage {
    /// How much there is now.
    pub used: u64,
    /// How much there may be; without limit when `null`.
    pub limit: Option<u64>,
}

/// A plan and what is used of it: `GET /plan`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PlanUse {
    /// The person's plan; `null` for the owner of a local server, who has no limits.
    pub plan: Option<String>,
    /// Strategies that are kept.
    pub strategies: Usage,
    /// Wallets.
    pub wallets: Usage,
    /// Leaders that may be followed.
    pub leaders: Usage,
    /// Days of market data a backtest may reach back; all when `null`.
    pub history_days: Option<u32>,
    /// Every plan there is.
    pub plans: Vec<PlanOffer>,
}

/// A plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PlanOffer {
    /// Its name: `free`, `starter`, `pro` or `enterprise`.
    pub name: String,
    /// Wallets; without limit when `null`.
    pub wallets: Option<u64>,
    /// Strategies; without limit when `null`.
    pub strategies: Option<u64>,
    /// Leaders that may be followed; without limit when `null`.
    pub leaders: Option<u64>,
    /// Days of market data a backtest may reach back; all when `null`.
    pub history_days: Option<u32>,
    /// Whether others may follow.
    pub public_leader: bool,
}
