// node tests/fuzz/run.mjs TARGET --seed=N --runs=N | --seconds=N: changes valid inputs, and tries what comes of it. An input
// that fails is left in --out. `cargo xtask fuzz` runs this.
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { randomOf } from '../js/random.mjs';
import { mutated } from './mutate.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seed: { type: 'string', default: '1' },
    runs: { type: 'string', default: 'Infinity' },
    seconds: { type: 'string', default: 'Infinity' },
    out: { type: 'string', default: 'target/fuzz/found' },
  },
});
const [name = ''] = positionals;
const [seed, runs, seconds] = [values.seed, values.runs, values.seconds].map(Number);

/** @type {{ run: (input: string) => Promise<void>, seeds: () => Promise<string[]> }} */
const target = await import(`./${name}.mjs`);

/** @param {string} input */
async function tried(input) {
  try {
    await target.run(input);
  } catch (error) {
    mkdirSync(values.out, { recursive: true });
    // No file has half a character, but its JSON.
    const file = join(values.out, `${name}-${Date.now()}${/\p{Surrogate}/u.test(input) ? '.json' : ''}`);
    writeFileSync(file, file.endsWith('.json') ? JSON.stringify(input) : input);
    throw new Error(
      `${name}: the input is in ${file}; under a name that says what is wrong, it belongs to tests/fuzz/corpus/${name}`,
      {
        cause: error,
      },
    );
  }
}

const folder = new URL(`corpus/${name}/`, import.meta.url);
// A target that never found a fault has none.
const kept = (existsSync(folder) ? readdirSync(folder) : []).map((file) => {
  const text = readFileSync(new URL(file, folder), 'utf8');
  return file.endsWith('.json') ? JSON.parse(text) : text;
});
const inputs = [...(await target.seeds()), ...kept];
for (const input of inputs) await tried(input);

const random = randomOf(seed ?? 1);
const end = Date.now() + (seconds ?? 0) * 1000;
let count = 0;
for (; count < (runs ?? 0) && Date.now() < end; count += 1) await tried(mutated(random.of(inputs), random, inputs));
console.log(`${name}: ${inputs.length} inputs as they are and ${count} changed ones, seed ${seed}`);
process.exit();
