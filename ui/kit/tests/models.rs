//! What the components compute, without a browser.

use craftstrat_api::studio::{ApiProblem, Health};
use craftstrat_i18n::Lang;
use craftstrat_ui_kit::commands::{Press, matches_keys};
use craftstrat_ui_kit::connection::Beat;
use craftstrat_ui_kit::number_input::{Typed, read_typed, stepped};
use craftstrat_ui_kit::query::{query_value, with_query_value};
use craftstrat_ui_kit::resource::{Fetched, Step};
use craftstrat_ui_kit::settings::settings_from;
use craftstrat_ui_kit::tabs::tab_after;
use craftstrat_ui_kit::toast_region::{Shown, ShownStep, standing_ms};
use craftstrat_ui_kit::window::{ROW_PX, row_after, rows_in_view, scroll_to};
use craftstrat_ui_kit::{
    ApiError, Connection, IconName, PnlColours, Settings, SettingsChange, Theme, ThemeChoice, Times, Toast,
    ToastKind, encoded, file_name, match_score,
};
use std::rc::Rc;
use yew::Reducible;

#[test]
fn a_long_table_makes_few_rows_and_always_those_in_view() {
    let height = 400;
    for (rows, top) in
        [(0, 0.0), (1, 0.0), (5, 900.0), (10_000, 0.0), (10_000, 123_456.0), (10_000, 1e12), (9, f64::NAN)]
    {
        let range = rows_in_view(rows, top, height);
        assert!(range.start <= range.end && range.end <= rows, "{rows} {top} {range:?}");
        assert!(range.len() <= 40, "{range:?}");
        let first = ((top / f64::from(ROW_PX)) as usize).min(rows.saturating_sub(1));
        let last = (first + (height / ROW_PX) as usize).min(rows.saturating_sub(1));
        if rows > 0 {
            assert!(range.contains(&first) && range.contains(&last), "{rows} {top} {range:?}");
        }
    }
}

#[test]
fn the_cursor_stays_within_the_table_and_in_view() {
    let after = |key, at| row_after(key, at, 100, 360);
    assert_eq!(after("ArrowDown", Some(3)), Some(4));
    assert_eq!(after("ArrowDown", Some(99)), Some(99));
    assert_eq!(after("ArrowUp", Some(0)), Some(0));
    assert_eq!(after("PageDown", Some(0)), Some(9));
    assert_eq!(after("End", None), Some(99));
    assert_eq!(after("ArrowDown", None), Some(0));
    assert_eq!(after("a", Some(3)), None);
    assert_eq!(row_after("End", None, 0, 360), None);
    assert_eq!(scroll_to(0, 100.0, 360, 36), Some(0.0));
    assert_eq!(scroll_to(5, 100.0, 360, 36), None);
    assert_eq!(scroll_to(50, 0.0, 360, 36), Some(1_512.0));
}

#[test]
fn a_number_field_reads_what_is_typed() {
    let read = |text| read_typed(text, Some(1.0), Some(10.0));
    assert_eq!(read(" "), Typed::Empty);
    assert_eq!(read("2,5"), Typed::Number(2.5));
    assert_eq!(read("0.5"), Typed::TooLow);
    assert_eq!(read("11"), Typed::TooHigh);
    assert_eq!(read("1.5x"), Typed::NotANumber);
}

#[test]
fn arrow_steps_leave_no_dust_and_stay_within_bounds() {
    assert_eq!(stepped(0.1, 0.2, true, None, None), 0.3);
    assert_eq!(stepped(0.3, 0.1, false, None, None), 0.2);
    assert_eq!(stepped(9.5, 1.0, true, Some(0.0), Some(10.0)), 10.0);
    assert_eq!(stepped(0.5, 1.0, false, Some(0.0), None), 0.0);
}

#[test]
fn tabs_go_round() {
    assert_eq!(tab_after("ArrowRight", 2, 3), Some(0));
    assert_eq!(tab_after("ArrowLeft", 0, 3), Some(2));
    assert_eq!((tab_after("Home", 1, 3), tab_after("End", 1, 3)), (Some(0), Some(2)));
    assert_eq!((tab_after("x", 1, 3), tab_after("End", 0, 0)), (None, None));
}

fn press(key: &str) -> Press<'_> {
    Press { key, ctrl: false, shift: false, alt: false, typing: false }
}

