// Orders a broker over /v2 with the core of the SDK for Node, signed with an access key, waits until it runs, and deletes it. Usage: node order.js credentials.json
'use strict';
const fs = require('fs');
const core = require('@huaweicloud/huaweicloud-sdk-core');
const { ClientBuilder } = require('@huaweicloud/huaweicloud-sdk-core/ClientBuilder');

const who = JSON.parse(fs.readFileSync(process.argv[2], 'utf8'));
const http = new ClientBuilder((client) => client)
  .withCredential(new core.BasicCredentials().withAk(who.access_key).withSk(who.secret_key).withProjectId(who.project_id))
  .withEndpoint(who.url)
  .build();
const call = (method, url, data) => http.sendRequest({
  method, url, data, contentType: 'application/json', queryParams: {}, pathParams: { project_id: who.project_id }, headers: {},
});
const instances = '/v2/{project_id}/instances';

(async () => {
  const { instance_id: id } = await call('POST', '/v2/rabbitmq/{project_id}/instances', {
    name: process.env.NAME || 'from-node-example',
    engine: 'rabbitmq',
    engine_version: '3.8.35',
    product_id: 'rabbitmq.2u4g.single',
    broker_num: 1,
    storage_space: 100,
    storage_spec_code: 'dms.physical.storage.ultra.v2',
    vpc_id: who.vpc_id,
    subnet_id: who.subnet_id,
    security_group_id: who.security_group_id,
    available_zones: [who.zone_id],
    access_user: 'user',
    password: 'Secret-4711',
  });
  let shown;
  while ((shown = await call('GET', `${instances}/${id}`)).status === 'CREATING') {
    await new Promise((wake) => { setTimeout(wake, 1000); });
  }
  console.log(JSON.stringify({
    instance_id: id, status: shown.status, connect_address: shown.connect_address, port: shown.port, broker_version: shown.broker_version,
  }));
  if (shown.status !== 'RUNNING') {
    throw new Error(`${id} is ${shown.status}`);
  }
  if (!process.env.KEEP) {
    await call('DELETE', `${instances}/${id}`);
  }
})().catch((e) => {
  console.error(e);
  process.exit(1);
});
