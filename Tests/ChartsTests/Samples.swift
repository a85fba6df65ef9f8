import Charts

/// Charts as a report has them, of invented values.
enum Samples {
  static func head(_ id: String, _ title: String) -> ChartHead {
    ChartHead(id: id, title: title, description: "\(title): mô tả bằng lời.")
  }

  /// A share as Vietnamese readers write it: 0.9328 is 93,28 %.
  static func percent(_ share: Double, decimals: Int = 2) -> String {
    let scale = decimals == 0 ? 1 : decimals == 1 ? 10 : 100
    let units = Int((share * 100 * Double(scale)).rounded())
    let fraction = String(units % scale + scale).dropFirst()
    return decimals == 0 ? "\(units)\u{A0}%" : "\(units / scale),\(fraction)\u{A0}%"
  }

  static let shares = ValueAxis("Tỷ lệ hồ sơ nộp trực tuyến (%)", limits: 0...1) {
    percent($0, decimals: 0)
  }

  /// Falling from 0.9469, two in doubt, two without a value, intervals of different width.
  static let dots: DotChart = {
    let rows = places.enumerated().map { index, place -> DotChart.Row in
      let value = 0.9469 - Double(index) * 0.0071 - Double(index * index) * 0.00021
      guard index < 32 else {
        return DotChart.Row(place.name, value: nil, text: "chưa có dữ liệu")
      }
      let reach = 0.008 + Double(index % 7) * 0.006
      let high = min(value + reach, 1)
      return DotChart.Row(
        place.name, rank: String(index + 1), value: value, text: percent(value),
        interval: ChartInterval(
          low: value - reach, high: high, text: "\(percent(value - reach)) – \(percent(high))"),
        isHighlighted: index < 5, doubt: index == 3 || index == 19 ? "thiếu tháng 8" : "")
    }
    return DotChart(
      head("online", "Năm địa phương dẫn đầu về nộp hồ sơ trực tuyến"),
      words: .init(
        rank: "Hạng", label: "Địa phương", value: "Tỷ lệ", interval: "Khoảng tin cậy 95 %",
        doubt: "Số liệu một phần"),
      axis: shares, rows: rows,
      reference: ChartLine(0.8172, label: "Cả nước", text: percent(0.8172)),
      target: ChartLine(0.85, label: "Mục tiêu 2025", text: percent(0.85, decimals: 0)))
  }()

  static let tiles: TileMap = {
    let tiles = places.enumerated().map { index, place in
      let order = index * 7 % 34
      let text = percent(0.95 - Double(order) * 0.011).replacing("\u{A0}%", with: "")
      return TileMap.Tile(
        place.name, row: place.row, column: place.column, text: index == 12 ? "–" : text,
        group: index == 12 ? nil : 4 - order / 7, address: "#p\(index)", isHighlighted: order < 5)
    }
    return TileMap(
      head("map", "Tỷ lệ nộp trực tuyến theo địa phương"),
      words: .init(place: "Địa phương", value: "Tỷ lệ (%)", group: "Nhóm", none: "Chưa có dữ liệu"),
      classes: [
        "dưới 65 %", "65 đến dưới 72 %", "72 đến dưới 80 %", "80 đến dưới 88 %", "88 % trở lên",
      ],
      tiles: tiles,
      sites: [
        TileMap.Site("Hoàng Sa (Đà Nẵng)", row: 9, column: 5),
        TileMap.Site("Trường Sa (Khánh Hòa)", row: 14, column: 5),
      ])
  }()

