# Builds everything on Windows with the TorchSharp package, and runs every test.
$ErrorActionPreference = 'Stop'
$root = Split-Path -Parent $PSScriptRoot
$failed = 0
Get-ChildItem (Join-Path $root 'tests') -Filter '*.Tests.csproj' -Recurse |
    ForEach-Object {
        dotnet test $_.FullName -c Release
        if ($LASTEXITCODE -ne 0) { $failed++ }
    }
Write-Output "$failed test projects failed"
exit [Math]::Min($failed, 1)
