/// The address of the elements of an array: equal addresses mean that nothing was copied.
func storage<Element>(_ array: ContiguousArray<Element>) -> UInt {
    array.withUnsafeBufferPointer { UInt(bitPattern: $0.baseAddress) }
}

func storage<Element>(_ array: [Element]) -> UInt {
    array.withUnsafeBufferPointer { UInt(bitPattern: $0.baseAddress) }
}
