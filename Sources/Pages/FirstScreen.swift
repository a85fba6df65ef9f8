internal import Charts
internal import Definitions
internal import Figures
internal import Report

/// What a reader sees first: who leads, what may be said, the nation, what changed, and whether the data
/// are sound.
struct FirstScreen {
  let edition: Edition

  var markup: Markup {
    let release = edition.release
    let first = release.rankings.first
    return """
      <section id="overview" class="overview" aria-labelledby="overview-title">
      <h2 id="overview-title" class="hidden">\(edition.say("Overview", "Tổng quan"))</h2>
      \(release.isStopped ? banner : Markup())
      <div class="cards">
      <div class="stack">\(first.map { leaders($0) })\(first.flatMap { nation($0) })</div>
      <div class="stack">\(first.map { sentence($0) })\(changes(first))</div>
      <div class="stack">\(soundness)</div>
      </div>
      </section>

      """
  }

  private var banner: Markup {
    let messages = edition.release.findings.filter { $0.severity == .stop }
      .map { finding -> Markup in "<li>\(edition.message(finding))</li>" }
    return """
      <div class="banner" role="note"><p><strong>\(edition.say("Not published.", "Không công bố."))</strong>
      \(edition.say("A gate stopped this run:", "Phiên này bị điều kiện kiểm soát dừng lại:"))</p>
      <ul>\(messages)</ul></div>
      """
  }

  private func leaders(_ ranking: Ranking) -> Markup {
    let rows = ranking.top.map { row -> Markup in
      let (figure, code) = (row.figure, row.figure.subject.provinceCode)
      let interval = edition.tagged(edition.interval(figure), .interval, of: figure)
      let counts = edition.tagged(edition.counts(figure), .counts, of: figure)
      return """
        <tr><td class="rank">\(row.rank ?? 0)</td>\
        <th scope="row"><a href="#p\(code)">\(edition.name(figure.subject))</a>\(edition.marks(figure.flags))\(standing(row, of: ranking))</th>\
        <td class="big">\(edition.value(figure))\(interval.isEmpty ? Markup() : "<small>\(interval)</small>")</td>\
        <td class="counts">\(counts)\(sizes(figure))</td></tr>

        """
    }
    let ranked = ranking.rows.count { $0.rank != nil }
    let rest = edition.say(
      "of \(ranked) ranked provinces", "trong \(ranked) tỉnh, thành phố được xếp hạng")
    return """
      <div class="card lead">
      <h3>\(edition.leadersTitle(ranking))</h3>\(settled(ranking))
      <table class="top"><caption>\(edition.title(ranking.kpi))\(edition.basisNote(ranking.kpi))</caption>
      <thead><tr><th scope="col">\(edition.say("Rank", "Hạng"))</th>\
      <th scope="col">\(edition.say("Province", "Địa phương"))</th>\
      <th scope="col" class="number">\(edition.say("Value", "Giá trị"))</th>\
      <th scope="col" class="number">\(edition.say("Counts", "Số lượng"))</th></tr></thead>
      <tbody>
      \(rows)</tbody></table>
      <p class="note">\(rest.sentence); <a href="#ranking">\(edition.say("all of them", "xem toàn bộ"))</a>.</p>
      \(weights(ranking))
      </div>

      """
  }

  private func sizes(_ figure: Figure) -> Markup {
    edition.sizes(figure).map { size -> Markup in
      "<small>\(edition.tagged("\(size)", .sizes, of: figure))</small>"
    } ?? ""
  }

  /// Whether the data settle who the first k are: said above the places, wherever they do not.
  private func settled(_ ranking: Ranking) -> Markup {
    let sentence = RankSentence(ranking, of: edition.definition, in: edition.language)
    let statement = sentence.statement
    guard !statement.isEmpty else { return "" }
    return ranking.isTopSettled
      ? "<p class=\"note\">\(sentence.reason.sentence).</p>"
      : "<p class=\"open\"><strong>\(statement)</strong></p>"
  }

