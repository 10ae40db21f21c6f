//! Tokens prove their outcome. The ids are of markets of the venue, as its metadata gives them.

use craftstrat_model::Outcome;
use craftstrat_signing::network::POLYGON;
use craftstrat_signing::token::is_outcome;
use craftstrat_signing::{B256, U256};

/// Condition, Up's (Yes's) token, Down's, and whether it is a market with negative risk.
const MARKETS: &[(&str, &str, &str, bool)] = &[
    (
        "0xc8f1cf5d4f26e0fd9c8fe89f2a7b3263b902cf14fde7bfccef525753bb492e47",
        "60590045489347122735554346200880179420435533609307820342798544098823516727807",
        "76005700027045000587004110133818166617024719626220722682005164003117993034812",
        true,
    ),
    (
        "0xe39adea057926dc197fe30a441f57a340b2a232d5a687010f78bba9b6e02620f",
        "57761428076807364758801249497410455358987881775226117256631754592198558850468",
        "64300336035644500626313522990854070672468621241744347587785777226296613235598",
        true,
    ),
    (
        "0x01000000000000000000000000000000abcdef00000000000000000000000000",
        "0x01000000000000000000000000000000abcdef00000000000000000000000000",
        "0x01000000000000000000000000000000abcdef00000000000000000000000001",
        false,
    ),
];

#[test]
fn a_token_is_one_outcome_of_one_condition() {
    for (condition, up, down, neg_risk) in MARKETS {
        let condition: B256 = condition.parse().unwrap();
        let tokens: [U256; 2] = [up.parse().unwrap(), down.parse().unwrap()];
        for (token, outcome) in tokens.into_iter().zip(Outcome::BOTH) {
            let is = |token, condition, outcome, neg_risk| {
                is_outcome(&POLYGON, token, condition, outcome, neg_risk)
            };
            assert!(is(token, condition, outcome, *neg_risk));
            assert!(!is(token, condition, outcome.other(), *neg_risk));
            assert!(!is(token, B256::repeat_byte(9), outcome, *neg_risk));
            assert!(!is(token ^ (U256::from(1) << 200), condition, outcome, *neg_risk));
            let hashed = craftstrat_signing::order::is_version_3(token);
            assert_eq!(
                is(token, condition, outcome, !*neg_risk),
                hashed,
                "another collateral, another token"
            );
        }
    }
}

#[test]
fn bundles_of_markets_are_no_outcome() {
    let mut id = [0; 32];
    (id[0], id[1]) = (3, 7);
    assert!(!is_outcome(&POLYGON, U256::from_be_bytes(id), B256::from(id), Outcome::Up, false));
    assert!(!is_outcome(&POLYGON, U256::ZERO, B256::ZERO, Outcome::Up, false));
}
