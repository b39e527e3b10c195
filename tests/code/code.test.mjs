// A signature as code in every language: the programs run, and print what the package signs.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { gateways } from 'fensign/tables';
import { RULE_VALUES } from '../../www/src/rule-settings.mjs';
import { WORDS } from '../../www/src/i18n/code.mjs';
import { LANGUAGES, codeFor } from '../../www/src/code/index.mjs';
import { CASES, COUNTS, FEW_SECRETS, HOSTILE, VECTORS } from './cases.mjs';
import { PROGRAMS, TESTS, folder } from './runners.mjs';

/** @typedef {import('../../www/src/code/index.mjs').LanguageId} LanguageId */
/** @typedef {import('./cases.mjs').Case} Case */

/** @param {string} word */
const inEnglish = (word) => WORDS[/** @type {keyof typeof WORDS} */ (word)].en;

/** Why there is no code for some of the cases, and for how many. @type {Partial<Record<LanguageId, Record<string, number>>>} */
const REFUSED = { node: { no_gbk_node: 5 }, go: { no_gbk_go: 5 } };

/** A start of these takes long. @type {readonly LanguageId[]} */
const FEW = ['java', 'go', 'fensign'];

/**
 * @param {LanguageId} id
 * @param {Case[]} cases
 */
function written(id, cases) {
  /** @type {{ id: string, code: string, secret: string, sign: string }[]} */
  const programs = [];
  /** @type {Record<string, number>} */
  const refused = {};
  for (const { id: name, secret, input } of cases) {
    const result = codeFor(input, id, programs.length % 2 === 0 ? 'en' : 'zh');
    if ('code' in result) {
      programs.push({ id: name, code: result.code, secret, sign: input.signature });
    } else {
      const word = Object.entries(WORDS).find(([, { en, zh }]) => [en, zh].includes(result.refusal))?.[0];
      refused[word ?? result.refusal] = (refused[word ?? result.refusal] ?? 0) + 1;
    }
  }
  return { programs, refused };
}

describe('the cases', () => {
  test('are of every gateway that has a rule, of every vector, of every dialect, and of enough random rules', () => {
    assert.equal(CASES.gateways?.length, gateways().filter(({ rule }) => rule !== undefined).length);
    for (const kind of ['gateways', 'vectors', 'dialects', 'settings'])
      assert.equal(CASES[kind]?.length, COUNTS[kind], `not all ${kind} are signed`);
    assert((CASES.dialects?.length ?? 0) >= 70);
    assert((CASES.random?.length ?? 0) >= 50);
  });

  test('are signed as the vectors say', () => {
    assert.deepEqual(
      CASES.vectors?.map(({ id, input }) => [id, input.signature]),
      VECTORS.map(({ id, sign }) => [id, sign]),
    );
  });

  test('have every value of every setting', () => {
    const rules = Object.values(CASES)
      .flat()
      .map(({ input }) => JSON.stringify(input.rule))
      .join();
    for (const [setting, values] of Object.entries(RULE_VALUES))
      for (const value of values)
        assert(rules.includes(`"${setting.split('.').at(-1)}":"${value}"`), `no rule has ${setting}: ${value}`);
  });
});

describe('a program', () => {
  for (const [name, run] of Object.entries(PROGRAMS)) {
    const id = /** @type {LanguageId} */ (name);
    test(`in ${name} prints the signature`, async () => {
      const { programs, refused } = written(id, Object.values(FEW.includes(id) ? FEW_SECRETS : CASES).flat());
      assert.deepEqual(refused, REFUSED[id] ?? {});
      const signs = await run(programs);
      for (const [at, program] of programs.entries())
        assert.equal(signs[at], program.sign, `${program.id}\n${program.code}`);
    });
  }
});

describe('a test', () => {
  for (const [name, { run, passed }] of Object.entries(TESTS)) {
    const id = /** @type {LanguageId} */ (name);
    const cases = [
      CASES.gateways?.[0],
      CASES.vectors?.[0],
      CASES.dialects?.find(({ input }) => input.body !== undefined),
    ];
    test(`in ${name} passes, and fails with another secret`, async () => {
      const { programs } = written(id, /** @type {Case[]} */ (cases));
      assert.equal(programs.length, cases.length);
      for (const said of await run(programs)) assert.match(said, passed);
      const [program] = programs;
      assert(program);
      await assert.rejects(run([{ ...program, secret: 'another' }]));
    });
  }
});

