// Whose code the installed package holds beside ours: the licences must come with it.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

const notices = readFileSync(new URL('THIRD-PARTY-NOTICES', import.meta.resolve('fensign')), 'utf8');

/** @param {RegExp} title */
const sections = (title) => notices.split(/^-{80}\n/mu).filter((section) => title.test(section));

test('the package holds the notice of each kind of licence that asks for one', () => {
  for (const [title, words] of /** @type {[RegExp, RegExp][]} */ ([
    [/^subtle \S+ \(BSD-3-Clause\)\n/u, /Neither the name of the copyright holder/u],
    [/^unicode-ident \S+ \(Unicode-3\.0\)\n/u, /this copyright and permission notice appear/u],
    [/^strsim \S+ \(MIT\)\n/u, /Permission is hereby granted/u],
    [/^esbuild \S+, in the scripts \(MIT\)\n/u, /Evan Wallace/u],
    [/^Rust's standard library \d+\.\d+\.\d+/u, /The Rust Project Contributors/u],
  ])) {
    const [section = '', ...others] = sections(title);
    assert.match(section, words);
    assert.deepEqual(others, []);
  }
});

test('the glue of wasm-bindgen and the crates of every digest are named', () => {
  for (const name of ['wasm-bindgen', 'wasm-bindgen-cli-support', 'js-sys', 'md-5', 'sha1', 'sha2', 'zeroize']) {
    assert.match(notices, new RegExp(`^(.+, )?${name} \\d+\\.\\S+(,.*)? \\(MIT\\)$`, 'mu'));
  }
});
