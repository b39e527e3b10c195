//! The READMEs: their Rust examples run, and their tables of codes are those of the code.
#![cfg(not(target_arch = "wasm32"))]

use fensign::Code;

const README: &str = include_str!("../../README.md");
const README_ZH: &str = include_str!("../../README.zh-CN.md");

#[test]
fn every_code_is_in_both_readmes_with_its_remedy() {
    for (code, remedy) in Code::ALL {
        let row = |words| format!("| `{}` | {words} |", code.as_str());
        assert!(README.contains(&row(remedy.en)), "README.md lacks {}", row(remedy.en));
        assert!(README_ZH.contains(&row(remedy.zh)), "README.zh-CN.md lacks {}", row(remedy.zh));
    }
}
