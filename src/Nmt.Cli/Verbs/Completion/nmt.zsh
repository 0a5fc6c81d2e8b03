#compdef nmt
# Completion of nmt for zsh. To use it: source <(nmt completion zsh), after compinit; or a file _nmt in a folder of $fpath.

_nmt() {
  local program=${~words[1]} line="nmt ${(j: :)words[2,CURRENT-1]}"
  local -a suggestions
  (( CURRENT == 2 )) || line+=" "
  line+=$PREFIX
  suggestions=(${(f)"$("$program" "[suggest:${#line}]" "$line" 2>/dev/null)"})
  suggestions=(${suggestions:#(-h|-\?|/h|/\?|True|False)})
  [[ $PREFIX == -* ]] || suggestions=(${suggestions:#-*})
  # Without a suggestion of nmt: names of files.
  compadd -a suggestions || _files
}

if [[ ${funcstack[1]} == _nmt ]]; then
  _nmt "$@"
else
  compdef _nmt nmt
fi
