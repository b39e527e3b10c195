//! The READMEs are read before anything else: they stay short. What they say of each gateway is in registry.rs.
#![cfg(not(target_arch = "wasm32"))]

/// What is longer belongs into a page of docs/guide/.
const MOST_BYTES: usize = 10_000;

#[test]
fn both_readmes_are_short() {
    for (name, readme) in
        [("README.md", include_str!("../../README.md")), ("README.zh-CN.md", include_str!("../../README.zh-CN.md"))]
    {
        assert!(readme.len() <= MOST_BYTES, "{name} has {} bytes", readme.len());
    }
}
