import Domain

/// Read people's state from Apple now (R14).
struct AskSheet: SheetContent {
    /// Empty: everybody of the location.
    var users: [UserID]
    var location: LocationID?

    mutating func settle(on users: [UserID]) { self.users = users }

    func plan(in model: ConsoleModel) -> SheetPlan {
        var plan = SheetPlan(title: "Ask Apple now")
        let places = locations(model)
        let commands = places.map { place in Command.requestRead(place, users: asked(at: place, places.count, model.state)) }
        plan.say("\(Phrases.count(users.count, "person", "people")): their state is read; nothing is changed.")
        plan.terms.alwaysYes = true
        plan.terms.people = users.count
        if commands.isEmpty { plan.terms.obstacle = "There is no location to ask about." }
        plan.deed = .commands(commands)
        return plan
    }

    private func asked(at location: LocationID, _ places: Int, _ state: State) -> [UserID] {
        places == 1 ? users : users.filter { state.registration(of: $0, at: location) != nil }
    }

    /// Where any of them is known; the current location when that is nowhere.
    private func locations(_ model: ConsoleModel) -> [LocationID] {
        if let location { return [location] }
        let known = model.state.locations.values.map(\.id).filter { place in
            users.contains { model.state.registration(of: $0, at: place) != nil }
        }
        return known.isEmpty ? model.currentLocation.map { [$0.id] } ?? [] : known
    }
}
