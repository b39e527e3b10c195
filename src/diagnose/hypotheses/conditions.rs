//! To which fields a hypothesis applies.

use crate::canonical::Unsigned;
use crate::diagnose::reading::ReadField;
use crate::diagnose::transforms::numbers::{self, has_exponent, is_decimal};

pub(super) fn is_signed(field: &ReadField) -> bool {
    field.unsigned.is_none()
}

pub(super) fn is_signed_text(field: &ReadField) -> bool {
    is_signed(field) && !field.text().is_empty()
}

pub(super) fn unsigned_empty(field: &ReadField) -> bool {
    field.unsigned == Some(Unsigned::Empty)
}

pub(super) fn signed_empty(field: &ReadField) -> bool {
    is_signed(field) && field.text().is_empty()
}

pub(super) fn is_null(field: &ReadField) -> bool {
    field.is_null() && matches!(field.unsigned, None | Some(Unsigned::Null))
}

/// A language's word for nothing, as a text.
pub(super) fn is_null_word(field: &ReadField) -> bool {
    is_signed(field) && ["null", "None", "undefined", "nil", "NULL", "<nil>", "NaN"].contains(&field.text())
}

pub(super) fn is_zero(field: &ReadField) -> bool {
    is_signed(field) && (field.text() == "0" || field.is_literal("false"))
}

/// Literals only: to JavaScript and Python the text `"0"` is true.
pub(super) fn is_falsy_literal(field: &ReadField) -> bool {
    is_signed(field) && (field.is_literal("0") || field.is_literal("false") || field.text().is_empty())
}

pub(super) fn is_falsy(field: &ReadField) -> bool {
    is_zero(field) || signed_empty(field)
}

pub(super) fn unsigned_zero(field: &ReadField) -> bool {
    field.unsigned == Some(Unsigned::Zero)
}

pub(super) fn is_signature(field: &ReadField) -> bool {
    field.unsigned == Some(Unsigned::Signature)
}

pub(super) fn is_old_signature(field: &ReadField) -> bool {
    is_signature(field) && !field.text().is_empty()
}

pub(super) fn names_sign_type(field: &ReadField) -> bool {
    let plain = field.name.to_ascii_lowercase().replace('_', "");
    plain == "signtype" || plain == "signmethod"
}

pub(super) fn is_sign_type(field: &ReadField) -> bool {
    is_signed(field) && names_sign_type(field)
}

pub(super) fn is_unsigned_sign_type(field: &ReadField) -> bool {
    field.is_left_out() && names_sign_type(field)
}

/// Whether a router or framework may have added the field: it came from outside, or no payment field has its name.
pub(super) fn is_from_framework(field: &ReadField) -> bool {
    const NAMES: &[&str] = &[
        "s",
        "r",
        "m",
        "c",
        "a",
        "g",
        "q",
        "t",
        "v",
        "page",
        "route",
        "path",
        "csrf",
        "csrf_token",
        "csrfToken",
        "controller",
        "action",
        "module",
        "PHPSESSID",
        "jsessionid",
        "XDEBUG_SESSION",
    ];
    let has_their_name = NAMES.contains(&field.name.as_str()) || field.name.starts_with('_') || is_session(&field.name);
    is_signed(field) && field.not_in_table && (field.maybe_added_by_framework || has_their_name)
}

/// Whether no field of a payment has the name, which a cookie or a session has everywhere.
fn is_session(name: &str) -> bool {
    const NAMES: &[&str] = &[
        "phpsessid",
        "jsessionid",
        "asp.net_sessionid",
        "aspsessionid",
        "sessionid",
        "session_id",
        "connect.sid",
        "laravel_session",
        "ci_session",
        "xsrf-token",
        "csrftoken",
        "cf_clearance",
        "remember_token",
    ];
    const BEGINNINGS: &[&str] = &[
        "_ga",
        "_gid",
        "_gcl_",
        "_fbp",
        "_utm",
        "__cf",
        "Hm_lvt_",
        "Hm_lpvt_",
        "CNZZDATA",
        "UM_distinctid",
        "think_",
        "wordpress_",
        "wp-",
    ];
    NAMES.contains(&name.to_ascii_lowercase().as_str())
        || BEGINNINGS.iter().any(|beginning| name.starts_with(beginning))
}

/// Whether the name is a cookie's; some of these may be those of other fields just as well.
pub(super) fn is_cookie(field: &ReadField) -> bool {
    const NAMES: &[&str] = &[
        "theme",
        "lang",
        "language",
        "locale",
        "i18n",
        "skin",
        "sid",
        "session",
        "token",
        "uuid",
        "timezone",
        "cookie_consent",
        "acw_tc",
        "acw_sc__v2",
        "SERVERID",
        "route",
        "username",
        "remember",
        "visited",
        "referer",
        "sidebarStatus",
        "Admin-Token",
    ];
    let is_cookie = is_session(&field.name) || NAMES.contains(&field.name.as_str()) || field.name.starts_with("__");
    is_signed(field) && field.not_in_table && is_cookie
}

