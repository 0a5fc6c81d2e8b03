# Completion of nmt for bash. To use it: source <(nmt completion bash)

_nmt() {
  local program=${COMP_WORDS[0]} current=${COMP_WORDS[COMP_CWORD]} line word
  line="nmt${COMP_LINE:${#program}:COMP_POINT-${#program}}"
  COMPREPLY=()
  while IFS= read -r word; do
    case $word in
      '' | -h | '-?' | /h | '/?' | True | False) ;;
      -*) [[ $current != -* || $word != "$current"* ]] || COMPREPLY+=("$word") ;;
      "$current"*) COMPREPLY+=("$word") ;;
    esac
  done < <("${program/#\~/$HOME}" "[suggest:${#line}]" "$line" 2>/dev/null)
}

# Without a suggestion of nmt: names of files.
complete -o bashdefault -o default -F _nmt nmt
