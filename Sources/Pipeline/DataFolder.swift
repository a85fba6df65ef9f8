internal import Definitions

/// What lies in a folder that is to become a pipeline.
struct DataFolder {
  /// Files whose names say that they are tables, as paths relative to the folder, in order.
  private(set) var candidates: [String] = []
  /// Everything else, each with the reason: paths relative to the folder.
  private(set) var others: [LeftOut] = []

  private static let tables = [".csv", ".tsv", ".txt"]
  private static let packings = ["", ".gz", ".zst"]
  private static let workbooks = [".xlsx", ".xlsm", ".xls", ".ods"]
  private static let mostDepth = 32

  /// Looks through a folder and those in it; what begins with a dot is no data.
  ///
  /// Throws where the folder itself cannot be read.
  init(_ folder: String) throws(RunFailure) {
    let status: FileSystem.Status
    do throws(SystemError) {
      status = try FileSystem.status(folder, followingLinks: true)
    } catch { throw error.failure(.noInput, "open the folder", folder) }
    guard status.kind == .folder else {
      throw RunFailure(.noInput, "\(shown(folder)) is not a folder; name the folder of the files")
    }
    do throws(SystemError) {
      try look(into: folder, as: "", seen: [status.identity])
    } catch { throw error.failure(.noInput, "list", folder) }
    candidates.sort { $0.precedes($1) }
    others.sort { $0.path.precedes($1.path) }
  }

  /// The end of a name by which it is a table: `.csv`, `.txt.gz`; `nil` where it is none.
  static func suffix(of name: String) -> String? {
    let lower = name.lowercased()
    for table in tables {
      for packing in packings where lower.hasSuffix(table + packing) {
        return String(name.suffix(table.count + packing.count))
      }
    }
    return nil
  }

  static func isWorkbook(_ name: String) -> Bool {
    let lower = name.lowercased()
    return workbooks.contains { lower.hasSuffix($0) }
  }

  /// `seen` are the folders on the way here: a link may lead back to one.
  private mutating func look(
    into folder: String, as name: String, seen: Set<FileSystem.Identity>
  ) throws(SystemError) {
    let names = try FileSystem.names(in: folder)
    for broken in names.broken {
      others.append(
        LeftOut(joined(name, broken), "its name is not valid UTF-8; rename it"))
    }
    for entry in names.valid where !entry.hasPrefix(".") {
      let (path, relative) = (joined(folder, entry), joined(name, entry))
      let status: FileSystem.Status
      do throws(SystemError) {
        status = try FileSystem.status(path, followingLinks: true)
      } catch {
        others.append(LeftOut(relative, "it cannot be opened: \(error.text)"))
        continue
      }
      switch status.kind {
      case .folder: enter(path, as: relative, status.identity, seen: seen)
      case .file: add(relative)
      case .link, .other: others.append(LeftOut(relative, "it is a pipe or device, not a file"))
      }
    }
  }

  private mutating func enter(
    _ path: String, as name: String, _ identity: FileSystem.Identity,
    seen: Set<FileSystem.Identity>
  ) {
    guard !seen.contains(identity), seen.count < Self.mostDepth else {
      others.append(LeftOut(name, "it leads back to a folder above it, or lies too deep"))
      return
    }
    func has(_ file: String) -> Bool { FileSystem.kind(joined(path, file)) != nil }
    if has("pipeline.yml") && has("kpis.yml") {
      others.append(LeftOut(name, "it is the folder of a pipeline, not of data"))
    } else if ["provinces.csv", "wards.csv", "province_aliases.csv"].allSatisfy(has) {
      others.append(LeftOut(name, "it holds the tables of places, not of records"))
    } else if has("run.json") && has("quality.json") {
      others.append(LeftOut(name, "it is what a run published, not data"))
    } else {
      do throws(SystemError) {
        try look(into: path, as: name, seen: seen.union([identity]))
      } catch {
        others.append(LeftOut(name, "the folder cannot be listed: \(error.text)"))
      }
    }
  }

  private mutating func add(_ path: String) {
    if Self.suffix(of: path) != nil || Self.isWorkbook(path) {
      guard !PathPattern.isPattern(path) else {
        others.append(
          LeftOut(path, "its name has * or ?, which stand for others in a pipeline; rename it"))
        return
      }
      candidates.append(path)
    } else {
      others.append(LeftOut(path, "its name is not that of a table: .csv, .tsv or .txt"))
    }
  }
}

/// A file that is no part of a proposed pipeline.
public struct LeftOut: Hashable, Sendable {
  /// Relative to the folder that was looked through.
  public let path: String
  /// One sentence, with the remedy.
  public let reason: String

  init(_ path: String, _ reason: String) {
    self.path = path
    self.reason = reason
  }
}
