//! What can be done from everywhere, for the palette and by keys.

use crate::create::Create;
use crate::nav::{HOME, PLACES, SETTINGS};
use craftstrat_i18n::Lang;
use craftstrat_ui_kit::{Command, I18n, IconName, SettingsChange, ThemeChoice};
use yew::prelude::*;
use yew_router::prelude::*;

/// What the commands do beside going to pages.
pub struct Doing<'a> {
    /// Opens the palette.
    pub palette: Callback<()>,
    /// Shows the keys.
    pub shortcuts: Callback<()>,
    /// Changes settings.
    pub settings: &'a Callback<SettingsChange>,
    /// Goes to pages.
    pub navigator: &'a Option<Navigator>,
    /// Begins strategies.
    pub create: &'a Create,
}

/// What can be done from everywhere.
pub fn commands(i18n: &I18n, doing: &Doing<'_>) -> Vec<Command> {
    let Doing { settings, navigator, create, .. } = doing;
    let command = |id: &'static str, section: &str, label: String, keys: &'static str, icon, run| Command {
        id: id.into(),
        label,
        section: i18n.t(section),
        keys: keys.into(),
        icon: Some(icon),
        run,
    };
    let theme = |choice: ThemeChoice| settings.reform(move |()| SettingsChange::Theme(choice));
    let (go, start) = ("pages-section-go", "pages-section-new");
    let look = "pages-section-look";
    let mut all = vec![
        command(
            "palette",
            "pages-section-help",
            i18n.t("pages-palette-open"),
            "Ctrl+K",
            IconName::Search,
            doing.palette.clone(),
        ),
        command(
            "shortcuts",
            "pages-section-help",
            i18n.t("pages-shortcuts"),
            "?",
            IconName::Keyboard,
            doing.shortcuts.clone(),
        ),
        command("new-form", start, i18n.t("pages-new-form"), "", IconName::List, create.form.clone()),
        command("new-graph", start, i18n.t("pages-new-graph"), "", IconName::Workflow, create.graph.clone()),
        command(
            "theme-light",
            look,
            i18n.t("pages-palette-light"),
            "",
            IconName::Sun,
            theme(ThemeChoice::Light),
        ),
        command(
            "theme-dark",
            look,
            i18n.t("pages-palette-dark"),
            "",
            IconName::Moon,
            theme(ThemeChoice::Dark),
        ),
        command(
            "theme-system",
            look,
            i18n.t("pages-palette-system"),
            "",
            IconName::Monitor,
            theme(ThemeChoice::System),
        ),
        command("lang", look, i18n.t("pages-palette-language"), "", IconName::Languages, {
            let other = if i18n.lang() == Lang::En { Lang::Fr } else { Lang::En };
            settings.reform(move |()| SettingsChange::Lang(other))
        }),
    ];
    for place in [HOME].into_iter().chain(PLACES).chain([SETTINGS]) {
        let navigator = Option::clone(navigator);
        let run = Callback::from(move |()| {
            if let Some(navigator) = &navigator {
                navigator.push(&(place.route)());
            }
        });
        all.push(command(place.name, go, place.label(i18n), "", place.icon, run));
    }
    all
}