describe('there is no code', () => {
  const fields = [{ name: 'a', text: '1' }];
  /** @type {(input: Partial<import('../../www/src/code/plan.mjs').Input>, id: LanguageId) => string} */
  const refusalOf = (input, id) => {
    const result = codeFor({ rule: {}, fields, signature: 'A', ...input }, id, 'en');
    return 'refusal' in result ? result.refusal : assert.fail(result.code);
  };
  const ids = LANGUAGES.map(({ id }) => id);

  test('for half of a surrogate pair, wherever it stands', () => {
    for (const id of ids) {
      assert.equal(refusalOf({ fields: [{ name: 'a', text: 'x\ud800' }] }, id), inEnglish('no_surrogates'));
      assert.equal(refusalOf({ fields: [{ name: '\udc00', text: 'x' }] }, id), inEnglish('no_surrogates'));
      assert.equal(refusalOf({ rule: { over: 'body' }, fields: [], body: '\ud83d' }, id), inEnglish('no_surrogates'));
      for (const rule of [{ join: '\ud83d' }, { exclude: ['b', '\ud83d'] }, { key: { tail: '\ude00' } }])
        assert.equal(refusalOf({ rule }, id), inEnglish('no_surrogates'));
      assert('code' in codeFor({ rule: { join: '😀', order: ['😀', 'a'] }, fields, signature: 'A' }, id, 'en'));
    }
  });

  test('for GBK in a language whose own library cannot write it, nor for characters on which libraries differ', () => {
    const rule = /** @type {const} */ ({ charset: 'gbk' });
    for (const id of /** @type {const} */ (['node', 'node-test']))
      assert.equal(refusalOf({ rule }, id), inEnglish('no_gbk_node'));
    for (const id of /** @type {const} */ (['go', 'go-test']))
      assert.equal(refusalOf({ rule }, id), inEnglish('no_gbk_go'));
    for (const id of /** @type {const} */ (['java', 'php', 'python', 'python-test']))
      for (const text of ['€', '⊕', '㐂', '\ue000', '⿰'])
        assert.equal(
          refusalOf({ rule, fields: [{ name: 'a', text: `价格 ${text}` }] }, id),
          inEnglish('no_gbk_character').replace('{0}', text),
        );
  });

  test('in Java for a text that no class file can hold', () => {
    const long = (/** @type {string} */ text) => [{ name: 'a', text }];
    for (const text of ['a'.repeat(65_536), '中'.repeat(21_846), '😀'.repeat(10_923), '\0'.repeat(32_768)])
      assert.equal(refusalOf({ fields: long(text) }, 'java'), inEnglish('no_long_text'));
    for (const text of ['a'.repeat(65_535), '中'.repeat(21_845), '😀'.repeat(10_922), '\0'.repeat(32_767)])
      assert('code' in codeFor({ rule: {}, fields: long(text), signature: 'A' }, 'java', 'en'));
  });

  test('as a call where an object would have the fields in another order', () => {
    const fields = [
      { name: 'b', text: '1' },
      { name: '2', text: '2' },
    ];
    assert.equal(refusalOf({ rule: { order: 'given' }, fields }, 'fensign'), inEnglish('no_order'));
    assert('code' in codeFor({ rule: {}, fields, signature: 'A' }, 'fensign', 'en'));
  });
});

test('fields in an order that no JavaScript object has keep it in Node.js', async () => {
  const fields = [
    { name: 'b', text: '1' },
    { name: '2', text: '2' },
  ];
  const result = codeFor({ rule: { order: 'given' }, fields, signature: 'A' }, 'node', 'en');
  assert('code' in result);
  const { createHash } = await import('node:crypto');
  const sign = createHash('md5').update('b=1&2=2&key=k3y').digest('hex').toUpperCase();
  assert.deepEqual(await PROGRAMS.node([{ id: 'given', code: result.code, secret: 'k3y' }]), [sign]);
});

describe('as its first line says', () => {
  const [given] = CASES.gateways ?? [];
  assert(given);
  for (const { id, kind } of LANGUAGES) {
    test(`${id} runs with the secret in its environment, and fails without it`, () => {
      const result = codeFor(given.input, id, 'en');
      assert('code' in result);
      // The package is there.
      const [, command = ''] = /FENSIGN_SECRET=… (.*)/.exec(result.code) ?? [];
      const cwd = folder(`run-${id}`);
      writeFileSync(cwd + command.split(' ').at(-1), result.code);
      const run = (/** @type {Record<string, string>} */ env) =>
        spawnSync('sh', ['-c', command], { cwd, env: { ...inherited(), ...env }, encoding: 'utf8' });
      const { status, stdout, stderr } = run({ FENSIGN_SECRET: given.secret });
      assert.equal(status, 0, stderr);
      if (kind !== 'test') assert.equal(stdout.trim(), given.input.signature);
      const bare = run({});
      assert.notEqual(bare.status, 0, bare.stdout);
      assert.doesNotMatch(bare.stdout, /^[0-9a-f]{32}$/im);
    });
  }

  function inherited() {
    const { FENSIGN_SECRET, NODE_TEST_CONTEXT, ...env } = process.env;
    return { ...env, LC_ALL: 'C.UTF-8' };
  }
});

test('a menu has every language once, and every word is in both languages', () => {
  const shown = LANGUAGES.map(({ label, kind }) => `${label} ${kind}`);
  for (const names of [shown, LANGUAGES.map(({ id }) => id)]) assert.equal(new Set(names).size, LANGUAGES.length);
  for (const [word, { zh, en }] of Object.entries(WORDS)) {
    assert(zh && en, word);
    const places = (/** @type {string} */ text) => (text.match(/\{\d\}/g) ?? []).sort().join();
    assert.equal(places(zh), places(en), word);
  }
});

test('what a text holds is nowhere in a program but in its literal', () => {
  const signature = 'x */ ?><?php //';
  for (const { id } of LANGUAGES) {
    const rule = { header: 'a?>\n', field: '\n#' };
    const result = codeFor({ rule, fields: [{ name: 'a', text: HOSTILE.php }], signature }, id, 'en');
    assert('code' in result);
    const comments = result.code.split('\n').flatMap((line) => /(?:^|\s)(?:\/\/|#) .*/.exec(line)?.[0] ?? []);
    assert(comments.length >= 2, id);
    for (const comment of comments) assert.doesNotMatch(comment, /\?>|exit|\*\//, id);
  }
});
