// Rounds in random order, and in each fensign beside every peer in turn: whatever slows the machine down for a while slows
// both of a pair.

const THOROUGH = { rounds: 150, warmUpMs: 150 };
const QUICK = { rounds: 40, warmUpMs: 80 };
/** Long enough for the platform's clock, short enough that few are interrupted. */
export const BATCH_MS = { node: 1, browser: 3 };

let sink;

/** Milliseconds for so many calls. What makes their inputs, if something does, is not in them. */
function time(doer, { inputs, fresh }, calls) {
  let given = inputs;
  if (fresh) {
    given = [];
    for (let call = 0; call < calls; call++) given.push(fresh(inputs[call % inputs.length]));
  }
  const start = performance.now();
  for (let call = 0; call < calls; call++) sink = doer(given[call % given.length]);
  return performance.now() - start;
}

/** How many calls take a batch's time, once everything is warm; a batch that was interrupted does not count. */
function calibrate(doer, kind, batchMs, warmUpMs) {
  const end = performance.now() + warmUpMs;
  let calls = kind.inputs.length;
  for (;;) {
    const took = Math.min(...[1, 2, 3].map(() => time(doer, kind, calls)));
    if (took < batchMs / 2) calls *= 2;
    else if (performance.now() > end) return Math.ceil((calls * batchMs) / took);
  }
}

export function spread(numbers) {
  const sorted = numbers.toSorted((a, b) => a - b);
  const at = (share) => sorted[Math.round(share * (sorted.length - 1))];
  return { median: at(0.5), p10: at(0.1), p90: at(0.9) };
}

const shuffled = (items) =>
  items
    .map((item) => [Math.random(), item])
    .sort(([a], [b]) => a - b)
    .map(([, item]) => item);

function checkEqual({ id, inputs, fresh = (input) => input, doers, result = (found) => found }) {
  for (const input of inputs) {
    const [expected, ...others] = Object.values(doers).map((doer) =>
      JSON.stringify(sorted(result(doer(fresh(input))))),
    );
    if (others.some((other) => other !== expected)) throw new Error(`${id}: not all come to ${expected}: ${others}`);
  }
}

const sorted = (value) =>
  typeof value === 'object' && value !== null
    ? Object.fromEntries(
        Object.entries(value)
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .map(([name, item]) => [name, sorted(item)]),
      )
    : value;

/** Nanoseconds of each, and fensign's share of each peer's, from batches one after the other. */
export function measure(work, batchMs, quick = false) {
  const { rounds, warmUpMs } = quick ? QUICK : THOROUGH;
  return work.map((kind) => {
    checkEqual(kind);
    const [own, ...peers] = Object.entries(kind.doers).map(([name, doer]) => {
      return { name, doer, calls: calibrate(doer, kind, batchMs, warmUpMs), nanoseconds: [], ratio: [] };
    });
    for (let round = 0; round < Math.min(rounds, kind.rounds ?? rounds); round++) {
      for (const peer of shuffled(peers)) {
        for (const { doer, calls, nanoseconds } of shuffled([own, peer])) {
          nanoseconds.push((time(doer, kind, calls) * 1e6) / calls);
        }
        peer.ratio.push(own.nanoseconds.at(-1) / peer.nanoseconds.at(-1));
      }
    }
    const rows = [{ ...own, ratio: [1] }, ...peers].map(({ name, nanoseconds, ratio }) => {
      return { name, nanoseconds: spread(nanoseconds), ratio: spread(ratio) };
    });
    return { id: kind.id, strings: kind.strings, rows };
  });
}
