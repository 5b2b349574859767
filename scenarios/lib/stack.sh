# The running stack: its containers, its settings and its broker's tools. Sourced by ../run.

# Finds the stack that was started from this repository's files, and how Compose is called for it.
find_stack() {
  command -v docker > /dev/null || fail "there is no docker command on this machine"
  docker version > /dev/null 2>&1 || fail "the Docker engine does not answer: is it running, and may you use it?"
  if command -v docker-compose > /dev/null; then compose_command=(docker-compose); else compose_command=(docker compose); fi

  local projects
  projects=$(for folder in "$root" "$(cd -P "$root" && pwd)"; do
    docker ps -a --filter "label=com.docker.compose.project.working_dir=$folder" --filter label=com.docker.compose.service=kafka \
      --format '{{.Label "com.docker.compose.project"}}'
  done | sort -u)
  if [ -n "${COMPOSE_PROJECT_NAME:-}" ]; then
    projects=$(printf '%s\n' "$projects" | grep -Fx -- "$COMPOSE_PROJECT_NAME") || true
  fi
  case $projects in
    "") fail "the stack does not run: start it with  docker-compose up --build -d" ;;
    *$'\n'*) fail "several stacks run ($(echo $projects)): choose one with COMPOSE_PROJECT_NAME" ;;
  esac
  project=$projects

  local names name
  names=$(docker inspect -f '{{index .Config.Labels "com.docker.compose.project.config_files"}}' "$(ids kafka)")
  files=()
  while IFS= read -r name; do
    case $name in "" | *"/$override_name") ;; *) files+=(-f "$name") ;; esac
  done <<< "$(tr , '\n' <<< "$names")"
  group=$(find_group)
  all="kafka producer consumer"
  for name in zookeeper kafka-2 kafka-3; do ! has "$name" || all="$all $name"; done
}

compose() {
  (cd "$root" && "${compose_command[@]}" -p "$project" --project-directory "$root" "${files[@]}" "$@")
}

# Prints the ids of a service's containers, running or not.
ids() {
  docker ps -aq --no-trunc --filter "label=com.docker.compose.project=$project" \
    --filter "label=com.docker.compose.service=$1" --filter label=com.docker.compose.oneoff=False
}

count() { ids "$1" | grep -c . || true; }

state() { docker inspect -f '{{.State.Status}}{{if and .State.Health (eq .State.Status "running")}} {{.State.Health.Status}}{{end}}' "$1"; }

is_running() { [ "$(docker inspect -f '{{.State.Running}}{{.State.Paused}}' "$1" 2> /dev/null)" = truefalse ]; }

has() { [ -n "$(ids "$1")" ]; }

# Waits until all containers of these services are healthy: await_healthy SECONDS SERVICE...
await_healthy() {
  local left=$1 service id ill
  shift
  while :; do
    ill=
    for service in "$@"; do
      [ -n "$(ids "$service")" ] || ill="$ill $service (no container)"
      for id in $(ids "$service"); do
        [ "$(state "$id")" = "running healthy" ] || ill="$ill $service ($(state "$id"))"
      done
    done
    [ -n "$ill" ] || return 0
    [ "$left" -gt 0 ] || { complain "not healthy:$ill"; return 1; }
    left=$((left - 1))
    pause 1
  done
}

# Runs one of Kafka's tools in the broker's container: broker kafka-topics --list
# The address is that of every stack's broker, also where only its own container gets in without a password.
broker() {
  local tool=$1
  shift
  docker exec "$(ids kafka)" "$tool" --bootstrap-server 127.0.0.1:29092 "$@"
}

# Prints the value that a setting has for good, which a temporary change goes back to: setting producer ERROR_RATE
setting() {
  local id
  for id in $(ids "$1"); do
    docker exec "$id" control | awk -v name="$2" '$1 == name { print $5 == "then" ? $6 : $2 }'
    return
  done
}

# The consumer's group, as its container says or by default.
find_group() {
  docker inspect -f '{{range .Config.Env}}{{println .}}{{end}}' $(ids consumer) |
    awk '/^CONSUMER_GROUP=/ { name = substr($0, 16) } END { print name == "" ? "observability-demo" : name }'
}

# Prints topic, partition, committed offset and end of each partition that the group has committed.
offsets() {
  broker kafka-consumer-groups --describe --group "$group" 2> /dev/null |
    awk '$2 ~ /^(orders|payments|inventory_updates|user_activity)$/ { print $2, $3, $4, $5 }'
}

# Prints the value of a query; nothing if there is no Prometheus, or no value.
prometheus() {
  has prometheus || return 0
  docker exec "$(ids prometheus)" promtool query instant http://127.0.0.1:9090 "$1" 2> /dev/null |
    awk '$1 != "" { for (i = 1; i < NF; i++) if ($i == "=>") { print $(i + 1); exit } }'
}
