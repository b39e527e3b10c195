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
  behind: { zh: '，前面是', en: ', after' },
  atFront: { zh: '，在最前面', en: ', at the front' },

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
};
