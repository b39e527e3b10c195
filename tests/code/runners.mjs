// Runs many programs of one language: each prints its signature. What takes long to start is started once, or once for each
// secret, since a program reads it from its environment.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { promisify } from 'node:util';

/** @typedef {{ id: string, code: string, secret: string }} Program */
/** @typedef {(programs: Program[]) => Promise<(string | undefined)[]>} Runner what each prints */

const run = promisify(execFile);
// Inside of the repository, where programs find the package.
const ROOT = new URL('../../target/code/', import.meta.url);
const MOST = 1 << 26;

/** @param {string} secret */
function environment(secret) {
  // Inside of a test, Node.js would report to the test runner.
  const { NODE_TEST_CONTEXT, ...env } = process.env;
  return { env: { ...env, FENSIGN_SECRET: secret, LC_ALL: 'C.UTF-8' }, maxBuffer: MOST };
}

/**
 * An empty folder for programs of a language.
 * @param {string} name
 */
export function folder(name) {
  const url = new URL(`${name}/`, ROOT);
  rmSync(url, { recursive: true, force: true });
  mkdirSync(url, { recursive: true });
  return url.pathname;
}

/**
 * @param {string} path
 * @param {string} text
 */
function write(path, text) {
  mkdirSync(path.slice(0, path.lastIndexOf('/')), { recursive: true });
  writeFileSync(path, text);
}

/**
 * @param {string} program
 * @param {string[]} options
 * @param {string} secret
 * @param {string} [cwd]
 */
async function printed(program, options, secret = '', cwd = undefined) {
  const { stdout } = await run(program, options, { ...environment(secret), ...(cwd ? { cwd } : {}) });
  return stdout;
}

/**
 * As many at once as there are processors.
 * @template T, U
 * @param {readonly T[]} items
 * @param {(item: T, at: number) => Promise<U>} work
 */
async function inParallel(items, work) {
  /** @type {U[]} */
  const results = [];
  const rest = items.entries();
  const worker = async () => {
    for (const [at, item] of rest) results[at] = await work(item, at);
  };
  await Promise.all(Array.from({ length: availableParallelism() }, worker));
  return results;
}

/**
 * Lines of `number signature` from a process for each secret.
 * @param {Program[]} programs
 * @param {(numbers: string[], secret: string) => Promise<string>} start
 */
async function bySecret(programs, start) {
  const secrets = [...new Set(programs.map(({ secret }) => secret))];
  const outputs = await inParallel(secrets, (secret) => {
    const numbers = programs.flatMap((program, at) => (program.secret === secret ? [String(at)] : []));
    return start(numbers, secret);
  });
  /** @type {Map<number, string>} */
  const signs = new Map();
  for (const line of outputs.join('').split('\n')) {
    const [number, sign] = line.split(' ');
    if (sign !== undefined) signs.set(Number(number), sign);
  }
  return programs.map((_, at) => signs.get(at));
}

/** One process that runs all. @type {(name: string, end: string, program: string, driver: string) => Runner} */
const inOne = (name, end, program, driver) => async (programs) => {
  const dir = folder(name);
  programs.forEach(({ code }, at) => write(`${dir}${at}${end}`, code));
  write(`${dir}secrets.json`, JSON.stringify(programs.map(({ secret }) => secret)));
  write(`${dir}driver${end}`, driver);
  const lines = (await printed(program, [`${dir}driver${end}`])).split('\n');
  assert.equal(lines.length, programs.length + 1, `${name} printed another number of lines`);
  return lines.slice(0, -1);
};

const NODE_DRIVER = `
import { readFileSync } from 'node:fs';
const secrets = JSON.parse(readFileSync(new URL('secrets.json', import.meta.url), 'utf8'));
for (const [at, secret] of secrets.entries()) {
  process.env.FENSIGN_SECRET = secret;
  await import(\`./\${at}.mjs\`);
}
`;

const PYTHON_DRIVER = `
import json, os, runpy
here = os.path.dirname(__file__)
with open(here + "/secrets.json", encoding="utf-8") as file:
    secrets = json.load(file)
for at, secret in enumerate(secrets):
    os.environ["FENSIGN_SECRET"] = secret
    runpy.run_path(f"{here}/{at}.py", run_name="__main__")
`;

