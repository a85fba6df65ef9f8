/// The administrative units of the country and how they may be written.
public struct Reference: Sendable {
  /// In order of their codes.
  public let provinces: [Province]
  /// In order of their codes.
  public let wards: [Ward]
  private let provinceWords: WordTable<Int>
  private let wardCodes: [String: Int]
  private let wardWords: WardWords
  private let reusedCodes: [String: ReusedCode]
  /// The index of the province of `H57`, of every agency code that the reference lists.
  public let agencies: [String: Int]
  private let mergedWords: WordTable<FormerProvince>
  /// The map of equal squares; empty where the reference has none.
  public let tiles: [Tile]

  public struct Province: Hashable, Sendable {
    public let code: String
    public let name: String
    public let fullName: String
    public let englishName: String

    public init(code: String, name: String, fullName: String, englishName: String) {
      self.code = code
      self.name = name
      self.fullName = fullName
      self.englishName = englishName
    }
  }

  public struct Ward: Hashable, Sendable {
    public let code: String
    /// The index of its province.
    public let province: Int
    public let name: String
    public let kind: String

    public init(code: String, province: Int, name: String, kind: String) {
      self.code = code
      self.province = province
      self.name = name
      self.kind = kind
    }
  }

  /// A square of the map.
  public struct Tile: Hashable, Sendable {
    /// The index of the province.
    public let province: Int
    /// Counted from the north, from 0.
    public let row: Int
    /// Counted from the west, from 0.
    public let column: Int
    /// The name of a place of the province that is marked apart, such as islands; empty for the
    /// province itself.
    public let mark: String

    public init(province: Int, row: Int, column: Int, mark: String = "") {
      self.province = province
      self.row = row
      self.column = column
      self.mark = mark
    }
  }

  /// A province that is part of another one since a day.
  public struct FormerProvince: Hashable, Sendable {
    public let name: String
    /// The index of the province that it is part of.
    public let province: Int
    public let until: CivilDate

    public init(name: String, province: Int, until: CivilDate) {
      self.name = name
      self.province = province
      self.until = until
    }
  }

  /// A province code that meant another unit before a day.
  public struct ReusedCode: Hashable, Sendable {
    public let code: String
    public let formerName: String
    public let until: CivilDate

    public init(code: String, formerName: String, until: CivilDate) {
      self.code = code
      self.formerName = formerName
      self.until = until
    }
  }

  /// Puts the tables together: provinces and wards in order of their codes; aliases are other ways to
  /// write a province, with the index of the province.
  public init(
    provinces: [Province], wards: [Ward], aliases: [(word: String, province: Int)],
    reusedCodes: [ReusedCode] = [], agencies: [String: Int] = [:],
    formerProvinces: [FormerProvince] = [], tiles: [Tile] = []
  ) {
    var words = WordTable(provinces)
    for alias in aliases { words.add(alias.word, alias.province) }
    self.init(
      provinces: provinces, wards: wards, provinceWords: words, reusedCodes: reusedCodes,
      agencies: agencies, formerProvinces: formerProvinces, tiles: tiles)
  }

  init(
    provinces: [Province], wards: [Ward], provinceWords: WordTable<Int>, reusedCodes: [ReusedCode],
    agencies: [String: Int], formerProvinces: [FormerProvince], tiles: [Tile]
  ) {
    self.agencies = agencies
    mergedWords = Self.words(ofMerged: formerProvinces, provinces)
    self.tiles = tiles
    self.provinces = provinces
    self.wards = wards
    self.provinceWords = provinceWords
    wardWords = WardWords(wards)
    wardCodes = Dictionary(
      wards.enumerated().map { ($1.code, $0) }, uniquingKeysWith: { first, _ in first })
    self.reusedCodes = Dictionary(
      reusedCodes.map { ($0.code, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// The index of the province that a code or name stands for today, old units included.
  public func province(_ text: String) -> Int? { provinceWords[text] }

  /// The province of this name that was merged into one of another name, however it is spelt.
  public func formerProvince(_ text: String) -> FormerProvince? { mergedWords[text] }

  /// One that is alone what a province was before was only renamed, and is none of them.
  private static func words(
    ofMerged former: [FormerProvince], _ provinces: [Province]
  ) -> WordTable<FormerProvince> {
    let counts = Dictionary(former.map { ($0.province, 1) }, uniquingKeysWith: +)
    let today = WordTable(provinces)
    var words = WordTable<FormerProvince>(lettersAndDigitsOnly: true)
    for unit in former where counts[unit.province, default: 0] > 1 && today[unit.name] == nil {
      for kind in ["", "Tỉnh ", "Thành phố "] { words.add(kind + unit.name, unit) }
    }
    return words
  }

  /// The index of the ward of this code; zeros that a spreadsheet took from its front are put back.
  public func ward(code: String) -> Int? {
    guard code.utf8.count <= 5, code.utf8.allSatisfy({ 0x30...0x39 ~= $0 }) else { return nil }
    return wardCodes[String(repeating: "0", count: 5 - code.utf8.count) + code]
  }

  /// The index of the ward of this name inside a province.
  public func ward(named name: String, in province: Int) -> Int? { wardWords[province][name] }

  /// The index of the ward of a name with its province after a comma: `An Cựu, Thành phố Huế`.
  public func ward(withProvince text: String) -> Int? {
    let parts = text.split(separator: ",", omittingEmptySubsequences: false)
    guard parts.count == 2, let province = province(String(parts[1])) else { return nil }
    return ward(named: String(parts[0]), in: province)
  }

  /// The words by which provinces are known, for suggestions.
  public var provinceNames: [String] { provinces.map(\.name) }

  /// What a province code meant, if it names another unit today.
  public func reusedCode(_ code: String) -> ReusedCode? { reusedCodes[code] }

  /// Whether any code meant another unit on this day.
  public func hasReusedCode(on day: CivilDate) -> Bool {
    reusedCodes.values.contains { day < $0.until }
  }

  /// How many wards each province has.
  public var wardCounts: [Int] {
    var counts = [Int](repeating: 0, count: provinces.count)
    for ward in wards { counts[ward.province] += 1 }
    return counts
  }
}

extension WordTable<Int> {
  /// The words of the table of provinces itself.
  init(_ provinces: [Reference.Province]) {
    self.init(lettersAndDigitsOnly: true)
    for (index, province) in provinces.enumerated() {
      for word in [province.code, province.name, province.fullName, province.englishName] {
        add(word, index)
      }
    }
  }
}
