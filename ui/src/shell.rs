//! The frame of every page: navigation, banners, palette and shortcuts.

use crate::account::{AccountMenu, VerifyBanner};
use crate::bar::{LanguageSwitch, ServerStatus, ThemeSwitch};
use crate::bell::Bell;
use crate::create::use_create;
use crate::kill::{KillBanner, KillDialog, KillSwitch, kill_command, use_killed};
use crate::nav::{BOTTOM, HOME, Look, NavLink, NavMenu, PLACES, Place, SETTINGS};
use crate::offers::{self, Doing};
use crate::palette::Palette;
use crate::paper::PaperDesk;
use crate::shortcuts::ShortcutsDialog;
use craftstrat_ui_kit::commands::Press;
use craftstrat_ui_kit::{
    Button, ButtonKind, CommandRegistry, Dialog, Icon, IconName, Route, ToastKind, is_typing, use_commands,
    use_connection, use_i18n, use_keydown, use_media, use_session, use_settings, use_toasts,
};
use web_sys::HtmlElement;
use yew::prelude::*;
use yew_router::prelude::*;

/// What lies over the page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Over {
    #[default]
    Nothing,
    Palette,
    Shortcuts,
    Menu,
    /// The question whether to turn the kill switch on, or off.
    Kill(bool),
}

/// Properties of [`Shell`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct ShellProps {
    /// The page.
    pub children: Html,
}

/// The frame of every page.
#[component]
pub fn Shell(props: &ShellProps) -> Html {
    let i18n = use_i18n();
    let over = use_state_eq(Over::default);
    let is_wide = use_media("(min-width: 64rem)");
    let (top, rest) = use_places();
    let registry = use_context::<CommandRegistry>().unwrap_or_default();
    let (settings, navigator, create, killed) = (use_settings(), use_navigator(), use_create(), use_killed());
    let open = |what: Over| {
        let over = over.clone();
        Callback::from(move |()| over.set(what))
    };
    let onask = {
        let over = over.clone();
        use_callback((), move |on: bool, ()| over.set(Over::Kill(on)))
    };
    let doing = Doing {
        palette: open(Over::Palette),
        shortcuts: open(Over::Shortcuts),
        settings: &settings.change,
        navigator: &navigator,
        create: &create,
    };
    let mut commands = offers::commands(&i18n, &doing);
    commands.push(kill_command(&i18n, killed, &onask));
    use_commands(commands);
    {
        let registry = registry.clone();
        use_keydown(move |event| {
            let press = Press {
                key: &event.key(),
                ctrl: event.ctrl_key() || event.meta_key(),
                shift: event.shift_key(),
                alt: event.alt_key(),
                typing: is_typing(event),
            };
            // A component that has dealt with the key itself says so.
            if event.default_prevented() || event.repeat() && !press.ctrl {
                return;
            }
            if let Some(command) = registry.of_press(press) {
                event.prevent_default();
                command.run.emit(());
            }
        });
    }
    let has_account = use_session().person().is_some();
    let main = use_main_focus();
    use_return_toast();
    let skip = {
        let main = main.clone();
        Callback::from(move |event: MouseEvent| {
            // The address stays as it is: its fragment may hold a shared strategy.
            event.prevent_default();
            if let Some(main) = main.cast::<HtmlElement>() {
                let _ = main.focus();
            }
        })
    };
    let close = {
        let over = over.clone();
        use_callback((), move |(), ()| over.set(Over::Nothing))
    };
    let show = |what: Over| {
        let over = over.clone();
        move |_: MouseEvent| over.set(what)
    };
    html! {
        <div class="flex min-h-dvh flex-col bg-base-200 text-base-content">
            <a href="#main" class="skip-link btn btn-primary btn-sm" onclick={skip}>{ i18n.t("pages-skip") }</a>
            <header class="sticky top-0 z-40 border-b border-base-300 bg-base-100">
                <div class="mx-auto flex h-14 max-w-screen-2xl items-center gap-2 px-3 sm:px-6">
                    <Link<Route> to={Route::Home} classes="mr-2 flex items-center gap-2 rounded-field font-semibold tracking-tight">
                        <img src="/assets/icon.svg" alt="" width="26" height="26" />
                        <span>{ "CraftStrat" }</span>
                    </Link<Route>>
                    if is_wide {
                        <nav class="flex min-w-0 grow items-center gap-0.5" aria-label={i18n.t("pages-nav")}>
                            for place in top {
                                <NavLink key={place.name} {place} look={Look::Top} />
                            }
                            if !rest.is_empty() {
                                <NavMenu places={rest} />
                            }
                        </nav>
                        <ServerStatus />
                        <KillSwitch onask={onask.clone()} />
                        <Bell />
                        <Button label={i18n.t("pages-palette-open")} title={i18n.t("pages-palette-open-keys")} icon={IconName::Search}
                            icon_only=true small=true kind={ButtonKind::Ghost} testid="palette-open" onclick={show(Over::Palette)} />
                        // Both are in the settings and in the palette too.
                        <div class="flex items-center gap-2 max-2xl:hidden">
                            <LanguageSwitch />
                            <ThemeSwitch />
                        </div>
                        <div class="contents">
                            if has_account {
                                <AccountMenu />
                            } else {
                                <NavLink place={SETTINGS} look={Look::Icon} />
                            }
                        </div>
                    } else {
                        <span class="grow"></span>
                        <ServerStatus />
                        <KillSwitch onask={onask.clone()} />
                        <Bell />
                        <Button label={i18n.t("pages-palette-open")} icon={IconName::Search} icon_only=true
                            kind={ButtonKind::Ghost} testid="palette-open" onclick={show(Over::Palette)} />
                        <AccountMenu />
                    }
                </div>
            </header>
            <div class="sticky top-14 z-30">
                <OfflineBanner />
                <VerifyBanner />
                <KillBanner {onask} />
            </div>
            <main id="main" ref={main} tabindex="-1" class="flex min-w-0 grow flex-col outline-none max-lg:pb-16">
                <PaperDesk>{ props.children.clone() }</PaperDesk>
            </main>
            if !is_wide {
                <nav class="fixed inset-x-0 bottom-0 z-40 flex h-14 border-t border-base-300 bg-base-100 px-1"
                    aria-label={i18n.t("pages-nav")}>
                    <NavLink place={HOME} look={Look::Bottom} />
                    for place in BOTTOM.map(|at| PLACES[at]) {
                        <NavLink key={place.name} {place} look={Look::Bottom} />
                    }
                    <button type="button" data-testid="nav-more" onclick={show(Over::Menu)} aria-haspopup="dialog"
                        class="flex min-w-0 grow basis-0 flex-col items-center justify-center gap-0.5 text-[0.6875rem] font-medium text-muted">
                        <Icon name={IconName::Menu} class="size-5" />
                        { i18n.t("pages-nav-more") }
                    </button>
                </nav>
            }
            <MoreDialog open={*over == Over::Menu} onclose={close.clone()} />
            <Palette open={*over == Over::Palette} onclose={close.clone()} />
            <ShortcutsDialog open={*over == Over::Shortcuts} onclose={close.clone()} />
            <KillDialog asked={match *over { Over::Kill(on) => Some(on), _ => None }} onclose={close} />
        </div>
    }
}

