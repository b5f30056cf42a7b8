import Glibc

/// What libFuzzer calls; which reader is meant says `FUZZ_TARGET`.
private let target: FuzzTarget = {
    guard let name = getenv("FUZZ_TARGET"), let target = FuzzTarget(rawValue: String(cString: name)) else {
        print("FUZZ_TARGET is one of \(FuzzTarget.allCases.map(\.rawValue))")
        exit(2)
    }
    return target
}()

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOne(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    if let problem = target.problem(with: Array(UnsafeBufferPointer(start: start, count: count))) {
        let line = Array("broken rule: \(problem)\n".utf8)
        _ = write(2, line, line.count)
        abort()
    }
    return 0
}
