//! A venue in memory, and a trader with a key of its own.
#![allow(clippy::unwrap_used, dead_code, unused_imports)]

pub use alloy_primitives::{Address, B256, U256, hex, keccak256};
use craftstrat_model::{Duration, Series, TimeMs};
use craftstrat_signing::auth::l2_signature;
use craftstrat_signing::order::{Order, domain, order_id};
use craftstrat_sim::source::{Change, PricePoint, Slot, Source, Step};
use craftstrat_sim::{Answer, Host, Output, Reply, Request, Settings, Venue};
use k256::ecdsa::SigningKey;
use serde_json::{Value, json};
use std::collections::VecDeque;

pub use craftstrat_model::{Market, Outcome, Price, PriceDefinition, Shares, Side, Winner};

/// Start of every test's first slot.
pub const START: TimeMs = TimeMs::from_date(2026, 11, 2);

pub fn price(text: &str) -> Price {
    text.parse().unwrap()
}

pub fn shares(text: &str) -> Shares {
    text.parse().unwrap()
}

/// Slots written by hand.
pub struct Script(pub VecDeque<Slot>, pub usize);

impl Source for Script {
    fn next(&mut self) -> Option<Market> {
        let market = self.0.get(self.1)?.market.clone();
        self.1 += 1;
        Some(market)
    }

    fn load(&mut self, market: &Market) -> Slot {
        let at = self.0.iter().position(|s| s.market.slug == market.slug).unwrap();
        self.1 -= 1;
        self.0.remove(at).unwrap()
    }

    fn has_prices(&self) -> bool {
        true
    }
}

pub fn levels(text: &[(&str, &str)]) -> Vec<(Price, Shares)> {
    text.iter().map(|(p, s)| (price(p), shares(s))).collect()
}

pub fn book(after_ms: i64, bids: &[(&str, &str)], asks: &[(&str, &str)]) -> Step {
    Step { at: START.plus_ms(after_ms), change: Change::Book { bids: levels(bids), asks: levels(asks) } }
}

/// A trade of the world's takers that takes from `side`.
pub fn trade(after_ms: i64, side: Side, size: &str) -> Step {
    Step { at: START.plus_ms(after_ms), change: Change::Trade { side, shares: shares(size) } }
}

/// A 5 m slot at [`START`] that Up wins.
pub fn slot(steps: Vec<Step>) -> Slot {
    let series = Series::new("btc", Duration::M5).unwrap();
    let mut market = Market::new(format!("btc-updown-5m-{}", START.0 / 1_000), series, START);
    market.winner = Some(Winner::Up);
    market.price_to_beat = 65_000.0;
    market.end_price = 65_001.0;
    let prices = vec![PricePoint {
        at: START.plus_ms(1_000),
        of: START,
        spot: 65_000.5,
        settlement: 65_000.0,
        definition: PriceDefinition::ChainlinkTwap60,
    }];
    Slot { market, steps, prices }
}

/// A venue with that slot, ten seconds into it.
pub fn venue_with(steps: Vec<Step>) -> Venue {
    let settings = Settings { start: START.plus_ms(-120_000), ..Settings::default() };
    let mut venue = Venue::new(settings, vec![Box::new(Script(VecDeque::from([slot(steps)]), 0))]);
    venue.advance(START.plus_ms(10_000));
    venue
}

/// The usual book: 0.48 x 100 and 0.47 x 50 against 0.52 x 100 and 0.53 x 50.
pub fn usual() -> Vec<Step> {
    vec![book(0, &[("0.48", "100"), ("0.47", "50")], &[("0.52", "100"), ("0.53", "50")])]
}

pub fn state(venue: &mut Venue) -> Value {
    now(venue.request(Host::Clob, &Request::get("/_sim/state"))).value()
}

/// Up's and Down's token of the only market.
pub fn tokens(venue: &mut Venue) -> [String; 2] {
    let state = state(venue);
    [0, 1].map(|i| state["markets"][0]["tokens"][i].as_str().unwrap().to_owned())
}

pub fn now(answer: Answer) -> Reply {
    match answer {
        Answer::Now(reply) => reply,
        other => panic!("not answered at once: {other:?}"),
    }
}

pub fn clob(venue: &mut Venue, path: &str) -> Value {
    let reply = now(venue.request(Host::Clob, &Request::get(path)));
    assert_eq!(reply.status, 200, "{path}: {}", reply.body);
    reply.value()
}

