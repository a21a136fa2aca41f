// The SDK's own client of the network service.
'use strict';
const core = require('@huaweicloud/huaweicloud-sdk-core');
const vpc = require('@huaweicloud/huaweicloud-sdk-vpc/v2/public-api');
const { url, who, run } = require('./installation');

run(async () => {
  const client = vpc.VpcClient.newBuilder()
    .withCredential(new core.BasicCredentials().withAk(who.access_key).withSk(who.secret_key).withProjectId(who.project_id))
    .withEndpoint(url)
    .build();
  return {
    vpcs: (await client.listVpcs(new vpc.ListVpcsRequest())).vpcs,
    subnets: (await client.listSubnets(new vpc.ListSubnetsRequest().withVpcId(who.vpc_id))).subnets,
  };
});
