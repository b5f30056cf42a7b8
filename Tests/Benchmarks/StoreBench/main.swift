import Glibc

// Measures inside one process what no whole command can show. Prints lines of a name and a number, for bench.py.
let words = Array(CommandLine.arguments.dropFirst())

func number(_ place: Int) -> Int { place < words.count ? Int(words[place]) ?? 0 : 0 }

guard words.count >= 2 else {
    Figure.line("usage: StoreBench load|start|keep|campaign|batched|single|bulk|beside|write|follow STORE [NUMBER [NUMBER]]")
    exit(64)
}
switch words[0] {
case "load": try await LoadBench(path: words[1]).load()
case "start": try await LoadBench(path: words[1]).start()
case "keep": try await LoadBench(path: words[1]).keep()
case "campaign": try await CampaignBench(path: words[1]).run(worked: number(2))
case "batched": try CommitBench(path: words[1]).batched(events: number(2), batch: number(3))
case "single": try CommitBench(path: words[1]).single(count: number(2), pause: 0)
case "beside": try CommitBench(path: words[1]).single(count: number(2), pause: UInt32(number(3)))
case "bulk": try CommitBench(path: words[1]).bulk(seconds: Double(number(2)))
case "write": try FollowBench(path: words[1]).write(count: number(2), pause: UInt32(number(3)))
case "follow": try await FollowBench(path: words[1]).follow(count: number(2))
default: exit(64)
}
