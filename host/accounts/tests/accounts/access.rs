//! Who may do what: the whole matrix as a golden file, and what must hold of it whatever its lines say.

use craftstrat_accounts::access::{
    Action, Actor, Denial, Person, Role, Scope, Scopes, SecondFactor, SecondFactorRule, ServiceScope,
    ServiceScopes, Who, allowed,
};
use craftstrat_accounts::plan::Plan;
use expect_test::expect_file;
use std::collections::BTreeSet;
use std::fmt::Write;

const OWNER: Person = Person {
    role: Role::User,
    verified: true,
    second_factor: SecondFactor::Fresh,
    plan: Plan::Free,
    token: None,
};

fn by_token(scopes: &str) -> Actor {
    let token = Some(scopes.parse().expect("scopes"));
    Actor::Person(Person { token, second_factor: SecondFactor::Stale, ..OWNER })
}

/// Everybody the matrix shows, as its heading has them.
fn actors() -> Vec<(&'static str, Actor)> {
    let person = |person| Actor::Person(person);
    let operator = Person { role: Role::Operator, ..OWNER };
    vec![
        ("anonymous", Actor::Anonymous),
        ("unverified", person(Person { verified: false, second_factor: SecondFactor::NotEnrolled, ..OWNER })),
        ("no factor", person(Person { second_factor: SecondFactor::NotEnrolled, ..OWNER })),
        ("stale factor", person(Person { second_factor: SecondFactor::Stale, ..OWNER })),
        ("fresh factor", person(OWNER)),
        ("operator stale", person(Person { second_factor: SecondFactor::Stale, ..operator })),
        ("operator fresh", person(operator)),
        ("token none", by_token("")),
        ("token read", by_token("read")),
        ("token strategies", by_token("strategies")),
        ("token backtests", by_token("backtests")),
        ("token live", by_token("live")),
        ("token wallets", by_token("wallets")),
        (
            "operator's token",
            Actor::Person(Person { token: Some(Scope::ALL.into_iter().collect()), ..operator }),
        ),
        ("service", Actor::Service(every_service())),
    ]
}

/// A service token for everything.
fn every_service() -> ServiceScopes {
    ServiceScope::ALL.into_iter().collect()
}

/// Every combination of what a person can be.
fn everybody() -> Vec<Actor> {
    let mut all =
        vec![Actor::Anonymous, Actor::Service(every_service()), Actor::Service(ServiceScopes::default())];
    let tokens = (0..32_u8)
        .map(|bits| Some(Scope::ALL.into_iter().filter(|s| bits >> (*s as u8) & 1 == 1).collect::<Scopes>()));
    for token in tokens.chain([None]) {
        for role in [Role::User, Role::Operator] {
            for verified in [false, true] {
                for second_factor in [SecondFactor::NotEnrolled, SecondFactor::Stale, SecondFactor::Fresh] {
                    let plan = Plan::Free;
                    all.push(Actor::Person(Person { role, verified, second_factor, plan, token }));
                }
            }
        }
    }
    all
}

#[test]
fn the_matrix_is_the_one_that_was_read() {
    let mut matrix = String::new();
    for action in Action::ALL {
        let rule = action.rule();
        let audited = if rule.audited { " (audited)" } else { "" };
        writeln!(matrix, "{}{audited}", rule.name).expect("text");
        let mut groups: Vec<(String, Vec<&str>)> = Vec::new();
        for (name, actor) in actors() {
            let answer = allowed(&actor, *action).map_or_else(|d| d.code().to_owned(), |()| "yes".to_owned());
            match groups.iter_mut().find(|(a, _)| *a == answer) {
                Some((_, names)) => names.push(name),
                None => groups.push((answer, vec![name])),
            }
        }
        groups.sort_by_key(|(answer, _)| answer != "yes");
        for (answer, names) in groups {
            writeln!(matrix, "    {answer}: {}", names.join(", ")).expect("text");
        }
    }
    expect_file!["matrix.txt"].assert_eq(&matrix);
}

#[test]
fn names_are_unique_and_say_what_they_are_of() {
    let names: BTreeSet<&str> = Action::ALL.iter().map(|action| action.rule().name).collect();
    assert_eq!(names.len(), Action::ALL.len());
    for action in Action::ALL {
        let (name, who) = (action.rule().name, action.rule().who);
        assert_eq!(name.starts_with("internal."), who == Who::Service, "{name}");
        assert!(!name.starts_with("operator.") || who == Who::Operator, "{name}");
    }
}

#[test]
fn no_token_reaches_what_would_make_it_more_than_a_token() {
    let never = ["account.", "sessions.", "tokens.", "second_factor.", "operator.", "kill_all", "webhook."];
    for action in Action::ALL {
        let rule = action.rule();
        let is_never = never.iter().any(|n| rule.name.starts_with(n))
            || ["wallets.withdraw", "wallets.export"].contains(&rule.name);
        assert!(!is_never || rule.scopes.is_empty(), "{}", rule.name);
        // A token shows no factor, and is made by people for what is theirs.
        let of_people = rule.who == Who::Person && rule.second_factor == SecondFactorRule::No;
        assert!(rule.scopes.is_empty() || of_people, "{}", rule.name);
        for actor in everybody() {
            let Actor::Person(Person { token: Some(_), .. }) = actor else { continue };
            assert!(!is_never || allowed(&actor, *action).is_err(), "{} by {actor:?}", rule.name);
        }
    }
}

