//! What these pages ask of the server.

use craftstrat_api::studio::Page;
use craftstrat_api::studio::operator::{
    AuditEntry, OperatorJob, ParkedRun, SystemState, UserChange, UserSummary,
};
use craftstrat_api::studio::people::{
    Confirm, DeleteAccount, Login, LoginAnswer, MadeToken, MailAsk, NewToken, PasswordChange, PlanUse,
    ProfileChange, RecoveryCodes, ResetPassword, SecondFactorCode, SecondFactorOffer, SessionSummary, SignUp,
    TokenSummary, Verify,
};
use craftstrat_ui_kit::{ApiError, Client, encoded};
use serde::Serialize;
use serde::de::IgnoredAny;
use serde_json::Value;

/// An answer of the server.
pub type Answer<T> = Result<T, ApiError>;

/// A request without a body.
const NOTHING: () = ();

/// `path` with those of the pairs that have a value.
pub fn with_query(path: &str, pairs: &[(&str, Option<&str>)]) -> String {
    let given: Vec<String> =
        pairs.iter().filter_map(|(name, value)| value.map(|v| format!("{name}={}", encoded(v)))).collect();
    if given.is_empty() { path.to_owned() } else { format!("{path}?{}", given.join("&")) }
}

/// A request whose answer says nothing more than that it was done.
async fn done<B: Serialize>(c: &Client, path: &str, body: &B) -> Answer<()> {
    c.post::<_, IgnoredAny>(path, body).await.map(drop)
}

/// Signs in.
///
/// # Errors
/// When there is no answer or it is a refusal; so with every call here.
pub async fn login(c: &Client, login: &Login) -> Answer<LoginAnswer> {
    c.post("/login", login).await
}

/// Asks for an account.
///
/// # Errors
/// As [`login`].
pub async fn sign_up(c: &Client, ask: &SignUp) -> Answer<()> {
    done(c, "/signup", ask).await
}

/// Asks for the mail with the code again.
///
/// # Errors
/// As [`login`].
pub async fn sign_up_again(c: &Client, email: String) -> Answer<()> {
    done(c, "/signup/again", &MailAsk { email }).await
}

/// Shows that mail arrived.
///
/// # Errors
/// As [`login`].
pub async fn verify(c: &Client, code: String) -> Answer<()> {
    done(c, "/signup/verify", &Verify { code }).await
}

/// Asks for mail that lets one set another password.
///
/// # Errors
/// As [`login`].
pub async fn forgot(c: &Client, email: String) -> Answer<()> {
    done(c, "/password/forgot", &MailAsk { email }).await
}

/// Sets another password with what the mail said.
///
/// # Errors
/// As [`login`].
pub async fn reset(c: &Client, ask: &ResetPassword) -> Answer<()> {
    done(c, "/password/reset", ask).await
}

/// Changes name and language.
///
/// # Errors
/// As [`login`].
pub async fn change_profile(c: &Client, change: &ProfileChange) -> Answer<()> {
    c.patch::<_, IgnoredAny>("/account", change).await.map(drop)
}

/// Sets another password.
///
/// # Errors
/// As [`login`].
pub async fn change_password(c: &Client, change: &PasswordChange) -> Answer<()> {
    done(c, "/account/password", change).await
}

/// Confirms that it is really them.
///
/// # Errors
/// As [`login`].
pub async fn confirm(c: &Client, confirm: &Confirm) -> Answer<()> {
    done(c, "/account/confirm", confirm).await
}

/// Everything that belongs to the account.
///
/// # Errors
/// As [`login`]; `confirm_needed` until [`confirm`].
pub async fn export(c: &Client) -> Answer<Value> {
    c.get("/account/export").await
}

/// Deletes the account.
///
/// # Errors
/// As [`export`].
pub async fn delete_account(c: &Client, email: String) -> Answer<()> {
    done(c, "/account/delete", &DeleteAccount { email }).await
}

/// One's own sensitive actions, the newest first.
///
/// # Errors
/// As [`login`].
pub async fn own_audit(c: &Client) -> Answer<Page<AuditEntry>> {
    c.get("/account/audit?limit=10").await
}

/// Where one is signed in.
///
/// # Errors
/// As [`login`].
pub async fn sessions(c: &Client) -> Answer<Page<SessionSummary>> {
    c.get("/sessions").await
}

