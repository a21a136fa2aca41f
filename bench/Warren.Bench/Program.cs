using System.CommandLine;
using Warren.Bench.Api;
using Warren.Bench.Clusters;
using Warren.Bench.FirstLogin;
using Warren.Bench.Identity;
using Warren.Bench.Operations;
using Warren.Bench.Stores;

var rounds = new Option<int>("--rounds") { Description = "How often each side is measured, in turn.", DefaultValueFactory = _ => 5 };
var trios = new Option<int>("--clusters") { Description = "How often a cluster of three is measured beside three stock nodes that are joined by hand.", DefaultValueFactory = _ => 0 };
var firstLogin = new Command("first-login", "From the order to the first AMQP login, cold and from the warm pool, beside a stock boot; and memory.") { rounds, trios };
firstLogin.SetAction((parsed, ct) => FirstLoginBench.RunAsync(parsed.GetValue(rounds), parsed.GetValue(trios), ct));
var identity = new Command("identity", "CPU time of checking a token or a signature, beside Keystone's token validation.") { rounds };
identity.SetAction((parsed, ct) => IdentityBench.RunAsync(parsed.GetValue(rounds), ct));

var clusterRounds = new Option<int>("--rounds") { Description = "How many clusters are ordered and deleted.", DefaultValueFactory = _ => 100 };
var minutes = new Option<int>("--minutes") { Description = "No further one is ordered after this time.", DefaultValueFactory = _ => 60 };
var clusters = new Command("clusters", "Clusters of three, one after the other: how many are RUNNING and not whole.") { clusterRounds, minutes };
clusters.SetAction((parsed, ct) => ClustersBench.RunAsync(parsed.GetValue(clusterRounds), parsed.GetValue(minutes), ct));

var instances = new Option<int>("--instances") { Description = "How many the store has.", DefaultValueFactory = _ => 1_000_000 };
var projects = new Option<int>("--projects") { Description = "Over how many projects they are spread.", DefaultValueFactory = _ => 10_000 };
var stores = new Command("stores", "A store with very many instances, on SQLite and PostgreSQL: a page, one, a count; as times a bare endpoint.") { instances, projects, rounds };
stores.SetAction((parsed, ct) => StoresBench.RunAsync(parsed.GetValue(instances), parsed.GetValue(projects), parsed.GetValue(rounds), ct));

var operationRounds = new Option<int>("--rounds") { Description = "How often each change is made on both sides, in turn.", DefaultValueFactory = _ => 3 };
var operations = new Command("operations", "Clusters of 3, 5 and 7, restart, extension and recovery, each beside the stock way of doing the same by hand.") { operationRounds };
operations.SetAction((parsed, ct) => OperationsBench.RunAsync(parsed.GetValue(operationRounds), ct));

var seconds = new Option<int>("--seconds") { Description = "For how long each is asked in each round.", DefaultValueFactory = _ => 2 };
var api = new Command("api", "Reading calls under load by wrk, beside a bare endpoint that answers as many bytes.") { rounds, seconds };
api.SetAction((parsed, ct) => ApiBench.RunAsync(parsed.GetValue(rounds), parsed.GetValue(seconds), ct));

// The other side of comparisons, as a process of its own.
var bareEndpoint = new Command("bare-endpoint") { Hidden = true };
bareEndpoint.SetAction((_, ct) => BareEndpoint.ServeAsync(ct));

return await new RootCommand("Measurements of Warren, each beside something run in the same minutes on the same machine.") { firstLogin, identity, clusters, operations, stores, api, bareEndpoint }.Parse(args).InvokeAsync();
