//! What every page is made of: routes, language, theme, messages, the API client and the components.

pub mod api;
pub mod i18n;
pub mod route;
pub mod toast;

pub use api::{ApiError, Client, use_client};
pub use i18n::{I18n, I18nProvider, use_i18n};
pub use route::Route;
pub use toast::{Toast, ToastKind, Toasts, use_toasts};
