// What xtask/src/page.rs makes of worker.mjs: its script, as a text.
declare module '#worker' {
  const text: string;
  export default text;
}
