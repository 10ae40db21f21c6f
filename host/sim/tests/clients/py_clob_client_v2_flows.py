"""The flows of PyPI py-clob-client-v2 against a simulated venue.

Usage: python py_clob_client_v2_flows.py ENDPOINTS.json
ENDPOINTS.json is what `craftstrat sim --json` prints. Exits with 1 and says which check failed.
"""

import json
import sys
import urllib.request

from py_clob_client_v2 import (
    AssetType,
    BalanceAllowanceParams,
    ClobClient,
    MarketOrderArgs,
    OpenOrderParams,
    OrderArgs,
    OrderMarketCancelParams,
    OrderPayload,
    OrderType,
    PartialCreateOrderOptions,
    PostOrdersV2Args,
    TradeParams,
)
from py_clob_client_v2.utilities import generate_orderbook_summary_hash, parse_raw_orderbook_summary
from websockets.sync.client import connect

KEY = "0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80"
passed = 0


def check(name, good, shown=None):
    global passed
    if not good:
        print(f"FAILED {name}: {shown}")
        sys.exit(1)
    passed += 1


def get(url):
    with urllib.request.urlopen(url) as answer:
        return json.load(answer)


def until(socket, wanted):
    """The first frame that `wanted` accepts."""
    while True:
        frame = socket.recv(timeout=20)
        if frame == "PONG":
            continue
        events = json.loads(frame)
        for event in events if isinstance(events, list) else [events]:
            if wanted(event):
                return event


def main():
    where = json.load(open(sys.argv[1]))
    host = where["clob"]
    market = next(m for m in get(host + "/_sim/state")["markets"] if m["phase"] == "open")
    condition, (up, down) = market["condition"], market["tokens"]

    anonymous = ClobClient(host=host, chain_id=137)
    check("ok", anonymous.get_ok() == "OK")
    check("time", abs(anonymous.get_server_time()) > 10**9)

    client = ClobClient(host=host, chain_id=137, key=KEY)
    creds = client.create_or_derive_api_key()
    client.set_api_creds(creds)
    check("derive", client.derive_api_key().api_key == creds.api_key)
    check("keys", creds.api_key in json.dumps(client.get_api_keys()))

    book = client.get_order_book(up)
    bids, asks = book["bids"], book["asks"]
    check("best last", not bids or float(bids[-1]["price"]) == max(float(b["price"]) for b in bids), book)
    again = parse_raw_orderbook_summary(book)
    check("hash", generate_orderbook_summary_hash(again) == book["hash"], book)
    check("mid", 0 < float(client.get_midpoint(up)["mid"]) < 1)
    check("tick", client.get_tick_size(up) in ("0.01", "0.001"))
    check("market", client.get_market(condition)["condition_id"] == condition)
    check("fee", client.get_clob_market_info(condition)["fd"]["r"] == 0.07)

    market_ws = connect(where["market_ws"])
    market_ws.send(json.dumps({"type": "market", "assets_ids": [up, down], "custom_feature_enabled": True}))
    first = until(market_ws, lambda e: e["event_type"] == "book")
    check("book event", first["market"] == condition)
    user_ws = connect(where["user_ws"])
    auth = {"apiKey": creds.api_key, "secret": creds.api_secret, "passphrase": creds.api_passphrase}
    user_ws.send(json.dumps({"type": "user", "auth": auth, "markets": [condition]}))
    user_ws.send("PING")

    # A limit order that rests, is found, and is cancelled.
    options = PartialCreateOrderOptions(tick_size="0.01", neg_risk=False)
    placed = client.create_and_post_order(
        OrderArgs(token_id=down, price=0.01, size=7, side="BUY"), options, OrderType.GTC
    )
    check("placed", placed["success"] and placed["status"] == "live", placed)
    order_id = placed["orderID"]
    check("order event", until(user_ws, lambda e: e.get("id") == order_id)["type"] == "PLACEMENT")
    check("order", client.get_order(order_id)["original_size"] == "7")
    open_ids = [o["id"] for o in client.get_open_orders(OpenOrderParams(market=condition))]
    check("open orders", order_id in open_ids, open_ids)
    gone = client.cancel_order(OrderPayload(orderID=order_id))
    check("cancelled", gone["canceled"] == [order_id], gone)
    check("cancel event", until(user_ws, lambda e: e.get("type") == "CANCELLATION")["id"] == order_id)

    # Several at once, cancelled by market and all.
    legs = [
        PostOrdersV2Args(
            order=client.create_order(OrderArgs(token_id=up, price=0.01, size=5 + i, side="BUY"), options),
            orderType=OrderType.GTC,
        )
        for i in range(3)
    ]
    batch = client.post_orders(legs)
    check("batch", len(batch) == 3 and all(leg["orderID"] for leg in batch), batch)
    gone = client.cancel_market_orders(OrderMarketCancelParams(market=condition))
    check("cancel market", len(gone["canceled"]) == 3, gone)
    check("cancel all", client.cancel_all()["canceled"] == [])

    # A market buy, its trade and the balances after it; then the shares are sold again.
    cash = int(client.get_balance_allowance(BalanceAllowanceParams(asset_type=AssetType.COLLATERAL))["balance"])
    side = up if asks else down
    bought = client.create_and_post_market_order(
        MarketOrderArgs(token_id=side, amount=10, side="BUY", price=0.99), options, OrderType.FAK
    )
    check("bought", bought["status"] == "matched" and bought["transactionsHashes"], bought)
    trades = client.get_trades(TradeParams(id=bought["tradeIDs"][0]))
    check("trade", trades[0]["taker_order_id"] == bought["orderID"], trades)
    check("trade event", until(user_ws, lambda e: e.get("status") == "MINED")["event_type"] == "trade")
    after = int(client.get_balance_allowance(BalanceAllowanceParams(asset_type=AssetType.COLLATERAL))["balance"])
    check("cash", 9_000_000 < cash - after < 11_000_000, (cash, after))
    held = BalanceAllowanceParams(asset_type=AssetType.CONDITIONAL, token_id=side)
    shares = int(client.get_balance_allowance(held)["balance"])
    check("shares", shares == round(float(bought["takingAmount"]) * 1_000_000), (shares, bought))
    sold = client.create_and_post_market_order(
        MarketOrderArgs(token_id=side, amount=shares // 10_000 / 100, side="SELL", price=0.01), options, OrderType.FAK
    )
    check("sold", sold["status"] == "matched", sold)
    check("last trade", until(market_ws, lambda e: e["event_type"] == "last_trade_price")["market"] == condition)
    check("beat", client.post_heartbeat("")["heartbeat_id"])
    check("closed only", client.get_closed_only_mode()["closed_only"] is False)
    check("deleted", client.delete_api_key() == "OK")
    print(f"{passed} passed")


main()