  /// The ranks to be reckoned with, and the chance to be truly among the first k.
  private func standing(_ row: Ranking.Row, of ranking: Ranking) -> Markup {
    guard let standing = row.standing, standing.span.count > 1 else { return "" }
    let ranks = "\(standing.span.lowerBound)–\(standing.span.upperBound)"
    let k = ranking.definition.top
    let chance = standing.topProbability.map { probability in
      edition.say(
        "; in the best \(k): \(edition.chance(probability, in: ranking))",
        "; thuộc nhóm \(k): \(edition.chance(probability, in: ranking))")
    }
    return
      "<small>\(edition.say("true rank \(ranks)", "hạng thực \(ranks)"))\(chance ?? "")</small>"
  }

  /// What hangs on the weights, where the ranking is one of a composite.
  private func weights(_ ranking: Ranking) -> Markup {
    guard let sensitivity = edition.composite(ranking.kpi)?.sensitivity else { return "" }
    return
      ##"<p class="note">\##(edition.sentence(sensitivity)) <a href="#ranking-\##(ranking.kpi)">\##(edition.say("What it is made of", "Cấu thành của chỉ số"))</a></p>"##
  }

  private func nation(_ ranking: Ranking) -> Markup? {
    guard let figure = edition.index.national(ranking.kpi) else { return nil }
    let target = edition[ranking.kpi]?.kpi.target
      .map { target -> Markup in
        let words = edition.words(target, of: ranking.kpi)
        return "<p class=\"note\">\(edition.say("target", "mục tiêu")): \(words)</p>"
      }
    return """
      <div class="card nation"><h3>\(edition.nation(of: ranking.kpi))</h3>
      <p class="hero">\(edition.value(figure))</p>\
      <p>\(edition.tagged(edition.counts(figure), .counts, of: figure)) \
      \(edition.tagged(edition.interval(figure), .interval, of: figure)) \(sizes(figure))\
      \(edition.basisNote(ranking.kpi))</p>\(target)</div>

      """
  }

  private func sentence(_ ranking: Ranking) -> Markup {
    """
    <div class="card quote"><h3>\(edition.say("What may be said", "Câu được phép công bố"))</h3>
    <blockquote><p>\(PublicSentence(edition: edition, ranking: ranking).text)</p></blockquote></div>

    """
  }

  // MARK: Changes

  private func changes(_ ranking: Ranking?) -> Markup {
    let items = [sincePeriod(ranking), sinceRun(ranking)].compactMap(\.self)
    return """
      <div class="card changed"><h3>\(edition.say("What changed", "Thay đổi"))</h3><ul>\(items)</ul></div>

      """
  }

  /// The nation's last two periods.
  private func sincePeriod(_ ranking: Ranking?) -> Markup? {
    guard let ranking else { return nil }
    let periods = edition.index.all(ranking.kpi, by: Grouping(period: true))
      .filter { $0.value != nil && !$0.subject.period.isEmpty }.suffix(2)
    guard periods.count == 2, let before = periods.first, let now = periods.last else { return nil }
    let difference = edition.difference(now, from: before)
    let unit =
      edition[ranking.kpi]?.isPercent == true ? edition.say(" points", " điểm phần trăm") : ""
    let trend = edition.nationalTrend(ranking.kpi).flatMap { trend in
      trend.before.subject == before.subject && trend.now.subject == now.subject ? trend : nil
    }
    let verdict = edition.words(trend?.verdict)
    return """
      <li>\(edition.numerals.period(now.subject.period).sentence)\(until(now)): \(sure(now)) \
      (\(edition.numerals.period(before.subject.period)): \(sure(before))\
      \(difference.isEmpty ? "" : "; \(difference)\(unit)")\(verdict.isEmpty ? "" : ": \(verdict)"))</li>
      """
  }

  /// A value, with its interval where it has one.
  private func sure(_ figure: Figure?) -> Markup {
    let interval = figure.map { edition.tagged(edition.interval($0), .interval, of: $0) } ?? ""
    return interval.isEmpty ? edition.value(figure) : "\(edition.value(figure)) [\(interval)]"
  }

