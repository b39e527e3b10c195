// A rule that writes no names, or nothing between the fields, is said to be ambiguous where a boolean cannot say it.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';

/** What a process writes to stderr, in which `gateway` of this rule is used. @param {string} rule @param {string} code */
function warnings(rule, code) {
  const script = `
    import { Gateway } from 'fensign';
    process.on('warning', ({ name, code }) => process.stdout.write(name + ' ' + code + '\\n'));
    const gateway = new Gateway(${rule}, { secret: 's3cret' });
    ${code}`;
  return execFileSync(process.execPath, ['--no-warnings', '--input-type=module', '-e', script], { encoding: 'utf8' });
}

const TWICE = `gateway.verify({ a: '1', sign: '0' }); gateway.verify({ a: '1', sign: gateway.sign({ a: '1' }) });`;

test('verify says once that a rule without names or joiners is ambiguous', () => {
  for (const rule of ['{ names: false }', "{ join: '' }"]) {
    assert.equal(warnings(rule, TWICE), 'FensignWarning ambiguous-rule\n', rule);
  }
});

test('verify says nothing of other rules, and sign nothing at all', () => {
  for (const rule of ['{}', "{ assign: '' }", "{ prefix: 'x' }"]) assert.equal(warnings(rule, TWICE), '', rule);
  assert.equal(warnings('{ names: false }', "gateway.sign({ a: '1' })"), '');
});

test('without process.emitWarning it goes to the console, without the secret', () => {
  const code = `process.emitWarning = undefined; console.warn = (text) => process.stdout.write(text + '\\n'); ${TWICE}`;
  const said = warnings('{ names: false }', code);
  assert.match(said, /^FensignWarning \[ambiguous-rule\]: .+\n$/u);
  assert(!said.includes('s3cret'));
});
