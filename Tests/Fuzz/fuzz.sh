#!/usr/bin/env bash
# Fuzzes what reads the store's files: fuzz.sh SECONDS [TARGET …], each target for so many seconds. New inputs and findings
# lie in .build/fuzz afterwards; a finding belongs into Corpus/TARGET, where `make test` replays it.
set -euo pipefail
export SWIFT_BACKTRACE=enable=no
seconds=${1:-60}
shift || true
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
out=${FUZZ_OUT:-$root/.build/fuzz}
store=$root/Sources/Store
targets=("$@")
[ ${#targets[@]} -gt 0 ] || targets=(lines json mark format current)
mkdir -p "$out"
if ! echo 'int LLVMFuzzerTestOneInput(const unsigned char *d, unsigned long n) { return 0; }' \
    | clang -x c - -fsanitize=fuzzer,address -o "$out/probe" 2> /dev/null; then
    echo "skipped: this toolchain has no libFuzzer" >&2
    exit 0
fi

cat > "$out/module.modulemap" <<MAP
module CBytes { umbrella "$root/Sources/CBytes/include" export * }
MAP
for file in "$root"/Sources/CBytes/*.c; do
    clang -c -O1 -g -fsanitize=fuzzer-no-link,address -I "$root/Sources/CBytes/include" "$file" -o "$out/$(basename "$file").o"
done
sources=("$store"/JSON/*.swift)
for name in Journal/{ChainPosition,Current,DurableMark,JournalDamage,JournalError,JournalError+Words,LineScanner,Record} \
    Journal/{RecordFraming,RecordParser,Timestamp} Directory/{Format,StoreID,StoreLayout} Locks/LockHolder; do
    sources+=("$store/$name.swift")
done
swiftc -O -g -parse-as-library -sanitize=fuzzer,address -swift-version 6 -package-name Rollcall -module-name StoreFuzz \
    -I "$out" "${sources[@]}" "$here/FuzzTarget.swift" "$here/Driver/Driver.swift" "$out"/*.c.o -o "$out/fuzz" 2> >(grep -v "Cannot export local symbol '__asan" >&2)

failed=0
for target in "${targets[@]}"; do
    mkdir -p "$out/$target"
    echo "fuzz: $target for $seconds s"
    FUZZ_TARGET=$target "$out/fuzz" -max_total_time="$seconds" -max_len=4096 -timeout=10 -print_final_stats=1 \
        -artifact_prefix="$out/finding-$target-" "$out/$target" "$here/Corpus/$target" > "$out/$target.log" 2>&1 || failed=1
    grep -E "^(stat::number_of_executed|stat::average|SUMMARY|Test unit written|broken rule)|Fatal error" "$out/$target.log" || tail -3 "$out/$target.log"
done
exit $failed
