/// A small integer that names one object of a kind; drawn from a counter in the state and never reused.
///
/// People see the object's name, or `#12`.
package protocol Identifier: Hashable, Comparable, Sendable, CustomStringConvertible {
    var number: UInt32 { get }
    init(_ number: UInt32)
}

extension Identifier {
    package static func < (left: Self, right: Self) -> Bool { left.number < right.number }
    package var description: String { "#\(number)" }
}

/// Names a user of the organisation.
package struct UserID: Identifier {
    package let number: UInt32
    package init(_ number: UInt32) { self.number = number }
}

/// Names a volume purchasing location.
package struct LocationID: Identifier {
    package let number: UInt32
    package init(_ number: UInt32) { self.number = number }
}

/// Names an invitation.
package struct InvitationID: Identifier {
    package let number: UInt32
    package init(_ number: UInt32) { self.number = number }
}

/// Names a static group.
package struct GroupID: Identifier {
    package let number: UInt32
    package init(_ number: UInt32) { self.number = number }
}

/// Names a site of the organisation.
package struct SiteID: Identifier {
    package let number: UInt32
    package init(_ number: UInt32) { self.number = number }
}

/// Names one run of a redo; a user may have several at one location, one after the other.
package struct RedoID: Identifier {
    package let number: UInt32
    package init(_ number: UInt32) { self.number = number }
}

/// Names one call to Apple that was claimed by a worker: a create, an update or a retire of many users.
package struct AppleRequestID: Identifier {
    package let number: UInt32
    package init(_ number: UInt32) { self.number = number }
}

/// Names one wish of an administrator to read Apple's state now.
package struct ReadRequestID: Identifier {
    package let number: UInt32
    package init(_ number: UInt32) { self.number = number }
}
