using Warren.Contract.Ces;
using Warren.Contract.Dms.V1;
using Warren.Contract.Dms.V2;
using Warren.Contract.Iam;
using Warren.Server.Tests.Ces;
using Warren.Server.Tests.Dms.V1;
using Warren.Server.Tests.Dms.V1.Change;
using Warren.Server.Tests.Dms.V1.Create;
using Warren.Server.Tests.Dms.V1.List;
using Warren.Server.Tests.Dms.V2;
using Warren.Server.Tests.Dms.V2.Instances;
using Warren.Server.Tests.Dms.V2.Topology;
using Warren.Server.Tests.Iam;

namespace Warren.Server.Tests.Documents;

/// <summary>One operation: its page, its records, and the classes that test it or hold the rows of its tests.</summary>
/// <param name="Call">Method and path.</param>
/// <param name="Page">File in docs/contract.</param>
/// <param name="Request">The record of its body; null: none.</param>
/// <param name="Responses">The records that it answers with.</param>
/// <param name="Tests">Classes that name its members.</param>
internal sealed record CoveredOperation(string Call, string Page, Type? Request, IReadOnlyList<Type> Responses, IReadOnlyList<Type> Tests)
{
    private const string Instances = "/v1.0/{project_id}/instances";
    private const string V2 = "/v2/{project_id}/instances";
    private const string Vhosts = "/v2/rabbitmq/{project_id}/instances/{instance_id}/vhosts";
    private const string V2ByEngine = "/v2/rabbitmq/{project_id}/instances";

    /// <summary>Query parameters.</summary>
    public IReadOnlyList<string> Query { get; init; } = [];

