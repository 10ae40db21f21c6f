//! What an owner signed, carried out by real contracts; and what became of transactions.

use crate::support::{CHAIN, Key, World, run, world};
use alloy_primitives::keccak256;
use craftstrat_chain::{Chain, Fate};
use craftstrat_signing::call::withdraw;
use craftstrat_signing::wallet::Wallets;
use craftstrat_signing::{Address, B256, Bytes};
use serde_json::json;

const TO: Address = Address::repeat_byte(0x42);

/// Whether a transaction that was mined did what it was sent for.
fn succeeded(chain: &Chain, transaction: B256) -> bool {
    let fate = run(chain.fate(transaction)).unwrap();
    let Fate::Mined(receipt) = fate.value else { panic!("{fate:?}") };
    assert!(receipt.confirmations(fate.block) >= 1 && receipt.gas_used > 21_000);
    receipt.succeeded
}

/// Micros of collateral.
fn has(world: &World, wallet: Address) -> i64 {
    run(world.chain().balances(wallet)).unwrap().value.collateral.micros()
}

#[test]
fn a_withdrawal_moves_what_the_owner_signed_and_only_once() {
    let Some(world) = world() else { return };
    let chain = world.chain();
    let (owner, stranger) = (Key::new(1), Key::new(2));
    for early in [false, true] {
        let wallets = Wallets::made_by(&world.network.factories, owner.address());
        let wallet = if early { wallets.deposit_early } else { wallets.deposit };
        // Money may come before the wallet is made.
        world.mint(world.network.collateral, wallet, 10_000_000);
        world.make_wallet(owner.address(), early);
        let before = has(&world, TO);
        let calls = || vec![withdraw(&world.network, TO, 4_000_000)];
        assert!(!succeeded(&chain, world.relay(wallet, 0, calls(), &stranger)), "somebody else signed");
        assert_eq!(has(&world, wallet), 10_000_000);
        assert!(succeeded(&chain, world.relay(wallet, 0, calls(), &owner)));
        assert_eq!((has(&world, wallet), has(&world, TO) - before), (6_000_000, 4_000_000));
        assert!(!succeeded(&chain, world.relay(wallet, 0, calls(), &owner)), "the same once more");
        let too_much = vec![withdraw(&world.network, TO, 6_000_001)];
        assert!(!succeeded(&chain, world.relay(wallet, 1, too_much, &owner)));
        assert_eq!((has(&world, wallet), has(&world, TO) - before), (6_000_000, 4_000_000));
    }
}

#[test]
fn a_transaction_is_unknown_then_waits_then_is_mined_and_deep() {
    let Some(world) = world() else { return };
    let chain = world.chain();
    let fate = |transaction| run(chain.fate(transaction)).unwrap();
    assert_eq!(fate(B256::repeat_byte(1)).value, Fate::Unknown);
    let transaction = world.node.hand_over(Some(TO), &[]);
    let waiting = fate(transaction);
    assert_eq!(waiting.value, Fate::Pending);
    world.node.mine();
    let mined = fate(transaction);
    let Fate::Mined(receipt) = mined.value else { panic!("{mined:?}") };
    assert_eq!((receipt.block, mined.block, receipt.succeeded), (waiting.block + 1, waiting.block + 1, true));
    assert_eq!(receipt.confirmations(mined.block), 1);
    world.node.ask("anvil_mine", json!([4]));
    let later = fate(transaction);
    assert_eq!((later.value, receipt.confirmations(later.block)), (mined.value, 5));
}

/// RLP of a list of byte strings.
fn rlp(items: &[Vec<u8>]) -> Vec<u8> {
    let head = |base: u8, length: usize| match u8::try_from(length) {
        Ok(short) if short < 56 => vec![base + short],
        _ => {
            let digits: Vec<u8> = length.to_be_bytes().into_iter().skip_while(|b| *b == 0).collect();
            let mut head = vec![base + 55 + digits.len() as u8];
            head.extend(digits);
            head
        }
    };
    let item = |item: &Vec<u8>| match item.as_slice() {
        [byte] if *byte < 0x80 => item.clone(),
        _ => [head(0x80, item.len()), item.clone()].concat(),
    };
    let body: Vec<u8> = items.iter().flat_map(item).collect();
    [head(0xc0, body.len()), body].concat()
}

/// A number as RLP wants it: without leading zeros.
fn number(number: u64) -> Vec<u8> {
    number.to_be_bytes().into_iter().skip_while(|b| *b == 0).collect()
}

/// A signed transfer of one wei (EIP-155), the first of `key`.
fn raw_transfer(key: &Key, to: Address) -> Bytes {
    let fields = [number(0), number(10_000_000_000), number(21_000), to.to_vec(), number(1), vec![]].to_vec();
    let unsigned = [fields.clone(), vec![number(CHAIN), vec![], vec![]]].concat();
    let signature = key.sign_hash(keccak256(rlp(&unsigned))).0;
    let short = |part: &[u8]| part.iter().copied().skip_while(|b| *b == 0).collect::<Vec<u8>>();
    let v = CHAIN * 2 + 35 + u64::from(signature[64] - 27);
    rlp(&[fields, vec![number(v), short(&signature[..32]), short(&signature[32..64])]].concat()).into()
}

#[test]
fn a_raw_transaction_is_sent_once_however_often_it_is_handed_over() {
    let Some(world) = world() else { return };
    let chain = world.chain();
    let key = Key::new(3);
    world.node.ask("anvil_setBalance", json!([key.address(), "0xde0b6b3a7640000"]));
    let raw = raw_transfer(&key, TO);
    let hash = run(chain.send(&raw)).unwrap();
    assert_eq!(hash, keccak256(&raw));
    assert_eq!(run(chain.send(&raw)), Ok(hash), "the node has it already");
    world.node.mine();
    assert!(matches!(run(chain.fate(hash)).unwrap().value, Fate::Mined(receipt) if receipt.succeeded));
    assert_eq!(run(chain.balances(TO)).unwrap().value.coin, alloy_primitives::U256::from(1));
    let refused = run(chain.send(&vec![0xc0].into())).unwrap_err();
    assert_eq!(refused.code(), "refused");
}
