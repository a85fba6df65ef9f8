/// One version of a dossier of the sample campaign.
struct SampleDossier: Sendable {
  enum Channel: String, CaseIterable, Sendable {
    case online, inPerson = "in_person", postal

    var vietnamese: String {
      switch self {
      case .online: "Trực tuyến"
      case .inPerson: "Trực tiếp"
      case .postal: "Bưu chính công ích"
      }
    }
  }

  enum Status: String, CaseIterable, Sendable {
    case received, processing, supplement, completed, returned, withdrawn

    var vietnamese: String {
      switch self {
      case .received: "Đã tiếp nhận"
      case .processing: "Đang xử lý"
      case .supplement: "Yêu cầu bổ sung"
      case .completed: "Đã trả kết quả"
      case .returned: "Từ chối"
      case .withdrawn: "Rút hồ sơ"
      }
    }
  }

  var id: String
  var ward: Gazetteer.Ward?
  var field: Int
  var procedure: String
  var channel: Channel
  var received: LocalTime
  var due: LocalTime
  var completed: LocalTime?
  var status: Status
  var hasDigitizedDocuments: Bool
  var hasDigitizedResult: Bool
  var isReused: Bool
  var isSynced: Bool
  var returnsDocument: Bool
  var hasPetition: Bool
  var applicant: String
  var updated: LocalTime

  /// The version that was exported soon after receipt, before anything was decided.
  var earlierVersion: SampleDossier {
    var earlier = self
    earlier.status = .processing
    earlier.completed = nil
    earlier.hasDigitizedResult = false
    earlier.isReused = false
    earlier.updated.seconds = received.seconds + 600
    return earlier
  }
}
