namespace Nmt.Text;

/// <summary>
/// Marks a config property that names a file to read: a relative path is made absolute when the config is loaded, and a
/// missing file is a configuration error.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class FilePathAttribute : Attribute;
