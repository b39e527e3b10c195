using Workerd = import "/workerd/workerd.capnp";

const config :Workerd.Config = (
  services = [
    (
      name = "main",
      worker = (
        modules = [
          (name = "worker.mjs", esModule = embed "worker.mjs"),
          (name = "fensign.wasm", wasm = embed "fensign.wasm"),
          (name = "diagnose.wasm", wasm = embed "diagnose.wasm"),
        ],
        compatibilityDate = "2025-01-01",
      ),
    ),
  ],
);
