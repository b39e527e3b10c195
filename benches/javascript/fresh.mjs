// One process: milliseconds of the import, of the first signature, and of both, and what they add to the memory.
const before = process.memoryUsage().rss;
const start = performance.now();
const { Gateway } = await import('fensign');
const imported = performance.now();
new Gateway('pass2pay', { secret: 'secret' }).sign({ mchNo: 'M1', amount: '100' });
const signed = performance.now();
const memory = process.memoryUsage().rss - before;
console.log(
  JSON.stringify({
    importMs: imported - start,
    firstSignatureMs: signed - imported,
    bothMs: signed - start,
    memoryMb: memory / 2 ** 20,
  }),
);