  /// ` (to 15 November 2025)`, where a period was not over.
  private func until(_ figure: Figure) -> String {
    let definition = edition.definition
    let last = min(definition.asOf, definition.period.to)
    let period = Period(containing: last, grain: definition.period.grain)
    guard figure.subject.period == period.description,
      Period(containing: last.advanced(by: 1), grain: definition.period.grain) == period
    else { return "" }
    let day = edition.numerals.day(last)
    return edition.say(" (to \(day))", " (đến \(day))")
  }

  /// What differs from the earlier run.
  private func sinceRun(_ ranking: Ranking?) -> Markup {
    guard let changes = edition.release.changes else {
      return """
        <li>\(edition.say("No earlier run to compare with.", "Chưa có phiên trước để so sánh."))</li>
        """
    }
    guard !changes.rows.isEmpty else {
      return
        "<li>\(edition.say("No figure differs from run", "Không số liệu nào khác với phiên")) <code>\(changes.comparedWith)</code>.</li>"
    }
    let moved = changes.rows.filter { row in
      row.kind == .changed && row.figure?.kpi == ranking?.kpi
        && [.national, .byProvince].contains(row.figure?.subject.grouping)
    }
    let examples = moved.prefix(3).map { row -> Markup in
      let place = row.figure.map { figure in
        figure.subject.grouping == .national
          ? edition.nation(of: figure.kpi) : edition.name(figure.subject)
      }
      return
        "<li>\(place ?? ""): \(edition.wordsWithInterval(row.old)) → \(sure(row.new))</li>"
    }
    let (changed, added) = (
      edition.numerals.number(changes.rows.count { $0.kind != .added }),
      edition.numerals.number(changes.rows.count { $0.kind == .added })
    )
    let cause = ranking.flatMap { edition.release.earlier.last?.causes[$0.kpi] }
      .map { cause -> Markup in "<li>\(edition.text(cause))</li>" }
    return """
      \(moves(ranking))<li>\(changed) \(edition.say("figures differ, \(added) are new, since run", "số liệu khác, \(added) số liệu mới so với phiên")) \
      <code>\(changes.comparedWith)</code>\(examples.isEmpty && cause == nil ? Markup() : "<ul>\(examples)\(cause)</ul>")</li>
      """
  }

  /// Who came into the top since the earlier run, and who left it.
  private func moves(_ ranking: Ranking?) -> Markup {
    guard let ranking, let before = edition.release.earlier.last?.leaders[ranking.kpi] else {
      return ""
    }
    let now = ranking.top.map(\.figure.subject.provinceCode)
    let names = { (codes: [String]) in
      edition.numerals.list(
        codes.map { code in
          edition.definition.reference.provinces.first { $0.code == code }.map(edition.name) ?? code
        })
    }
    let (entered, left) = (
      now.filter { !before.contains($0) }, before.filter { !now.contains($0) }
    )
    guard !entered.isEmpty || !left.isEmpty else {
      return
        "<li>\(edition.say("The same provinces lead as before.", "Nhóm dẫn đầu không đổi."))</li>"
    }
    let words = [
      entered.isEmpty ? "" : edition.say("new at the top: ", "mới vào nhóm: ") + names(entered),
      left.isEmpty ? "" : edition.say("no longer: ", "ra khỏi nhóm: ") + names(left),
    ].filter { !$0.isEmpty }.joined(separator: "; ")
    return "<li><strong>\(words.sentence)</strong></li>"
  }

  // MARK: Soundness

  private var soundness: Markup {
    let quality = DataQuality(edition)
    let sign = quality.isSound ? "✓" : "!"
    return """
      <div class="card \(quality.isSound ? "sound" : "doubt")"><h3><span aria-hidden="true">\(sign)</span> \
      \(quality.verdict)</h3>
      <ul>\(quality.statements.map { text -> Markup in "<li>\(text.sentence)</li>" })</ul>
      <p class="note"><a href="#quality">\(edition.say("How the rows add up", "Đối chiếu số dòng"))</a></p></div>

      """
  }
}
