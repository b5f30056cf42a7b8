import ArgumentParser

/// Says what went wrong: in words on standard error, with `--json` as an object there.
struct FailureReport {
    let streams: any Streams
    let wantsJSON: Bool

    func say(_ failure: CommandLineFailure) -> Int32 {
        if wantsJSON {
            var rejection = JSONObject()
            rejection["code"] = .string(failure.code)
            rejection["message"] = .string(failure.words)
            var object = JSONObject()
            object["rejection"] = .object(rejection)
            streams.writeError(object.text + "\n")
        } else {
            streams.writeError("rollcall: " + SafeText.words(failure.words) + "\n")
        }
        return failure.exitCode
    }

    /// What argument-parser throws: help and version are no failures, everything else is a usage error.
    func say(parsing error: any Error) -> Int32 {
        let code = RollcallCommand.exitCode(for: error)
        if code.isSuccess {
            streams.write(ending(RollcallCommand.fullMessage(for: error)))
            return 0
        }
        guard code == .validationFailure else {
            // An exit code of a further verb's own, perhaps without words.
            let message = RollcallCommand.fullMessage(for: error)
            if !message.isEmpty { streams.writeError(ending(message)) }
            return code.rawValue
        }
        if wantsJSON { return say(.usage(RollcallCommand.message(for: error))) }
        streams.writeError(ending(SafeText.words(RollcallCommand.fullMessage(for: error))))
        return 2
    }

    private func ending(_ text: String) -> String { text.hasSuffix("\n") ? text : text + "\n" }
}
