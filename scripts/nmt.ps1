# Runs nmt on Windows with the TorchSharp package; builds first if something has changed. Usage: scripts\nmt.ps1 VERB ...
$ErrorActionPreference = 'Stop'
$root = Split-Path -Parent $PSScriptRoot
if (-not (Get-Command dotnet -ErrorAction SilentlyContinue)) {
    [Console]::Error.WriteLine('nmt.ps1: the .NET 10 SDK is missing: install it from https://dot.net and try again')
    exit 1
}
$program = Join-Path $root 'artifacts/bin/Nmt.Cli/release/nmt.exe'
# An unchanged build takes some seconds too: only a longer one is announced.
$changed = -not (Test-Path $program) -or (Get-ChildItem (Join-Path $root 'src') -Recurse -File |
    Where-Object { $_.LastWriteTimeUtc -gt (Get-Item $program).LastWriteTimeUtc } | Select-Object -First 1)
if ($changed) {
    [Console]::Error.WriteLine("nmt.ps1: building nmt (the first time: some minutes, and a download of the packages) ...")
}
$watch = [Diagnostics.Stopwatch]::StartNew()
$log = dotnet build (Join-Path $root 'src/Nmt.Cli') -c Release -v quiet -clp:NoSummary 2>&1
if ($LASTEXITCODE -ne 0) {
    $log | ForEach-Object { [Console]::Error.WriteLine($_) }
    exit 1
}
if ($changed) {
    # The build leaves the program alone if only other files have changed.
    (Get-Item $program).LastWriteTimeUtc = [DateTime]::UtcNow
    [Console]::Error.WriteLine("nmt.ps1: built in $([int]$watch.Elapsed.TotalSeconds) s")
}
& $program @args
exit $LASTEXITCODE
