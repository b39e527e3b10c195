//! What leaves as JSON text: requests and messages, since strangers choose the names of their fields. `JSON.parse` keeps even
//! one named `__proto__`.
//!
//! What is different in each, [`Texts`], follows the JSON text in a line of its own where JavaScript can read it so: names and
//! texts, all in one. What is left of the JSON text is the same in most, and need not be parsed again.

use std::borrow::Cow;

use crate::fields::Fields;
use crate::json::write_json_text;
use crate::message::Message;
use crate::pay::Pay;
use crate::problem::Problem;
use crate::request::SignedRequest;
#[cfg(all(target_arch = "wasm32", not(feature = "diagnose")))]
use crate::request_plan::RequestFrame;
use crate::statement::OrderInfo;
use crate::test_message::TestMessage;

/// What of a request or a message is not the same in others.
#[non_exhaustive]
pub struct Texts<'a> {
    /// Name, text, whether the signature covers it.
    pub fields: Vec<(&'a str, &'a str, bool)>,
    /// What follows them.
    pub others: Vec<Cow<'a, str>>,
}

impl<'a> Texts<'a> {
    /// Its fields, what is kept, and the signature.
    pub fn of_request(request: &'a SignedRequest) -> Texts<'a> {
        let fields = request.fields.iter().chain(request.keep.iter());
        let fields = fields.map(|(name, value)| (name, value.text(), true)).collect();
        Texts { fields, others: request.sign.as_deref().map(Cow::Borrowed).into_iter().collect() }
    }

    /// Its fields, and what it says of the order, in the order of [`OrderInfo`]'s members.
    pub fn of_message(message: &'a Message) -> Texts<'a> {
        let is_signed = |name| !message.unsigned.iter().any(|unsigned| unsigned == name);
        let fields = message.fields.iter().map(|(name, value)| (name, value.text(), is_signed(name))).collect();
        Texts { fields, others: order_texts(message).into_iter().flatten().collect() }
    }

    pub fn names(&self) -> impl Iterator<Item = &'a str> {
        self.fields.iter().map(|(name, ..)| *name)
    }
}

/// Which names the fields have.
#[derive(Clone, Copy)]
#[non_exhaustive]
pub struct Names {
    /// Their number.
    pub number: usize,
    /// Whether they are written too.
    pub are_new: bool,
}

/// A [`SignedRequest`]. Its body follows in a line of its own: as JSON inside JSON it would be escaped twice, and read twice.
pub fn of_request(request: &SignedRequest) -> String {
    let mut text = Text::new();
    text.0.push('{');
    text.optional("sign", request.sign.as_deref());
    text.fields("fields", &request.fields);
    text.fields("keep", &request.keep);
    text.request(request);
    if let Some(body) = &request.body {
        text.0.push('\n');
        text.0.push_str(body);
    }
    text.0
}

/// Likewise, without its [`Texts`]: first their names, if they are new, then they; its body last.
pub fn of_request_with(request: &SignedRequest, texts: &Texts<'_>, names: Names) -> String {
    let mut text = Text::new();
    text.0.push('{');
    text.names(texts, names);
    text.count("fields", request.fields.iter().count());
    text.count("sign", texts.others.len());
    // Without a body, values stand in the address.
    text.count("body", usize::from(request.body.is_some()));
    text.request(request);
    text.texts_behind(texts, names);
    text.0.push_str(request.body.as_deref().unwrap_or_default());
    text.0
}

/// A [`Message`], without its answers; of its fields the few are named that are not signed, and what it is about only where
/// its kind does not say so.
pub fn of_message(message: &Message) -> String {
    let mut text = Text::new();
    text.0.push('{');
    text.fields("fields", &message.fields);
    text.name("unsigned");
    text.0.push('[');
    for name in &message.unsigned {
        text.item(name);
    }
    text.0.push(']');
    if let Some(order) = &message.order {
        text.order(order);
    }
    text.message(message);
    text.0
}

/// Likewise, without its [`Texts`]: first their names, if they are new, then they. Of the order, `order` has a bit for each member
/// that is there.
pub fn of_message_with(message: &Message, texts: &Texts<'_>, names: Names) -> String {
    let mut text = Text::new();
    text.0.push('{');
    text.names(texts, names);
    if message.order.is_some() {
        let members = order_texts(message);
        text.count("order", members.iter().rev().fold(0, |bits, member| bits << 1 | usize::from(member.is_some())));
    }
    text.message(message);
    text.texts_behind(texts, names);
    text.0
}

/// What JavaScript learns of a [`RequestPlan`](crate::request_plan::RequestPlan).
#[cfg(all(target_arch = "wasm32", not(feature = "diagnose")))]
pub(crate) fn of_frame(frame: &RequestFrame, plan: usize) -> String {
    let mut text = Text::new();
    text.0.push('{');
    text.count("plan", plan);
    text.count("given", frame.given);
    text.count("body", usize::from(frame.has_body));
    text.text("url", &frame.url);
    text.text("method", frame.method);
    text.pairs("headers", &frame.headers);
    text.name("names");
    text.0.push('[');
    for name in &frame.names {
        text.item(name);
    }
    text.0.push(']');
    text.name("keep");
    text.0.push('{');
    for (name, place) in &frame.keep {
        text.count(name, *place);
    }
    text.0.push_str("}}");
    text.0
}

/// What a message says of its order, in the order of [`OrderInfo`]'s members.
fn order_texts(message: &Message) -> [Option<Cow<'_, str>>; 6] {
    let Some(order) = &message.order else { return Default::default() };
    let number = |number: Option<u64>| number.map(|number| Cow::Owned(number.to_string()));
    [
        order.order_no.as_deref().map(Cow::Borrowed),
        order.gateway_order_no.as_deref().map(Cow::Borrowed),
        number(order.amount_fen),
        number(order.paid_fen),
        order.merchant.as_deref().map(Cow::Borrowed),
        order.app_id.as_deref().map(Cow::Borrowed),
    ]
}

/// A [`TestMessage`].
pub fn of_test_message(message: &TestMessage) -> String {
    let mut text = Text::new();
    text.0.push('{');
    text.optional("method", message.method);
    text.text("contentType", message.content_type);
    text.text("body", &message.body);
    text.pairs("headers", &message.headers);
    text.0.push('}');
    text.0
}

/// JSON text that is being written, from left to right.
struct Text(String);

impl Text {
    /// As much as most results are: what grows is copied, and what is left is wiped.
    fn new() -> Text {
        Text(String::with_capacity(1024))
    }

