import Glibc

enum Pause {
    static func microseconds(_ count: UInt32) {
        if count > 0 { usleep(count) }
    }
}
