//! The template gallery: what each strategy does, and when it fails.

use crate::create::use_create;
use craftstrat_studio::model::Document;
use craftstrat_studio::templates::{self, Template};
use craftstrat_ui_kit::{
    Button, ButtonKind, Choice, Empty, I18n, Icon, IconName, Page, match_score, use_i18n, use_query_state,
};
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// What the gallery is narrowed to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// `form` or `graph`; both when empty.
    pub kind: String,
    /// Only those that need books alone.
    pub books_only: bool,
    /// A text to find.
    pub text: String,
}

/// Whether a template is a form or a graph.
pub const fn kind(template: &Template) -> &'static str {
    match template.document {
        Document::Form(_) => "form",
        Document::Node(_) => "graph",
    }
}

/// Whether a template passes.
pub fn passes(filter: &Filter, template: &Template, i18n: &I18n) -> bool {
    let catalogue = i18n.catalogue();
    let text = filter.text.trim().to_lowercase();
    let is_found = text.is_empty()
        || match_score(&text, &template.name(catalogue)).is_some()
        || template.what(catalogue).to_lowercase().contains(&text);
    (filter.kind.is_empty() || filter.kind == kind(template))
        && !(filter.books_only && template.needs_underlying)
        && is_found
}

/// The gallery.
#[component]
pub fn TemplatesPage() -> Html {
    let i18n = use_i18n();
    let create = use_create();
    let (kinds, needs, text) = (use_query_state("kind"), use_query_state("needs"), use_query_state("q"));
    let filter = Filter {
        kind: kinds.value.clone().unwrap_or_default(),
        books_only: needs.value.as_deref() == Some("books"),
        text: text.value.clone().unwrap_or_default(),
    };
    let shown: Vec<&'static Template> =
        templates::all().iter().filter(|template| passes(&filter, template, &i18n)).collect();
    let narrowed = |set: Callback<Option<String>>| {
        Callback::from(move |value: AttrValue| {
            set.emit((!value.is_empty() && value != "all").then(|| value.to_string()))
        })
    };
    let label = |key: &str| AttrValue::from(i18n.t(key));
    let oninput = {
        let set = text.set.clone();
        Callback::from(move |event: InputEvent| {
            let text = event.target_unchecked_into::<HtmlInputElement>().value();
            set.emit((!text.is_empty()).then_some(text));
        })
    };
    html! {
        <Page title={i18n.t("pages-nav-templates")} intro={i18n.t("pages-templates-intro")}>
            <div class="flex flex-wrap items-end gap-3">
                <input type="search" class="input input-sm w-full sm:w-64" value={filter.text.clone()} {oninput}
                    placeholder={i18n.t("pages-templates-search")} aria-label={i18n.t("pages-templates-search")}
                    data-testid="templates-search" />
                <Choice legend={i18n.t("pages-templates-kind")} hide_legend=true name="templates-kind"
                    value={if filter.kind.is_empty() { "all".to_owned() } else { filter.kind.clone() }}
                    options={vec![("all".into(), label("pages-templates-all")), ("form".into(), label("pages-kind-form")),
                        ("graph".into(), label("pages-kind-graph"))]}
                    onchange={narrowed(kinds.set.clone())} />
                <Choice legend={i18n.t("pages-templates-needs")} hide_legend=true name="templates-needs"
                    value={if filter.books_only { "books" } else { "all" }}
                    options={vec![("all".into(), label("pages-templates-any-data")), ("books".into(), label("pages-templates-books"))]}
                    onchange={narrowed(needs.set.clone())} />
            </div>
            if shown.is_empty() {
                <Empty title={i18n.t("pages-templates-none")} body={i18n.t("pages-templates-none-body")} icon={IconName::Search} />
            }
            <div class="grid gap-4 md:grid-cols-2 2xl:grid-cols-3">
                for template in shown {
                    { card(template, &i18n, create.template.reform(move |_: MouseEvent| template)) }
                }
            </div>
        </Page>
    }
}