    /// The comma before a member or an item, unless it is the first.
    fn separate(&mut self) {
        if !matches!(self.0.as_bytes().last(), Some(b'{' | b'[')) {
            self.0.push(',');
        }
    }

    fn item(&mut self, text: &str) {
        self.separate();
        write_json_text(text, &mut self.0);
    }

    fn name(&mut self, name: &str) {
        self.item(name);
        self.0.push(':');
    }

    fn text(&mut self, name: &str, text: &str) {
        self.name(name);
        write_json_text(text, &mut self.0);
    }

    fn optional(&mut self, name: &str, text: Option<&str>) {
        if let Some(text) = text {
            self.text(name, text);
        }
    }

    fn number(&mut self, name: &str, number: Option<u64>) {
        if let Some(number) = number {
            self.name(name);
            self.0.push_str(&number.to_string());
        }
    }

    fn count(&mut self, name: &str, count: usize) {
        self.number(name, u64::try_from(count).ok());
    }

    /// Which names the texts behind have.
    fn names(&mut self, texts: &Texts<'_>, names: Names) {
        self.count("names", names.number);
        if names.are_new {
            self.count("count", texts.fields.len());
        }
    }

    fn texts_behind(&mut self, Texts { fields, others }: &Texts<'_>, names: Names) {
        self.0.push('\n');
        if names.are_new {
            fields.iter().for_each(|(name, ..)| self.0.push_str(name));
        }
        fields.iter().for_each(|(_, text, _)| self.0.push_str(text));
        others.iter().for_each(|text| self.0.push_str(text));
    }

    /// All but what is different in each.
    fn request(&mut self, request: &SignedRequest) {
        self.text("url", &request.url);
        self.text("method", request.method);
        self.pairs("headers", &request.headers);
        self.problems(&request.warnings);
        self.0.push('}');
    }

    fn pairs(&mut self, name: &str, pairs: &[(String, String)]) {
        self.texts(name, pairs.iter().map(|(name, text)| (name.as_str(), text.as_str())));
    }

    fn texts<'a>(&mut self, name: &str, pairs: impl Iterator<Item = (&'a str, &'a str)>) {
        self.name(name);
        self.0.push('{');
        for (name, text) in pairs {
            self.text(name, text);
        }
        self.0.push('}');
    }

    fn fields(&mut self, name: &str, fields: &Fields) {
        self.texts(name, fields.iter().map(|(name, value)| (name, value.text())));
    }

    /// All but its fields and its order.
    fn message(&mut self, message: &Message) {
        self.text("verdict", message.verdict.as_str());
        self.optional("kind", message.kind.map(|kind| kind.as_str()));
        self.text("outcome", message.outcome.as_str());
        if let Some(pay) = &message.pay {
            self.pay(pay);
        }
        if message.kind.is_none() {
            self.optional("about", message.about.map(|about| about.as_str()));
        }
        self.problems(&message.problems);
        self.number("secret", message.secret.and_then(|position| u64::try_from(position).ok()));
        self.0.push('}');
    }

    fn order(&mut self, order: &OrderInfo) {
        self.name("order");
        self.0.push('{');
        self.optional("orderNo", order.order_no.as_deref());
        self.optional("gatewayOrderNo", order.gateway_order_no.as_deref());
        self.number("amountFen", order.amount_fen);
        self.number("paidFen", order.paid_fen);
        self.optional("merchant", order.merchant.as_deref());
        self.optional("appId", order.app_id.as_deref());
        self.0.push('}');
    }

    fn pay(&mut self, pay: &Pay) {
        self.name("pay");
        self.0.push('{');
        self.text("kind", pay.kind().as_str());
        match pay {
            Pay::Jsapi(parameters) => self.pairs("value", parameters),
            Pay::Redirect(text) | Pay::Qr(text) | Pay::QrImage(text) | Pay::Form(text) => self.text("value", text),
            Pay::Nothing => self.text("value", ""),
        }
        self.0.push('}');
    }

    #[inline(never)]
    fn problems(&mut self, problems: &[Problem]) {
        self.name("problems");
        self.0.push('[');
        for problem in problems {
            self.separate();
            self.0.push('{');
            self.optional("field", problem.field());
            self.text("code", problem.code().as_str());
            self.text("severity", problem.severity().as_str());
            self.text("message", &problem.message());
            self.text("messageZh", &problem.message_zh());
            self.0.push('}');
        }
        self.0.push(']');
    }
}
