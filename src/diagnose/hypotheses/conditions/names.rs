//! Fields by their names: those of the signature's type, of frameworks, of cookies, of base classes.

use super::is_signed;
use crate::diagnose::reading::ReadField;

pub(crate) fn names_sign_type(field: &ReadField) -> bool {
    let plain = field.name.to_ascii_lowercase().replace('_', "");
    plain == "signtype" || plain == "signmethod"
}

pub(crate) fn is_sign_type(field: &ReadField) -> bool {
    is_signed(field) && names_sign_type(field)
}

pub(crate) fn is_unsigned_sign_type(field: &ReadField) -> bool {
    field.is_left_out() && names_sign_type(field)
}

/// Whether a router or framework may have added the field: it came from outside, or no payment field has its name.
pub(crate) fn is_from_framework(field: &ReadField) -> bool {
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
pub(crate) fn is_cookie(field: &ReadField) -> bool {
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
pub(crate) fn is_of_base_class(field: &ReadField) -> bool {
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
