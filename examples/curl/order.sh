#!/usr/bin/env bash
# Orders a broker over /v2 with a token, waits until it runs, and deletes it. Usage: order.sh credentials.json
set -euo pipefail
of() { jq -r ".$1" "$credentials"; }
credentials=$1
url=$(of url)
project=$(of project_id)

# 1. A token, good for one project. It comes in a header.
token=$(jq '{auth: {identity: {methods: ["password"], password: {user: {name: .user, password: .password, domain: {name: .account}}}},
             scope: {project: {id: .project_id}}}}' "$credentials" |
  curl -sS --fail-with-body -o /dev/null -D - -H 'Content-Type: application/json' -d @- "$url/v3/auth/tokens" |
  tr -d '\r' | awk 'tolower($1) == "x-subject-token:" {print $2}')
call() { curl -sS --fail-with-body -H "X-Auth-Token: $token" -H 'Content-Type: application/json' "$@"; }

# 2. The order.
id=$(jq --arg name "${NAME:-from-curl}" '{name: $name, engine: "rabbitmq", engine_version: "3.8.35", product_id: "rabbitmq.2u4g.single", broker_num: 1,
            storage_space: 100, storage_spec_code: "dms.physical.storage.ultra.v2", vpc_id: .vpc_id, subnet_id: .subnet_id,
            security_group_id: .security_group_id, available_zones: [.zone_id], access_user: "user", password: "Secret-4711"}' "$credentials" |
  call -d @- "$url/v2/rabbitmq/$project/instances" | jq -r .instance_id)

# 3. Until it runs; anything but CREATING is the end of the wait.
while shown=$(call "$url/v2/$project/instances/$id") && [ "$(jq -r .status <<<"$shown")" = CREATING ]; do sleep 1; done
jq '{instance_id, status, connect_address, port, broker_version}' <<<"$shown"
[ "$(jq -r .status <<<"$shown")" = RUNNING ]

# 4. It goes, with its data.
[ -n "${KEEP:-}" ] || call -X DELETE "$url/v2/$project/instances/$id"
