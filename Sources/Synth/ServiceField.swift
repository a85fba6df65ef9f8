/// A field of administrative service, as dossiers and responses name it.
struct ServiceField: Sendable {
  let name: String
  let vietnamese: String
  /// How common it is among all dossiers of a province.
  let weight: Int

  init(_ name: String, _ vietnamese: String, _ weight: Int) {
    self.name = name
    self.vietnamese = vietnamese
    self.weight = weight
  }

  /// In the order of the schema: first the ministry's seven, then what everyone asks for.
  static let all = [
    ServiceField("science_technology", "Khoa học và công nghệ", 6),
    ServiceField("intellectual_property", "Sở hữu trí tuệ", 3),
    ServiceField("radio_frequency", "Tần số vô tuyến điện", 3),
    ServiceField("standards_metrology_quality", "Tiêu chuẩn đo lường chất lượng", 4),
    ServiceField("radiation_safety", "An toàn bức xạ hạt nhân", 2),
    ServiceField("post", "Bưu chính", 4),
    ServiceField("telecom_internet", "Viễn thông và Internet", 6),
    ServiceField("civil_status", "Hộ tịch", 210),
    ServiceField("certification", "Chứng thực", 260),
    ServiceField("land", "Đất đai", 120),
    ServiceField("construction", "Hoạt động xây dựng", 40),
    ServiceField("household_business", "Hộ kinh doanh", 45),
    ServiceField("enterprise_registration", "Đăng ký doanh nghiệp", 35),
    ServiceField("tax", "Thuế", 30),
    ServiceField("labour", "Lao động, việc làm", 25),
    ServiceField("social_protection", "Bảo trợ xã hội", 60),
    ServiceField("health_insurance", "Bảo hiểm y tế", 35),
    ServiceField("health", "Y tế", 12),
    ServiceField("education", "Giáo dục và đào tạo", 14),
    ServiceField("agriculture", "Nông nghiệp", 18),
    ServiceField("forestry", "Lâm nghiệp", 6),
    ServiceField("environment", "Môi trường", 10),
    ServiceField("transport", "Giao thông vận tải", 20),
    ServiceField("culture_sport", "Văn hóa, thể thao", 6),
    ServiceField("justice", "Tư pháp", 30),
    ServiceField("religion", "Tôn giáo", 3),
    ServiceField("digital_technology", "Công nghệ số", 5),
  ]

  /// How many of `all` belong to the ministry.
  static let ministryCount = 7
}
