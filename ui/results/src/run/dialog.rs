//! A dialog that starts a backtest and goes to its result.

use super::fields::RunFields;
use crate::calls;
use crate::job::JobWatch;
use crate::model::parameters::of_document;
use crate::model::run_form::RunForm;
use craftstrat_api::inspect::ParameterInfo;
use craftstrat_api::studio::{BacktestRequest, Job, StrategyRef};
use craftstrat_ui_kit::{
    ApiError, Button, ButtonKind, Client, Dialog, ErrorBox, IconName, Route, use_client, use_i18n,
    use_resource,
};
use std::rc::Rc;
use yew::platform::spawn_local;
use yew::prelude::*;
use yew_router::prelude::use_navigator;

/// Properties of [`RunDialog`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct RunDialogProps {
    /// What to run.
    pub strategy: StrategyRef,
    /// Whether it is shown.
    pub open: bool,
    /// Asks to be closed.
    pub onclose: Callback<()>,
    /// The settings to begin with: those of the preview, say.
    #[prop_or_default]
    pub form: RunForm,
    /// What the strategy lets one set, where the caller knows; read from the stored strategy or the document otherwise.
    #[prop_or_default]
    pub parameters: Option<Rc<Vec<ParameterInfo>>>,
}

/// What a strategy lets one set. Of a bare component nothing is known here.
pub(crate) async fn parameters_of(
    client: Client,
    strategy: StrategyRef,
) -> Result<Rc<Vec<ParameterInfo>>, ApiError> {
    Ok(Rc::new(match strategy {
        StrategyRef::Document(text) => of_document(&text),
        StrategyRef::Strategy { id, version: Some(number) } => {
            of_document(&calls::version(client, &id, number).await?.document)
        }
        StrategyRef::Strategy { id, version: None } => {
            let strategy = calls::strategy(client, &id).await?;
            match (strategy.document, strategy.inspection) {
                (Some(document), _) => of_document(&document),
                (None, Some(inspection)) => inspection.parameters,
                (None, None) => Vec::new(),
            }
        }
        StrategyRef::Component(_) => Vec::new(),
    }))
}

/// The dialog.
#[component]
pub fn RunDialog(props: &RunDialogProps) -> Html {
    let i18n = use_i18n();
    html! {
        <Dialog open={props.open} title={i18n.t("results-run-title")} onclose={props.onclose.clone()} wide=true
            testid="run-dialog">
            <RunPanel ..props.clone() />
        </Dialog>
    }
}

/// What the dialog holds; made anew each time it opens.
#[component]
fn RunPanel(props: &RunDialogProps) -> Html {
    let (client, i18n, navigator) = (use_client(), use_i18n(), use_navigator());
    let form = use_state(|| props.form.clone());
    let job = use_state(|| Option::<Job>::None);
    let error = use_state(|| Option::<ApiError>::None);
    let busy = use_state(|| false);
    let fetched = {
        let client = client.clone();
        let wanted = props.parameters.is_none().then(|| props.strategy.clone());
        use_resource(wanted, move |wanted: Option<StrategyRef>| {
            let client = client.clone();
            async move {
                match wanted {
                    Some(strategy) => parameters_of(client, strategy).await,
                    None => Ok(Rc::default()),
                }
            }
        })
    };
    let parameters = props.parameters.clone().or(fetched.data).unwrap_or_default();
    let settings = form.settings();
    let onchange = {
        let form = form.clone();
        Callback::from(move |next: RunForm| form.set(next))
    };
    let start = {
        let (strategy, settings) = (props.strategy.clone(), settings.clone());
        let (job, error, busy) = (job.clone(), error.clone(), busy.clone());
        Callback::from(move |_: MouseEvent| {
            let Ok(settings) = settings.clone() else { return };
            let request = BacktestRequest { strategy: strategy.clone(), settings, no_variants: false };
            let (client, job, error, busy) = (client.clone(), job.clone(), error.clone(), busy.clone());
            busy.set(true);
            error.set(None);
            spawn_local(async move {
                match calls::start_backtest(client, &request).await {
                    Ok(started) => job.set(Some(started)),
                    Err(refused) => error.set(Some(refused)),
                }
                busy.set(false);
            });
        })
    };
    let ondone = {
        let onclose = props.onclose.clone();
        Callback::from(move |done: Job| {
            onclose.emit(());
            if let Some(navigator) = &navigator {
                navigator.push(&Route::Backtest { id: done.result });
            }
        })
    };
    let again = {
        let job = job.clone();
        Callback::from(move |_: MouseEvent| job.set(None))
    };
    html! {
        <div class="flex flex-col gap-4">
            if let Some(running) = (*job).clone() {
                <JobWatch job={running} {ondone} />
                <p class="text-sm text-muted">{ i18n.t("results-run-goes-on") }</p>
                <Button label={i18n.t("results-run-again")} small=true onclick={again} />
            } else {
                <RunFields form={(*form).clone()} {onchange} {parameters} />
                if let Err(wrong) = &settings {
                    <p class="text-sm text-error" role="status">{ i18n.t(&format!("results-form-{}", wrong.code())) }</p>
                }
                if let Some(error) = (*error).clone() {
                    <ErrorBox {error} />
                }
                <div class="flex justify-end">
                    <Button label={i18n.t("results-run-start")} icon={IconName::Play} kind={ButtonKind::Primary} busy={*busy}
                        disabled={settings.is_err()} onclick={start} testid="run-start" />
                </div>
            }
        </div>
    }
}
