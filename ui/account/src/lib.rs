//! People: signing in, what belongs to an account, the plan, and what the operator of an installation sees.
//!
//! [`model`] knows neither browser nor words; [`words`] says things; [`calls`] asks the server; the rest shows it. Forms keep
//! what is typed in the page's own fields and read it when they are sent. Passwords are stored nowhere, and gone with the form.

pub mod calls;
mod codes;
mod confirm;
mod field;
mod forgot;
mod form;
mod frame;
mod login;
mod mail_me;
pub mod model;
mod operator;
mod paged;
mod password;
mod plan;
mod reset;
mod rows;
mod settings;
mod signup;
mod sure;
mod verify;
pub mod words;

pub use codes::{CodesView, CodesViewProps};
pub use confirm::{Confirmer, Confirming, ConfirmingProps, use_confirmer};
pub use field::{Field, FieldProps};
pub use forgot::ForgotPage;
pub use form::{Form, FormHandle, FormProps, Placing, use_form};
pub use login::LoginPage;
pub use operator::{
    OperatorPage, OperatorPageProps, SystemView, SystemViewProps, UsersTable, UsersTableProps,
};
pub use password::{PasswordRules, PasswordRulesProps};
pub use plan::{PlanPage, PlanView, PlanViewProps};
pub use reset::ResetPage;
pub use rows::{AuditRows, AuditRowsProps, Table, TableProps};
pub use settings::{
    AccountSection, AccountSectionProps, SessionsList, SessionsListProps, TokenForm, TokenFormProps,
};
pub use signup::SignUpPage;
pub use sure::{Sure, SureProps};
pub use verify::VerifyPage;
