//! Components as the server would render them: structure, names and roles.

use craftstrat_api::studio::{Job, JobKind, JobState, Progress};
use craftstrat_i18n::Lang;
use craftstrat_ui_kit::*;
use std::rc::Rc;
use yew::LocalServerRenderer;
use yew::prelude::*;

/// Renders what `make` makes, in English or French.
async fn render(lang: Lang, make: fn() -> Html) -> String {
    #[derive(PartialEq, Properties)]
    struct StageProps {
        lang: Lang,
        make: Make,
    }
    #[derive(Clone, Copy)]
    struct Make(fn() -> Html);
    impl PartialEq for Make {
        fn eq(&self, _: &Self) -> bool {
            false
        }
    }
    #[component]
    fn Stage(props: &StageProps) -> Html {
        html! { <I18nProvider lang={props.lang}>{ (props.make.0)() }</I18nProvider> }
    }
    let props = StageProps { lang, make: Make(make) };
    LocalServerRenderer::<Stage>::with_props(props).hydratable(false).render().await
}

async fn english(make: fn() -> Html) -> String {
    render(Lang::En, make).await
}

fn assert_has(html: &str, parts: &[&str]) {
    for part in parts {
        assert!(html.contains(part), "`{part}` is not in {html}");
    }
}

#[tokio::test]
async fn gains_and_losses_carry_sign_arrow_and_colour() {
    let gain = english(|| html! { <Pnl value=12.345 /> }).await;
    assert_has(&gain, &["text-gain", "+12.3", "<svg"]);
    let loss = render(Lang::Fr, || html! { <Pnl value={-1234.5} /> }).await;
    assert_has(&loss, &["text-loss", "−1\u{202f}234,50", "<svg"]);
    let none = english(|| html! { <Pnl value=0.001 /> }).await;
    assert_has(&none, &["text-muted", "0.00"]);
    assert!(!none.contains("<svg"));
    assert_has(&english(|| html! { <Pnl value=0.5 percent=true decimals=0 /> }).await, &["+50%"]);
}

#[tokio::test]
async fn buttons_have_names() {
    let icon =
        english(|| html! { <Button label="Delete" icon={IconName::Trash} icon_only=true testid="x" /> })
            .await;
    assert_has(&icon, &["aria-label=\"Delete\"", "title=\"Delete\"", "data-testid=\"x\"", "type=\"button\""]);
    let busy = english(|| html! { <Button label="Save" busy=true kind={ButtonKind::Primary} /> }).await;
    assert_has(&busy, &["disabled", "aria-busy=\"true\"", "btn-primary", "Save"]);
    let switch = english(|| html! { <Button label="Snap" pressed={Some(false)} /> }).await;
    assert_has(&switch, &["aria-pressed=\"false\""]);
}

#[tokio::test]
async fn a_dialog_makes_its_content_only_while_open() {
    let open = english(|| html! { <Dialog open=true title="Rename">{ "inside" }</Dialog> }).await;
    assert_has(&open, &["<dialog", "aria-label=\"Rename\"", "inside", "aria-label=\"Close\""]);
    let closed = english(|| html! { <Dialog open=false title="Rename">{ "inside" }</Dialog> }).await;
    assert!(!closed.contains("inside"));
}

#[tokio::test]
async fn tabs_have_one_stop() {
    let html = english(|| {
        let tabs = vec![("a".into(), "First".into()), ("b".into(), "Second".into())];
        html! { <Tabs {tabs} active="b" onselect={Callback::noop()} label="Views" /> }
    })
    .await;
    assert_has(&html, &["role=\"tablist\"", "aria-label=\"Views\"", "data-testid=\"tab-a\""]);
    assert_eq!(html.matches("tabindex=\"0\"").count(), 1);
    assert_eq!(html.matches("aria-selected=\"true\"").count(), 1);
}

#[tokio::test]
async fn a_closed_menu_shows_its_button_alone() {
    let html = english(|| html! { <Menu label="More" icon={IconName::More} icon_only=true><MenuItem label="Delete" /></Menu> }).await;
    assert_has(&html, &["aria-haspopup=\"menu\"", "aria-expanded=\"false\"", "aria-label=\"More\""]);
    assert!(!html.contains("Delete"));
}