/// Ends a session.
///
/// # Errors
/// As [`login`].
pub async fn end_session(c: &Client, id: &str) -> Answer<()> {
    c.delete::<IgnoredAny>(&format!("/sessions/{}", encoded(id))).await.map(drop)
}

/// Ends all sessions but this one.
///
/// # Errors
/// As [`login`].
pub async fn end_others(c: &Client) -> Answer<()> {
    c.delete::<IgnoredAny>("/sessions").await.map(drop)
}

/// Tokens for programs.
///
/// # Errors
/// As [`login`].
pub async fn tokens(c: &Client) -> Answer<Page<TokenSummary>> {
    c.get("/tokens").await
}

/// Makes a token.
///
/// # Errors
/// As [`export`].
pub async fn make_token(c: &Client, token: &NewToken) -> Answer<MadeToken> {
    c.post("/tokens", token).await
}

/// Takes a token back.
///
/// # Errors
/// As [`login`].
pub async fn revoke_token(c: &Client, id: &str) -> Answer<()> {
    c.delete::<IgnoredAny>(&format!("/tokens/{}", encoded(id))).await.map(drop)
}

/// A second factor to be set up.
///
/// # Errors
/// As [`export`].
pub async fn offer_second_factor(c: &Client) -> Answer<SecondFactorOffer> {
    c.post("/second-factor", &NOTHING).await
}

/// Turns the second factor on that was offered last.
///
/// # Errors
/// As [`login`].
pub async fn enable_second_factor(c: &Client, code: String) -> Answer<RecoveryCodes> {
    c.post("/second-factor/enable", &SecondFactorCode { code }).await
}

/// Turns the second factor off.
///
/// # Errors
/// As [`export`].
pub async fn disable_second_factor(c: &Client) -> Answer<()> {
    c.delete::<IgnoredAny>("/second-factor").await.map(drop)
}

/// The plan and what is used of it.
///
/// # Errors
/// As [`login`].
pub async fn plan(c: &Client) -> Answer<PlanUse> {
    c.get("/plan").await
}

/// The state of the installation.
///
/// # Errors
/// As [`login`]; a refusal for who does not run the installation, as with every call below.
pub async fn system(c: &Client) -> Answer<SystemState> {
    c.get("/operator/system").await
}

/// People whose address or name has a text in it, from a cursor on.
///
/// # Errors
/// As [`system`].
pub async fn users(c: &Client, text: Option<&str>, cursor: Option<&str>) -> Answer<Page<UserSummary>> {
    c.get(&with_query("/operator/users", &[("q", text), ("cursor", cursor)])).await
}

/// Changes what a person may.
///
/// # Errors
/// As [`system`].
pub async fn change_user(c: &Client, id: &str, change: &UserChange) -> Answer<()> {
    c.patch::<_, IgnoredAny>(&format!("/operator/users/{}", encoded(id)), change).await.map(drop)
}

/// What the audit log is searched for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AuditFilter {
    /// A text in the address of who did it.
    pub who: Option<String>,
    /// What was done, by its code.
    pub action: Option<String>,
    /// Only what was done, or only what was refused.
    pub done: Option<bool>,
}

/// The audit log, the newest first, from a cursor on.
///
/// # Errors
/// As [`system`].
pub async fn audit(c: &Client, filter: &AuditFilter, cursor: Option<&str>) -> Answer<Page<AuditEntry>> {
    let done = filter.done.map(|done| if done { "true" } else { "false" });
    let (who, action) = (filter.who.as_deref(), filter.action.as_deref());
    let pairs = [("email", who), ("action", action), ("done", done), ("cursor", cursor)];
    c.get(&with_query("/operator/audit", &pairs)).await
}

/// Jobs of everybody, the newest first, from a cursor on.
///
/// # Errors
/// As [`system`].
pub async fn jobs(c: &Client, cursor: Option<&str>) -> Answer<Page<OperatorJob>> {
    c.get(&with_query("/operator/jobs", &[("cursor", cursor)])).await
}

/// Runs that were parked, from a cursor on.
///
/// # Errors
/// As [`system`].
pub async fn parked(c: &Client, cursor: Option<&str>) -> Answer<Page<ParkedRun>> {
    c.get(&with_query("/operator/parked", &[("cursor", cursor)])).await
}
