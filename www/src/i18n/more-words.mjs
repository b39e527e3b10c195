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
};
