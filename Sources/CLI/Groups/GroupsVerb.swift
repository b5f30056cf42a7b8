import ArgumentParser

struct GroupsVerb: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "groups", abstract: "Static groups of users.", discussion: "Example: rollcall groups add Staff anna ben",
        subcommands: [
            ListGroupsVerb.self, ShowGroupVerb.self, CreateGroupVerb.self, AddToGroupVerb.self, RemoveFromGroupVerb.self,
        ])
}