#[test]
fn keys_are_what_they_say() {
    let ctrl = |key| Press { ctrl: true, ..press(key) };
    assert!(matches_keys("Ctrl+K", ctrl("k")));
    assert!(matches_keys("Ctrl+K", Press { typing: true, ..ctrl("k") }));
    assert!(!matches_keys("Ctrl+K", press("k")));
    assert!(!matches_keys("K", ctrl("k")));
    assert!(matches_keys("Ctrl+Shift+Z", Press { shift: true, ..ctrl("Z") }));
    assert!(!matches_keys("Ctrl+Z", Press { shift: true, ..ctrl("Z") }));
    // A question mark needs Shift here and not there.
    assert!(matches_keys("?", Press { shift: true, ..press("?") }));
    assert!(matches_keys("?", press("?")));
    // While typing, letters and signs are text.
    assert!(!matches_keys("?", Press { typing: true, ..press("?") }));
    assert!(!matches_keys("", press("")));
}

#[test]
fn a_search_prefers_beginnings_and_neighbours() {
    let score = |query| match_score(query, "New graph strategy");
    assert!(score("graph") > score("rat"));
    assert!(score("ngs").is_some());
    assert_eq!(score("gn"), None);
    assert_eq!(match_score("", "anything"), Some(0));
    assert!(match_score("é", "Été").is_some());
}

#[test]
fn view_state_survives_in_the_address() {
    let query = "?tab=trades&q=a%20b%26c%C3%A9&empty";
    assert_eq!(query_value(query, "q").as_deref(), Some("a b&cé"));
    assert_eq!(query_value(query, "empty").as_deref(), Some(""));
    assert_eq!(query_value(query, "none"), None);
    assert_eq!(query_value("?x=%zz%4", "x").as_deref(), Some("%zz%4"));
    let changed = with_query_value(query, "tab", Some("fees"));
    assert_eq!(changed[0], ("tab".to_owned(), "fees".to_owned()));
    assert_eq!(changed.len(), 3);
    assert_eq!(with_query_value(query, "tab", None).len(), 2);
    assert_eq!(with_query_value("", "a", Some("1")), [("a".to_owned(), "1".to_owned())]);
    let odd = "a b&c=é/%";
    assert_eq!(query_value(&format!("k={}", encoded(odd)), "k").as_deref(), Some(odd));
}

#[test]
fn late_answers_are_dropped_and_stale_data_stays_while_reloading() {
    let asked = |f: Rc<Fetched<u8>>, seq, fresh| f.reduce(Step::Asked { seq, fresh });
    let answered = |f: Rc<Fetched<u8>>, seq, answer| f.reduce(Step::Answered { seq, answer });
    let first = answered(asked(Rc::default(), 1, true), 1, Ok(7));
    assert_eq!((first.data, first.loading), (Some(7), false));
    let again = asked(first.clone(), 2, false);
    assert_eq!((again.data, again.loading), (Some(7), true));
    let failed = answered(again.clone(), 2, Err(ApiError::Offline));
    assert_eq!((failed.data, failed.error.clone()), (Some(7), Some(ApiError::Offline)));
    let other = asked(first, 3, true);
    assert_eq!(other.data, None);
    assert_eq!(answered(other.clone(), 2, Ok(9)), other);
    assert_eq!(answered(other, 3, Ok(9)).data, Some(9));
}

#[test]
fn settings_change_one_at_a_time_and_survive_storing() {
    let change = |s: Settings, change| *Rc::new(s).reduce(change);
    let french = change(Settings::default(), SettingsChange::Lang(Lang::Fr));
    let dark = change(french, SettingsChange::Theme(ThemeChoice::Dark));
    let local = change(dark, SettingsChange::Times(Times::Local));
    assert_eq!((local.lang, local.theme, local.times), (Lang::Fr, ThemeChoice::Dark, Times::Local));
    let text = serde_json::to_string(&local).expect("settings are plain");
    assert_eq!(settings_from(Some(&text), Lang::En), local);
    // What an older or newer page stored does no harm.
    assert_eq!(settings_from(Some("{\"theme\":\"dark\",\"new\":1}"), Lang::En).theme, ThemeChoice::Dark);
    for stored in [None, Some("nonsense"), Some("{\"theme\":\"pink\"}")] {
        assert_eq!(settings_from(stored, Lang::Fr), Settings { lang: Lang::Fr, ..Settings::default() });
    }
}

