# Runs nmt on Windows with the TorchSharp package; builds first if something has changed. Usage: scripts\nmt.ps1 VERB ...
$ErrorActionPreference = 'Stop'
$root = Split-Path -Parent $PSScriptRoot
if (-not (Get-Command dotnet -ErrorAction SilentlyContinue)) {
    [Console]::Error.WriteLine('nmt.ps1: the .NET 10 SDK is missing: install it from https://dot.net and try again')
    exit 1
}
$log = dotnet build (Join-Path $root 'src/Nmt.Cli') -c Release -v quiet -clp:NoSummary 2>&1
if ($LASTEXITCODE -ne 0) {
    $log | ForEach-Object { [Console]::Error.WriteLine($_) }
    exit 1
}
& (Join-Path $root 'artifacts/bin/Nmt.Cli/release/nmt.exe') @args
exit $LASTEXITCODE