    public static IReadOnlyList<CoveredOperation> All { get; } =
    [
        new($"POST {Instances}", "create-instance.md", typeof(CreateInstanceRequest), [typeof(CreateInstanceResponse)],
        [
            typeof(NameRows), typeof(EngineRows), typeof(StorageRows), typeof(AccessRows), typeof(PlaceRows), typeof(ProductRows), typeof(WindowRows), typeof(WrongTypeRows),
            typeof(AcceptedOrdersTests), typeof(SurroundingsTests), typeof(InstanceExamplesTests), typeof(TagsTests),
        ]),
        new($"GET {Instances}/{{instance_id}}", "show-instance.md", null, [typeof(InstanceResponse)], [typeof(InstanceMembersTests), typeof(InstanceExamplesTests), typeof(TagsTests)]),
        new($"PUT {Instances}/{{instance_id}}", "modify-instance.md", typeof(UpdateInstanceRequest), [], [typeof(ModifyRows), typeof(ModifyInstanceTests)]),
        new($"DELETE {Instances}/{{instance_id}}", "delete-instance.md", null, [], [typeof(DeleteInstanceTests), typeof(RestartTests)]),
        new($"POST {Instances}/action", "batch-action.md", typeof(InstanceActionRequest), [typeof(InstanceActionResponse)], [typeof(BatchActionTests), typeof(DeleteFailedTests), typeof(RestartTests)]),
        new($"GET {Instances}", "list-instances.md", null, [typeof(ListInstancesResponse)], [typeof(ListQueryTests), typeof(ListPropertyTests), typeof(StatusSpellingTests), typeof(InstanceExamplesTests), typeof(InstanceMembersTests)])
        {
            Query = ["engine", "name", "exactMatchName", "id", "status", "includeFailure", "enterprise_project_id", "start", "limit"],
        },
        new($"POST {Instances}/{{instance_id}}/extend", "extend-instance.md", typeof(ExtendInstanceRequest), [typeof(ExtendInstanceResponse)], [typeof(ExtendRows), typeof(ExtendInstanceTests)]),
        new("GET /v1.0/{project_id}/quotas/dms", "quotas.md", null, [typeof(QuotasResponse)], [typeof(QuotasTests)]),
        new("GET /v1.0/availableZones", "available-zones.md", null, [typeof(AvailableZonesResponse)], [typeof(ReferenceDataTests), typeof(NewerMembersTests)]),
        new("GET /v1.0/products", "products.md", null, [typeof(ProductsResponse)], [typeof(ReferenceDataTests), typeof(NewerMembersTests)]) { Query = ["engine"] },
        new("GET /v1.0/instances/maintain-windows", "maintain-windows.md", null, [typeof(MaintainWindowsResponse)], [typeof(ReferenceDataTests)]),
        new("POST /v2/{project_id}/rabbitmq/{instance_id}/tags/action", "tags.md", typeof(TagsActionRequest), [], [typeof(TagsTests)]),
        new("GET /v2/{project_id}/rabbitmq/{instance_id}/tags", "tags.md", null, [typeof(TagsResponse)], [typeof(TagsTests)]),
        new("GET /v2/{project_id}/rabbitmq/tags", "tags.md", null, [typeof(ProjectTagsResponse)], [typeof(TagsTests)]),
        new($"POST {V2} and {V2ByEngine}", "v2-instances.md", typeof(CreateInstanceV2Request), [typeof(CreateInstanceResponse)],
        [
            typeof(CreateV2Tests), typeof(NameRows), typeof(EngineRows), typeof(StorageRows), typeof(AccessRows), typeof(PlaceRows), typeof(ProductRows), typeof(WindowRows),
            typeof(AcceptedOrdersTests), typeof(SurroundingsTests), typeof(TagsTests),
        ]),
        new($"GET {V2}/{{instance_id}} and {V2ByEngine}/{{instance_id}}", "v2-instances.md", null, [typeof(InstanceV2Response)], [typeof(ShowV2Tests), typeof(InstanceMembersTests)]),
        new($"PUT {V2}/{{instance_id}}", "v2-instances.md", typeof(UpdateInstanceV2Request), [], [typeof(ChangeV2Tests)]),
        new($"DELETE {V2}/{{instance_id}}", "v2-instances.md", null, [], [typeof(ChangeV2Tests), typeof(RecycleTests)]) { Query = ["use_recycle"] },
        new($"POST {V2}/action", "v2-instances.md", typeof(InstanceActionV2Request), [typeof(InstanceActionResponse)], [typeof(ChangeV2Tests), typeof(RecycleTests)]),
        new($"GET {V2}", "v2-instances.md", null, [typeof(ListInstancesV2Response)], [typeof(ListV2Tests), typeof(ShowV2Tests), typeof(InstanceMembersTests)])
        {
            Query = ["engine", "name", "exact_match_name", "instance_id", "status", "include_failure", "enterprise_project_id", "offset", "limit"],
        },
        new($"POST {V2}/{{instance_id}}/extend and {V2ByEngine}/{{instance_id}}/extend", "v2-instances.md", typeof(ExtendInstanceRequest), [typeof(ExtendInstanceResponse)], [typeof(SpecificationV2Tests)]),
        new($"GET {V2}/{{instance_id}}/extend and {V2ByEngine}/{{instance_id}}/extend", "v2-reference-data.md", null, [typeof(EngineProductsResponse)], [typeof(SpecificationV2Tests), typeof(ReferenceDataV2Tests)])
        {
            Query = ["type"],
        },
        new("POST /v2/{project_id}/rabbitmq/instances/{instance_id}/dns", "v2-instances.md", null, [], [typeof(ChangeV2Tests)]),
        new("GET /v2/rabbitmq/products", "v2-reference-data.md", null, [typeof(EngineProductsResponse)], [typeof(ReferenceDataV2Tests)]) { Query = ["product_id"] },
        new("GET /v2/rabbitmq/products/cores", "v2-reference-data.md", null, [typeof(ProductCoresResponse)], [typeof(SpecificationV2Tests)]) { Query = ["instance_id", "product_id", "broker_num"] },
        new("GET /v2/config/features", "v2-reference-data.md", null, [typeof(ConfigFeaturesResponse)], [typeof(ReferenceDataV2Tests)]),
        new("GET /v2/products", "products.md", null, [typeof(ProductsResponse)], [typeof(ReferenceDataV2Tests), typeof(ReferenceDataTests), typeof(NewerMembersTests)]) { Query = ["engine"] },
        new("GET /v2/available-zones", "available-zones.md", null, [typeof(AvailableZonesResponse)], [typeof(ReferenceDataV2Tests), typeof(ReferenceDataTests), typeof(NewerMembersTests)]),
        new("GET /v2/instances/maintain-windows", "maintain-windows.md", null, [typeof(MaintainWindowsResponse)], [typeof(ReferenceDataV2Tests), typeof(ReferenceDataTests)]),
        new("GET /v2/{project_id}/quotas", "quotas.md", null, [typeof(QuotasResponse)], [typeof(ReferenceDataV2Tests), typeof(QuotasTests)]),
        new($"POST {V2}/{{instance_id}}/password", "v2-tasks.md", typeof(ResetPasswordRequest), [], [typeof(PasswordTests)]),
        new($"GET {V2}/{{instance_id}}/tasks[/{{task_id}}]", "v2-tasks.md", null, [typeof(TasksResponse)], [typeof(TasksTests), typeof(PasswordTests)]) { Query = ["start", "limit", "begin_time", "end_time"] },
        new($"GET {V2}/{{instance_id}}/scheduled-tasks", "v2-tasks.md", null, [typeof(ScheduledTasksResponse)], [typeof(ScheduledTasksTests)]) { Query = ["execute_at", "status"] },
        new($"PUT {Vhosts}", "v2-topology.md", typeof(CreateVhostRequest), [], [typeof(TopologyWireTests)]),
        new($"GET {Vhosts}", "v2-topology.md", null, [typeof(PageResponse<VhostBody>)], [typeof(TopologyWireTests)]) { Query = ["offset", "limit"] },
        new($"POST {Vhosts} (and /exchanges, /queues)", "v2-topology.md", typeof(DeleteNamesRequest), [], [typeof(TopologyWireTests)]),
        new($"PUT {Vhosts}/{{vhost}}/exchanges", "v2-topology.md", typeof(CreateExchangeRequest), [typeof(ExchangeBody)], [typeof(TopologyWireTests)]),
        new($"GET {Vhosts}/{{vhost}}/exchanges", "v2-topology.md", null, [typeof(PageResponse<ExchangeBody>)], [typeof(TopologyWireTests)]) { Query = ["offset", "limit"] },
        new($"PUT {Vhosts}/{{vhost}}/queues", "v2-topology.md", typeof(CreateQueueRequest), [typeof(CreateQueueRequest)], [typeof(TopologyWireTests)]),
        new($"GET {Vhosts}/{{vhost}}/queues", "v2-topology.md", null, [typeof(PageResponse<QueueBody>)], [typeof(TopologyWireTests)]) { Query = ["offset", "limit"] },
        new($"GET {Vhosts}/{{vhost}}/queues/{{queue}}", "v2-topology.md", null, [typeof(QueueDetailsResponse)], [typeof(TopologyWireTests)]),
        new($"DELETE {Vhosts}/{{vhost}}/queues/{{queue}}/contents", "v2-topology.md", null, [], [typeof(TopologyWireTests)]),
        new($"POST {Vhosts}/{{vhost}}/exchanges/{{exchange}}/binding", "v2-topology.md", typeof(CreateBindingRequest), [typeof(NewBindingBody)], [typeof(TopologyWireTests)]),
        new($"GET {Vhosts}/{{vhost}}/exchanges/{{exchange}}/binding", "v2-topology.md", null, [typeof(PageResponse<BindingBody>)], [typeof(TopologyWireTests)]) { Query = ["offset", "limit"] },
        new($"DELETE {Vhosts}/{{vhost}}/exchanges/{{exchange}}/destination-type/…/unbinding", "v2-topology.md", null, [], [typeof(TopologyWireTests)]),
        new($"POST {V2}/{{instance_id}}/users", "v2-topology.md", typeof(BrokerUserRequest), [typeof(BrokerUserBody)], [typeof(BrokerUsersTests)]),
        new($"GET {V2}/{{instance_id}}/users", "v2-topology.md", null, [typeof(BrokerUsersResponse)], [typeof(BrokerUsersTests)]) { Query = ["offset", "limit"] },
        new($"PUT {V2}/{{instance_id}}/users/{{user_name}}", "v2-topology.md", typeof(BrokerUserRequest), [typeof(BrokerUserBody)], [typeof(BrokerUsersTests)]),
        new($"DELETE {V2}/{{instance_id}}/users/{{user_name}}", "v2-topology.md", null, [], [typeof(BrokerUsersTests)]),
        new($"GET {V2}/{{instance_id}}/ces-hierarchy", "metrics.md", null, [typeof(CesHierarchyResponse)], [typeof(CesHierarchyTests)]),
        new("GET /V1.0/{project_id}/metric-data", "metrics.md", null, [typeof(MetricDataResponse)], [typeof(MetricDataTests)])
        {
            Query = ["namespace", "metric_name", "dim.0", "dim.1", "from", "to", "period", "filter"],
        },
        new("POST /V1.0/{project_id}/batch-query-metric-data", "metrics.md", typeof(BatchMetricDataRequest), [typeof(BatchMetricDataResponse)], [typeof(MetricDataTests)]),
        new("GET /V1.0/{project_id}/metrics", "metrics.md", null, [typeof(MetricsResponse)], [typeof(MetricDataTests)]) { Query = ["namespace", "metric_name", "dim.0", "dim.1", "start", "limit"] },
        new($"GET {V2}/{{instance_id}}/rabbitmq/plugins", "v2-plugins.md", null, [typeof(PluginsResponse)], [typeof(PluginsTests)]),
        new($"PUT {V2}/{{instance_id}}/rabbitmq/plugins", "v2-plugins.md", typeof(UpdatePluginsRequest), [typeof(JobResponse)], [typeof(PluginsTests)]),
        new("GET /v2/{project_id}/recycle", "v2-recycle.md", null, [typeof(RecycleResponse)], [typeof(RecycleTests)]),
        new("PUT /v2/{project_id}/recycle", "v2-recycle.md", typeof(RecyclePolicyRequest), [typeof(RecycleResponse)], [typeof(RecycleTests)]),
        new("POST /v2/{project_id}/recycle", "v2-recycle.md", typeof(RestoreRequest), [typeof(RestoreResponse)], [typeof(RecycleTests)]),
        new("DELETE /v2/{project_id}/recycle/{instance_id}", "v2-recycle.md", null, [], [typeof(RecycleTests)]),
        new($"GET {V2}/{{instance_id}}/definitions", "v2-definitions.md", null, [], [typeof(DefinitionsTests)]),
        new($"POST {V2}/{{instance_id}}/definitions", "v2-definitions.md", null, [typeof(JobResponse)], [typeof(DefinitionsTests)]),
        new($"GET {V2}/{{instance_id}}/auto-volume-expand", "v2-instances.md", null, [typeof(VolumeExpansionBody)], [typeof(VolumeExpansionTests)]),
        new($"PUT {V2}/{{instance_id}}/auto-volume-expand", "v2-instances.md", typeof(VolumeExpansionRequest), [], [typeof(VolumeExpansionTests)]),
        new("POST /v3/auth/tokens", "tokens.md", typeof(TokenRequest), [typeof(TokenResponse)],
            [typeof(SignInBody), typeof(SignInTests), typeof(ScopeTests), typeof(TokenLifetimeTests), typeof(TokenCallsTests), typeof(CatalogTests)]) { Query = ["nocatalog"] },
        new("GET /v3/projects", "projects.md", null, [typeof(ProjectsResponse), typeof(ProjectResponse)], [typeof(ProjectsTests)]) { Query = ["name", "enabled"] },
        new("GET /v3/auth/domains", "projects.md", null, [typeof(DomainsResponse)], [typeof(ProjectsTests)]),
    ];
}
