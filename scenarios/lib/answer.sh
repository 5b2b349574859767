# The answer key: what was done to the stack, when, and what it did to the records. Sourced by ../run.

# Compares the logs with what the group has committed: reconcile FILE
reconcile() {
  # Without the agent of the overlay, which would make a span of each record.
  compose run --rm --no-deps -T -e JAVA_TOOL_OPTIONS= consumer reconcile --json --quiet > "$1" 2> "$scratch" < /dev/null || true
  grep -q '"verdict"' "$1" || { complain "reconcile has no result:"; cat "$scratch" >&2; return 1; }
}

# A figure of the total in reconcile's report: figure FILE NAME
figure() {
  awk -v name="\"$2\"" '$1 == "\"total\"" { total = 1 } total && $1 == name { print $3 + 0; found = 1; exit }
    END { if (!found) print 0 }' "$1"
}

# How many differences of a kind the report found: differences FILE KIND
differences() {
  awk -v kind="\"$2\"," '$1 == "\"kind\"" { its = $3 } $1 == "\"count\"" && its == kind { sum += $3 } END { print sum + 0 }' "$1"
}

# How many records carry each kind of fault, handled ones: kinds FILE
kinds() {
  awk '$1 == "\"injected_fault\"" { gsub(/[",]/, "", $3); kind = $3 } $1 == "\"records\"" && kind != "null" { print kind, $3 + 0 }' "$1"
}

# How much a figure grew from one report to the other: grew NAME
grew() { echo $(($(figure "$run/after.json" "$1") - $(figure "$run/before.json" "$1"))); }

# How many more differences of a kind there are after the run.
difference() { echo $(($(differences "$run/after.json" "$1") - $(differences "$run/before.json" "$1"))); }

# How many records the consumer has found deleted before it could read them.
deleted_unread() {
  awk -v started="$(iso "$started")" '$1 >= started && /offset out of range .*deleted/ { match($0, /old_offset=[0-9]+/); old = substr($0, RSTART + 11, RLENGTH - 11)
    match($0, /new_offset=[0-9]+/); sum += substr($0, RSTART + 11, RLENGTH - 11) - old } END { print sum + 0 }' "$run/consumer.log"
}

# How many messages the producer has given up, by its summaries before the run and after it.
refused() {
  awk -v started="$(iso "$started")" '/ producer - summary / { match($0, / failed=[0-9]+/); failed = substr($0, RSTART + 8, RLENGTH - 8) + 0
    if ($1 < started) before = failed; else after = failed }
    END { print after < before ? after : after - before }' "$run/producer.log"
}

# Keeps the services' lines from the last summary before the run to the first one after it.
keep_lines() {
  local left=20
  while [ "$left" -gt 0 ]; do
    lines_of producer $((started - 30000)) > "$run/producer.log"
    ! awk -v from="$(iso "$recovered")" '/ summary / && $1 > from { found = 1 } END { exit !found }' "$run/producer.log" || break
    left=$((left - 1))
    pause 1
  done
  lines_of consumer $((started - 30000)) > "$run/consumer.log"
}

# The lines of all containers of a service since a time, each behind the engine's time stamp: lines_of SERVICE MILLISECONDS
lines_of() {
  local id
  for id in $(ids "$1"); do docker logs -t --since "$(iso "$2")" "$id" 2>&1; done
}

