#!/usr/bin/env bash
# Starts the stack with docker-compose 1.29.2 and the classic builder, as Debian 12 and Ubuntu 22.04 install them. Waits for
# the first processed message. Needs a Docker engine and port 9092. The old Compose runs in a container of Debian 12.
#
#   compose-tests/old-compose.sh [IMAGE OF DEBIAN 12]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

docker build -q -t kafkademo-old-compose - <<DOCKERFILE
FROM ${1:-debian:12}
RUN apt-get update -qq && apt-get install -y -qq --no-install-recommends docker-compose docker.io >/dev/null
DOCKERFILE

old() {
  docker run --rm -e DOCKER_BUILDKIT=0 -e DD_API_KEY=none -v /var/run/docker.sock:/var/run/docker.sock \
    -v "$PWD:$PWD:ro" -w "$PWD" kafkademo-old-compose docker-compose --ansi never -p kafkademo-old "$@"
}

old version --short
# The other overlays need Compose 2, because they extend services that depend on others.
for overlay in observability/docker-compose.yml observability/tools/datadog.yml; do
  echo "loading $overlay"
  old -f docker-compose.yml -f "$overlay" config -q
done

trap 'old down -v --rmi local -t 5' EXIT
old up --build -d
for ((i = 0; i < 120; i++)); do
  if line=$(old logs consumer | grep -m 1 " processed "); then
    echo "$line"
    old ps
    exit 0
  fi
  sleep 1
done
old logs
exit 1
