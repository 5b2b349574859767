# What a scenario can do to the stack. Each step first notes in the journal how it is undone, and only then acts. So whatever
# ends a run, `run restore` finds what is left to undo. To undo a step twice, or before it has acted, does no harm.
# Sourced by ../run.

note() { printf '%s\n' "$*" >> "$journal"; }

# A service that is changed several times goes back to where it was before the first: note_once VERB SERVICE [VALUE]
note_once() { grep -Eqs "^$1 $2( |\$)" "$journal" || note "$@"; }

# Changes settings of a running service: turn SERVICE NAME=VALUE...
turn() {
  local service=$1 change before
  shift
  for change in "$@"; do
    before=$(setting "$service" "${change%%=*}")
    [ -n "$before" ] || { complain "$service has no setting ${change%%=*}"; return 1; }
    grep -qs "^turn $service ${change%%=*}=" "$journal" || note turn "$service" "${change%%=*}=$before"
  done
  say "$service: $*"
  for_each "$service" exec_control "$@"
}

# A service that is just starting does not listen yet. One without a broker does.
exec_control() {
  local id=$1 left=60
  shift
  until docker exec "$id" control "$@" > "$scratch" 2>&1; do
    [ "$left" -gt 0 ] || { complain "failed: control $*"; cat "$scratch" >&2; return 1; }
    left=$((left - 1))
    pause 1
  done
}

# A container that does not run has its settings from the Compose file when it starts.
undo_turn() {
  say "$1: back to $2"
  local id
  for id in $(ids "$1"); do
    if is_running "$id"; then exec_control "$id" "$2" || return 1; fi
  done
}

# Stops a service's containers in order, or kills them: stop SERVICE
stop() {
  note_once start "$1"
  say "$1 is stopped"
  for_each "$1" docker_quietly stop
}

kill_service() {
  note_once start "$1"
  say "$1 is killed"
  for_each "$1" docker_quietly kill
}

# Starts what was stopped. Part of a scenario or of its undoing.
start() {
  say "$1 is started"
  for_each "$1" docker_quietly start && mark_again "$1"
}

# Freezes a service's processes, as a long pause of the machine does: freeze SERVICE
freeze() {
  note_once thaw "$1"
  say "$1 is frozen"
  for_each "$1" docker_quietly pause
}

thaw() {
  local id
  for id in $(ids "$1"); do
    if [ "$(docker inspect -f '{{.State.Paused}}' "$id")" = true ]; then
      say "$1 goes on"
      quietly docker unpause "$id" || return 1
    fi
  done
}

# Runs a service in so many containers: scale SERVICE COUNT
scale() {
  note_once scale "$1" "$(count "$1")"
  forget_lines "$1"
  rescale "$1" "$2"
}

rescale() {
  [ "$(count "$1")" != "$2" ] || return 0
  say "$1: $2 containers instead of $(count "$1")"
  quietly compose up -d --no-build --no-deps --no-recreate --scale "$1=$2" "$1" && mark_again "$1"
}

# Deploys a service with other variables: recreate SERVICE NAME=VALUE...
recreate() {
  local service=$1 variable
  shift
  note redeploy "$service"
  forget_lines "$service"
  say "$service is deployed again with $*"
  {
    echo "services:"
    echo "  $service:"
    echo "    environment:"
    for variable in "$@"; do echo "      ${variable%%=*}: \"${variable#*=}\""; done
  } > "$override"
  quietly compose -f "$override" up -d --no-build --no-deps --scale "$service=$(count "$service")" "$service" &&
    mark_again "$service"
}

# A container that goes takes its log with it, so that its lines can't be counted.
forget_lines() { echo "$1" >> "$run/lines_lost"; }

# With what the service depends on, since Compose takes a service without it for another configuration.
redeploy() {
  local scale=()
  # Compose starts the services only if the broker is healthy, which takes a while after it was frozen.
  [ "$1" = kafka ] || await_healthy 200 kafka || return 1
  say "$1 is deployed again as docker-compose.yml says"
  [ "$(count "$1")" -le 1 ] || scale=(--scale "$1=$(count "$1")")
  quietly compose up -d --no-build ${scale[@]+"${scale[@]}"} "$1"
}

