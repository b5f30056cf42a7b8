// swift-tools-version: 6.2
import PackageDescription

// The arrows of docs/ARCHITECTURE.md: a target imports what stands in its list and nothing else (HouseTests hold every
// import line against the same table).
let argumentParser: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")
let crypto: Target.Dependency = .product(name: "Crypto", package: "swift-crypto")
let hashTrees: Target.Dependency = .product(name: "HashTreeCollections", package: "swift-collections")
let hummingbird: Target.Dependency = .product(name: "Hummingbird", package: "hummingbird")
let lifecycle: Target.Dependency = .product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")
let yams: Target.Dependency = .product(name: "Yams", package: "Yams")

/// Rooms that hold pointers or descriptors: every use of them is marked `unsafe`.
let strictMemory: [SwiftSetting] = [.strictMemorySafety()]

let package = Package(
    name: "Rollcall",
    products: [.executable(name: "rollcall", targets: ["rollcall"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/apple/swift-collections", exact: "1.6.0"),
        .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
        .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1"),
        .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", exact: "2.13.0"),
    ],
    targets: [
        // Plain C, no policy.
        .target(name: "CBytes"),
        .target(
            name: "CNcurses",
            cSettings: [
                .define("_XOPEN_SOURCE", to: "700"), .define("_DEFAULT_SOURCE"), .define("_GNU_SOURCE"),
                .define("NCURSES_WIDECHAR", to: "1"),
            ],
            linkerSettings: [.linkedLibrary("ncursesw"), .linkedLibrary("tinfo")]),
        .target(name: "CCurl"),

        // Inside: no clock, no chance, no I/O.
        .target(
            name: "Columns", dependencies: ["CBytes"], exclude: ["Fold/generate-fold-table.py"], swiftSettings: strictMemory),
        .target(name: "Domain", dependencies: ["Columns", hashTrees]),
        .target(name: "Gateway", dependencies: ["Domain"]),
        .target(name: "Terminal"),

        // Facts and work.
        .target(name: "Store", dependencies: ["CBytes", "Columns", "Domain", crypto]),
        .target(name: "Engine", dependencies: ["Domain", "Gateway", "Store"]),
        .target(name: "Exchange", dependencies: ["Domain"]),
        .target(name: "Settings", dependencies: ["Terminal", yams]),

        // Faces.
        .target(name: "TerminalNcurses", dependencies: ["CNcurses", "Terminal"]),
        .target(name: "Console", dependencies: ["Columns", "Domain", "Engine", "Terminal"]),
        .target(name: "Portal", dependencies: ["Domain", "Engine", hummingbird, lifecycle, logging]),
        .target(name: "CLI", dependencies: ["Domain", "Engine", "Exchange", "Store", argumentParser]),

        // The outside.
        .target(name: "BlockingWork"),
        .target(name: "GatewayMail", dependencies: ["BlockingWork", "CCurl", "Domain", "Gateway"], swiftSettings: strictMemory),
        .target(
            name: "GatewayVolumePurchasing", dependencies: ["BlockingWork", "CCurl", "Domain", "Gateway"],
            swiftSettings: strictMemory),
        .target(name: "AppleSimulator", dependencies: [crypto, hummingbird, lifecycle, logging]),

        // Where live things meet interfaces.
        .executableTarget(
            name: "rollcall",
            dependencies: [
                "AppleSimulator", "CLI", "Console", "Domain", "Engine", "Exchange", "Gateway", "GatewayMail",
                "GatewayVolumePurchasing", "Portal", "Settings", "Store", "Terminal", "TerminalNcurses", argumentParser,
                lifecycle, logging,
            ]),

        // Proof.
        .target(name: "TestSupport", dependencies: ["Domain", "Engine", "Gateway", "Terminal"], path: "Tests/TestSupport"),
        .executableTarget(name: "ScreenProbe", dependencies: ["Terminal", "TerminalNcurses"], path: "Tests/ScreenProbe"),
        .executableTarget(name: "StoreProbe", dependencies: ["Store"], path: "Tests/StoreProbe"),
        .executableTarget(
            name: "StoreBench", dependencies: ["Columns", "Domain", "Engine", "Gateway", "Store"],
            path: "Tests/Benchmarks/StoreBench"),
        .testTarget(name: "ColumnsTests", dependencies: ["CBytes", "Columns"]),
        .testTarget(name: "DomainTests", dependencies: ["Columns", "Domain"]),
        .testTarget(
            name: "StoreTests", dependencies: ["CBytes", "Domain", "Store", "StoreProbe"], exclude: ["Golden"]),
        .testTarget(name: "StoreProcessTests", dependencies: ["CBytes", "Store", "StoreProbe"]),
        .testTarget(
            name: "FuzzTests", dependencies: ["Store"], path: "Tests/Fuzz", exclude: ["Corpus", "Driver", "fuzz.sh"]),
        .testTarget(name: "EngineTests", dependencies: ["Domain", "Engine", "Gateway", "Store", "TestSupport"]),
        .testTarget(name: "ExchangeTests", dependencies: ["Domain", "Exchange"]),
        .testTarget(name: "SettingsTests", dependencies: ["Settings", "Terminal"]),
        .testTarget(
            name: "TerminalTests", dependencies: ["Terminal", "TestSupport"],
            exclude: ["Screens", "generate_width_tables.py"]),
        .testTarget(name: "TerminalNcursesTests", dependencies: ["ScreenProbe", "Terminal", "TerminalNcurses", "TestSupport"]),
        .testTarget(
            name: "ConsoleTests", dependencies: ["Columns", "Console", "Domain", "Engine", "Terminal", "TestSupport"],
            exclude: ["Screens"]),
        .testTarget(
            name: "PortalTests",
            dependencies: ["Domain", "Engine", "Gateway", "Portal", "Store", "TestSupport", crypto, lifecycle, logging]),
        .testTarget(
            name: "CLITests",
            dependencies: ["CLI", "Domain", "Engine", "Exchange", "Gateway", "Store", "TestSupport", argumentParser]),
        .testTarget(
            name: "GatewayTests",
            dependencies: [
                "AppleSimulator", "Domain", "Gateway", "GatewayMail", "GatewayVolumePurchasing", "TestSupport", logging,
            ]),
        .testTarget(name: "BlockingWorkTests", dependencies: ["BlockingWork"]),
        .testTarget(
            name: "GatewayMailTests", dependencies: ["Domain", "Gateway", "GatewayMail", "TestSupport"], exclude: ["Servers"]),
        .testTarget(
            name: "GatewayVolumePurchasingTests",
            dependencies: ["CCurl", "Domain", "Gateway", "GatewayVolumePurchasing", "TestSupport"]),
        .testTarget(name: "AppleSimulatorTests", dependencies: ["AppleSimulator", logging]),
        .testTarget(name: "HouseTests"),
        .testTarget(name: "Acceptance", dependencies: ["TestSupport", "rollcall"]),
    ],
    swiftLanguageModes: [.v6]
)
