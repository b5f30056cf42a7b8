import Testing

@Suite("Apple's service keeps the same promises, real wire or fake")
struct VolumePurchasingTests {
    @Test("the fake keeps them", arguments: VolumePurchasingRule.allCases)
    func fake(_ rule: VolumePurchasingRule) async throws {
        try await rule.hold(FakeSubject())
    }

    @Test("the gateway before the simulator keeps them", arguments: VolumePurchasingRule.allCases)
    func simulator(_ rule: VolumePurchasingRule) async throws {
        try await SimulatorSubject.run { try await rule.hold($0) }
    }
}
