//! The keys of the page on show, as it offers them.

use craftstrat_ui_kit::{Command, CommandRegistry, Dialog, use_i18n};
use yew::prelude::*;

/// Properties of [`ShortcutsDialog`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct ShortcutsDialogProps {
    /// Whether it is shown.
    pub open: bool,
    /// Asks to be closed.
    pub onclose: Callback<()>,
}

/// The commands that have keys, by section, in their order.
pub fn by_section(commands: Vec<Command>) -> Vec<(String, Vec<Command>)> {
    let mut sections: Vec<(String, Vec<Command>)> = Vec::new();
    for command in commands.into_iter().filter(|command| !command.keys.is_empty()) {
        match sections.iter_mut().find(|(section, _)| *section == command.section) {
            Some((_, present)) => present.push(command),
            None => sections.push((command.section.clone(), vec![command])),
        }
    }
    sections
}

/// The keys of the page on show.
#[component]
pub fn ShortcutsDialog(props: &ShortcutsDialogProps) -> Html {
    let i18n = use_i18n();
    let registry = use_context::<CommandRegistry>().unwrap_or_default();
    let sections = if props.open { by_section(registry.all()) } else { Vec::new() };
    html! {
        <Dialog open={props.open} title={i18n.t("pages-shortcuts")} onclose={props.onclose.clone()} testid="shortcuts">
            <div class="flex flex-col gap-4">
                for (section, commands) in sections {
                    <section key={section.clone()}>
                        <h3 class="mb-1 text-xs font-semibold text-muted">{ &section }</h3>
                        <dl class="divide-y divide-base-300">
                            for command in commands {
                                <div key={command.id.to_string()} class="flex items-center justify-between gap-4 py-1.5 text-sm">
                                    <dt>{ &command.label }</dt>
                                    <dd><kbd class="kbd kbd-sm whitespace-nowrap">{ &command.keys }</kbd></dd>
                                </div>
                            }
                        </dl>
                    </section>
                }
                <p class="text-sm text-muted">{ i18n.t("pages-shortcuts-note") }</p>
            </div>
        </Dialog>
    }
}

#[cfg(test)]
mod tests {
    use super::by_section;
    use craftstrat_ui_kit::Command;
    use yew::prelude::*;

    fn command(section: &str, label: &str, keys: &'static str) -> Command {
        Command {
            id: label.to_owned().into(),
            label: label.to_owned(),
            section: section.to_owned(),
            keys: keys.into(),
            icon: None,
            run: Callback::noop(),
        }
    }

    #[test]
    fn only_what_has_keys_is_listed_and_sections_are_not_torn() {
        let commands = vec![
            command("Graph", "Undo", "Ctrl+Z"),
            command("Help", "Palette", "Ctrl+K"),
            command("Graph", "Fit", "F"),
            command("Go", "Data", ""),
        ];
        let sections = by_section(commands);
        let names: Vec<_> = sections.iter().map(|(name, commands)| (name.as_str(), commands.len())).collect();
        assert_eq!(names, [("Graph", 2), ("Help", 1)]);
    }
}
