//! What the OpenAPI document says beyond its routes: ids of operations, who may ask, and shapes that others are made of.

use crate::access::action_of;
use axum::http::Method;
use craftstrat_accounts::access::{Action, Actor, allowed};
use craftstrat_api::studio::BASE;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use utoipa::openapi::path::{Operation, PathItem};
use utoipa::openapi::schema::{KnownFormat, ObjectBuilder, Schema, SchemaFormat, Type};
use utoipa::openapi::security::{
    ApiKey, ApiKeyValue, Http, HttpAuthScheme, SecurityRequirement, SecurityScheme,
};
use utoipa::openapi::{Components, OpenApi, RefOr};
use utoipa::{PartialSchema, ToSchema};

/// What signs a browser in; with `__Host-` before it where the page comes by TLS.
const COOKIE: &str = "craftstrat";

/// Bytes, in the OpenAPI document.
pub(crate) enum Binary {}

impl PartialSchema for Binary {
    fn schema() -> RefOr<Schema> {
        let format = SchemaFormat::KnownFormat(KnownFormat::Binary);
        ObjectBuilder::new().schema_type(Type::String).format(Some(format)).into()
    }
}

impl ToSchema for Binary {}

/// One server-sent event, in the OpenAPI document. The version of that has no word for the shape of `data`: routes say it.
pub(crate) enum ServerSentEvent {}

impl PartialSchema for ServerSentEvent {
    fn schema() -> RefOr<Schema> {
        let name = ObjectBuilder::new().schema_type(Type::String).description(Some("What it tells."));
        let data = ObjectBuilder::new()
            .schema_type(Type::String)
            .content_media_type("application/json")
            .description(Some("What the route says, as JSON."));
        ObjectBuilder::new()
            .property("event", name)
            .property("data", data)
            .required("event")
            .required("data")
            .into()
    }
}

impl ToSchema for ServerSentEvent {}

/// Says what the routes themselves cannot.
pub(crate) fn complete(document: &mut OpenApi) {
    for (path, item) in &mut document.paths.paths {
        let place = path.trim_start_matches(BASE).replace(['/', '{', '}', '.'], "_");
        for (method, operation) in operations(item) {
            // Handlers are called alike from file to file; ids have to differ.
            let verb = method.as_str().to_lowercase();
            operation.operation_id = Some(format!("{verb}{}", place.trim_end_matches('_')));
            operation.security = action_of(&method, path).map(who_may);
        }
    }
    let components = document.components.get_or_insert_default();
    let cookie = SecurityScheme::ApiKey(ApiKey::Cookie(ApiKeyValue::new(COOKIE)));
    let token = SecurityScheme::Http(Http::new(HttpAuthScheme::Bearer));
    let schemes = [("session".to_owned(), RefOr::T(cookie)), ("token".to_owned(), RefOr::T(token))];
    components.security_schemes.extend(schemes);
    open_parts(components);
}

/// The document as it is served. Numbers that are never negative are called by the bounds they have: `u32` and `u64` are
/// otherwise described as signed, which half of what they take is not.
pub(crate) fn served(document: &OpenApi) -> Value {
    let mut document = serde_json::to_value(document).unwrap_or_default();
    name_unsigned(&mut document);
    document
}

fn name_unsigned(value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(name_unsigned),
        Value::Object(fields) => {
            let is_unsigned = fields.get("minimum") == Some(&json!(0)) && !fields.contains_key("maximum");
            let named = match fields.get("format").and_then(Value::as_str) {
                Some("int32") if is_unsigned => Some(("uint32", json!(u32::MAX))),
                Some("int64") if is_unsigned => Some(("uint64", json!(u64::MAX))),
                _ => None,
            };
            if let Some((format, maximum)) = named {
                fields.insert("format".to_owned(), json!(format));
                fields.insert("maximum".to_owned(), maximum);
            }
            fields.values_mut().for_each(name_unsigned);
        }
        _ => {}
    }
}

/// Says of a server without accounts that nobody signs in there.
pub(crate) fn without_accounts(document: &mut OpenApi) {
    for item in document.paths.paths.values_mut() {
        for (_, operation) in operations(item) {
            operation.security = None;
        }
    }
    if let Some(components) = &mut document.components {
        components.security_schemes.clear();
    }
}

fn operations(item: &mut PathItem) -> impl Iterator<Item = (Method, &mut Operation)> {
    let all = [
        (Method::GET, &mut item.get),
        (Method::PUT, &mut item.put),
        (Method::POST, &mut item.post),
        (Method::PATCH, &mut item.patch),
        (Method::DELETE, &mut item.delete),
    ];
    all.into_iter().filter_map(|(method, operation)| Some((method, operation.as_mut()?)))
}

/// What one has to show for an action: nothing, or a session, or for some a token.
fn who_may(action: Action) -> Vec<SecurityRequirement> {
    let with = |name: &str| SecurityRequirement::new::<&str, [&str; 0], &str>(name, []);
    if allowed(&Actor::Anonymous, action).is_ok() {
        return Vec::new();
    }
    if action.rule().scopes.is_empty() { vec![with("session")] } else { vec![with("session"), with("token")] }
}

/// A shape that is a part of another one takes the fields of the rest, whatever it refuses where it stands alone.
fn open_parts(components: &mut Components) {
    let mut parts = BTreeSet::new();
    for schema in components.schemas.values() {
        let RefOr::T(Schema::AllOf(all)) = schema else { continue };
        parts.extend(all.items.iter().filter_map(|item| match item {
            RefOr::Ref(part) => part.ref_location.rsplit('/').next().map(str::to_owned),
            RefOr::T(_) => None,
        }));
    }
    for part in parts {
        if let Some(RefOr::T(Schema::Object(object))) = components.schemas.get_mut(&part) {
            object.additional_properties = None;
        }
    }
}
