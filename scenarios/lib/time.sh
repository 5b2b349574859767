# Times, with GNU's and with BSD's date. Sourced by ../run.

# The time now, in milliseconds since 1970.
now() {
  local time
  time=$(date +%s%3N)
  case $time in
    *[!0-9]*) perl -MTime::HiRes=time -e 'printf "%d\n", time * 1000' ;;
    *) echo "$time" ;;
  esac
}

# 1764217841123 -> 2025-11-27T04:30:41.123Z
iso() {
  local second=$(($1 / 1000))
  printf '%s.%03dZ' "$(date -u -d "@$second" +%Y-%m-%dT%T 2> /dev/null || date -u -r "$second" +%Y-%m-%dT%T)" $(($1 % 1000))
}

# 2025-11-27T04:30:41.123456789Z -> 1764217841123
milliseconds() {
  local second=${1%%.*} fraction=${1#*.}000
  second=$(date -u -d "$second" +%s 2> /dev/null || date -j -u -f %Y-%m-%dT%T "$second" +%s)
  echo "$second${fraction:0:3}"
}

# Milliseconds -> seconds with one decimal.
seconds() { printf '%d.%d' $(($1 / 1000)) $(($1 % 1000 / 100)); }

# 90, 90s, 2m or 1h -> 90, 90, 120, 3600; nothing if it is none of these, or not from 1 s to 24 h.
duration() {
  local number=${1%[smh]} unit=1
  case $1 in *m) unit=60 ;; *h) unit=3600 ;; esac
  case $number in "" | *[!0-9]* | ??????*) return 1 ;; esac
  number=$((10#$number * unit))
  [ "$number" -ge 1 ] && [ "$number" -le 86400 ] && echo "$number"
}

# Like sleep, but ends at once when the script is told to stop.
pause() {
  sleep "$1" &
  wait $! || true
}
