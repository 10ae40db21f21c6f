//! Name, description, parameters, limits.

use super::{Changes, Happened};
use crate::model::{Header, ParameterDeclaration};
use crate::refusal::short;
use crate::sentence::{self, Say};

pub(super) fn diff(before: &Header, after: &Header, out: &mut Changes<'_>) {
    if before.name != after.name {
        let nothing = out.i18n.text("studio-diff-nothing");
        let name = |h: &Header| h.name.as_deref().map_or_else(|| nothing.clone(), short);
        let (before, after) = (name(before), name(after));
        out.push(Happened::Changed, "/name", "studio-diff-name", &[("before", &before), ("after", &after)]);
    }
    if before.description != after.description {
        out.push(Happened::Changed, "/description", "studio-diff-description", &[]);
    }
    parameters(&before.parameters, &after.parameters, out);
    limits(before, after, out);
}

fn parameters(before: &[ParameterDeclaration], after: &[ParameterDeclaration], out: &mut Changes<'_>) {
    let find = |list: &[ParameterDeclaration], name: &str| list.iter().find(|p| p.name == name).cloned();
    for old in before {
        let (place, name) = (format!("/parameters/{}", old.name), short(&old.name));
        match find(after, &old.name) {
            None => {
                out.push(Happened::Removed, &place, "studio-diff-parameter-removed", &[("name", &name)]);
            }
            Some(new) if new != *old => {
                let (a, b) = (range(old, out), range(&new, out));
                let args = [("name", name.as_str()), ("before", &a), ("after", &b)];
                out.push(Happened::Changed, &place, "studio-diff-parameter-changed", &args);
            }
            Some(_) => {}
        }
    }
    for new in after.iter().filter(|p| find(before, &p.name).is_none()) {
        let (place, name, value) = (format!("/parameters/{}", new.name), short(&new.name), range(new, out));
        let args = [("name", name.as_str()), ("value", value.as_str())];
        out.push(Happened::Added, &place, "studio-diff-parameter-added", &args);
    }
}

fn range(parameter: &ParameterDeclaration, out: &Changes<'_>) -> String {
    let header = Header::default();
    let say = Say::of(&header, &[], out.i18n);
    let any = say.text("studio-diff-any", &[]);
    let bound = |value: Option<f64>| value.map_or_else(|| any.clone(), |v| say.value(v, ""));
    let (default, min) = (say.value(parameter.default, ""), bound(parameter.min));
    let (max, step) = (bound(parameter.max), bound(parameter.step));
    say.text(
        "studio-diff-parameter-range",
        &[("default", default.as_str()), ("min", &min), ("max", &max), ("step", &step)],
    )
}

fn limits(before: &Header, after: &Header, out: &mut Changes<'_>) {
    let of = |h: &Header| h.risk.as_ref().map(|r| sentence::limits(r, out.i18n)).unwrap_or_default();
    let (before, after) = (of(before), of(after));
    for (field, old) in &before {
        let place = format!("/risk/{field}");
        match after.iter().find(|(f, _)| f == field) {
            None => out.push(Happened::Removed, &place, "studio-diff-risk-removed", &[("limit", old)]),
            Some((_, new)) if new != old => {
                let args = [("before", old.trim_end_matches('.')), ("after", new.as_str())];
                out.push(Happened::Changed, &place, "studio-diff-risk-changed", &args);
            }
            Some(_) => {}
        }
    }
    for (field, new) in after.iter().filter(|(f, _)| !before.iter().any(|(b, _)| b == f)) {
        out.push(Happened::Added, &format!("/risk/{field}"), "studio-diff-risk-added", &[("limit", new)]);
    }
}
