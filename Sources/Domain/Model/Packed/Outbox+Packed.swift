import Columns

// The outbox as bytes: its sets of identifiers, those by key each behind its key.

extension Outbox: PackedRow {
    package init(from reader: inout PackedReader) {
        self.init(
            deliveries: reader.sets(), awaiting: reader.sets(), inFlight: reader.sets(), toRegister: reader.sets(),
            toRetire: reader.sets(), redosToRead: IDSet(numbers: NumberSet(from: &reader)))
    }

    package func pack(into writer: inout PackedWriter) {
        writer.sets(deliveries)
        writer.sets(awaiting)
        writer.sets(inFlight)
        writer.sets(toRegister)
        writer.sets(toRetire)
        redosToRead.numbers.pack(into: &writer)
    }
}

extension PackedWriter {
    fileprivate mutating func sets<Key: Identifier, Member: Identifier>(_ sets: IDTable<Key, IDSet<Member>>) {
        number(UInt(sets.count))
        for (key, members) in sets.entries {
            number(key.number)
            members.numbers.pack(into: &self)
        }
    }
}

extension PackedReader {
    fileprivate mutating func sets<Key: Identifier, Member: Identifier>() -> IDTable<Key, IDSet<Member>> {
        var sets = IDTable<Key, IDSet<Member>>()
        var left = number()
        while left > 0, !isAtEnd {
            let key = Key(number(as: UInt32.self))
            sets[key] = IDSet(numbers: NumberSet(from: &self))
            left -= 1
        }
        return sets
    }
}
