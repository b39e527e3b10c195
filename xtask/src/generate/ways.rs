//! The ways of paying that an operation has a code for, as a TypeScript type.

use fensign::table::{FieldSpec, Operation, PayBy, Scene, Way};

/// The fields that say how the customer pays, and for each `payBy` the scenes that they have codes for.
pub fn ways(operation: &Operation) -> Option<String> {
    let is_code = |field_spec: &&FieldSpec| field_spec.values.iter().any(|choice| choice.way.is_some());
    let rows: Vec<_> = operation.fields.iter().filter(is_code).collect();
    let scenes = |&(pay_by, _): &(PayBy, &str)| {
        let scenes = Scene::ALL.iter().map(|&(scene, _)| scene);
        let scenes: Vec<_> = scenes.filter(|&scene| rows.iter().all(|row| has(row, pay_by, scene))).collect();
        match scenes.len() {
            0 => None,
            // The code says nothing of scenes.
            all if all == Scene::ALL.len() => Some(format!("{}: Scene;", pay_by.as_str())),
            _ => Some(format!("{}: {};", pay_by.as_str(), union(scenes.iter().map(|scene| scene.as_str())))),
        }
    };
    let scenes: String = PayBy::ALL.iter().filter_map(scenes).collect();
    let codes = union(rows.iter().map(|row| row.name));
    (!rows.is_empty()).then(|| format!("{{ codes: {codes}; scenes: {{ {scenes} }} }}"))
}

/// Whether one of the row's codes stands for that. What a code says nothing of may be anything.
fn has(row: &FieldSpec, pay_by: PayBy, scene: Scene) -> bool {
    let fits = |way: Way| {
        (way.pay_by.is_empty() || way.pay_by.contains(&pay_by)) && (way.scene.is_empty() || way.scene.contains(&scene))
    };
    row.values.iter().filter_map(|choice| choice.way).any(fits)
}

fn union<'a>(names: impl Iterator<Item = &'a str>) -> String {
    names.map(|name| format!("{name:?}")).collect::<Vec<_>>().join(" | ")
}
