import Domain
import Terminal

/// The impact sheet of a redo (R15).
struct RedoSheet: SheetContent {
    var users: [UserID]
    /// Nil while several locations are possible and none was chosen.
    var location: LocationID?
    var method: DistributionMethod?
    var force = false
    private let asked: LocationID?

    init(users: [UserID], location: LocationID?) {
        self.users = users
        self.asked = location
        self.location = location
    }

    mutating func settle(on users: [UserID]) { self.users = users }

    mutating func handle(_ key: Key, _ action: ConsoleAction?, _ model: ConsoleModel) -> Bool {
        if location == nil, onlyChoice(in: model.state) == nil {
            guard let digit = key.typed.flatMap({ Int(String($0)) }), choices(in: model.state).indices.contains(digit - 1) else {
                return false
            }
            location = choices(in: model.state)[digit - 1]
            return true
        }
        if action == .include {
            force.toggle()
            return true
        }
        guard key == .tab else { return false }
        method = nextMethod
        return true
    }

    func plan(in model: ConsoleModel) -> SheetPlan {
        var plan = SheetPlan(title: "Redo registration", isDangerous: true)
        guard let location = location ?? onlyChoice(in: model.state) else { return ask(model, plan) }
        do throws(Rejection) {
            let wish = RedoWish(users: users, location: location, method: method, force: force)
            describe(try model.state.redoPreview(wish, context: model.contextNow), wish, model, &plan)
        } catch {
            plan.say(Phrases.rejection(error), .error)
            plan.terms.obstacle = Phrases.rejection(error)
        }
        return plan
    }

    private func describe(_ preview: RedoPreview, _ wish: RedoWish, _ model: ConsoleModel, _ plan: inout SheetPlan) {
        let ready = preview.people.filter { $0.obstacle == nil }
        plan.title = "Redo registration: \(Phrases.count(ready.count, "person", "people")) at \(preview.locationName)"
        for person in preview.people.prefix(6) {
            plan.say(Phrases.redoPerson(person), person.obstacle == nil ? .text : .warning)
        }
        let more = preview.people.count - 6
        if more > 0 { plan.say("and \(Phrases.count(more)) more", .textDim) }
        for stage in Phrases.redoStages(preview) { plan.say(stage, .textDim) }
        plan.terms.people = ready.count
        plan.terms.needsReason = preview.reasonRequired && (ready.count > 1 || force) ? "a redo of many, or a forced one" : nil
        if ready.isEmpty { plan.terms.obstacle = preview.people.first?.obstacle.map(Phrases.rejection) ?? "Nobody to redo." }
        if preview.tokenEndsSoon, !force {
            plan.terms.obstacle = "The token of \(preview.locationName) ends soon: f forces it, with a reason."
            plan.hints.append(KeyHints.Hint(model.keys.symbol(.include), "force"))
        }
        let way = method.map(Phrases.method) ?? "as last time"
        plan.hints.append(KeyHints.Hint("tab", "message: \(way)"))
        var wish = wish
        wish.users = ready.map(\.user)
        let versions = ready.compactMap { person in person.version.map { (person.user, $0) } }
        plan.deed = .commands(
            ready.isEmpty
                ? []
                : [
                    .redoRegistration(wish, ifVersions: Dictionary(versions, uniquingKeysWith: { first, _ in first }))
                ])
    }

    private func ask(_ model: ConsoleModel, _ plan: SheetPlan) -> SheetPlan {
        var plan = plan
        plan.say("At which location?", .textStrong)
        for (index, id) in choices(in: model.state).enumerated() {
            plan.say("\(index + 1)  \(model.state.locations[id]?.name ?? id.description)")
        }
        plan.terms.obstacle = "Choose a location first, by its number."
        return plan
    }

    private var nextMethod: DistributionMethod? {
        switch method {
        case nil: .email
        case .email: .selfService
        case .selfService: .prompt
        default: nil
        }
    }

    private func onlyChoice(in state: State) -> LocationID? {
        let all = choices(in: state)
        return all.count == 1 ? all[0] : nil
    }

    /// Where any of the users is registered; every location when none is, so that the refusal can name one.
    private func choices(in state: State) -> [LocationID] {
        if let asked { return [asked] }
        let all = state.locations.values.map(\.id)
        let some = all.filter { location in
            users.contains { state.registration(of: $0, at: location)?.isActive ?? false }
        }
        return some.isEmpty ? Array(all.prefix(1)) : Array(some.prefix(9))
    }
}
