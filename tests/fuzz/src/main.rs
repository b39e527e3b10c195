//! One target under libFuzzer, which mutates inputs towards code that none has reached. `cargo xtask fuzz` builds and runs it.
#![no_main]

use std::{env, fs, path::PathBuf, sync::OnceLock};

use fensign_fuzz::{Target, target};

static TARGET: OnceLock<&Target> = OnceLock::new();

libfuzzer_sys::fuzz_target!(
    init: {
        let (name, seeds) = (env::var("FUZZ_TARGET").unwrap(), PathBuf::from(env::var_os("FUZZ_SEEDS").unwrap()));
        let found = target(&name).unwrap_or_else(|| panic!("no such target: {name}"));
        TARGET.get_or_init(|| found);
        // libFuzzer reads its folders after this.
        fs::create_dir_all(&seeds).unwrap();
        for (index, seed) in (found.seeds)().iter().enumerate() {
            fs::write(seeds.join(format!("seed-{index:03}")), seed).unwrap();
        }
    },
    |data: &[u8]| {
        if let Some(target) = TARGET.get() {
            (target.run)(data);
        }
    }
);
