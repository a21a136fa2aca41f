namespace Warren.Kubernetes.Objects;

/// <summary>Changes since a version are asked for that are not known any more.</summary>
public sealed class ExpiredException(long version, long oldest) : Exception($"too old resource version: {version} ({oldest})");