/// Whether the name is one that entities and requests inherit in the usual frameworks.
pub(super) fn is_of_base_class(field: &ReadField) -> bool {
    const NAMES: &[&str] = &[
        "class",
        "serialversionuid",
        "id",
        "createby",
        "createtime",
        "createdby",
        "createdat",
        "createuser",
        "createdate",
        "updateby",
        "updatetime",
        "updatedby",
        "updatedat",
        "updateuser",
        "updatedate",
        "deletedat",
        "gmtcreate",
        "gmtmodified",
        "delflag",
        "deleted",
        "isdeleted",
        "remark",
        "searchvalue",
        "params",
        "datascope",
        "tenantid",
        "deptid",
        "userid",
        "revision",
        "sort",
        "orderby",
        "orderbycolumn",
        "isasc",
        "pagenum",
        "pageno",
        "pagesize",
        "pageindex",
        "current",
        "size",
        "traceid",
        "requestid",
        "hibernatelazyinitializer",
        "handler",
    ];
    let plain = field.name.to_ascii_lowercase().replace('_', "");
    is_signed(field) && field.not_in_table && NAMES.contains(&plain.as_str())
}

pub(super) fn is_signed_not_in_table(field: &ReadField) -> bool {
    is_signed(field) && field.not_in_table && field.has_table
}

pub(super) fn is_unsigned_not_in_table(field: &ReadField) -> bool {
    field.is_left_out() && field.not_in_table && field.has_table
}

pub(super) fn is_left_out(field: &ReadField) -> bool {
    field.is_left_out() && !field.text().is_empty()
}

/// Left out by a list of the signed fields.
pub(super) fn is_not_listed(field: &ReadField) -> bool {
    field.unsigned == Some(Unsigned::NotIncluded) && !field.text().is_empty()
}

pub(super) fn is_optional(field: &ReadField) -> bool {
    is_signed(field) && field.has_table && !field.field_spec.is_some_and(|field_spec| field_spec.required)
}

pub(super) fn is_amount(field: &ReadField) -> bool {
    is_signed(field) && field.is_amount() && (is_decimal(field.text()) || has_exponent(field.text()))
}

pub(super) fn is_not_in_signed_list(field: &ReadField) -> bool {
    is_signed(field) && field.not_in_signed_list
}

pub(super) fn is_pretty(field: &ReadField) -> bool {
    is_nested(field) && field.text().contains('\n')
}

/// An array of plain values.
pub(super) fn is_list(field: &ReadField) -> bool {
    is_nested(field) && field.text().starts_with('[') && !field.text().contains('{')
}

pub(super) fn is_no_url(field: &ReadField) -> bool {
    is_signed(field) && !is_url(field)
}

pub(super) fn is_long_integer(field: &ReadField) -> bool {
    is_signed(field) && numbers::is_long_integer(field.text())
}

pub(super) fn is_nested(field: &ReadField) -> bool {
    is_signed(field) && field.is_nested
}

/// Whether an empty object or list may stand there: no table says that it is something else.
fn may_nest(field: &ReadField) -> bool {
    field.field_spec.is_none_or(|field_spec| field_spec.kind.nests())
}

/// An empty text where an object or a list may stand.
pub(super) fn is_empty_for_nested(field: &ReadField) -> bool {
    may_nest(field) && (signed_empty(field) || unsigned_empty(field))
}

/// An object or a list of nothing.
pub(super) fn is_empty_nested(field: &ReadField) -> bool {
    is_signed(field) && ["{}", "[]"].contains(&field.text())
}

/// JSON text that was made into a JSON text once more.
pub(super) fn is_quoted(field: &ReadField) -> bool {
    is_signed(field) && field.text().len() > 1 && field.text().starts_with('"') && field.text().ends_with('"')
}

/// Whether the text begins as JSON does.
pub(super) fn is_json(field: &ReadField) -> bool {
    is_signed(field) && field.text().starts_with(['{', '['])
}

pub(super) fn is_boolean(field: &ReadField) -> bool {
    is_signed(field) && ["true", "false"].contains(&field.text())
}

/// Whether the text is a code, as `WEIXIN` or `CNY`, rather than free text.
pub(super) fn is_word(field: &ReadField) -> bool {
    let text = field.text();
    let is_name = text.len() <= 32 && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-".contains(&byte));
    is_signed(field) && is_name && (field.has_choices() || text.bytes().all(|byte| !byte.is_ascii_digit()))
}

pub(super) fn not_ascii(field: &ReadField) -> bool {
    is_signed(field) && !field.text().is_ascii()
}

pub(super) fn is_base64(field: &ReadField) -> bool {
    let text = field.text();
    let plain = text.trim_end_matches('=');
    let letters = plain.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+/-_".contains(&byte));
    is_signed(field)
        && plain.len() >= 8
        && letters
        && plain.bytes().any(|byte| byte.is_ascii_lowercase())
        && plain.bytes().any(|byte| byte.is_ascii_uppercase())
        && (text.ends_with('=') || plain.len() % 4 > 1)
}

pub(super) fn has_percent(field: &ReadField) -> bool {
    is_signed(field) && field.text().contains('%')
}

pub(super) fn is_url(field: &ReadField) -> bool {
    is_signed(field) && field.text().contains("://")
}
