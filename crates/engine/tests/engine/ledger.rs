//! The books: rule C3 of docs/SEMANTICS.md.
use craftstrat_engine::ledger::{Account, EntryId, Ledger, Short, Transfer};
use craftstrat_model::{TimeMs, Usdc};

fn usd(text: &str) -> Usdc {
    text.parse().unwrap()
}

fn entry(number: u32) -> EntryId {
    EntryId { market: 0, number }
}

fn transfer(from: Account, to: Account, amount: &str) -> Transfer {
    Transfer { from, to, amount: usd(amount) }
}

fn balances(ledger: &Ledger) -> Vec<String> {
    Account::ALL.iter().map(|a| ledger.balance(*a).to_string()).collect()
}

#[test]
fn an_entry_booked_twice_is_booked_once() {
    let mut ledger = Ledger::new(usd("100"), 1);
    let buy =
        [transfer(Account::Cash, Account::Positions, "10"), transfer(Account::Cash, Account::Fees, "0.35")];
    ledger.post(entry(0), &buy).unwrap();
    let once = balances(&ledger);
    ledger.post(entry(0), &buy).unwrap();
    assert_eq!(balances(&ledger), once);
    assert_eq!(once, ["-100", "89.65", "0", "0", "10", "0.35", "0"]);
    assert_eq!((ledger.equity(), ledger.exposure()), (usd("99.65"), usd("10")));
}

#[test]
fn an_entry_that_overdraws_cash_books_nothing() {
    let mut ledger = Ledger::new(usd("10"), 1);
    let before = balances(&ledger);
    let short = ledger.post(entry(0), &[transfer(Account::Cash, Account::Reserved, "10.01")]);
    assert_eq!(short, Err(Short { needed: usd("10.01"), available: usd("10") }));
    assert_eq!(balances(&ledger), before);
    // What comes in first may be spent by the same entry.
    let sale = [transfer(Account::Result, Account::Cash, "1"), transfer(Account::Cash, Account::Fees, "11")];
    ledger.post(entry(0), &sale).unwrap();
    assert_eq!(ledger.balance(Account::Cash), usd("0"));
}

#[test]
fn receivables_become_cash_when_they_are_due() {
    let mut ledger = Ledger::new(usd("10"), 1);
    ledger.post(entry(0), &[transfer(Account::Result, Account::Receivable, "5")]).unwrap();
    ledger.expect(entry(0), TimeMs(100), usd("5"));
    ledger.advance(TimeMs(99));
    assert_eq!(ledger.balance(Account::Cash), usd("10"));
    ledger.advance(TimeMs(100));
    ledger.advance(TimeMs(100));
    assert_eq!((ledger.balance(Account::Cash), ledger.balance(Account::Receivable)), (usd("15"), usd("0")));
}
