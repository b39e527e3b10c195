//! To which fields a hypothesis applies.

use crate::canonical::Unsigned;
use crate::check::secret::is_invisible;
use crate::diagnose::reading::ReadField;
use crate::diagnose::transforms::numbers::{has_exponent, has_no_leading_zero, has_thousands, is_decimal};
use crate::diagnose::transforms::{characters, doubles, integers, json_numbers};
use crate::table::{Kind, Role};

pub(super) fn is_signed(field: &ReadField) -> bool {
    field.unsigned.is_none()
}

/// The raw body as a whole, which has no name.
pub(super) fn is_body(field: &ReadField) -> bool {
    is_signed(field) && field.name.is_empty() && !field.has_table
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

pub(super) fn is_amount_without_zero(field: &ReadField) -> bool {
    is_signed(field) && field.is_amount() && has_no_leading_zero(field.text())
}

pub(super) fn is_amount_with_thousands(field: &ReadField) -> bool {
    is_signed(field) && field.is_amount() && has_thousands(field.text())
}

pub(super) fn is_integer(field: &ReadField) -> bool {
    is_signed(field) && integers::is_integer(field.text())
}

pub(super) fn is_integer_with_zeros(field: &ReadField) -> bool {
    is_signed(field) && integers::has_leading_zero(field.text())
}

/// Digits that a program may print with an exponent; what it makes of amounts, and of what a double cannot hold, are other
/// hypotheses.
pub(super) fn is_long_number(field: &ReadField) -> bool {
    is_signed(field) && !field.is_amount() && integers::is_long(field.text()) && !is_long_integer(field)
}

pub(super) fn is_number_with_exponent(field: &ReadField) -> bool {
    is_signed(field) && !field.is_amount() && has_exponent(field.text())
}

/// A time that a program makes of a clock while it builds the message; when a customer registered stands in its records.
pub(super) fn is_clock(field: &ReadField) -> bool {
    let name = field.name.to_ascii_lowercase();
    let is_time = match field.field_spec {
        Some(spec) if spec.kind == Kind::Millis || spec.kind.template().is_some() => {
            spec.role != Some(Role::PayerSince)
        }
        _ => ["time", "date", "stamp"].iter().any(|word| name.contains(word)),
    };
    is_signed(field) && is_time
}

pub(super) fn has_json_numbers(field: &ReadField) -> bool {
    is_signed(field) && json_numbers::has_number(field.text())
}

pub(super) fn has_json_nulls(field: &ReadField) -> bool {
    is_signed(field) && json_numbers::has_null(field.text())
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
    is_signed(field) && doubles::is_long_integer(field.text())
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

fn has(field: &ReadField, pattern: &str) -> bool {
    is_signed(field) && field.text().contains(pattern)
}

fn has_any(field: &ReadField, which: impl Fn(char) -> bool) -> bool {
    is_signed(field) && field.text().chars().any(which)
}

/// Whether it does not begin as JSON does.
fn is_plain(field: &ReadField) -> bool {
    is_signed(field) && !field.text().starts_with(['{', '['])
}

pub(super) fn has_outer_blank(field: &ReadField) -> bool {
    is_signed(field) && field.text().trim() != field.text()
}

pub(super) fn has_blank(field: &ReadField) -> bool {
    has_any(field, char::is_whitespace)
}

/// Two blanks side by side, or a line break.
pub(super) fn has_blank_run(field: &ReadField) -> bool {
    let mut was_blank = false;
    has_any(field, char::is_whitespace)
        && field.text().chars().any(|character| {
            let is_second = was_blank && character.is_whitespace();
            was_blank = character.is_whitespace();
            is_second || (was_blank && character != ' ')
        })
}

pub(super) fn has_line_break(field: &ReadField) -> bool {
    has_any(field, |character| "\r\n".contains(character))
}

/// A line break written as an escape.
pub(super) fn has_written_break(field: &ReadField) -> bool {
    is_plain(field) && has(field, "\\n")
}

/// Free text rather than a code, a number, an address or JSON.
pub(super) fn is_free_text(field: &ReadField) -> bool {
    is_plain(field) && !is_url(field) && has_any(field, |character| !character.is_ascii() || " &".contains(character))
}

pub(super) fn has_entity(field: &ReadField) -> bool {
    has(field, "&") && has(field, ";")
}

pub(super) fn has_numeric_entity(field: &ReadField) -> bool {
    has(field, "&#")
}

/// What HTML escapes.
pub(super) fn has_markup(field: &ReadField) -> bool {
    has_any(field, |character| "&<>\"'".contains(character))
}

pub(super) fn has_angle(field: &ReadField) -> bool {
    has_any(field, |character| "<>".contains(character))
}

pub(super) fn has_tag(field: &ReadField) -> bool {
    has(field, "<")
}

pub(super) fn has_ampersand(field: &ReadField) -> bool {
    has(field, "&")
}

pub(super) fn has_query(field: &ReadField) -> bool {
    has(field, "?")
}

pub(super) fn has_fragment(field: &ReadField) -> bool {
    has(field, "#")
}

pub(super) fn has_equals(field: &ReadField) -> bool {
    has(field, "=")
}

pub(super) fn has_quote(field: &ReadField) -> bool {
    has_any(field, |character| "'\"\\".contains(character))
}

pub(super) fn has_apostrophe(field: &ReadField) -> bool {
    has(field, "'")
}

pub(super) fn has_escaped_quote(field: &ReadField) -> bool {
    has(field, "\\'") || has(field, "\\\"") || has(field, "\\\\")
}

pub(super) fn is_plain_with_slash(field: &ReadField) -> bool {
    is_plain(field) && has(field, "/")
}

pub(super) fn is_plain_with_escaped_slash(field: &ReadField) -> bool {
    is_plain(field) && has(field, "\\/")
}

pub(super) fn is_plain_with_unicode_escape(field: &ReadField) -> bool {
    is_plain(field) && has(field, "\\u")
}

pub(super) fn is_plain_not_ascii(field: &ReadField) -> bool {
    is_plain(field) && not_ascii(field)
}

/// `%uXXXX`, which only JavaScript's `escape` writes.
pub(super) fn has_js_escape(field: &ReadField) -> bool {
    has(field, "%u")
}

pub(super) fn has_4_bytes(field: &ReadField) -> bool {
    has_any(field, characters::has_4_bytes)
}

pub(super) fn has_byte_order_mark(field: &ReadField) -> bool {
    has(field, "\u{feff}")
}

pub(super) fn has_zero_width_space(field: &ReadField) -> bool {
    has(field, "\u{200b}")
}

pub(super) fn has_invisible(field: &ReadField) -> bool {
    has_any(field, is_invisible)
}

/// Base64 that may be written for addresses too: with one of the signs that differ.
pub(super) fn is_base64_with_signs(field: &ReadField) -> bool {
    is_base64_letters(field) && has_any(field, |character| "+/-_".contains(character))
}

/// Longer than a line of PEM.
pub(super) fn is_long_base64(field: &ReadField) -> bool {
    is_base64_letters(field) && field.text().len() > 64
}

fn is_base64_letters(field: &ReadField) -> bool {
    let plain = field.text().trim_end_matches('=');
    let is_letter = |byte: u8| byte.is_ascii_alphanumeric() || b"+/-_".contains(&byte);
    is_signed(field)
        && plain.len() >= 8
        && plain.bytes().all(is_letter)
        && plain.bytes().any(|byte| byte.is_ascii_lowercase())
        && plain.bytes().any(|byte| byte.is_ascii_uppercase())
}
