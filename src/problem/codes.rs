//! The codes of problems, each with what to do about it.

use serde::{Serialize, Serializer};

use super::Bilingual;

macro_rules! codes {
    ($($(#[$doc:meta])* $variant:ident $code:literal $en:literal $zh:literal)*) => {
        /// The kind of a [`Problem`](super::Problem): a stable word that programs may compare with.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum Code { $(#[doc = $en] $variant,)* }

        impl Code {
            /// Every code with its remedy, for reference pages.
            pub const ALL: &[(Code, Bilingual)] = &[$((Code::$variant, Bilingual { en: $en, zh: $zh }),)*];

            /// The code as it appears in JavaScript: `missing`, `unknown-field`, …
            pub fn as_str(self) -> &'static str {
                match self { $(Code::$variant => $code,)* }
            }
        }
    };
}

codes! {
    Missing      "missing"       "A required field was not given: add it."
                                 "缺少必填字段：请补上。"
    UnknownField "unknown-field" "The gateway's table has no such field: correct the name or leave it out."
                                 "网关的字段表里没有这个字段：请改正字段名或去掉它。"
    Type         "type"          "A value of the wrong type: write what the message asks for."
                                 "值的类型不对：请按提示改写。"
    Format       "format"        "The text does not have the form that the table asks for: write it so."
                                 "格式不符合字段表的要求：请按提示改写。"
    Length       "length"        "The text is too short or too long: keep to the table's limits."
                                 "长度超出字段表的限制：请按提示修改。"
    Value        "value"         "The table lists the values of this field, and this is none of them: use one of them."
                                 "该字段只能取字段表列出的值：请从中选择。"
    Limit        "limit"         "An amount is greater than what it is part of: correct one of them."
                                 "金额超过了它所属的总额：请改正其中之一。"
    NotSent      "not-sent"      "The gateway's operation has no field for this neutral name: the request goes without it."
                                 "该网关的接口没有与这个统一字段名对应的字段：请求中不会包含它。"
    Way          "way"           "The documents name no code for this way of paying: use one of those listed, or give the gateway's own code."
                                 "文档没有给出这种支付方式的代码：请使用列出的方式，或直接给出网关自己的代码。"
    Risky        "risky"         "The value passes the table, but the gateway takes it badly: follow the message."
                                 "值符合字段表，但网关处理时会出问题：请按提示修改。"
    Number       "number"        "A fraction, NaN or a number beyond 2^53 − 1: an amount must be whole fen, anything else text."
                                 "小数、NaN 或超过 2^53−1 的数字：金额请换算成整数分，其他请改用字符串。"
    Surrogate    "surrogate"     "Text with half a surrogate pair, which UTF-8 cannot carry: repair the text."
                                 "字符串含有不成对的代理项（UTF-16），无法编码为 UTF-8：请检查是否被截断。"
    Charset      "charset"       "A character that the rule's charset lacks, so that it cannot be signed: replace it, or correct `rule.charset`."
                                 "文本含有计算签名时使用的字符编码无法表示的字符，无法签名：请替换该字符，或改正 `rule.charset`。"
    Duplicate    "duplicate"     "The same name stands twice: keep one."
                                 "字段名重复：请只保留一个。"
    Inherited    "inherited"     "The value comes from a prototype, not from the object itself: pass a plain object."
                                 "值来自原型链而不是对象自身：请传入普通对象。"
    Json         "json"          "The text is not valid JSON: correct it at the place named."
                                 "不是合法的 JSON：请在所指位置改正。"
    Secret       "secret"        "The secret is missing, empty or unusable: check where it is loaded from."
                                 "密钥缺失、为空或不可用：请检查密钥的来源。"
    SecretSent   "secret-sent"   "The gateway asks for the secret itself: fensign fills it in, never give it among the fields; send such a request over https alone, and log neither its address nor its body."
                                 "网关要求直接传送密钥：由 fensign 自动填入，不要放进字段；只能走 https，且不要记录该请求的 URL 和请求体。"
    Rule         "rule"          "The signing rule contradicts itself or the call: correct the setting named."
                                 "签名规则自相矛盾，或与调用不符：请改正所指的选项。"
    NoRule       "no-rule"       "The gateway publishes no signing rule: give the one in your contract as `rule`."
                                 "该网关没有公开签名规则：以网关提供的接入文档为准，把其中的规则作为 `rule` 传入。"
    Signature    "signature"     "The signature is missing or is not the rule's: treat the message as forged."
                                 "签名缺失或与规则不符：请视为伪造的报文。"
    NoReply      "no-reply"      "No reply came that can be read, and the gateway may have acted all the same: query first, then retry with the same order or refund number."
                                 "没有收到可以解析的响应，而网关可能已经受理：请先查询，再用原单号重试。"
    Ambiguous    "ambiguous"     "The signed string can be read in two ways, so that the message decides nothing: query the order, and keep joiners out of what customers write."
                                 "签名串可以有两种解读，报文不能作为依据：请查询订单，并避免让用户填写的内容含有连接符。"
    AmbiguousRule "ambiguous-rule" "The rule writes no names, or nothing between the fields, so that one signature fits several messages: compare what a message says with your own records, and query the order."
                                 "规则不写字段名或没有连接符，同一签名可以对应多种报文：请与本地记录核对，并查询订单。"
    Undecided    "undecided"     "The message does not say that anything is decided: wait for the next one, or query the order."
                                 "报文没有给出最终结果：请等待下一次通知，或查询订单。"
    NotPaid      "not-paid"      "The message says what has become of the order, and it is not a payment: record it, deliver nothing."
                                 "报文给出了订单结果，但不是支付成功：请记录，不要发货。"
    Absent       "absent"        "The message has no such value, so that it cannot be compared: query the order, or do not ask for it."
                                 "报文中没有这个值，无法核对：请查询订单，或不要核对这一项。"
    Mismatch     "mismatch"      "The message is not about this order, or not about this amount: do not deliver."
                                 "报文与本地订单或金额不一致：不要发货。"
    Pay          "pay"           "What the reply gives to pay with cannot be handed on to a customer: do not guess from the fields, ask the gateway."
                                 "响应给出的支付参数不能直接交给用户：请勿自行解读字段，应联系网关。"
    NothingSigned "nothing-signed" "Not one field takes part in the signature: check the fields and the rule."
                                 "没有任何字段参与签名：请检查字段和规则。"
    Gateway      "gateway"       "No gateway has that name: use one of `gateways()` of `fensign/tables`, or give a rule."
                                 "没有这个网关：请使用 `fensign/tables` 的 `gateways()` 列出的网关，或自己给出规则。"
    Operation    "operation"     "The gateway has no such operation, or not in that form: use one that it has."
                                 "该网关没有这个接口，或不支持这种提交方式：请使用已有的接口。"
    Option       "option"        "An option is unknown or of the wrong type: correct it."
                                 "选项未知或类型不对：请改正。"
    BaseUrl      "base-url"      "The gateway's address is missing or not an http(s) address: set `baseUrl`."
                                 "网关地址缺失或不是 http(s) 地址：请设置 `baseUrl`。"
    Header       "header"        "A header is not sendable or is set by fensign itself: correct or drop it."
                                 "请求头不合法，或由 fensign 自己设置：请改正或去掉。"
    Freed        "freed"         "The gateway was used after `free()`: create a new one."
                                 "网关在 `free()` 之后又被使用：请重新创建。"
    More         "more"          "There are more problems than one list holds: correct those listed and try again."
                                 "问题太多，未全部列出：请先改正已列出的问题再重试。"
    Fault        "fault"         "The module failed inside, as without memory, and was started anew: call again."
                                 "模块内部出错（例如内存不足），已重新启动：请重试。"
    /// Written out by pkg-template/src/module.mjs, since the module that writes out all others is missing.
    Module       "module"        "The WebAssembly module could not be compiled or started: allow `'wasm-unsafe-eval'` in the page's Content-Security-Policy, or see the reason in the message."
                                 "WebAssembly 模块无法编译或启动：请在页面 CSP 的 script-src 中允许 `'wasm-unsafe-eval'`，或查看错误信息中的原因。"
}

impl Serialize for Code {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}
