# Builds everything on Windows, on the TorchSharp package, and runs every test that does not test our own tensor engine.
$ErrorActionPreference = 'Stop'
$root = Split-Path -Parent $PSScriptRoot
$failed = 0
Get-ChildItem (Join-Path $root 'tests') -Filter '*.Tests.csproj' -Recurse |
    Where-Object { $_.BaseName -ne 'LibTorch.Tests' } |
    ForEach-Object {
        dotnet test $_.FullName -c Release
        if ($LASTEXITCODE -ne 0) { $failed++ }
    }
Write-Output "$failed test projects failed"
exit [Math]::Min($failed, 1)
