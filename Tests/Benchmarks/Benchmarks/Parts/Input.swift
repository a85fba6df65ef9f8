internal import Definitions
internal import Engine
internal import Foundation

/// The generated dossiers that bench.py leads its contenders to.
enum Input {
  static let project = URL(filePath: #filePath).appending(path: "../../../../..").standardized
  static let file = InputFile(
    name: "dossiers.csv", path: project.appending(path: ".build/bench/dossiers.csv").path)

  /// The first 64 MiB, or all there is: more than any cache holds.
  static let head: [UInt8] = {
    guard let handle = FileHandle(forReadingAtPath: file.path),
      let data = try? handle.read(upToCount: 64 << 20)
    else { fatalError("\(file.path) is not there: make microbench writes it") }
    return [UInt8](data)
  }()

  /// The same records with every field in quotes, as many exports are; as many bytes.
  static let quotedHead: [UInt8] = {
    let (quote, comma, lineFeed) = (UInt8(ascii: "\""), UInt8(ascii: ","), UInt8(ascii: "\n"))
    var result: [UInt8] = []
    result.reserveCapacity(head.count + head.count / 2)
    var (isStart, isQuoted, isOpen) = (true, false, false)
    for byte in head {
      if isStart {
        isQuoted = byte == quote
        if !isQuoted { result.append(quote) }
        isStart = false
      }
      if byte == quote {
        isOpen.toggle()
      } else if !isOpen, byte == comma || byte == lineFeed {
        if !isQuoted { result.append(quote) }
        isStart = true
      }
      result.append(byte)
    }
    return Array(result.prefix(head.count))
  }()

  /// The same records with a space where the `T` of a timestamp stands.
  static let spacedHead: [UInt8] = {
    var result = head
    let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
    for place in 1..<head.count - 1
    where head[place] == UInt8(ascii: "T") && digits ~= head[place - 1] && digits ~= head[place + 1]
    {
      result[place] = UInt8(ascii: " ")
    }
    return result
  }()

  static let byteCount: Int = {
    let url = URL(filePath: file.path).resolvingSymlinksInPath()
    return (try? url.resourceValues(forKeys: [.fileSizeKey]).fileSize) ?? 0
  }()

  /// What a pipeline of Tests/Benchmarks counts of the dossiers.
  static func plan(_ pipeline: String) throws -> CountingPlan {
    let path = project.appending(path: "Tests/Benchmarks/pipelines/\(pipeline).yml").path
    let today = CivilDate(daysSinceEpoch: 0)
    let definition = try PipelineDefinition.read(path: path, today: today)
    return CountingPlan(definition.datasets[0], of: definition)
  }
}
