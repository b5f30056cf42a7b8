import Testing

@testable import Settings

@Suite("rollcall.yaml")
struct RollcallSettingsTests {
    static let full = """
        mail:
          transport: smtp
          host: mail.example.org
          port: 2587
          security: starttls
          ca-file: /etc/ssl/certs/ca.pem
          username: rollcall
          password-file: /etc/rollcall/smtp-password
          sender-name: IT
          sender-address: it@example.org
          connections: 8
          messages-per-second: 50
        portal:
          listen: "[::1]:8080"
          base-url: https://register.example.org/join/
          certificate-file: /etc/rollcall/portal.pem
          key-file: /etc/rollcall/portal.key
          link-lifetime: 14d
        volume-purchasing:
          first-poll: 2s
          poll-interval: 40s
          sync-every: 15m
        directory:
          url: ldap://127.0.0.1:389
          security: starttls
          ca-file: /etc/ssl/certs/ldap.pem
          bind-dn: cn=reader,dc=example,dc=org
          bind-password-file: /etc/rollcall/ldap-password
          base: dc=example,dc=org
          user-filter: (&(objectClass=person)(uid={username}))
          match-attribute: mail
        device-management:
          url: https://mdm.example.org
          api-key-file: /etc/rollcall/mdm-key
          push-topic: com.apple.mgmt.External.1234
          webhook-hmac-key-file: /etc/rollcall/hook-key
        sending:
          cool-down: 12h
          take-back-window: 30s
          hold-above: 20
          time-zone: Europe/Paris
        alerts:
          to: [apple-admins@example.org, boss@example.org]
        privileges:
          rollcall-auditors: [view]
          rollcall-north: {privileges: [view, invite, redo], sites: [North]}

        """

    @Test("A full file gives every value that it sets")
    func fullFile() throws {
        let folder = try TemporaryFolder()
        let settings = try RollcallSettings.load(try folder.write("rollcall.yaml", Self.full))
        #expect(settings.mail.transport == .smtp)
        #expect(settings.mail.host == "mail.example.org")
        #expect(settings.mail.port == 2587)
        #expect(settings.mail.security == .starttls)
        #expect(settings.mail.caFile == "/etc/ssl/certs/ca.pem")
        #expect(settings.mail.username == "rollcall")
        #expect(settings.mail.passwordFile == "/etc/rollcall/smtp-password")
        #expect(settings.mail.senderName == "IT")
        #expect(settings.mail.senderAddress == "it@example.org")
        #expect(settings.mail.connections == 8)
        #expect(settings.mail.messagesPerSecond == 50)
        #expect(settings.portal?.listen == NetworkAddress(host: "::1", port: 8080))
        #expect(settings.portal?.baseURL?.description == "https://register.example.org/join")
        #expect(settings.portal?.certificateFile == "/etc/rollcall/portal.pem")
        #expect(settings.portal?.keyFile == "/etc/rollcall/portal.key")
        #expect(settings.portal?.linkLifetime == .days(14))
        #expect(settings.volumePurchasing.firstPoll(isLoopback: false) == .seconds(2))
        #expect(settings.volumePurchasing.pollInterval(isLoopback: false) == .seconds(40))
        #expect(settings.volumePurchasing.syncEvery == .minutes(15))
        #expect(settings.sending.coolDown == .hours(12))
        #expect(settings.sending.takeBackWindow(people: 100) == .seconds(30))
        #expect(settings.sending.holdAbove == 20)
        #expect(settings.sending.timeZone == "Europe/Paris")
    }

