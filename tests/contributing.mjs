// Applies the blocks of docs/add-a-gateway.md to a copy of the repository, and runs there what the page ends with: a stranger's
// path, step by step. `node tests/contributing.mjs [FOLDER]`: a given folder is kept, and its target/ and node_modules/ are used again.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const PAGE = 'docs/add-a-gateway.md';

const COMMANDS = [
  'cargo xtask generate',
  'cargo test --package fensign --test gateways -- registry:: neutral::',
  'cargo test --package fensign --test diagnosis -- causes::every_cause_alone_is_named',
  'cargo xtask interop',
  'npx tsc --project .',
  'node --test tests/js/registry.test.mjs tests/js/sandbox*.test.mjs tests/shop/*.test.mjs',
];

/** Where a block goes: said in the paragraph above it, which begins with the file's name as code. */
const BLOCK =
  /^(`+)(?<file>[\w./-]+)\1, (?:(?<isNew>a new file)|(?<place>after the line|before the last line|instead of the line) (`+) ?(?<line>.+?) ?\5):\n\n```\w+\n(?<text>.*?)^```$/gmsu;

/** What puts a block into the text of its file. @type {Record<string, (lines: string[], at: number, text: string) => void>} */
const PLACES = {
  'after the line': (lines, at, text) => lines.splice(at + 1, 0, text),
  'before the last line': (lines, at, text) => lines.splice(at, 0, text),
  'instead of the line': (lines, at, text) => lines.splice(at, 1, text),
};

/**
 * The text of a file with a block in it; the quoted line must be there once.
 * @param {string} before @param {string} place @param {string} line @param {string} text
 */
function placed(before, place, line, text) {
  const lines = before.split('\n');
  const found = [...lines.keys()].filter((at) => lines[at]?.trimStart().startsWith(line));
  const at = place === 'before the last line' ? found.at(-1) : found[0];
  if (at === undefined || (place !== 'before the last line' && found.length > 1))
    throw new Error(`${found.length} lines begin with ${line}`);
  PLACES[place]?.(lines, at, text.replace(/\n$/u, ''));
  return lines.join('\n');
}

/** @param {string} root @param {Record<string, string | undefined>} groups */
function apply(root, { file = '', place, line = '', text = '' }) {
  const path = join(root, file);
  if ((place === undefined) === existsSync(path))
    throw new Error(`${file} ${place ? 'is not there' : 'is there already'}`);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, place === undefined ? text : placed(readFileSync(path, 'utf8'), place, line, text));
}

function copy(/** @type {string} */ root) {
  const listed = spawnSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { cwd: ROOT });
  if (listed.status !== 0) throw new Error(String(listed.stderr));
  for (const file of String(listed.stdout).split('\0').filter(Boolean))
    if (existsSync(join(ROOT, file))) cpSync(join(ROOT, file), join(root, file));
}

const [given] = process.argv.slice(2);
const root = given ?? mkdtempSync(join(tmpdir(), 'fensign-contributing-'));
try {
  for (const name of existsSync(root) ? readdirSync(root) : [])
    if (name !== 'target' && name !== 'node_modules') rmSync(join(root, name), { recursive: true });
  copy(root);
  const page = readFileSync(join(ROOT, PAGE), 'utf8');
  const blocks = [...page.matchAll(BLOCK)];
  const fences = page.match(/^```(?:rust|js|json|md|python|php|java|go)$/gmu) ?? [];
  if (blocks.length !== fences.length || blocks.length === 0)
    throw new Error(`${PAGE}: ${fences.length} blocks, of which ${blocks.length} say where they go`);
  for (const { groups = {} } of blocks) apply(root, groups);
  console.log(`${blocks.length} blocks applied`);
  for (const command of COMMANDS) {
    if (!page.includes(`\n${command}\n`)) throw new Error(`${PAGE} does not say: ${command}`);
    console.log(`\n$ ${command}`);
    const { status } = spawnSync(command, { cwd: root, shell: true, stdio: 'inherit' });
    if (status !== 0) throw new Error(`failed: ${command}`);
  }
} finally {
  if (given === undefined) rmSync(root, { recursive: true, force: true });
}
