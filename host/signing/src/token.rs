//! Which token stands for an outcome of a condition, so that an order's token can be proved.

use crate::network::Network;
use crate::order::is_version_3;
use alloy_primitives::{B256, U256};
use craftstrat_model::Outcome;
use craftstrat_venue::token_id;

/// Modules of position ids of the second kind whose markets have two outcomes of one question: binary and negative
/// risk. The third one bundles several markets.
const MODULES: [u8; 2] = [1, 2];

/// Whether `token` is `outcome` of `condition` in an ordinary market or one with negative risk.
///
/// A position id of the second kind is the condition's first 31 bytes and the outcome's index, so the condition is
/// given with any last byte. Others are hashes, and `neg_risk` says of which collateral.
pub fn is_outcome(network: &Network, token: U256, condition: B256, outcome: Outcome, neg_risk: bool) -> bool {
    let bytes = token.to_be_bytes::<32>();
    if is_version_3(token) {
        return MODULES.contains(&bytes[0])
            && bytes[..31] == condition[..31]
            && usize::from(bytes[31]) == outcome.index();
    }
    let collateral =
        if neg_risk { network.position_collateral_neg_risk } else { network.position_collateral };
    token_id::position(&collateral, &condition, outcome) == bytes
}