fn card(template: &'static Template, i18n: &I18n, onclick: Callback<MouseEvent>) -> Html {
    let catalogue = i18n.catalogue();
    let (icon, kind_label) = match kind(template) {
        "form" => (IconName::List, i18n.t("pages-kind-form")),
        _ => (IconName::Workflow, i18n.t("pages-kind-graph")),
    };
    html! {
        <article key={template.key} class="flex flex-col gap-3 rounded-box border border-base-300 bg-base-100 p-4"
            data-testid={format!("template-{}", template.key)}>
            <div class="flex items-start gap-2">
                <h2 class="grow font-semibold">{ template.name(catalogue) }</h2>
                <span class="badge badge-sm badge-outline gap-1 border-base-300"><Icon name={icon} class="size-3" />{ kind_label }</span>
            </div>
            <p class="text-sm">{ template.what(catalogue) }</p>
            <div class="flex gap-2 rounded-field bg-base-200 p-3 text-sm">
                <span class="mt-0.5 text-warning"><Icon name={IconName::AlertTriangle} /></span>
                <p>{ template.fails(catalogue) }</p>
            </div>
            <div class="mt-auto flex items-center gap-3">
                <Button label={i18n.t("pages-templates-use")} kind={ButtonKind::Primary} small=true {onclick}
                    title={i18n.tf("pages-templates-use-title", &[("name", template.name(catalogue).into())])}
                    testid={format!("template-use-{}", template.key)} />
                if template.needs_underlying {
                    <span class="text-xs text-muted">{ i18n.t("pages-templates-underlying") }</span>
                }
            </div>
        </article>
    }
}

#[cfg(test)]
mod tests {
    use super::{Filter, kind, passes};
    use craftstrat_i18n::Lang;
    use craftstrat_studio::templates;
    use craftstrat_ui_kit::I18n;

    fn shown(filter: &Filter) -> usize {
        let i18n = I18n::new(Lang::En);
        templates::all().iter().filter(|template| passes(filter, template, &i18n)).count()
    }

    #[tokio::test]
    async fn every_card_says_what_it_does_and_when_it_fails() {
        let html = yew::LocalServerRenderer::<super::TemplatesPage>::new().hydratable(false).render().await;
        let i18n = I18n::new(Lang::En);
        for template in templates::all() {
            let card = html.split(&format!("data-testid=\"template-{}\"", template.key)).nth(1);
            let card = card.and_then(|rest| rest.split("</article>").next()).expect("a card");
            let escaped = |text: String| text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
            for text in [
                template.name(i18n.catalogue()),
                template.what(i18n.catalogue()),
                template.fails(i18n.catalogue()),
            ] {
                assert!(text.len() > 5 && card.contains(&escaped(text.clone())), "{}: {text}", template.key);
            }
            assert_eq!(card.contains("Needs the underlying"), template.needs_underlying, "{}", template.key);
        }
    }

    #[test]
    fn filters_split_the_gallery() {
        let all = templates::all().len();
        let of = |kind: &str| shown(&Filter { kind: kind.to_owned(), ..Filter::default() });
        assert_eq!(shown(&Filter::default()), all);
        assert_eq!(of("form") + of("graph"), all);
        let books = shown(&Filter { books_only: true, ..Filter::default() });
        assert_eq!(books, templates::all().iter().filter(|template| !template.needs_underlying).count());
        assert!(books > 0 && books < all);
    }

    #[test]
    fn every_template_is_found_by_its_name() {
        let i18n = I18n::new(Lang::Fr);
        for template in templates::all() {
            let text = template.name(i18n.catalogue());
            let filter = Filter { text, kind: kind(template).to_owned(), books_only: false };
            assert!(passes(&filter, template, &i18n), "{}", template.key);
        }
        assert_eq!(shown(&Filter { text: "qqqqqq".to_owned(), ..Filter::default() }), 0);
    }
}
