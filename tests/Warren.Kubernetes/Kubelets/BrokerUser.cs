using System.Diagnostics;

namespace Warren.Kubernetes.Kubelets;

/// <summary>Brokers run as the user of Debian's package where the tests run as root, else as who runs the tests.</summary>
internal static class BrokerUser
{
    private const string Name = "rabbitmq";

    private static bool IsRoot => Environment.UserName == "root";

    /// <summary>The beginning of a command line that runs a program as this user.</summary>
    public static IReadOnlyList<string> Become => IsRoot ? ["/usr/bin/setpriv", $"--reuid={Name}", $"--regid={Name}", "--init-groups", "--inh-caps=-all"] : [];

    /// <summary>Gives files and folders to it, with all that is in them.</summary>
    public static void Give(params string[] paths)
    {
        if (IsRoot)
        {
            using var change = Process.Start("/usr/bin/chown", ["-R", $"{Name}:{Name}", .. paths]);
            change.WaitForExit();
        }
    }
}
