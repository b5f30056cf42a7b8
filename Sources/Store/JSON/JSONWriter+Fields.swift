extension JSONWriter {
    /// Writes a member that is a string.
    package mutating func field(_ key: String, _ text: String) {
        self.key(key)
        value(text)
    }

    /// Writes a member that is a whole number.
    package mutating func field(_ key: String, _ number: some FixedWidthInteger) {
        self.key(key)
        value(number)
    }

    /// Writes a member that is `true` or `false`.
    package mutating func field(_ key: String, _ flag: Bool) {
        self.key(key)
        value(flag)
    }

    /// Writes a member that is a string; nothing if there is none.
    package mutating func field(_ key: String, ifPresent text: String?) {
        if let text { field(key, text) }
    }

    /// Writes a member that is a whole number; nothing if there is none.
    package mutating func field(_ key: String, ifPresent number: (some FixedWidthInteger)?) {
        if let number { field(key, number) }
    }

    /// Writes a member that is `true`; nothing when the flag is false.
    package mutating func field(_ key: String, ifTrue flag: Bool) {
        if flag { field(key, true) }
    }

    /// Writes a member that is an array of whole numbers.
    package mutating func field(_ key: String, integers: some Sequence<some FixedWidthInteger>) {
        field(key, each: integers) { $0.value($1) }
    }

    /// Writes a member that is an array of strings.
    package mutating func field(_ key: String, strings: some Sequence<String>) {
        field(key, each: strings) { $0.value($1) }
    }

    /// Writes a member that is bytes, as a Base64 string.
    package mutating func field(_ key: String, base64 content: some Collection<UInt8>) {
        self.key(key)
        var text: [UInt8] = [.quote]
        text.appendBase64(content)
        text.append(.quote)
        raw(text)
    }

    /// Writes a member that is a JSON value read earlier.
    package mutating func field(_ key: String, _ value: JSONValue) {
        self.key(key)
        self.value(value)
    }

    /// Writes a member that is an object.
    package mutating func field<Failure: Error>(
        _ key: String, object members: (inout JSONWriter) throws(Failure) -> Void
    ) throws(Failure) {
        self.key(key)
        try object(members)
    }

    /// Writes a member that is an array, one call of `element` for each item; the call writes one value.
    package mutating func field<Item, Failure: Error>(
        _ key: String, each items: some Sequence<Item>, _ element: (inout JSONWriter, Item) throws(Failure) -> Void
    ) throws(Failure) {
        self.key(key)
        try array { (writer) throws(Failure) in
            for item in items { try element(&writer, item) }
        }
    }

    /// Writes a JSON value read earlier; numbers keep their text.
    package mutating func value(_ json: JSONValue) {
        switch json {
        case .null: null()
        case .bool(let flag): value(flag)
        case .integer(let number): value(number)
        case .number(let text): raw(text.utf8)
        case .string(let text): value(text)
        case .array(let elements): array { for element in elements { $0.value(element) } }
        case .object(let members): object { for member in members { $0.field(member.key, member.value) } }
        }
    }
}
