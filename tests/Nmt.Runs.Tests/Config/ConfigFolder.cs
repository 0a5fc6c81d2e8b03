using Nmt.Runs.Config;
using Nmt.TestKit;

namespace Nmt.Runs.Tests.Config;

/// <summary>A folder with files for configs: <c>a</c> and <c>b</c>, both empty, and the folder <c>texts</c>.</summary>
internal sealed class ConfigFolder : IDisposable
{
    /// <summary>The shortest valid config, in lines 1 to 7.</summary>
    public const string Minimal = """
        data:
          train:
            source: a
            target: b
          validation:
            source: a
            target: b

        """;

    private readonly TemporaryFolder _folder = new();

    public ConfigFolder()
    {
        _folder.Write("a", "");
        _folder.Write("b", "");
        Directory.CreateDirectory(Of("texts"));
    }

    public string Of(string name) => _folder.Of(name);

    public ExperimentConfig Load(string yaml, params string[] overrides) =>
        ConfigLoader.Load(_folder.Write("x.yaml", yaml), overrides);

    /// <summary>The complete error message for a config, without the folder's path.</summary>
    public string ErrorOf(string yaml, params string[] overrides)
    {
        var exception = Assert.Throws<ConfigurationException>(() => Load(yaml, overrides));
        return exception.Message.Replace(_folder.Path + Path.DirectorySeparatorChar, "", StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();
}
