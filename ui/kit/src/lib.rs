//! What every page is made of: routes, language, theme, messages, the API client and the components.

pub mod api;
pub mod browser;
pub mod button;
pub mod choice;
pub mod commands;
pub mod connection;
pub mod dialog;
pub mod figures;
pub mod i18n;
pub mod icon;
pub mod icon_paths;
pub mod job;
mod language;
pub mod media;
pub mod menu;
pub mod number_input;
pub mod page;
pub mod provider;
pub mod query;
pub mod resource;
pub mod route;
pub mod settings;
pub mod table;
pub mod tabs;
pub mod theme;
pub mod toast;
pub mod toast_region;
pub mod window;

pub use api::{ApiError, Client, url, use_client};
pub use browser::{copy_text, copy_with_toast, download, download_from, file_name, is_typing, use_keydown};
pub use button::{Button, ButtonKind};
pub use choice::Choice;
pub use commands::{Command, CommandRegistry, match_score, use_commands};
pub use connection::{Connection, use_connection};
pub use dialog::Dialog;
pub use figures::{Help, Pnl};
pub use i18n::{I18n, I18nProvider, Time, use_i18n};
pub use icon::Icon;
pub use icon_paths::IconName;
pub use job::{JobBar, use_job};
pub use media::use_media;
pub use menu::{Menu, MenuItem};
pub use number_input::NumberInput;
pub use page::{Card, Empty, ErrorBox, Page, Skeleton, nothing};
pub use provider::KitProvider;
pub use query::{QueryState, encoded, use_query_state};
pub use resource::{Resource, use_resource};
pub use route::Route;
pub use settings::{
    PnlColours, PriceUnit, Settings, SettingsChange, SettingsHandle, ThemeChoice, Times, use_settings,
};
pub use table::{Column, VirtualTable};
pub use tabs::Tabs;
pub use theme::{Theme, use_theme};
pub use toast::{Toast, ToastKind, Toasts, use_toasts};
pub use toast_region::ToastProvider;