#[test]
fn whatever_changes_money_keys_or_access_is_audited() {
    for action in Action::ALL {
        let rule = action.rule();
        let harmless = rule.name.ends_with(".read") || rule.name.starts_with("operator.read");
        let needs_factor = rule.second_factor != SecondFactorRule::No;
        assert!(!needs_factor || rule.audited, "{}", rule.name);
        let sensitive =
            ["wallets.", "tokens.", "account.", "sessions.", "assignments.", "live.", "second_factor."];
        let is_sensitive = sensitive.iter().any(|s| rule.name.starts_with(s));
        assert!(!is_sensitive || harmless || rule.audited, "{}", rule.name);
    }
}

#[test]
fn nobody_gets_more_by_having_less() {
    // More of anything (a role, a verified address, a fresh factor, a scope) never takes away.
    let rank = |factor: SecondFactor| match factor {
        SecondFactor::Stale => 0,
        SecondFactor::NotEnrolled => 1,
        SecondFactor::Fresh => 2,
    };
    let people: Vec<Person> = everybody()
        .into_iter()
        .filter_map(|actor| if let Actor::Person(person) = actor { Some(person) } else { None })
        .collect();
    let is_less = |a: &Person, b: &Person| {
        let token = match (a.token, b.token) {
            (_, None) => true,
            (None, Some(_)) => false,
            (Some(a), Some(b)) => a.iter().all(|scope| b.contains(scope)),
        };
        let role = a.role == b.role || b.role == Role::Operator;
        token && role && a.verified <= b.verified && rank(a.second_factor) <= rank(b.second_factor)
    };
    for action in Action::ALL {
        let may: Vec<bool> = people.iter().map(|p| allowed(&Actor::Person(*p), *action).is_ok()).collect();
        for (less, _) in people.iter().zip(&may).filter(|(_, may)| **may) {
            for (more, may_more) in people.iter().zip(&may) {
                assert!(*may_more || !is_less(less, more), "{action:?}: {less:?} may, {more:?} may not");
            }
        }
    }
}

#[test]
fn services_and_people_are_apart() {
    for action in Action::ALL {
        let who = action.rule().who;
        let service = Actor::Service(every_service());
        assert_eq!(allowed(&service, *action).is_ok(), matches!(who, Who::Service | Who::Anyone));
        assert_eq!(allowed(&Actor::Anonymous, *action).is_ok(), who == Who::Anyone);
        if who == Who::Service {
            for actor in everybody().iter().filter(|actor| !matches!(actor, Actor::Service(_))) {
                assert_eq!(allowed(actor, *action), Err(Denial::ServicesOnly));
            }
        }
    }
}

#[test]
fn a_denial_says_what_to_do() {
    let mut seen = BTreeSet::new();
    for actor in everybody() {
        for action in Action::ALL {
            let Err(denial) = allowed(&actor, *action) else { continue };
            seen.insert(denial.code());
            assert!(denial.to_string().len() > 10);
            assert_eq!(
                denial.status(),
                if actor == Actor::Anonymous && denial == Denial::LogIn { 401 } else { 403 }
            );
        }
    }
    assert_eq!(seen.len(), 10, "{seen:?}");
    assert_eq!(
        allowed(&by_token("read"), Action::LiveStart).expect_err("read only").to_string(),
        "this token may not do that: make one with the scope `live`"
    );
    // Of the scopes that would do, the narrowest is named.
    assert_eq!(allowed(&by_token("live"), Action::WalletsRead), Err(Denial::Scope(Scope::Read)));
}

#[test]
fn scopes_are_written_as_they_are_read() {
    let all: Scopes = Scope::ALL.into_iter().collect();
    assert_eq!(all.to_string(), "read strategies backtests live wallets");
    assert_eq!(all.to_string().parse(), Ok(all));
    assert_eq!("  live read live ".parse::<Scopes>().expect("scopes").to_string(), "read live");
    assert!("".parse::<Scopes>().expect("none").is_empty());
    assert!("read admin".parse::<Scopes>().is_err());
    assert!("Read".parse::<Scopes>().is_err());
}

#[test]
fn a_service_token_is_for_what_it_says() {
    let internal = Action::ALL.iter().filter(|action| action.rule().who == Who::Service);
    for action in internal {
        for scope in ServiceScope::ALL {
            let answer = allowed(&Actor::Service([scope].into_iter().collect()), *action);
            let wanted = action.service_scope().expect("a scope for every internal action");
            let expected = if scope == wanted { Ok(()) } else { Err(Denial::ServiceScope(wanted)) };
            assert_eq!(answer, expected, "{} with {scope}", action.rule().name);
        }
    }
    let others = Action::ALL.iter().filter(|action| action.rule().who != Who::Service);
    for action in others {
        assert_eq!(action.service_scope(), None, "{}", action.rule().name);
    }
    let both: ServiceScopes = "strategy,engine".parse().expect("scopes");
    assert!(both.contains(ServiceScope::Engine) && !both.contains(ServiceScope::Wallet));
    assert!("strategy engine".parse::<ServiceScopes>().is_err() && "".parse::<ServiceScopes>().is_err());
}