# Prints topic, partition and committed offset of each partition: committed FILE
committed() {
  awk '$1 == "\"partitions\"" { inside = 1 }
    inside && $1 == "\"topic\"" { gsub(/[",]/, "", $3); topic = $3 }
    inside && $1 == "\"partition\"" { partition = $3 + 0 }
    inside && $1 == "\"committed\"" { print topic, partition, $3 + 0 }' "$1"
}

# Whether lines were left out between two summaries. A process that starts begins to count at 0.
are_suppressed() {
  grep -Eo 'lines_suppressed=[0-9]+' "$1" |
    awk -F = 'NR > 1 && ($2 > last || $2 < last && $2 > 0) { found = 1 } { last = $2 } END { exit !found }'
}

# How many records the consumer has handled again, and how many it has passed over, by its own lines: "3 0".
# "null null" if it did not write all of its lines, or if a container took them with it.
again_and_passed_over() {
  local lines=$run/consumer.log
  if grep -qs consumer "$run/lines_lost" || are_suppressed "$lines"; then
    echo null null
    return
  fi
  {
    committed "$run/before.json" | sed 's/^/before /'
    committed "$run/after.json" | sed 's/^/after /'
    grep -E ' consumer - (processed|unexpected event|JSON decode error) topic=' "$lines" |
      sed -E 's/^([^ ]{23})[^ ]* .* topic=([a-z_]+) partition=([0-9]+) offset=([0-9]+).*/line \2 \3 \4 \1/'
  } | awk -v injected="$(iso "$injected" | cut -c 1-23)" '
    $1 == "before" { before[$2, $3] = $4 }
    $1 == "after" { after[$2, $3] = $4; wanted += $4 - before[$2, $3] }
    $1 == "line" && $4 < before[$2, $3] && $5 >= injected { again++ }
    $1 == "line" && $4 >= before[$2, $3] && $4 < after[$2, $3] { if (seen[$2, $3, $4]++) again++; else handled++ }
    $1 == "line" { lines++ }
    END { if (lines || !wanted) print again + 0, wanted - handled; else print "null null" }'
}

# Text as a JSON string.
string() {
  printf '"%s"' "$(printf '%s' "$1" | tr '\n\t' '  ' | sed -e 's/\\/\\\\/g' -e 's/"/\\"/g')"
}

# Lines as a JSON array, whose elements they are.
array() { awk 'BEGIN { printf "[" } { printf "%s%s", (NR > 1 ? ", " : ""), $0 } END { printf "]" }'; }

entity() { printf '{"kind": %s, "name": %s, "root_cause": %s}\n' "$(string "${1%% *}")" "$(string "${1#* }")" "$2"; }

entities() {
  entity "$root_cause" true
  local line
  while IFS= read -r line; do [ -z "$line" ] || entity "$line" false; done <<< "$affected"
}

# Lines of FROM > TO: EFFECT
propagations() {
  local line
  while IFS= read -r line; do
    [ -z "$line" ] || printf '{"from": %s, "to": %s, "effect": %s}\n' \
      "$(string "${line%% > *}")" "$(string "$(sed 's/.* > \(.*\): .*/\1/' <<< "$line")")" "$(string "${line#*: }")"
  done <<< "$propagation"
}

signs() {
  local its kind where what at
  while IFS=$tab read -r its kind where what at; do
    [ "$its" = "$scenario" ] || continue
    if [ "$at" = - ]; then at=null; else at=$(seconds $((at - injected))); fi
    printf '{"kind": %s, "where": %s, "what": %s, "seconds": %s}\n' "$(string "$kind")" "$(string "$where")" "$(string "$what")" "$at"
  done < "$seen"
}

first_sign() { grep -v '"seconds": null' | sed 's/.*"seconds": \([0-9.]*\)}$/\1 &/' | sort -n | head -n 1 | cut -d ' ' -f 2-; }

impact() {
  local sent lost malformed again passed_over decode_errors unexpected repeated dead_lettered
  read -r again passed_over <<< "$(again_and_passed_over)"
  malformed=$(join -a 2 <(kinds "$run/before.json" | sort) <(kinds "$run/after.json" | sort) |
    awk 'NF == 3 { $2 = $3 - $2 } $2 > 0 { printf "%s\"%s\": %d", (n++ ? ", " : ""), $1, $2 }')
  lost=$(($(difference missing) + $(difference removed_unread) + $(difference committed_beyond_end) + $(deleted_unread)))
  malformed="{$malformed}" sent=$(($(grew sent) + $(grew removed))) decode_errors=$(grew decode_errors) repeated=$(grew repeated)
  unexpected=$(grew unexpected) dead_lettered=$(grew dead_letters)
  [ "$dead_lettered" -ge 0 ] || dead_lettered=null # retention removed some
  # What retention removes during the run can't be counted any more, and nothing of what was in a topic that was deleted.
  [ "$(grew removed)" -le 0 ] || decode_errors=null unexpected=null repeated=null
  [ ! -e "$run/topics_lost" ] || sent=null malformed=null decode_errors=null unexpected=null lost=null repeated=null again=null passed_over=null
  cat << END
{
        "sent": $sent,
        "malformed": $malformed,
        "decode_errors": $decode_errors,
        "unexpected": $unexpected,
        "dead_lettered": $dead_lettered,
        "refused": $(refused),
        "lost": $lost,
        "repeated": $repeated,
        "handled_again": $again,
        "passed_over": $passed_over,
        "most_that_waited": $most_waiting
      }
END
}

incident() {
  local signs first
  signs=$(signs)
  first=$(first_sign <<< "$signs")
  cat << END
    {
      "scenario": $(string "$scenario"),
      "title": $(string "$title"),
      "start": "$(iso "$injected")",
      "end": "$(iso "$undone")",
      "recovered": "$(iso "$recovered")",
      "seed": $seed,
      "mechanism": $(string "$mechanism"),
      "entities": $(entities | array),
      "propagation": $(propagations | array),
      "impact": $1,
      "signs": $(array <<< "$signs"),
      "first_sign": ${first:-null},
      "remedy": $(string "$remedy")
    }
END
}

# Writes answer.json, and the same incidents in the forms of OpenRCA (record.csv) and RCAEval (inject_time.txt).
write_answer() {
  local its_impact separator='' incidents=()
  keep_lines
  its_impact=$(impact) || return 1
  for scenario in "${chosen[@]}"; do
    load "$scenario"
    [ "$mechanism" = none ] || incidents+=("$scenario")
  done
  {
    printf '{\n  "version": 1,\n  "interrupted": %s,\n  "scenarios": %s,\n' \
      "$interrupted" "$(for scenario in "${chosen[@]}"; do string "$scenario"; echo; done | array)"
    printf '  "healthy": %s,\n  "incidents": [' "$(healthy "${#incidents[@]}" | array)"
    for scenario in "${incidents[@]-}"; do
      [ -n "$scenario" ] || continue
      load "$scenario"
      printf '%s\n' "$separator"
      incident "$its_impact"
      separator=,
    done
    printf '  ]\n}\n'
  } > "$run/answer.json"
  echo "level,component,timestamp,datetime,reason" > "$run/record.csv"
  for scenario in "${incidents[@]-}"; do
    [ -n "$scenario" ] || continue
    load "$scenario"
    printf '%s,%s,%d.0,%s,%s\n' "${root_cause%% *}" "${root_cause#* }" $((injected / 1000)) \
      "$(iso "$injected" | sed 's/T/ /; s/\..*//')" "$(tr _ ' ' <<< "$mechanism")" >> "$run/record.csv"
    echo $((injected / 1000)) > "$run/inject_time.txt"
  done
}

# The stretches in which nothing was wrong: healthy NUMBER_OF_INCIDENTS
healthy() {
  if [ "$1" = 0 ]; then
    stretch "$started" "$(now)"
  else
    stretch "$started" "$injected"
    stretch "$recovered" "$(now)"
  fi
}

stretch() { printf '{"start": "%s", "end": "%s"}\n' "$(iso "$1")" "$(iso "$2")"; }
