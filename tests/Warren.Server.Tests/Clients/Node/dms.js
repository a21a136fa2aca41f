// The core of the SDK: it signs, sends and reads errors; the calls are put together here.
'use strict';
const core = require('@huaweicloud/huaweicloud-sdk-core');
const { ClientBuilder } = require('@huaweicloud/huaweicloud-sdk-core/ClientBuilder');
const { url, who, refused, run } = require('./installation');

const client = (secret, prefix) => new ClientBuilder((http) => http)
  .withCredential(new core.BasicCredentials().withAk(who.access_key).withSk(secret).withProjectId(who.project_id))
  .withEndpoint(url + prefix)
  .build();
const call = (http, method, path, { query = {}, data = undefined } = {}) => http.sendRequest({
  method,
  url: path,
  contentType: 'application/json',
  queryParams: query,
  pathParams: { project_id: who.project_id },
  headers: {},
  data,
});
const instances = '/v1.0/{project_id}/instances';

run(async () => {
  const good = client(who.secret_key, '');
  const tag = { key: 'made by', value: '兔子 & co' };
  const created = await call(good, 'POST', instances, {
    data: {
      name: 'from-node',
      description: '兔子 "and" \\',
      engine: 'RabbitMQ',
      engine_version: '3.7.17',
      storage_space: 100,
      access_user: 'user',
      password: 'Secret-0',
      vpc_id: who.vpc_id,
      security_group_id: who.security_group_id,
      subnet_id: who.subnet_id,
      available_zones: [who.zone_id],
      product_id: '00300-30109-0--0',
      storage_spec_code: 'dms.physical.storage.ultra',
    },
  });
  const id = created.instance_id;
  const tags = `/v2/{project_id}/rabbitmq/${id}/tags`;
  const tagged = await call(good, 'POST', `${tags}/action`, { data: { action: 'create', tags: [tag] } });
  const query = { name: 'from-node', status: '', id: '', exactMatchName: true, start: 1, limit: 10 };
  return {
    id,
    shown: await call(good, 'GET', `${instances}/${id}`),
    tagged: tagged.httpStatusCode,
    tags: await call(good, 'GET', tags),
    listed: await call(good, 'GET', instances, { query }),
    blanks: await call(good, 'GET', instances, { query: { name: 'a b', engine: 'rabbitmq' } }),
    unicode: await call(good, 'GET', instances, { query: { name: '兔子~*\'()!' } }),
    prefixed: await call(client(who.secret_key, '/dms'), 'GET', instances, { query }),
    unknown: await refused(() => call(good, 'GET', `${instances}/8959ab1c-7a1a-4eb1-a05a-93dfc361b32d`)),
    wrongSecret: await refused(() => call(client('not-the-secret', ''), 'GET', instances)),
  };
});
