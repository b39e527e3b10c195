//! The page of neutral names: what each is at each gateway.

use fensign::gateways::ALL;
use fensign::table::{FieldSpec, GatewaySpec, Inside, Operation, OperationRole, PayBy, Prose, Role, Scene, Way};

use super::pages::wide_table;
use super::types::doc;
use super::wording::{Lang, code};

pub fn page(lang: Lang) -> String {
    let title = lang.pick("# One order for every gateway", "# 各网关通用的字段名");
    let about = lang.pick(
        "`request` takes these names for every gateway, beside the gateway's own, and writes the gateway's own fields from them: \
         amounts in whole fen and times in ms since 1970 are converted exactly. A name and the field that it stands for \
         together are an error `duplicate`. A name that an operation has no field for is a warning `not-sent` in \
         `request.problems`.",
        "`request` 对每个网关都接受下列字段名，可与网关自己的字段名混用，由 fensign 写入网关自己的字段：金额为整数分，时间为毫秒时间戳，\
         均精确换算。同一个字段用两种名称同时给出会报错 `duplicate`；接口没有对应字段时，`request.problems` 中有警告 `not-sent`。",
    );
    let operations = lang.pick("## Operations", "## 接口");
    let fields = lang.pick("## Fields", "## 字段");
    let ways = lang.pick("## The way of paying", "## 支付方式");
    let ways_about = lang.pick(
        "`payBy` and `scene` together are the gateway's own code, where its documents name one. Any other way: give the \
         gateway's own field, from your contract. 4pyun's customers choose on its page.",
        "`payBy` 与 `scene` 合起来对应网关自己的代码（文档给出的部分）。其他方式以网关提供的接入文档为准，直接给出网关自己的字段。P云由用户在其页面上选择。",
    );
    let operation_rows: Vec<_> = OperationRole::ALL.iter().map(|(role, _)| operation_row(lang, *role)).collect();
    let field_rows: Vec<_> = Role::ALL.iter().map(|(role, _)| field_row(lang, *role)).collect();
    let operation_rows = wide_table(&head(lang, lang.pick("operation", "接口")), &operation_rows);
    let field_rows = wide_table(&head(lang, lang.pick("field", "字段")), &field_rows);
    let way_rows = wide_table(&ways_head(), &ways_rows(lang));
    let (colon, stop) = lang.pick((": ", "."), ("：", "。"));
    let (pay_by, scene) = (pay_by_legend(lang), scene_legend(lang));
    format!(
        "{title}\n\n{about}\n\n{operations}\n\n{operation_rows}\n{fields}\n\n{field_rows}\n{ways}\n\n{ways_about}\n\n{way_rows}\n\
         `payBy`{colon}{pay_by}{stop}\n\n`scene`{colon}{scene}{stop}\n"
    )
}

/// What a request takes under neutral names, as a TypeScript type. Not formatted: prettier does that.
pub fn declaration() -> String {
    let member = |(role, _): &(Role, &str)| {
        let doc = doc(|lang| lang.of(role.about()).to_owned() + lang.pick(".", "。"));
        format!("{doc}{}?: {} | null | undefined;\n", role.as_str(), type_of(*role))
    };
    let members: String = Role::ALL.iter().map(member).collect();
    let pay_by = doc(|lang| lang.pick("What the customer pays with: ", "支付渠道：").to_owned() + &pay_by_legend(lang));
    let scene = doc(|lang| lang.pick("Where the customer pays: ", "支付场景：").to_owned() + &scene_legend(lang));
    format!(
        "/** What fields are to every gateway alike, whatever its own names; each becomes the gateway's own field, exactly. 各网关统一的字段名。 */
export interface NeutralFields {{
    {members}
    {pay_by}payBy?: PayBy | null | undefined;
    {scene}scene?: Scene | null | undefined;
}}"
    )
}

fn type_of(role: Role) -> &'static str {
    match role {
        Role::AmountFen | Role::RefundFen => "Fen",
        Role::NotifyUrl | Role::ReturnUrl | Role::ClientIp => "string",
        _ => "Textual",
    }
}

fn pay_by_legend(lang: Lang) -> String {
    legend(lang, PayBy::ALL.iter().map(|(it, _)| (it.as_str(), it.about())))
}

