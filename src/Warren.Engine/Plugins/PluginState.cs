namespace Warren.Engine.Plugins;

/// <param name="Name">As RabbitMQ knows it.</param>
/// <param name="Version">The installed release.</param>
/// <param name="Enabled">Whether the customer turned it on.</param>
/// <param name="Running">Whether every node that runs says that it runs there; so it may also be because another plugin needs it.</param>
public sealed record PluginState(string Name, string Version, bool Enabled, bool Running);
