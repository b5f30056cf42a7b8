import Columns

// The outbox as bytes: sets of identifiers, ascending, each as the distance from the one before.

extension Outbox: PackedRow {
    package init(from reader: inout PackedReader) {
        self.init(
            deliveries: reader.sets(), awaiting: reader.sets(), inFlight: reader.sets(), toRegister: reader.sets(),
            toRetire: reader.sets(), redosToRead: reader.set())
    }

    package func pack(into writer: inout PackedWriter) {
        writer.sets(deliveries)
        writer.sets(awaiting)
        writer.sets(inFlight)
        writer.sets(toRegister)
        writer.sets(toRetire)
        writer.set(redosToRead)
    }
}

extension PackedWriter {
    fileprivate mutating func sets<Key: Identifier, Member: Identifier>(_ sets: IDTable<Key, IDSet<Member>>) {
        number(UInt(sets.count))
        for (key, members) in sets.entries {
            number(key.number)
            set(members)
        }
    }

    fileprivate mutating func set(_ members: IDSet<some Identifier>) {
        number(UInt(members.count))
        var last: UInt32 = 0
        for member in members {
            number(member.number - last)
            last = member.number
        }
    }
}

extension PackedReader {
    fileprivate mutating func sets<Key: Identifier, Member: Identifier>() -> IDTable<Key, IDSet<Member>> {
        var sets = IDTable<Key, IDSet<Member>>()
        var left = number()
        while left > 0, !isAtEnd {
            let key = Key(number(as: UInt32.self))
            sets[key] = set()
            left -= 1
        }
        return sets
    }

    fileprivate mutating func set<Member: Identifier>() -> IDSet<Member> {
        var left = number()
        var last: UInt32 = 0
        var members: [Member] = []
        while left > 0, !isAtEnd {
            last &+= number(as: UInt32.self)
            members.append(Member(last))
            left -= 1
        }
        return IDSet(members)
    }
}
