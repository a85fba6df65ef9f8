/// Parts of common Vietnamese names; people put together from them are invented.
enum PersonName {
  static let surnames = words(
    "Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Nông Giàng Lò Đinh")
  static let middles = words(
    "Văn Thị Hữu Đức Minh Ngọc Thanh Quang Xuân Thu Hồng Kim Anh Bảo Gia Khánh Tuấn Mạnh")
  static let givens = words(
    """
    An Bình Chi Cường Dung Dũng Duy Giang Hà Hải Hạnh Hiền Hiếu Hoa Hòa Hùng Hương Khánh Khôi Lan \
    Linh Long Mai Minh Nam Nga Ngân Nghĩa Nhung Oanh Phong Phúc Phương Quân Quyên Sơn Tâm Thảo \
    Thắng Thúy Trang Trung Tú Tùng Uyên Vân Việt Vy Yến
    """)

  /// One invented person, from 64 random bits.
  static func invented(_ bits: UInt64) -> String {
    let surname = surnames[Int(bits % UInt64(surnames.count))]
    let middle = middles[Int((bits >> 16) % UInt64(middles.count))]
    let given = givens[Int((bits >> 32) % UInt64(givens.count))]
    return "\(surname) \(middle) \(given)"
  }

  private static func words(_ text: String) -> [String] {
    text.split(separator: " ").map(String.init)
  }
}
