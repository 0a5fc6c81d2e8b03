# Sourced by scripts/nmt and scripts/test: checks prerequisites, builds what has changed, and reports on stderr.
# Sets root to the repository's folder.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

say() { printf '%s: %s\n' "$(basename "$0")" "$*" >&2; }
die() { say "$@"; exit 1; }

require_dotnet() {
  command -v dotnet >/dev/null || die 'the .NET 10 SDK is missing: install it from https://dot.net and try again'
}

# show_seconds START: shows on a terminal, once a second, how long a build has taken. hide_seconds PROCESS ends it and erases its line.
show_seconds() {
  [ -t 2 ] && [ "${TERM:-dumb}" != dumb ] || return 0
  while sleep 1; do
    printf '\r%s s ' "$((SECONDS - $1))" >&2
  done
}

hide_seconds() {
  kill "$1" 2>/dev/null || true
  wait "$1" 2>/dev/null || true
  if [ -t 2 ] && [ "${TERM:-dumb}" != dumb ]; then printf '\r\033[K' >&2; fi
}

# build STAMP WHAT "FOLDER..." COMMAND...: runs dotnet COMMAND... WHAT if a file in the FOLDERs is newer than the STAMP of the last
# build.
build() {
  local stamp=$root/artifacts/$1 what=$2 folders=$3 log
  shift 3
  # shellcheck disable=SC2086 # the folders are meant to be split
  if [ -f "$stamp" ] && [ -z "$(cd "$root" && find $folders Directory.* global.json nmt.sln -newer "$stamp" -print -quit)" ]; then
    return
  fi
  mkdir -p "$root/artifacts"
  (
    # One build at a time, even if several scripts run.
    if command -v flock >/dev/null; then flock 9; fi
    name=nmt
    [ "$what" != nmt.sln ] || name='nmt and its tests'
    if [ -f "$stamp" ]; then
      say "building $name, whose source has changed ..."
    else
      say "building $name (the first time: about a minute, and a download of 284 MB unless NuGet has the packages) ..."
    fi
    start=$SECONDS
    log=$(mktemp)
    touch "$stamp.new"
    show_seconds "$start" >/dev/null 9>&- &
    watch=$!
    trap 'hide_seconds "$watch"' EXIT
    code=0
    dotnet "$@" "$root/$what" -c Release -v quiet -clp:NoSummary -nodeReuse:false >"$log" 2>&1 || code=$?
    trap - EXIT
    hide_seconds "$watch"
    if [ "$code" -ne 0 ]; then
      grep -E 'error' "$log" | sort -u | head -n 20 >&2 || true
      die "the build failed (full log: $log)"
    fi
    rm -f "$log"
    say "built in $((SECONDS - start)) s"
    mv "$stamp.new" "$stamp"
  ) 9>"$root/artifacts/build.lock"
}

# build_program: publishes nmt to artifacts/nmt, precompiled if possible: a program that runs for a tenth of a second then starts in little more
# than half the time.
build_program() {
  local precompiled=()
  [ "$(uname -sm)" != 'Linux x86_64' ] || precompiled=(-r linux-x64 --self-contained false)
  build nmt.stamp src/Nmt.Cli src publish ${precompiled[@]+"${precompiled[@]}"} -o "$root/artifacts/nmt"
}
