//! The table of people.

use super::users::Intent;
use crate::model::plan::PLANS;
use crate::rows::Table;
use crate::words;
use craftstrat_api::studio::operator::{UserChange, UserSummary};
use craftstrat_api::studio::people::Role;
use craftstrat_ui_kit::{Button, ButtonKind, I18n, Icon, IconName, Time, use_i18n};
use web_sys::HtmlSelectElement;
use yew::prelude::*;

/// Properties of [`UsersTable`].
#[derive(Clone, PartialEq, Properties)]
pub struct UsersTableProps {
    /// The people.
    pub users: Vec<UserSummary>,
    /// Hears what is about to be done.
    #[prop_or_default]
    pub(super) onintent: Callback<Intent>,
    /// Another number puts the fields back to what holds.
    #[prop_or_default]
    pub asked: u32,
}

/// The table.
#[component]
pub fn UsersTable(props: &UsersTableProps) -> Html {
    let i18n = use_i18n();
    let heads = ["email", "plan", "strategies", "wallets", "factor", "since", "access"];
    let heads = heads.map(|code| i18n.t(&format!("account-head-{code}"))).to_vec();
    html! {
        <Table label={i18n.t("account-operator-users")} {heads} testid="users">
            for user in props.users.iter() {
                <UserRow key={user.id.clone()} user={user.clone()} onintent={props.onintent.clone()} asked={props.asked} />
            }
        </Table>
    }
}

#[derive(Clone, PartialEq, Properties)]
struct UserRowProps {
    user: UserSummary,
    onintent: Callback<Intent>,
    asked: u32,
}

#[component]
fn UserRow(props: &UserRowProps) -> Html {
    let i18n = use_i18n();
    let user = &props.user;
    let intend = |change: UserChange| {
        props.onintent.reform({
            let user = user.clone();
            move |_: MouseEvent| Intent { user: user.clone(), change: change.clone() }
        })
    };
    let lock = UserChange { locked: Some(!user.locked), ..UserChange::default() };
    let (key, kind) = if user.locked {
        ("account-user-unlock", ButtonKind::Normal)
    } else {
        ("account-user-lock", ButtonKind::Danger)
    };
    html! {
        <tr data-testid="user" data-email={user.email.clone()} data-locked={user.locked.to_string()}>
            <th scope="row" class="font-normal">
                <span class="flex items-center gap-2 font-medium">
                    { &user.email }
                    if user.role == Role::Operator {
                        <span class="badge badge-sm badge-primary">{ i18n.t("account-role-operator") }</span>
                    }
                    if !user.verified {
                        <span class="badge badge-sm badge-warning">{ i18n.t("account-role-unverified") }</span>
                    }
                </span>
                <span class="text-xs text-muted">{ &user.name }</span>
            </th>
            <td><PlanField user={user.clone()} onintent={props.onintent.clone()} asked={props.asked} /></td>
            <td class="tabular-nums">{ i18n.number(user.strategies as f64, 0) }</td>
            <td class="tabular-nums">{ i18n.number(user.wallets as f64, 0) }</td>
            <td>{ mark(&i18n, user.second_factor) }</td>
            <td><Time ms={user.created_at_ms} /></td>
            <td><Button label={i18n.t(key)} {kind} small=true onclick={intend(lock)} testid="user-lock" /></td>
        </tr>
    }
}

fn mark(i18n: &I18n, on: bool) -> Html {
    let said = i18n.t(if on { "account-yes" } else { "account-no" });
    let (icon, class) = if on { (IconName::Check, "text-success") } else { (IconName::Minus, "text-muted") };
    html! { <span {class} title={said.clone()}><Icon name={icon} /><span class="sr-only">{ said }</span></span> }
}

/// The plan, to choose another.
#[component]
fn PlanField(props: &UserRowProps) -> Html {
    let i18n = use_i18n();
    let field = use_node_ref();
    let user = &props.user;
    use_effect_with((field.clone(), user.plan.clone(), props.asked), |(field, plan, _)| {
        // Once somebody has chosen, a list no longer heeds what its options say of themselves.
        if let Some(field) = field.cast::<HtmlSelectElement>() {
            field.set_value(plan);
        }
    });
    let onchange = props.onintent.reform({
        let user = user.clone();
        move |event: Event| {
            let plan = event.target_unchecked_into::<HtmlSelectElement>().value();
            Intent { user: user.clone(), change: UserChange { plan: Some(plan), ..UserChange::default() } }
        }
    });
    html! {
        <select ref={field} class="select select-sm w-32" {onchange} data-testid="user-plan"
            aria-label={i18n.tf("account-user-plan-of", &[("email", user.email.as_str().into())])}>
            for plan in PLANS {
                <option key={plan} value={plan} selected={user.plan == plan}>{ words::plan(&i18n, plan) }</option>
            }
        </select>
    }
}