# Starts a second container of a service, with other variables, beside those that run: run_beside SERVICE NAME=VALUE...
run_beside() {
  local service=$1 variable options=()
  shift
  for variable in "$@"; do options+=(-e "$variable"); done
  note remove "$project-$service-new"
  say "$service-new runs beside $service with $*"
  quietly compose run -d --no-deps --use-aliases --name "$project-$service-new" "${options[@]}" "$service"
}

remove() {
  [ -n "$(docker ps -aq --filter "name=^/?$1\$")" ] || return 0
  say "$1 is taken away"
  quietly docker stop "$1" && quietly docker rm -f "$1"
}

# Deletes a topic with all its records. If the producer runs, it makes the topic again: delete_topic TOPIC
delete_topic() {
  note create_topic "$1" "$(broker kafka-topics --describe --topic "$1" | grep -c 'Partition: ')"
  echo "$1" >> "$run/topics_lost"
  say "topic $1 is deleted"
  quietly broker kafka-topics --delete --topic "$1"
}

create_topic() {
  quietly broker kafka-topics --create --if-not-exists --topic "$1" --partitions "$2"
}

# Fills the disk of the broker's data, which takes the overlay of the scenario disk-full.
fill_disk() {
  note empty_disk
  say "somebody else fills the broker's disk"
  # It ends with an error: there is no room left.
  docker exec "$(ids disk)" dd if=/dev/zero of=/disk/filler bs=4096 > "$scratch" 2>&1 || true
  grep -q "No space left" "$scratch" || { cat "$scratch" >&2; return 1; }
}

empty_disk() {
  say "the broker's disk has room again"
  quietly docker exec "$(ids disk)" rm -f /disk/filler
}

# Takes a service off the network: cut_off SERVICE
cut_off() {
  note connect "$1"
  say "$1 is cut off from the network"
  for_each "$1" disconnect
}

network() { docker network ls -q --filter "label=com.docker.compose.project=$project" --filter label=com.docker.compose.network=default; }

is_connected() { docker inspect -f '{{range .NetworkSettings.Networks}}{{.NetworkID}} {{end}}' "$1" | grep -q "$(network)"; }

disconnect() { is_connected "$1" || return 0; quietly docker network disconnect "$(network)" "$1"; }

connect() {
  local id
  for id in $(ids "$1"); do
    if ! is_connected "$id"; then
      say "$1 is back on the network"
      quietly docker network connect --alias "$1" "$(network)" "$id" || return 1
    fi
  done
}

# Limits the processor time of a service, in thousandths of a core: limit_cpu SERVICE 50
limit_cpu() {
  note free_cpu "$1"
  say "$1 gets $2/1000 of a core"
  for_each "$1" docker_quietly update --cpu-quota "${2}00"
}

free_cpu() {
  say "$1 gets as much of the processors as before"
  for_each "$1" docker_quietly update --cpu-quota -1
}

# Changes a dynamic setting of the broker's: configure TYPE NAME KEY=VALUE, TYPE as for kafka-configs (topics, clients …)
configure() {
  local before
  before=$(broker kafka-configs --describe --entity-type "$1" --entity-name "$2" |
    sed -n "s/.*[ ,]\(${3%%=*}=[^ ,]*\).*/\1/p")
  if [ -n "$before" ]; then note reconfigure "$1" "$2" "$before"; else note unconfigure "$1" "$2" "${3%%=*}"; fi
  reconfigure "$@"
}

reconfigure() {
  say "broker: $1 $2 $3"
  quietly broker kafka-configs --alter --entity-type "$1" --entity-name "$2" --add-config "$3"
}

