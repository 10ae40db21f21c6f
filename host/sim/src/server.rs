//! The shell: sockets and a clock around a [`Venue`], on the loopback.
//!
//! The CLOB's host also carries `/ws/market`, `/ws/user`, the geoblock answer and the controls; the price host carries
//! real-time data at its root and the newer service at `/ws`.

mod clock;
mod http;
mod hub;
mod socket;

use crate::rest::Host;
use crate::{Channel, Venue};
use axum::Router;
use axum::routing::get;
use clock::Clock;
use hub::Hub;
use serde::Serialize;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio::task::JoinHandle;

/// How to run a venue.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// The CLOB's port on 127.0.0.1; Gamma, data, relayer and prices take the four after it. 0: five free ones.
    pub port: u16,
    /// Virtual seconds a second; 0 stands still.
    pub speed: f64,
}

/// Where everything is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Endpoints {
    /// Orders and books, and the controls under `/_sim`.
    pub clob: String,
    /// Events and markets.
    pub gamma: String,
    /// Trades and positions of wallets.
    pub data: String,
    /// Relayed transactions; the chain's JSON-RPC under `/rpc`.
    pub relayer: String,
    /// The chain's JSON-RPC.
    pub rpc: String,
    /// Market channel.
    pub market_ws: String,
    /// User channel.
    pub user_ws: String,
    /// Real-time data.
    pub prices_ws: String,
    /// The newer real-time service.
    pub live_ws: String,
}

impl Endpoints {
    fn new(ports: [u16; 5]) -> Self {
        let [clob, gamma, data, relayer, prices] = ports.map(|port| format!("127.0.0.1:{port}"));
        Self {
            market_ws: format!("ws://{clob}/ws/market"),
            user_ws: format!("ws://{clob}/ws/user"),
            clob: format!("http://{clob}"),
            gamma: format!("http://{gamma}"),
            data: format!("http://{data}"),
            rpc: format!("http://{relayer}/rpc"),
            relayer: format!("http://{relayer}"),
            prices_ws: format!("ws://{prices}"),
            live_ws: format!("ws://{prices}/ws"),
        }
    }
}

/// A venue that is being served; dropping it stops everything.
pub struct Running {
    endpoints: Endpoints,
    hub: Arc<Hub>,
    tasks: Vec<JoinHandle<()>>,
}

impl Running {
    /// Where it is.
    pub const fn endpoints(&self) -> &Endpoints {
        &self.endpoints
    }

    /// Does something with the venue between two events, at the present virtual time.
    pub fn with<T>(&self, act: impl FnOnce(&mut Venue) -> T) -> T {
        self.hub.with(act)
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.tasks.iter().for_each(JoinHandle::abort);
    }
}

/// Serves a venue until the result is dropped.
///
/// # Errors
/// When a port is taken.
pub async fn start(venue: Venue, options: Options) -> io::Result<Running> {
    let mut listeners = Vec::with_capacity(5);
    for offset in 0..5_u16 {
        let port = if options.port == 0 { 0 } else { options.port.saturating_add(offset) };
        listeners.push(TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, port))).await?);
    }
    let mut ports = [0; 5];
    for (port, listener) in ports.iter_mut().zip(&listeners) {
        *port = listener.local_addr()?.port();
    }
    let endpoints = Endpoints::new(ports);
    let hub = Arc::new(Hub::new(venue, Clock::new(options.speed), endpoints.clone()));
    let mut tasks = vec![tokio::spawn(hub::drive(hub.clone()))];
    let hosts = [Some(Host::Clob), Some(Host::Gamma), Some(Host::Data), Some(Host::Relayer), None];
    for (host, listener) in hosts.into_iter().zip(listeners) {
        let router = router(host, &hub);
        tasks.push(tokio::spawn(async move {
            if let Err(error) = axum::serve(listener, router).await {
                tracing::error!(%error, "a host of the simulated venue stopped");
            }
        }));
    }
    Ok(Running { endpoints, hub, tasks })
}

/// Serves a venue until this process is interrupted or terminated; `ready` is told where it is. Makes its own threads.
///
/// # Errors
/// When a port is taken or threads cannot be had.
pub fn serve(venue: Venue, options: Options, ready: impl FnOnce(&Endpoints)) -> io::Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        let running = start(venue, options).await?;
        let (mut interrupt, mut terminate) =
            (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?);
        ready(running.endpoints());
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
        drop(running);
        Ok(())
    })
}

fn router(host: Option<Host>, hub: &Arc<Hub>) -> Router {
    let socket = |channel: Channel| get(move |ws, state| socket::upgrade(ws, state, channel));
    let router = match host {
        Some(Host::Clob) => Router::new()
            .route("/ws/market", socket(Channel::Market))
            .route("/ws/user", socket(Channel::User))
            .route("/_sim/clock", get(http::clock).post(http::set_clock))
            .route("/_sim/step", axum::routing::post(http::step))
            .route("/_sim/endpoints", get(http::endpoints)),
        Some(_) => Router::new(),
        None => Router::new().route("/", socket(Channel::Prices)).route("/ws", socket(Channel::Live)),
    };
    let router = match host {
        Some(host) => router.fallback(move |state, method, uri, headers, body| {
            http::request(state, host, method, uri, headers, body)
        }),
        None => router,
    };
    router.with_state(hub.clone())
}
