// A test waits for most of its time, so three classes fit a small machine; more would take the brokers' boots from each other.
[assembly: Xunit.v3.Parallelization(MaxThreads = 3)]
[assembly: System.Runtime.Versioning.SupportedOSPlatform("linux")]
[assembly: AssemblyFixture(typeof(Warren.Live.Tests.Running.PreparedRelease))]
