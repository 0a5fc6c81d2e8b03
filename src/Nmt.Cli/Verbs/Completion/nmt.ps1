# Completion of nmt for PowerShell. To use it: nmt completion pwsh | Out-String | Invoke-Expression

Register-ArgumentCompleter -Native -CommandName nmt -ScriptBlock {
    param($word, $ast, $cursor)
    $program = $ast.CommandElements[0].Extent.Text
    $typed = $cursor - $ast.Extent.StartOffset
    $line = 'nmt' + $ast.ToString().PadRight($typed).Substring(0, $typed).Substring($program.Length)
    # Without a suggestion of nmt, PowerShell completes names of files.
    & $program "[suggest:$($line.Length)]" $line 2>$null |
        Where-Object { $_ -cnotin '', '-h', '-?', '/h', '/?', 'True', 'False' -and $_.StartsWith($word) -and ($word.StartsWith('-') -or -not $_.StartsWith('-')) } |
        ForEach-Object { [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_) }
}
