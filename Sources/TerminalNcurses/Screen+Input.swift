import CNcurses
import Terminal

extension Screen {
    /// More than this is left for the next call, so that a flood cannot keep the loop from painting.
    private static let mostEvents = 4096

    /// Waits for something to happen and returns all of it that is there, in order.
    ///
    /// - Parameter timeout: how long to wait; nil waits for ever, zero does not wait.
    /// - Returns: empty when the time is over or ``wake()`` was called. Of several changes of size only the last is reported.
    package func next(timeout: Duration? = nil) -> [InputEvent] {
        if !held.isEmpty {
            defer { held = [] }
            return held + drain()
        }
        let ready = Int(cs_wait(timeout.map(Screen.milliseconds) ?? -1, hasDeferred ? 1 : 0))
        if ready & CS_WAIT_OUTPUT != 0 { presentDeferred() }
        return drain()
    }

    /// Forgets keys, pastes and clicks that arrived before now; what the system reported stays.
    ///
    /// To be called just before a sheet that asks for a confirmation is painted.
    package func dropTypedAhead() {
        held += drain().filter { event in
            switch event {
            case .key, .paste, .mouse: false
            default: true
            }
        }
    }

    /// Makes ``next(timeout:)`` return; from any thread, at any time.
    package nonisolated static func wake() {
        cs_wake()
    }

    private func drain() -> [InputEvent] {
        var events: [InputEvent] = []
        var raw = cs_event()
        while events.count < Screen.mostEvents, cs_next(&raw) == 1 {
            guard let event = read(raw) else { continue }
            if case .resize = event { events.removeAll { if case .resize = $0 { true } else { false } } }
            events.append(event)
        }
        return events
    }

    private func read(_ raw: cs_event) -> InputEvent? {
        switch Int(raw.kind) {
        case CS_EVENT_CHAR, CS_EVENT_NAMED: return Screen.key(raw).map(InputEvent.key)
        case CS_EVENT_PASTE: return .paste(Screen.pasted(count: Int(raw.value)))
        case CS_EVENT_FOCUS: return .focus(raw.value == 1)
        case CS_EVENT_MOUSE: return Screen.mouse(raw).map(InputEvent.mouse)
        case CS_EVENT_SIGNAL: return .signal(Int32(clamping: raw.value))
        case CS_EVENT_HANGUP: return .hangUp
        case CS_EVENT_RESIZE:
            forgetShown()
            return .resize(Size(rows: Int(raw.y), columns: Int(raw.x)))
        case CS_EVENT_CONTINUED:
            // Something stopped the process without asking: the shell has had the terminal since.
            enter()
            return .resize(size)
        default: return nil
        }
    }

    private static func key(_ raw: cs_event) -> Key? {
        let held = modifiers(raw.buttons)
        if Int(raw.kind) == CS_EVENT_NAMED { return code(Int(raw.value)).map { Key($0, held) } }
        return Unicode.Scalar(raw.value).map { Key(.character($0), held) }
    }

    private static func modifiers(_ bits: UInt32) -> Key.Modifiers {
        var held: Key.Modifiers = []
        if Int(bits) & CS_MOD_SHIFT != 0 { held.insert(.shift) }
        if Int(bits) & CS_MOD_ALT != 0 { held.insert(.alt) }
        if Int(bits) & CS_MOD_CTRL != 0 { held.insert(.ctrl) }
        return held
    }

    private static let codes: [Int: Key.Code] = [
        CS_KEY_ENTER: .enter, CS_KEY_ESCAPE: .escape, CS_KEY_TAB: .tab, CS_KEY_BACKSPACE: .backspace, CS_KEY_DELETE: .delete,
        CS_KEY_INSERT: .insert, CS_KEY_UP: .up, CS_KEY_DOWN: .down, CS_KEY_LEFT: .left, CS_KEY_RIGHT: .right, CS_KEY_HOME: .home,
        CS_KEY_END: .end, CS_KEY_PAGE_UP: .pageUp, CS_KEY_PAGE_DOWN: .pageDown,
    ]

    private static func code(_ name: Int) -> Key.Code? {
        name > CS_KEY_F0 ? .function(name - CS_KEY_F0) : codes[name]
    }

    private static func mouse(_ raw: cs_event) -> Mouse? {
        let actions: [Int: Mouse.Action] = [
            CS_MOUSE_PRESS: .press, CS_MOUSE_RELEASE: .release, CS_MOUSE_WHEEL_UP: .wheelUp, CS_MOUSE_WHEEL_DOWN: .wheelDown,
        ]
        guard let action = actions[Int(raw.value)] else { return nil }
        return Mouse(action, button: Int(raw.buttons), at: Point(row: Int(raw.y), column: Int(raw.x)))
    }

    private static func pasted(count: Int) -> String {
        guard let bytes = cs_paste() else { return "" }
        return String(decoding: UnsafeBufferPointer(start: bytes, count: count), as: UTF8.self)
    }

    /// Rounded up, so that a short wait never becomes a busy loop.
    private static func milliseconds(_ duration: Duration) -> Int32 {
        let (seconds, attoseconds) = duration.components
        let rounded = (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000
        return Int32(clamping: max(0, min(seconds, 1_000_000) * 1000 + rounded))
    }
}