fn scene_legend(lang: Lang) -> String {
    legend(lang, Scene::ALL.iter().map(|(it, _)| (it.as_str(), it.about())))
}

/// The name, what it means, and a column for each gateway.
fn head(lang: Lang, name: &str) -> Vec<String> {
    let ids = ALL.iter().map(|spec| code(spec.id));
    [name.to_owned(), lang.pick("meaning", "说明").to_owned()].into_iter().chain(ids).collect()
}

fn operation_row(lang: Lang, role: OperationRole) -> Vec<String> {
    let own = |spec: &&GatewaySpec| of_role(spec, role).map(|operation| code(operation.name)).unwrap_or_default();
    [code(role.as_str()), lang.of(role.about()).to_owned()].into_iter().chain(ALL.iter().map(own)).collect()
}

fn of_role(spec: &GatewaySpec, role: OperationRole) -> Option<&'static Operation> {
    spec.operations.iter().find(|operation| operation.role == Some(role))
}

fn field_row(lang: Lang, role: Role) -> Vec<String> {
    let own = |spec: &&GatewaySpec| {
        let mut names: Vec<String> = Vec::new();
        for operation in spec.operations.iter().filter(|operation| operation.role.is_some()) {
            names.extend(operation.fields.iter().flat_map(|row| paths(row, role)).map(|path| code(&path)));
        }
        names.sort_unstable();
        names.dedup();
        names.join(", ")
    };
    [code(role.as_str()), lang.of(role.about()).to_owned()].into_iter().chain(ALL.iter().map(own)).collect()
}

/// The paths of the rows of this role: the row itself, or those inside it.
fn paths(field_spec: &FieldSpec, role: Role) -> Vec<String> {
    let inner = match field_spec.inside {
        Inside::Table(inner) | Inside::Known(inner) => inner,
        _ => &[],
    };
    let own = (field_spec.role == Some(role)).then(|| field_spec.name.to_owned());
    let inner = inner.iter().filter(|inner| inner.role == Some(role));
    own.into_iter().chain(inner.map(|inner| format!("{}.{}", field_spec.name, inner.name))).collect()
}

fn ways_head() -> Vec<String> {
    ["payBy", "scene"].map(code).into_iter().chain(ALL.iter().map(|spec| code(spec.id))).collect()
}

/// A row for each way that any gateway has a code for; one alone where the codes are the same in every scene.
fn ways_rows(lang: Lang) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    for (pay_by, _) in PayBy::ALL {
        let in_scene = |scene| ALL.iter().map(|spec| codes(spec, *pay_by, scene)).collect::<Vec<_>>();
        let mut scenes: Vec<_> = Scene::ALL.iter().map(|(scene, _)| (code(scene.as_str()), in_scene(*scene))).collect();
        if scenes.windows(2).all(|pair| pair[0].1 == pair[1].1) {
            scenes.truncate(1);
            scenes[0].0 = lang.pick("any", "任意").to_owned();
        }
        scenes.retain(|(_, codes)| codes.iter().any(|codes| !codes.is_empty()));
        rows.extend(scenes.into_iter().map(|(scene, codes)| [vec![code(pay_by.as_str()), scene], codes].concat()));
    }
    rows
}

/// The words, each with its meaning.
fn legend(lang: Lang, words: impl Iterator<Item = (&'static str, Prose)>) -> String {
    let word = |(word, about): (&str, Prose)| format!("{} {}", code(word), lang.of(about));
    words.map(word).collect::<Vec<_>>().join(lang.pick("; ", "；"))
}

/// The gateway's codes for a way of paying, if every row that asks for it has one.
fn codes(spec: &GatewaySpec, pay_by: PayBy, scene: Scene) -> String {
    let Some(operation) = of_role(spec, OperationRole::Place) else { return String::new() };
    let rows = operation.fields.iter().filter(|row| row.values.iter().any(|choice| choice.way.is_some()));
    let is = |way: Way| {
        (way.pay_by.is_empty() || way.pay_by.contains(&pay_by)) && (way.scene.is_empty() || way.scene.contains(&scene))
    };
    let code_of = |row: &FieldSpec| {
        let choice = row.values.iter().find(|choice| choice.way.is_some_and(is))?;
        Some(code(&format!("{} {}", row.name, choice.value)))
    };
    rows.map(code_of).collect::<Option<Vec<_>>>().unwrap_or_default().join(", ")
}
