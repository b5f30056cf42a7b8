import Domain
import Gateway

/// A writing call that the fake service has queued.
struct QueuedWork {
    enum Work {
        case create([AppleUserWish])
        case retire([UniqueID])
    }

    let location: LocationID
    let work: Work
    var pollsLeft: Int
    var answer: AppleEventStatus?

    var count: Int {
        switch work {
        case .create(let users): users.count
        case .retire(let users): users.count
        }
    }
}
