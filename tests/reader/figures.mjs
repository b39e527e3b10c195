// `node tests/reader/figures.mjs`: what reading 1 MB takes, the slowest first. CPU time, since others may be at work.
import { read } from '../../reader/index.mjs';
import { SIZED } from './sizes.mjs';

const SIZE = 1_000_000;
const cpu = () => process.cpuUsage().user + process.cpuUsage().system;

const figures = Object.entries(SIZED).map(([kind, make]) => {
  const text = make(SIZE);
  const start = cpu();
  const { messages, problem } = read(text);
  return { ms: Math.round((cpu() - start) / 1000), kind, read: messages.length, problem: problem?.code ?? '' };
});
console.table(figures.sort((one, other) => other.ms - one.ms));
