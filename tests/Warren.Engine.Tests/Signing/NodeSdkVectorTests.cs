using Warren.Contract.Signing;

namespace Warren.Engine.Tests.Signing;

/// <summary>
/// Requests as they came over a socket from the npm package @huaweicloud/huaweicloud-sdk-core 3.1.211 (AK AccessKey, SK SecretKey),
/// which is not our code. Only headers that have no part in signing are left out.
/// </summary>
public sealed class NodeSdkVectorTests
{
    private static readonly DateTimeOffset _sent = new(2026, 11, 24, 3, 40, 16, TimeSpan.Zero);

    [Theory]
    [MemberData(nameof(Npm_sdk_core_3_1_211))]
    public void A_request_of_the_npm_sdk_core_3_1_211_is_accepted(string name, string wire)
    {
        var request = WireRequest.Parse(wire);
        var authorization = WireRequest.Authorization(request.Headers.First("Authorization")!);

        var verdict = SignatureCheck.Verify(request, authorization, "SecretKey", _sent);

        Assert.True(verdict.IsValid, $"{name}: {verdict.Reason}");
        Assert.False(SignatureCheck.Verify(request, authorization, "SecretKex", _sent).IsValid);
        Assert.False(SignatureCheck.Verify(request with { RawPath = request.RawPath + "0" }, authorization, "SecretKey", _sent).IsValid);
    }

