extension UniqueID {
    /// For a `NumberIndex`: the name is drawn by chance, so any part of it is spread evenly.
    var stableHash: UInt64 { high ^ low }
}
