using System.CommandLine;
using Warren.Bench.FirstLogin;
using Warren.Bench.Identity;

var rounds = new Option<int>("--rounds") { Description = "How often each side is measured, in turn.", DefaultValueFactory = _ => 5 };
var firstLogin = new Command("first-login", "From the order to the first AMQP login, beside a stock boot; and memory.") { rounds };
firstLogin.SetAction((parsed, ct) => FirstLoginBench.RunAsync(parsed.GetValue(rounds), ct));
var identity = new Command("identity", "CPU time of checking a token or a signature, beside Keystone's token validation.") { rounds };
identity.SetAction((parsed, ct) => IdentityBench.RunAsync(parsed.GetValue(rounds), ct));

return await new RootCommand("Measurements of Warren, each beside something run in the same minutes on the same machine.") { firstLogin, identity }.Parse(args).InvokeAsync();
