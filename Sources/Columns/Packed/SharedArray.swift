/// Keeps bytes that are not an array of ours where they are, for as long as somebody looks at them: a mapped file.
public protocol BytesOwner: AnyObject, Sendable {}

/// Plain values that are shared until written: an array, or a part of what an owner keeps mapped.
///
/// A copy is free. The first write to values that an owner keeps takes them into an array.
@safe public struct SharedArray<Element: BitwiseCopyable & Sendable>: @unchecked Sendable {
    // Safe to share: what `kept` points to is never written, and stays where it is as long as `owner` lives.
    @usableFromInline var own: [Element]
    @usableFromInline var kept: UnsafeBufferPointer<Element>
    @usableFromInline var owner: (any BytesOwner)?

    @inlinable
    package init(_ elements: [Element] = []) {
        own = elements
        unsafe kept = UnsafeBufferPointer(start: nil, count: 0)
        owner = nil
    }

    /// Values that an owner keeps. They must stay as they are, where they are, as long as the owner lives.
    @inlinable
    package init(_ kept: UnsafeBufferPointer<Element>, of owner: any BytesOwner) {
        own = []
        unsafe self.kept = kept
        self.owner = owner
    }

    @inlinable package var count: Int { unsafe owner == nil ? own.count : kept.count }

    /// Whether the values lie in an array of this process, which counts as its own memory.
    @inlinable package var isOwn: Bool { owner == nil }

    @inlinable
    package subscript(index: Int) -> Element {
        if owner == nil { return own[index] }
        unsafe precondition(index >= 0 && index < kept.count, "An index of a shared array lies inside it.")
        return unsafe kept[index]
    }

    @inlinable
    package func withBuffer<Result, Failure: Error>(
        _ body: (UnsafeBufferPointer<Element>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        if owner != nil { return try unsafe body(kept) }
        return try unsafe own.withUnsafeBufferPointer(body)
    }

    /// Changes the values, in place when nobody else holds them.
    @inlinable
    package mutating func change<Result>(_ body: (inout [Element]) -> Result) -> Result {
        if owner != nil { takeOver() }
        return body(&own)
    }

    /// Makes the values this process's own.
    @usableFromInline
    mutating func takeOver() {
        own = unsafe Array(kept)
        unsafe kept = UnsafeBufferPointer(start: nil, count: 0)
        owner = nil
    }

    /// Where the values lie, to tell whether two arrays are the same storage.
    package var place: UInt {
        unsafe withBuffer { buffer in UInt(bitPattern: buffer.baseAddress) }
    }
}

extension SharedArray: Equatable where Element: Equatable {
    public static func == (left: SharedArray, right: SharedArray) -> Bool {
        unsafe left.withBuffer { left in unsafe right.withBuffer { right in unsafe left.elementsEqual(right) } }
    }
}
