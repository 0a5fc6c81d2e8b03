# Completion of nmt for fish. To use it: nmt completion fish | source

function __nmt_complete
    set -l words (commandline -opc)
    set -l line (string join ' ' -- nmt $words[2..-1] (commandline -ct))
    for word in ($words[1] "[suggest:"(string length -- "$line")"]" "$line" 2>/dev/null)
        contains -- "$word" '' -h '-?' /h '/?' True False; or printf '%s\n' $word
    end
end

# Names of files are added by fish itself.
complete -c nmt -a '(__nmt_complete)'
