// What the page says of differences, of the report, and of presets.
export const MORE_WORDS = {
  onlyValues: { zh: '只有以下字段的值不同：', en: 'Only values differ:' },
  yours: { zh: '我方', en: 'yours' },
  theOthers: { zh: '对方', en: 'theirs' },
  sameBytes: { zh: '… 相同的 {0} 字节 …', en: '… {0} bytes the same …' },
  moreBytes: { zh: '… 还有 {0} 字节 …', en: '… {0} more bytes …' },
  moreChanges: { zh: '另有 {0} 处差异未列出', en: '{0} more differences are not listed' },
  difference: { zh: '差异', en: 'Difference' },
  change_changed: { zh: '内容不同', en: 'differs' },
  change_added: { zh: '对方多出', en: 'theirs only' },
  change_removed: { zh: '对方缺少', en: 'yours only' },
  change_moved: { zh: '位置不同', en: 'stands elsewhere' },
  atOffset: { zh: '字节偏移 {0}', en: 'byte {0}' },
  behind: { zh: '前面是', en: 'after' },
  atFront: { zh: '在最前面', en: 'at the front' },

  noDiagnosis: {
    zh: '诊断没有启动，或意外中止。修改任意一项会重新诊断；仍然不行时请刷新页面。',
    en: 'The diagnosis did not start, or broke off. Change anything to try again; if that does not help, reload the page.',
  },

  twoStrings: { zh: '比较两个字符串', en: 'Compare two strings' },
  twoStringsHint: {
    zh: '不需要报文：贴入双方的待签名字符串，逐字段、逐字节比较。看似密钥的内容会打码。',
    en: 'No message needed: paste the string that each side signed. What looks like a key is masked.',
  },
  leftString: { zh: '我方的字符串', en: 'Your string' },
  rightString: { zh: '对方的字符串', en: 'The other side’s string' },
  stringsSame: { zh: '两个字符串完全相同（{0} 字节）', en: 'The strings are the same ({0} bytes)' },
  stringsDiffer: { zh: '两个字符串不同', en: 'The strings differ' },
  keysDiffer: {
    zh: '双方打码的密钥不是同一个。',
    en: 'The keys that are masked in them are not the same.',
  },
  tooLong: { zh: '超过 {0} 个字符，未比较。', en: 'More than {0} characters: not compared.' },

  report: { zh: '排查报告', en: 'Report' },
  reportHint: { zh: '发给网关技术支持，密钥已打码', en: 'for the gateway’s support, keys masked' },
  reportOpen: { zh: '生成报告', en: 'Make a report' },
  print: { zh: '打印结果', en: 'Print the result' },
  reportTitle: { zh: '签名排查报告', en: 'Report on a signature' },
  reportTime: { zh: '时间', en: 'Time' },
  reportVerdict: { zh: '结论', en: 'Verdict' },
  reportDifferences: { zh: '不同之处', en: 'What differs' },
  reportSigned: { zh: '参与签名的字段', en: 'Signed fields' },
  reportUnsigned: { zh: '未参与签名的字段', en: 'Fields that are not signed' },
  moreFields: { zh: '另有 {0} 个字段未列出', en: '{0} more fields are not listed' },
  reportAnd: { zh: '；', en: '; ' },
  reportPair: { zh: '{0}：{1}', en: '{0}: {1}' },
  reportMask: {
    zh: '{0} 处为已打码的密钥，本报告不含密钥；<U+200B> 这样的写法表示看不见的字符。',
    en: '{0} stands for a key: there is none in this report. <U+200B> and the like stand for characters that cannot be seen.',
  },

  presets: { zh: '常见平台的规则', en: 'Rules of known platforms' },
  presetCount: { zh: '{0} / {1}', en: '{0} of {1}' },
  presetSearch: { zh: '搜索', en: 'Search' },
  preset: { zh: '选一个作为起点（替换全部设置）', en: 'Begin with one: it replaces every setting' },
  presetSource: { zh: '来源：', en: 'Source:' },
  proof_published: {
    zh: '来源给出了签名示例，本规则能算出同样的签名。',
    en: 'The source prints a signature, which this rule yields.',
  },
  proof_derived: {
    zh: '来源没有给出签名示例，规则是按其说明或代码整理的：使用前请与自己的合同核对。',
    en: 'The source prints no signature: the rule follows from its words or its code. Compare it with your own contract.',
  },

  headerForm: {
    zh: '请求头 {0} 的内容不符合格式 {1}，没有从中取签名。',
    en: 'The header {0} does not have the form {1}: no signature was taken from it.',
  },
  headerTwice: {
    zh: '请求头 {0} 出现了多次，没有从中取签名。',
    en: 'The header {0} stands there more than once: no signature was taken from it.',
  },
};
