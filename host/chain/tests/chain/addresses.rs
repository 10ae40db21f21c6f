//! An address to deposit to is shown when the chain itself gives the one we derive, and in no other case.

use crate::support::{Key, World, run, world};
use alloy_sol_types::SolValue;
use craftstrat_chain::ChainError;
use craftstrat_signing::network::Factories;
use craftstrat_signing::wallet::{AccountKind, Wallets};
use craftstrat_signing::{Address, B256, Network, U256};

const KINDS: [AccountKind; 5] = [
    AccountKind::Eoa,
    AccountKind::Proxy,
    AccountKind::Safe,
    AccountKind::Deposit,
    AccountKind::DepositEarly,
];

#[test]
fn the_chain_gives_the_addresses_we_derive() {
    let Some(world) = world() else { return };
    let chain = world.chain();
    for owner in (1..5).map(|number| Key::new(number).address()) {
        let wallets = Wallets::made_by(&world.network.factories, owner);
        for kind in KINDS {
            let shown = run(chain.deposit_address(owner, kind)).unwrap();
            assert_eq!(shown.value, wallets.kind(kind), "{kind:?} of {owner}");
            assert_eq!(shown.block, run(chain.check()).unwrap());
        }
    }
}

#[test]
fn wallets_are_made_where_we_derive_them() {
    let Some(world) = world() else { return };
    let chain = world.chain();
    let owner = Key::new(1).address();
    let wallets = Wallets::made_by(&world.network.factories, owner);
    for (wallet, early) in [(wallets.deposit, false), (wallets.deposit_early, true)] {
        let before = run(chain.is_deployed(wallet)).unwrap();
        world.make_wallet(owner, early);
        let after = run(chain.is_deployed(wallet)).unwrap();
        assert_eq!((before.value, after.value), (false, true));
        assert_eq!(after.block, before.block + 1);
    }
}

/// The refusal of an address where `network` is believed in.
fn refusal(world: &World, network: Network, kind: AccountKind) -> ChainError {
    run(world.chain_of(network).deposit_address(Key::new(1).address(), kind)).unwrap_err()
}

#[test]
fn where_the_chain_gives_another_address_none_is_shown() {
    let Some(world) = world() else { return };
    let owner = Key::new(1).address();
    let (network, right) = (world.network, world.network.factories);
    let other_beacon = world.made("Beacon", &Address::repeat_byte(1).abi_encode());
    let moved = world.made("DepositFactory", &(other_beacon, right.deposit_implementation).abi_encode());
    let other = |kind, factories: Factories| (kind, Network { factories, ..network });
    for (kind, believed) in [
        // We believe something that is not so on chain.
        other(AccountKind::Deposit, Factories { deposit_beacon: other_beacon, ..right }),
        other(AccountKind::DepositEarly, Factories { deposit_implementation: other_beacon, ..right }),
        other(AccountKind::Safe, Factories { safe_code: B256::ZERO, ..right }),
        other(AccountKind::Proxy, Factories { proxy_code: B256::ZERO, ..right }),
        other(AccountKind::Proxy, Factories { proxy: other_beacon, ..right }),
        // The factory itself has changed what it makes.
        other(AccountKind::Deposit, Factories { deposit: moved, ..right }),
    ] {
        let derived = Wallets::made_by(&believed.factories, owner).kind(kind);
        let on_chain = run(world.chain_of(believed).factory_address(owner, kind)).unwrap().value;
        assert_ne!(on_chain, derived);
        assert_eq!(refusal(&world, believed, kind), ChainError::Mismatch { kind, derived, on_chain });
    }
}

#[test]
fn what_is_no_answer_shows_no_address() {
    let Some(world) = world() else { return };
    let asked = |deposit: Address| {
        let factories = Factories { deposit, ..world.network.factories };
        refusal(&world, Network { factories, ..world.network }, AccountKind::Deposit)
    };
    let odd = |how: u64| world.made("Odd", &U256::from(how).abi_encode());
    let nothing = Address::repeat_byte(9);
    assert_eq!(asked(nothing), ChainError::NoContract(nothing));
    let contract = odd(0);
    assert_eq!(asked(contract), ChainError::Reverted { contract, reason: "closed for good".into() });
    let ChainError::Reverted { reason, .. } = asked(odd(1)) else { panic!("an error of its own") };
    assert_eq!(reason.len(), 10, "the first four bytes of its error: {reason}");
    let contract = odd(2);
    assert_eq!(asked(contract), ChainError::NoContract(contract));
    for how in [3, 4] {
        assert_eq!(asked(odd(how)).code(), "malformed", "{how}");
    }
}

#[test]
fn a_node_of_another_chain_is_believed_in_nothing() {
    let Some(world) = world() else { return };
    let chain = world.chain_of(Network { chain: 137, ..world.network });
    let owner = Key::new(1).address();
    let refused = ChainError::WrongChain { expected: 137, found: 31_337 };
    assert_eq!(run(chain.check()), Err(refused.clone()));
    for kind in KINDS {
        assert_eq!(run(chain.deposit_address(owner, kind)), Err(refused.clone()));
    }
    assert_eq!(run(chain.is_deployed(owner)), Err(refused.clone()));
    assert_eq!(run(chain.balances(owner)), Err(refused.clone()));
    assert_eq!(run(chain.permits(owner)), Err(refused.clone()));
    assert_eq!(run(chain.positions(owner, &[U256::from(1)])), Err(refused.clone()));
    assert_eq!(run(chain.fate(B256::ZERO)), Err(refused.clone()));
    assert_eq!(run(chain.send(&vec![1].into())), Err(refused));
}
