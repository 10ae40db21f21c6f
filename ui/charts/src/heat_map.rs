//! A grid of coloured cells that can be walked by keys.

use crate::scale::ColorScale;
use crate::walk;
use std::rc::Rc;
use yew::prelude::*;

/// Properties of [`HeatMap`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct HeatMapProps {
    /// The name of the map.
    pub label: AttrValue,
    /// What the columns are.
    pub x_title: AttrValue,
    /// What the rows are.
    pub y_title: AttrValue,
    /// The columns from left to right.
    pub x_labels: Rc<Vec<AttrValue>>,
    /// The rows from top to bottom.
    pub y_labels: Rc<Vec<AttrValue>>,
    /// Row by row; `None` where there is nothing.
    pub values: Rc<Vec<Option<f64>>>,
    /// Their colours.
    pub scale: ColorScale,
    /// A value in words.
    pub format: Callback<f64, String>,
    /// The cell that is marked.
    #[prop_or_default]
    pub selected: Option<usize>,
    /// Hears the index of a cell when it gets the focus or the pointer.
    #[prop_or_default]
    pub onpoint: Callback<usize>,
    /// Hears the index of a cell when it is clicked, or Enter is pressed on it.
    #[prop_or_default]
    pub onselect: Callback<usize>,
    /// Cells are `data-testid="<testid>-<index>"`.
    #[prop_or(AttrValue::Static("cell"))]
    pub testid: AttrValue,
}

/// Cells in colours of gain and loss, each with its value as text. One stop of the Tab key; arrows move within.
#[component]
pub fn HeatMap(props: &HeatMapProps) -> Html {
    let (columns, rows) = (props.x_labels.len(), props.y_labels.len());
    let focus = use_state(|| Option::<usize>::None);
    let here = focus.or(props.selected).unwrap_or(0).min((columns * rows).saturating_sub(1));
    let grid = use_node_ref();
    let onkeydown = {
        let (focus, onpoint) = (focus.clone(), props.onpoint.clone());
        let moved = Callback::from(move |to: usize| {
            focus.set(Some(to));
            onpoint.emit(to);
        });
        walk::onkeydown(grid.clone(), columns, rows, moved)
    };
    let cell = |index: usize| {
        let value = props.values.get(index).copied().flatten();
        let text = value.map_or("–".to_owned(), |v| props.format.emit(v));
        let (x, y) = (index % columns.max(1), index / columns.max(1));
        let name = |list: &[AttrValue], i: usize| list.get(i).cloned().unwrap_or_default();
        let label = format!(
            "{} {}, {} {}: {text}",
            props.x_title,
            name(&props.x_labels, x),
            props.y_title,
            name(&props.y_labels, y)
        );
        let style = value.map_or(String::new(), |v| format!("background: {}", props.scale.css(v)));
        let marked = props.selected == Some(index);
        let ring = if marked { "outline-2 outline-base-content" } else { "" };
        let point = props.onpoint.reform(move |_: PointerEvent| index);
        let (focus, onpoint) = (focus.clone(), props.onpoint.clone());
        let onfocus = Callback::from(move |_: FocusEvent| {
            focus.set(Some(index));
            onpoint.emit(index);
        });
        html! {
            <td role="gridcell" class="p-0" aria-selected={marked.to_string()}>
                <button
                    type="button"
                    class={classes!("w-full", "min-w-14", "min-h-8", "px-1", "text-xs", "tabular-nums", "rounded-sm", ring)}
                    {style}
                    data-cell={index.to_string()}
                    data-testid={format!("{}-{index}", props.testid)}
                    tabindex={if index == here { "0" } else { "-1" }}
                    aria-label={label}
                    onclick={props.onselect.reform(move |_| index)}
                    onpointerenter={point}
                    {onfocus}
                >
                    { text }
                </button>
            </td>
        }
    };
    html! {
        <div class="overflow-x-auto">
            <table role="grid" aria-label={props.label.clone()} class="border-separate border-spacing-0.5" ref={grid} {onkeydown}>
                <thead>
                    <tr role="row">
                        <th class="text-xs font-normal text-left whitespace-nowrap opacity-80">
                            { format!("{} ↓  {} →", props.y_title, props.x_title) }
                        </th>
                        { for props.x_labels.iter().map(|x| html! {
                            <th scope="col" role="columnheader" class="text-xs font-medium tabular-nums">{ x }</th>
                        }) }
                    </tr>
                </thead>
                <tbody>
                    { for props.y_labels.iter().enumerate().map(|(y, label)| html! {
                        <tr role="row">
                            <th scope="row" role="rowheader" class="text-xs font-medium tabular-nums text-right pr-1">{ label }</th>
                            { for (0..columns).map(|x| cell(y * columns + x)) }
                        </tr>
                    }) }
                </tbody>
            </table>
        </div>
    }
}
