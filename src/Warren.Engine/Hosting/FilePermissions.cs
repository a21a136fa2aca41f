using Warren.Engine.Runtimes.Local;

namespace Warren.Engine.Hosting;

/// <summary>Permissions of what Warren writes.</summary>
public static class FilePermissions
{
    private const uint NothingForOthers = 0b000_111_111;

    /// <summary>
    /// From now on new files are 0600 and new folders 0700 unless something else is asked, and neither this process nor one that it starts leaves its memory in a core dump.
    /// </summary>
    public static void MakePrivate()
    {
        _ = LibC.Umask(NothingForOthers);
        _ = LibC.SetLimit(LibC.ResourceCore, default);
    }
}
