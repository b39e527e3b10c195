// The rules in Go, from the documents: docs/README.md has the gateways, docs/dialects.md the dialects. What goes in and out is said
// in signer.py.
package main

import (
	"bufio"
	"crypto/hmac"
	"crypto/md5"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"hash"
	"io"
	"net/url"
	"os"
	"sort"
	"strings"
	"unicode"
)

// A value that is null has none.
type field struct {
	name  string
	value *string
}

type item struct{ name, text string }

type nothingSigned struct{}

// What is left in the string.

type keep func(value *string) bool

func anything(value *string) bool  { return true }
func given(value *string) bool     { return value != nil }
func filled(value *string) bool    { return value != nil && *value != "" }
func trueInPHP(value *string) bool { return filled(value) && *value != "0" }

func text(value *string) string {
	if value == nil {
		return ""
	}
	return *value
}

// Every field but those.
func signed(message []field, keeps keep, unsigned ...string) []item {
	var items []item
	for _, field := range message {
		if keeps(field.value) && !contains(unsigned, field.name) {
			items = append(items, item{field.name, text(field.value)})
		}
	}
	return some(items)
}

// Those fields, in this order.
func listed(message []field, keeps keep, names ...string) []item {
	var items []item
	for _, name := range names {
		for _, field := range message {
			if field.name == name && keeps(field.value) {
				items = append(items, item{name, text(field.value)})
			}
		}
	}
	return some(items)
}

// Likewise, among which the secret stands under a name of its own.
func listedWith(message []field, keeps keep, secretName, secret string, names ...string) []item {
	listed(message, keeps, names...)
	return listed(append(message, field{secretName, &secret}), keeps, names...)
}

func some(items []item) []item {
	if len(items) == 0 {
		panic(nothingSigned{})
	}
	return items
}

func contains(names []string, name string) bool {
	for _, known := range names {
		if known == name {
			return true
		}
	}
	return false
}

// Go compares bytes.
func byName(items []item) []item {
	sort.SliceStable(items, func(a, b int) bool { return items[a].name < items[b].name })
	return items
}

func byValue(texts []string) []string {
	sort.Strings(texts)
	return texts
}

// As Java's String.CASE_INSENSITIVE_ORDER.
func ignoringCase(texts []string) []string {
	letter := func(letter rune) rune { return unicode.ToLower(unicode.ToUpper(letter)) }
	sort.SliceStable(texts, func(a, b int) bool { return strings.Map(letter, texts[a]) < strings.Map(letter, texts[b]) })
	return texts
}

func join(items []item, assign, between string) string {
	var texts []string
	for _, item := range items {
		texts = append(texts, item.name+assign+item.text)
	}
	return strings.Join(texts, between)
}

func pairs(items []item) string { return join(items, "=", "&") }

// Whole pairs that each end with an ampersand.
func endedPairs(items []item) []string {
	var texts []string
	for _, item := range items {
		texts = append(texts, item.name+"="+item.text+"&")
	}
	return texts
}

func values(items []item) []string {
	var texts []string
	for _, item := range items {
		texts = append(texts, item.text)
	}
	return texts
}

func joined(items []item) string { return strings.Join(values(items), "") }

func lowerASCII(text string) string {
	return strings.Map(func(letter rune) rune {
		if 'A' <= letter && letter <= 'Z' {
			return letter + 'a' - 'A'
		}
		return letter
	}, text)
}

func forms(texts []string) string {
	forms := ""
	for _, text := range texts {
		forms += strings.NewReplacer("%2A", "*", "~", "%7E").Replace(url.QueryEscape(text))
	}
	return forms
}

// The signature.

type digest func(text, secret string) []byte

func hashed(start func() hash.Hash) digest {
	return func(text, secret string) []byte {
		sum := start()
		io.WriteString(sum, text)
		return sum.Sum(nil)
	}
}

func keyed(start func() hash.Hash) digest {
	return func(text, secret string) []byte {
		sum := hmac.New(start, []byte(secret))
		io.WriteString(sum, text)
		return sum.Sum(nil)
	}
}

type sign func(text, secret string) string

func lower(digest digest) sign {
	return func(text, secret string) string { return hex.EncodeToString(digest(text, secret)) }
}

