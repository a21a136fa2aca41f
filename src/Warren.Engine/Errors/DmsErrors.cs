namespace Warren.Engine.Errors;

/// <summary>The catalogue: every documented DMS code, once. Source: table 8-2 of the reference.</summary>
public static class DmsErrors
{
    public static readonly ErrorCode ProjectIdMalformed = new("400002", 400);
}
