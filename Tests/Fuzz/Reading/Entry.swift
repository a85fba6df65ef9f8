internal import Definitions
internal import Engine

private let files = (MemoryFile("a.csv"), MemoryFile("tidy.csv"))

/// libFuzzer's: reads one input, and traps where a law is broken.
@_cdecl("LLVMFuzzerTestOneInput")
public func readOneInput(_ start: UnsafeRawPointer?, _ count: Int) -> CInt {
  let bytes = UnsafeRawBufferPointer(start: start, count: count)
  // Not worth keeping.
  guard count >= Choice.byteCount else { return -1 }
  files.0.write(UnsafeRawBufferPointer(rebasing: bytes[Choice.byteCount...]))
  Reading(choice: Choice(bytes), file: files.0, tidyFile: files.1).check()
  return 0
}
