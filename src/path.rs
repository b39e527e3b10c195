//! Paths of fields inside objects, as `data.payOrderId`.

/// The first name of a path, and the path from there on.
#[inline(never)]
pub(crate) fn split_path(path: &str) -> (&str, Option<&str>) {
    let dot = path.bytes().position(|byte| byte == b'.').unwrap_or(path.len());
    (path.get(..dot).unwrap_or_default(), path.get(dot + 1..))
}

/// The path from this object on; `None` if it leads elsewhere.
#[inline(never)]
pub(crate) fn path_inside<'a>(object: &str, path: &'a str) -> Option<&'a str> {
    path.strip_prefix(object)?.strip_prefix('.')
}
