internal import Definitions

/// The words of a header, and what they say of its column.
///
/// Headers say more than values: a column of digits may hold phone numbers. What is doubtful counts as
/// personal, which costs a figure at most; the other mistake publishes somebody's name.
struct HeaderWords {
  /// In small letters without accents.
  let words: [String]
  private let joined: String

  init(_ header: String) {
    var words: [String] = []
    var word = ""
    var last: Character = " "
    func end() {
      if !word.isEmpty { words.append(Fold(word, lettersAndDigitsOnly: true).bare) }
      word = ""
    }
    for character in header {
      // A program's names put words together: SoDienThoai.
      if !(character.isLetter || character.isNumber)
        || (character.isUppercase && (last.isLowercase || last.isNumber))
      {
        end()
      }
      if character.isLetter || character.isNumber { word.append(character) }
      last = character
    }
    end()
    self.words = words.filter { !$0.isEmpty }
    joined = " " + self.words.joined(separator: " ") + " "
  }

  /// A name for the column: `ma_ho_so`.
  var identifier: String {
    let name = words.joined(separator: "_").filter {
      $0.isASCII && ($0.isLetter || $0 == "_" || $0.isNumber)
    }
    guard let first = name.first else { return "column" }
    return String((first.isNumber ? "c_" + name : name).prefix(48))
  }

  /// Whether these words stand in it one after another.
  private func has(_ phrases: [String]) -> Bool {
    phrases.contains { joined.contains(" \($0) ") }
  }

  /// A name, address, phone, identity number, e-mail, birthday or free text of somebody.
  var isPersonal: Bool {
    if has(Self.identities) || has(Self.persons) { return true }
    if has(Self.people) { return !has(Self.counts) }
    // A name of a place, procedure or office is nobody's.
    return has(["ten", "name"]) && !has(Self.namedThings)
  }

  /// What somebody is reached or known by, mostly digits: even a short number counts as personal there.
  var isIdentity: Bool { has(Self.identities) }

  /// A day to come, that something is promised or expected by, and so no day of what has happened.
  var isDue: Bool { has(Self.dues) }

  /// The day that something happened on, or was to: its first word says so.
  var isDay: Bool { words.first.map { ["ngay", "date"].contains($0) } ?? false }

  /// Whether it is asked of people, so that few answers may give somebody away.
  var isSurveyed: Bool { has(Self.surveys) }

  var isProvince: Bool {
    has(["tinh", "province", "thanh pho", "dia phuong", "city", "tp"]) && !has(["tinh trang"])
  }

  var isWard: Bool { has(["xa", "phuong", "ward", "commune", "dac khu"]) }

  /// Whether its values may tell records apart.
  var isCode: Bool {
    has([
      "ma", "id", "code", "key", "uuid", "so ho so", "so phieu", "so hieu", "ma so", "so ky hieu",
    ])
      && !has(["ma tinh", "ma xa", "ma huyen", "ma phuong"])
  }

  private static let persons = [
    "ho ten", "ho va ten", "chu ho so", "chu ho", "chu the",
    "full name", "first name", "last name", "surname", "applicant", "respondent", "contact",
    "owner",
    "dia chi", "address", "noi o", "thuong tru", "tam tru", "que quan",
    "lien he", "facebook", "email", "e mail", "mail", "thu dien tu",
    "ghi chu", "note", "notes", "y kien", "noi dung", "gop y", "nhan xet", "comment", "comments",
    "feedback", "opinion", "remark", "remarks", "mo ta", "description", "trich yeu", "ly do",
    "reason",
    "question", "cau hoi", "text",
  ]

  private static let identities = [
    "dien thoai", "phone", "mobile", "tel", "sdt", "di dong", "zalo",
    "cccd", "cmnd", "can cuoc", "dinh danh ca nhan", "ho chieu", "passport", "identity",
    "giay to", "ma so thue", "bhxh", "national id", "tai khoan", "account",
    "ngay sinh", "nam sinh", "birth", "birthday", "dob",
  ]

  private static let dues = [
    "han", "hen", "du kien", "ke hoach", "due", "deadline", "expected", "planned", "expiry",
  ]

  private static let surveys = [
    "khao sat", "phieu hoi", "hai long", "danh gia", "muc do", "survey", "satisfaction",
    "satisfied", "questionnaire", "feedback", "cau hoi",
  ]

  private static let people = ["nguoi", "can bo", "cong chuc", "officer", "staff", "person"]
  /// What makes a number of people of them.
  private static let counts = [
    "so nguoi", "so can bo", "so cong chuc", "so luong", "tong", "number", "count", "total",
  ]

  private static let namedThings = [
    "tinh", "thanh pho", "dia phuong", "dac khu", "xa", "phuong", "huyen", "thu tuc", "tthc",
    "linh vuc", "don vi", "co quan", "dich vu",
    "nhiem vu", "province", "city", "ward", "commune", "procedure", "field", "office", "unit",
    "agency",
    "service", "task", "file", "product",
  ]
}
