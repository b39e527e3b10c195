// Every sentence of the command line in both languages; {0}, {1} stand for values. What is said of gateways, fields and
// causes comes from the package.

/** @typedef {'en' | 'zh'} Language */
/** @typedef {keyof typeof WORDS} Word */

const WORDS = {
  label: { en: '{0}: ', zh: '{0}：' },

  // Usage
  secretArgument: {
    en: 'there is no --secret: arguments are seen by every process of the machine and stay in the history of the shell. Use --secret-env NAME, --secret-file FILE, or type it when you are asked',
    zh: '没有 --secret 选项：命令行参数对本机所有进程可见，还会留在 Shell 历史中。请用 --secret-env 变量名、--secret-file 文件，或在提示时输入',
  },
  unknownOption: { en: 'argument {0} is no option', zh: '第 {0} 个参数不是有效选项' },
  notForCommand: { en: '`fensign {0}` has no option --{1}', zh: '`fensign {0}` 没有选项 --{1}' },
  didYouMean: { en: '; did you mean {0}?', zh: '，是否想写 {0}？' },
  noValue: { en: '--{0} needs a value', zh: '--{0} 需要一个值' },
  switchValue: { en: '--{0} takes no value', zh: '--{0} 不带值' },
  twice: { en: '--{0} stands twice', zh: '--{0} 重复出现' },
  mustBe: { en: '--{0} must be {1}', zh: '--{0} 应为 {1}' },
  noCommand: { en: 'the first argument is no command', zh: '第一个参数不是命令' },
  tooMany: { en: 'too many arguments: `fensign {0} {1}`', zh: '参数过多：`fensign {0} {1}`' },
  seeHelp: { en: 'see `fensign help {0}`', zh: '见 `fensign help {0}`' },
  noGateway: {
    en: 'the first argument is neither a gateway, nor a dialect, nor a file',
    zh: '第一个参数既不是网关，也不是签名规则目录中的名称，也不是文件',
  },
  nameGateway: {
    en: 'the field names do not tell which gateway this is: name one ({0}), a dialect (`fensign dialects`), or give --rule',
    zh: '字段名不足以判断网关：请指定网关（{0}）、规则目录中的名称（`fensign dialects`），或给出 --rule',
  },
  nameOperation: {
    en: 'the field names do not tell which operation of {0} this is: give --operation, one of {1}',
    zh: '字段名不足以判断 {0} 的接口：请用 --operation 指定，可选 {1}',
  },
  needsGateway: { en: 'name the gateway: {0}', zh: '请指定网关：{0}' },
  noDialect: { en: 'no dialect of the catalogue has that name', zh: '规则目录中没有这个名称' },

  // Secret
  askSecret: { en: 'Secret (not shown):', zh: '密钥（不显示）：' },
  noSecret: {
    en: 'a secret is needed: --secret-env NAME or --secret-file FILE; on a terminal you are asked for it',
    zh: '需要密钥：--secret-env 变量名 或 --secret-file 文件；在终端中运行时会提示输入',
  },
  oneSecret: { en: 'give one secret: only one signs', zh: '只能给出一个密钥：签名只用一个' },
  noVariable: {
    en: '--secret-env: the environment has no variable of that name (the name is not repeated here, it may be the secret)',
    zh: '--secret-env：没有这个环境变量（此处不重复变量名，以防误填了密钥）',
  },
  emptyVariable: { en: '--secret-env: the variable is empty', zh: '--secret-env：该环境变量为空' },
  emptyFile: { en: '{0}: the file is empty', zh: '{0}：文件为空' },

  // Input
  paste: { en: 'Paste the message, then Ctrl-D on a line of its own.', zh: '请粘贴报文，然后另起一行按 Ctrl-D。' },
  unreadable: { en: '{0}: the file cannot be read ({1})', zh: '{0}：无法读取文件（{1}）' },
  tooLong: { en: '{0}: more than {1} bytes; cut out the message', zh: '{0}：超过 {1} 字节；请只截取报文' },
  notUtf8: {
    en: '{0}: not UTF-8 (byte {1}); convert it first, or the signature is of other bytes',
    zh: '{0}：不是 UTF-8（第 {1} 字节）；请先转码，否则签名的字节会不同',
  },
  input: { en: 'standard input', zh: '标准输入' },
  file: { en: 'the file argument', zh: '文件参数' },
  noJson: { en: '{0}: not a JSON object', zh: '{0}：不是 JSON 对象' },
  noMessage: {
    en: 'no message in the input: {0}. It may be JSON, a form, a URL, a curl command, k=v lines, a log line…',
    zh: '输入中没有报文：{0}。可以是 JSON、表单、URL、curl 命令、k=v 行、日志行等',
  },
  several: {
    en: 'the input has {0} messages: choose one with --message-number',
    zh: '输入含有 {0} 个报文：请用 --message-number 选择',
  },
  messageLine: { en: '{0}. {1}, {2} fields: {3}', zh: '{0}. {1}，{2} 个字段：{3}' },
  needsBody: {
    en: 'the exact body is needed, which {0} is not: give it as it was received',
    zh: '需要收到的原始报文体，而 {0} 不是：请提供原文',
  },
  headerForm: { en: "--header must be 'Name: value'", zh: "--header 应写作 'Name: value'" },

  // What was understood
  guessed: { en: 'taken for: {0}, by its field names', zh: '按字段名识别为：{0}' },
  guessedUnsurely: {
    en: 'taken for: {0}, which the field names leave open; also possible: {1}. {2}',
    zh: '暂按字段名识别为：{0}，但不能确定；也可能是：{1}。{2}',
  },
  toBeSure: { en: 'To be sure, give {0}.', zh: '如需确定，请指定 {0}。' },
  request: { en: 'request', zh: '请求' },
  reply: { en: 'reply', zh: '响应' },
  notice: { en: 'notification', zh: '异步通知' },
  ownRule: { en: 'a rule of your own', zh: '自定义规则' },
  neutral: {
    en: '{0}: a neutral name, signed as it stands; `fensign request` writes the gateway’s own',
    zh: '{0}：统一字段名，此处按原样签名；`fensign request` 会换成网关自己的字段名',
  },
  inexact: {
    en: 'these are not the exact bytes that were sent: {0} leaves something out, or escapes were undone',
    zh: '这不是发送时的原始字节：{0} 会丢失信息，或经过了反转义',
  },
  readAs: { en: 'read: {0}, {1} fields', zh: '识别：{0}，{1} 个字段' },
  takenPart: { en: ', characters {0} to {1} of {2}', zh: '，取自第 {0}–{1} 个字符（共 {2} 个）' },

  // Results
  valid: { en: 'the signature is right', zh: '签名正确' },
  wrong: { en: 'the signature is wrong', zh: '签名不正确' },
  whyWrong: { en: '`fensign diagnose` says why', zh: '用 `fensign diagnose` 查找原因' },
  noSign: {
    en: 'the message has no signature in {0}: give it with --sign',
    zh: '报文的 {0} 中没有签名：请用 --sign 给出',
  },
  string: { en: 'string to sign', zh: '待签名字符串' },
  signature: { en: 'signature', zh: '签名' },
  received: { en: 'received', zh: '收到的签名' },
  withoutSecret: { en: 'give the secret to see it', zh: '给出密钥后显示' },
  fields: { en: 'fields', zh: '字段' },
  signed: { en: 'signed', zh: '参与签名' },
  notSigned: { en: 'not signed', zh: '不参与签名' },
  nothingWrong: { en: 'nothing is wrong with it', zh: '没有问题' },
  error: { en: 'error', zh: '错误' },
  warning: { en: 'warning', zh: '警告' },
  keep: { en: 'to be stored with the order', zh: '请与订单一起保存' },
  secretSent: {
    en: 'the gateway asks for the secret itself: it is masked here as {0}',
    zh: '该接口要求直接传送密钥：此处以 {0} 代替',
  },
  secretInField: {
    en: 'a field has the secret in it: the request is not shown, since it would not be the same without',
    zh: '有字段含有密钥：不显示该请求，因为打码后就不是实际签名的内容了',
  },
  sendNeedsOperation: {
    en: '--send wants the gateway and --operation to be named: nothing is sent by a guess',
    zh: '使用 --send 时必须指定网关和 --operation：不会按猜测发送',
  },
  verdict: { en: 'verdict', zh: '结论' },
  kind: { en: 'kind', zh: '类别' },
  outcome: { en: 'outcome', zh: '结果' },
  order: { en: 'order', zh: '订单' },
  pay: { en: 'to pay with', zh: '支付参数' },
  messageValid: { en: 'valid: signed by the gateway', zh: '验签通过' },
  messageInvalid: { en: 'invalid: treat it as forged', zh: '验签失败：视为伪造' },
  messageUnsigned: { en: 'unsigned: the gateway signs no such reply', zh: '无签名：网关不对这种响应签名' },
  messageMalformed: { en: 'malformed: it cannot be read', zh: '无法解析' },

  // Diagnosis
  causeProved: {
    en: 'the signature is wrong; the cause is proved by recomputation',
    zh: '签名不一致；原因已找到，并经重新计算证实',
  },
  causeFits: {
    en: 'the signature is wrong; this cause fits, as far as these are the bytes that were signed',
    zh: '签名不一致；若以上字节与签名时相同，原因如下',
  },
  causeUnknown: { en: 'the signature is wrong; no cause was found', zh: '签名不一致；未找到原因' },
  proved: { en: 'proved', zh: '已证实' },
  fits: { en: 'fits', zh: '吻合' },
  suspected: { en: 'suspected', zh: '怀疑' },
  or: { en: 'or {0}', zh: '或 {0}' },
  toChange: { en: 'change here', zh: '我方修改' },
  changeField: { en: '{0} = {1}', zh: '{0} = {1}' },
  dropField: { en: 'leave out {0}', zh: '去掉 {0}' },
  changeRule: { en: 'rule {0}', zh: '规则 {0}' },
  changeSecret: { en: 'use secret {0} of those given', zh: '使用给出的第 {0} 个密钥' },
  sliceSecret: { en: 'use characters {0} to {1} of the secret', zh: '只用密钥的第 {0}–{1} 个字符' },
  ours: { en: 'ours', zh: '我方' },
  theirs: { en: 'theirs', zh: '对方' },
  atByte: { en: 'byte {0}: ours {1}, theirs {2}', zh: '第 {0} 字节：我方 {1}，对方 {2}' },
  nothing: { en: 'nothing', zh: '无' },
  ruledOut: { en: 'ruled out', zh: '已排除' },
  tried: { en: '{0} strings tried', zh: '共尝试 {0} 个签名串' },
  theirString: { en: 'their string', zh: '对方的签名串' },

  // Dialects
  rule: { en: 'rule', zh: '规则' },
  over: { en: 'fork of {0}', zh: '{0} 的分支' },
  source: { en: 'source', zh: '来源' },
  example: { en: 'example', zh: '示例' },
  exampleSecret: { en: 'secret of the example', zh: '示例密钥' },

  // Servers
  cashier: { en: 'cashier', zh: '收银台' },
  madeUpSecret: { en: 'secret, made up for this run', zh: '密钥（本次运行自动生成）' },
  debugger: { en: 'Signature debugger:', zh: '签名调试器：' },
  interrupt: { en: 'Ctrl-C ends it.', zh: '按 Ctrl-C 结束。' },
  noPort: { en: '--port: it cannot listen there ({0})', zh: '--port：无法监听该端口（{0}）' },

  // Help
  commands: { en: 'Commands', zh: '命令' },
  options: { en: 'Options', zh: '选项' },
  helpOfOne: {
    en: '`fensign help COMMAND` says more of one. [message] is a file, or the standard input.',
    zh: '`fensign help 命令` 查看详细说明。[message] 为文件，省略时读标准输入。',
  },
  usage: { en: 'Usage', zh: '用法' },
  exitCodes: {
    en: 'Exit code: 0 fine, 1 wrong signature or problems, 2 wrong usage.',
    zh: '退出码：0 正常，1 签名不正确或有问题，2 用法错误。',
  },
  tagline: {
    en: 'signs, checks, builds and explains requests to Chinese payment gateways',
    zh: '国内聚合支付网关的签名、验签、组装请求与排错',
  },
};

/**
 * @param {Language} language
 * @param {Word} word
 * @param {(string | number)[]} values
 */
export const phrase = (language, word, ...values) =>
  WORDS[word][language].replaceAll(/\{(\d)\}/gu, (_, index) => String(values[Number(index)] ?? ''));

/** @param {{ message: string, messageZh: string }} problem @param {Language} language */
export const messageOf = ({ message, messageZh }, language) => (language === 'zh' ? messageZh : message);

/**
 * As the locale says; where none is set, as on Windows, what the platform says.
 * @param {NodeJS.ProcessEnv} environment
 * @returns {Language}
 */
export function localLanguage({ LC_ALL, LC_MESSAGES, LANG }) {
  const locale = LC_ALL || LC_MESSAGES || LANG || Intl.DateTimeFormat().resolvedOptions().locale;
  return /^zh(?![a-z])/iu.test(locale) ? 'zh' : 'en';
}
