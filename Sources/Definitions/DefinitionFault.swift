/// One mistake in a definition file: where, what, and what to do.
public struct DefinitionFault: Hashable, Sendable {
  public let file: String
  /// 1-based; 0 where the file as a whole is at fault.
  public let line: Int
  public let column: Int
  public let message: String
  /// The remedy, such as a nearby name.
  public let hint: String?

  public init(file: String, line: Int, column: Int, message: String, hint: String? = nil) {
    self.file = file
    self.line = line
    self.column = column
    self.message = message
    self.hint = hint
  }
}

extension DefinitionFault: CustomStringConvertible {
  /// One line: `kpis.yml:12:16: unknown column "chanel"; did you mean "channel"?`.
  public var description: String {
    let place = line > 0 ? "\(file):\(line):\(column): " : "\(file): "
    return place + message + (hint.map { "; \($0)" } ?? "")
  }
}

/// All mistakes of a pipeline's definition files, in the order of files and lines.
public struct DefinitionFaults: Error, Sendable {
  public let faults: [DefinitionFault]

  public init(_ faults: [DefinitionFault]) { self.faults = faults }
}
