import Domain

/// The preview of an invitation (R7): in words, and as an object.
enum InvitationSheet {
    /// More people than this are asked for.
    static let asksAbove = 100

    static func lines(_ preview: InvitationPreview, _ settings: InvitationSettings, _ state: State) -> [String] {
        var lines = preview.warnings.map { "warning: " + Phrases.warning($0) }
        let location = state.locations[settings.location]?.name ?? settings.location.description
        let how = Phrases.method(settings.method)
        lines.append(
            "\(settings.name) at \(location), \(how): \(Phrases.count(preview.reached)) reached, "
                + "\(Phrases.count(preview.automatic)) registered without a message")
        if !preview.sample.isEmpty { lines.append("first: " + Phrases.names(preview.sample, total: preview.total, limit: 5)) }
        for skip in preview.skipped { lines.append("not reached: \(Phrases.reason(skip.reason)) \(Phrases.count(skip.count))") }
        if preview.excluded > 0 { lines.append("excluded: \(Phrases.count(preview.excluded))") }
        if preview.outsideSite > 0 { lines.append("outside the location's site: \(Phrases.count(preview.outsideSite))") }
        lines.append(
            "costs: \(Phrases.count(preview.registrationsNeeded, "registration")) at Apple, "
                + "\(Phrases.count(preview.mails, "mail")), about \(Phrases.minutes(preview.minutes))")
        return lines
    }

    /// With `--dry-run --json`: the preview as an object; without JSON the words have said it all.
    static func print(_ preview: InvitationPreview, _ run: VerbRun) {
        guard run.wantsJSON else { return }
        var object = JSONObject()
        object.set("dryRun", true)
        object.set("reached", preview.reached)
        object.set("automatic", preview.automatic)
        var skipped = JSONObject()
        for skip in preview.skipped { skipped.set(skip.reason.rawValue, skip.count) }
        object["skipped"] = .object(skipped)
        object.set("excluded", preview.excluded)
        object.set("outsideSite", preview.outsideSite)
        object.set("registrationsNeeded", preview.registrationsNeeded)
        object.set("mails", preview.mails)
        object.set("minutes", preview.minutes)
        object.set("sample", preview.sample)
        object.set("warnings", preview.warnings.map(Phrases.warning))
        run.streams.write(object.text + "\n")
    }
}
