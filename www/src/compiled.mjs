// The package's modules as the page holds them: compressed, which is less to load and to read; and compiled beside the
// thread that draws the page.

/** @param {string} packed gzip, in Base64 */
export async function compiled(packed) {
  const text = atob(packed);
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at++) bytes[at] = text.charCodeAt(at);
  const unpacked = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
  return WebAssembly.compile(await new Response(unpacked).arrayBuffer());
}