  /// So many series over so many months, with a gap and a revised value where there is room for them.
  static func lines(periods: Int, series: Int, hasIntervals: Bool) -> LineChart {
    let names = ["Cả nước", "Quảng Ninh", "Đà Nẵng", "Thành phố Huế", "Hồ Chí Minh"]
    let months = (0..<periods).map { "\(($0 + 6) % 12 + 1)/\(2025 + ($0 + 6) / 12)" }
    let all = (0..<series).map { index -> LineChart.Series in
      let points = (0..<periods).map { period -> LineChart.Observation in
        if period == 4, periods > 6, index == 0 { return .init(nil, text: "chưa có") }
        let noise = Double(period * (index + 3) % 5) * 0.008
        let value = 0.7 + Double(index) * 0.03 + Double(period) * 0.006 - noise
        let interval = ChartInterval(
          low: value - 0.02, high: value + 0.02,
          text: "\(percent(value - 0.02)) – \(percent(value + 0.02))")
        return .init(
          value, text: percent(value), interval: hasIntervals ? interval : nil,
          revision: period == periods - 2 ? "trước đây \(percent(value - 0.01))" : "")
      }
      return LineChart.Series(series == 1 ? "" : names[index], points: points)
    }
    return LineChart(
      head("trend-\(periods)-\(series)", "Xu hướng \(periods) tháng"),
      words: .init(period: "Tháng", interval: "Khoảng tin cậy 95 %", revision: "Đã hiệu chỉnh"),
      axis: shares, periods: months, series: all)
  }

  static func answers(_ id: String, _ arrangement: StackedBarChart.Arrangement) -> StackedBarChart {
    let questions = [
      ("Tiếp cận dịch vụ", "n = 1.296", [2, 5, 11, 48, 34]),
      ("Thủ tục dễ hiểu, thành phần hồ sơ đúng quy định", "n = 1.290", [6, 12, 22, 41, 19]),
      ("Công chức tiếp nhận hồ sơ", "n = 1.287", [0, 1, 4, 35, 60]),
      ("Kết quả giải quyết", "n = 1.281", [3, 9, 0, 56, 32]),
    ]
    let rows = questions.map { label, count, shares in
      StackedBarChart.Row(
        label, count: count,
        parts: shares.map {
          .init(Double($0) / 100, text: percent(Double($0) / 100, decimals: 0))
        })
    }
    let missing = StackedBarChart.Row(
      "Tiếp nhận phản ánh", count: "n = 4", parts: [], missing: "quá ít phiếu để công bố")
    return StackedBarChart(
      head(id, "Mức độ hài lòng theo câu hỏi"),
      words: .init(label: "Câu hỏi", count: "Số phiếu"),
      levels: [
        "Rất không hài lòng", "Không hài lòng", "Bình thường", "Hài lòng", "Rất hài lòng",
      ],
      rows: rows + [missing], arrangement: arrangement)
  }

  static let difficulties = BarChart(
    head("difficulties", "Khó khăn mà cơ sở nêu"),
    words: .init(label: "Khó khăn", value: "Số xã", share: "Tỷ lệ"),
    rows: [
      .init(
        "Thiếu trang thiết bị, đường truyền không ổn định", value: 1_234, text: "1.234",
        share: "37,2 %", isHighlighted: true),
      .init(
        "Phần mềm chưa liên thông giữa các cấp", value: 987, text: "987", share: "29,7 %"),
      .init("Công chức kiêm nhiệm nhiều việc", value: 402, text: "402", share: "12,1 %"),
      .init("Chưa được tập huấn", value: 0, text: "0", share: "0 %"),
      .init("Trụ sở chật hẹp", value: nil, text: "chưa hỏi"),
    ])

  static let fields = BarChart(
    head("fields", "Hồ sơ theo lĩnh vực"),
    words: .init(label: "Lĩnh vực", value: "Hồ sơ"),
    rows: [
      .init("Hộ tịch", value: 8_120, text: "8.120"),
      .init("Đất đai", value: 6_012, text: "6.012"),
      .init("Chứng thực", value: 3_999, text: "3.999"),
      .init("Xây dựng", value: 41, text: "41"),
    ])

  static let ranks: RankChart = {
    let rows = places.enumerated().map { index, place in
      RankChart.Row(
        place.name, rank: index < 33 ? index + 1 : nil,
        possible: max(1, index - index % 4)...min(33, index + 2 + index % 5),
        text: index < 33 ? percent(0.95 - Double(index) * 0.01) : "không xếp hạng",
        isHighlighted: index < 5)
    }
    return RankChart(
      head("ranks", "Hạng có thể có của từng địa phương"),
      words: .init(
        rank: "Hạng", label: "Địa phương", value: "Tỷ lệ", best: "Hạng cao nhất",
        worst: "Hạng thấp nhất", possible: "Chấm: hạng; thanh: hạng cao nhất đến thấp nhất có thể"),
      rows: rows, bands: [RankChart.Band(1...5, label: "Năm hạng đầu")])
  }()

