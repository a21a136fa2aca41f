using System.CommandLine;
using Warren.Cli;
using Warren.Cli.Audit;
using Warren.Cli.Definitions;
using Warren.Cli.Demo;
using Warren.Cli.Identity;
using Warren.Cli.Recovery;
using Warren.Cli.Session;

var data = DataFolderOption.Create();
var demo = new Command("demo", "Do the quick start of the API reference: order a broker, send a message through it, delete it.") { data };
demo.SetAction((parsed, ct) => DemoCommand.RunAsync(parsed.GetValue(data)!, ct));

var root = new RootCommand("warrenctl: talks to a Warren.")
{
    demo,
    UserCommand.Create(),
    GroupCommand.Create(),
    PolicyCommand.Create(),
    KeyCommand.Create(),
    ExplainCommand.Create(),
    AuditCommand.Create(),
    OrphansCommand.Create(),
    DefinitionsCommand.Create(),
};
foreach (var verb in LoginCommand.Create(data))
{
    root.Subcommands.Add(verb);
}

return await root.Parse(args).InvokeAsync();
