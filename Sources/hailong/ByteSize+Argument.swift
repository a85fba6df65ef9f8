public import ArgumentParser
public import Definitions

extension ByteSize: ExpressibleByArgument {
  public init?(argument: String) { self.init(argument) }
}
