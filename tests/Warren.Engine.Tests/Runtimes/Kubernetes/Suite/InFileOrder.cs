using System.Reflection;
using Xunit.v3;

namespace Warren.Engine.Tests.Runtimes.Kubernetes.Suite;

/// <summary>Tests run as they stand in the file: what is made by one is there for the next.</summary>
internal sealed class InFileOrder : ITestMethodOrderer
{
    public IReadOnlyCollection<TTestMethod?> OrderTestMethods<TTestMethod>(IReadOnlyCollection<TTestMethod?> testMethods)
        where TTestMethod : notnull, Xunit.Sdk.ITestMethod =>
        [.. testMethods.OrderBy(m => (m as IXunitTestMethod)?.Method.GetCustomAttribute<FactAttribute>()?.SourceLineNumber)];
}
