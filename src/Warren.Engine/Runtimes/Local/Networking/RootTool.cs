using System.ComponentModel;

namespace Warren.Engine.Runtimes.Local.Networking;

/// <summary>Runs a tool of the system that only root may use: ip of iproute2, nft of nftables.</summary>
internal static class RootTool
{
    private static readonly string[] Folders = ["/usr/sbin", "/sbin", "/usr/bin", "/bin"];

    /// <summary>Where the tool is; null when it is not installed, or Warren is not root.</summary>
    public static string? Find(string name) =>
        LibC.EffectiveUserId() == 0 ? Array.Find([.. Folders.Select(f => Path.Combine(f, name))], File.Exists) : null;

    /// <param name="program">Path of the tool.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="input">What it reads.</param>
    /// <param name="ct">Ends it.</param>
    /// <exception cref="IOException">It failed; the message holds what it said.</exception>
    public static async Task RunAsync(string program, IReadOnlyList<string> arguments, string input, CancellationToken ct)
    {
        try
        {
            var (exitCode, output, errors) = await OtherProgram.RunAsync([program, .. arguments], environment: null, input, ct);
            if (exitCode != 0)
            {
                throw new IOException($"{Path.GetFileName(program)} {string.Join(' ', arguments)}: {output}{errors}".Trim());
            }
        }
        catch (Win32Exception e)
        {
            throw new IOException($"{program} could not be run: {e.Message}", e);
        }
    }
}
