namespace Nmt.Runs.Config;

/// <summary>A key of a section and its value.</summary>
internal sealed record ConfigEntry(string Key, ConfigPosition Position, ConfigNode Value);
