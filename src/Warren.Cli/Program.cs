using System.CommandLine;
using Warren.Cli;
using Warren.Cli.Demo;

var data = DataFolderOption.Create();
var demo = new Command("demo", "Do the quick start of the API reference: order a broker, send a message through it, delete it.") { data };
demo.SetAction((parsed, ct) => DemoCommand.RunAsync(parsed.GetValue(data)!, ct));

return await new RootCommand("warrenctl: talks to a Warren.") { demo }.Parse(args).InvokeAsync();
