using System.Text.Json.Serialization;
using Warren.Contract.Ces;
using Warren.Contract.Compute;
using Warren.Contract.Cts;
using Warren.Contract.Dms.V1;
using Warren.Contract.Dms.V2;
using Warren.Contract.Eps;
using Warren.Contract.Iam;
using Warren.Contract.Neutron;
using Warren.Contract.Vpc.V1;
using Warren.Contract.Vpc.V3;

namespace Warren.Server.Http;

/// <summary>Every JSON context that requests are read and answers are written with.</summary>
internal static class WireContexts
{
    public static IReadOnlyList<JsonSerializerContext> All { get; } =
        [DmsV1Json.Wire, DmsV2Json.Wire, IamJson.Wire, VpcV1Json.Wire, VpcV3Json.Wire, NeutronJson.Wire, EpsJson.Wire, ComputeJson.Wire, CtsJson.Wire, CesJson.Wire];
}
