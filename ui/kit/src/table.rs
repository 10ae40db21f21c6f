//! A table of any length: only the rows in view are in the page, the head stays, arrows move the cursor.

use crate::button::given;
use crate::icon::Icon;
use crate::icon_paths::IconName;
use crate::window::{ROW_PX, row_after, rows_in_view, scroll_to};
use std::rc::Rc;
use web_sys::HtmlElement;
use yew::prelude::*;

/// A column.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Column {
    /// Its heading.
    pub label: AttrValue,
    /// Holds numbers: set to the right.
    pub numeric: bool,
    /// Its heading sorts.
    pub sortable: bool,
    /// Its width in CSS, `8rem`; as wide as what is in it when empty.
    pub width: AttrValue,
    /// What it means.
    pub help: AttrValue,
}

impl Column {
    /// A column of texts.
    pub fn text(label: impl Into<AttrValue>) -> Self {
        Self { label: label.into(), sortable: true, ..Self::default() }
    }

    /// A column of numbers.
    pub fn number(label: impl Into<AttrValue>) -> Self {
        Self { numeric: true, ..Self::text(label) }
    }

    /// With an explanation.
    #[must_use]
    pub fn help(self, help: impl Into<AttrValue>) -> Self {
        Self { help: help.into(), ..self }
    }

    /// With a width.
    #[must_use]
    pub fn width(self, width: impl Into<AttrValue>) -> Self {
        Self { width: width.into(), ..self }
    }

    /// Its heading does nothing.
    #[must_use]
    pub fn unsortable(self) -> Self {
        Self { sortable: false, ..self }
    }
}

/// Properties of [`VirtualTable`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct VirtualTableProps {
    /// The columns.
    pub columns: Rc<Vec<Column>>,
    /// How many rows there are.
    pub rows: usize,
    /// What is in a row and column.
    pub cell: Callback<(usize, usize), Html>,
    /// The column rows are sorted by, and whether from the largest.
    #[prop_or_default]
    pub sort: Option<(usize, bool)>,
    /// A heading was chosen.
    #[prop_or_default]
    pub onsort: Callback<usize>,
    /// A row was chosen.
    #[prop_or_default]
    pub onrow: Option<Callback<usize>>,
    /// The row that is marked and kept in view.
    #[prop_or_default]
    pub selected: Option<usize>,
    /// Under the rows, always in view: a `<tr>`.
    #[prop_or_default]
    pub footer: Html,
    /// Height of the view in pixels.
    #[prop_or(420)]
    pub height: u32,
    /// What the table is, read out.
    pub label: AttrValue,
    /// For browser tests.
    #[prop_or_default]
    pub testid: AttrValue,
}

