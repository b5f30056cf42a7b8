import Domain

extension SnapshotCoding {
    static func work(of image: StateImage) -> [[UInt8]] {
        (image.worker.map { [line($0)] } ?? []) + image.appleRequests.values.map(line) + image.readRequests.values.map(line)
    }

    private static func line(_ worker: WorkerEpoch) -> [UInt8] {
        line("worker") {
            $0.field("epoch", worker.number)
            $0.field("startedAt", worker.startedAt)
            $0.field("by", worker.by)
            $0.field("role", worker.role)
            $0.field("pid", worker.processID)
            $0.field("bootId", worker.bootID)
        }
    }

    private static func line(_ request: AppleRequest) -> [UInt8] {
        line("appleRequest") {
            $0.field("id", request.id)
            $0.field("kind", request.kind.rawValue)
            $0.field("location", request.location)
            $0.field("users", request.users)
            $0.field("claimedAt", request.claimedAt)
            $0.field("epoch", request.epoch)
            $0.field("eventId", ifPresent: request.eventID)
            $0.field("queuedAt", ifPresent: request.queuedAt?.milliseconds)
        }
    }

    private static func line(_ request: ReadRequest) -> [UInt8] {
        line("readRequest") {
            $0.field("id", request.id)
            $0.field("location", request.location)
            $0.field("users", ifNotEmpty: request.users)
            $0.field("requestedAt", request.requestedAt)
            $0.field("by", request.by)
        }
    }

    /// The remembered commands, oldest first, several hundred a line: `["7f0c1f0e-…",184467,1790000000000]`.
    static func commands(of image: StateImage) -> [[UInt8]] {
        let remembered = image.commands.remembered
        return stride(from: 0, to: remembered.count, by: 512).map { start in
            line("commands") {
                $0.field("commands", each: remembered[start..<min(start + 512, remembered.count)]) { writer, command in
                    writer.array {
                        $0.value(command.id.description)
                        $0.value(command.sequence)
                        $0.value(command.at.milliseconds)
                    }
                }
            }
        }
    }

    static let workReaders: [String: Reader] = [
        "worker": { (body, image) throws(JSONError) in
            image.worker = WorkerEpoch(
                number: try body.integer("epoch"), startedAt: try body.instant("startedAt"), by: try body.string("by"),
                role: try body.string("role"), processID: try body.integer("pid"), bootID: try body.string("bootId"))
        },
        "appleRequest": { (body, image) throws(JSONError) in
            var request = AppleRequest(
                id: try body.id("id"), kind: try body.word("kind"), location: try body.id("location"),
                users: try body.ids("users"), claimedAt: try body.instant("claimedAt"), epoch: try body.integer("epoch"))
            request.eventID = try body.optionalString("eventId")
            request.queuedAt = try body.optionalInstant("queuedAt")
            image.appleRequests[request.id] = request
        },
        "readRequest": { (body, image) throws(JSONError) in
            let request = ReadRequest(
                id: try body.id("id"), location: try body.id("location"), users: try body.ids("users"),
                requestedAt: try body.instant("requestedAt"), by: try body.string("by"))
            image.readRequests[request.id] = request
        },
        "commands": { (body, image) throws(JSONError) in
            let commands = try body.list("commands") { (reader) throws(JSONError) in try command(&reader, in: body) }
            for command in commands { image.commands.append(command) }
        },
    ]

    private static func command(
        _ reader: inout JSONReader, in body: JSONFields
    ) throws(JSONError) -> CommandHistory.Remembered {
        var (id, sequence, at): (UniqueID?, UInt64?, Int64?) = (nil, nil, nil)
        var place = 0
        try reader.readArray { (reader) throws(JSONError) in
            switch place {
            case 0: id = UniqueID(try reader.readString())
            case 1: sequence = try reader.readInteger(as: UInt64.self)
            case 2: at = try reader.readInteger(as: Int64.self)
            default: try reader.skipValue()
            }
            place += 1
        }
        guard let id, let sequence, let at else { throw body.unexpected("commands") }
        return CommandHistory.Remembered(id: id, sequence: sequence, at: Instant(milliseconds: at))
    }
}
