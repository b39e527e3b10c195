//! The ways of paying that an operation has a code for, as a TypeScript type.

use fensign::table::{FieldSpec, Operation, PayBy, Scene, Way};

/// The fields that say how the customer pays, and the pairs of `payBy` and `scene` that stand for their codes.
pub fn ways(operation: &Operation) -> Option<String> {
    let is_code = |field_spec: &&FieldSpec| field_spec.values.iter().any(|choice| choice.way.is_some());
    let rows: Vec<_> = operation.fields.iter().filter(is_code).collect();
    let mut pairs: Vec<(Vec<PayBy>, Vec<Scene>)> = Vec::new();
    for &(pay_by, _) in PayBy::ALL {
        let scenes =
            Scene::ALL.iter().map(|&(scene, _)| scene).filter(|&scene| rows.iter().all(|row| has(row, pay_by, scene)));
        let scenes: Vec<_> = scenes.collect();
        match pairs.iter_mut().find(|(_, others)| *others == scenes) {
            _ if scenes.is_empty() => {}
            Some((all, _)) => all.push(pay_by),
            None => pairs.push((vec![pay_by], scenes)),
        }
    }
    let pairs = pairs.iter().map(|(pay_by, scenes)| {
        // A code that says nothing of scenes stands for all of them.
        let is_needed = scenes.len() < Scene::ALL.len();
        let scene = if is_needed {
            format!("scene: {}", union(scenes.iter().map(|scene| scene.as_str())))
        } else {
            "scene?: Scene | undefined".to_owned()
        };
        format!("{{ payBy: {}; {scene} }}", union(pay_by.iter().map(|pay_by| pay_by.as_str())))
    });
    let pairs = pairs.collect::<Vec<_>>().join(" | ");
    let codes = union(rows.iter().map(|row| row.name));
    (!rows.is_empty()).then(|| format!("{{ codes: {codes}; pairs: {pairs} }}"))
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
