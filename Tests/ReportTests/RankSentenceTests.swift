import Definitions
import Figures
import Report
import Statistics
import Testing

/// One plain sentence a province, and one on the first k, in both languages.
@Suite struct RankSentenceTests {
  private func figure(_ province: (String, String), _ satisfied: Int64, of n: Int64) -> Figure {
    var figure = Sample.share("satisfaction", province, satisfied, of: n)
    figure.interval = .wilson(satisfied, of: n, level: 0.95)
    figure.intervalMethod = "wilson"
    return figure
  }

  private func sentence(
    _ figures: [Figure], top: Int = 1, least: Int = 0, _ language: Language
  ) -> (RankSentence, Ranking) {
    let ranking = Ranking(
      figures, kpi: figures[0].kpi, better: .higher,
      by: RankingDefinition(kpi: figures[0].kpi, top: top, minDenominator: least))
    return (RankSentence(ranking, of: Sample.definition, in: language), ranking)
  }

  @Test func `a place that is not settled is told with the ranks that are possible and a chance`() {
    let figures = [figure(Sample.hue, 80, of: 100), figure(Sample.phuTho, 78, of: 100)]
    let (english, ranking) = sentence(figures, .english)
    let text = english.of(ranking.rows[0])
    #expect(text.hasPrefix("Hue: rank 1 of 2 ranked provinces by “"))
    #expect(
      text.contains(
        "with 95% confidence its true rank is 1–2, so whether it is the best is not settled ("))
    let (vietnamese, _) = sentence(figures, .vietnamese)
    #expect(vietnamese.of(ranking.rows[0]).contains("với độ tin cậy 95%, thứ hạng thực là 1–2"))
    #expect(
      english.statement
        == "The data do not settle the best province: with 95% confidence any of the 2 ranked provinces "
        + "may be it; none is certain.")
    #expect(vietnamese.statement.hasPrefix("Số liệu chưa đủ để xác định địa phương dẫn đầu"))
  }

  @Test func `a place that is settled is told as such`() {
    let figures = [figure(Sample.hue, 990, of: 1_000), figure(Sample.phuTho, 100, of: 1_000)]
    let (english, ranking) = sentence(figures, .english)
    #expect(english.of(ranking.rows[0]).hasSuffix("its true rank is 1, so it is the best."))
    #expect(english.of(ranking.rows[1]).hasSuffix("its true rank is 2, so it is not the best."))
    #expect(english.statement == "The best province: Hue; settled with 95% confidence.")
  }

  @Test func `nothing is said of a top that has as many places as provinces`() {
    let figures = [figure(Sample.hue, 80, of: 100), figure(Sample.phuTho, 78, of: 100)]
    #expect(sentence(figures, top: 2, .english).0.statement.isEmpty)
  }

  @Test func `who is not ranked is told why`() {
    var few = figure(Sample.phuTho, 3, of: 4)
    few.flags.insert(.lowCount)
    let withheld = Figure(
      kpi: few.kpi, subject: few.subject, flags: [.suppressed])
    let absent = Figure(kpi: few.kpi, subject: few.subject, flags: [.missing, .lowCount])
    let expected = [
      "fewer than 30 records stand behind its value", "its value is withheld", "there is no value",
    ]
    for (figure, reason) in zip([few, withheld, absent], expected) {
      let (english, ranking) = sentence(
        [self.figure(Sample.hue, 80, of: 100), figure], least: 30, .english)
      #expect(english.of(ranking.rows[1]) == "Phu Tho: not ranked, since \(reason).")
    }
  }

  @Test func `no chance is told as certain`() {
    let (english, _) = sentence([figure(Sample.hue, 1, of: 2)], .english)
    #expect(
      [0, 0.004, 0.006, 0.5, 0.994, 0.996, 1].map(english.chance) == [
        "under 1%", "under 1%", "1%", "50%", "99%", "over 99%", "over 99%",
      ])
  }
}