/// Frames said since the last call, by socket.
pub fn frames(venue: &mut Venue, socket: u64) -> Vec<Value> {
    let mut all = Vec::new();
    for output in venue.take_outputs() {
        if let Output::Frame(id, text) = output
            && id == socket
        {
            match serde_json::from_str(&text).unwrap_or(Value::String(text)) {
                Value::Array(events) => all.extend(events),
                event => all.push(event),
            }
        }
    }
    all
}

pub struct Trader {
    key: SigningKey,
    pub address: Address,
    pub creds: Value,
    salt: u64,
}

pub fn sign(key: &SigningKey, digest: B256) -> Vec<u8> {
    let (signature, recovery) = key.sign_prehash_recoverable(digest.as_slice()).unwrap();
    let mut bytes = signature.to_bytes().to_vec();
    bytes.push(27 + recovery.to_byte());
    bytes
}

impl Trader {
    /// The address of the trader made with `seed`.
    pub fn new_address(seed: u8) -> Address {
        let key = SigningKey::from_bytes(&[seed; 32].into()).unwrap();
        let point = key.verifying_key().to_encoded_point(false);
        Address::from_slice(&keccak256(&point.as_bytes()[1..])[12..])
    }

    /// A trader with API credentials and the opening cash.
    pub fn new(venue: &mut Venue, seed: u8) -> Self {
        let key = SigningKey::from_bytes(&[seed; 32].into()).unwrap();
        let mut trader = Self { key, address: Self::new_address(seed), creds: Value::Null, salt: 0 };
        let mut request = Request::json("POST", "/auth/api-key", &Value::Null);
        request.body.clear();
        trader.l1(&mut request);
        let reply = now(venue.request(Host::Clob, &request));
        assert_eq!(reply.status, 200, "{}", reply.body);
        trader.creds = reply.value();
        trader
    }

    fn l1(&self, request: &mut Request) {
        use alloy_sol_types::{Eip712Domain, SolStruct, sol};
        sol! { struct ClobAuth { address address; string timestamp; uint256 nonce; string message; } }
        let message = ClobAuth {
            address: self.address,
            timestamp: "1".to_owned(),
            nonce: U256::ZERO,
            message: "This message attests that I control the given wallet".to_owned(),
        };
        let domain = Eip712Domain::new(
            Some("ClobAuthDomain".into()),
            Some("1".into()),
            Some(U256::from(137)),
            None,
            None,
        );
        let signature = sign(&self.key, message.eip712_signing_hash(&domain));
        let headers = [
            ("poly_address", self.address.to_string()),
            ("poly_timestamp", "1".to_owned()),
            ("poly_nonce", "0".to_owned()),
            ("poly_signature", hex::encode_prefixed(signature)),
        ];
        request.headers.extend(headers.map(|(k, v)| (k.to_owned(), v)));
    }

    pub fn text(&self, name: &str) -> String {
        self.creds[name].as_str().unwrap().to_owned()
    }

    /// The request with proof of the key.
    pub fn proved(&self, mut request: Request) -> Request {
        let signature =
            l2_signature(&self.text("secret"), "1", &request.method, &request.path, &request.body).unwrap();
        let headers = [
            ("poly_address", self.address.to_string()),
            ("poly_api_key", self.text("apiKey")),
            ("poly_passphrase", self.text("passphrase")),
            ("poly_timestamp", "1".to_owned()),
            ("poly_signature", signature),
        ];
        request.headers.extend(headers.map(|(k, v)| (k.to_owned(), v)));
        request
    }

    /// The body of an order: dollars and shares in micros.
    pub fn order(&mut self, token: &str, buys: bool, dollars: u64, shares: u64, kind: &str) -> Value {
        self.salt += 1;
        let (maker, taker) = if buys { (dollars, shares) } else { (shares, dollars) };
        let order = Order {
            salt: U256::from(self.salt),
            maker: self.address,
            signer: self.address,
            tokenId: token.parse().unwrap(),
            makerAmount: U256::from(maker),
            takerAmount: U256::from(taker),
            side: u8::from(!buys),
            signatureType: 0,
            timestamp: U256::from(1_u64),
            metadata: B256::ZERO,
            builder: B256::ZERO,
        };
        let signature = sign(&self.key, order_id(&order, &domain(order.tokenId, false)));
        json!({
            "order": {
                "salt": self.salt, "maker": self.address.to_string(), "signer": self.address.to_string(), "tokenId": token,
                "makerAmount": maker.to_string(), "takerAmount": taker.to_string(),
                "side": if buys { "BUY" } else { "SELL" }, "expiration": "0", "signatureType": 0,
                "timestamp": "1", "metadata": B256::ZERO.to_string(), "builder": B256::ZERO.to_string(),
                "signature": hex::encode_prefixed(signature),
            },
            "owner": self.text("apiKey"), "orderType": kind, "deferExec": false, "postOnly": false,
        })
    }