/// A table of any length.
#[component]
pub fn VirtualTable(props: &VirtualTableProps) -> Html {
    let top = use_state_eq(|| 0.0_f64);
    let cursor = use_state_eq(|| None::<usize>);
    let view = use_node_ref();
    let (rows, height) = (props.rows, props.height);
    let full = (rows as u32).saturating_add(2).saturating_mul(ROW_PX).min(height);
    let show = {
        let view = view.clone();
        move |row: usize| {
            let Some(view) = view.cast::<HtmlElement>() else { return };
            if let Some(to) = scroll_to(row, f64::from(view.scroll_top()), height, ROW_PX) {
                view.set_scroll_top(to as i32);
            }
        }
    };
    {
        let show = show.clone();
        use_effect_with(props.selected, move |selected| {
            if let Some(row) = selected {
                show(*row);
            }
        });
    }
    let onscroll = {
        let (top, view) = (top.clone(), view.clone());
        Callback::from(move |_: Event| {
            if let Some(view) = view.cast::<HtmlElement>() {
                top.set(f64::from(view.scroll_top()));
            }
        })
    };
    let onkeydown = {
        let (cursor, onrow, selected) = (cursor.clone(), props.onrow.clone(), props.selected);
        Callback::from(move |event: KeyboardEvent| {
            let at = (*cursor).or(selected);
            if event.key() == "Enter" {
                if let (Some(at), Some(onrow)) = (at.filter(|at| *at < rows), &onrow) {
                    event.prevent_default();
                    onrow.emit(at);
                }
            } else if let Some(next) = row_after(&event.key(), at, rows, height) {
                event.prevent_default();
                cursor.set(Some(next));
                show(next);
            }
        })
    };
    let range = rows_in_view(rows, *top, height);
    let marked = (*cursor).or(props.selected);
    let columns = props.columns.len();
    html! {
        <div ref={view} class="overflow-auto rounded-box border border-base-300 focus-visible:outline-2" tabindex="0"
            style={format!("height:{}px", full.saturating_add(2))} {onscroll} {onkeydown}
            role="region" aria-label={props.label.clone()} data-testid={given(&props.testid)}>
            <table class="table table-sm table-pin-rows w-full" aria-label={props.label.clone()}
                aria-rowcount={(rows + 1).to_string()}>
                <thead>
                    <tr aria-rowindex="1">
                        for (index, column) in props.columns.iter().enumerate() {
                            { heading(index, column, props) }
                        }
                    </tr>
                </thead>
                <tbody>
                    { spacer(range.start, columns) }
                    for row in range.clone() {
                        <tr key={row} class={row_class(props, row, marked)} style={format!("height:{ROW_PX}px")}
                            aria-rowindex={(row + 2).to_string()}
                            aria-selected={(props.selected == Some(row)).then_some("true")}
                            onclick={props.onrow.clone().map(|onrow| Callback::from(move |_: MouseEvent| onrow.emit(row)))}>
                            for column in 0..columns {
                                <td class={cell_class(&props.columns[column])}>{ props.cell.emit((row, column)) }</td>
                            }
                        </tr>
                    }
                    { spacer(rows - range.end.min(rows), columns) }
                </tbody>
                if props.footer != Html::default() {
                    <tfoot class="bg-base-200 tabular-nums">{ props.footer.clone() }</tfoot>
                }
            </table>
        </div>
    }
}

fn spacer(rows: usize, columns: usize) -> Html {
    if rows == 0 {
        return Html::default();
    }
    let height = rows as f64 * f64::from(ROW_PX);
    html! {
        <tr aria-hidden="true" style={format!("height:{height}px")}>
            <td colspan={columns.to_string()} class="p-0"></td>
        </tr>
    }
}

fn row_class(props: &VirtualTableProps, row: usize, marked: Option<usize>) -> Classes {
    classes!(
        props.onrow.is_some().then_some("cursor-pointer"),
        "hover:bg-base-200",
        (props.selected == Some(row)).then_some("bg-primary/10"),
        (marked == Some(row)).then_some("outline-1 -outline-offset-1 outline-primary/60"),
    )
}

fn cell_class(column: &Column) -> Classes {
    classes!("whitespace-nowrap", "py-1", column.numeric.then_some("text-right tabular-nums"))
}

fn heading(index: usize, column: &Column, props: &VirtualTableProps) -> Html {
    let sorted = props.sort.filter(|(at, _)| *at == index).map(|(_, down)| down);
    let aria = sorted.map(|down| if down { "descending" } else { "ascending" });
    let style = (!column.width.is_empty()).then(|| format!("width:{}", column.width));
    let title = given(&column.help);
    let inner = html! {
        <>
            { &column.label }
            if let Some(down) = sorted {
                <Icon name={if down { IconName::ArrowDown } else { IconName::ArrowUp }} class="size-3" />
            }
        </>
    };
    let class = classes!("whitespace-nowrap", "font-medium", column.numeric.then_some("text-right"));
    let onclick = {
        let onsort = props.onsort.clone();
        Callback::from(move |_: MouseEvent| onsort.emit(index))
    };
    html! {
        <th key={index} scope="col" {class} {style} aria-sort={aria} {title}>
            if column.sortable {
                <button type="button" class="inline-flex min-h-6 items-center gap-1 hover:underline" {onclick}>
                    { inner }
                </button>
            } else {
                { inner }
            }
        </th>
    }
}