  /// Units of all sizes about 0.8, two of them far below at one place, one far above.
  static let funnel: FunnelChart = {
    var units = (0..<400).map { index in
      let size = Double(1 + index * index / 40)
      let value = 0.8 + Double(index % 11 - 5) * 0.03 / (1 + size / 400)
      return FunnelChart.Unit(
        "Xã \(index)", size: size, sizeText: "\(Int(size))", value: value, text: percent(value),
        inner: "", outer: "")
    }
    for (name, size, value, side) in [
      ("An Cựu (Huế)", 120.0, 0.42, FunnelChart.Side.below),
      ("Ba Đình (Hà Nội)", 120, 0.42, .below),
      ("Đầm Dơi (Cà Mau)", 1_000, 0.97, .above),
    ] {
      units.append(
        FunnelChart.Unit(
          name, size: size, sizeText: "\(Int(size))", value: value, text: percent(value),
          inner: "75,0–85,0%", outer: "70,0–90,0%", side: side))
    }
    let limits = (0...40).map { step -> FunnelChart.Limit in
      let size = 1.0 * Double(step * step * 3 + 1)
      let reach = min(0.79, 0.4 / size.squareRoot())
      return FunnelChart.Limit(
        size: size, inner: (0.8 - reach)...min(1, 0.8 + reach),
        outer: (0.8 - min(0.8, 1.6 * reach))...min(1, 0.8 + 1.6 * reach))
    }
    return FunnelChart(
      head("funnel", "Các xã, phường, đặc khu"),
      words: .init(
        label: "Xã, phường, đặc khu", size: "Số bản ghi", value: "Tỷ lệ", inner: "giới hạn 95%",
        outer: "giới hạn 99,8%", within: "trong giới hạn", above: "trên giới hạn",
        below: "dưới giới hạn"),
      axis: shares, sizeText: { "\(Int($0))" }, units: units, limits: limits,
      target: ChartLine(0.8, label: "Tính chung", text: percent(0.8)))
  }()

  static let all: [any Chart] =
    [
      funnel, dots, tiles, answers("answers", .diverging(neutral: 2)),
      answers("answers-plain", .plain),
      difficulties, fields, ranks,
    ]
    + [1, 2, 3, 6, 12, 24].map { lines(periods: $0, series: 1, hasIntervals: true) }
    + [1, 2, 8, 24].map { lines(periods: $0, series: 5, hasIntervals: $0 < 3) }

  /// The 34 provinces and where they lie on the tile map.
  static let places: [(name: String, row: Int, column: Int)] = [
    ("Hà Nội", 2, 2),
    ("Cao Bằng", 0, 4),
    ("Tuyên Quang", 0, 3),
    ("Điện Biên", 1, 0),
    ("Lai Châu", 0, 1),
    ("Sơn La", 1, 1),
    ("Lào Cai", 0, 2),
    ("Thái Nguyên", 1, 3),
    ("Lạng Sơn", 1, 4),
    ("Quảng Ninh", 2, 4),
    ("Bắc Ninh", 2, 3),
    ("Phú Thọ", 1, 2),
    ("Hải Phòng", 3, 4),
    ("Hưng Yên", 3, 3),
    ("Ninh Bình", 3, 2),
    ("Thanh Hóa", 4, 2),
    ("Nghệ An", 5, 2),
    ("Hà Tĩnh", 6, 3),
    ("Quảng Trị", 7, 3),
    ("Huế", 8, 4),
    ("Đà Nẵng", 9, 4),
    ("Quảng Ngãi", 10, 5),
    ("Gia Lai", 11, 5),
    ("Khánh Hòa", 13, 5),
    ("Đắk Lắk", 12, 5),
    ("Lâm Đồng", 13, 4),
    ("Đồng Nai", 13, 3),
    ("Hồ Chí Minh", 14, 3),
    ("Tây Ninh", 14, 2),
    ("Đồng Tháp", 15, 1),
    ("Vĩnh Long", 15, 2),
    ("An Giang", 15, 0),
    ("Cần Thơ", 16, 1),
    ("Cà Mau", 16, 0),
  ]
}
