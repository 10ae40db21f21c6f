//! Figures: gains and losses by sign, arrow and colour, and help behind a question mark.

use crate::i18n::use_i18n;
use crate::icon::Icon;
use crate::icon_paths::IconName;
use yew::prelude::*;

/// Properties of [`Pnl`].
#[derive(Clone, Copy, Debug, PartialEq, Properties)]
pub struct PnlProps {
    /// The gain, or the loss below 0: USDC, or a ratio with `percent`.
    pub value: f64,
    /// Written in per cent.
    #[prop_or_default]
    pub percent: bool,
    /// Decimals.
    #[prop_or(2)]
    pub decimals: usize,
}

/// A gain or a loss: sign, arrow and colour, so that none of them alone carries the meaning.
#[component]
pub fn Pnl(props: &PnlProps) -> Html {
    let i18n = use_i18n();
    let text = if props.percent {
        i18n.signed_percent(props.value, props.decimals)
    } else {
        i18n.signed(props.value, props.decimals)
    };
    let is_zero = !text.bytes().any(|b| b.is_ascii_digit() && b != b'0');
    let (class, arrow) = match props.value {
        _ if is_zero => ("text-muted", None),
        v if v > 0.0 => ("text-gain", Some(IconName::ArrowUpRight)),
        _ => ("text-loss", Some(IconName::ArrowDownRight)),
    };
    html! {
        <span class={classes!("inline-flex", "items-center", "gap-0.5", "tabular-nums", "whitespace-nowrap", class)}>
            if let Some(name) = arrow {
                <Icon {name} class="size-3.5" />
            }
            { text }
        </span>
    }
}

/// Properties of [`Help`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct HelpProps {
    /// What it explains.
    pub text: AttrValue,
}

/// A question mark that explains on hover, on focus and on touch.
#[component]
pub fn Help(props: &HelpProps) -> Html {
    html! {
        <span class="tooltip tooltip-help" data-tip={props.text.clone()}>
            <button type="button" class="inline-flex size-6 items-center justify-center rounded-full text-muted"
                aria-label={props.text.clone()}>
                <Icon name={IconName::HelpCircle} class="size-3.5" />
            </button>
        </span>
    }
}
