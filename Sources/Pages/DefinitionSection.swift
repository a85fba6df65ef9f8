internal import Charts
internal import Definitions
internal import Figures
internal import Report

/// What each KPI counts, and where its definition comes from.
struct DefinitionSection {
  let edition: Edition

  var markup: Markup {
    #"""
    <section id="definitions" aria-labelledby="definitions-title">
    <h2 id="definitions-title">\#(edition.say("Definitions", "Định nghĩa chỉ tiêu"))</h2>
    <dl class="definitions">
    \#(edition.definition.kpis.map(entry))</dl></section>

    """#
  }

  private func entry(_ kpi: KPI) -> Markup {
    let formulas = kpi.formulas.map { formula -> Markup in
      formula.key == "count" && formula.text == "true"
        ? "<li>\(edition.say("every record counts", "đếm mọi bản ghi"))</li>"
        : "<li>\(words(formula.key)): <code>\(formula.text)</code></li>"
    }
    let dataset = kpi.dataset.map { name -> Markup in
      "<li>\(edition.say("counted in", "tính trên")): \(edition.dataset(name))</li>"
    }
    let interval = kpi.interval.map { method -> Markup in
      let name = edition.text(Label(intervalMethod: edition.methodName(method, of: kpi)))
      return
        "<li>\(edition.say("interval", "khoảng tin cậy")): \(name), \(edition.level(kpi.level))</li>"
    }
    let basis = edition.basis(of: kpi.publishedIDs.first ?? kpi.id).map { basis -> Markup in
      "<li>\(basis)</li>"
    }
    let target = kpi.target.map { target -> Markup in
      "<li>\(edition.say("target", "mục tiêu")): \(edition.words(target, of: kpi.id))</li>"
    }
    let better =
      kpi.better == .higher
      ? edition.say("higher is better", "càng cao càng tốt")
      : edition.say("lower is better", "càng thấp càng tốt")
    let source =
      kpi.source.isEmpty
      ? nil as Markup?
      : #"<li>\#(edition.say("source", "nguồn")): <span lang="en">\#(kpi.source)</span></li>"#
    return #"""
      <dt id="d-\#(kpi.id)">\#(edition.text(kpi.label)) <code>\#(kpi.id)</code></dt>
      <dd><ul>\#(formulas)\#(dataset)<li>\#(better)</li>\#(target)\#(basis)\#(interval)\#(source)</ul></dd>

      """#
  }

  /// What a formula's key in the catalog means.
  private func words(_ key: String) -> String {
    switch key {
    case "numerator": edition.say("numerator", "tử số")
    case "denominator": edition.say("denominator", "mẫu số")
    case "mean": edition.say("mean of", "trung bình của")
    case "quantiles": edition.say("quantiles", "phân vị")
    case "of": edition.say("of", "của")
    case "count": edition.say("records where", "số bản ghi thỏa")
    case "count_distinct": edition.say("different values of", "số giá trị khác nhau của")
    case "coverage": edition.say("units that satisfy", "đơn vị thỏa")
    case "composite": edition.say("weighted sum", "tổng có trọng số")
    default: key
    }
  }
}