#[derive(Clone, Debug, PartialEq, Properties)]
struct MoreDialogProps {
    open: bool,
    onclose: Callback<()>,
}

/// On small windows: every page, and the switches that have no room in the bar.
#[component]
fn MoreDialog(props: &MoreDialogProps) -> Html {
    let i18n = use_i18n();
    let onclick = props.onclose.reform(|_: MouseEvent| ());
    html! {
        <Dialog open={props.open} title={i18n.t("pages-nav-more")} onclose={props.onclose.clone()}>
            <nav class="grid grid-cols-2 gap-1" aria-label={i18n.t("pages-nav")} {onclick}>
                for (_, place) in PLACES.into_iter().enumerate().filter(|(at, _)| !BOTTOM.contains(at)) {
                    <NavLink key={place.name} {place} look={Look::Row} />
                }
                <NavLink place={SETTINGS} look={Look::Row} />
            </nav>
            <div class="mt-4 flex items-center justify-between border-t border-base-300 pt-4">
                <LanguageSwitch />
                <ThemeSwitch />
            </div>
        </Dialog>
    }
}

/// The pages the bar at the top has room for, and the others.
#[hook]
fn use_places() -> (Vec<Place>, Vec<Place>) {
    let room_rem = if use_media("(min-width: 80rem)") { 80 } else { 64 };
    PLACES.into_iter().partition(|place| place.room_rem <= room_rem)
}

/// Says that the server does not answer, as long as it does not.
#[component]
pub fn OfflineBanner() -> Html {
    let i18n = use_i18n();
    if use_connection().online {
        return html! { <div class="hidden"></div> };
    }
    html! {
        <div role="alert" data-testid="offline-banner"
            class="flex items-center justify-center gap-2 bg-warning px-4 py-2 text-sm font-medium text-warning-content">
            <Icon name={IconName::Offline} />
            { i18n.t("pages-offline") }
        </div>
    }
}

/// Says when the server is back.
#[hook]
fn use_return_toast() {
    let (i18n, toasts, returns) = (use_i18n(), use_toasts(), use_connection().returns);
    use_effect_with(returns, move |returns| {
        if *returns > 0 {
            toasts.show(ToastKind::Success, i18n.t("pages-online-again"));
        }
    });
}

/// Puts the focus on the page when another one is shown, so that it is read from its beginning.
#[hook]
fn use_main_focus() -> NodeRef {
    let main = use_node_ref();
    let path = use_location().map(|location| location.path().to_owned());
    let is_first = use_mut_ref(|| true);
    let node = main.clone();
    use_effect_with(path, move |_| {
        if !is_first.replace(false) {
            gloo::utils::window().scroll_to_with_x_and_y(0.0, 0.0);
            if let Some(main) = node.cast::<HtmlElement>() {
                let _ = main.focus();
            }
        }
    });
    main
}
