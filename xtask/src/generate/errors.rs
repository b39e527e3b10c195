//! The page of errors: a section for each code, with what to do about it and every sentence that is said with it.

use fensign::problem::{Bilingual, Code, Sentence, Severity};

use super::pages::table;
use super::wording::{Lang, code, wordless};

pub fn page(lang: Lang) -> String {
    let title = lang.pick("# Errors and warnings", "# 错误与警告");
    let about = lang.pick(
        "Every problem has a `code`, which is stable, and a `message` (`messageZh` in Chinese), which is one of the \
         sentences below and may be reworded. With an *error* nothing is signed or sent, and `decide` does \
         not deliver; a *warning* stops nothing. What `accept` names becomes a warning, and so do some errors of fields that nobody has \
         documented.",
        "每个问题都有稳定的 `code` 和 `message`（中文为 `messageZh`）；`message` 是下列句子之一，措辞可能调整。*错误*：不签名、不发送，\
         `decide` 也不会判定发货；*警告*：不阻止任何操作。`accept` 列出的问题变为警告；对没有文档依据的字段，部分错误也只作警告。",
    );
    let legend = lang.pick(
        "`{name}` stands for what was found or is wanted; `{near}` for “; did you mean …?”, or for nothing.",
        "`{name}` 表示实际值或期望值；`{near}` 表示“；是否想写 …？”，也可能为空。",
    );
    let sections: String = Code::ALL.iter().map(|(code, remedy)| section(lang, *code, *remedy)).collect();
    format!("{title}\n\n{about}\n\n{legend}\n{sections}")
}

fn section(lang: Lang, of: Code, remedy: Bilingual) -> String {
    let head = lang.pick(["message", "severity"], ["提示", "级别"]);
    let sentences = Sentence::ALL.iter().filter(|sentence| sentence.code == of);
    let rows = sentences.map(|sentence| {
        let template = lang.pick(sentence.english(), sentence.chinese());
        [template.to_owned(), severity(lang, sentence.severity).to_owned()]
    });
    format!("\n## {}\n\n{}\n\n{}", code(of.as_str()), lang.of(remedy), table(head, rows))
}

fn severity(lang: Lang, severity: Severity) -> &'static str {
    match severity {
        Severity::Error => lang.pick("error", "错误"),
        Severity::Warning => lang.pick("warning", "警告"),
        other => wordless(other),
    }
}
