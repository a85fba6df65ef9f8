/// What one province's dossier file is like, apart from its numbers.
struct SampleProvince: Sendable {
  var shape = SampleShape()
  var faults: [SampleFault] = []
  /// Dossiers received in June 2025.
  var early = 0
  /// Dossiers received in September 2025.
  var late = 0
  /// Earlier versions left in the file.
  var repeats = 0
  /// Records that stand in the file twice, word for word.
  var copies = 0
  /// Online dossiers of 1,000, where the province is to stand high.
  var onlinePerMille: Int?

  /// The provinces whose files are not of the common shape, or not without fault.
  static func named(_ code: String) -> SampleProvince {
    special[code] ?? SampleProvince(repeats: 9)
  }

  private static let special: [String: SampleProvince] = [
    "01": SampleProvince(
      faults: [.unknownChannel, .impossibleMoment], early: 6, late: 3, repeats: 24,
      onlinePerMille: 905),
    "04": SampleProvince(shape: SampleShape(provinceSpellings: ["4"])),
    "08": SampleProvince(shape: spreadsheet(["Tuyên Quang", "Hà Giang"]), repeats: 7),
    "11": SampleProvince(
      shape: SampleShape(headers: .vietnamese, moments: .spaced, hasVietnameseWords: true)),
    "12": SampleProvince(
      faults: [.missingId, .unknownField, .unknownWard, .badFlag, .shortRecord], repeats: 5),
    "14": SampleProvince(
      shape: SampleShape(dialect: SampleDialect(delimiter: ";")), faults: [.extraField]),
    "15": SampleProvince(
      shape: SampleShape(dialect: SampleDialect(hasByteOrderMark: true)), repeats: 11),
    "19": SampleProvince(
      shape: SampleShape(dialect: SampleDialect(hasCarriageReturns: true)), repeats: 6),
    "20": SampleProvince(shape: spreadsheet(["Lạng Sơn"]), faults: [.impossibleMoment]),
    "22": SampleProvince(shape: SampleShape(headers: .portal), repeats: 12, onlinePerMille: 947),
    "24": SampleProvince(
      shape: SampleShape(hasWardNames: true, provinceSpellings: ["Bắc Ninh", "Bắc Giang"])),
    "25": SampleProvince(
      shape: SampleShape(
        headers: .vietnamese, moments: .slashed, flags: .words, hasVietnameseWords: true,
        provinceSpellings: ["Phú Thọ", "Tỉnh Phú Thọ"]),
      faults: [.unknownChannel, .impossibleMoment], early: 4, repeats: 8),
    "31": SampleProvince(repeats: 14, onlinePerMille: 918),
    "33": SampleProvince(shape: SampleShape(flags: .logical), repeats: 8),
    "37": SampleProvince(shape: SampleShape(flags: .crosses)),
    "38": SampleProvince(faults: [.strayQuote], late: 4, repeats: 16, copies: 3),
    "40": SampleProvince(shape: spreadsheet(["Nghệ An"]), repeats: 10),
    "42": SampleProvince(
      shape: SampleShape(
        headers: .vietnamese, moments: .slashed, hasVietnameseWords: true,
        provinceSpellings: ["Hà Tĩnh"])),
    "46": SampleProvince(shape: SampleShape(moments: .spaced), early: 15, repeats: 150),
    "48": SampleProvince(
      shape: SampleShape(hasProvinceName: true), faults: [.placeMismatch, .wardOutsideProvince],
      early: 5, repeats: 13, onlinePerMille: 941),
    "51": SampleProvince(
      shape: SampleShape(dialect: SampleDialect(delimiter: ";", hasCarriageReturns: true))),
    "52": SampleProvince(
      shape: SampleShape(provinceSpellings: ["Gia Lai", "Gia Lai", "Bình Định"]),
      faults: [.unknownProvince, .wardOutsideProvince]),
    "56": SampleProvince(shape: spreadsheet(["Khánh Hoà", "Ninh Thuận"]), repeats: 6),
    "66": SampleProvince(
      shape: SampleShape(moments: .spaced, provinceSpellings: ["Đắk Lắk", "Đăk Lăk", "Dak Lak"])),
    "68": SampleProvince(faults: [.badFlag], repeats: 9),
    "79": SampleProvince(
      shape: SampleShape(provinceSpellings: ["TP. Hồ Chí Minh", "TPHCM", "Bà Rịa - Vũng Tàu"]),
      faults: [.pairedStrayQuotes, .missingUpdate], early: 8, repeats: 30),
    "91": SampleProvince(faults: [.unknownProvince], repeats: 10),
    "96": SampleProvince(
      shape: SampleShape(headers: .portal, moments: .spaced), faults: [.unknownWard]),
  ]

  private static func spreadsheet(_ spellings: [String]) -> SampleShape {
    var shape = SampleShape.spreadsheet
    shape.provinceSpellings = spellings
    return shape
  }
}
