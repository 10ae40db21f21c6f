// The flows of npm @polymarket/clob-client-v2 against a simulated venue.
//
// Usage: node clob_client_v2_flows.mjs ENDPOINTS.json
// ENDPOINTS.json is what `craftstrat sim --json` prints. Exits with 1 and says which check failed.

import { readFileSync } from "node:fs";
import { AssetType, ClobClient, OrderType, Side } from "@polymarket/clob-client-v2";
import { createWalletClient, http } from "viem";
import { privateKeyToAccount } from "viem/accounts";
import { polygon } from "viem/chains";
import WebSocket from "ws";

const KEY = "0x7c852118294e51e653712a81e05800f419141751be58f605c371e15141b007a6";
let passed = 0;

function check(name, good, shown) {
    if (!good) {
        console.log(`FAILED ${name}: ${JSON.stringify(shown)}`);
        process.exit(1);
    }
    passed += 1;
}

/** A socket whose frames can be awaited. */
function listen(url, hello) {
    const socket = new WebSocket(url);
    const [seen, waiting] = [[], []];
    let subscribed;
    const ready = new Promise((done) => (subscribed = done));
    socket.on("open", () => {
        socket.send(JSON.stringify(hello));
        socket.send("PING");
    });
    socket.on("message", (data) => {
        // Frames are answered in their order: what was asked for before is in force.
        if (String(data) === "PONG") return subscribed();
        seen.push(...[JSON.parse(String(data))].flat());
        waiting.splice(0).forEach((wake) => wake());
    });
    const until = async (wanted) => {
        for (let at = 0; ; at += 1) {
            while (at >= seen.length) await new Promise((wake) => waiting.push(wake));
            if (wanted(seen[at])) return seen[at];
        }
    };
    return { until, ready, close: () => socket.close() };
}

// What never comes fails the test instead of holding it up.
setTimeout(() => check("everything that was waited for came", false, `${passed} passed before`), 120_000).unref();

const where = JSON.parse(readFileSync(process.argv[2], "utf8"));
const state = await (await fetch(`${where.clob}/_sim/state`)).json();
const market = state.markets.find((m) => m.phase === "open");
const [up, down] = market.tokens;

const account = privateKeyToAccount(KEY);
const signer = createWalletClient({ account, chain: polygon, transport: http(where.rpc) });
const bare = new ClobClient({ host: where.clob, chain: 137, signer });
const creds = await bare.createOrDeriveApiKey();
check("key", creds.key, creds);
const client = new ClobClient({ host: where.clob, chain: 137, signer, creds });

const book = await client.getOrderBook(up);
check("book", book.asset_id === up, book);
const heard = listen(where.market_ws, { type: "market", assets_ids: [up, down], custom_feature_enabled: true });
check("book event", (await heard.until((e) => e.event_type === "book")).market === market.condition);
const auth = { apiKey: creds.key, secret: creds.secret, passphrase: creds.passphrase };
const own = listen(where.user_ws, { type: "user", auth, markets: [market.condition] });
await own.ready;

const options = { tickSize: "0.01", negRisk: false };
const placed = await client.createAndPostOrder(
    { tokenID: down, price: 0.01, size: 7, side: Side.BUY },
    options,
    OrderType.GTC,
);
check("limit", placed.success && placed.status === "live", placed);
check("order event", (await own.until((e) => e.id === placed.orderID)).type === "PLACEMENT");
check("order", (await client.getOrder(placed.orderID)).original_size === "7");
const open = await client.getOpenOrders({ market: market.condition });
check("open", open.some((o) => o.id === placed.orderID), open);
const gone = await client.cancelOrder({ orderID: placed.orderID });
check("cancel", gone.canceled.includes(placed.orderID), gone);
check("cancel event", (await own.until((e) => e.type === "CANCELLATION")).id === placed.orderID);

const cash = Number((await client.getBalanceAllowance({ asset_type: AssetType.COLLATERAL })).balance);
const token = book.asks.length > 0 ? up : down;
const bought = await client.createAndPostMarketOrder(
    { tokenID: token, amount: 10, side: Side.BUY, price: 0.99 },
    options,
    OrderType.FAK,
);
check("market", bought.status === "matched" && bought.transactionsHashes.length > 0, bought);
check("trade event", (await own.until((e) => e.event_type === "trade")).taker_order_id === bought.orderID);
const trades = await client.getTrades({ id: bought.tradeIDs[0] });
check("trades", trades[0].taker_order_id === bought.orderID, trades);
const after = Number((await client.getBalanceAllowance({ asset_type: AssetType.COLLATERAL })).balance);
check("cash", cash - after > 9_000_000 && cash - after < 11_000_000, [cash, after]);
check("last trade", (await heard.until((e) => e.event_type === "last_trade_price")).market === market.condition);
const all = await client.cancelAll();
check("cancel all", all.canceled.length === 0, all);
heard.close();
own.close();
console.log(`${passed} passed`);
process.exit(0);
