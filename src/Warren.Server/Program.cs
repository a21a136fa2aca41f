using System.CommandLine;
using Warren.Engine.Hosting;
using Warren.Server.Hosting;

// The verbs of the server program; the script ./warren calls it.
var data = new Option<string>("--data")
{
    Description = "Data folder. Default: WARREN_DATA, else /var/lib/warren for root, else ~/.local/share/warren.",
    DefaultValueFactory = _ => Environment.GetEnvironmentVariable("WARREN_DATA") is { Length: > 0 } folder ? folder : DataFolder.DefaultPath(),
};
var urls = new Option<string>("--urls")
{
    Description = $"Where to listen, as ASP.NET's urls. Default: WARREN_URLS, else {UpCommand.DefaultUrls}.",
    DefaultValueFactory = _ => Environment.GetEnvironmentVariable("WARREN_URLS") is { Length: > 0 } list ? list : UpCommand.DefaultUrls,
};
var fakeBrokers = new Option<bool>("--fake-brokers") { Description = "Keep no brokers at all: for load tests and demos of the API." };
var stopBrokers = new Option<bool>("--stop-brokers") { Description = "Stop the brokers when Warren stops; without it they go on." };

var roles = new Option<string>("--roles")
{
    Description = "What this copy does: api, reconcile, or api,reconcile. Default: WARREN_ROLES, else both.",
    DefaultValueFactory = _ => Environment.GetEnvironmentVariable("WARREN_ROLES") is { Length: > 0 } names ? names : "api,reconcile",
};

var up = new Command("up", "Serve the API in the foreground until SIGTERM or SIGINT.") { data, urls, fakeBrokers, stopBrokers, roles };
up.SetAction((parsed, _) => UpCommand.RunAsync(parsed.GetValue(roles)!, new UpOptions
{
    Data = parsed.GetValue(data)!,
    Urls = parsed.GetValue(urls)!,
    FakeBrokers = parsed.GetValue(fakeBrokers),
    StopBrokers = parsed.GetValue(stopBrokers),
}));
var down = new Command("down", "Stop the Warren and the brokers of a data folder; the data stays.") { data };
down.SetAction((parsed, _) => DownCommand.RunAsync(parsed.GetValue(data)!));
var rotateKeys = new Command("rotate-keys", "Add a new key to the ring that signs tokens and encrypts secrets; what older keys wrote stays good.") { data };
rotateKeys.SetAction((parsed, _) => RotateKeysCommand.RunAsync(parsed.GetValue(data)!));

var migrate = new Command("migrate", "Bring the schema of the store up to date; up does so by itself.") { data };
migrate.SetAction((parsed, _) => MigrateCommand.RunAsync(parsed.GetValue(data)!));
var moveStore = new Command("move-store", "Copy the SQLite store of a data folder into the empty PostgreSQL that the settings name.") { data };
moveStore.SetAction((parsed, _) => MoveStoreCommand.RunAsync(parsed.GetValue(data)!));

// The host handles signals itself, and takes the time it needs.
var root = new RootCommand("Warren: RabbitMQ as a service.") { up, down, rotateKeys, migrate, moveStore };
return await root.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });
