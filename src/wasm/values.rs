//! What may be wrong with a JavaScript value before it is a field.

use crate::check::money::yuan_to_fen;
use crate::problem::{Code, Problem, bilingual};

/// The problem of one finding: `reason` is the JavaScript API's word for it, `found` what stood there.
pub(super) fn problem(field: String, reason: &str, found: &str) -> Problem {
    let (code, words) = match reason {
        "number" => (Code::Number, not_exact(found)),
        "surrogate" => (
            Code::Surrogate,
            bilingual!(
                "holds half a surrogate pair, which UTF-8 cannot carry: was the text cut in the middle of a character?",
                "含有不成对的代理项，无法编码为 UTF-8：文本是否在字符中间被截断？"
            ),
        ),
        "inherited" => (
            Code::Inherited,
            bilingual!("is inherited from a prototype: copy it into a plain object", "来自原型链：请复制到普通对象中"),
        ),
        "freed" => (Code::Freed, bilingual!("was freed: create a new Gateway", "已调用 free()：请重新创建 Gateway")),
        "body" => (
            Code::Type,
            bilingual!(
                "must be the raw body, text or bytes, before anything parses it; found {found}",
                "必须是未经解析的原始报文体（字符串或字节）；实际是 {found}"
            ),
        ),
        "fault" => (
            Code::Fault,
            bilingual!(
                "the module failed inside, as it does when there is no more memory; it was started anew, and the next call works",
                "模块内部出错（例如内存不足）；已重新启动，下一次调用可正常使用"
            ),
        ),
        "more" => (Code::More, bilingual!("{found} more problems are not listed", "还有 {found} 个问题未列出")),
        "throws" => {
            (Code::Type, bilingual!("throws when it is read: pass plain values", "读取时抛出异常：请传入普通的值"))
        }
        "now-throws" => (
            Code::Option,
            bilingual!(
                "threw; it must return whole milliseconds, as Date.now() does",
                "抛出了异常；必须返回整数毫秒时间戳，例如 Date.now()"
            ),
        ),
        "detached" => (
            Code::Secret,
            bilingual!(
                "is a Uint8Array whose buffer was transferred elsewhere: pass a copy of the bytes",
                "是缓冲区已被转移（detached）的 Uint8Array：请传入字节的副本"
            ),
        ),
        "fields" => (
            Code::Length,
            bilingual!(
                "has more than {found} fields, those inside it counted too",
                "超过 {found} 个字段（嵌套的也计算在内）"
            ),
        ),
        "length" => (Code::Length, bilingual!("is longer than {found} characters", "超过 {found} 个字符")),
        "plain" => (Code::Type, bilingual!("must be a plain object; found {found}", "必须是普通对象；实际是 {found}")),
        "text" => (Code::Type, bilingual!("must be a text; found {found}", "必须是字符串；实际是 {found}")),
        "now" => (
            Code::Option,
            bilingual!(
                "must return whole milliseconds, as Date.now() does; returned {found}",
                "必须返回整数毫秒时间戳，例如 Date.now()；实际返回 {found}"
            ),
        ),
        "expected" => (
            Code::Option,
            bilingual!(
                "is undefined: give the value from your own records, or leave the name out",
                "值为 undefined：请传入本地订单中的值；不需要核对就不要写这一项"
            ),
        ),
        "option" => (Code::Option, bilingual!("must be {found}", "应为 {found}")),
        "unknown-option" => (Code::Option, bilingual!("there is no such option", "没有这个选项")),
        "secret" => (
            Code::Secret,
            bilingual!(
                "was given, but is {found}; is the environment variable set?",
                "已传入，但值为 {found}；请检查环境变量是否已设置"
            ),
        ),
        _ if found == "Date" => (
            Code::Type,
            bilingual!(
                "is a Date: write the text that the table asks for, as String(date.getTime()) for milliseconds",
                "是 Date 对象：请写成字段表要求的格式，例如毫秒时间戳 String(date.getTime())"
            ),
        ),
        _ => (
            Code::Type,
            bilingual!(
                "is of type {found}, which cannot be sent: write a string",
                "类型是 {found}，无法发送：请改用字符串"
            ),
        ),
    };
    match field.is_empty() {
        true => Problem::new(code, words),
        false => Problem::at(field, code, words),
    }
}

fn not_exact(found: &str) -> (String, String) {
    match yuan_to_fen(found) {
        Some(fen) => bilingual!(
            "is {found}; a number must be whole: an amount is in fen, so for {found} yuan write {fen}; anything else is to be text",
            "值为 {found}；数字必须是整数：金额以分为单位，{found} 元应写 {fen}；其他请写成字符串"
        ),
        None => bilingual!(
            "is {found}; a number must be whole and within ±(2^53 − 1): write anything else as text",
            "值为 {found}；数字必须是 ±(2^53−1) 以内的整数，其余请写成字符串"
        ),
    }
}
