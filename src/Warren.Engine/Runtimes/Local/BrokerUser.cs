namespace Warren.Engine.Runtimes.Local;

/// <summary>The user that brokers run as: an unprivileged one when Warren is root, else Warren's own.</summary>
internal sealed record BrokerUser(string Name, uint UserId, uint GroupId)
{
    /// <summary>Null when Warren is not root: then brokers run as Warren does.</summary>
    /// <exception cref="RuntimeUnavailableException">Warren is root and there is no such user.</exception>
    public static BrokerUser? Find(string name)
    {
        if (LibC.EffectiveUserId() != 0)
        {
            return null;
        }

        // rabbitmq:x:104:109:RabbitMQ messaging server,,,:/var/lib/rabbitmq:/usr/sbin/nologin
        var fields = File.ReadLines("/etc/passwd").Select(l => l.Split(':')).FirstOrDefault(f => f.Length > 3 && f[0] == name);
        return fields is not null
            ? new BrokerUser(name, uint.Parse(fields[2]), uint.Parse(fields[3]))
            : throw new RuntimeUnavailableException($"Warren runs as root and brokers must not, but there is no user '{name}'. Set Local:User to an unprivileged user.");
    }

    /// <summary>The beginning of a command line that runs a program as this user.</summary>
    public IReadOnlyList<string> Become => ["/usr/bin/setpriv", $"--reuid={UserId}", $"--regid={GroupId}", "--init-groups", "--inh-caps=-all"];

    /// <summary>Gives a file or folder to the broker's user.</summary>
    public void Own(string path) => Change(path, UserId, GroupId);

    /// <summary>Lets the broker's group read a file or folder that stays root's.</summary>
    public void LetRead(string path) => Change(path, 0, GroupId);

    private static void Change(string path, uint user, uint group)
    {
        if (LibC.ChangeOwner(path, user, group) != 0)
        {
            throw new IOException($"The owner of {path} could not be changed (errno {System.Runtime.InteropServices.Marshal.GetLastPInvokeError()}).");
        }
    }
}
