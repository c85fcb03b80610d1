// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [.treatAllWarnings(as: .error)]
let strictC: [CSetting] = [.treatAllWarnings(as: .error)]

let package = Package(
  name: "streamnet",
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", .upToNextMinor(from: "1.8.2"))
  ],
  targets: [
    .systemLibrary(name: "CYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),
    .target(name: "CKernels", cSettings: strictC),
    .target(name: "Support", swiftSettings: strict),
    .target(name: "YAML", dependencies: ["CYAML", "Support"], swiftSettings: strict),
    .target(name: "Network", dependencies: ["Support", "YAML"], swiftSettings: strict),
    .target(name: "Planning", dependencies: ["Support", "Network"], swiftSettings: strict),
    .target(
      name: "Execution", dependencies: ["CKernels", "Support", "Network", "Planning"],
      swiftSettings: strict),
    .target(
      name: "Pipeline", dependencies: ["Support", "Network", "Planning", "Execution"], swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6]
)