#[tokio::test]
async fn a_number_field_has_its_label_and_says_what_is_wrong() {
    let html = english(|| {
        html! { <NumberInput label="Size" value={Some(0.5)} min=1.0 unit="USDC" onchange={Callback::noop()} testid="size" /> }
    })
    .await;
    assert_has(
        &html,
        &["Size", "value=\"0.5\"", "USDC", "aria-invalid=\"true\"", "At least 1", "data-testid=\"size\""],
    );
    let french = render(Lang::Fr, || {
        html! { <NumberInput label="Taille" value={Some(1234.5)} onchange={Callback::noop()} hide_label=true /> }
    })
    .await;
    assert_has(&french, &["value=\"1234,5\"", "aria-label=\"Taille\""]);
    assert!(!french.contains("aria-invalid"));
    let outside = english(|| {
        html! { <NumberInput label="a" value={Some(2.0)} onchange={Callback::noop()} invalid={Some(AttrValue::from("too late"))} /> }
    })
    .await;
    assert_has(&outside, &["too late", "input-error"]);
}

#[tokio::test]
async fn a_table_of_a_million_rows_makes_a_screenful() {
    let html = english(|| {
        let columns = Rc::new(vec![Column::text("Slot"), Column::number("P&L").help("After fees").unsortable()]);
        let cell = Callback::from(|(row, column): (usize, usize)| html! { { format!("r{row}c{column}") } });
        html! { <VirtualTable {columns} rows=1_000_000 {cell} sort={Some((0, true))} label="Trades" height=400 selected={Some(1)} /> }
    })
    .await;
    assert_has(
        &html,
        &[
            "aria-rowcount=\"1000001\"",
            "aria-sort=\"descending\"",
            "aria-label=\"Trades\"",
            "r0c0",
            "title=\"After fees\"",
        ],
    );
    assert_has(&html, &["aria-selected=\"true\"", "aria-rowindex=\"3\""]);
    assert!(html.matches("<tr").count() < 40);
}

#[tokio::test]
async fn errors_say_what_can_be_done() {
    let html =
        render(Lang::Fr, || html! { <ErrorBox error={ApiError::Offline} retry={Callback::noop()} /> }).await;
    assert_has(&html, &["role=\"alert\"", "Le serveur ne répond pas", "Réessayer"]);
}

fn job(state: JobState) -> Job {
    Job {
        id: "j".into(),
        kind: JobKind::Backtest,
        state,
        title: "Late favourite".into(),
        progress: Progress { stage: "backtest".into(), done: 1, total: Some(4), unit: "slots".into() },
        result: "b".into(),
        error: (state == JobState::Failed).then(|| "no data".to_owned()),
        created_at_ms: 0,
        ended_at_ms: None,
    }
}

#[tokio::test]
async fn a_job_shows_how_far_it_is_and_can_be_stopped_until_it_ends() {
    let running =
        english(|| html! { <JobBar job={job(JobState::Running)} oncancel={Callback::noop()} /> }).await;
    assert_has(&running, &["25%", "value=\"25.0\"", "job-cancel", "data-state=\"running\"", "Backtest"]);
    let failed =
        english(|| html! { <JobBar job={job(JobState::Failed)} oncancel={Callback::noop()} /> }).await;
    assert_has(&failed, &["Failed", "no data"]);
    assert!(!failed.contains("job-cancel"));
    let done = english(|| html! { <JobBar job={job(JobState::Done)} /> }).await;
    assert_has(&done, &["Done", "100%"]);
}

#[tokio::test]
async fn choices_are_radio_buttons() {
    let html = english(|| {
        let options = vec![("utc".into(), "UTC".into()), ("local".into(), "Local time".into())];
        html! { <Choice legend="Times" {options} value="local" onchange={Callback::noop()} name="times" /> }
    })
    .await;
    assert_has(
        &html,
        &["<fieldset", "<legend", "type=\"radio\"", "aria-label=\"Local time\"", "data-testid=\"times-utc\""],
    );
    // The class names of the look begin so too.
    let checked = html.split(" checked").skip(1).filter(|rest| !rest.starts_with(':'));
    assert_eq!(checked.count(), 1);
}

#[tokio::test]
async fn times_have_both_zones_at_hand() {
    let html = english(|| html! { <Time ms=1_770_138_000_000 /> }).await;
    assert_has(&html, &["3\u{a0}Feb\u{a0}2026 17:00", "title=\"3\u{a0}Feb\u{a0}2026 17:00:00 UTC\""]);
}

#[tokio::test]
async fn an_empty_place_offers_the_next_action() {
    let html = english(|| {
        html! { <Empty title="No strategy yet" body="Open a template." action={html! { <Button label="Start" /> }} icon={IconName::Layers} /> }
    })
    .await;
    assert_has(&html, &["No strategy yet", "Open a template.", "Start"]);
    assert_has(&english(|| html! { <Skeleton lines=2 /> }).await, &["role=\"status\"", "skeleton-late"]);
}
