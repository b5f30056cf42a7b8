import Domain

/// The impact sheet of a redo: in words, and as members of an object.
enum RedoSheet {
    private static let mostPeople = 50

    static func say(_ preview: RedoPreview, _ write: WriteRun) {
        write.say(
            "redo at \(preview.locationName): \(Phrases.count(preview.people.count, "user")), "
                + "\(Phrases.count(preview.ready)) can be done")
        for line in Phrases.redoStages(preview) { write.say("  \(line)") }
        for person in preview.people.prefix(mostPeople) { write.say(Phrases.redoPerson(person)) }
        if preview.people.count > mostPeople { write.say("and \(Phrases.count(preview.people.count - mostPeople)) more") }
    }

    static func add(_ preview: RedoPreview, to object: inout JSONObject) {
        object.set("location", preview.locationName)
        object["users"] = .list(
            preview.people.map { person in
                var line = JSONObject()
                line.set("username", person.username)
                line.set("status", person.status.rawValue)
                line.set("words", Phrases.redoPerson(person))
                return .object(line)
            })
    }
}
