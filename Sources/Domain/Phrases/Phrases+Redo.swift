/// The impact sheet of a redo (R15).
extension Phrases {
    /// What a redo does and what this version cannot do yet, line by line.
    package static func redoStages(_ preview: RedoPreview) -> [String] {
        [
            "Apps and books that are assigned are read first. Where there are any, the redo stops there and says so: taking "
                + "them back and giving them again is not in this version.",
            "The registration is retired at Apple, the user is registered again, and the old link is dead.",
            "The message leaves when Apple has confirmed (often 1 to 3 minutes); apps come back only after the person accepts; "
                + "on devices they may go on working up to 30 days.",
            "Books stay with the account that was used before.",
        ] + (preview.tokenEndsSoon ? ["The \(preview.locationName) \(tokenState(preview.token)): refused unless forced."] : [])
    }

    /// One person of the sheet: `anna: accepted, gets the redo text by email (#12 Staff)`.
    package static func redoPerson(_ person: RedoPreview.Person) -> String {
        if let obstacle = person.obstacle { return "\(person.username): \(rejection(obstacle))" }
        let status = registration(person.status).lowercased()
        return switch person.way {
        case .carriedBy(let id, let name, .selfService):
            "\(person.username): \(status), waits again in Self Service (\(id) \(name))"
        case .carriedBy(let id, let name, let way):
            "\(person.username): \(status), gets the redo text by \(method(way)) (\(id) \(name))"
        case .newInvitation(let way): "\(person.username): \(status), gets a new invitation by \(method(way))"
        case .automatic: "\(person.username): \(status), is registered again without a message"
        case nil: "\(person.username): \(status)"
        }
    }
}
