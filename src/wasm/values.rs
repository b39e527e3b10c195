//! What may be wrong with a JavaScript value before it is a field.

use crate::problem::{Code, Problem, both};

/// The problem of one finding: `reason` is the face's word for it, `found` what stood there.
pub(super) fn problem(field: String, reason: &str, found: &str) -> Problem {
    let (code, words) = match reason {
        "number" => (
            Code::Number,
            both!(
                "is {found}, which is no safe integer and so has no exact text: write it as text",
                "值为 {found}，不是安全整数，没有精确的文本形式：请改用字符串"
            ),
        ),
        "surrogate" => (
            Code::Surrogate,
            both!(
                "holds half a surrogate pair, which UTF-8 cannot carry: was the text cut in the middle of a character?",
                "含有不成对的代理项，无法编码为 UTF-8：文本是否在字符中间被截断？"
            ),
        ),
        "inherited" => (
            Code::Inherited,
            both!("is inherited from a prototype: copy it into a plain object", "来自原型链：请复制到普通对象中"),
        ),
        "freed" => (Code::Freed, both!("the gateway was freed", "网关已释放")),
        "body" => (
            Code::Type,
            both!(
                "must be the raw body, text or bytes, before anything parses it; found {found}",
                "必须是未经解析的原始报文体（字符串或字节）；实际是 {found}"
            ),
        ),
        "length" => (Code::Length, both!("is longer than {found} characters", "超过 {found} 个字符")),
        "option" => (Code::Option, both!("must be {found}", "应为 {found}")),
        "unknown-option" => (Code::Option, both!("there is no such option", "没有这个选项")),
        "secret" => (
            Code::Secret,
            both!(
                "was given, but is {found}; is the environment variable set?",
                "已传入，但值为 {found}；请检查环境变量是否已设置"
            ),
        ),
        _ => (Code::Type, both!("cannot be sent: it is of type {found}", "无法发送：值的类型是 {found}")),
    };
    Problem::at(field, code, words)
}