func upper(digest digest) sign {
	return func(text, secret string) string { return strings.ToUpper(lower(digest)(text, secret)) }
}

func inBase64(digest digest) sign {
	return func(text, secret string) string { return base64.StdEncoding.EncodeToString(digest(text, secret)) }
}

var (
	md5Lower = lower(hashed(md5.New))
	md5Upper = upper(hashed(md5.New))
)

var (
	payindex       = strings.Fields("pay_amount pay_applydate pay_bankcode pay_callbackurl pay_memberid pay_notifyurl pay_orderid")
	payindexNotice = strings.Fields("amount datetime memberid orderid returncode transaction_id true_amount")
	payindexReply  = strings.Fields("amount memberid orderid returncode time_end trade_state transaction_id true_amount")
	paysapi        = strings.Fields("goodsname istype notify_url orderid orderuid price return_url token uid")
	lcsw           = strings.Fields("pay_ver pay_type service_id merchant_no terminal_id terminal_trace terminal_time auth_no total_fee")
	yeepay         = strings.Fields("p0_Cmd p1_MerId p2_Order p3_Amt p4_Cur p5_Pid p6_Pcat p7_Pdesc p8_Url p9_SAF pa_MP pd_FrpId pr_NeedResponse")
)

// What a message m and a secret k make a string of, and what makes the signature of it.
type rule struct {
	id       string
	sign     sign
	stringOf func(m []field, k string) string
}

var rules = []rule{
	{"default", md5Upper, func(m []field, k string) string { return pairs(byName(signed(m, filled, "sign"))) + "&key=" + k }},
	// Gateways.
	{"pass2pay", md5Upper, func(m []field, k string) string {
		return strings.Join(ignoringCase(endedPairs(signed(m, filled, "sign"))), "") + "key=" + k
	}},
	{"payindex", md5Upper, func(m []field, k string) string { return pairs(listed(m, trueInPHP, payindex...)) + "&key=" + k }},
	{"payindex.notice", md5Upper, func(m []field, k string) string {
		return pairs(listed(m, trueInPHP, payindexNotice...)) + "&key=" + k
	}},
	{"payindex.query.reply", md5Upper, func(m []field, k string) string {
		return pairs(listed(m, trueInPHP, payindexReply...)) + "&key=" + k
	}},
	{"xipay", md5Lower, func(m []field, k string) string { return pairs(byName(signed(m, given, "sign"))) + "&key=" + k }},
	{"4pyun", md5Upper, func(m []field, k string) string {
		return pairs(byName(signed(m, filled, "sign"))) + "&app_secret=" + k
	}},
	{"4pyun.body", md5Upper, func(m []field, k string) string { return text(m[0].value) + "&app_secret=" + k }},
	{"epay", md5Lower, func(m []field, k string) string { return pairs(byName(signed(m, filled, "sign", "sign_type"))) + k }},
	// Dialects.
	{"paysapi", md5Lower, func(m []field, k string) string { return joined(listedWith(m, anything, "token", k, paysapi...)) }},
	{"ispay", md5Lower, func(m []field, k string) string { return joined(byName(signed(m, filled, "Sign"))) + k }},
	{"gatepay", md5Lower, func(m []field, k string) string {
		return md5Lower(joined(listed(m, filled, "appkey", "price", "type", "out_order_id", "custom")), "") + k
	}},
	{"leshua", md5Upper, func(m []field, k string) string {
		return pairs(byName(signed(m, anything, "sign", "error_code"))) + "&key=" + k
	}},
	{"huolian", md5Lower, func(m []field, k string) string {
		return lowerASCII(pairs(byName(signed(m, given, "sign")))) + "&" + k
	}},
	{"chinaums", upper(hashed(sha256.New)), func(m []field, k string) string { return pairs(byName(signed(m, filled, "sign"))) + k }},
	{"allinpay", md5Upper, func(m []field, k string) string {
		return pairs(byName(append(signed(m, filled, "sign"), item{"key", k})))
	}},
	{"shouqianba", md5Lower, func(m []field, k string) string { return text(m[0].value) + k }},
	{"duolabao", upper(hashed(sha1.New)), func(m []field, k string) string {
		return pairs(listedWith(m, filled, "secretKey", k, "secretKey", "timestamp", "path", "body"))
	}},
	{"lcsw", md5Lower, func(m []field, k string) string { return pairs(listed(m, filled, lcsw...)) + "&access_token=" + k }},
	{"yeepay", lower(keyed(md5.New)), func(m []field, k string) string { return joined(listed(m, anything, yeepay...)) }},
	{"ipaynow", md5Lower, func(m []field, k string) string {
		return pairs(byName(signed(m, anything, "mhtSignature", "signType"))) + "&" + md5Lower(k, "")
	}},
	{"double-md5", md5Upper, func(m []field, k string) string {
		return md5Lower(pairs(byName(signed(m, filled, "sign")))+"&key="+k, "")
	}},
	{"alchemypay", upper(hashed(sha512.New)), func(m []field, k string) string {
		return pairs(byName(signed(m, filled, "sign"))) + "&key=" + k
	}},
	{"wxpay.hmac", upper(keyed(sha256.New)), func(m []field, k string) string {
		return pairs(byName(signed(m, filled, "sign"))) + "&key=" + k
	}},
	{"wxtoken", lower(hashed(sha1.New)), func(m []field, k string) string {
		return strings.Join(byValue(append(values(listed(m, filled, "timestamp", "nonce")), k)), "")
	}},
	{"douyin", md5Lower, func(m []field, k string) string {
		signed := signed(m, filled, "sign", "app_id", "thirdparty_id", "other_settle_params")
		return strings.Join(byValue(append(values(signed), k)), "&")
	}},
	{"openid-hash", md5Upper, func(m []field, k string) string {
		return strings.Join(values(listedWith(m, filled, "secret", k, "openid", "secret", "timestamp")), "#")
	}},
	{"taobao", md5Upper, func(m []field, k string) string { return k + join(byName(signed(m, filled, "sign")), "", "") + k }},
	{"doudian", lower(keyed(sha256.New)), func(m []field, k string) string {
		return k + join(byName(signed(m, filled, "sign")), "", "") + k
	}},
	{"kuaishou.hmac", inBase64(keyed(sha256.New)), func(m []field, k string) string {
		return pairs(byName(signed(m, filled, "sign"))) + "&signSecret=" + k
	}},
	{"xiaohongshu", md5Lower, func(m []field, k string) string {
		return "/ark/open_api/v1/items?" + pairs(byName(signed(m, filled, "sign"))) + k
	}},
	{"sf", inBase64(hashed(md5.New)), func(m []field, k string) string {
		return forms(values(listed(m, filled, "msgData", "timestamp"))) + k
	}},
	{"payindex.arrow", md5Upper, func(m []field, k string) string {
		return join(listed(m, trueInPHP, payindex...), "=>", "&") + "&key=" + k
	}},
	{"payindex.all", md5Upper, func(m []field, k string) string {
		return pairs(byName(signed(m, trueInPHP, "pay_md5sign"))) + "&key=" + k
	}},
}

