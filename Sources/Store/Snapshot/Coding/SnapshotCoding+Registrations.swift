import Columns
import Domain

extension SnapshotCoding {
    /// The registrations of all locations, as many of one as fit a line.
    static func registrations<Failure: Error>(
        of image: StateImage, _ emit: (consuming [UInt8]) throws(Failure) -> Void
    ) throws(Failure) {
        for (location, table) in image.registrations.entries {
            let opening = Array("{\"k\":\"registrations\",\"d\":{\"location\":\(location.number),\"registrations\":[".utf8)
            var text = RowText(opening)
            for (_, registration) in table {
                text.registration(registration)
                guard text.bytes.count >= rowsPerLine else { continue }
                try emit(text.closed("]}}"))
                text = RowText(opening)
            }
            if text.bytes.count > opening.count { try emit(text.closed("]}}")) }
        }
    }

    static func readRegistrations(_ body: ArraySlice<UInt8>) throws(JSONError) -> (LocationID, [Registration]) {
        var scanner = RowScanner(body)
        if let found = scanner.registrations() { return found }
        let fields = try JSONFields(body)
        let registrations = try fields.objects("registrations") { (one) throws(JSONError) in try Registration(one) }
        return (try fields.id("location"), registrations)
    }
}

extension RowText {
    fileprivate mutating func registration(_ one: Registration) {
        separate()
        number("{\"user\":", one.user.number)
        uniqueID(",\"clientUserId\":", one.clientUserID)
        word(",\"status\":", one.status.rawValue)
        instant(",\"since\":", one.since)
        number(",\"generation\":", one.generation, unless: 1)
        text(",\"appleStatus\":", one.appleStatus)
        base64(",\"inviteCode\":", one.inviteCode)
        text(",\"idHash\":", one.idHash)
        instant(",\"acceptedAt\":", one.acceptedAt)
        flag(",\"automatic\":true", one.automatic)
        number(",\"notBefore\":", one.notBefore.milliseconds, unless: 0)
        text(",\"previousIdHash\":", one.previousIDHash)
        if let error = one.error {
            number(",\"error\":{\"number\":", error.number)
            text(",\"message\":", error.message)
            raw("}")
        }
        if let request = one.request { number(",\"request\":", request.number) }
        if let redo = one.redo { number(",\"redo\":", redo.number) }
        if let decision = one.decision {
            number(",\"decision\":{\"sequence\":", decision.sequence)
            instant(",\"at\":", decision.at)
            text(",\"by\":", decision.by)
            text(",\"what\":", decision.what)
            raw("}")
        }
        raw("}")
    }
}

extension Registration {
    fileprivate init(_ body: JSONFields) throws(JSONError) {
        guard let name = UniqueID(try body.string("clientUserId")) else { throw body.unexpected("clientUserId") }
        self.init(
            user: try body.id("user"), status: try body.word("status"), since: try body.instant("since"),
            generation: try body.optionalInteger("generation") ?? 1, clientUserID: name, automatic: try body.flag("automatic"),
            notBefore: try body.optionalInstant("notBefore") ?? .distantPast)
        appleStatus = try body.optionalString("appleStatus")
        inviteCode = try body.optionalBase64("inviteCode")
        idHash = try body.optionalString("idHash")
        previousIDHash = try body.optionalString("previousIdHash")
        acceptedAt = try body.optionalInstant("acceptedAt")
        if let error = try body.optionalObject("error") { self.error = try AppleError(error) }
        request = try body.optionalID("request")
        redo = try body.optionalID("redo")
        decision = try body.optionalDecision("decision")
    }
}

extension RowScanner {
    /// A line of registrations, most of them of the usual shape: nothing in flight, no error, no redo.
    fileprivate mutating func registrations() -> (LocationID, [Registration])? {
        guard accept("{\"location\":"), let location = number(as: UInt32.self), accept(",\"registrations\":[") else { return nil }
        var rows: [Registration] = []
        repeat {
            let start = position
            if let row = registration() {
                rows.append(row)
            } else {
                guard let row = general(from: start, { (body) throws(JSONError) in try Registration(body) }) else { return nil }
                rows.append(row)
            }
        } while accept(",")
        return accept("]}") && isAtEnd ? (LocationID(location), rows) : nil
    }

    private mutating func registration() -> Registration? {
        guard accept("{\"user\":"), let user = number(as: UInt32.self), accept(",\"clientUserId\":"), let name = uniqueID(),
            accept(",\"status\":"), let status = word(RegistrationStatus.self), accept(",\"since\":"),
            let since = number(as: Int64.self)
        else { return nil }
        var one = Registration(
            user: UserID(user), status: status, since: Instant(milliseconds: since), generation: 1, clientUserID: name,
            automatic: false, notBefore: .distantPast)
        if accept(",\"generation\":") {
            guard let generation = number(as: UInt32.self) else { return nil }
            one.generation = generation
        }
        guard text(",\"appleStatus\":", into: &one.appleStatus), bytes(",\"inviteCode\":", into: &one.inviteCode),
            text(",\"idHash\":", into: &one.idHash), instant(",\"acceptedAt\":", into: &one.acceptedAt)
        else { return nil }
        one.automatic = accept(",\"automatic\":true")
        return accept("}") ? one : nil
    }
}
