// The SDK's own client of the identity service, as it looks a region up before it can sign for a project.
'use strict';
const core = require('@huaweicloud/huaweicloud-sdk-core');
const iam = require('@huaweicloud/huaweicloud-sdk-iam/v3/public-api');
const { url, who, refused, run } = require('./installation');

const client = (secret) => iam.IamClient.newBuilder()
  .withCredential(new core.GlobalCredentials().withAk(who.access_key).withSk(secret).withDomainId('any'))
  .withEndpoint(url)
  .build();
const named = (name) => new iam.KeystoneListProjectsRequest().withName(name);

run(async () => {
  const good = client(who.secret_key);
  return {
    projects: (await good.keystoneListProjects(named(who.project_name))).projects,
    nobody: (await good.keystoneListProjects(named('no-such-region'))).projects,
    domains: (await good.keystoneListAuthDomains(new iam.KeystoneListAuthDomainsRequest())).domains,
    wrongSecret: await refused(() => client('not-the-secret').keystoneListProjects(named(who.project_name))),
  };
});
