/// The 256 colours that terminals agree on, as xterm defines them.
enum Palette {
    typealias RGB = (Int, Int, Int)

    private static let sixteen: [RGB] = [
        (0, 0, 0), (205, 0, 0), (0, 205, 0), (205, 205, 0), (0, 0, 238), (205, 0, 205), (0, 205, 205), (229, 229, 229),
        (127, 127, 127), (255, 0, 0), (0, 255, 0), (255, 255, 0), (92, 92, 255), (255, 0, 255), (0, 255, 255), (255, 255, 255),
    ]
    private static let levels = [0, 95, 135, 175, 215, 255]

    /// The colour at an index.
    static func color(at index: UInt8) -> RGB {
        let value = Int(index)
        if value < 16 { return sixteen[value] }
        if value >= 232 { return grey(value - 232) }
        let place = value - 16
        return (levels[place / 36], levels[place / 6 % 6], levels[place % 6])
    }

    /// The nearest entry of the cube and the greys; the first sixteen are not used, for people change them.
    static func nearest(to wanted: RGB) -> Int {
        let red = level(wanted.0), green = level(wanted.1), blue = level(wanted.2)
        let cube = 16 + 36 * red + 6 * green + blue
        let greyStep = min(23, max(0, ((wanted.0 + wanted.1 + wanted.2) / 3 - 3) / 10))
        let cubeDistance = distance(wanted, (levels[red], levels[green], levels[blue]))
        return distance(wanted, grey(greyStep)) < cubeDistance ? 232 + greyStep : cube
    }

    /// The nearest of the first sixteen.
    static func nearestOfSixteen(to wanted: RGB) -> Int {
        sixteen.indices.min { distance(wanted, sixteen[$0]) < distance(wanted, sixteen[$1]) } ?? 0
    }

    /// The colour as one number; never below 8, which would mean a palette index to ncurses.
    static func value(of color: RGB) -> Int {
        max(8, color.0 << 16 | color.1 << 8 | color.2)
    }

    private static func grey(_ step: Int) -> RGB {
        (8 + 10 * step, 8 + 10 * step, 8 + 10 * step)
    }

    private static func level(_ value: Int) -> Int {
        levels.indices.min { abs(levels[$0] - value) < abs(levels[$1] - value) } ?? 0
    }

    private static func distance(_ left: RGB, _ right: RGB) -> Int {
        let (red, green, blue) = (left.0 - right.0, left.1 - right.1, left.2 - right.2)
        return red * red + green * green + blue * blue
    }
}
