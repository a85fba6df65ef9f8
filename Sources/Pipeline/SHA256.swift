internal import CCrypto

/// The SHA-256 digest of bytes that come piece by piece.
final class SHA256 {
  private let context: OpaquePointer?
  private var healthy: Bool

  init() {
    context = EVP_MD_CTX_new()
    healthy = context != nil && EVP_DigestInit_ex(context, EVP_sha256(), nil) == 1
  }

  deinit { EVP_MD_CTX_free(context) }

  func update(_ bytes: some Sequence<UInt8>) {
    let taken: Bool? = bytes.withContiguousStorageIfAvailable { buffer in
      EVP_DigestUpdate(context, buffer.baseAddress, buffer.count) == 1
    }
    healthy = healthy && (taken ?? false)
  }

  func update(_ bytes: UnsafeRawBufferPointer) {
    healthy = healthy && EVP_DigestUpdate(context, bytes.baseAddress, bytes.count) == 1
  }

  /// Ends the digest and gives its 64 hexadecimal digits; the object is of no use afterwards.
  func finish() throws(RunFailure) -> String {
    var digest = [UInt8](repeating: 0, count: 32)
    healthy = healthy && EVP_DigestFinal_ex(context, &digest, nil) == 1
    guard healthy else { throw RunFailure(.fault, "the crypto library cannot compute SHA-256") }
    return hexadecimal(digest)
  }
}

/// The SHA-256 digest of a text or some bytes, 64 hexadecimal digits.
func sha256(of bytes: [UInt8]) throws(RunFailure) -> String {
  let digest = SHA256()
  digest.update(bytes)
  return try digest.finish()
}

func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
  let digits = Array("0123456789abcdef")
  return String(bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
}