/** A class of each package. @type {Runner} */
async function java(programs) {
  const dir = folder('java');
  const files = programs.map(({ code }, at) => {
    const file = `${dir}p${at}/Sign.java`;
    write(file, `package p${at};\n${code}`);
    return file;
  });
  const driver = `public class Driver {
    public static void main(String[] numbers) throws Exception {
      for (String number : numbers) {
        System.out.print(number + " ");
        Class.forName("p" + number + ".Sign").getMethod("main", String[].class).invoke(null, (Object) new String[0]);
      }
    }
  }`;
  write(`${dir}Driver.java`, driver);
  write(`${dir}files`, [...files, `${dir}Driver.java`].join('\n'));
  const fast = ['-J-XX:TieredStopAtLevel=1', '-J-XX:+UseSerialGC'];
  const options = [
    ...fast,
    '-encoding',
    'UTF-8',
    '-Xlint:all',
    '-Werror',
    '-proc:none',
    '-d',
    `${dir}classes`,
    `@${dir}files`,
  ];
  await printed('javac', options);
  const flags = ['-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC', '-Dfile.encoding=UTF-8', '-cp', `${dir}classes`];
  return bySecret(programs, (numbers, secret) => printed('java', [...flags, 'Driver', ...numbers], secret));
}

/** A package of each, and one program of all. @type {Runner} */
async function go(programs) {
  const dir = folder('go');
  programs.forEach(({ code }, at) => {
    const named = code.replace('\npackage main\n', `\npackage p${at}\n`).replace('\nfunc main() {', '\nfunc Main() {');
    write(`${dir}p${at}/sign.go`, named);
  });
  write(`${dir}go.mod`, 'module signs\n\ngo 1.19\n');
  const main = `package main

import (
\t"fmt"
\t"os"
${programs.map((_, at) => `\t"signs/p${at}"`).join('\n')}
)

var mains = map[string]func(){
${programs.map((_, at) => `\t"${at}": p${at}.Main,`).join('\n')}
}

func main() {
\tfor _, number := range os.Args[1:] {
\t\tfmt.Print(number, " ")
\t\tmains[number]()
\t}
}
`;
  write(`${dir}main.go`, main);
  const ugly = await printed('gofmt', ['-l', ...programs.map((_, at) => `${dir}p${at}`)]);
  if (ugly !== '') assert.fail(await printed('gofmt', ['-d', ...ugly.split('\n').slice(0, 1)]));
  await printed('go', ['build', '-o', `${dir}signs`, '.'], '', dir);
  return bySecret(programs, (numbers, secret) => printed(`${dir}signs`, numbers, secret));
}

const PHP_DRIVER = `<?php
error_reporting(-1);
ini_set('display_errors', '1');
foreach (json_decode(file_get_contents(__DIR__ . '/secrets.json')) as $at => $secret) {
    putenv('FENSIGN_SECRET=' . $secret);
    (function () use ($at) { require __DIR__ . "/$at.php"; })();
}
`;

/** A namespace of each, since PHP has functions once. @type {Runner} */
const php = (programs) =>
  inOne(
    'php',
    '.php',
    'php',
    PHP_DRIVER,
  )(
    programs.map(({ code, ...program }, at) => ({
      ...program,
      code: code.replace('<?php\n', `<?php\nnamespace p${at};\n`),
    })),
  );

/**
 * A process for each; what fails throws.
 * @param {string} name
 * @param {string} file
 * @param {(file: string) => [string, ...string[]]} command
 * @returns {(programs: Program[]) => Promise<string[]>}
 */
const tests = (name, file, command) => async (programs) => {
  const dir = folder(name);
  return inParallel(programs, async ({ code, secret }, at) => {
    write(`${dir}${at}/${file}`, code);
    const [program, ...options] = command(file);
    return printed(program, options, secret, `${dir}${at}`);
  });
};

/** @satisfies {Record<string, Runner>} */
export const PROGRAMS = {
  node: inOne('node', '.mjs', 'node', NODE_DRIVER),
  java,
  php,
  python: inOne('python', '.py', 'python3', PYTHON_DRIVER),
  go,
  fensign: inOne('fensign', '.mjs', 'node', NODE_DRIVER),
};

/** What each test says that passes. */
export const TESTS = {
  'node-test': { run: tests('node-test', 'sign.test.mjs', (file) => ['node', '--test', file]), passed: /^# pass 1$/m },
  'python-test': {
    // What unittest says goes to the standard error; that it fails, its exit code.
    run: tests('python-test', 'test_sign.py', (file) => ['sh', '-c', `python3 -m unittest ${file} 2>&1`]),
    passed: /^Ran 1 test [^]*^OK$/m,
  },
  'go-test': { run: tests('go-test', 'sign_test.go', (file) => ['go', 'test', file]), passed: /^ok\b/ },
};
