//! Requests whose names are those of an earlier one: only their values cross, by the arena.

use serde::Serialize;
use wasm_bindgen::prelude::*;

use super::engine::{Engine, encoding_of, millis};
use super::{Result, arena, object};
use crate::json::texts;
use crate::request_plan::{PlannedRequest, RequestFrame, RequestPlan};

/// What JavaScript learns of a plan.
#[derive(Serialize)]
struct Learnt {
    plan: usize,
    #[serde(flatten)]
    frame: RequestFrame,
}

#[wasm_bindgen]
impl Engine {
    /// Makes a plan for requests of this operation with these names, a JSON array, in this order. Nothing where such requests
    /// take the general way. The first plan of all makes those void that were made before.
    #[wasm_bindgen(js_name = learnRequest, unchecked_return_type = "import('../request-plans.mjs').Frame | undefined")]
    pub fn learn_request(
        &mut self,
        operation: &str,
        encoding: Option<String>,
        names: &str,
        is_first: bool,
    ) -> Result<JsValue> {
        if is_first {
            self.request_plans.clear();
        }
        let learnt = texts(names).and_then(|names| {
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            let encoding = encoding_of(encoding.as_deref()).ok()?;
            RequestPlan::of(&self.gateway, operation, encoding, &names)
        });
        let Some((plan, frame)) = learnt else { return Ok(JsValue::UNDEFINED) };
        self.request_plans.push(plan);
        object(&Learnt { plan: self.request_plans.len() - 1, frame })
    }

    /// [`crate::Gateway::request`] of the values in the arena: the texts of the defaults and of the signature, whose lengths the
    /// arena has, and the body or the query. Empty where the general way must be taken.
    #[wasm_bindgen(js_name = requestPlanned)]
    pub fn request_planned(&mut self, plan: usize, bytes: usize, now: f64) -> String {
        let Some(plan) = self.request_plans.get_mut(plan) else { return String::new() };
        let request = arena::with_values(plan.values(), bytes, |room| plan.carry_out(&self.gateway, millis(now), room));
        let written = request.and_then(|PlannedRequest { texts, sent }| {
            arena::write_units(&texts)?;
            let mut all = texts;
            all.push(sent);
            Some(all.concat())
        });
        written.unwrap_or_default()
    }
}
