//! The flows of the crate polymarket_client_sdk_v2 against a simulated venue.
//!
//! Usage: polymarket-client-flows ENDPOINTS.json STATE.json
//! ENDPOINTS.json is what `craftstrat sim --json` prints, STATE.json what `/_sim/state` answers.

use anyhow::{Context, Result, ensure};
use futures::StreamExt as _;
use polymarket_client_sdk_v2::POLYGON;
use polymarket_client_sdk_v2::auth::{LocalSigner, Signer as _};
use polymarket_client_sdk_v2::clob::types::request::{
    BalanceAllowanceRequest, OrderBookSummaryRequest, OrdersRequest, TradesRequest,
};
use polymarket_client_sdk_v2::clob::types::{Amount, AssetType, OrderType, Side};
use polymarket_client_sdk_v2::clob::{Client, Config, ws};
use polymarket_client_sdk_v2::types::{Decimal, U256};
use polymarket_client_sdk_v2::ws::config::Config as SocketConfig;
use serde_json::Value;
use std::str::FromStr as _;
use std::time::Duration;

const KEY: &str = "0x47e179ec197488593b187f80a00eb0da91f1b9d0b13f8733639f19c30a34926a";
const PATIENCE: Duration = Duration::from_secs(60);
/// Orders placed before an event of one has to be heard.
const ORDERS: u32 = 10;

fn read(path: &str) -> Result<Value> {
    Ok(serde_json::from_slice(&std::fs::read(path)?)?)
}

fn text<'v>(value: &'v Value, name: &str) -> Result<&'v str> {
    value[name].as_str().with_context(|| format!("no {name}"))
}

#[tokio::main]
async fn main() -> Result<()> {
    let mut arguments = std::env::args().skip(1);
    let place = read(&arguments.next().context("no endpoints")?)?;
    let state = read(&arguments.next().context("no state")?)?;
    let host = text(&place, "clob")?;
    let markets = state["markets"].as_array().context("no markets")?;
    let market = markets.iter().find(|m| m["phase"] == "open").context("no open market")?;
    let condition = text(market, "condition")?.parse()?;
    let token = |i: usize| U256::from_str(market["tokens"][i].as_str().unwrap_or_default());
    let (up, down) = (token(0)?, token(1)?);

    let signer = LocalSigner::from_str(KEY)?.with_chain_id(Some(POLYGON));
    let client = Client::new(host, Config::default())?.authentication_builder(&signer).authenticate().await?;
    ensure!(!client.api_keys().await.is_err(), "keys");
    let book = client.order_book(&OrderBookSummaryRequest::builder().token_id(up).build()).await?;
    ensure!(book.asset_id == up && book.hash.is_some(), "book");

    let sockets = host.replacen("http", "ws", 1);
    let public = ws::Client::new(&sockets, SocketConfig::default())?;
    let mut books = std::pin::pin!(public.subscribe_orderbook(vec![up, down])?);
    let first = tokio::time::timeout(PATIENCE, books.next()).await?.context("no book")??;
    ensure!(first.market == condition, "book event");
    let own = ws::Client::new(&sockets, SocketConfig::default())?
        .authenticate(client.credentials().clone(), client.address())?;
    let mut events = std::pin::pin!(own.subscribe_user_events(vec![condition])?);
    let limit = async || {
        let order = client.limit_order().token_id(down).side(Side::Buy).price(Decimal::new(1, 2));
        let order = order.size(Decimal::new(7, 0)).order_type(OrderType::GTC);
        let placed = order.build_sign_and_post(&signer).await?;
        ensure!(placed.success && !placed.order_id.is_empty(), "limit: {placed:?}");
        anyhow::Ok(placed)
    };
    // The subscription is sent when the stream is first looked at, and nothing says when it is in force: an order of
    // before is not told, so that another is placed.
    let mut told = None;
    let mut placed = limit().await?;
    for _ in 0..ORDERS {
        if let Ok(event) = tokio::time::timeout(PATIENCE / ORDERS, events.next()).await {
            told = Some(event.context("the user's events ended")??);
            break;
        }
        placed = limit().await?;
    }
    let told = told.context("no event")?;
    ensure!(matches!(&told, ws::WsMessage::Order(order) if order.id == placed.order_id), "event: {told:?}");
    let open = client.orders(&OrdersRequest::builder().build(), None).await?;
    ensure!(open.data.iter().any(|o| o.id == placed.order_id), "open orders");
    let gone = client.cancel_order(&placed.order_id).await?;
    ensure!(gone.canceled == [placed.order_id.clone()], "cancel: {gone:?}");

    let collateral = || BalanceAllowanceRequest::builder().asset_type(AssetType::Collateral).build();
    let before = client.balance_allowance(collateral()).await?.balance;
    let bought = client
        .market_order()
        .token_id(if book.asks.is_empty() { down } else { up })
        .side(Side::Buy)
        .amount(Amount::usdc(Decimal::new(10, 0))?)
        .order_type(OrderType::FAK)
        .build_sign_and_post(&signer)
        .await?;
    ensure!(!bought.trade_ids.is_empty(), "market: {bought:?}");
    let trades = client.trades(&TradesRequest::builder().build(), None).await?;
    ensure!(trades.data.iter().any(|t| t.taker_order_id == bought.order_id), "trades");
    ensure!(client.balance_allowance(collateral()).await?.balance < before, "cash");
    println!("10 passed");
    Ok(())
}
