//! What a wallet has, and what the venue's contracts may take of it.

use crate::support::{Key, run, world};
use alloy_sol_types::{SolCall, sol};
use craftstrat_chain::{Allowed, Balances, ChainError, TOKENS_MAX};
use craftstrat_model::money::MICROS_MAX;
use craftstrat_model::{Shares, Usdc};
use craftstrat_signing::call::{Call, Permit};
use craftstrat_signing::wallet::Wallets;
use craftstrat_signing::{Address, Network, U256};
use serde_json::json;

sol! {
    function approve(address spender, uint256 amount);
}

#[test]
fn balances_are_of_the_block_they_name() {
    let Some(world) = world() else { return };
    let chain = world.chain();
    let (network, wallet) = (&world.network, Address::repeat_byte(7));
    let empty = run(chain.balances(wallet)).unwrap();
    let nothing = Balances { collateral: Usdc::ZERO, bridged: Usdc::ZERO, coin: U256::ZERO };
    assert_eq!(empty.value, nothing);
    world.mint(network.collateral, wallet, 12_345_678);
    world.mint(network.position_collateral, wallet, 5);
    world.node.ask("anvil_setBalance", json!([wallet, "0x2386f26fc10000"]));
    let filled = run(chain.balances(wallet)).unwrap();
    assert_eq!(filled.value.collateral, Usdc::from_micros(12_345_678));
    assert_eq!(filled.value.bridged, Usdc::from_micros(5));
    assert_eq!(filled.value.coin, U256::from(10_000_000_000_000_000_u64));
    assert_eq!(filled.block, empty.block + 2, "each transaction has a block of its own");
}

#[test]
fn an_amount_that_cannot_be_is_no_balance() {
    let Some(world) = world() else { return };
    let chain = world.chain();
    let (fits, too_much) = (Address::repeat_byte(1), Address::repeat_byte(2));
    world.mint(world.network.collateral, fits, MICROS_MAX.unsigned_abs());
    world.mint(world.network.collateral, too_much, MICROS_MAX.unsigned_abs() + 1);
    assert_eq!(run(chain.balances(fits)).unwrap().value.collateral, Usdc::from_micros(MICROS_MAX));
    assert_eq!(run(chain.balances(too_much)).unwrap_err().code(), "malformed");
}

#[test]
fn a_missing_token_contract_is_said_and_not_nothing() {
    let Some(world) = world() else { return };
    let collateral = Address::repeat_byte(3);
    let chain = world.chain_of(Network { collateral, ..world.network });
    assert_eq!(run(chain.balances(collateral)), Err(ChainError::NoContract(collateral)));
}

#[test]
fn what_an_owner_signed_is_what_contracts_may_take() {
    let Some(world) = world() else { return };
    let chain = world.chain();
    let network = &world.network;
    let key = Key::new(1);
    let wallet = Wallets::made_by(&network.factories, key.address()).deposit;
    world.make_wallet(key.address(), false);
    let missing = |nonce: u64, calls: Vec<Call>| -> Vec<Permit> {
        if !calls.is_empty() {
            world.relay(wallet, nonce, calls, &key);
        }
        run(chain.permits(wallet)).unwrap().value.missing().collect()
    };
    assert_eq!(missing(0, vec![]), Permit::ALL);
    assert_eq!(missing(0, Permit::ALL.map(|permit| permit.call(network, true)).to_vec()), []);
    for (nonce, permit) in (1..).zip(Permit::ALL) {
        assert_eq!(missing(2 * nonce - 1, vec![permit.call(network, false)]), [permit]);
        assert_eq!(missing(2 * nonce, vec![permit.call(network, true)]), []);
    }
    // An allowance that can be used up is one that will be missing some day.
    let amount = U256::from(1_500_000);
    let few = approveCall { spender: network.exchange_v3, amount }.abi_encode().into();
    let call = Call { target: network.collateral, value: U256::ZERO, data: few };
    assert_eq!(missing(33, vec![call]), [Permit::CashExchangeV3]);
    let permits = run(chain.permits(wallet)).unwrap().value;
    let allowed = permits.all().iter().find(|(permit, _)| *permit == Permit::CashExchangeV3).unwrap().1;
    assert_eq!(allowed, Allowed::UpTo(Usdc::from_micros(1_500_000)));
}

/// A position id of the second kind: the middle of it is zero.
fn version_3(condition: u8, outcome: u8) -> U256 {
    let mut bytes = [0; 32];
    (bytes[0], bytes[1], bytes[31]) = (1, condition, outcome);
    U256::from_be_bytes(bytes)
}

#[test]
fn positions_of_both_kinds_come_in_the_order_they_were_asked_for() {
    let Some(world) = world() else { return };
    let chain = world.chain();
    let network = &world.network;
    let wallet = Address::repeat_byte(7);
    let hashed = |byte: u8| U256::from_be_bytes([byte; 32]);
    world.mint_shares(network.conditional_tokens, wallet, hashed(5), 1_000_001);
    world.mint_shares(network.conditional_tokens, wallet, hashed(6), 2_000_002);
    world.mint_shares(network.position_manager, wallet, version_3(1, 1), 3_000_003);
    // Elsewhere the same id is another thing.
    world.mint_shares(network.position_manager, wallet, hashed(8), 9);
    let tokens = [hashed(6), version_3(1, 1), hashed(8), hashed(5), version_3(1, 0)];
    let held = run(chain.positions(wallet, &tokens)).unwrap();
    let micros: Vec<i64> = held.value.iter().map(|shares: &Shares| shares.micros()).collect();
    assert_eq!(micros, [2_000_002, 3_000_003, 0, 1_000_001, 0]);
    assert_eq!(run(chain.positions(wallet, &[])).unwrap().value, []);
    let many = vec![hashed(5); TOKENS_MAX];
    assert_eq!(run(chain.positions(wallet, &many)).unwrap().value.len(), TOKENS_MAX);
    let too_many = vec![hashed(5); TOKENS_MAX + 1];
    assert_eq!(run(chain.positions(wallet, &too_many)), Err(ChainError::TooMany(TOKENS_MAX)));
}