    public static TheoryData<string, string> Npm_sdk_core_3_1_211 => new()
    {
        {
            "a list below a prefix",
            """
            GET /dms/v1.0/0123456789abcdef0123456789abcdef/instances?includeFailure=true&engine=rabbitmq HTTP/1.1
            Content-Type: application/json
            X-Project-Id: 0123456789abcdef0123456789abcdef
            X-Sdk-Date: 20261124T034016Z
            host: 127.0.0.1:18099
            Authorization: SDK-HMAC-SHA256 Access=AccessKey, SignedHeaders=content-type;host;x-project-id;x-sdk-date, Signature=9dc6dcd237bacf9d37d42cdb272fd3749d046ba751cc6fde85d4d48f91f64bfe
            """
        },
        {
            "a query with repeats and unicode",
            """
            GET /v2/0123456789abcdef0123456789abcdef/instances?name=%E5%85%94%E5%AD%90%20*%2B~%2F%3D&tag=a&tag=a&tag=b&Z=&limit=10 HTTP/1.1
            Content-Type: application/json
            X-Project-Id: 0123456789abcdef0123456789abcdef
            X-Sdk-Date: 20261124T034016Z
            host: 127.0.0.1:18099
            Authorization: SDK-HMAC-SHA256 Access=AccessKey, SignedHeaders=host;x-project-id;x-sdk-date, Signature=fa29f0ae6d830352ffa2ed5f21686da76ad0220d47e2fada17881cd31a649ef8
            """
        },
        {
            "a create with a JSON body",
            """
            POST /v2/0123456789abcdef0123456789abcdef/instances HTTP/1.1
            Content-Type: application/json
            X-Project-Id: 0123456789abcdef0123456789abcdef
            X-Sdk-Date: 20261124T034016Z
            host: 127.0.0.1:18099
            Authorization: SDK-HMAC-SHA256 Access=AccessKey, SignedHeaders=content-type;host;x-project-id;x-sdk-date, Signature=076f853b5ab7db4e88f54e4683fe59d3a0bb6007278e41bf44673508caee54b0

            {"name":"rabbit-é","storage_space":100}
            """
        },
        {
            "a path with a blank",
            """
            GET /v2/0123456789abcdef0123456789abcdef/vhosts/my%20vhost HTTP/1.1
            Content-Type: application/json
            X-Project-Id: 0123456789abcdef0123456789abcdef
            X-Sdk-Date: 20261124T034016Z
            host: 127.0.0.1:18099
            Authorization: SDK-HMAC-SHA256 Access=AccessKey, SignedHeaders=host;x-project-id;x-sdk-date, Signature=d0cb9ec659d819fa7ab067b0a7213dfb62c65f749edbde33350d3a5fe7cdd98f
            """
        },
        {
            "a path with escaped blank and slash",
            """
            GET /v2/0123456789abcdef0123456789abcdef/vhosts/my%20vhost%2Fx HTTP/1.1
            Content-Type: application/json
            X-Project-Id: 0123456789abcdef0123456789abcdef
            X-Sdk-Date: 20261124T034016Z
            host: 127.0.0.1:18099
            Authorization: SDK-HMAC-SHA256 Access=AccessKey, SignedHeaders=host;x-project-id;x-sdk-date, Signature=2a2500b779fb539bde59fc2368e02e0179f2c37ea2e1d42d8de5c6cbb115dfc9
            """
        },
        {
            "a delete without body",
            """
            DELETE /v2/0123456789abcdef0123456789abcdef/instances/i-1 HTTP/1.1
            Content-Type: application/json
            X-Security-Token: TOKEN
            X-Project-Id: 0123456789abcdef0123456789abcdef
            X-Sdk-Date: 20261124T034016Z
            host: 127.0.0.1:18099
            Authorization: SDK-HMAC-SHA256 Access=AccessKey, SignedHeaders=content-type;host;x-project-id;x-sdk-date;x-security-token, Signature=8b5766cae1bda6118ebc0b536bf7ec7222eb4d3c7b3a72bf6a624a2af6b2db3b
            """
        },
        {
            "a body that is not signed",
            """
            POST /v2/0123456789abcdef0123456789abcdef/files HTTP/1.1
            Content-Type: text/plain
            X-Project-Id: 0123456789abcdef0123456789abcdef
            X-Sdk-Content-Sha256: UNSIGNED-PAYLOAD
            X-Sdk-Date: 20261124T034016Z
            host: 127.0.0.1:18099
            Authorization: SDK-HMAC-SHA256 Access=AccessKey, SignedHeaders=content-type;host;x-project-id;x-sdk-content-sha256;x-sdk-date, Signature=04acbf0c875ead0fc2f374911079d17c3e6774f2535b4c65755017378461651f

            plain text
            """
        },
        {
            "a derived signature",
            """
            PUT /dms/v2/0123456789abcdef0123456789abcdef/instances/i-1?b=2&a=1%202 HTTP/1.1
            Content-Type: application/json
            X-Project-Id: 0123456789abcdef0123456789abcdef
            X-Sdk-Date: 20261124T034016Z
            host: 127.0.0.1:18099
            Authorization: V11-HMAC-SHA256 Credential=AccessKey/20261124/test-region-1/dms, SignedHeaders=content-type;host;x-project-id;x-sdk-date, Signature=7f964905aa55cce5dc76159bd9bf6a9437c365560815a9a69b202da034173d70

            {"name":"x"}
            """
        },
        {
            "a post without body but query",
            """
            POST /v2/0123456789abcdef0123456789abcdef/action?a=1 HTTP/1.1
            Content-Type: application/json
            X-Project-Id: 0123456789abcdef0123456789abcdef
            X-Sdk-Date: 20261124T034016Z
            host: 127.0.0.1:18099
            Authorization: SDK-HMAC-SHA256 Access=AccessKey, SignedHeaders=content-type;host;x-project-id;x-sdk-date, Signature=ab8ca103cff1f29839db37228f4a5518eb7366eb5845c2f71f44dd4b3b855575
            """
        },
        {
            "a global credential",
            """
            GET /v3/auth/domains HTTP/1.1
            Content-Type: application/json
            X-Domain-Id: d1
            X-Sdk-Date: 20261124T034016Z
            host: 127.0.0.1:18099
            Authorization: SDK-HMAC-SHA256 Access=AccessKey, SignedHeaders=content-type;host;x-domain-id;x-sdk-date, Signature=a8c8e056c5cd3fb4e6ff7e06253365270f7a5c3a6e494be40bbbd084ce246ecf
            """
        },
    };
}
