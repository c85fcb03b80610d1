import Glibc
import Support

/// The seed that all random tests of one run start from.
package enum RunSeed {
  /// The environment variable STREAMNET_SEED, else the first half of the checkout's commit hash, else 1.
  package static let value: UInt64 = fromEnvironment ?? fromCommit ?? 1

  /// What to type to run the same random tests again.
  package static func reproduction(_ filter: String) -> String {
    "STREAMNET_SEED=\(value) swift test --filter \(filter)"
  }

  /// A generator for one test: independent of the others of the run.
  package static func generator(_ test: String, _ number: Int = 0) -> SplitMix64 {
    let label = SHA256.hash(Array("\(value) \(test) \(number)".utf8))
    return SplitMix64(seed: label.prefix(8).reduce(0) { $0 << 8 | UInt64($1) })
  }

  private static var fromEnvironment: UInt64? {
    getenv("STREAMNET_SEED").flatMap { UInt64(String(cString: $0)) }
  }

  /// Reads the commit from the files of `.git`, because there may be no git where tests run.
  private static var fromCommit: UInt64? {
    let root = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3).joined(
      separator: "/")
    guard let head = text("\(root)/.git/HEAD") else { return nil }
    guard head.hasPrefix("ref: ") else { return UInt64(head.prefix(16), radix: 16) }
    let name = String(head.dropFirst(5))
    let packed = text("\(root)/.git/packed-refs")?.split(separator: "\n").first { $0.hasSuffix(" \(name)") }
    let hash = text("\(root)/.git/\(name)") ?? packed.map(String.init)
    return hash.flatMap { UInt64($0.prefix(16), radix: 16) }
  }

  private static func text(_ path: String) -> String? {
    guard let bytes = try? Files.read(path, limit: 1 << 24) else { return nil }
    return String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: true)
      .joined(separator: "\n")
  }
}
