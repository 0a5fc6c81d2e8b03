# Sourced by scripts/nmt and scripts/test: checks prerequisites, builds what has changed, and reports on stderr.
# Sets root to the repository's folder.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

say() { printf '%s: %s\n' "$(basename "$0")" "$*" >&2; }
die() { say "$@"; exit 1; }

require_dotnet() {
  command -v dotnet >/dev/null || die 'the .NET 10 SDK is missing: install it from https://dot.net and try again'
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
    say "building $what (once, and after changes)"
    log=$(mktemp)
    touch "$stamp.new"
    if ! dotnet "$@" "$root/$what" -c Release -v quiet -clp:NoSummary -nodeReuse:false >"$log" 2>&1; then
      grep -E 'error' "$log" | sort -u | head -n 20 >&2 || true
      die "the build failed (full log: $log)"
    fi
    rm -f "$log"
    mv "$stamp.new" "$stamp"
  ) 9>"$root/artifacts/build.lock"
}
