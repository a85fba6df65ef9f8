internal import Charts
internal import Definitions
internal import Figures
internal import Report
internal import Statistics

/// How the figures were made, and what the signs beside them mean.
struct MethodSection {
  let edition: Edition

  var markup: Markup {
    let signs = Figure.Flag.allCases.map { flag -> Markup in
      "<li><code>\(flag.sign)</code> \(edition.text(flag.label))</li>"
    }
    return #"""
      <section id="method" aria-labelledby="method-title">
      <h2 id="method-title">\#(edition.say("Method", "Phương pháp"))</h2>
      <ul>\#(notes.map { note -> Markup in "<li>\(note)</li>" })</ul>
      <h3>\#(edition.say("Signs", "Ký hiệu"))</h3>
      <ul>\#(signs)<li>– \#(edition.say("no data, which is not zero", "chưa có số liệu, khác với số 0"))</li></ul>
      <h3>\#(edition.say("Where this comes from", "Nguồn gốc"))</h3>
      <p>\#(provenance)</p></section>

      """#
  }

  private var notes: [String] {
    let definition = edition.definition
    var notes = [
      edition.say(
        "Counts are whole records; a share is its numerator divided by its denominator, both shown. Nothing is estimated from other provinces.",
        "Mọi số đếm là số bản ghi thực; tỷ lệ là tử số chia mẫu số, cả hai đều được nêu. Không suy rộng từ địa phương khác."
      ),
      rounding,
      edition.say(
        "Of a record that was exported several times the newest version counts; rejected versions take no part.",
        "Bản ghi được kết xuất nhiều lần chỉ tính phiên bản mới nhất; phiên bản bị loại không được tính."
      ),
      edition.say(
        "Ranks compare unrounded values; equal values share a rank, and all that share the last place of the top are in it.",
        "Thứ hạng so theo giá trị chưa làm tròn; giá trị bằng nhau cùng hạng, và mọi địa phương cùng hạng cuối của nhóm dẫn đầu đều thuộc nhóm."
      ),
    ]
    notes += SurveyMethod(edition: edition).notes
    for dataset in definition.datasets {
      guard let count = definition.disclosure[dataset.name] else { continue }
      let name = edition.dataset(dataset.name)
      notes.append(
        edition.say(
          "\(name): what rests on fewer than \(count) records is withheld.",
          "\(name): số liệu dựa trên dưới \(count) bản ghi không được công bố."))
    }
    return notes
  }

  private var rounding: String {
    let rounding = edition.definition.rounding
    let mode =
      switch rounding.mode {
      case .halfUp: edition.say("half up", "làm tròn nửa lên")
      case .halfEven: edition.say("half to even", "làm tròn nửa về số chẵn")
      case .truncate: edition.say("cut off", "cắt bỏ phần thừa")
      }
    return edition.say(
      "Figures are shown with \(rounding.decimals) decimals (\(mode)), from the exact ratio; 100% means all of them.",
      "Số liệu hiển thị \(rounding.decimals) chữ số thập phân (\(mode)) từ tỷ số chính xác; 100% nghĩa là toàn bộ."
    )
  }

  private var provenance: Markup {
    let release = edition.release
    let name = release.definition.name
    let place = release.definition.reference.provinces.last?.code ?? ""
    return #"""
      \#(edition.say("Run", "Phiên")) <code>\#(release.runID)</code>, hailong \#(release.program). \#
      \#(edition.say("To check that nothing was changed:", "Để kiểm tra tính toàn vẹn:")) \#
      <code>hailong verify \#(release.runID)</code>. \#
      \#(edition.say("To see what is behind a figure:", "Để xem căn cứ của một số liệu:")) \#
      <code>hailong explain \#(edition.series.first?.id ?? "KPI") \#(name) --province \#(place)</code>.
      """#
  }
}
