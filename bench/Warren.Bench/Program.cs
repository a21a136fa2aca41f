using System.CommandLine;
using Warren.Bench.FirstLogin;

var rounds = new Option<int>("--rounds") { Description = "How often each side is measured, in turn.", DefaultValueFactory = _ => 5 };
var clusters = new Option<int>("--clusters") { Description = "How often a cluster of three is measured beside three stock nodes that are joined by hand.", DefaultValueFactory = _ => 0 };
var firstLogin = new Command("first-login", "From the order to the first AMQP login, cold and from the warm pool, beside a stock boot; and memory.") { rounds, clusters };
firstLogin.SetAction((parsed, ct) => FirstLoginBench.RunAsync(parsed.GetValue(rounds), parsed.GetValue(clusters), ct));

return await new RootCommand("Measurements of Warren, each beside something run in the same minutes on the same machine.") { firstLogin }.Parse(args).InvokeAsync();
