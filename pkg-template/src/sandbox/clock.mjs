// When things are done: by the platform's timers, or, where the caller has a clock of his own, when he says `run`.
/** Timers take no longer delay. */
const LONGEST_DELAY = 2 ** 31 - 1;

/** @param {(() => number) | undefined} given */
export function createClock(given) {
  const now = given ?? Date.now;
  /** @type {{ at: number, task: () => Promise<void> }[]} */
  let waiting = [];
  /** @type {Set<Promise<void>>} */
  const running = new Set();
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;

  const start = (/** @type {() => Promise<void>} */ task) => {
    const done = task().finally(() => running.delete(done));
    running.add(done);
    return done;
  };
  const startDue = () => {
    const due = waiting.filter(({ at }) => at <= now()).sort((one, other) => one.at - other.at);
    waiting = waiting.filter((one) => !due.includes(one));
    for (const { task } of due) void start(task);
    arm();
  };
  const arm = () => {
    clearTimeout(timer);
    if (given !== undefined || waiting.length === 0) return;
    const next = Math.min(...waiting.map(({ at }) => at)) - now();
    timer = setTimeout(startDue, Math.min(Math.max(next, 0), LONGEST_DELAY));
    // A process ends though a notification could be repeated.
    if (typeof timer === 'object') timer.unref?.();
  };

  return {
    now,
    /**
     * Does it once the time has come: at once if it has, and then resolves when it is done.
     * @param {number} at
     * @param {() => Promise<void>} task which never rejects
     */
    async at(at, task) {
      if (at <= now()) return start(task);
      waiting.push({ at, task });
      arm();
    },
    /** @param {number} ms */
    sleep: (ms) =>
      new Promise((/** @type {(value?: unknown) => void} */ resolve) => {
        waiting.push({ at: now() + ms, task: async () => resolve() });
        arm();
      }),
    /** What is due, and what that makes due, until nothing is. */
    async run() {
      for (;;) {
        startDue();
        if (running.size === 0) return;
        await Promise.all(running);
      }
    },
    stop() {
      waiting = [];
      clearTimeout(timer);
    },
  };
}
