// What the page asks the package: the texts as they were put in.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { diagnose } from 'fensign/diagnose';
import { evidenceOf, initialState } from '../../www/src/state.mjs';

const SECRET = 'Rt6mWq2ZpLx8VnD4sYb9KcJ7hGf3TuEa';

/** @param {string} string */
const md5 = (string) => createHash('md5').update(string).digest('hex').toUpperCase();

/**
 * What the page says of this text under "the other side's string".
 * @param {string} theirs
 * @param {Partial<import('../../www/src/state.mjs').State>} [more]
 * @returns {import('fensign/diagnose').Diagnosis}
 */
function diagnosed(theirs, more = {}) {
  const rows = ['amount=1250', 'body=tea', 'mchNo=M1'].map((pair) => {
    const [name = '', text = ''] = pair.split('=');
    return { name, text, kind: /** @type {const} */ ('text') };
  });
  const state = { ...initialState(), gateway: 'custom', secret: SECRET, rows, theirs, ...more };
  const { gateway, evidence } = evidenceOf(state);
  return diagnose(gateway, evidence);
}

test('a blank at either end of the pasted string is its own: it is what differs', () => {
  const front = diagnosed(' amount=1250&body=tea&mchNo=M1&key=***');
  assert.deepEqual([front.difference?.offset, front.difference?.ours, front.difference?.theirs], [0, 'a', ' ']);
  const end = diagnosed('amount=1250&body=tea&mchNo=M1 ');
  assert.deepEqual([end.difference?.fields, end.difference?.theirs], [['mchNo'], ' ']);
});

test('a string that the other side signed with a blank in front is not said to be ours', () => {
  const string = ' amount=1250&body=tea&mchNo=M1&key=';
  const { verdict, message, difference } = diagnosed(`${string}***`, { sign: md5(string + SECRET) });
  assert.equal(verdict, 'unknown');
  assert.match(message, /see `difference`/);
  assert.equal(difference?.theirs, ' ');
});

test('a line break at the end of the pasted text is no part of the string', () => {
  const string = 'amount=12.50&body=tea&mchNo=M1&key=';
  for (const end of ['', '\n', '\r\n', '\n\n']) {
    for (const key of ['***', SECRET, '']) {
      const { verdict, findings, difference } = diagnosed(`${string}${key}${end}`, { sign: md5(string + SECRET) });
      assert.deepEqual([verdict, findings.map(({ id }) => id)], ['cause', ['C2']], JSON.stringify(end));
      assert.deepEqual([difference?.fields, difference?.taken], [['amount'], undefined], JSON.stringify(end));
    }
  }
});

test('of a pasted line, the string is taken, whatever stands around it', () => {
  const string = 'amount=12.50&body=tea&mchNo=M1&key=***';
  for (const line of [`signStr: ${string}`, `signStr: ${string}\n`, `\n${string}`, `  "${string}"\n`]) {
    assert.equal(diagnosed(line).difference?.taken, string, JSON.stringify(line));
  }
});
