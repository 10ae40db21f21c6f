//! Token ids: vectors computed by an independent implementation of the contract's arithmetic.

use crate::support::shared;
use craftstrat_model::Outcome;
use craftstrat_venue::token_id::outcome_of_token;
use flate2::read::GzDecoder;
use std::io::Read;

const VECTORS: [(&str, [&str; 2]); 4] = [
    (
        "0x1111111111111111111111111111111111111111111111111111111111111111",
        [
            "62356598158266862124498021053804063590600978707736169621998448942683123438635",
            "35216355691672856579368063066495119190117102872037375620442368939486130470152",
        ],
    ),
    (
        "0x0000000000000000000000000000000000000000000000000000000000000007",
        [
            "5588747611769293470750697877994596709176878548160292905570494247823032135453",
            "81984561872541676455105368034879561672276697435433525754894825134585644059018",
        ],
    ),
    (
        "0xfec3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3",
        [
            "24124956607724962893509021999487166035339191413927385404980705803645226957899",
            "79781946114981713322715512289693326114575952107341663086286837932080311909267",
        ],
    ),
    (
        "0xffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        [
            "109918979292275872269483847020405745092776116404795006446620844863212147249299",
            "67571156609090378072287054981066478793287818674932001451998148286615380035521",
        ],
    ),
];

#[test]
fn tokens_prove_their_outcome() {
    for (condition, [up, down]) in VECTORS {
        assert_eq!(outcome_of_token(condition, up), Some(Outcome::Up), "{condition}");
        assert_eq!(outcome_of_token(condition, down), Some(Outcome::Down), "{condition}");
        assert_eq!(outcome_of_token(condition, &up.replace('5', "6")), None, "{condition}");
    }
    assert_eq!(outcome_of_token(VECTORS[1].0, VECTORS[0].1[0]), None);
}

#[test]
fn version_2_ids_carry_the_outcome() {
    // Module 1 in the top byte, 64 zero bits above bit 40, the outcome's index in the last byte.
    assert_eq!(
        outcome_of_token("", "452312848583266388373324160190187140051835979012206471537483307267167092736"),
        Some(Outcome::Up)
    );
    assert_eq!(
        outcome_of_token("", "452312848583266388373324160190187140051835877600158453279131187530910664961"),
        Some(Outcome::Down)
    );
    assert_eq!(
        outcome_of_token("", "452312848583266388373324160190187140051835877600158453279131187530910662658"),
        None,
        "no third outcome"
    );
    assert_eq!(
        outcome_of_token("", "452312848583266388373324160190187140051835877600158453279131188630422290432"),
        None,
        "a bit where none may be"
    );
    assert_eq!(
        outcome_of_token("", "452312848583266388373324160190187140051835887741363255104966399504536305664"),
        None,
        "a bit where none may be"
    );
}

#[test]
fn what_is_no_id_proves_nothing() {
    let (condition, [up, _]) = VECTORS[0];
    for token in ["", "0", "-1", "up-token", "0x12", &"9".repeat(78), &"9".repeat(500)] {
        assert_eq!(outcome_of_token(condition, token), None, "{token}");
    }
    for condition in
        ["", "0x", "11", "0xzz11111111111111111111111111111111111111111111111111111111111111", "0x\u{e9}"]
    {
        assert_eq!(outcome_of_token(condition, up), None, "{condition}");
    }
}

#[test]
fn every_recorded_market_is_proved_in_the_order_metadata_gives() {
    let Some(path) = shared("spot/chainlink_1hz/BTC-5m-markets-2026-06-08.jsonl.gz") else { return };
    let mut text = String::new();
    GzDecoder::new(std::fs::File::open(path).unwrap()).read_to_string(&mut text).unwrap();
    for line in text.lines().step_by(8) {
        let market: serde_json::Value = serde_json::from_str(line).unwrap();
        for (i, outcome) in Outcome::BOTH.into_iter().enumerate() {
            let (condition, token) =
                (market["condition_id"].as_str().unwrap(), market["token_ids"][i].as_str().unwrap());
            assert_eq!(outcome_of_token(condition, token), Some(outcome), "{}", market["slug"]);
        }
    }
}
