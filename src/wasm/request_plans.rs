//! Requests whose names are those of an earlier one: only their values cross, by the arena.

use wasm_bindgen::prelude::*;

use super::arena;
use super::engine::{Engine, encoding_of, millis};
use crate::json::texts;
use crate::json_text;
use crate::request_plan::{PlannedRequest, RequestPlan};

#[wasm_bindgen]
impl Engine {
    /// Makes a plan for requests of this operation with these names, a JSON array, in this order: what there is to learn of it. Empty
    /// where such requests take the general way. The first plan of all makes those void that were made before.
    #[wasm_bindgen(js_name = learnRequest)]
    pub fn learn_request(&mut self, operation: &str, encoding: Option<String>, names: &str, is_first: bool) -> String {
        if is_first {
            self.request_plans.clear();
        }
        let learnt = texts(names).and_then(|names| {
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            let encoding = encoding_of(encoding.as_deref()).ok()?;
            RequestPlan::of(&self.gateway, operation, encoding, &names)
        });
        let Some((plan, frame)) = learnt else { return String::new() };
        self.request_plans.push(plan);
        json_text::of_frame(&frame, self.request_plans.len() - 1)
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