    /// The body of an order of a deposit wallet (ERC-7739), signed by its owner or, in an envelope, by a session key.
    pub fn wallet_order(
        &mut self,
        wallet: Address,
        session: bool,
        token: &str,
        dollars: u64,
        shares: u64,
    ) -> Value {
        use alloy_sol_types::{SolStruct, SolValue, sol};
        sol! { struct Wrapped { bytes32 content; bytes32 name; bytes32 version; uint256 chain; address wallet; bytes32 salt; } }
        let mut body = self.order(token, true, dollars, shares, "GTC");
        let order = Order {
            salt: U256::from(self.salt),
            maker: wallet,
            signer: wallet,
            tokenId: token.parse().unwrap(),
            makerAmount: U256::from(dollars),
            takerAmount: U256::from(shares),
            side: 0,
            signatureType: 3,
            timestamp: U256::from(1_u64),
            metadata: B256::ZERO,
            builder: B256::ZERO,
        };
        let (type_text, contents) = (Order::eip712_encode_type(), order.eip712_hash_struct());
        let separator = domain(order.tokenId, false).separator();
        let outer = format!(
            "TypedDataSign(Order contents,string name,string version,uint256 chainId,address verifyingContract,bytes32 salt){type_text}"
        );
        let fields = Wrapped {
            content: contents,
            name: keccak256("DepositWallet"),
            version: keccak256("1"),
            chain: U256::from(137),
            wallet,
            salt: B256::ZERO,
        };
        let hashed = keccak256([keccak256(outer).to_vec(), fields.abi_encode()].concat());
        let digest = keccak256([&hex!("1901")[..], separator.as_slice(), hashed.as_slice()].concat());
        let mut signature = sign(&self.key, digest);
        signature.extend_from_slice(separator.as_slice());
        signature.extend_from_slice(contents.as_slice());
        signature.extend_from_slice(type_text.as_bytes());
        signature.extend_from_slice(&(type_text.len() as u16).to_be_bytes());
        if session {
            let inner = alloy_primitives::Bytes::from(signature);
            signature = (self.address.into_word(), B256::ZERO, inner).abi_encode_params();
            signature
                .extend_from_slice(&hex!("6492649264926492649264926492649264926492649264926492649264926492"));
        }
        body["order"]["maker"] = json!(wallet.to_string());
        body["order"]["signer"] = json!(wallet.to_string());
        body["order"]["signatureType"] = json!(3);
        body["order"]["signature"] = json!(hex::encode_prefixed(signature));
        body
    }

    /// Signs a digest with the trader's key, as hex.
    pub fn signed(&self, digest: B256) -> String {
        hex::encode_prefixed(sign(&self.key, digest))
    }

    /// Sends a request; when it is answered later, time passes until it is.
    pub fn send(&self, venue: &mut Venue, request: Request) -> Reply {
        match venue.request(Host::Clob, &self.proved(request)) {
            Answer::Now(reply) => reply,
            Answer::Lost => panic!("the answer was lost"),
            Answer::Later(ticket) => loop {
                let due = venue.next_due().expect("something happens");
                venue.advance(due);
                let mut replies = venue.take_outputs().into_iter();
                let mine = replies.find_map(|o| match o {
                    Output::Reply(t, reply) if t == ticket => Some(reply),
                    _ => None,
                });
                if let Some(reply) = mine {
                    break reply;
                }
            },
        }
    }

    pub fn place(&self, venue: &mut Venue, order: &Value) -> Reply {
        self.send(venue, Request::json("POST", "/order", order))
    }

    pub fn get(&self, venue: &mut Venue, path: &str) -> Value {
        let reply = self.send(venue, Request::get(path));
        assert_eq!(reply.status, 200, "{}", reply.body);
        reply.value()
    }

    /// Collateral on chain, in micros.
    pub fn cash(&self, venue: &mut Venue) -> i64 {
        let balance = self.get(venue, "/balance-allowance?asset_type=COLLATERAL");
        balance["balance"].as_str().unwrap().parse().unwrap()
    }

    /// Shares on chain, in micros.
    pub fn held(&self, venue: &mut Venue, token: &str) -> i64 {
        let balance = self.get(venue, &format!("/balance-allowance?asset_type=CONDITIONAL&token_id={token}"));
        balance["balance"].as_str().unwrap().parse().unwrap()
    }
}
