"""The flows of PyPI polymarket-client against a simulated venue, from a plain key and from a deposit wallet.

Usage: python polymarket_client_flows.py ENDPOINTS.json
ENDPOINTS.json is what `craftstrat sim --json` prints. Exits with 1 and says which check failed.
"""

import asyncio
import dataclasses
import json
import sys
import urllib.request

from polymarket import AsyncSecureClient, SecureClient
from polymarket._internal.environment import PRODUCTION_CONFIG, create_environment
from polymarket.streams._specs import CryptoTwapPriceSpec, MarketSpec, UserSpec

PLAIN = "0x59c6995e998f97a5a0044966f0945389dc9e86dae88c7a8412f4603b6b78690d"
OWNER = "0x5de4111afa1a4b94908f83103eb1f1706367c2e68ca870fc3fb9a804cdab365a"
passed = 0


def check(name, good, shown=None):
    global passed
    if not good:
        print(f"FAILED {name}: {shown}")
        sys.exit(1)
    passed += 1


def trade(client, up, down, condition, has_asks):
    """Key, book, limit, cancel, market, trades, balances."""
    book = client.get_order_book(asset_id=up)
    check("book", str(book.asset_id) == up if hasattr(book, "asset_id") else book is not None, book)
    check("mid", 0 < client.get_midpoint(asset_id=up) < 1)
    check("keys", client.credentials.key in client.fetch_api_keys())
    placed = client.place_limit_order(asset_id=down, price="0.01", size="7", side="BUY")
    check("limit", placed.ok and placed.status.lower() == "live", placed)
    order = client.get_order(order_id=placed.order_id)
    check("order", order.id == placed.order_id, order)
    check("open", placed.order_id in [o.id for o in client.list_open_orders().first_page().items])
    gone = client.cancel_order(order_id=placed.order_id)
    check("cancel", placed.order_id in gone.canceled, gone)
    cash = client.get_balance_allowance(asset_type="COLLATERAL").balance
    token = up if has_asks else down
    bought = client.place_market_order(asset_id=token, side="BUY", amount="10", max_price="0.99", order_type="FAK")
    check("market", bought.ok and bought.status.lower() == "matched", bought)
    hashes = client.wait_for_order_fill_settlement(bought)
    check("settled", len(hashes) >= 1, hashes)
    trades = client.list_account_trades(market=condition).first_page().items
    check("trades", any(t.taker_order_id == bought.order_id for t in trades), trades)
    after = client.get_balance_allowance(asset_type="COLLATERAL").balance
    check("cash", after < cash, (cash, after))
    shares = client.get_balance_allowance(asset_type="CONDITIONAL", token_id=token).balance
    check("shares", shares > 0, shares)
    sold = client.place_market_order(
        asset_id=token,
        side="SELL",
        shares=str(int(shares) // 10_000 / 100),
        min_price="0.01",
        order_type="FAK",
    )
    check("sold", sold.ok, sold)
    check("cancel all", client.cancel_all() is not None)
    check("activity", len(client.list_activity(user=client.wallet).first_page().items) >= 1)
    check("positions", client.list_positions(user=client.wallet).first_page() is not None)


async def listen(environment, up, down, condition):
    """Market, user and price sockets."""
    client = await AsyncSecureClient.create(private_key=OWNER, environment=environment)
    try:
        market = await client.subscribe(MarketSpec(asset_ids=[up, down], custom_feature_enabled=True))
        user = await client.subscribe(UserSpec(markets=[condition]))
        prices = await client.subscribe(CryptoTwapPriceSpec(symbols=["btcusd"]))
        placed = await client.place_limit_order(asset_id=down, price="0.01", size="8", side="BUY")
        check("async limit", placed.ok, placed)
        for name, stream in (("market", market), ("user", user), ("prices", prices)):
            event = await asyncio.wait_for(anext(aiter(stream)), 20)
            check(f"{name} event", event is not None)
        await client.cancel_all()
    finally:
        await client.close()


def main():
    where = json.load(open(sys.argv[1]))
    config = dataclasses.replace(
        PRODUCTION_CONFIG,
        clob_url=where["clob"],
        gamma_url=where["gamma"],
        data_url=where["data"],
        relayer_url=where["relayer"],
        rpc_url=where["rpc"],
        clob_market_ws_url=where["market_ws"],
        clob_user_ws_url=where["user_ws"],
        rtds_ws_url=where["prices_ws"],
        realtime_ws_url=where["live_ws"],
    )
    environment = create_environment(name="simulated", config=config)
    with urllib.request.urlopen(where["clob"] + "/_sim/state") as answer:
        market = next(m for m in json.load(answer)["markets"] if m["phase"] == "open")
    with urllib.request.urlopen(where["clob"] + "/book?token_id=" + market["tokens"][0]) as answer:
        has_asks = bool(json.load(answer)["asks"])
    up, down = market["tokens"]

    plain = SecureClient.create(
        private_key=PLAIN, wallet="0x70997970C51812dc3A010C7d01b50e0d17dc79C8", environment=environment
    )
    check("plain", plain.wallet_type == "EOA", plain.wallet_type)
    event = plain.get_event(slug=market["slug"])
    check("gamma event", event.slug == market["slug"], event)
    trade(plain, up, down, market["condition"], has_asks)
    plain.close()

    owner = SecureClient.create(private_key=OWNER, environment=environment)
    check("deposit wallet", owner.wallet_type == "DEPOSIT_WALLET", owner.wallet_type)
    trade(owner, up, down, market["condition"], has_asks)
    owner.close()
    asyncio.run(listen(environment, up, down, market["condition"]))
    print(f"{passed} passed")


main()
