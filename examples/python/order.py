"""Orders a broker over /v2 with openstacksdk, waits until it runs, and deletes it. Usage: order.py credentials.json"""

import json
import os
import sys
import time

import openstack

with open(sys.argv[1], encoding="utf-8") as file:
    who = json.load(file)

# The SDK signs in at /v3 and renews its token; the DMS calls go through the same session.
cloud = openstack.connect(
    auth_url=who["url"] + "/v3",
    username=who["user"],
    password=who["password"],
    user_domain_name=who["account"],
    project_id=who["project_id"],
    region_name=who["project_name"],
)
base = f"{who['url']}/v2/{who['project_id']}/instances"

order = {
    "name": os.environ.get("NAME", "from-python"),
    "engine": "rabbitmq",
    "engine_version": "3.8.35",
    "product_id": "rabbitmq.2u4g.single",
    "broker_num": 1,
    "storage_space": 100,
    "storage_spec_code": "dms.physical.storage.ultra",
    "vpc_id": who["vpc_id"],
    "subnet_id": who["subnet_id"],
    "security_group_id": who["security_group_id"],
    "available_zones": [who["zone_id"]],
    "access_user": "user",
    "password": "Secret-4711",
}
instance_id = cloud.session.post(base, json=order).json()["instance_id"]
while (shown := cloud.session.get(f"{base}/{instance_id}").json())["status"] == "CREATING":
    time.sleep(1)
print(json.dumps({name: shown[name] for name in ("instance_id", "status", "connect_address", "port", "broker_version")}))
if shown["status"] != "RUNNING":
    sys.exit(1)
if not os.environ.get("KEEP"):
    cloud.session.delete(f"{base}/{instance_id}")
