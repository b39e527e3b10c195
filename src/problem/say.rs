//! Every sentence that a problem is said with: what the field is, or must be, in English and Chinese.
//!
//! A group has a code and the severity that its sentences have unless the field, or the caller, makes it the other. Each
//! sentence is a function of its arguments; `{name}` in a template is where one stands. `cargo xtask generate` makes the
//! page of errors of this table.

use super::sentence::{Argument, Sentence};
use super::{Code, Problem, Severity};

macro_rules! sentences {
    ($($code:ident $severity:ident {
        $($(#[$when:meta])* $name:ident($($argument:ident),*) $en:literal $zh:literal)*
    })*) => {
        $($(
            $(#[$when])*
            #[cold]
            pub(crate) fn $name($($argument: impl Into<Argument>),*) -> Problem {
                const SENTENCE: &Sentence = &sentence!($code $severity ($($argument),*) $en $zh);
                Problem::new(SENTENCE, [$($argument.into()),*])
            }
        )*)*

        impl Sentence {
            /// Every sentence, for reference pages.
            pub const ALL: &[Sentence] = &[$($(sentence!($code $severity ($($argument),*) $en $zh),)*)*];
        }
    };
}

macro_rules! sentence {
    ($code:ident $severity:ident ($($argument:ident),*) $en:literal $zh:literal) => {
        Sentence::new(
            Code::$code,
            Severity::$severity,
            concat!($(stringify!($argument), " ",)* "\n", $en, "\n", $zh),
        )
    };
}

sentences! {
    Missing Error {
        required()
            "is required"
            "必填"
        required_field(meaning)
            "is required: {meaning}"
            "必填：{meaning}"
        one_of(sets)
            "give {sets}"
            "请提供 {sets}"
        required_with(values)
            "is required with {values}"
            "{values} 时必填"
        which_reply()
            "give the operation whose reply it is"
            "请提供响应所属的接口"
        signed_object()
            "is required as an object: the gateway signs the fields in it"
            "必须提供该对象：网关只对其中的字段签名"
        #[cfg(feature = "diagnose")]
        fields_or_body()
            "give the fields, or the raw body"
            "请提供 fields 或原始报文 body"
        #[cfg(feature = "diagnose")]
        fields_and_body()
            "give the fields or the body, not both"
            "fields 与 body 只能提供一个"
        #[cfg(feature = "diagnose")]
        sign_or_string()
            "give the other side's signature, or the string that it signed"
            "请提供对方的签名 sign，或对方的签名串 string"
        #[cfg(feature = "diagnose")]
        empty_string()
            "is empty"
            "为空"
    }
    UnknownField Error {
        dropped_field(gateway, operation, near)
            "is not in {gateway}'s table of {operation}: the gateway drops it before it verifies, so the signature would fail{near}"
            "不在 {gateway} 的 {operation} 字段表中：网关验签前会丢弃它，导致验签失败{near}"
        stray_default(gateway)
            "no operation of {gateway} has this field"
            "{gateway} 的任何接口都没有这个字段"
        mistyped(near)
            "is no documented field of this message{near}"
            "不是这种报文已知的字段{near}"
    }
    UnknownField Warning {
        unknown_field(gateway, operation, near)
            "is not in {gateway}'s table of {operation}{near}"
            "不在 {gateway} 的 {operation} 字段表中{near}"
        unknown_inside(path, near)
            "is not in the table of {path}{near}"
            "不在 {path} 的字段表中{near}"
    }
    Type Error {
        not_text()
            "must be a text"
            "必须是字符串"
        not_number()
            "must be a number"
            "必须是数字"
        not_bool()
            "must be true or false"
            "必须是布尔值 true 或 false"
        not_object()
            "must be an object"
            "必须是对象"
        not_objects()
            "must be an array of objects"
            "必须是对象数组"
        not_texts()
            "must be an array of texts"
            "必须是字符串数组"
        nested()
            "is an object or array, and no table says how it becomes text: give the text that is to be sent"
            "是对象或数组，字段表没有规定如何转成文本：请直接给出要发送的文本"
        empty_name()
            "a field has an empty name"
            "有一个字段的名称为空"
        #[cfg(target_arch = "wasm32")]
        no_text(found)
            "must be a text; found {found}"
            "必须是字符串；实际是 {found}"
        #[cfg(target_arch = "wasm32")]
        no_plain_object(found)
            "must be a plain object; found {found}"
            "必须是普通对象；实际是 {found}"
        #[cfg(target_arch = "wasm32")]
        no_raw_body(found)
            "must be the raw body, text or bytes, before anything parses it; found {found}"
            "必须是未经解析的原始报文体（字符串或字节）；实际是 {found}"
        #[cfg(target_arch = "wasm32")]
        throws()
            "throws when it is read: pass plain values"
            "读取时抛出异常：请传入普通的值"
        #[cfg(target_arch = "wasm32")]
        date()
            "is a Date: write the text that the table asks for, as String(date.getTime()) for milliseconds"
            "是 Date 对象：请写成字段表要求的格式，例如毫秒时间戳 String(date.getTime())"
        #[cfg(target_arch = "wasm32")]
        unsendable(found)
            "is of type {found}, which cannot be sent: write a string"
            "类型是 {found}，无法发送：请改用字符串"
    }
    Type Warning {
        usually_nested()
            "is usually an object or array"
            "通常是对象或数组"
    }
    Format Error {
        not_word(stray)
            "may have digits, letters and _ only; found {stray}"
            "只能包含数字、字母和下划线；发现 {stray}"
        zero()
            "must be above 0"
            "必须大于 0"
        fen_like_yuan(found, fen)
            "must be whole fen; {found} looks like yuan, which would be {fen}"
            "单位是分，必须是整数；{found} 像是元，应写 {fen}"
        not_fen(found)
            "must be whole fen without sign, exponent or leading zero, as 100 for 1 yuan; found {found}"
            "必须是整数分，不带符号、指数或前导零，例如 1 元写 100；实际是 {found}"
        #[cfg(all(target_arch = "wasm32", not(feature = "diagnose")))]
        not_whole_fen()
            "must be whole fen"
            "必须是整数分"
        not_yuan(found)
            "must be yuan with at most two decimals, as 1.00; found {found}"
            "必须是元，最多两位小数，例如 1.00；实际是 {found}"
        not_integer(found)
            "must be a whole number without sign, exponent or leading zero; found {found}"
            "必须是整数，不带符号、指数或前导零；实际是 {found}"
        seconds(found, millis)
            "must be 13 digits of milliseconds; {found} is in seconds: write {millis}"
            "必须是 13 位毫秒时间戳；{found} 是秒，应写 {millis}"
        microseconds(found, millis)
            "must be 13 digits of milliseconds; {found} is in microseconds: write {millis}"
            "必须是 13 位毫秒时间戳；{found} 是微秒，应写 {millis}"
        past(ms)
            "is not in the future: {ms} ms since 1970"
            "不晚于当前时间：{ms} 毫秒"
        not_millis(found)
            "must be 13 digits: milliseconds since 1970; found {found}"
            "必须是 13 位毫秒时间戳；实际是 {found}"
        not_moment(template, found)
            "must be written {template}; found {found}"
            "格式应为 {template}；实际是 {found}"
        not_in_calendar(found)
            "is no date or time of any calendar: {found}"
            "不是真实存在的日期或时间：{found}"
        not_ipv4(found)
            "must be an IPv4 address, as 210.73.10.148; found {found}"
            "必须是 IPv4 地址，例如 210.73.10.148；实际是 {found}"
        not_currency(found)
            "must be a code of three characters, as cny; found {found}"
            "必须是三位货币代码，例如 cny；实际是 {found}"
        unreadable_amount()
            "the amount cannot be read exactly, or is not signed"
            "无法精确读取金额，或金额未参与签名"
        multipart()
            "is multipart/form-data, which no gateway documents: have the sender post a plain form, or read its fields and verify them with verify"
            "类型是 multipart/form-data，没有网关这样发送：请让发送方改用普通表单，或自行取出字段后用 verify 验签"
        address_for_body()
            "is an address, and this gateway's notifications come as bodies: give the raw body"
            "是 URL，而该网关的通知在请求体中：请传入原始报文体"
        xml_for_form()
            "XML received, which this gateway does not send: look at the HTTP status and the address"
            "收到的是 XML，该网关不会返回这种格式：请检查 HTTP 状态码和网关地址"
        html_for_form()
            "HTML page received: look at the HTTP status and the address, and whether the request asked for JSON"
            "收到的是 HTML 页面：请检查 HTTP 状态码和网关地址，以及请求是否要求返回 JSON"
    }
    Format Warning {
        many_fen()
            "is above 100 million yuan: is the unit fen?"
            "超过 1 亿元：单位是分吗？"
        many_yuan()
            "is above 100 million yuan: is the unit yuan?"
            "超过 1 亿元：单位是元吗？"
        many_decimals()
            "has more than two decimals"
            "小数超过两位"
        many_digits(most)
            "has more than {most} digits, which not every program keeps exactly"
            "超过 {most} 位，部分程序无法精确表示"
        unlike_url(found)
            "looks like no http or https address without spaces; found {found}"
            "不像 http 或 https 地址，或含有空格；实际是 {found}"
        unlike_currency()
            "is usually three letters, as cny"
            "通常是三位字母，例如 cny"
        unlike_mobile()
            "looks like no mobile number of mainland China: 11 digits, without +86, spaces or dashes"
            "不像 11 位大陆手机号（不带 +86、空格或横线）"
        unlike_identity()
            "is not 17 digits and a check digit"
            "不是 17 位数字加 1 位校验码"
        no_date_of_birth()
            "holds a date of birth that no calendar has"
            "其中的出生日期不存在"
        small_x()
            "usually ends with a capital X"
            "末位校验码通常为大写 X"
        wrong_check_digit()
            "has a check digit that does not fit: is one of its digits mistyped?"
            "校验码不符：号码是否有误？"
    }
    Length Error {
        length(least, greatest, found)
            "must have {least} to {greatest} characters; found {found}"
            "长度应为 {least} 到 {greatest} 个字符；实际是 {found} 个"
        deep(most)
            "is nested deeper than {most} levels"
            "嵌套超过 {most} 层"
        many_bytes(most)
            "is longer than {most} bytes"
            "超过 {most} 字节"
        many_fields(most)
            "has more than {most} fields"
            "超过 {most} 个字段"
        #[cfg(target_arch = "wasm32")]
        many_members(most)
            "has more than {most} fields, those inside it counted too"
            "超过 {most} 个字段（嵌套的也计算在内）"
        #[cfg(target_arch = "wasm32")]
        many_characters(most)
            "is longer than {most} characters"
            "超过 {most} 个字符"
        #[cfg(feature = "diagnose")]
        too_many(most)
            "are more than {most}"
            "超过 {most} 个"
        #[cfg(feature = "diagnose")]
        too_long(most)
            "are longer than {most} bytes"
            "总长超过 {most} 字节"
    }
    Length Warning {
        long_json(most)
            "is longer than {most} bytes of JSON"
            "JSON 超过 {most} 字节"
    }
    Value Error {
        not_a_choice(choices, found, near)
            "must be one of {choices}; found {found}{near}"
            "必须是 {choices} 之一；实际是 {found}{near}"
    }
    Value Warning {
        unlike_choice(found, near)
            "is {found}, which the documents do not name{near}"
            "值 {found} 不在文档列出的取值中{near}"
        unexpected(why)
            "{why}"
            "{why}"
    }
    Limit Error {
        above_total(amount, total)
            "is {amount} fen, more than the total of {total}"
            "为 {amount} 分，超过总额 {total} 分"
    }
    Limit Warning {
        sum_above(sum, total, most)
            "the amounts add up to {sum} fen, more than {total} {most}"
            "各项金额合计 {sum} 分，超过 {total} 的 {most} 分"
    }
    NotSent Warning {
        not_sent(gateway, operation)
            "{gateway}'s {operation} has no field for it: it is not sent"
            "{gateway} 的 {operation} 没有对应的字段，不会发送"
    }
    Way Error {
        no_way(gateway, known, row)
            "{gateway} has no code for this way of paying; it has {known}: for another, give {row} itself, from your contract"
            "{gateway} 没有这种支付方式的代码，已知的有 {known}；其他方式以网关提供的接入文档为准，直接给出 {row}"
    }
    Risky Warning {
        caution(why)
            "{why}"
            "{why}"
        not_encrypted()
            "is not encrypted on its way: use https"
            "http 未加密：请使用 https"
        in_clear()
            "is http: the customer's data and the signature travel in clear; use https where the gateway has it"
            "是 http：用户信息和签名以明文传输；网关支持时请使用 https"
        not_public()
            "is not a public address: give the customer's own, not the server's or the proxy's"
            "不是公网地址：请传用户的真实 IP，而不是服务器或代理的内网地址"
        invisible(point)
            "holds the invisible character {point}, which may have come along when the text was copied: take it away"
            "含有不可见字符 {point}，可能是复制时带入的：请去掉"
        outer_blank(point)
            "begins or ends with a blank or a line break, {point}, which one side may drop and the other sign: trim it"
            "首尾有空白或换行 {point}，一方可能去掉而另一方仍参与签名：请去掉"
        undecoded()
            "holds U+FFFD, which stands where bytes were no text: decode it in its own charset, and cut it between characters only"
            "含有 U+FFFD，说明解码时有字节无法识别：请按原字符集解码，截断时不要切断字符"
        program_word(found)
            "is the word {found}, which a program writes for a value that is not there: give the value, or leave the field out"
            "是程序中表示空值的文字 {found}：请传入实际的值，或不传该字段"
    }
    Number Error {
        #[cfg(target_arch = "wasm32")]
        not_exact(found)
            "is {found}; a number must be whole and within ±(2^53 − 1): write anything else as text"
            "值为 {found}；数字必须是 ±(2^53−1) 以内的整数，其余请写成字符串"
        #[cfg(target_arch = "wasm32")]
        number_like_yuan(found, fen)
            "is {found}; a number must be whole: an amount is in fen, so for {found} yuan write {fen}; anything else is to be text"
            "值为 {found}；数字必须是整数：金额以分为单位，{found} 元应写 {fen}；其他请写成字符串"
    }
    Surrogate Error {
        #[cfg(target_arch = "wasm32")]
        half_a_pair()
            "holds half a surrogate pair, which UTF-8 cannot carry: was the text cut in the middle of a character?"
            "含有不成对的代理项，无法编码为 UTF-8：文本是否在字符中间被截断？"
    }
    Charset Error {
        lacking(point, character, charset)
            "has {point} {character}, which the rule's charset {charset} lacks"
            "含有字符 {point} {character}，计算签名时使用的字符编码 {charset} 无法表示"
        not_utf8()
            "is not UTF-8: if the sender writes GBK, its content type or rule.charset must say so"
            "不是 UTF-8 编码：若对方使用 GBK，请在 Content-Type 或 rule.charset 中注明"
        signed_not_utf8()
            "is not UTF-8, and the rule signs it whole"
            "不是 UTF-8 编码，而规则对整个报文体签名"
        undecodable()
            "its bytes are no text of the body's charset, so that the signature cannot be verified: if the sender writes GBK, its content type or rule.charset must say so"
            "字节不是该字符集的合法文本，无法验签：若对方使用 GBK，请在 Content-Type 或 rule.charset 中注明"
    }
    Duplicate Error {
        repeated()
            "the name stands more than once"
            "字段名出现了不止一次"
        given_twice(name)
            "was given as {name} too: keep one"
            "同时给出了 {name}：请只保留一个"
        beside_whole(path)
            "belongs inside {path}, which is given whole: give it there, or every field of {path} by itself"
            "是 {path} 内的字段，而 {path} 已整体传入：请放入其中，或逐个传入 {path} 的字段"
        secrets_name()
            "the rule puts the secret under this name"
            "规则把密钥放在这个字段名下"
        poses(path)
            "poses as a field inside {path}"
            "冒充 {path} 内的字段"
    }
    Inherited Error {
        #[cfg(target_arch = "wasm32")]
        inherited()
            "is inherited from a prototype: copy it into a plain object"
            "来自原型链：请复制到普通对象中"
    }
    Json Error {
        not_json(line, column)
            "must be JSON text; it is not from line {line}, column {column} on"
            "必须是合法的 JSON 字符串（第 {line} 行第 {column} 列有误）"
        not_json_text()
            "not a JSON text"
            "不是合法的 JSON 字符串"
        half_escaped()
            "escapes half a surrogate pair, which UTF-8 cannot carry"
            "转义了不成对的代理项，无法编码为 UTF-8"
        other_json()
            "not a JSON object"
            "不是 JSON 对象"
        not_json_object(line, column)
            "not a JSON object: it goes wrong at line {line}, column {column}"
            "不是合法的 JSON 对象（第 {line} 行第 {column} 列有误）"
        cut_off_json()
            "not a JSON object: it ends too early; was it cut off?"
            "不是合法的 JSON 对象：内容不完整，是否被截断？"
        empty_json()
            "is empty, and no JSON object"
            "内容为空，不是 JSON 对象"
        xml_for_json()
            "XML received, which this gateway does not send: look at the HTTP status and the address"
            "收到的是 XML，该网关不会返回这种格式：请检查 HTTP 状态码和网关地址"
        html_for_json()
            "HTML page received: look at the HTTP status and the address, and whether the request asked for JSON"
            "收到的是 HTML 页面：请检查 HTTP 状态码和网关地址，以及请求是否要求返回 JSON"
    }
    Secret Error {
        no_secret()
            "none was given: pass one when the gateway is made"
            "没有提供：请在创建网关时传入"
        no_secret_for_rule()
            "is needed for a rule: pass one"
            "使用自定义规则时必须提供密钥"
        empty_secret()
            "the secret is empty, so that anyone could sign; is the environment variable set?"
            "密钥为空，任何人都能伪造签名；请检查环境变量是否已设置"
        not_meant(fault, point)
            "{fault}{point}; a secret that really is so is passed as bytes"
            "{fault}{point}；若密钥确实如此，请以字节形式传入"
        #[cfg(feature = "diagnose")]
        no_secret_to_diagnose()
            "none was given: pass one, or candidates as `secrets`"
            "没有提供：请传入密钥，或在 `secrets` 中给出可能的密钥"
        #[cfg(target_arch = "wasm32")]
        undefined_secret(found)
            "was given, but is {found}; is the environment variable set?"
            "已传入，但值为 {found}；请检查环境变量是否已设置"
        #[cfg(target_arch = "wasm32")]
        detached()
            "is a Uint8Array whose buffer was transferred elsewhere: pass a copy of the bytes"
            "是缓冲区已被转移（detached）的 Uint8Array：请传入字节的副本"
    }
    SecretSent Error {
        secret_given()
            "is the secret itself, which fensign fills in: leave it out"
            "就是密钥本身，由 fensign 自动填入：请不要传入"
        unsendable_secret()
            "is not UTF-8, so that this request cannot carry it"
            "不是 UTF-8 文本，无法放入该请求"
    }
    SecretSent Warning {
        secret_sent()
            "the gateway asks for the secret itself here, so that the request's address or body holds it: send it over https alone, and log neither"
            "网关要求直接传送密钥，请求的 URL 或请求体中含有密钥：只能走 https，且不要写入日志"
    }
    Rule Error {
        no_setting()
            "a rule has no such setting"
            "规则没有这个选项"
        setting(wanted)
            "must be {wanted}"
            "应为 {wanted}"
        setting_choice(choices)
            "must be one of {choices}"
            "应为 {choices} 之一"
        setting_order(choices)
            "must be one of {choices}, or a list of names"
            "应为 {choices} 之一，或字段名列表"
        setting_lacking(point, character, charset)
            "has {point} {character}, which the rule's charset {charset} lacks"
            "含有字符 {point} {character}，计算签名时使用的字符编码 {charset} 无法表示"
        no_gbk()
            "this platform's TextDecoder does not know gbk"
            "当前运行环境的 TextDecoder 不支持 gbk"
        no_name()
            "the name is empty"
            "名称为空"
        not_header_name()
            "is no name of an HTTP header"
            "不是合法的 HTTP 请求头名称"
        key_field_and_end()
            "field goes with neither tail nor head"
            "field 不能与 tail 或 head 同时使用"
        key_nowhere()
            "needs tail, head or field; write null for a string without the secret"
            "需要 tail、head 或 field 之一；若签名串不含密钥，请写 null"
        no_fields_in_body()
            "is about fields, and a signature over the body has none"
            "只适用于按字段签名；对报文体签名时没有字段"
        twice_without_end()
            "needs key.tail or key.head, since the secret is to join the fields' digest; for a digest of the whole string's digest write \"string\""
            "需要 key.tail 或 key.head：密钥要拼接在字段的摘要之后或之前；若对整个签名串做两次摘要，请写 \"string\""
        order_without(setting)
            "is a list without what rule.{setting} names"
            "列表中缺少 rule.{setting} 指定的字段"
        order_repeats(number)
            "lists the name of entry {number} twice"
            "列表第 {number} 项的字段名重复"
        format_without_header()
            "says what a header holds, but rule.header names none"
            "规定了请求头的内容，但 rule.header 没有指定请求头"
        not_header_format(place)
            "must be visible ASCII and single blanks, with {place} once and without blanks at its ends"
            "应为可见 ASCII 字符，含且仅含一个 {place}，首尾不能有空格，中间不能有连续空格"
        no_key()
            "is null, and the digest is not an HMAC: anyone could make such a signature"
            "key 为 null 而摘要又不是 HMAC，任何人都能伪造签名"
        signs_body()
            "signs the whole body, not fields: use signBody"
            "该规则对整个报文体签名，不针对字段：请使用 signBody"
        signs_fields()
            "signs fields, not a whole body: use sign"
            "该规则按字段签名，不针对整个报文体：请使用 sign"
        no_header()
            "a signature over the body needs a body and a header to travel in"
            "对报文体签名需要有报文体，并通过请求头携带签名"
    }
    NoRule Error {
        no_rule(gateway)
            "no signing rule of {gateway} is public: give the one in your contract as `rule`"
            "{gateway} 没有公开的签名规则：以网关提供的接入文档为准，把其中的规则作为 `rule` 传入"
    }
    Signature Error {
        unsigned()
            "there is no signature: treat the message as forged"
            "没有签名：请视为伪造"
        forged()
            "the signature is not the rule's: treat the message as forged. Where all messages fail, compare the secret first; if it is right, diagnose names the cause"
            "签名与规则不符：请视为伪造。若所有报文都验签失败，请先核对密钥；密钥无误时用 diagnose 查明原因"
        not_signed()
            "is not signed: it delivers nothing"
            "报文没有签名：不能据此发货"
    }
    Ambiguous Error {
        joiner_in_name(join, assign)
            "the name holds {join} or {assign}, so that the signed string could be read in another way"
            "字段名含有 {join} 或 {assign}，签名串会有另一种解读"
        joiner_in_value()
            "holds a joiner and what could be another field, which no number, code or time does: the message decides nothing; query the order"
            "值中含有连接符和疑似的其他字段，而编号、代码和时间不会如此：报文不能作为依据，请查询订单"
        another_reading()
            "the signed string has another reading, which says something else of an order: it decides nothing; query the order"
            "签名串存在另一种解读，所指的订单结果不同：不能作为依据，请查询订单"
    }
    AmbiguousRule Warning {
        ambiguous_rule()
            "the rule writes no names, or nothing between the fields: other values of the same fields have the same signature, so compare order and amount with your records"
            "规则不写字段名，或字段之间没有连接符：同一签名可以对应不同的字段值，请与本地订单核对订单号和金额"
        unnamed_values()
            "the rule signs values without their names: which field has which value is not covered by the signature, so that the message decides nothing; query the order"
            "规则只对字段值签名、不含字段名：签名不能证明哪个值属于哪个字段，报文不能作为依据，请查询订单"
    }
    Undecided Error {
        undecided()
            "the message decides nothing yet"
            "报文没有给出最终结果"
    }
    NotPaid Error {
        not_paid()
            "the message is about no payment that was made"
            "报文不是支付成功的通知或查询结果"
    }
    Absent Error {
        absent(expected)
            "is not in the message; expected {expected}"
            "报文中没有，应为 {expected}"
    }
    Mismatch Error {
        differs(found, expected)
            "is {found}, not {expected}"
            "报文中是 {found}，应为 {expected}"
        underpaid(paid, least)
            "is {paid}, less than {least}"
            "实付 {paid} 分，少于 {least} 分"
    }
    Pay Error {
        pays_nowhere()
            "is neither an http(s) address nor a link of an app that pays: send no customer there"
            "既不是 http(s) 地址，也不是支付应用的链接：不要让用户打开"
    }
    Pay Warning {
        pays_unknown()
            "names no known kind of parameters to pay with"
            "支付参数类型未知"
        pays_without_json()
            "must be a JSON object of parameters to pay with; it is not"
            "应为支付参数的 JSON 对象，实际不是"
        pays_without()
            "is not among the parameters to pay with, and an app does not pay without it"
            "支付参数不完整：缺少此项，无法调起支付"
        pays_twice()
            "is a second thing to pay with beside another"
            "同时给出了另一种支付参数，无法确定用哪一种"
    }
    NothingSigned Error {
        nothing_signed()
            "not one of the fields takes part in the signature"
            "没有任何字段参与签名"
    }
    Gateway Error {
        no_gateway(name, known)
            "no gateway is named {name}; known are {known}"
            "没有名为 {name} 的网关；可用的有 {known}"
    }
    Operation Error {
        no_operation(gateway, name, known)
            "{gateway} has no operation {name}; it has {known}"
            "{gateway} 没有接口 {name}；可用的有 {known}"
        no_operations()
            "a rule alone has no operations: name a gateway, or use sign and verify"
            "只给出规则时没有接口可用：请指定网关，或使用 sign 和 verify"
        no_notices()
            "a rule alone has no notifications: name a gateway, or give testNotice the fields"
            "只给出规则时没有通知字段表：请指定网关，或把通知的字段传给 testNotice"
        not_in_that_form(operation)
            "{operation} does not travel in that form"
            "{operation} 不支持这种提交方式"
        unsigned_request(operation)
            "{operation} has no signature, so that there is none to explain"
            "{operation} 没有签名，无从解释"
        unsigned_reply(operation)
            "the gateway does not sign its reply to {operation}"
            "网关的 {operation} 响应没有签名"
    }
    Option Error {
        needless()
            "is for requests, and a rule alone has none"
            "只用于请求，而自定义规则没有请求接口"
        not_accepted(codes)
            "must be a field of the table and a code, as idNo:format; the codes are {codes}"
            "应为字段表中的字段名和问题代码，例如 idNo:format；可用的代码有 {codes}"
        no_time(now)
            "the clock says {now} ms, which is no time"
            "时钟给出 {now} 毫秒，不是有效时间"
        #[cfg(all(target_arch = "wasm32", not(feature = "diagnose")))]
        no_encoding()
            "must be json, form or query"
            "应为 json、form 或 query"
        #[cfg(target_arch = "wasm32")]
        no_message()
            "must be request, notice or reply"
            "应为 request、notice 或 reply"
        #[cfg(all(target_arch = "wasm32", not(feature = "diagnose")))]
        not_compared(known)
            "cannot be compared; these can: {known}"
            "不能核对这一项；可用的有 {known}"
        #[cfg(all(target_arch = "wasm32", not(feature = "diagnose")))]
        needed_to_compare()
            "is needed to compare an order"
            "核对订单时必须提供"
        #[cfg(target_arch = "wasm32")]
        option(wanted)
            "must be {wanted}"
            "应为 {wanted}"
        #[cfg(target_arch = "wasm32")]
        unknown_option()
            "there is no such option"
            "没有这个选项"
        #[cfg(target_arch = "wasm32")]
        undefined_expected()
            "is undefined: give the value from your own records, or leave the name out"
            "值为 undefined：请传入本地订单中的值；不需要核对就不要写这一项"
        #[cfg(target_arch = "wasm32")]
        now_returned(found)
            "must return whole milliseconds, as Date.now() does; returned {found}"
            "必须返回整数毫秒时间戳，例如 Date.now()；实际返回 {found}"
        #[cfg(target_arch = "wasm32")]
        now_threw()
            "threw; it must return whole milliseconds, as Date.now() does"
            "抛出了异常；必须返回整数毫秒时间戳，例如 Date.now()"
    }
    BaseUrl Error {
        no_base_url()
            "every deployment has its own address: set baseUrl"
            "每个平台的网关地址不同：请设置 baseUrl"
        not_base_url()
            "must be an http or https address without query or fragment"
            "必须是 http 或 https 地址，不能带查询串或片段"
    }
    Header Error {
        own_header()
            "is set by fensign"
            "由 fensign 设置，不能覆盖"
        not_a_header()
            "is no header that HTTP can carry"
            "不是合法的 HTTP 请求头"
    }
    Freed Error {
        #[cfg(target_arch = "wasm32")]
        freed()
            "was freed: create a new Gateway"
            "已调用 free()：请重新创建 Gateway"
    }
    More Error {
        #[cfg(target_arch = "wasm32")]
        more(count)
            "{count} more problems are not listed"
            "还有 {count} 个问题未列出"
    }
    NoReply Error {
        empty_reply()
            "the body is empty: the gateway may have acted all the same: query first, then retry with the same order or refund number"
            "响应内容为空：网关可能已经受理，请先查询，再用原单号重试"
        xml_reply()
            "XML received, which this gateway does not send: look at the HTTP status and the address; the gateway may have acted all the same: query first, then retry with the same order or refund number"
            "收到的是 XML，该网关不会返回这种格式：请检查 HTTP 状态码和网关地址；网关可能已经受理，请先查询，再用原单号重试"
        html_reply()
            "HTML page received: look at the HTTP status and the address, and whether the request asked for JSON; the gateway may have acted all the same: query first, then retry with the same order or refund number"
            "收到的是 HTML 页面：请检查 HTTP 状态码和网关地址，以及请求是否要求返回 JSON；网关可能已经受理，请先查询，再用原单号重试"
        #[cfg(all(target_arch = "wasm32", not(feature = "diagnose")))]
        status(found)
            "HTTP status {found} instead of a reply: the gateway may have acted all the same: query first, then retry with the same order or refund number"
            "HTTP 状态码为 {found}，不是正常的响应：网关可能已经受理，请先查询，再用原单号重试"
        #[cfg(all(target_arch = "wasm32", not(feature = "diagnose")))]
        redirect(found)
            "HTTP status {found}, a redirect, which is not followed: check the gateway's address; it may have acted all the same: query first, then retry with the same order or refund number"
            "HTTP 状态码为 {found}（重定向，不会跟随）：请检查网关地址；网关可能已经受理，请先查询，再用原单号重试"
        #[cfg(all(target_arch = "wasm32", not(feature = "diagnose")))]
        timed_out()
            "no reply in time: the gateway may have acted all the same: query first, then retry with the same order or refund number"
            "等待响应超时：网关可能已经受理，请先查询，再用原单号重试"
        #[cfg(all(target_arch = "wasm32", not(feature = "diagnose")))]
        aborted()
            "aborted before a reply was read: the gateway may have acted all the same: query first, then retry with the same order or refund number"
            "收到完整响应之前已被中止：网关可能已经受理，请先查询，再用原单号重试"
        #[cfg(all(target_arch = "wasm32", not(feature = "diagnose")))]
        not_received(found)
            "no reply was received ({found}): the gateway may have acted all the same: query first, then retry with the same order or refund number"
            "没有收到响应（{found}）：网关可能已经受理，请先查询，再用原单号重试"
    }
    Module Error {
        // Said by JavaScript, since the module that says all others is missing.
        #[cfg(any())]
        not_started(reason)
            "the WebAssembly module could not be started; a Content-Security-Policy must allow 'wasm-unsafe-eval' in script-src: {reason}"
            "WebAssembly 模块无法启动；如果设置了 CSP，script-src 必须包含 'wasm-unsafe-eval'：{reason}"
    }
    Fault Error {
        #[cfg(target_arch = "wasm32")]
        fault()
            "the module failed inside, as it does when there is no more memory; it was started anew, and the next call works"
            "模块内部出错（例如内存不足）；已重新启动，下一次调用可正常使用"
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn written(problem: &Problem) -> (String, String) {
        (problem.message(), problem.message_zh())
    }

    fn pair(en: &str, zh: &str) -> (String, String) {
        (en.to_owned(), zh.to_owned())
    }

    /// The names in braces; a brace that none closes is a name too.
    fn places(template: &'static str) -> BTreeSet<&'static str> {
        template.split('{').skip(1).map(|rest| rest.split_once('}').map_or(rest, |(name, _)| name)).collect()
    }

    #[test]
    fn templates_use_exactly_the_declared_arguments_in_both_languages() {
        for sentence in Sentence::ALL {
            let declared: BTreeSet<_> = sentence.arguments().collect();
            let (en, zh) = (places(sentence.english()), places(sentence.chinese()));
            assert_eq!((&en, &zh), (&declared, &declared), "{sentence:?}");
        }
    }

    #[test]
    fn both_templates_are_one_line_each_and_not_empty() {
        for sentence in Sentence::ALL {
            assert_eq!(format!("{sentence:?}").matches("\\n").count(), 2, "{sentence:?}");
            assert!(!sentence.english().is_empty() && !sentence.chinese().is_empty(), "{sentence:?}");
        }
    }

    #[test]
    fn every_code_has_a_sentence() {
        for (code, _) in Code::ALL {
            assert!(Sentence::ALL.iter().any(|sentence| sentence.code == *code), "{}", code.as_str());
        }
    }

    #[test]
    fn an_argument_that_looks_like_a_place_is_left_as_it_is() {
        let problem = differs("{expected}", "{found}");
        assert_eq!(written(&problem), pair("is {expected}, not {found}", "报文中是 {expected}，应为 {found}"));
    }

    #[test]
    fn lists_sets_and_hints_are_written_as_each_language_does() {
        let problem = not_a_choice(vec!["a", "b"], "c", Some("b"));
        assert_eq!(
            written(&problem),
            pair("must be one of a, b; found c; did you mean b?", "必须是 a、b 之一；实际是 c；是否想写 b？")
        );
        let problem = not_a_choice(vec!["a"], "c", None);
        assert_eq!(written(&problem), pair("must be one of a; found c", "必须是 a 之一；实际是 c"));
        const SETS: &[&[&str]] = &[&["a", "b"], &["c"]];
        assert_eq!(written(&one_of(SETS)), pair("give a with b or c", "请提供 a 加 b 或 c"));
    }

    #[test]
    fn a_problem_is_json_with_its_field_only_where_it_has_one() {
        let json = |problem| serde_json::to_string(&problem).ok();
        let rest = r#""code":"format","severity":"error","message":"must be above 0","messageZh":"必须大于 0""#;
        assert_eq!(json(zero()), Some(format!("{{{rest}}}")));
        assert_eq!(json(zero().at("amount")), Some(format!(r#"{{"field":"amount",{rest}}}"#)));
    }
}
