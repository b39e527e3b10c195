using Workerd = import "/workerd/workerd.capnp";

const config :Workerd.Config = (
  services = [
    # A server on this machine is reached too.
    (name = "internet", network = (allow = ["private"])),
    (
      name = "main",
      worker = (
        modules = [
          (name = "worker.mjs", esModule = embed "worker.mjs"),
          (name = "fensign.wasm", wasm = embed "fensign.wasm"),
          (name = "diagnose.wasm", wasm = embed "diagnose.wasm"),
        ],
        bindings = [(name = "address", text = embed "address.txt")],
        compatibilityDate = "2025-01-01",
      ),
    ),
  ],
);
