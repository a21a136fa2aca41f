namespace Warren.WebConsole.Shared;

/// <summary>By which column a table is sorted.</summary>
public sealed record Sorting(string Key, bool Down);
