import { FensignError, Gateway } from 'fensign';
import { diagnose } from 'fensign/diagnose';

/** What the first call into each module comes to, and the next one. */
function outcomes() {
  const evidence = { secret: 's', fields: { a: '1' }, string: 'a=1&key=s' };
  const calls = [() => new Gateway({}, { secret: 's' }).sign({ a: '1' }).length, () => diagnose({}, evidence).verdict];
  return [...calls, ...calls].map((call) => {
    try {
      return call();
    } catch (error) {
      const [{ message, messageZh }] = error.problems;
      const isNamed = [message, messageZh].every((text) => text.includes("'wasm-unsafe-eval'"));
      return `${error instanceof FensignError} ${error.code} ${isNamed}`;
    }
  });
}

console.log(outcomes().join(', '));
