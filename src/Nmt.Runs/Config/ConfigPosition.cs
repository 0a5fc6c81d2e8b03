namespace Nmt.Runs.Config;

/// <summary>Where a piece of configuration was written.</summary>
/// <param name="File">The config file as the user named it, or the whole override, such as <c>--set search.n_best=8</c>.</param>
/// <param name="Folder">The folder that relative paths written here start from.</param>
/// <param name="Line">Line in the file, from 1; null for an override.</param>
/// <param name="Column">Column in the line, from 1; null for an override.</param>
internal sealed record ConfigPosition(string File, string Folder, int? Line = null, int? Column = null)
{
    public ConfigurationError Error(string path, string message) => new(File, Line, Column, path, message);
}
