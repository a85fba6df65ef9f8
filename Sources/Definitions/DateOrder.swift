/// The order in which a file writes the day and the month of `01/07/2025`.
public enum DateOrder: String, Hashable, Sendable, CaseIterable {
  case dayFirst = "dmy"
  case monthFirst = "mdy"
}
