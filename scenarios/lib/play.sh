# One run, from the first look at the stack to the answer key. Sourced by ../run.

# Plays these scenarios at once.
play() {
  chosen=("$@")
  demand_compatible
  begin "$(printf '%s + ' "$@" | sed 's/ + $//')"
  one_run
  exit "${failed:-${stopped:-0}}"
}

# Plays one scenario after the other, chosen by the seed, with a healthy stretch between them, until the time is up.
tour() {
  local number=0 first_seed end name
  begin tour
  first_seed=${seed:-$(($(now) % 2147483648))}
  end=$(($(now) + ${for_option:-7200} * 1000))
  for_option=''
  say "a tour until $(iso "$end"), with seed $first_seed"
  while [ -z "$stopped$failed" ] && [ "$(now)" -lt "$end" ]; do
    seed=$first_seed
    number=$((number + 1))
    name=$(playable | sed -n "$(($(pick "$(playable | grep -c .)" "scenario $number") + 1))p")
    chosen=("$name")
    for_seconds=''
    demand_compatible
    rest=$((30 + $(pick 90 "rest $number")))
    seed=$(pick 2147483648 "seed $number")
    one_run
    run=''
    say "nothing is wrong for $rest s"
    while [ -z "$stopped$failed" ] && [ "$rest" -gt 0 ]; do
      pause 1
      rest=$((rest - 1))
    done
  done
  exit "${failed:-${stopped:-0}}"
}

# Makes this the run that is under way: begin WHAT
begin() {
  stopped='' failed=''
  take_lock "$1"
  trap 'rm -rf "$lock"' EXIT
  trap 'stopped=130' INT
  trap 'stopped=143' TERM HUP
  find_stack
}

one_run() {
  children=()
  rm -f "$lock/stop" "$lock/children"
  prepare
  [ -n "$stopped" ] || inject_and_look
  [ -z "$injected" ] || finish
}

# Two scenarios that need the same service would stand in each other's way.
demand_compatible() {
  local name service taken=' '
  for name in "${chosen[@]}"; do
    load "$name"
    for service in $needs; do
      case $taken in *" $service "*) refuse "$(echo "${chosen[@]}") exclude each other: each needs $service" ;; esac
    done
    taken="$taken$needs "
    if [ -z "$for_option" ] && [ "$lasts" -gt "${for_seconds:-0}" ]; then for_seconds=$lasts; fi
  done
  for_seconds=${for_option:-$for_seconds}
}

# Whether the stack has what the scenario which is loaded needs.
is_playable() {
  local file service
  for service in $needs; do has "$service" || return 1; done
  [ -n "$overlay" ] || return 0
  for file in "${files[@]}"; do [ "$file" != "$root/$overlay" ] || return 0; done
  return 1
}

# The scenarios that this stack can play.
playable() {
  local name
  for name in $(scenarios); do
    (load "$name" && is_playable && echo "$name")
  done
}

prepare() {
  local name
  injected=''
  for name in "${chosen[@]}"; do
    load "$name"
    is_playable ||
      fail "$name needs $needs on a stack from: docker-compose -f docker-compose.yml${overlay:+ -f $overlay} up --build -d"
  done
  if [ -s "$journal" ]; then
    say "an earlier run was killed; first its changes are undone"
    undo || fail "that failed; see  scenarios/run status"
  fi
  # shellcheck disable=SC2086 # a list
  await_healthy 120 $all || fail "a scenario needs a stack that is well: docker-compose ps"
  started=$(now)
  seed=${seed:-$((started % 2147483648))}
  run=$runs/$(iso "$started" | tr -d ':-' | sed 's/\..*/Z/')
  seen=$run/signs
  mkdir -p "$run"
  : > "$seen"
  say "the stack is well; what it holds is counted first (seed $seed)"
  reconcile "$run/before.json" || [ -n "$stopped" ] || fail "the records could not be counted; nothing was changed"
}

