import Domain
import Engine

/// Does the effects that need the engine or much time, away from the loop's thread; the same code serves loop and tests.
package enum EffectRunner {
    /// Does one effect.
    ///
    /// - Returns: what came of it; nil for an effect that is the loop's own.
    package static func run(
        _ effect: ConsoleEffect, _ administration: any Administration, _ state: State, _ context: Context
    ) async -> ConsoleMessage? {
        switch effect {
        case .perform(let performance): return .performed(performance, await perform(performance, administration))
        case .showLink(let key, let request): return .link(key, await link(key, request, administration))
        case .loadRecord(let sequence, let limit): return .record(await record(sequence, limit, administration))
        case .find(let search): return .found(search, search.run(in: state))
        case .readUsage(let search): return .usageRead(search, search.run(in: state))
        case .preview(let settings): return .previewed(settings, FormUpdate.run(settings, state, context))
        case .readStatus: return .status(state.statusReport(now: context.now))
        case .copy, .loadTheme, .save, .redraw, .suspend, .quit: return nil
        }
    }

    private static func perform(
        _ performance: Performance, _ administration: any Administration
    ) async -> [Result<CommandResult, CommandFailure>] {
        var results: [Result<CommandResult, CommandFailure>] = []
        for (index, command) in performance.commands.enumerated() {
            do throws(CommandFailure) {
                results.append(.success(try await administration.perform(command, performance.request(index))))
            } catch {
                results.append(.failure(error))
                break
            }
        }
        return results
    }

    private static func link(
        _ key: RecipientKey, _ request: CommandRequest, _ administration: any Administration
    ) async -> Result<String, CommandFailure> {
        do throws(CommandFailure) {
            return .success(try await administration.showLink(key, request))
        } catch {
            return .failure(error)
        }
    }

    private static func record(
        _ sequence: UInt64, _ limit: Int, _ administration: any Administration
    ) async -> Result<[RecordEntry], CommandFailure> {
        do throws(CommandFailure) {
            return .success(try await administration.record(after: sequence, limit: limit))
        } catch {
            return .failure(error)
        }
    }
}