func decode(part string) *string {
	if part == "~" {
		return nil
	}
	bytes, err := hex.DecodeString(part)
	if err != nil {
		panic(err)
	}
	decoded := string(bytes)
	return &decoded
}

func answer(known map[string]rule, line string) (answer string) {
	parts := strings.Split(line, "\t")
	rule, isKnown := known[parts[0]]
	if !isKnown {
		panic("no rule " + parts[0])
	}
	secret := text(decode(parts[1]))
	var message []field
	for _, part := range parts[2:] {
		name, value, _ := strings.Cut(part, ":")
		message = append(message, field{text(decode(name)), decode(value)})
	}
	defer func() {
		if thrown := recover(); thrown == (nothingSigned{}) {
			answer = "-"
		} else if thrown != nil {
			panic(thrown)
		}
	}()
	made := rule.stringOf(message, secret)
	return rule.sign(made, secret) + "\t" + hex.EncodeToString([]byte(made))
}

func main() {
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	known := map[string]rule{}
	for _, rule := range rules {
		known[rule.id] = rule
	}
	if len(os.Args) > 1 && os.Args[1] == "rules" {
		for _, rule := range rules {
			fmt.Fprintln(out, rule.id)
		}
		return
	}
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(nil, 16<<20)
	for lines.Scan() {
		fmt.Fprintln(out, answer(known, lines.Text()))
	}
	if err := lines.Err(); err != nil {
		panic(err)
	}
}
