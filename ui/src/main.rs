//! The page: its frame, where one starts, the list of strategies, templates and settings. The other pages have crates of
//! their own.

mod account;
mod app;
mod bar;
mod bell;
mod create;
mod gate;
mod home;
mod import;
mod kill;
mod nav;
mod not_found;
mod offers;
mod palette;
mod paper;
mod parts;
mod ranking;
mod settings;
mod shell;
mod shortcuts;
mod strategies;
mod strategy_row;
mod templates;
mod watching;

fn main() {
    let root = gloo::utils::document().get_element_by_id("app");
    let root = root.unwrap_or_else(|| gloo::utils::body().into());
    root.set_inner_html("");
    yew::Renderer::<app::App>::with_root(root).render();
}
