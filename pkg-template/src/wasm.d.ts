// Base64 where esbuild inlines it, a WebAssembly.Module where the runtime imports it: the entry knows which.
declare module '#wasm' {
  const wasm: string & WebAssembly.Module;
  export default wasm;
}

declare module '#wasm?module' {
  const wasm: WebAssembly.Module;
  export default wasm;
}
