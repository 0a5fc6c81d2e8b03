namespace Nmt.Text;

/// <summary>
/// Marks a config property that names a folder to read from: a relative path is made absolute when the config is loaded, and
/// a missing folder is a configuration error.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class FolderPathAttribute : Attribute;
