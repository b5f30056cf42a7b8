/// A name and the looks of some roles; the other roles inherit.
package struct Theme: Hashable, Sendable {
    /// What people call it, as in `themes/NAME.yaml`.
    package let name: String
    /// What the theme itself says; roles that are absent inherit from their parent.
    package let styles: [ThemeRole: Style]
    private let resolved: [Style]

    /// A theme from the styles that it mentions.
    package init(name: String, styles: [ThemeRole: Style]) {
        self.name = name
        self.styles = styles
        self.resolved = ThemeRole.allCases.map { Theme.style(of: $0, in: styles) }
    }

    /// The look of a role: its own, else its nearest parent's, else the terminal's plain one.
    package subscript(role: ThemeRole) -> Style {
        resolved[role.position]
    }

    /// Every different look of the theme, plain first.
    package var allStyles: [Style] {
        var seen: Set<Style> = [.plain]
        return [.plain] + resolved.filter { seen.insert($0).inserted }
    }

    /// The same theme with attributes only, for `NO_COLOR` and terminals without colour.
    ///
    /// A role that stood out by a background alone is reversed instead: the row under the cursor must stay visible.
    package var withoutColor: Theme {
        let plainStyles = ThemeRole.allCases.map { role -> (ThemeRole, Style) in
            let style = self[role]
            let marked: Attributes = style.background == .default ? [] : .reverse
            return (role, Style(.default, on: .default, style.attributes.union(marked)))
        }
        return Theme(name: name, styles: Dictionary(uniqueKeysWithValues: plainStyles))
    }

    private static func style(of role: ThemeRole, in styles: [ThemeRole: Style]) -> Style {
        var current: ThemeRole? = role
        while let role = current {
            if let style = styles[role] { return style }
            current = role.parent
        }
        return .plain
    }
}

extension ThemeRole {
    private static let positions = Dictionary(uniqueKeysWithValues: zip(allCases, 0...))

    /// Where the role stands in `allCases`.
    fileprivate var position: Int {
        ThemeRole.positions[self] ?? 0
    }
}