unconfigure() {
  say "broker: $1 $2 without $3"
  # The answer to a second time is an error that says that there is no such setting.
  broker kafka-configs --alter --entity-type "$1" --entity-name "$2" --delete-config "$3" > "$scratch" 2>&1 ||
    grep -q "Invalid config" "$scratch" || { cat "$scratch" >&2; return 1; }
}

# Sends records from outside, lines of KEY<tab>VALUE on standard input: send TOPIC
# Not idempotently, because the broker asks ZooKeeper for the ids of idempotent producers.
send() {
  say "records from outside for $1"
  quietly docker exec -i "$(ids kafka)" kafka-console-producer --bootstrap-server 127.0.0.1:29092 --topic "$1" \
    --property parse.key=true --request-required-acks all --producer-property enable.idempotence=false
}

# Moves the group's committed offsets while its consumer is stopped: reset_offsets TOPIC|--all-topics OPTION [VALUE]
reset_offsets() {
  local topics=(--topic "$1")
  [ "$1" != --all-topics ] || topics=(--all-topics)
  shift
  say "offsets of the group $group: $*"
  quietly broker kafka-consumer-groups --group "$group" --reset-offsets "${topics[@]}" "$@" --execute
}

# Leaves a transaction open, as a client that dies does. The broker gives it up after so many seconds.
# open_transaction TOPIC SECONDS
open_transaction() {
  local status=0
  say "a client dies in a transaction on $1; the broker will wait for it for $2 s"
  printf '{"event_id":"open-%s","event_type":"payment_authorized","occurred_at":"%s",%s}\n' "$injected" "$(iso "$injected")" \
    '"payment_id":"open","order_id":"open","shopper_id":"open","session_id":"open","amount":1.00,"currency":"EUR","method":"card"' |
    docker exec -i "$(ids kafka)" bash -c 'cat > /tmp/payload &&
      timeout -s KILL 25 kafka-producer-perf-test --topic "$0" --payload-file /tmp/payload --num-records 9 --throughput 0.2 \
        --transactional-id scenario --transaction-duration-ms 99999 \
        --producer-props bootstrap.servers=127.0.0.1:29092 transaction.timeout.ms="$1"000' "$1" "$2" > "$scratch" 2>&1 || status=$?
  [ "$status" -eq 137 ] || { cat "$scratch" >&2; return 1; }
}

# Marks the scenario in the services' logs and metrics: mark NAME
mark() {
  local service
  [ -z "$blind" ] || return 0
  echo "$1" > "$run/mark"
  for service in producer consumer; do
    note turn "$service" SCENARIO=none
    for_each "$service" exec_control SCENARIO="$1"
  done
}

# A container that starts has lost its mark.
mark_again() {
  case $1 in producer | consumer) ;; *) return 0 ;; esac
  [ ! -s "${run:-}/mark" ] || for_each "$1" exec_control SCENARIO="$(cat "$run/mark")"
}

# Undoes all that the journal holds, the latest first.
undo() {
  local line verb arguments
  while [ -s "$journal" ]; do
    line=$(tail -n 1 "$journal")
    verb=${line%% *}
    read -r -a arguments <<< "${line#* }"
    case $verb in
      turn) undo_turn "${arguments[@]}" ;;
      start | thaw | connect | free_cpu | redeploy | remove | create_topic | empty_disk | reconfigure | unconfigure) "$verb" "${arguments[@]}" ;;
      scale) rescale "${arguments[@]}" ;;
      *) complain "the journal holds a line that is not understood: $line" ; false ;;
    esac || return 1
    sed '$d' "$journal" > "$journal.rest" && mv "$journal.rest" "$journal"
  done
}

# docker_quietly ID COMMAND [OPTION]...
docker_quietly() {
  local id=$1 command=$2
  shift 2
  quietly docker "$command" "$@" "$id"
}

# Runs a command for each of a service's containers: for_each SERVICE COMMAND [ARGUMENT]... gets the id after COMMAND.
for_each() {
  local service=$1 command=$2 id
  shift 2
  for id in $(ids "$service"); do
    "$command" "$id" "$@" || return 1
  done
}
