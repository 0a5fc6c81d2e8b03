# Sourced by scripts/nmt and scripts/test: makes sure that what they need is there, and says what it does, on stderr.
# Sets root, the repository's folder.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

say() { printf '%s: %s\n' "$(basename "$0")" "$*" >&2; }
die() { say "$@"; exit 1; }

require_dotnet() {
  command -v dotnet >/dev/null || die 'the .NET 10 SDK is missing: install it from https://dot.net and try again'
}

# Names the packages of libtorch, BLAS and compiler that are missing; nothing where LIBTORCH names a libtorch of one's own.
missing_packages() {
  local file
  if [ -z "${LIBTORCH:-}" ]; then
    file=$(compgen -G '/usr/lib/*/libtorch_cpu.so' || true)
    [ -n "$file" ] && [ -d /usr/include/torch ] || printf ' libtorch-dev'
    # The OpenMP flavour: the other one brings a second thread pool, which costs a quarter of the speed.
    file=$(compgen -G '/usr/lib/*/openblas-openmp/libblas.so.3' || true)
    [ -n "$file" ] || printf ' libopenblas0-openmp'
  fi
  command -v cmake >/dev/null || printf ' cmake'
  command -v make >/dev/null || printf ' make'
  command -v g++ >/dev/null || printf ' g++'
}

require_packages() {
  local missing as_root='' log
  missing=$(missing_packages)
  [ -z "$missing" ] && return
  command -v apt-get >/dev/null ||
    die "missing:$missing (Debian's names); install them, or set LIBTORCH to the folder of a libtorch, and try again"
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null && sudo -n true 2>/dev/null || die "missing packages; run: sudo apt-get install$missing"
    as_root='sudo'
  fi
  say "installing$missing with apt-get (once; some minutes)"
  log=$(mktemp)
  # shellcheck disable=SC2086 # the list of packages is meant to be split
  if ! { $as_root apt-get update &&
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends $missing; } >"$log" 2>&1; then
    die "apt-get could not install$missing: $(grep -m1 '^E:' "$log" || tail -n 1 "$log") (all of it: $log)"
  fi
  rm -f "$log"
}

# build STAMP WHAT "FOLDER..." COMMAND...: runs dotnet COMMAND... WHAT when a file of the FOLDERs is newer than the STAMP of the
# last time.
build() {
  local stamp=$root/artifacts/$1 what=$2 folders=$3 log
  shift 3
  # shellcheck disable=SC2086 # the folders are meant to be split
  if [ -f "$stamp" ] && [ -z "$(cd "$root" && find $folders Directory.* global.json nmt.sln -newer "$stamp" -print -quit)" ]; then
    return
  fi
  mkdir -p "$root/artifacts"
  (
    # One build at a time, however many of us run.
    if command -v flock >/dev/null; then flock 9; fi
    say "building $what (once, and after changes)"
    log=$(mktemp)
    touch "$stamp.new"
    if ! dotnet "$@" "$root/$what" -c Release -v quiet -clp:NoSummary -nodeReuse:false >"$log" 2>&1; then
      grep -E 'error|CMake Error' "$log" | sort -u | head -n 20 >&2 || true
      die "the build failed (all of it: $log)"
    fi
    rm -f "$log"
    mv "$stamp.new" "$stamp"
  ) 9>"$root/artifacts/build.lock"
}