fn luminance(hex: &str) -> f64 {
    let part = |at: usize| {
        let value = f64::from(u8::from_str_radix(&hex[at..at + 2], 16).expect("hex")) / 255.0;
        if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5)
}

#[test]
fn gain_and_loss_can_be_read_in_every_theme() {
    for (choice, page) in [(ThemeChoice::Light, "#f5f6f8"), (ThemeChoice::Dark, "#121a2b")] {
        for pnl in [PnlColours::BlueOrange, PnlColours::GreenRed] {
            let theme = Theme::new(choice, false, pnl);
            for colour in [theme.gain(), theme.loss()] {
                let (a, b) = (luminance(colour), luminance(page));
                let contrast = (a.max(b) + 0.05) / (a.min(b) + 0.05);
                assert!(contrast >= 4.5, "{colour} on {page}: {contrast}");
            }
        }
    }
    assert!(Theme::new(ThemeChoice::System, true, PnlColours::BlueOrange).dark);
    assert!(!Theme::new(ThemeChoice::Light, true, PnlColours::BlueOrange).dark);
}

/// The chart façade takes its colours from [`Theme`], everything else from the style sheet.
#[test]
fn the_style_sheet_has_the_same_colours() {
    let css = include_str!("../../app.css");
    for choice in [ThemeChoice::Light, ThemeChoice::Dark] {
        for pnl in [PnlColours::BlueOrange, PnlColours::GreenRed] {
            let theme = Theme::new(choice, false, pnl);
            assert!(css.contains(&format!("--gain: {};", theme.gain())), "{theme:?}");
            assert!(css.contains(&format!("--loss: {};", theme.loss())), "{theme:?}");
            assert!(css.contains(&format!("name: \"{}\";", theme.name())), "{theme:?}");
        }
    }
}

#[test]
fn toasts_are_few_and_not_repeated() {
    let toast = |message: &str| Toast { kind: ToastKind::Info, message: message.to_owned(), action: None };
    let mut shown = Rc::new(Shown::default());
    for at in 0..6 {
        shown = shown.reduce(ShownStep::Add(toast(&at.to_string())));
    }
    let messages: Vec<_> = shown.toasts().iter().map(|(_, t)| t.message.clone()).collect();
    assert_eq!(messages, ["2", "3", "4", "5"]);
    shown = shown.reduce(ShownStep::Add(toast("3")));
    let messages: Vec<_> = shown.toasts().iter().map(|(_, t)| t.message.clone()).collect();
    assert_eq!(messages, ["2", "4", "5", "3"]);
    let id = shown.toasts()[0].0;
    assert_eq!(shown.reduce(ShownStep::Remove(id)).toasts().len(), 3);
    let undo = Toast { action: Some(("Undo".to_owned(), yew::Callback::noop())), ..toast("x") };
    assert!(standing_ms(&undo) > standing_ms(&toast("x")));
}

#[test]
fn a_server_that_comes_back_is_counted() {
    let health = Health { version: "1".into(), compiler_version: "1".into(), markets: 3 };
    let beat = |c: Rc<Connection>, beat| c.reduce(beat);
    let up = beat(Rc::default(), Beat::Answered(health.clone()));
    assert_eq!((up.online, up.returns), (true, 0));
    let down = beat(beat(up, Beat::Silent), Beat::Silent);
    assert_eq!((down.online, down.returns), (false, 0));
    assert_eq!(down.health.as_deref(), Some(&health));
    assert_eq!(beat(down, Beat::Answered(health)).returns, 1);
}

#[test]
fn refusals_speak_for_themselves() {
    let i18n = craftstrat_ui_kit::I18n::new(Lang::En);
    let refused = ApiProblem { detail: "The queue is full.".into(), ..ApiProblem::default() };
    assert_eq!(ApiError::Refused(Box::new(refused)).in_words(&i18n), "The queue is full.");
    assert_eq!(ApiError::Offline.in_words(&i18n), "The server does not answer");
}

#[test]
fn file_names_are_plain() {
    assert_eq!(file_name("Late favourite / 15m!", "json"), "late-favourite-15m.json");
    assert_eq!(file_name("Écart à l’objectif", "csv"), "écart-à-l-objectif.csv");
    assert_eq!(file_name(" ../..", "json"), "strategy.json");
}

#[test]
fn every_icon_is_drawn() {
    for name in IconName::ALL {
        assert!(name.path().starts_with('M') && name.path().len() > 5, "{name:?}");
    }
}