    @Test("What this version does not use yet is read, typed and listed in the order of the file")
    func unusedSections() throws {
        let settings = try RollcallSettings.parse(Self.full, file: "rollcall.yaml")
        #expect(settings.directory?.url.description == "ldap://127.0.0.1:389")
        #expect(settings.directory?.security == .starttls)
        #expect(settings.directory?.bindDN == "cn=reader,dc=example,dc=org")
        #expect(settings.directory?.userFilter == "(&(objectClass=person)(uid={username}))")
        #expect(settings.directory?.matchAttribute == "mail")
        #expect(settings.deviceManagement?.url.host == "mdm.example.org")
        #expect(settings.deviceManagement?.pushTopic == "com.apple.mgmt.External.1234")
        #expect(settings.alerts.to == ["apple-admins@example.org", "boss@example.org"])
        #expect(settings.privileges?.map(\.group) == ["rollcall-auditors", "rollcall-north"])
        #expect(settings.privileges?.last?.privileges == [.view, .invite, .redo])
        #expect(settings.privileges?.map(\.sites) == [nil, ["North"]])
        #expect(
            settings.unusedSections.map { "\($0.name) \($0.line):\($0.column)" } == [
                "portal.certificate-file 16:3", "portal.key-file 17:3", "directory 23:1", "device-management 32:1",
                "alerts 42:1", "privileges 44:1",
            ])
    }

    @Test("Without a file, or with an empty one, everything has its documented default", arguments: ["", "# nothing\n", "---\n"])
    func defaults(text: String) throws {
        let settings = try RollcallSettings.parse(text, file: "rollcall.yaml")
        #expect(settings == RollcallSettings())
        #expect(settings.mail.transport == .maildir)
        #expect(settings.mail.connections == 4)
        #expect(settings.mail.messagesPerSecond == 0)
        #expect(settings.portal == nil)
        #expect(settings.directory == nil)
        #expect(settings.deviceManagement == nil)
        #expect(settings.privileges == nil)
        #expect(settings.volumePurchasing.firstPoll(isLoopback: false) == .seconds(3))
        #expect(settings.volumePurchasing.firstPoll(isLoopback: true) == SettingsDuration(milliseconds: 100))
        #expect(settings.volumePurchasing.pollInterval(isLoopback: false) == .seconds(30))
        #expect(settings.volumePurchasing.pollInterval(isLoopback: true) == SettingsDuration(milliseconds: 500))
        #expect(settings.volumePurchasing.syncEvery == .minutes(10))
        #expect(settings.sending.coolDown == .hours(24))
        #expect(settings.sending.holdAbove == 50)
        #expect(settings.unusedSections.isEmpty)
    }

    @Test("R20: messages wait 10 s in the console and 60 s above 100 people")
    func takeBackWindow() throws {
        #expect(SendingSettings().takeBackWindow(people: 100) == .seconds(10))
        #expect(SendingSettings().takeBackWindow(people: 101) == .seconds(60))
        let longer = try RollcallSettings.parse("sending: {take-back-window: 5m}", file: "f").sending
        #expect(longer.takeBackWindow(people: 101) == .minutes(5))
    }

    @Test("Apple is never asked more often than every 30 s, whatever the file says")
    func shortestPollInterval() throws {
        let settings = try RollcallSettings.parse("volume-purchasing: {poll-interval: 1s}", file: "f").volumePurchasing
        #expect(settings.pollInterval(isLoopback: false) == .seconds(30))
        #expect(settings.pollInterval(isLoopback: true) == .seconds(1))
    }

    @Test("A host makes the transport smtp, and the security its usual port")
    func mailDefaults() throws {
        let tls = try RollcallSettings.parse("mail: {host: mail.example.org, security: tls}", file: "f").mail
        #expect(tls.transport == .smtp)
        #expect(tls.port == 465)
        let plain = try RollcallSettings.parse("mail: {host: '::1', security: none}", file: "f").mail
        #expect(plain.port == 25)
    }

    @Test("Carriage returns and a byte order mark change nothing")
    func windowsFile() throws {
        let folder = try TemporaryFolder()
        let text = "\u{FEFF}" + Self.full.replacing("\n", with: "\r\n")
        let settings = try RollcallSettings.load(try folder.write("rollcall.yaml", text))
        #expect(settings == (try RollcallSettings.parse(Self.full, file: "rollcall.yaml")))
    }
}
