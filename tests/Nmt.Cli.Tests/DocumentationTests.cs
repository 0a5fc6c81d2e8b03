using System.Reflection;
using System.Text.Json;
using Nmt.Data.Checks;
using Nmt.Runs.Config;
using Nmt.TestKit;
using Nmt.Text.Corpora;

namespace Nmt.Cli.Tests;

public sealed class DocumentationTests
{
    [Fact]
    public void Every_key_of_a_config_is_documented()
    {
        string page = File.ReadAllText(Path.Combine(RepositoryRoot.Path, "docs", "configuration.md"));

        var missing = Keys(typeof(ExperimentConfig), "").Where(key => !page.Contains($"`{key}`", StringComparison.Ordinal));

        Assert.Empty(missing);
    }

    [Fact]
    public void Every_finding_of_a_data_check_is_documented_with_its_level()
    {
        string[] page = File.ReadAllLines(Path.Combine(RepositoryRoot.Path, "docs", "data-check.md"));

        var missing = FindingKinds.All.Where(kind => !page.Any(line => line.StartsWith(
            $"| `{kind.Code}` | {(kind.MattersFromShare > 0 ? "info, warning" : kind.Level.ToString().ToLowerInvariant())} |", StringComparison.Ordinal)));

        Assert.Empty(missing.Select(kind => kind.Code));
    }

    private static IEnumerable<string> Keys(Type section, string prefix)
    {
        foreach (var property in section.GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            if (property.SetMethod is null)
            {
                continue;
            }

            string key = prefix + JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name);
            var value = property.PropertyType;
            var item = value.IsGenericType && value.GetGenericTypeDefinition() == typeof(OneOrMore<>) ? value.GetGenericArguments()[0] : value;
            bool isSection = item.IsClass && item != typeof(string);
            foreach (string inner in isSection ? Keys(item, key + ".") : [key])
            {
                yield return inner;
            }
        }
    }
}
