//! Whether the values of a configuration fit together.

use super::Config;

/// One sentence for each finding; empty means usable.
pub fn findings(config: &Config) -> Vec<String> {
    let _ = config;
    Vec::new()
}
