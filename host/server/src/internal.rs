//! What other processes of the installation ask: on a listener of its own, with service tokens, for people by their id. None of
//! its paths is known to the public listener.

mod gate;
mod routes;
mod tokens;

use crate::app::App;
use crate::config::{InternalConfig, StartError};
use crate::guard::{ANSWER_WITHIN, Guard};
use crate::metrics::observe;
use crate::problem::Refusal;
use crate::router::{guarded, not_allowed};
use axum::Router;
use axum::middleware::from_fn_with_state;
use axum::routing::get;
use std::net::SocketAddr;
use std::sync::Arc;
use tokens::Tokens;
use tokio::net::TcpListener;

/// Where the paths are.
pub(crate) const BASE: &str = "/internal";

/// The listener and who may ask there.
#[derive(Debug)]
pub(crate) struct Internal {
    listener: TcpListener,
    address: SocketAddr,
    tokens: Arc<Tokens>,
}

impl Internal {
    /// Reads the tokens and takes the port.
    ///
    /// # Errors
    /// When the address is not this machine's own, the tokens cannot be used, or the port is taken.
    pub async fn bind(config: &InternalConfig) -> Result<Self, StartError> {
        let failed = |detail: String| StartError::Internal(detail);
        if !config.listen.ip().is_loopback() {
            let detail = "it listens on this machine's own addresses alone, like 127.0.0.1:7979; what is elsewhere comes by a \
                          tunnel or a proxy of yours";
            return Err(failed(detail.to_owned()));
        }
        let tokens = Tokens::read(&config.tokens).map_err(failed)?;
        let bound = TcpListener::bind(config.listen).await;
        let listener = bound.map_err(|e| failed(format!("cannot listen on {}: {e}", config.listen)))?;
        let address = listener.local_addr().map_err(|e| failed(e.to_string()))?;
        Ok(Self { listener, address, tokens: Arc::new(tokens) })
    }

    /// Where it listens: `http://127.0.0.1:7979`.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Serves until the server stops.
    pub async fn serve(self, app: App) {
        let mut stopping = app.stopping.clone();
        let stopped = async move {
            let _ = stopping.wait_for(|stop| *stop).await;
        };
        let service = service(app, self.tokens).into_make_service_with_connect_info::<SocketAddr>();
        if let Err(error) = axum::serve(self.listener, service).with_graceful_shutdown(stopped).await {
            tracing::error!(%error, "other processes of the installation are not served any more");
        }
    }
}

fn service(app: App, tokens: Arc<Tokens>) -> Router {
    let (router, document) = routes::api().split_for_parts();
    let document = axum::Json(routes::described(document));
    let router = router
        .route(&format!("{BASE}/openapi.json"), get(async move || document.clone()))
        .method_not_allowed_fallback(not_allowed)
        .fallback(async || Refusal::not_found("path"));
    let gate = from_fn_with_state((App::clone(&app), tokens), gate::gate);
    let observed = from_fn_with_state(App::clone(&app), observe);
    let guard = Guard { within: ANSWER_WITHIN, names: Arc::new([]) };
    guarded(router.layer(gate), guard).layer(observed).with_state(app)
}
