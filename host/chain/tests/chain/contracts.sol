// SPDX-License-Identifier: MIT OR Apache-2.0
// What tests of the chain port talk to: as much of the venue's contracts as it asks, with the same addresses of wallets.
pragma solidity ^0.8.30;

/// An ERC-20 of 6 decimals that anybody can mint.
contract Token {
    mapping(address => uint256) public balanceOf;
    mapping(address => mapping(address => uint256)) public allowance;

    function mint(address to, uint256 amount) external {
        balanceOf[to] += amount;
    }

    function approve(address spender, uint256 amount) external returns (bool) {
        allowance[msg.sender][spender] = amount;
        return true;
    }

    function transfer(address to, uint256 amount) external returns (bool) {
        require(balanceOf[msg.sender] >= amount, "not enough");
        balanceOf[msg.sender] -= amount;
        balanceOf[to] += amount;
        return true;
    }
}

/// An ERC-1155 that anybody can mint.
contract Positions {
    mapping(address => mapping(uint256 => uint256)) private held;
    mapping(address => mapping(address => bool)) public isApprovedForAll;

    function mint(address to, uint256 id, uint256 amount) external {
        held[to][id] += amount;
    }

    function setApprovalForAll(address operator, bool approved) external {
        isApprovedForAll[msg.sender][operator] = approved;
    }

    function balanceOfBatch(address[] calldata accounts, uint256[] calldata ids)
        external
        view
        returns (uint256[] memory balances)
    {
        require(accounts.length == ids.length, "lengths");
        balances = new uint256[](ids.length);
        for (uint256 i; i < ids.length; ++i) balances[i] = held[accounts[i]][ids[i]];
    }
}

struct Call {
    address target;
    uint256 value;
    bytes data;
}

struct Batch {
    address wallet;
    uint256 nonce;
    uint256 deadline;
    Call[] calls;
}

/// What deposit wallets do: carry out what their owner signed, each number once.
contract Wallet {
    bytes32 private constant CALL = keccak256("Call(address target,uint256 value,bytes data)");
    bytes32 private constant BATCH = keccak256(
        "Batch(address wallet,uint256 nonce,uint256 deadline,Call[] calls)Call(address target,uint256 value,bytes data)"
    );
    bytes32 private constant DOMAIN =
        keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)");

    address public owner;
    uint256 public nonce;

    function initialize(address first) external {
        require(owner == address(0), "has an owner");
        owner = first;
    }

    function execute(Batch calldata batch, bytes calldata signature) external {
        require(batch.wallet == address(this), "another wallet");
        require(batch.nonce == nonce, "another number");
        require(block.timestamp <= batch.deadline, "too late");
        bytes32[] memory hashes = new bytes32[](batch.calls.length);
        for (uint256 i; i < hashes.length; ++i) {
            Call calldata c = batch.calls[i];
            hashes[i] = keccak256(abi.encode(CALL, c.target, c.value, keccak256(c.data)));
        }
        bytes32 message =
            keccak256(abi.encode(BATCH, batch.wallet, batch.nonce, batch.deadline, keccak256(abi.encodePacked(hashes))));
        bytes32 domain = keccak256(
            abi.encode(DOMAIN, keccak256("DepositWallet"), keccak256("1"), block.chainid, address(this))
        );
        bytes32 digest = keccak256(abi.encodePacked(hex"1901", domain, message));
        address signer =
            ecrecover(digest, uint8(signature[64]), bytes32(signature[0:32]), bytes32(signature[32:64]));
        require(signer != address(0) && signer == owner, "not the owner");
        ++nonce;
        for (uint256 i; i < hashes.length; ++i) {
            Call calldata c = batch.calls[i];
            (bool done,) = c.target.call{value: c.value}(c.data);
            require(done, "a call failed");
        }
    }
}

/// Says where deposit wallets find what they do.
contract Beacon {
    address public immutable implementation;

    constructor(address implementation_) {
        implementation = implementation_;
    }
}

/// Makes deposit wallets of both kinds, out of the creation code of Solady's LibClone.
contract DepositFactory {
    address private immutable beacon;
    address private immutable early;

    constructor(address beacon_, address early_) {
        beacon = beacon_;
        early = early_;
    }

    function predictWalletAddress(bytes32 id) external view returns (address) {
        return predict(id, present(id));
    }

    function predictLegacyWalletAddress(bytes32 id) external view returns (address) {
        return predict(id, legacy(id));
    }

    function deploy(address owner, bytes32 id) external {
        make(owner, id, present(id));
    }

    function deployLegacy(address owner, bytes32 id) external {
        make(owner, id, legacy(id));
    }

    function proxy(Batch calldata batch, bytes calldata signature) external {
        Wallet(batch.wallet).execute(batch, signature);
    }

    function make(address owner, bytes32 id, bytes memory code) private {
        bytes32 salt = keccak256(arguments(id));
        address made;
        assembly {
            made := create2(0, add(code, 0x20), mload(code), salt)
        }
        require(made != address(0), "is there already");
        Wallet(made).initialize(owner);
    }

    function predict(bytes32 id, bytes memory code) private view returns (address) {
        bytes32 salt = keccak256(arguments(id));
        bytes32 hash = keccak256(abi.encodePacked(hex"ff", address(this), salt, keccak256(code)));
        return address(uint160(uint256(hash)));
    }

    function arguments(bytes32 id) private view returns (bytes memory) {
        return abi.encode(address(this), id);
    }

    function present(bytes32 id) private view returns (bytes memory) {
        return abi.encodePacked(
            hex"6100923d8160233d3973",
            beacon,
            hex"60195155f3363d3d373d3d363d602036600436635c60da",
            hex"1b60e01b36527fa3f0ad74e5423aebfd80d3ef4346578335a9a72aeaee59ff6c",
            hex"b3582b35133d50545afa5036515af43d6000803e604d573d6000fd5b3d6000f3",
            arguments(id)
        );
    }

    function legacy(bytes32 id) private view returns (bytes memory) {
        return abi.encodePacked(
            hex"61007d3d8160233d3973",
            early,
            hex"60095155f3363d3d373d3d363d7f360894a13ba1a3210667c828492db98dca3e2076",
            hex"cc3735a920a3ca505d382bbc545af43d6000803e6038573d6000fd5b3d6000f3",
            arguments(id)
        );
    }
}

/// Knows where safes and proxies are: the safes' factory and the exchange in one.
contract OtherWallets {
    address private immutable proxies;
    bytes32 private immutable safeCode;
    bytes32 private immutable proxyCode;

    constructor(bytes32 safeCode_, address proxies_, bytes32 proxyCode_) {
        (safeCode, proxies, proxyCode) = (safeCode_, proxies_, proxyCode_);
    }

    function computeProxyAddress(address user) external view returns (address) {
        return placed(address(this), keccak256(abi.encode(user)), safeCode);
    }

    function getProxyWalletAddress(address user) external view returns (address) {
        return placed(proxies, keccak256(abi.encodePacked(user)), proxyCode);
    }

    function placed(address maker, bytes32 salt, bytes32 code) private pure returns (address) {
        return address(uint160(uint256(keccak256(abi.encodePacked(hex"ff", maker, salt, code)))));
    }
}

/// Answers every call with something that is no answer.
contract Odd {
    error Closed(uint256 until);

    uint256 private immutable how;

    constructor(uint256 how_) {
        how = how_;
    }

    fallback(bytes calldata) external returns (bytes memory) {
        if (how == 0) revert("closed for good");
        if (how == 1) revert Closed(7);
        if (how == 2) return "";
        if (how == 3) return abi.encode(type(uint256).max);
        return hex"01";
    }
}
