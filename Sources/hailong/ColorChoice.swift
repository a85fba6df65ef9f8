/// Whether lines are coloured: what `--color` says, which goes with every command.
enum ColorChoice: String, CaseIterable, Sendable {
  /// On a terminal, unless the environment says otherwise.
  case auto
  case always
  case never

  private static let option = "--color"

  /// Takes `--color CHOICE` out of the arguments of any command; of several the last one counts.
  static func take(from arguments: inout [String]) throws(Failure) -> ColorChoice {
    var choice = ColorChoice.auto
    var rest = arguments[...]
    var kept: [String] = []
    while let argument = rest.popFirst() {
      if argument == "--" {
        kept.append(argument)
        break
      }
      guard argument == option || argument.hasPrefix(option + "=") else {
        kept.append(argument)
        continue
      }
      let value =
        argument == option ? rest.popFirst() : String(argument.dropFirst(option.count + 1))
      guard let found = value.flatMap(ColorChoice.init) else { throw unknown(value) }
      choice = found
    }
    arguments = kept + rest
    return choice
  }

  private static func unknown(_ value: String?) -> Failure {
    let known = "\(option) takes auto, always or never"
    guard let value else { return Failure(.usage, known) }
    let names = allCases.map(\.rawValue)
    return Failure(.usage, "\(known), not \"\(value)\"" + (didYouMean(value, among: names) ?? ""))
  }
}