inject_and_look() {
  local child
  injected=$(now)
  interrupted=false
  for scenario in "${chosen[@]}"; do
    load "$scenario"
    say "$scenario begins, for $for_seconds s: $title"
    say "  $story"
  done
  mark "$(tr ' ' + <<< "${chosen[*]}")" || failed=1
  for scenario in "${chosen[@]}"; do
    apart inject_one "$scenario"
    children+=($!)
  done
  while [ -z "$stopped$failed" ] && [ "$(now)" -lt "$((injected + for_seconds * 1000))" ]; do
    look
    pause 4 # to look costs processor time, which the stack may need; Prometheus has news every 5 s
    for child in "${children[@]}"; do
      kill -0 "$child" 2> /dev/null || wait "$child" || failed=1
    done
  done
}

# Makes a scenario's steps, until one fails.
inject_one() {
  trap 'exit 0' TERM
  load "$1"
  set -e
  inject
}

# Starts a function as a job of its own, which Ctrl-C does not reach: what has begun is done in full. Its process id is in $!.
apart() {
  set -m
  ("$@") < /dev/null &
  set +m
  echo $! >> "$lock/children"
}

# Waits for a job, even if a signal comes meanwhile, and returns its status.
await_job() {
  local status
  while :; do
    wait "$1"
    status=$?
    kill -0 "$1" 2> /dev/null || return "$status"
  done
}

finish() {
  local child
  if [ -n "$stopped" ]; then
    interrupted=true
    say "interrupted: all is set right first"
  fi
  touch "$lock/stop"
  for child in "${children[@]-}"; do
    [ -z "$child" ] || end_steps "$child"
  done
  apart set_right
  await_job $! || failed=1
}

# Lets the step that has begun end, but does not wait for one that hangs.
end_steps() {
  local left=60
  kill -TERM "$1" 2> /dev/null
  while kill -0 "$1" 2> /dev/null; do
    left=$((left - 1))
    [ "$left" -gt 0 ] || { complain "a step hangs and is ended"; kill -KILL -- "-$1" 2> /dev/null; failed=1; }
    pause 1
  done
  wait "$1" 2> /dev/null || true
}

# Whatever happened, the stack is set right, and the key says what was done.
set_right() {
  local try
  count_waiting
  undone=$(now)
  rm -f "$run/mark"
  say "the end: all is undone"
  for try in 1 2 3; do
    undo && break
    [ "$try" -lt 3 ] || fail "the stack is not as before; try  scenarios/run restore"
  done
  # shellcheck disable=SC2086
  await_healthy 300 $all && await_drained || fail "the stack does not recover: docker-compose ps"
  recovered=$(now)
  say "all is as before, $(seconds $((recovered - undone))) s after the end"
  look
  report_signs
  reconcile "$run/after.json" && write_answer || fail "there is no answer key"
  say "the answer key: ${run#"$root/"}/answer.json"
}

# How many records wait when the injection ends; often the most that waited.
count_waiting() {
  local peak
  most_waiting=$(figure "$run/before.json" waiting)
  if [ -z "$stopped" ] && is_running "$(ids kafka)" && reconcile "$run/during.json" 2> /dev/null; then
    larger "$(figure "$run/during.json" waiting)"
  fi
  peak=$(prometheus "max_over_time(kafkademo_consumer_lag:records[$(((($(now) - injected)) / 1000 + 1))s])")
  larger "${peak%.*}"
}

larger() { if [ -n "$1" ] && [ "$1" -gt "$most_waiting" ]; then most_waiting=$1; fi; }

# Waits until the group has handled all that was in the logs when this began.
await_drained() {
  local wanted='' left=300 behind=all
  while [ -z "$wanted" ] && [ "$left" -gt 0 ]; do
    wanted=$(offsets | awk '{ print $1, $2, $4 }')
    left=$((left - 1))
  done
  while [ "$left" -gt 0 ]; do
    behind=$({ printf '%s\n' "$wanted"; offsets; } | awk 'NF == 3 { end[$1, $2] = $3 } NF == 4 && $3 >= end[$1, $2] { delete end[$1, $2] }
      END { for (each in end) n++; print n + 0 }')
    [ "$behind" -gt 0 ] || return 0
    look
    pause 2
    left=$((left - 2))
  done
  complain "$behind partitions are behind"
  return 1
}
