extension String {
  /// The text as one word of a shell's command line, in quotes where it needs them.
  var shellWord: String {
    let plain = unicodeScalars.allSatisfy { scalar in
      scalar.properties.isAlphabetic || scalar.properties.numericType != nil
        || "/._-+=@:%,".unicodeScalars.contains(scalar)
    }
    if plain, !isEmpty { return self }
    return "'" + replacing("'", with: "'\\''") + "'"
  }
}
