// Every link of every document in the repository leads somewhere.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { anchorsOf, broken, linksOf } from '../js/markdown.mjs';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

function documents() {
  const git = ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '*.md', 'llms.txt'];
  const { status, stdout, stderr } = spawnSync('git', git, { cwd: ROOT, encoding: 'utf8' });
  assert.equal(status, 0, stderr);
  return stdout.split('\0').filter((name) => name !== '' && existsSync(join(ROOT, name)));
}

test('no link of a document is broken', () => {
  const files = documents();
  for (const name of ['README.md', 'ARCHITECTURE.md', 'docs/README.zh-CN.md', 'llms.txt'])
    assert(files.includes(name), name);
  assert.deepEqual(broken(ROOT, files), []);
});

test('every page of the guide is in the index of its language, and in llms.txt', () => {
  const guide = documents().filter((name) => name.startsWith('docs/guide/'));
  assert(guide.length > 0);
  const listed = (/** @type {string} */ file) => {
    const folder = file.includes('/') ? 'docs/' : '';
    return linksOf(readFileSync(join(ROOT, file), 'utf8')).map(({ target }) => folder + target);
  };
  const chinese = guide.filter((name) => name.endsWith('.zh-CN.md'));
  const english = guide.filter((name) => !chinese.includes(name));
  assert.deepEqual(
    chinese.map((name) => name.replace('.zh-CN', '')),
    english,
  );
  for (const [file, pages] of /** @type {const} */ ([
    ['docs/README.md', english],
    ['docs/README.zh-CN.md', chinese],
    ['llms.txt', english],
  ]))
    assert.deepEqual(
      pages.filter((page) => !listed(file).includes(page)),
      [],
      file,
    );
});

/** @param {Record<string, string>} files @param {(root: string) => void} check */
function within(files, check) {
  const root = mkdtempSync(join(tmpdir(), 'fensign-links-'));
  try {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(join(root, name, '..'), { recursive: true });
      writeFileSync(join(root, name), text);
    }
    check(root);
  } finally {
    rmSync(root, { recursive: true });
  }
}

test('a broken link is named with its line: file, anchor, address, reference, HTML', () => {
  const a = [
    '[1](b.md) [2](none.md)',
    '[3](b.md#one) [4](b.md#two)',
    '[5](https://x.example/y) [6](https://) [7](http//x)',
    '[8]: gone.md',
    '<img src="no.png"> [9](#here)',
    '[10](../out.md) [11](/b.md)',
    '[12](docs "title") [13](docs#one)',
  ];
  within({ 'a.md': `${a.join('\n')}\n`, 'b.md': '# One\n', 'docs/c.md': '[up](../a.md)' }, (root) => {
    assert.deepEqual(broken(root, ['a.md', 'b.md', 'docs/c.md']).sort(), [
      'a.md:1: none.md is not there',
      'a.md:2: b.md#two has no such heading',
      'a.md:3: http//x is not there',
      'a.md:3: https:// is no address',
      'a.md:4: gone.md is not there',
      'a.md:5: #here has no such heading',
      'a.md:5: no.png is not there',
      'a.md:6: ../out.md leads out of the repository',
      'a.md:6: /b.md leads out of the repository',
      'a.md:7: docs#one has no anchors',
    ]);
  });
});

test('code holds no links and no headings', () => {
  const text = '`[a](b)` ``[`](c)``\n\n```md\n[d](e)\n# F\n```\n\n<!-- [g](h) -->\n[i](j.md)\n# K';
  assert.deepEqual(linksOf(text), [{ line: 9, target: 'j.md' }]);
  assert.deepEqual([...anchorsOf(text)], ['k']);
});

test('anchors are those of GitHub: Chinese, punctuation, code, links, the same heading twice', () => {
  const headings = [
    ['# 其他签名规则', '其他签名规则'],
    ['## 验签：`notice` 与 `reply`（回调）', '验签notice-与-reply回调'],
    ['## What `decide` says, and why', 'what-decide-says-and-why'],
    ['## [A link](x.md) & more', 'a-link--more'],
    ['## snake_case - dash', 'snake_case---dash'],
    ['### Same ###', 'same'],
    ['### Same', 'same-1'],
    ['<a id="own"></a>', 'own'],
  ];
  assert.deepEqual(
    [...anchorsOf(headings.map(([line]) => line).join('\n'))],
    headings.map(([, anchor]) => anchor),
  );
});
