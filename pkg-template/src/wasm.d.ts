// Bytes where esbuild inlines them, a WebAssembly.Module where the runtime imports it: the entry knows which.
declare module '#wasm' {
  const wasm: Uint8Array<ArrayBuffer> & WebAssembly.Module;
  export default wasm;
}

declare module '#wasm?module' {
  const wasm: WebAssembly.Module;
  export default wasm;
}
