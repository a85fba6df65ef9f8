/// Chance without a state: a pure hash of a seed, a draw's number and a place in it.
///
/// The same three numbers give the same value on every machine, in any order and on any number of
/// threads. The finisher is that of splitmix64. Source: G. Steele et al., OOPSLA 2014.
public struct SeededDraw: Hashable, Sendable {
  public let seed: UInt64

  public init(seed: UInt64) { self.seed = seed }

  /// A number from 0 up to, but not including, 1, on a grid of 2⁻⁵³.
  ///
  /// O(1).
  public func unit(_ draw: Int, _ place: Int) -> Double {
    Double(bits(draw, place) >> 11) * 0x1p-53
  }

  private func bits(_ draw: Int, _ place: Int) -> UInt64 {
    // Each number is hashed into what came before it, so that no two places share a sequence.
    let start = Self.mixed(seed &+ 0x9E37_79B9_7F4A_7C15)
    let row = Self.mixed(start ^ UInt64(truncatingIfNeeded: draw))
    return Self.mixed(row ^ (UInt64(truncatingIfNeeded: place) &* 0xD1B5_4A32_D192_ED03))
  }

  private static func mixed(_ word: UInt64) -> UInt64 {
    var z = word &+ 0x9E37_79B9_7F4A_7C15
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
