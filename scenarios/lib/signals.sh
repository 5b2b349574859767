# The fingerprint: what shows that a scenario is running, and how long after its start each sign appeared. A scenario lists its
# signs in its function signals, which is called every few seconds. Sourced by ../run.
#
# The file $seen holds a line for each sign: scenario, kind, where, what, and milliseconds since 1970 (- if not seen yet),
# separated by tabs.

tab=$'\t'

# Notes a sign when it is looked for first, and calls the rest of the arguments until they print a time: sign KIND WHERE WHAT …
sign() {
  local key="$scenario$tab$1$tab$2$tab$3$tab" at
  shift 3
  if ! grep -qF -- "$key" "$seen"; then
    printf '%s-\n' "$key" >> "$seen"
  elif ! grep -qF -- "$key-" "$seen"; then
    return 0
  fi
  at=$("$@") || true
  [ -n "$at" ] || return 0
  # The journal of signs is rewritten as a whole, since sed would take the text for a pattern.
  while IFS= read -r line; do
    if [ "$line" = "$key-" ]; then printf '%s%s\n' "$key" "$at"; else printf '%s\n' "$line"; fi
  done < "$seen" > "$seen.new" && mv "$seen.new" "$seen"
  say "seen after $(seconds $((at - injected))) s: $(sign_in_words "$key")"
}

sign_in_words() { awk -F '\t' '{ print $2 " " ($3 == "" ? "" : $3 ": ") $4 }' <<< "$1"; }

# A line in a service's log that matches an extended regular expression: log_line SERVICE PATTERN
log_line() { sign log "$1" "$2" time_of_line "$1" "$2"; }

time_of_line() {
  local id line first=
  for id in $(ids "$1"); do
    # All of it is read, since a reader that leaves early would make docker fail.
    line=$(docker logs -t --since "$(iso "$injected")" "$id" 2>&1 | grep -E -- "$2" | awk 'NR == 1 { print $1 }')
    [ -n "$line" ] || continue
    if [ -z "$first" ] || [[ "$line" < "$first" ]]; then first=$line; fi
  done
  [ -z "$first" ] || milliseconds "$first"
}

# A condition that Prometheus sees: metric EXPRESSION. It counts from the moment at which it is looked for.
metric() {
  has prometheus || return 0
  sign metric prometheus "$1" time_of_value "$1"
}

time_of_value() { [ -z "$(prometheus "$1")" ] || now; }

# An alert that fires, and did not when the scenario began: alert NAME
alert() {
  has prometheus || return 0
  local firing="ALERTS{alertname=\"$1\",alertstate=\"firing\"}"
  sign alert prometheus "$1" time_of_value "$firing unless $firing @ $((injected / 1000))"
}

# Waits for so many seconds. When the time of the scenario is up, its steps end here: hold [SECONDS]
hold() {
  local until=$(($(now) + ${1:-86400} * 1000))
  while [ "$(now)" -lt "$until" ]; do
    kill -0 $$ 2> /dev/null || exit 1 # the run itself was killed
    if [ -e "$lock/stop" ] || [ "$(now)" -ge "$((injected + for_seconds * 1000))" ]; then exit 0; fi
    pause 1
  done
}

# A number from 0 to N-1 that depends on nothing but the seed and the purpose: pick N PURPOSE
pick() { echo $(($(printf '%s %s' "${seed:-0}" "$2" | cksum | cut -d ' ' -f 1) % $1)); }

# Looks for the signs of all scenarios once.
look() {
  for scenario in "${chosen[@]}"; do
    (load "$scenario" && signals)
  done
}

report_signs() {
  local missing
  missing=$(awk -F '\t' '$5 == "-"' "$seen")
  [ -z "$missing" ] || while IFS= read -r line; do say "not seen: $(sign_in_words "$line")"; done <<< "$missing"
}
